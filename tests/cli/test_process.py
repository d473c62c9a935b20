"""The command line as a process: what it imports, closed pipes, interrupts, terminals."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are a matter of POSIX")

COMMAND = [sys.executable, "-m", "claimcheck"]
ANSI = re.compile(r"\x1b\[[0-9;]*[mK]")
SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def environ(desk: Path) -> dict[str, str]:
    """The environment of a user, with the checkout to import from."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("COLUMNS", "CLAIMCHECK_"))}
    path = os.pathsep.join(filter(None, (str(SOURCE), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "TERM": "xterm", "LC_ALL": "C.UTF-8"}


def on_terminal(arguments: list[str], environ: dict[str, str], columns: int = 100, **more: str) -> tuple[int, str]:
    """Exit code and everything a terminal shows."""
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], env={**environ, **more}, dimensions=(40, columns),
        encoding="utf-8", timeout=60,
    )  # fmt: skip
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rules", "--help"]])
def test_version_and_help_import_no_engine(arguments: list[str], environ: dict[str, str]) -> None:
    code = (
        "import sys; from claimcheck.cli.main import run; code = run(sys.argv[1:]); "
        "heavy = {name.partition('.')[0] for name in sys.modules} & {'pydantic', 'jsonschema', 'yaml', "
        "'pypdfium2', 'tabulate', 'ahocorasick_rs', 'chardet', 'pyromark', 'concurrent', 'multiprocessing'}; "
        "own = [name for name in sys.modules if name.startswith('claimcheck.') and name.count('.') == 1]; "
        "print(code, sorted(heavy), sorted(own), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environ, capture_output=True, text=True, check=True
    )
    assert done.stderr == "0 [] ['claimcheck.cli', 'claimcheck.errors', 'claimcheck.report', 'claimcheck.version']\n"


