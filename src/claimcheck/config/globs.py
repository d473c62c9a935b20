"""Patterns of paths as ``.gitignore`` has them: ``**`` is any folders, ``*`` and ``?`` stop at slashes.

Strangers write such patterns, and libraries turn ``*a*a*a*b`` into an expression whose time grows with the power of its
stars. Here a path is taken part by part, and no star is tried anew once the words behind it have been found.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import PurePath
from typing import NamedTuple

from claimcheck.errors import UsageError

ANY_FOLDERS = "**"
# A bracket that nothing closes is a bracket.
_MAGIC = re.compile(r"[*?]|\[[^\]/]+\]")
SKIPPED_FOLDERS = frozenset({"node_modules"})

MOST_PATTERNS = 2_000
MOST_CHARACTERS = 1_000
_ESCAPE = re.compile(r"\\(.)")
_SPECIAL = "*?["


class Glob(NamedTuple):
    """One pattern; ``again`` takes back what patterns before it match, ``folder`` matches folders alone.

    ``parts`` are the names of a path from where the pattern stands, None for any folders between them.
    """

    parts: tuple[re.Pattern[str] | None, ...]
    folder: bool
    again: bool

    def fits(self, names: Sequence[str]) -> bool:
        """Whether the names of a path, from the folder of the pattern on, are those of the pattern."""
        at = name = 0
        back: tuple[int, int] | None = None
        while name < len(names):
            part = self.parts[at] if at < len(self.parts) else None
            if at < len(self.parts) and part is None:
                at += 1
                back = at, name
            elif part is not None and part.fullmatch(names[name]):
                at, name = at + 1, name + 1
            elif back is not None:
                # One folder more for the last ``**``; what stood before it has been found, and its place is as good.
                back = back[0], back[1] + 1
                at, name = back
            else:
                return False
        return at == len(self.parts)


class Globs(NamedTuple):
    """Patterns in order, of which the last that fits decides."""

    globs: tuple[Glob, ...] = ()

    @classmethod
    def of(cls, lines: Iterable[str], path: str) -> Globs:
        """The patterns of lines; empty ones and comments are none.

        Raises ``UsageError`` (code ``bad-patterns``) with ``path`` for more or longer ones than anybody needs.
        """
        found: list[Glob] = []
        for number, line in enumerate(lines, start=1):
            if len(line) > MOST_CHARACTERS:
                told = f"the pattern has more than {MOST_CHARACTERS:,} characters"
                hint = "write a shorter one"
                raise UsageError(told, code="bad-patterns", path=path, line=number, hint=hint)
            if (glob := _glob(line)) is not None:
                found.append(glob)
        if len(found) > MOST_PATTERNS:
            told = f"there are more than {MOST_PATTERNS:,} patterns"
            raise UsageError(told, code="bad-patterns", path=path, hint="name the folders around them")
        return cls(tuple(found))

    def of_entry(self, names: Sequence[str], *, folder: bool) -> bool | None:
        """Whether a file or folder is matched, whatever its folders are; None where no pattern speaks of it."""
        for glob in reversed(self.globs):
            if (folder or not glob.folder) and glob.fits(names):
                return not glob.again
        return None

    def holds(self, names: Sequence[str]) -> bool:
        """Whether a file is matched, or one of the folders that it lies in: what lies in a folder goes with it."""
        return any(self.of_entry(names[: end + 1], folder=end + 1 < len(names)) for end in range(len(names)))


def _glob(line: str) -> Glob | None:
    text = line.rstrip("\r\n")
    bare = text.rstrip(" ")
    if bare != text and (len(bare) - len(bare.rstrip("\\"))) % 2:
        bare += " "  # an escaped blank is no blank at the end
    again = bare.startswith("!")
    pattern = bare[again:].removeprefix(".") if bare[again:].startswith("./") else bare[again:]
    folder = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    names = [name for name in pattern.split("/") if name]
    if bare.startswith("#") or not names:
        return None
    if "/" not in pattern and names[0] != ANY_FOLDERS:
        names.insert(0, ANY_FOLDERS)
    if names[-1] == ANY_FOLDERS:
        names.append("*")
    parts = [None if name == ANY_FOLDERS else _name(name) for name in names]
    return Glob(tuple(parts), folder, again)


@lru_cache(maxsize=4096)
def _name(glob: str) -> re.Pattern[str]:
    """One name of a path. The expressions of the standard library try no star anew."""
    plain = _ESCAPE.sub(lambda found: f"[{found[1]}]" if found[1] in _SPECIAL else found[1], glob)
    return re.compile(fnmatch.translate(plain.replace("[^", "[!")))


def is_pattern(path: str) -> bool:
    """Whether the path holds a character that patterns give a meaning."""
    return _MAGIC.search(path) is not None


def matches(pattern: str) -> list[str]:
    """Files and folders that the pattern matches, sorted; hidden ones only where it spells the dot."""
    path = PurePath(pattern)
    parts = list(path.parts)
    base = parts.pop(0) if path.anchor else ""
    while parts and not is_pattern(parts[0]):
        base = os.path.join(base, parts.pop(0))
    if parts and parts[-1] == ANY_FOLDERS:
        parts.append("*")
    # Any folders below any folders are any folders; each further round would search them all again.
    parts = [part for part, after in zip_longest(parts, parts[1:]) if not part == after == ANY_FOLDERS]
    return sorted(set(_below(base, tuple(parts))))


def _below(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    head, *rest = parts
    if head == ANY_FOLDERS:
        yield from _below(folder, tuple(rest))
        for name in _names(folder):
            path = os.path.join(folder, name)
            if name.startswith(".") or name in SKIPPED_FOLDERS or os.path.islink(path):
                continue
            if os.path.isdir(path):
                yield from _below(path, parts)
        return
    if not is_pattern(head):
        path = os.path.join(folder, head)
        if os.path.lexists(path):
            yield from _below(path, tuple(rest))
        return
    for name in fnmatch.filter(_names(folder), head):
        if (name.startswith(".") and not head.startswith(".")) or name in SKIPPED_FOLDERS:
            continue
        path = os.path.join(folder, name)
        if not rest or os.path.isdir(path):
            yield from _below(path, tuple(rest))


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []
