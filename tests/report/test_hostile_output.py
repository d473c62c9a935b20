"""What a document, or the name of its file, holds never steers the terminal or the editor that shows a report."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.formats import FORMATS

STEERING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
PLAIN = "We plant trees near our sites and report on the growth of each of them in the annex. " * 12
TRICKS = {
    "colour": "\x1b[31m",
    "clear": "\x9b2J",
    "link": "\x1b]8;;http://evil.example\x07here\x1b]8;;\x07",
    "title": "\x9d0;owned\x9c",
    "bell": "\x07",
    "delete": "\x7f",
    "turned": "\u202eneurt\u202c",
    "isolate": "\u2066x\u2069\u200f\u061c",
    "null": "\x00",
    "tags": "\U000e0061\U000e007f",
    "backspace": "\x08",
    "return": "over\rwritten",
}


def source(trick: str) -> str:
    return (
        f"# Green{trick} report\n\nOur new pens are {trick} 100% carbon neutral {trick} since 2020.\n\n"
        f"## Climate{trick} goals\n\nOur bottles are recy{trick}clable and eco-friendly.[^{trick or 1}]\n\n{PLAIN}\n"
    )


@pytest.fixture(scope="module", params=list(TRICKS))
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Report:
    trick = TRICKS[request.param]
    name = f"re{trick}port.md".replace("/", "").replace("\x00", "")
    path = tmp_path_factory.mktemp("hostile") / name
    path.write_text(source(trick), encoding="utf-8", newline="")
    return claimcheck.audit(str(path))


@pytest.mark.parametrize("name", list(FORMATS))
def test_no_format_hands_a_steering_character_on(hostile: Report, name: str) -> None:
    assert hostile.summary.claims
    out = claimcheck.render(hostile, name)
    assert out
    assert STEERING.findall(out) == []
    assert "\r" not in out


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
@pytest.mark.parametrize("trick", ["colour", "clear", "link", "title", "turned", "return"])
def test_a_terminal_shows_only_what_claimcheck_itself_draws(trick: str, tmp_path: Path) -> None:
    import pty

    path = tmp_path / f"re{TRICKS[trick]}port.md".replace("/", "")
    path.write_text(source(TRICKS[trick]), encoding="utf-8", newline="")
    controller, terminal = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "claimcheck",
        "audit",
        str(path),
        "missing\x1b[2J.md",
        "--isolated",
        "--color",
        "never",
    ]
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        while True:
            try:
                part = os.read(controller, 65_536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            shown += part
    os.close(controller)
    text = shown.decode().replace("\r\n", "\n")
    assert process.returncode == 3
    assert re.search(r"carbon\s+neutral", text)
    # The line of progress is the command's own: it returns to the line's start and clears it.
    text = re.sub(r"\r|\x1b\[K|\x1b\[2?K", "", text) if trick != "return" else text
    assert STEERING.findall(text) == []
