"""Paths, globs and folders become one list, whatever order they come in."""

from __future__ import annotations

import itertools
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from claimcheck.config import globs, inputs
from claimcheck.config.globs import matches
from claimcheck.config.inputs import find_inputs
from claimcheck.errors import UsageError


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with reports, and with everything that is not to be read."""
    for name in (
        "a.pdf", "b.MD", "notes.docx", "picture.png", "sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text",
        ".hidden/f.md", ".g.md", "node_modules/h.md", ".git/i.md", "sub/node_modules/j.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*arguments: str) -> list[str]:
    result = find_inputs(arguments)
    assert result.problems == ()
    return list(result.paths)


def test_a_folder_gives_the_files_below_it(tree: Path) -> None:
    expected = ["a.pdf", "b.MD", "sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text"]
    assert found(".") == expected
    assert found(str(tree)) == [f"{tree.as_posix()}/{name}" for name in expected]


def test_a_named_file_is_taken_whatever_its_name(tree: Path) -> None:
    assert found("notes.docx", ".g.md", "node_modules/h.md", ".hidden") == [
        ".g.md", ".hidden/f.md", "node_modules/h.md", "notes.docx",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.pdf", ["a.pdf"]),
        ("*", ["a.pdf", "b.MD", "sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text"]),
        ("s?b/*.txt", ["sub/c.txt"]),
        ("**/*.m*", ["sub/deep/d.markdown"]),
        ("**", ["a.pdf", "b.MD", "sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text"]),
        ("sub/**", ["sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text"]),
        ("**/deep", ["sub/deep/d.markdown", "sub/deep/e.text"]),
        ("[ab].*", ["a.pdf", "b.MD"]),
        (".h*/*.md", [".hidden/f.md"]),
    ],
)
def test_patterns(tree: Path, pattern: str, expected: list[str]) -> None:
    assert found(pattern) == expected


def test_a_file_with_brackets_in_its_name_is_no_pattern(tree: Path) -> None:
    (tree / "report[1].md").write_text("x")
    assert found("report[1].md") == ["report[1].md"]


def test_an_absolute_pattern(tree: Path) -> None:
    assert found(f"{tree}/*.pdf") == [f"{tree.as_posix()}/a.pdf"]


def test_the_order_of_arguments_changes_nothing(tree: Path) -> None:
    arguments = ["sub", "./a.pdf", "a.pdf", "sub/c.txt", "*.MD", "missing.pdf", "-"]
    results = {find_inputs(order) for order in itertools.permutations(arguments)}
    assert len(results) == 1
    (result,) = results
    assert result.paths == ("-", "a.pdf", "b.MD", "sub/c.txt", "sub/deep/d.markdown", "sub/deep/e.text")
    assert [problem.code for problem in result.problems] == ["not-found"]


def test_one_file_under_several_names_is_read_once(tree: Path) -> None:
    (tree / "link.pdf").symlink_to("a.pdf")
    assert found("link.pdf", "a.pdf", str(tree / "a.pdf"), "./sub/../a.pdf") == ["a.pdf"]


def test_links_in_circles_end(tree: Path) -> None:
    (tree / "sub" / "up").symlink_to(tree)
    (tree / "sub" / "again").symlink_to(tree)
    (tree / "self.md").symlink_to("self.md")
    result = find_inputs(["."])
    assert len(result.paths) == 5
    assert [(problem.code, problem.place) for problem in result.problems] == [("not-found", "self.md")]
    assert len(find_inputs(["**/*.txt"]).paths) == 1
    assert "sub/again/sub" not in " ".join(matches("**/*"))


def test_what_lies_in_a_closed_folder_is_not_said_to_be_missing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stat = os.stat

    def closed(path: str, **how: Any) -> os.stat_result:
        if str(path).startswith("closed/"):
            raise PermissionError(13, "Permission denied")
        return stat(path, **how)

    monkeypatch.setattr(os, "stat", closed)
    (problem,) = find_inputs(["closed/a.pdf"]).problems
    assert (problem.code, problem.message) == ("permission-denied", "may not be read: permission denied")


def test_a_missing_path_is_a_problem_with_a_guess(tree: Path) -> None:
    (problem,) = find_inputs(["a.pfd"]).problems
    assert (problem.code, problem.effect, problem.place) == ("not-found", "unreadable", "a.pfd")
    assert problem.hint == "did you mean a.pdf?"
    (other,) = find_inputs(["nowhere/a.pdf"]).problems
    assert other.hint == "the folder nowhere does not exist either"


@pytest.mark.parametrize("argument", ["empty", "*.xlsx", "empty/*", "nowhere/**"])
def test_nothing_to_read_is_a_problem(tree: Path, argument: str) -> None:
    result = find_inputs([argument])
    assert result.paths == ()
    (problem,) = result.problems
    assert (problem.code, problem.effect, problem.place) == ("nothing-to-read", "unreadable", argument)
    assert problem.hint


def test_the_rest_is_found_beside_a_problem(tree: Path) -> None:
    result = find_inputs(["missing.md", "a.pdf", "empty"])
    assert result.paths == ("a.pdf",)
    assert [problem.code for problem in result.problems] == ["nothing-to-read", "not-found"]


def test_a_folder_that_cannot_be_opened_is_a_problem(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(inputs.os, "scandir", refuse)
    result = find_inputs(["sub"])
    assert result.paths == ("sub/c.txt",)
    (problem,) = result.problems
    assert (problem.code, problem.place) == ("not-readable", "sub/deep")


@pytest.mark.parametrize("address", ["https://example.org/report.pdf", "HTTP://x.y", "ftp://a/b", "www.example.org/a"])
def test_an_address_of_the_web_gets_advice(address: str) -> None:
    with pytest.raises(UsageError, match="works offline") as caught:
        find_inputs(["missing.md", address])
    assert caught.value.code == "url"
    assert caught.value.hint is not None
    assert "save the page as PDF" in caught.value.hint


def test_names_that_no_file_can_have(tree: Path) -> None:
    for name in ("a\x00b", "", "x" * 5000):
        (problem,) = find_inputs([name]).problems
        assert problem.code == "not-found"


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux only")
def test_a_name_that_is_no_utf8_is_spelled_in_problems(tree: Path) -> None:
    (problem,) = find_inputs(["b\udcffd.md"]).problems
    assert problem.place == r"b\xffd.md"


def test_a_link_that_leads_nowhere_is_called_so(tree: Path) -> None:
    (tree / "self.md").symlink_to("self.md")
    (tree / "gone.md").symlink_to("nowhere.md")
    problems = find_inputs(["self.md", "gone.md"]).problems
    assert [problem.message for problem in problems] == ["the link leads nowhere"] * 2
    assert all(problem.hint and "did you mean" not in problem.hint for problem in problems)


def test_an_empty_path_is_called_so(tree: Path) -> None:
    (problem,) = find_inputs([""]).problems
    assert (problem.message, problem.place) == ("the path is empty", "")


def test_any_folders_said_often_are_searched_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[str] = []
    real = os.listdir

    def count(folder: str) -> list[str]:
        listed.append(folder)
        return real(folder)

    monkeypatch.setattr(globs.os, "listdir", count)
    once = matches("**/*.txt")
    searches = len(listed)
    assert matches("**/**/**/**/*.txt") == once == ["sub/c.txt"]
    assert len(listed) == 2 * searches
