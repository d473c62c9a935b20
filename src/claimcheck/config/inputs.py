"""Turns paths, globs and folders into one sorted list of files, whatever order they come in."""

from __future__ import annotations

import difflib
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePath

from msgspec import Struct

from claimcheck.config.globs import SKIPPED_FOLDERS, is_pattern, matches
from claimcheck.config.ignoring import Ignoring, Skipped
from claimcheck.errors import UsageError
from claimcheck.model.context import path_of
from claimcheck.model.document import Problem

STDIN = "-"
LOOKED_AT = 20
SUFFIXES = (".markdown", ".md", ".pdf", ".text", ".txt")

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://|www\.[^/\\]+\.[A-Za-z]", re.IGNORECASE)


class Inputs(Struct, frozen=True):
    """Files to read, as given and with forward slashes, sorted, each once; and what could not be found.

    ``paths`` may hold ``-`` for standard input, first of all.
    """

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_inputs(
    arguments: Sequence[str],
    suffixes: Iterable[str] = SUFFIXES,
    ignoring: Ignoring | None = None,
    *,
    most: int | None = None,
) -> Inputs:
    """Expand arguments: a file is taken whatever its name, a folder or glob yields files with known endings.

    Folders are searched without hidden files and folders, ``node_modules``, links to folders (so there are no
    circles), and what ``ignoring`` leaves out; where that is given, a note counts what was skipped. The search of a
    folder ends after ``most`` files, or ``LOOKED_AT`` times as many entries. Raises ``UsageError`` for an address of
    the web (code ``url``), and for patterns that cannot be used.
    """
    for argument in arguments:
        if _URL.match(argument) and not os.path.lexists(argument):
            hint = "save the page as PDF, Markdown or text, and give the path of that file"
            raise UsageError(f"{argument} is an address, and claimcheck works offline", code="url", hint=hint)
    search = _Search(tuple(suffix.lower() for suffix in suffixes), ignoring, most)
    for argument in sorted(set(arguments)):
        search.expand(argument)
    return Inputs(tuple(_distinct(search.found)), tuple(search.problems))


class _Search:
    """What the arguments of one call stand for."""

    def __init__(self, endings: tuple[str, ...], ignoring: Ignoring | None, most: int | None = None) -> None:
        self.endings = endings
        self.ignoring = ignoring
        self.most = most
        self.looked_at = 0
        self.found: list[str] = []
        self.problems: list[Problem] = []
        self.skipped = Skipped()

    def expand(self, argument: str) -> None:
        """Add what an argument stands for."""
        if argument == STDIN:
            self.found.append(STDIN)
        elif os.path.isdir(argument):
            hint = f"in folders, files that end in {', '.join(self.endings)} are read; name others one by one"
            self._several(argument, "the folder holds no file to read", hint, self._folder)
        elif _exists(argument):
            self._named(argument)
        elif is_pattern(argument):
            hint = "check the pattern, and put it in quotes so that ** reaches claimcheck"
            self._several(argument, "the pattern matches no file to read", hint, self._pattern)
        elif os.path.islink(argument):
            self.problems.append(_leads_nowhere(argument))
        elif argument:
            self.problems.append(_missing(argument))
        else:
            hint = "name a file; . is the current folder"
            self.problems.append(_problem("not-found", "the path is empty", argument, hint))

    def _several(self, argument: str, nothing: str, hint: str, look: Callable[[str], None]) -> None:
        """A folder or pattern: that it has nothing is a problem, what it skips a note."""
        before = len(self.found), len(self.problems)
        self.skipped = Skipped()
        look(argument)
        if (len(self.found), len(self.problems)) == before:
            self.problems.append(_problem("nothing-to-read", nothing, argument, hint))
        if self.ignoring is not None and (told := self.skipped.words()):
            self.problems.append(_skipped(argument, told))

    def _named(self, path: str) -> None:
        """A file that the user names."""
        if self.ignoring is not None and self.ignoring.forced:
            why = self.ignoring.why_anywhere(path)
            if why is not None:
                told = f"is left out by {why}, although it is named (--force-exclude)"
                self.problems.append(_skipped(path, told))
                return
        self.found.append(_as_shown(path))

    def _folder(self, folder: str, covered: set[str] | None = None) -> None:
        # One by one: the walk looks at how many there are.
        for path in _walk(folder, self, set() if covered is None else covered):
            self.found.append(path)

    def _pattern(self, pattern: str) -> None:
        covered: set[str] = set()
        for match in matches(pattern):
            folder = os.path.isdir(match)
            why = self.ignoring.why_anywhere(match) if self.ignoring is not None else None
            if why is not None:
                self.skipped.add(why, folder=folder)
            elif folder:
                if match not in covered:
                    inside = len(self.found), len(self.problems)
                    self._folder(match, covered)
                    after = len(self.found), len(self.problems)
                    if match.lower().endswith(self.endings) and after == inside:
                        self.problems.append(_named_like_a_file(match))
            elif self.takes(match):
                self.found.append(_as_shown(match))  # what is no file after all is told when it is read
            else:
                self.skipped.unknown(match)

    @property
    def is_full(self) -> bool:
        """Whether more was looked at than is wanted."""
        most = self.most
        return most is not None and (len(self.found) >= most or self.looked_at > LOOKED_AT * most)

    def takes(self, path: str) -> bool:
        """Whether a file is of a kind to read: by its ending, or because it is asked for."""
        known = path.lower().endswith(self.endings)
        return known or (self.ignoring is not None and self.ignoring.takes_in(path))

    def leaves_out(self, entry: os.DirEntry[str], *, folder: bool) -> bool:
        """Whether an entry of a folder is ignored; it is counted."""
        why = self.ignoring.why(entry.path, folder=folder) if self.ignoring is not None else None
        if why is not None:
            self.skipped.add(why, folder=folder)
        return why is not None


