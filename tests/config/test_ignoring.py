"""What folders leave out: git's patterns and our own, those of the configuration, and what is told of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claimcheck.config.ignoring import Ignoring, Patterns
from claimcheck.config.inputs import Inputs, find_inputs
from claimcheck.errors import UsageError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in a folder that has patterns of its own."""
    files = {
        ".gitignore": "*.txt\n",
        "repo/.git/info/exclude": "/private\n",
        "repo/.gitignore": "build/\n*.draft.md\n!kept.draft.md\n",
        "repo/copy/.gitignore": "two.md\n",
        "repo/copy/.claimcheckignore": "!two.md\nthree.md\n",
    }
    for name in (
        "repo/a.md", "repo/a.txt", "repo/build/b.md", "repo/c.draft.md", "repo/kept.draft.md", "repo/private/d.md",
        "repo/copy/one.md", "repo/copy/two.md", "repo/copy/three.md", "repo/copy/build/e.md", "repo/x.json",
        "repo/y.json", "repo/logo.png",
    ):  # fmt: skip
        files[name] = "x"
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path / "repo")
    return tmp_path / "repo"


def _found(*arguments: str, **how: Any) -> Inputs:
    return find_inputs(arguments, ignoring=Ignoring(**how))


def test_a_folder_leaves_out_what_git_and_our_own_file_ignore(tree: Path) -> None:
    found = _found(".")
    assert found.paths == ("a.md", "a.txt", "copy/one.md", "copy/two.md", "kept.draft.md")
    (note,) = found.problems
    assert (note.code, note.effect, note.place) == ("skipped", "note", ".")
    assert note.message == (
        "skipped 5 files and 3 folders: 2 .json, 1 .png of no format that folders are searched for; "
        "1 file left out by .claimcheckignore; 1 file and 3 folders left out by .gitignore"
    )


def test_files_of_the_program_itself_are_not_told_to_be_skipped(tree: Path) -> None:
    before = _found(".").problems
    for name in ("claimcheck.toml", "claimcheck-baseline.json", "claimcheck-evidence.yml"):
        (tree / name).write_text("")
    assert _found(".").problems == before
    (tree / "claimcheck.png").write_text("")
    assert _found(".").problems != before


def test_a_pattern_leaves_it_out_as_well(tree: Path) -> None:
    assert _found("**/*.md").paths == ("a.md", "copy/one.md", "copy/two.md", "kept.draft.md")


def test_what_is_named_is_read_unless_exclusion_is_forced(tree: Path) -> None:
    named = ("c.draft.md", "build/b.md", "build", "a.md")
    assert _found(*named).paths == ("a.md", "build/b.md", "c.draft.md")
    forced = find_inputs(["c.draft.md", "build/b.md", "a.md"], ignoring=Ignoring(forced=True))
    assert forced.paths == ("a.md",)
    assert [one.place for one in forced.problems] == ["build/b.md", "c.draft.md"]
    assert all("left out by .gitignore" in one.message for one in forced.problems)


def test_patterns_of_the_configuration_hold_from_its_folder(tree: Path) -> None:
    found = _found("copy", exclusions=[Patterns("..", ["repo/copy/one.md"], "there"), Patterns(".", ["e.md"], "here")])
    assert found.paths == ("copy/two.md",)
    assert "1 file left out by exclude" in found.problems[0].message


def test_files_of_patterns_can_be_left_unheeded(tree: Path) -> None:
    found = _found(".", heeded=False, exclusions=[Patterns(".", ["copy"], "here")])
    assert found.paths == ("a.md", "a.txt", "build/b.md", "c.draft.md", "kept.draft.md", "private/d.md")


def test_a_file_of_patterns_without_end_is_refused(tree: Path) -> None:
    (tree / ".gitignore").write_text("x\n" * 3_000)
    with pytest.raises(UsageError) as error:
        _found(".")
    assert error.value.code == "bad-patterns"
    (tree / ".gitignore").write_text("#" * (1 << 20) + "\n")
    with pytest.raises(UsageError, match="too large for patterns"):
        _found(".")


def test_files_of_other_endings_are_taken_where_they_are_asked_for(tree: Path) -> None:
    (tree / "locales").mkdir()
    for name in ("de.json", "package.json", "notes.odd"):
        (tree / "locales" / name).write_text("x")
    (tree / "locales" / ".gitignore").write_text("package.json\n")
    included = [Patterns(".", ["locales/*.json"], "here")]
    assert _found("locales", inclusions=included).paths == ("locales/de.json",)
    assert _found("**/*.json", inclusions=included).paths == ("locales/de.json",)
    assert _found("locales").paths == ()
