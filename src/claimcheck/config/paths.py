"""The root, which is the repository that one works in or else the folder; what lies below it, and small files."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
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
    """The bytes of a regular file, one more than ``most`` where it is larger.

    Raises ``OSError`` where there is none that can be read, also for a path that no file system has.
    """
    try:
        # Opening a device may do something to it already, and a pipe would keep the run waiting.
        _check(os.stat(path).st_mode)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:  # a NUL character in the name
        raise OSError(0, "there is no such name") from None
    with os.fdopen(handle, "rb") as file:
        _check(os.fstat(handle).st_mode)
        return file.read(most + 1)


def _check(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(0, "it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is no regular file")