def _walk(folder: str, search: _Search, covered: set[str]) -> Iterator[str]:
    """Files below a folder; folders go to ``covered``, one that cannot be opened is a problem, not an end.

    What has the name of a file to read and is none, such as a pipe or an empty folder, is a problem as well.
    """
    endings, problems = search.endings, search.problems
    waiting, seen = [folder], len(problems)
    hollow: set[str] = set()
    while waiting:
        current = waiting.pop()
        covered.add(current)
        for entry in _entries(current, search):
            # os.path answers "no" where a link leads in circles; the entry itself would raise.
            if os.path.isdir(entry.path):
                if entry.is_symlink() or entry.name in SKIPPED_FOLDERS:
                    continue
                if not search.leaves_out(entry, folder=True):
                    waiting.append(entry.path)
                    if entry.name.lower().endswith(endings):
                        hollow.add(entry.path)
            elif not search.takes(entry.path):
                search.skipped.unknown(entry.name)
            elif not search.leaves_out(entry, folder=False):
                if os.path.isfile(entry.path):
                    hollow.difference_update(_folders_of(entry.path) if hollow else ())
                    yield _as_shown(entry.path)
                else:
                    problems.append(_no_file(entry))
    told = {problem.place for problem in problems[seen:]}
    problems += [_named_like_a_file(path) for path in sorted(hollow) if not _told_below(path, told)]


def _entries(folder: str, search: _Search) -> Iterator[os.DirEntry[str]]:
    """What lies in a folder, by name and without what is hidden; it ends where enough was looked at."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        told = f"the folder cannot be opened: {error.strerror or type(error).__name__}"
        search.problems.append(_problem("not-readable", told, folder, "check its permissions"))
        return
    for entry in entries:
        search.looked_at += 1
        if search.is_full:
            return
        if not entry.name.startswith("."):
            yield entry


def _folders_of(path: str) -> Iterator[str]:
    """The folders that a path lies in, nearest first."""
    while (parent := os.path.dirname(path)) not in ("", path):
        path = parent
        yield path


def _told_below(folder: str, places: Iterable[str | None]) -> bool:
    start = spelled(_as_shown(folder)) + "/"
    return any(place is not None and place.startswith(start) for place in places)


def _no_file(entry: os.DirEntry[str]) -> Problem:
    if entry.is_symlink() and not os.path.exists(entry.path):
        return _leads_nowhere(entry.path)
    hint = "give a regular file, or pipe the text to standard input"
    return _problem("not-a-file", "is a device or pipe, not a file", entry.path, hint)


def _named_like_a_file(folder: str) -> Problem:
    hint = "it holds no file to read; remove it, or give the file that it stands for"
    return _problem("is-directory", "is a folder, not a file", folder, hint)


def _exists(path: str) -> bool:
    with suppress(ValueError):  # a NUL character in the name
        return os.path.exists(path)
    return False


def _as_shown(path: str) -> str:
    return PurePath(path).as_posix() if path else path


def _distinct(paths: Iterable[str]) -> list[str]:
    """Each file once, under the shortest of its names, in order of path; standard input first."""
    by_file: dict[str, str] = {}
    for path in sorted(set(paths), key=lambda path: (len(path), path)):
        by_file.setdefault(path if path == STDIN else os.path.realpath(path), path)
    return sorted(by_file.values(), key=lambda path: (path != STDIN, path))


def _leads_nowhere(link: str) -> Problem:
    return _problem("not-found", "the link leads nowhere", link, "give the file itself, or mend the link")


def _missing(path: str) -> Problem:
    """That there is nothing at a path, or nothing to be seen."""
    with suppress(ValueError):
        try:
            os.stat(path)
        except PermissionError:
            hint = "change the permissions of its folder, or read it as another user"
            return _problem("permission-denied", "may not be read: permission denied", path, hint)
        except OSError:
            pass
    return _problem("not-found", "no such file or folder", path, _nearby(path))


def _nearby(path: str) -> str:
    """The nearest name in the same folder, or where the path stops to exist."""
    parent, name = os.path.split(path)
    try:
        near = difflib.get_close_matches(name, sorted(os.listdir(parent or ".")), n=1)
    except (OSError, ValueError):
        return f"the folder {parent} does not exist either" if parent else "check the path"
    return f"did you mean {os.path.join(parent, near[0])}?" if near else "check the path"


def _problem(code: str, message: str, place: str, hint: str | None) -> Problem:
    return Problem(code, message, "unreadable", spelled(_as_shown(place)), hint)


def _skipped(place: str, told: str) -> Problem:
    return Problem("skipped", told, "note", spelled(_as_shown(place)), None)


def listed(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """Paths as a caller gives them, one or several. Raises ``UsageError`` for what is no path, such as None."""
    # The lines of an open file, and the numbers of bytes, are no paths.
    if isinstance(paths, (str, bytes, os.PathLike, io.IOBase)) or not isinstance(paths, Iterable):
        paths = [paths]
    return [path_of("each path", path) for path in paths]


def spelled(path: str) -> str:
    """A path that every encoding can carry: bytes of its name that are no UTF-8 are written as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