def test_checking_a_text_loads_only_what_it_needs(environ: dict[str, str]) -> None:
    """Of kept rules no shape of their files is needed, nor what reads YAML, tables, decisions or other formats."""
    code = (
        "import sys; from claimcheck.rulepack.build import load_rulepack; load_rulepack() if len(sys.argv) < 2 else "
        "__import__('claimcheck.cli.main').cli.main.run(sys.argv[1:]); "
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    # The first process keeps the compiled rules, if no other one has.
    for arguments in ([], ["check", "bad.md", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environ, capture_output=True, text=True, check=True
        )
    loaded = done.stderr.split()
    libraries = {
        "chardet", "email", "jinja2", "jsonschema", "lxml", "pydantic", "pypdfium2", "tabulate", "tempfile",
        "wcwidth", "yaml",
    }  # fmt: skip
    rules = {"assembly", "collect", "file_shapes", "lexicon_shapes", "shape", "shapes", "validate", "yamlfile"}
    rooms = (
        "decisions",
        "revisions",
        "gold",
        "lsp",
        "mcp",
        "model.diff_out",
        "model.trace_out",
        "report.html",
        "review",
    )
    assert "claimcheck.rulepack.pack" in loaded
    assert not libraries.intersection(loaded)
    assert not {f"claimcheck.rulepack.{name}" for name in rules}.intersection(loaded)
    assert not [name for name in loaded if name.startswith(tuple(f"claimcheck.{room}" for room in rooms))]


def test_colour_and_width_on_a_terminal(environ: dict[str, str]) -> None:
    for columns in (80, 120):
        code, shown = on_terminal(["audit", "bad.md"], environ, columns)
        assert code == 0
        assert "\x1b[31m" in shown
        plain = ANSI.sub("", shown)
        assert max(len(line) for line in plain.splitlines()) == columns
        assert "“Our new bottle is eco-friendly.”" in plain


@pytest.mark.parametrize(
    ("arguments", "more", "coloured"),
    [
        ([], {"NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        (["--format", "json"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_about_colour(
    arguments: list[str], more: dict[str, str], coloured: bool, environ: dict[str, str]
) -> None:
    _, shown = on_terminal(["audit", "bad.md", *arguments], environ, **more)
    assert ("\x1b[" in shown) is coloured


@pytest.mark.parametrize(("more", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True)])
def test_colour_in_a_pipe(more: dict[str, str], coloured: bool, environ: dict[str, str]) -> None:
    done = subprocess.run(
        [*COMMAND, "audit", "bad.md"], env={**environ, **more}, capture_output=True, text=True, check=True
    )
    assert ("\x1b[" in done.stdout) is coloured
    assert done.stderr == ""


def test_progress_is_shown_on_a_terminal_and_leaves_nothing(environ: dict[str, str]) -> None:
    _, shown = on_terminal(["audit", "report.pdf"], environ)
    assert "reading report.pdf: page 1 of 1" in shown
    assert "\r\x1b[K" in shown.split("page 1 of 1")[1], "the line is removed"
    _, silent = on_terminal(["audit", "report.pdf", "--no-progress"], environ)
    assert "reading report.pdf" not in silent


def test_a_problem_is_shown_once_on_a_terminal(environ: dict[str, str]) -> None:
    code, shown = on_terminal(["audit", "empty.md"], environ)
    assert code == 3
    assert shown.count("is empty") == 1


@pytest.mark.parametrize(("name", "code"), [("bad.md", 1), ("nothing.md", 0)])
def test_a_closed_pipe_ends_quietly_with_the_decided_code(name: str, code: int, environ: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*COMMAND, "check", name, "--format", "json"], env=environ, stdout=writer, stderr=subprocess.PIPE,
            check=False,
        )  # fmt: skip
    finally:
        os.close(writer)
    assert done.stderr == b""
    assert done.returncode == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [["check", "bad.md"], ["--help"], ["check", "--help"], ["--version"]])
def test_a_full_disk_is_an_error(arguments: list[str], environ: dict[str, str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], env=environ, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 4
    assert "error: standard output could not be written: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_with_130_and_leaves_no_file(environ: dict[str, str], desk: Path) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "check", "-", "--output", "json:out.json"], env=environ, encoding="utf-8", timeout=60
    )
    child.expect("reading standard input; end it with Ctrl-D")
    time.sleep(0.2)
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "interrupted; nothing was written" in child.before
    assert "Traceback" not in child.before
    assert not list(desk.glob("*out.json*"))
    assert not list(desk.glob(".out.json*"))


@pytest.mark.skipif(os.name != "posix", reason="signals of process groups are a matter of POSIX")
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_reaches_workers_too(environ: dict[str, str], desk: Path) -> None:
    long = desk / "copy" / "long.md"
    long.write_text("Our bottle is eco-friendly. The foundry cut emissions by 3 % in 2024.\n\n" * 30_000)
    for number in range(200):
        os.link(long, desk / "copy" / f"long{number}.md")
    child = subprocess.Popen(
        [*COMMAND, "check", "copy", "--jobs", "2"], env=environ, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    time.sleep(3)
    assert child.poll() is None, "it is still at work"
    os.killpg(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=20)
    assert child.returncode == 130
    assert out == ""
    assert err.strip() == "interrupted; nothing was written"


def test_a_file_name_that_is_no_utf8(environ: dict[str, str], desk: Path) -> None:
    name = os.fsencode(desk) + b"/caf\xe9.md"
    try:
        with open(name, "wb") as file:
            file.write(b"Our bottle is eco-friendly.\n")
    except OSError:
        pytest.skip("this file system wants UTF-8 names")
    done = subprocess.run(
        [*COMMAND, "check", b"caf\xe9.md", "--format", "json"], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert r'"path": "caf\\xe9.md"' in done.stdout


def test_output_is_the_same_whatever_jobs_and_order(environ: dict[str, str]) -> None:
    outputs = {
        subprocess.run(
            [*COMMAND, "audit", *paths, "--format", "json", "--jobs", jobs], env=environ, capture_output=True,
            check=False,
        ).stdout
        for paths, jobs in (
            (["bad.md", "copy", "empty.md"], "1"), (["empty.md", "copy/two.txt", "copy", "bad.md"], "1"),
            (["copy", "bad.md", "empty.md"], "2"),
        )
    }  # fmt: skip
    assert len(outputs) == 1
    assert b'"exit_code": 3' in outputs.pop()


def test_a_terminal_without_unicode(environ: dict[str, str]) -> None:
    done = subprocess.run(
        [*COMMAND, "audit", "bad.md"], env={**environ, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True
    )
    shown = done.stdout.decode("ascii")
    assert '"Our new bottle is eco-friendly."' in shown
    assert "...................." in shown


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("check bad.md >&-", 4),
        ("check bad.md --format concise --fail-on never --output json:kept.json >&-", 4),
        ("check good.md --format concise >&-", 0),
        ("check missing.md 2>&- >&-", 4),
        ("check - <&-", 3),
        ("rules list >&-", 4),
    ],
)
def test_a_stream_that_was_closed_before_the_start(command: str, code: int, environ: dict[str, str]) -> None:
    shell = f"{shlex.quote(sys.executable)} -m claimcheck {command}"
    done = subprocess.run(["sh", "-c", shell], env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, "defect" in done.stderr) == (code, False), done.stderr


def test_standard_input_without_end(environ: dict[str, str]) -> None:
    with open("/dev/zero", "rb") as endless:
        done = subprocess.run(
            [*COMMAND, "check", "-", "--format", "concise"], env=environ, stdin=endless, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 3
    assert "error: <stdin>: is larger than 20 MiB" in done.stderr
