"""What a person sees on a terminal of any width, and what a program behind a pipe gets."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from claimcheck.cli.output import LEAST_WIDTH, Progress

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are a matter of POSIX")

COMMAND = [sys.executable, "-m", "claimcheck"]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PROGRESS = re.compile(r"\r\x1b\[K[^\r\n]*")
SOURCE = Path(__file__).resolve().parents[2] / "src"
SENTENCE = "我们的新瓶子对环境友好而且可以完全回收利用，并且减少了二氧化碳排放。"
WIDE = f"# 环境报告\n\nOur new bottle is eco-friendly, {SENTENCE}\n"
WIDE += "\nWe plant trees near our sites and report on the growth of each of them in the annex. " * 12


@pytest.fixture
def environ(desk: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COLUMNS", "CLAIMCHECK_"))}
    path = os.pathsep.join(filter(None, (str(SOURCE), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"}


def _shown(
    arguments: list[str], environ: dict[str, str], columns: int = 100, *, alone: bool = False, **more: str
) -> str:
    """What the terminal shows, of standard output ``alone`` or of both streams."""
    command = shlex.join([*COMMAND, *arguments]) + (" 2>/dev/null" if alone else "")
    child = pexpect.spawn(
        "sh", ["-c", command], env={**environ, **more}, dimensions=(40, columns), encoding="utf-8", timeout=120
    )
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


def _columns(line: str) -> int:
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line
    )


@pytest.mark.parametrize("columns", [20, 40, 61, 132])
def test_lines_follow_the_terminal_with_wide_characters_too(columns: int, environ: dict[str, str], desk: Path) -> None:
    (desk / "wide.md").write_text(WIDE, encoding="utf-8")
    shown = COLOUR.sub("", _shown(["audit", "wide.md", "--isolated"], environ, columns, alone=True))
    lines = shown.replace("\r\n", "\n").splitlines()
    widest = max(map(_columns, lines))
    assert widest == max(columns, LEAST_WIDTH), "a terminal too narrow for any table is given the least"
    assert "".join(shown.split()).count("对环境友好而且可以完全回收利用") >= 1


def test_colour_goes_where_it_is_asked_for(environ: dict[str, str]) -> None:
    arguments = ["check", "bad.md", "--isolated", "--no-progress"]
    assert "\x1b[" not in _shown([*arguments, "--color", "never"], environ, FORCE_COLOR="1")
    assert "\x1b[" in _shown(arguments, environ, FORCE_COLOR="1", TERM="dumb")
    assert "\x1b[" not in _shown([*arguments, "--format", "markdown"], environ, FORCE_COLOR="1")


def test_the_first_line_alone_is_read_from_a_pipe(environ: dict[str, str], desk: Path) -> None:
    """More than a pipe holds: the reader goes away while the rest is written."""
    (desk / "long.md").write_text("Our bottle is eco-friendly.\n\n" * 600)
    shell = f"{shlex.quote(sys.executable)} -m claimcheck check long.md --isolated --format concise; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"({shell}) | head -1"], env=environ, capture_output=True, text=True, check=False
    )
    assert re.fullmatch(r"long\.md:1:15: [A-Z]{3}-\d{3} \w+ .+\n", done.stdout)
    assert re.fullmatch(r"\d+ new\n1\n", done.stderr), "as already decided, and not a word of it"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_progress_never_wraps_and_shows_hostile_names_as_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("COLUMNS", "30")
    progress = Progress(3, environ={})
    progress.page("a\x1b[2J\u202e" + "报" * 60 + ".pdf", 1, 9_999)
    progress.close()
    drawn = stream.getvalue().split("\r\x1b[K")[1]
    assert _columns(drawn) < 30
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", drawn)


def test_escapes_of_names_and_texts_never_reach_the_terminal(environ: dict[str, str], desk: Path) -> None:
    name = "re\x1b[31mport\x1b]0;owned\x07.md"
    (desk / name).write_text("Our new bottle is eco-friendly \x1b[2J\x9b31m.\n", encoding="utf-8")
    shown = _shown(["check", name, "miss\x1b[2Jing.md", "--isolated", "--color", "never"], environ)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", PROGRESS.sub("", shown))
    assert r"re\x1b[31mport" in shown
    assert r"miss\x1b[2Jing.md" in shown
