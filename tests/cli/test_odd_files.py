"""Odd things under the names of files: each gives one clear problem, printed so that no terminal obeys it."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli import audit_run as cli_run
from claimcheck.config.inputs import Inputs
from claimcheck.report.formats import FORMATS

from .conftest import BAD, Runner

unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
linux = pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
NAMES = [
    "two\nlines.md",
    "\x1b[31mred\x1b]0;owned\x07.md",
    "back\rspace\x08\x08.md",
    "\x9b2Jc1.md",
    "turned\u202edm.md",
    "bell\x7f\u2028line.md",
    "\udcff\udc9b31m.md",
    "-rf.md",
    "a" * 200 + ".md",
    " blank .md",
    "[x]*?.md",
    "é\u0301.md",
]
STEERING = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0)), "\u2028", "\u2029", "\u202e"} - {"\n"}


def _socket(path: Path) -> None:
    # The address of a socket is short, whatever folder the test has.
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(here)


MADE: dict[str, tuple[Callable[[Path], object], str]] = {
    "fifo": (os.mkfifo if hasattr(os, "mkfifo") else Path.touch, "not-a-file"),
    "socket": (_socket, "not-a-file"),
    "device": (lambda path: path.symlink_to(os.devnull), "not-a-file"),
    "folder": (Path.mkdir, "is-directory"),
    "loop": (lambda path: path.symlink_to(path.name), "not-found"),
    "dangling": (lambda path: path.symlink_to("nowhere"), "not-found"),
}


@unix
@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("by", ["folder", "pattern"])
def test_what_is_no_file_is_one_problem_beside_those_that_are(command: Runner, desk: Path, kind: str, by: str) -> None:
    make, code = MADE[kind]
    (desk / "odd").mkdir()
    (desk / "odd" / "good.md").write_text(BAD)
    make(desk / "odd" / "x.pdf")
    done = command(["check", "odd" if by == "folder" else "odd/*", "--format", "json"])
    assert done.code == 3
    report = json.loads(done.stdout)
    problems = [*report["problems"], *(one for each in report["documents"] for one in each["problems"])]
    assert [(problem["code"], problem["place"]) for problem in problems] == [(code, "odd/x.pdf")]
    assert problems[0]["hint"]
    assert done.stderr.count("odd/x.pdf") == 1
    assert [each["path"] for each in report["documents"] if each["claims"]] == ["odd/good.md"]


@unix
@pytest.mark.parametrize("kind", MADE)
def test_what_is_no_file_is_one_problem_when_it_is_named(command: Runner, desk: Path, kind: str) -> None:
    make, code = MADE[kind]
    make(desk / "x.pdf")
    done = command(["check", "x.pdf"])
    assert done.code == 3
    assert done.stderr.count("error: x.pdf: ") == 1
    assert ("folder holds no file" in done.stderr) == (code == "is-directory")


def test_a_folder_named_like_a_file_may_hold_files(command: Runner, desk: Path) -> None:
    (desk / "site.md").mkdir()
    (desk / "site.md" / "index.md").write_text(BAD)
    assert command(["check", "site.md"]).code == 1
    (desk / "over").mkdir()
    (desk / "site.md").rename(desk / "over" / "site.md")
    assert command(["check", "over"]).code == 1
    assert command(["check", "over/*.md"]).code == 1


@linux
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", FORMATS)
def test_no_name_steers_the_terminal(command: Runner, desk: Path, name: str, format: str) -> None:
    (desk / "odd").mkdir()
    (desk / "odd" / name).write_text(BAD)
    (desk / "odd" / f"{name}.txt").write_bytes(b"")
    done = command(["check", "odd", "--format", format])
    assert done.code == 3
    assert "defect" not in done.stderr
    assert not STEERING & set(done.stderr)
    assert not STEERING & set(done.stdout)
    # One line that says what is wrong, whatever the name holds.
    assert done.stderr.count("error: ") == 1
    assert next(line for line in done.stderr.splitlines() if line).startswith(("error: ", "1 finding"))


@linux
@pytest.mark.parametrize("name", NAMES)
def test_a_name_survives_json(command: Runner, desk: Path, name: str) -> None:
    (desk / name).write_text(BAD)
    done = command(["check", "./" + name, "--format", "json"])
    (document,) = json.loads(done.stdout)["documents"]
    assert os.fsencode(document["path"].replace("\\xff\\x9b", "\udcff\udc9b")) == os.fsencode(name)
    assert done.code == 1


@linux
def test_a_missing_name_of_any_kind_is_one_problem(command: Runner) -> None:
    for name in [*NAMES, "x" * 5_000, "a/" * 2_000 + "b"]:
        done = command(["check", "./" + name])
        assert done.code == 3
        assert not STEERING & set(done.stderr)
        assert done.stderr.count("error: ") == 1


def test_a_file_that_vanishes_after_it_was_found(command: Runner, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = cli_run.inputs_of

    def find_and_remove(*arguments: Any) -> Inputs:
        found = find(*arguments)
        (desk / "copy" / "one.md").unlink()
        return found

    monkeypatch.setattr(cli_run, "inputs_of", find_and_remove)
    done = command(["check", "copy"])
    assert done.code == 3
    assert done.stderr.count("error: copy/one.md: does not exist") == 1


@unix
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(command: Runner, desk: Path) -> None:
    (desk / "copy" / "one.md").chmod(0)
    done = command(["check", "copy"])
    assert done.code == 3
    assert "permission denied" in done.stderr
