"""Files of a run as the user meets them: whole or not at all, whatever ends the run, and the same every time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcheck.report.files import FILE_FORMATS
from claimcheck.report.formats import FORMATS

SOURCE = Path(__file__).resolve().parents[2] / "src"
COMMAND = [sys.executable, "-m", "claimcheck"]
posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals are a matter of POSIX")


@pytest.fixture
def environ(desk: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CLAIMCHECK_")}
    path = os.pathsep.join(filter(None, (str(SOURCE), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "LC_ALL": "C.UTF-8"}


def test_every_format_is_the_same_to_the_byte_in_another_process(
    root: Path, desk: Path, environ: dict[str, str], command: Callable[..., Any]
) -> None:
    """Another seed of hashes, another time of day, another zone: the same files."""
    inputs = [str(root / "fixtures/docx/writer-report.docx"), str(root / "fixtures/reports/tarnholm-2025.pdf")]

    def run(folder: Path) -> list[str]:
        folder.mkdir()
        outputs = [part for name in (*FORMATS, *FILE_FORMATS) for part in ("--output", f"{name}:{folder / name}")]
        return ["check", *inputs, "--isolated", "--as-of", "2026-10-01", *outputs]

    here, there = desk / "here", desk / "there"
    done = subprocess.run(
        [*COMMAND, *run(there)],
        env={**environ, "PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (1, 3), done.stderr
    assert command(run(here)).code == done.returncode
    assert {path.name for path in here.iterdir()} == {*FORMATS, *FILE_FORMATS}
    assert [path.name for path in here.iterdir() if path.read_bytes() != (there / path.name).read_bytes()] == []


@pytest.mark.parametrize("wanted", [True, False])
def test_pictures_of_pages_can_be_left_out(wanted: bool, root: Path, desk: Path, command: Callable[..., Any]) -> None:
    (desk / "out").mkdir()
    (desk / "report.pdf").write_bytes((root / "fixtures/reports/tarnholm-2025.pdf").read_bytes())
    option = [] if wanted else ["--no-pictures"]
    done = command(["audit", "report.pdf", "--isolated", "--output", "html:out/report.html", *option])
    assert done.code == 0, done.stderr
    page = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 10 * wanted
    assert 'href="../report.pdf#page=' in page
    marked = ["--output", "pdf:out/marked.pdf", "--output", "html:out/report.html", "--no-pictures"]
    assert command(["audit", "report.pdf", "--isolated", *marked]).code == 0
    page = (desk / "out" / "report.html").read_text(encoding="utf-8")
    assert 'href="../out/marked.pdf#page=' in page
    assert 'href="../report.pdf#page=' not in page
    (desk / "claimcheck.toml").write_text("pictures = false\n")
    assert "<img " not in command(["audit", "report.pdf", "--format", "html"]).stdout


@posix
def test_a_file_that_grows_too_large_leaves_all_files_as_they_were(desk: Path, environ: dict[str, str]) -> None:
    """The first file has room, the last has none: neither is written, and standard output has the findings."""
    (desk / "a.txt").write_text("old")
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *COMMAND, "check", "bad.md", "--isolated", "--format", "concise",
         "--output", "concise:a.txt", "--output", "html:big.html"],
        env={**environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "error: big.html: could not be written: File too large" in done.stderr
    assert "GEN-001 error" in done.stdout
    assert "Traceback" not in done.stderr
    assert (desk / "a.txt").read_text() == "old"
    assert [path.name for path in desk.iterdir() if "big" in path.name or path.name.startswith(".")] == []


@posix
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_who_ends_the_run_leaves_no_half_file(number: signal.Signals, desk: Path, environ: dict[str, str]) -> None:
    (desk / "r.json").write_text("old")
    reader, writer = os.pipe()
    child = subprocess.Popen(
        [*COMMAND, "check", "-", "--isolated", "--output", "json:r.json", "--output", "html:r.html"],
        env=environ, stdin=reader, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(reader)
    while not list(desk.glob(".r.html.*")):
        assert child.poll() is None
        time.sleep(0.05)
    time.sleep(0.2)
    child.send_signal(number)
    out, err = child.communicate(timeout=60)
    os.close(writer)
    assert (child.returncode, out) == (130, "")
    assert err.strip() == "interrupted; nothing was written"
    assert (desk / "r.json").read_text() == "old"
    assert list(desk.glob(".r.*")) == []
    assert not (desk / "r.html").exists()


def test_an_interrupt_after_files_were_written_says_so(
    command: Any, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimcheck.cli.audit_run.write_stdout", interrupted)
    done = command(["check", "bad.md", "--isolated", "--output", "json:r.json"])
    assert done.code == 130
    assert done.stderr == "\ninterrupted; some of the output is written\n"
    assert (desk / "r.json").exists()


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["json:copy"], "error: copy: cannot be written: it is a folder"),
        (["json:no/such/r.json"], "error: no/such/r.json: cannot be written: No such file or directory"),
        (["json:bad.md"], "error: bad.md: is read by this run, so it cannot be written"),
        (["json:./copy/../bad.md"], "is read by this run"),
        (["json:known.json"], "error: known.json: is read by this run"),
        (["json:r.json", "csv:./r.json"], "r.json is written twice"),
        (["json", "csv"], "only one format can go to standard output, not json and csv"),
        (["jsn:r.json"], "there is no format 'jsn'"),
        (["json:"], "names no file"),
        (["xlsx"], "--output xlsx has to name a file"),
        (["docx:r.docx"], "--output docx marks up one docx file, and none of the inputs is one"),
    ],
)
def test_a_target_that_cannot_be_is_said_before_anything_is_written(
    outputs: list[str], told: str, command: Any, desk: Path
) -> None:
    (desk / "known.json").write_text('{"schema": "claimcheck-baseline/1", "findings": []}')
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    arguments = [part for one in outputs for part in ("--output", one)]
    done = command(["check", "bad.md", "--isolated", "--baseline", "known.json", *arguments])
    assert done.code == 2
    assert told in done.stderr
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(command: Any, desk: Path) -> None:
    (desk / "copy").chmod(0o500)
    done = command(["check", "bad.md", "--isolated", "--output", "json:copy/r.json"])
    assert done.code == 2
    assert "error: copy/r.json: cannot be written: Permission denied" in done.stderr
