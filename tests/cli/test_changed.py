"""``--changed``: what a change touched is judged and nothing else, and git runs no program that others could name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.changes import changes_since
from claimcheck.errors import UsageError

from .conftest import Runner

GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(GIT is None, reason="needs git")
OLD = "Our bottle is eco-friendly.\n\nOur tin is red.\n\nOur cup is eco-friendly.\n"


def _git(desk: Path, *arguments: str) -> None:
    subprocess.run([str(GIT), *arguments], cwd=desk, check=True, capture_output=True, timeout=60)


@pytest.fixture
def repository(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk = tmp_path_factory.mktemp("repository")
    _git(desk, "init", "-q")
    _git(desk, "config", "user.email", "team@example.com")
    _git(desk, "config", "user.name", "team")
    for name in ("copy.md", "same.md", "gone.md"):
        (desk / name).write_text(OLD)
    (desk / "report.docx").write_bytes(b"PK\x03\x04 no file of Word")
    _git(desk, "add", "-A")
    _git(desk, "commit", "-q", "-m", "copy")
    monkeypatch.chdir(desk)
    return desk


def _lines(report: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted(
        {
            (document["path"], finding["place"]["line"])
            for document in report["documents"]
            for claim in document["claims"]
            for finding in claim["findings"]
        }
    )


def test_only_touched_lines_of_changed_files_are_judged(command: Runner, repository: Path) -> None:
    (repository / "copy.md").write_text(OLD.replace("tin is red", "tin is sustainable"))
    (repository / "gone.md").unlink()
    (repository / 'odd "name\n.md').write_text(OLD)
    done = command(["check", ".", "--changed", "HEAD", "--format", "json"])
    report = json.loads(done.stdout)
    assert done.code == 1
    assert _lines(report) == [("copy.md", 3), ('odd "name\n.md', 1), ('odd "name\n.md', 5)]
    (document, _) = report["documents"]
    told = [one["message"] for one in document["problems"] if one["code"] == "untouched-left-out"]
    assert told == ["2 findings outside of the touched lines left out"]
    assert document["summary"]["claims"] == len(document["claims"]) == 1
    assert report["summary"]["claims"] == 3


def test_the_exit_code_is_that_of_what_was_touched(command: Runner, repository: Path) -> None:
    (repository / "copy.md").write_text(OLD.replace("red", "blue"))
    assert command(["check", "copy.md"]).code == 1
    assert command(["check", "copy.md", "--changed", "HEAD"]).code == 0
    assert command(["check", "same.md", "--changed", "HEAD"]).code == 0
    (repository / "copy.md").write_text(OLD.replace("Our tin is red.\n\n", ""))
    assert command(["check", "copy.md", "--changed", "HEAD", "--min-score", "90"]).code == 1, "beside what is gone"


def test_what_a_change_makes_in_other_lines_is_told(command: Runner, repository: Path) -> None:
    allowed = f"<!-- claimcheck: allow-file GEN-001 reason='award' -->\n\n{OLD}\nLunch is at noon.\n"
    (repository / "copy.md").write_text(allowed)
    _git(repository, "commit", "-qam", "allowed")
    (repository / "copy.md").write_text(allowed.replace("noon", "one"))
    assert command(["check", "copy.md", "--changed", "HEAD"]).code == 0
    for other in ("NEU-001", "GEN-001 until=2020-01-01"):
        (repository / "copy.md").write_text(allowed.replace("GEN-001", other))
        done = command(["check", "copy.md", "--changed", "HEAD", "--format", "json"])
        assert (done.code, _lines(json.loads(done.stdout))) == (1, [("copy.md", 3), ("copy.md", 7)])
    # One of two findings on the same words was there before.
    bottle = "Our bottle is eco-friendly."
    one = f"{bottle} <!-- claimcheck: allow GEN-001 reason='award' -->\n\n{bottle}\n\nLunch is at noon.\n"
    (repository / "copy.md").write_text(one)
    _git(repository, "commit", "-qam", "one")
    (repository / "copy.md").write_text(f"{bottle}\n\n{bottle}\n\nLunch is at noon.\n")
    done = command(["check", "copy.md", "--changed", "HEAD", "--format", "json"])
    assert _lines(json.loads(done.stdout)) == [("copy.md", 1)]


def test_changes_count_from_where_the_work_began(command: Runner, repository: Path) -> None:
    _git(repository, "branch", "main-line")
    (repository / "copy.md").write_text(OLD.replace("red", "sustainable"))
    _git(repository, "commit", "-qam", "work")
    _git(repository, "switch", "-q", "main-line")
    (repository / "same.md").write_text(OLD + "\nOur box is eco-friendly.\n")
    _git(repository, "commit", "-qam", "others")
    _git(repository, "switch", "-q", "-")
    report = json.loads(command(["check", ".", "--changed", "main-line", "--format", "json"]).stdout)
    assert _lines(report) == [("copy.md", 3)]


def test_lines_are_counted_as_reports_count_them(command: Runner, repository: Path) -> None:
    old = "One.\rTwo.\rThree.\nOur cup is eco-friendly.\n"
    (repository / "copy.md").write_text(old, newline="")
    _git(repository, "commit", "-qam", "returns")
    (repository / "copy.md").write_text(old + "Our tin is\rsustainable.\n", newline="")
    report = json.loads(command(["check", "copy.md", "--changed", "HEAD", "--format", "json"]).stdout)
    assert [line for _, line in _lines(report)] == [6]


def test_what_has_no_lines_is_touched_as_a_whole(repository: Path) -> None:
    (repository / "report.docx").write_bytes(b"PK\x03\x04 another \0 file")
    assert changes_since("HEAD") == {str(repository.resolve() / "report.docx"): None}


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
def test_no_program_that_a_configuration_names_is_run(repository: Path) -> None:
    tool = repository.parent / "tool.sh"
    tool.write_text(f"#!/bin/sh\ntouch '{repository.parent}/owned'\n")
    tool.chmod(0o755)
    (repository / ".gitattributes").write_text("*.md diff=tool\n*.docx diff=tool\n")
    for key in ("diff.external", "core.fsmonitor", "diff.tool.textconv", "diff.tool.command", "core.pager"):
        _git(repository, "config", key, str(tool))
    (repository / "copy.md").write_text(OLD + "\nOur tin is sustainable.\n")
    found = changes_since("HEAD")
    assert found[str(repository.resolve() / "copy.md")] == (range(6, 8),)
    assert not (repository.parent / "owned").exists()
    subprocess.run([str(GIT), "status"], cwd=repository, check=False, capture_output=True, timeout=60)
    assert (repository.parent / "owned").exists(), "git itself runs what is configured"


@pytest.mark.parametrize("ref", ["no-such-branch", "--output=owned", "HEAD:copy.md"])
def test_what_is_no_commit_is_refused(ref: str, command: Runner, repository: Path) -> None:
    done = command(["check", "copy.md", f"--changed={ref}"])
    assert done.code == 2
    assert f"there is no commit {ref!r}" in done.stderr
    assert sorted(os.listdir(repository)) == [".git", "copy.md", "gone.md", "report.docx", "same.md"]


def test_without_a_repository_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(UsageError, match="git says"):
        changes_since("HEAD")
