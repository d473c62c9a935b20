"""Patterns of paths as ``.gitignore`` has them: ``**`` is any folders, ``*`` and ``?`` stop at slashes.

Strangers write such patterns, and libraries turn ``*a*a*a*b`` into an expression whose time grows with the power of its
stars. Here a path is taken part by part, and no star is tried anew once the words behind it have been found.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.errors import UsageError

MOST_PATTERNS = 2_000
MOST_CHARACTERS = 1_000
_ANY_FOLDERS = "**"
_ALL = "*"
_COMMENT, _AGAIN = "#", "!"
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
                raise UsageError(
                    told, code="bad-patterns", path=path, line=number, hint="write a shorter one"
                )
            glob = _glob(line)
            if glob is not None:
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
    again = bare.startswith(_AGAIN)
    if not bare or bare.startswith(_COMMENT):
        return None
    pattern = bare[again:].removeprefix(".") if bare[again:].startswith("./") else bare[again:]
    folder = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    names = [name for name in pattern.split("/") if name]
    if not names:
        return None
    if "/" not in pattern and names[0] != _ANY_FOLDERS:
        names.insert(0, _ANY_FOLDERS)
    if names[-1] == _ANY_FOLDERS:
        names.append(_ALL)
    parts = [None if name == _ANY_FOLDERS else _name(name) for name in names]
    return Glob(tuple(parts), folder, again)


@lru_cache(maxsize=4096)
def _name(glob: str) -> re.Pattern[str]:
    """One name of a path. The expressions of the standard library try no star anew."""
    plain = _ESCAPE.sub(lambda found: f"[{found[1]}]" if found[1] in _SPECIAL else found[1], glob)
    return re.compile(fnmatch.translate(plain.replace("[^", "[!")))
