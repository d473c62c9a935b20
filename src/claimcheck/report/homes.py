"""Whether the files that a baseline or decisions name are still where they were: what was accepted follows a file that
moved, as when copy/old.md is copy/new.md by now, and never a copy of one that is still there."""

from __future__ import annotations

import os
from collections.abc import Sequence

from claimcheck.model.report import DocumentOut


class Homes:
    """The documents of a run by their files, for the paths of entries in a file of the name ``listed_in``.

    A path is seen from the folder one works in, else from that of the list.
    """

    def __init__(self, documents: Sequence[DocumentOut], listed_in: str) -> None:
        self._folder = os.path.dirname(listed_in)
        self._files: dict[str, str | None] = {one.path: os.path.realpath(one.path) for one in documents}
        self._read = {self._files[one.path]: one for one in documents}

    def document(self, path: str) -> DocumentOut | None:
        """The document that was read from the file of a path."""
        file = self._file(path)
        return None if file is None else self._read.get(file)

    def is_gone(self, path: str) -> bool:
        """Whether there is no such file any more."""
        return self._file(path) is None

    def _file(self, path: str) -> str | None:
        """The real path of a file; None where it is gone."""
        if path not in self._files:
            seen = (one for one in (path, os.path.join(self._folder, path)) if os.path.exists(one))
            self._files[path] = next(map(os.path.realpath, seen), None)
        return self._files[path]
