"""The folders that an assistant may have read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import BinaryIO

from claimcheck.config.boundary import is_below
from claimcheck.errors import UsageError
from claimcheck.read.formats import READABLE_SUFFIXES


class Roots:
    """Real folders; nothing outside of them is opened, whatever links in them point to.

    Raises ``UsageError`` for one that is no folder.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = tuple(os.path.realpath(folder) for folder in folders)
        for given, folder in zip(folders, self._folders, strict=True):
            if not os.path.isdir(folder):
                raise UsageError(
                    f"--root {given} is no folder",
                    code="not-a-folder",
                    hint="name a folder that exists; . is the current one",
                )

    def opened(self, path: str) -> tuple[BinaryIO, str]:
        """A file, open, and its path below its folder; a relative path is looked for in each folder in turn.

        Raises ``UsageError`` for anything else than a readable kind of file inside, without saying what is outside.
        """
        real = self._real(path)
        folder = next(one for one in self._folders if is_below(real, one))
        try:
            # It was looked at before: what has become a link or a pipe since is not followed.
            handle = os.open(real, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            raise UsageError(
                f"{path!r} cannot be read: {error.strerror or error}",
                code="read-failed",
                hint="check its permissions",
            ) from None
        return os.fdopen(handle, "rb"), os.path.relpath(real, folder)

    def _real(self, path: str) -> str:
        inside = [
            os.path.realpath(at)
            for folder in self._folders
            if is_below(at := os.path.join(folder, path), folder)
        ]
        if not inside:
            raise UsageError(
                f"{path!r} is outside of the folders that may be read",
                code="outside-roots",
                hint="name a file below the folders that --root gave",
            )
        found = next((real for real in inside if os.path.isfile(real)), None)
        if found is None:
            raise UsageError(f"{path!r} is no file", code="not-found", hint="check the spelling")
        if os.path.splitext(found)[1].lower() not in READABLE_SUFFIXES:
            raise UsageError(
                f"{path!r} is of a kind that is not read",
                code="format-not-supported",
                hint=f"one of {', '.join(sorted(READABLE_SUFFIXES))}",
            )
        return found
