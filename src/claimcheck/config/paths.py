"""The root, which is the repository that one works in or else the folder; what lies below it, and small files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

REPOSITORY = ".git"


def root_of(folder: str) -> str:
    """The nearest folder at or above a folder that is a repository; the folder itself where none is."""
    start = at = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(at, REPOSITORY)):
        above = os.path.dirname(at)
        if above == at:
            return start
        at = above
    return at


def is_below(path: str, root: str) -> bool:
    """Whether a file or folder lies in the root, or is it, once links are followed."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # a NUL character
        return False
    return real == root or real.startswith(os.path.join(root, ""))


def folders_to(path: str, root: str) -> Iterator[str]:
    """An absolute path and the folders above it, up to the root and without it; nothing where it is not below it."""
    above, name = os.path.split(path)
    # The folder may be spelled by another way than the root.
    below = [os.path.join(above, name)]
    while above and name and os.path.realpath(above) != root:
        above, name = os.path.split(above)
        below.append(os.path.join(above, name))
    if name and os.path.realpath(above) == root:
        yield from below


def regular_bytes(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file, one more than ``most`` where it is larger. Raises as ``regular_file`` does."""
    with regular_file(path) as file:
        return file.read(most + 1)


@contextmanager
def regular_file(path: str | Path) -> Iterator[BufferedReader]:
    """A regular file, open.

    Raises ``OSError`` where there is none that can be read, also for a path that no file system has.
    """
    try:
        # Opening a device may do something to it already.
        _check(os.stat(path).st_mode)
        with open(path, "rb", opener=without_waiting) as file:
            _check(os.fstat(file.fileno()).st_mode)
            yield file
    except ValueError:  # a NUL character in the name
        raise OSError(0, "there is no such name") from None


def without_waiting(path: str, flags: int) -> int:
    """Open a file that may have become a pipe since it was looked at: nobody has to write to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is no regular file")
