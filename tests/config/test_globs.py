"""Patterns of paths mean what git makes of them, and no pattern makes a path take long."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.config.globs import Globs
from claimcheck.errors import UsageError

GIT = shutil.which("git")
NAMES = ("a", "b", "ab", "a.md", "b.txt", "aab", "[x]", "a b", "#c", "!d")
FILES = [
    "/".join(parts) for first in NAMES for parts in ((first,), ("a", first), ("a", "b", first), ("ab", "b", "a", first))
]
PATTERNS = (
    "a", "*.md", "/a.md", "a/", "b/", "/a/b", "a/b/", "**/b", "a/**", "a/**/a.md", "**", "*", "*/", "?", "a?",
    "[ab]", "[!a]", "[^a]*", "*a*b", "a*b*", "**/a/**", "ab/**/b.txt", "a/*", "a/*/*.md", "\\#c", "\\!d", "\\[x\\]",
    "a\\ b", "a b ", "# a comment", "", "/", "b.txt", "!a.md", "!b", "!/a/b/a.md", "aa*b", "**/*.txt", "*.m[a-e]",
)  # fmt: skip


def _by_git(desk: Path, lines: list[str]) -> set[str]:
    (desk / ".gitignore").write_text("\n".join(lines) + "\n")
    told = subprocess.run(
        [str(GIT), "check-ignore", "--no-index", "-z", "--stdin"],
        cwd=desk, input="\0".join(FILES), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return set(told.stdout.split("\0")) - {""}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("globs")
    subprocess.run([str(GIT), "init", "-q"], cwd=made, check=True, timeout=60)
    return made


@pytest.mark.skipif(GIT is None, reason="needs git")
def test_each_pattern_means_what_git_makes_of_it(desk: Path) -> None:
    for pattern in PATTERNS:
        mine = {path for path in FILES if Globs.of([pattern], "x").holds(path.split("/"))}
        assert mine == _by_git(desk, [pattern]), pattern


@pytest.mark.skipif(GIT is None, reason="needs git")
def test_of_several_patterns_the_last_decides(desk: Path) -> None:
    for first, second, third in zip(PATTERNS, PATTERNS[7:] + PATTERNS[:7], PATTERNS[-8:] * 5, strict=False):
        lines = [first, second, third]
        globs = Globs.of(lines, "x")
        mine = {path for path in FILES if globs.holds(path.split("/"))}
        assert mine == _by_git(desk, lines), lines


@given(st.lists(st.text("ab*?/[]!\\.", max_size=12), max_size=4), st.lists(st.text("ab.", min_size=1), min_size=1))
def test_any_text_is_a_pattern(lines: list[str], names: list[str]) -> None:
    assert Globs.of(lines, "x").holds(names) in (True, False)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 25 + "b", lambda size: "a" * size),
        ("**/" * 6 + "zz.txt", lambda size: "/".join("a" * size)),
        ("/".join(["**", "a"] * 12) + "/b", lambda size: "/".join("a" * size)),
    ],
)
def test_no_pattern_makes_a_path_take_long(
    linear: Callable[..., None], pattern: str, path: Callable[[int], str]
) -> None:
    globs = Globs.of([pattern], "x")

    def prepare(size: int) -> Callable[[], object]:
        names = path(size).split("/")
        return lambda: globs.of_entry(names, folder=False)

    # With the power of the stars, these would never end.
    assert prepare(4_000)() is None
    linear(prepare, 40)


@pytest.mark.parametrize(
    ("lines", "told"), [(["a" * 1_001], "more than 1,000 characters"), (["a"] * 2_001, "more than 2,000 patterns")]
)
def test_patterns_have_bounds(lines: list[str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        Globs.of(lines, "x")
