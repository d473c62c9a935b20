"""Which files of folders are left out: ``.gitignore``, ``.claimcheckignore``, and patterns of the configuration."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from claimcheck.config.globs import Globs
from claimcheck.config.paths import REPOSITORY, regular_bytes
from claimcheck.errors import UsageError

_OWN = re.compile(r"claimcheck(?:-[a-z]+)?\.(?:toml|json|yml)")
_MOST_ENDINGS = 5

GIT_FILE, OWN_FILE = ".gitignore", ".claimcheckignore"
EXCLUDED = "exclude"
MAX_BYTES = 1 << 20
_OF_REPOSITORY = os.path.join(REPOSITORY, "info", EXCLUDED)


class Patterns(NamedTuple):
    """Patterns of a configuration, relative to ``folder``; ``origin`` is where they stand."""

    folder: str
    patterns: Sequence[str]
    origin: str


class _Level(NamedTuple):
    """The patterns of one file, which are about what lies in ``folder``."""

    folder: str
    globs: Globs
    name: str


class Ignoring:
    """What the walk through folders leaves out, with the patterns of each file read once.

    Of two patterns that speak of a file that counts which stands nearer to it, or further down. ``heeded`` False reads
    no file of patterns. Files named by the user are left out with ``forced`` only. ``inclusions`` take in files whose
    ending is not that of a file to read.
    """

    def __init__(
        self,
        exclusions: Sequence[Patterns] = (),
        *,
        inclusions: Sequence[Patterns] = (),
        heeded: bool = True,
        forced: bool = False,
    ) -> None:
        """Raises ``UsageError`` for patterns of a configuration that cannot be used."""
        self.forced = forced
        self._heeded = heeded
        self._excluded = [_level(one) for one in exclusions]
        self._included = [_level(one) for one in inclusions]
        self._known: dict[str, tuple[_Level, ...]] = {}
        self._repositories: dict[str, bool] = {}
        self._here = os.getcwd()

    def takes_in(self, path: str) -> bool:
        """Whether a file is asked for whatever its ending."""
        whole = os.path.abspath(path)
        return any(one.globs.holds(names) for one in self._included if (names := _names(whole, one.folder)))

    def why(self, path: str, *, folder: bool) -> str | None:
        """What leaves out an entry of a folder that is not left out itself; None where nothing does.

        Raises ``UsageError`` for a file of patterns that cannot be used.
        """
        whole = os.path.abspath(path)
        for level in self._excluded:
            if (names := _names(whole, level.folder)) and level.globs.of_entry(names, folder=folder):
                return level.name
        for level in self._levels(os.path.dirname(whole)):
            said = level.globs.of_entry(_names(whole, level.folder), folder=folder)
            if said is not None:
                return level.name if said else None
        return None

    def why_anywhere(self, path: str) -> str | None:
        """What leaves out a file, or one of the folders that it lies in."""
        whole = PurePath(os.path.abspath(path))
        for folder in [*reversed(whole.parents)][1:]:
            if found := self.why(os.fspath(folder), folder=True):
                return found
        return self.why(os.fspath(whole), folder=False)

    def _levels(self, folder: str) -> tuple[_Level, ...]:
        """The patterns for what lies in a folder, nearest first."""
        if folder not in self._known:
            parent = os.path.dirname(folder)
            above = self._levels(parent) if parent != folder else ()
            if os.path.lexists(os.path.join(folder, REPOSITORY)):
                above = tuple(level for level in above if level.name == OWN_FILE)
            self._known[folder] = (*self._own(folder), *above)
        return self._known[folder]

    def _own(self, folder: str) -> Iterator[_Level]:
        if not self._heeded:
            return
        # What git ignores is settled in the repository; without one, in the folder one works in.
        inside = self._in_repository(folder) or _names(os.path.join(folder, EXCLUDED), self._here)
        for name in (OWN_FILE, GIT_FILE, _OF_REPOSITORY) if inside else (OWN_FILE,):
            lines = _lines(os.path.join(folder, name))
            if lines is not None:
                shown = GIT_FILE if name == _OF_REPOSITORY else name
                yield _Level(folder, Globs.of(lines, os.path.join(folder, name)), shown)

    def _in_repository(self, folder: str) -> bool:
        if folder not in self._repositories:
            own, parent = os.path.lexists(os.path.join(folder, REPOSITORY)), os.path.dirname(folder)
            self._repositories[folder] = own or (parent != folder and self._in_repository(parent))
        return self._repositories[folder]


def _level(one: Patterns) -> _Level:
    return _Level(os.path.abspath(one.folder), Globs.of(one.patterns, one.origin), EXCLUDED)


def _lines(path: str) -> list[str] | None:
    try:
        data = regular_bytes(path, MAX_BYTES)
    except OSError:
        return None  # none of them has to be there
    if len(data) > MAX_BYTES:
        hint = "name the folders around them"
        raise UsageError("is too large for patterns", code="bad-patterns", path=path, hint=hint)
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").split("\n")


def _names(path: str, folder: str) -> tuple[str, ...]:
    """The names of a path below a folder, none where it is not below it."""
    try:
        return PurePath(path).relative_to(folder).parts
    except ValueError:
        return ()


class Skipped:
    """How many files have an ending that no reader knows, and how many files and folders something leaves out."""

    def __init__(self) -> None:
        self._endings: Counter[str] = Counter()
        self._ignored: dict[str, list[int]] = {}

    def unknown(self, name: str) -> None:
        """A file that no reader is for; the program's own, such as claimcheck.toml, are not missed by anybody."""
        if not _OWN.fullmatch(PurePath(name).name):
            self._endings[PurePath(name).suffix.lower() or "without ending"] += 1

    def add(self, why: str, *, folder: bool) -> None:
        """A file or folder that is left out by ``why``."""
        self._ignored.setdefault(why, [0, 0])[folder] += 1

    def words(self) -> str:
        """What was skipped and why; empty where nothing was."""
        files = self._endings.total() + sum(one[0] for one in self._ignored.values())
        folders = sum(one[1] for one in self._ignored.values())
        if not files and not folders:
            return ""
        reasons = [f"{_counted(*counts)} left out by {why}" for why, counts in sorted(self._ignored.items())]
        if self._endings:
            endings = sorted(self._endings.items(), key=lambda one: (-one[1], one[0]))
            told = [f"{number:,} {ending}" for ending, number in endings[:_MOST_ENDINGS]]
            if rest := sum(number for _, number in endings[_MOST_ENDINGS:]):
                told.append(f"{rest:,} others")
            reasons.insert(0, f"{', '.join(told)} of no format that folders are searched for")
        return f"skipped {_counted(files, folders)}: {'; '.join(reasons)}"


def _counted(files: int, folders: int) -> str:
    words = [f"{files:,} file{'' if files == 1 else 's'}"] if files or not folders else []
    words += [f"{folders:,} folder{'' if folders == 1 else 's'}"] if folders else []
    return " and ".join(words)
