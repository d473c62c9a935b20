"""Small files of people: read whole or not at all, and no pipe or device is waited for."""

from __future__ import annotations

import os
import stat
from pathlib import Path


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
