"""Colour, width, and files that are written whole or not at all."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.output import OutputFile, Progress, output_files, style_of, wants_color, write_stdout
from claimcheck.cli.settings import Output
from claimcheck.errors import InternalError, UsageError


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("choice", "environ", "terminal", "wanted"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        ("auto", {}, True, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": ""}, True, True),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        (None, {"FORCE_COLOR": "1"}, False, True),
        (None, {"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        (None, {"FORCE_COLOR": "0"}, False, False),
        (None, {"TERM": "dumb"}, True, False),
        (None, {"TERM": "xterm"}, True, True),
    ],
)
def test_colour(choice: str | None, environ: dict[str, str], terminal: bool, wanted: bool) -> None:
    stream = Terminal() if terminal else io.StringIO()
    assert wants_color(choice, stream, environ) is wanted


@pytest.mark.parametrize(
    ("columns", "width"), [("", 80), ("120", 120), ("7", 40), ("9999", 160), ("wide", 80), ("-4", 80)]
)
def test_width_without_a_terminal(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert style_of(io.StringIO(), color=None).width == width


@pytest.mark.parametrize(("encoding", "drawn"), [("utf-8", True), ("ascii", False), ("cp1252", False)])
def test_characters_follow_the_encoding(encoding: str, drawn: bool) -> None:
    assert style_of(io.TextIOWrapper(io.BytesIO(), encoding=encoding), color=None).unicode is drawn


def test_a_terminal_that_spells_little_gets_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    write_stdout("Größe\n")
    assert raw.getvalue() == b"Gr\\xf6\\xdfe\n"
    for format_ in ("json", "markdown"):
        raw.truncate(0)
        raw.seek(0)
        write_stdout("“Größe”\n", format_)
        assert raw.getvalue().decode() == "“Größe”\n"


def test_signs_of_print_become_those_of_a_typewriter(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    write_stdout("“Größe” – a reader’s …\n")
    assert raw.getvalue().decode("latin-1") == '"Größe" - a reader\'s ...\n'


@pytest.mark.skipif(not os.path.exists("/dev/stdout"), reason="a matter of POSIX")
def test_a_report_goes_through_a_pipe_by_its_name(desk: Path) -> None:
    line = [sys.executable, "-m", "claimcheck", "check", "bad.md", "--output", "json:/dev/stdout", "--quiet"]
    done = subprocess.run(line, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b'"claimcheck-report/1"' in done.stdout


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    file = OutputFile(Output("markdown", str(target)))
    assert not target.exists()
    file.write("Größe \ud800\n")
    assert target.read_bytes() == "Größe \\ud800\n".encode()
    assert list(tmp_path.iterdir()) == [target]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


def test_an_old_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    target, link = tmp_path / "out.md", tmp_path / "link.md"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to("out.md")
    OutputFile(Output("text", str(link))).write("new")
    assert target.read_text() == "new"
    assert link.is_symlink()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.md"
    target.write_text("old")

    def full(source: str, destination: str) -> None:
        raise OSError(28, "No space left on device")

    with output_files([Output("text", str(target))]) as (file,):
        monkeypatch.setattr("claimcheck.cli.output.os.replace", full)
        with pytest.raises(InternalError, match="No space left") as caught:
            file.write("new")
    assert caught.value.exit_code == 4
    assert caught.value.path == str(target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target], "no half file is left"


def test_a_bad_file_discards_the_good_ones(tmp_path: Path) -> None:
    outputs = [Output("text", str(tmp_path / "a.txt")), Output("json", str(tmp_path / "no" / "b.json"))]
    with pytest.raises(UsageError, match="cannot be written"), output_files(outputs):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_as_it_is() -> None:
    OutputFile(Output("text", os.devnull)).write("words")
    assert not Path(os.devnull).is_file()


def test_files_beside_standard_output(command: Any, desk: Path) -> None:
    done = command(["audit", "bad.md", "--format", "concise", "--output", "json:r.json", "--output", "text:r.txt"])
    assert done.code == 0
    assert done.stdout.startswith("bad.md:1:")
    assert json.loads((desk / "r.json").read_text())["documents"][0]["path"] == "bad.md"
    shown = (desk / "r.txt").read_text()
    assert "eco-friendly" in shown
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) == 80, "files do not depend on the terminal"


def test_only_a_file(command: Any, desk: Path) -> None:
    done = command(["audit", "bad.md", "--output", "concise", "--output", "jsonl:r.jsonl"])
    assert done.stdout.startswith("bad.md:1:")
    assert len((desk / "r.jsonl").read_text().splitlines()) == 2


def test_nothing_is_written_when_nothing_is_read(command: Any, desk: Path) -> None:
    assert command(["audit", "bad.md", "--output", "json:r.json", "--select", "XXX"]).code == 2
    assert not list(desk.glob("*r.json*"))
    assert not list(desk.glob(".r.json*"))


def test_progress_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(2, environ={})
    progress.page("a.pdf", 1, 9)
    progress.file()
    progress.close()
    assert stream.getvalue() == ""


@pytest.mark.parametrize(("wanted", "environ"), [(False, {}), (True, {"TERM": "dumb"})])
def test_progress_can_be_off(monkeypatch: pytest.MonkeyPatch, wanted: bool, environ: dict[str, str]) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    progress = Progress(1, wanted=wanted, environ=environ)
    progress.page("a.pdf", 1, 9)
    assert stream.getvalue() == ""


def test_progress_draws_one_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    times = iter([0.0, 0.0, 0.01, 0.2, 0.4, 0.4])
    progress = Progress(2, environ={}, clock=lambda: next(times))
    progress.page("a\x1b.pdf", 1, 9)
    progress.page("a\x1b.pdf", 2, 9)
    progress.page("a\x1b.pdf", 3, 9)
    progress.file()
    progress.close()
    progress.close()
    assert stream.getvalue() == (
        "\r\x1b[Kreading a\\x1b.pdf: page 1 of 9 (file 1 of 2)"
        "\r\x1b[Kreading a\\x1b.pdf: page 3 of 9 (file 1 of 2)"
        "\r\x1b[Kread 1 of 2 files\r\x1b[K"
    )


@pytest.mark.parametrize(("passed", "left"), [(1.0, ""), (4.0, ", about 12 s left"), (7200.0, ", about 6.0 h left")])
def test_progress_tells_how_long_the_other_files_take(
    monkeypatch: pytest.MonkeyPatch, passed: float, left: str
) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    times = iter([100.0, 100.0 + passed, 100.0 + passed])
    Progress(4, environ={}, clock=lambda: next(times)).file()
    assert stream.getvalue() == f"\r\x1b[Kread 1 of 4 files{left}"
