"""What changed since a commit: files and their touched lines, as git tells them.

git is asked with fixed arguments, and for nothing that a configuration could turn into another program or a network:
no external diff, no text conversion, no monitor, no hook, no fetching of what is missing.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.report.filters import Changes, Lines

GIT = "git"
_SECONDS = 120
_SAFE = (
    "--no-pager", "-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false",
    "-c", "submodule.recurse=false",
)  # fmt: skip
_DIFF = (
    "diff", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-color", "--ignore-submodules=all",
    "--diff-filter=d",
)  # fmt: skip
_ENVIRONMENT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_HUNK = re.compile(rb"@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@")
_FILE, _BINARY = b"diff --git ", b"Binary files "


def changes_since(ref: str) -> Changes:
    """What differs from the commit in which the work since ``ref`` began, committed or not, and files git has not yet.

    Raises ``UsageError`` where there is no git, no repository or no such commit.
    """
    root, base = _root(), _base(ref)
    names = _names(_told(*_DIFF, "--name-only", "-z", base, "--"))
    patch = _told(*_DIFF, "--unified=0", "--inter-hunk-context=0", base, "--")
    touched = list(_sections(patch))
    if len(touched) != len(names):  # somebody writes to the files meanwhile
        touched = [None] * len(names)
    found: dict[str, Lines | None] = {}
    for name, lines in zip(names, touched, strict=True):
        path = os.path.join(root, name)
        found[os.path.realpath(path)] = None if lines is None else _as_reported(path, lines)
    for name in _names(_told("ls-files", "--others", "--exclude-standard", "--full-name", "-z", ":/")):
        found[os.path.realpath(os.path.join(root, name))] = None
    return found


def content_before(ref: str, path: str) -> bytes:
    """What a file held in the commit in which the work since ``ref`` began; nothing where it was not there."""
    name = os.path.relpath(os.path.realpath(path), os.path.realpath(_root())).replace(os.sep, "/")
    with suppress(UsageError):
        return _told("cat-file", "blob", f"{_base(ref)}:{name}")
    return b""


def _root() -> str:
    return _told("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape").rstrip("\n")


def _base(ref: str) -> str:
    """The commit in which the work since ``ref`` began. Raises ``UsageError`` where there is no such commit."""
    try:
        commit = _told("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").strip()
    except UsageError:
        message = f"--changed: there is no commit {ref!r}"
        hint = "fetch it first, whole: actions/checkout with fetch-depth: 0"
        raise UsageError(message, code="no-commit", hint=hint) from None
    with suppress(UsageError):  # histories that share nothing are compared with the commit itself
        commit = _told("merge-base", commit.decode(), "HEAD").strip()
    return commit.decode()


def _told(*arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  # fixed arguments; a commit stands behind --end-of-options
            [GIT, *_SAFE, *arguments], capture_output=True, check=False, timeout=_SECONDS, stdin=subprocess.DEVNULL,
            env={**os.environ, **_ENVIRONMENT},
        )  # fmt: skip
    except FileNotFoundError:
        message = "--changed needs git, which is not there"
        raise UsageError(message, code="no-git", hint="install git, or leave it out") from None
    except subprocess.TimeoutExpired:
        message = "--changed: git gives no answer"
        raise UsageError(message, code="no-git", hint="is the repository very large?") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0] or f"exit code {done.returncode}"
        raise UsageError(f"--changed: git says: {said}", code="no-git", hint="run it in a repository of git")
    return done.stdout


def _names(data: bytes) -> list[str]:
    return [os.fsdecode(name) for name in data.split(b"\0") if name]


def _sections(patch: bytes) -> Iterator[Lines | None]:
    """The touched lines of each file of a patch without context. Lines of files have a sign before them."""
    lines: list[range] | None = None
    begun = False
    for line in patch.split(b"\n"):
        if line.startswith(_FILE):
            if begun:
                yield None if lines is None else tuple(lines)
            begun, lines = True, []
        elif line.startswith(_BINARY):
            lines = None
        elif lines is not None and (hunk := _HUNK.match(line)):
            start, count = int(hunk[1]), int(hunk[2]) if hunk[2] is not None else 1
            # Where lines were taken out, those on both sides are touched.
            lines.append(range(start, start + count) if count else range(start, start + 2))
    if begun:
        yield None if lines is None else tuple(lines)


def _as_reported(path: str, lines: Sequence[range]) -> Lines:
    """Lines as reports count them: for git a carriage return alone ends none."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return tuple(lines)
    if data.count(b"\r") == data.count(b"\r\n"):
        return tuple(lines)
    starts = [1]
    for line in data.split(b"\n"):
        starts.append(starts[-1] + 1 + line.removesuffix(b"\r").count(b"\r"))
    last = len(starts) - 1
    return tuple(range(starts[min(one.start, last) - 1], starts[min(one.stop, last + 1) - 1]) for one in lines if one)
