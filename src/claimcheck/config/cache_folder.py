"""The folder of the cache: entries by key, written whole or not at all, bounded in size, the longest unused out first.

Several processes may use it at the same time. Whatever is wrong with an entry, or keeps one from being written, is a
miss and never a fault.
"""

from __future__ import annotations

import mmap
import os
import re
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

MOST_BYTES = 256 * 2**20
"""How large the entries may be together."""
MOST_UNPACKED = 256 * 2**20
_LEFT = 0.75  # of the size that is allowed, once entries have to go
_HEAD = b"claimcheck-cache/1\n"
_PLAIN = ".rules"
_NAME = re.compile(rf"[0-9a-f]{{64}}(?:{re.escape(_PLAIN)})?")
_TEMPORARY = ".new-"
_OWN_ONLY = 0o700
# Programs that save files leave out a folder with such a file, and git one with such rules.
_MARKS = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of claimcheck, which may be deleted.\n",
    ".gitignore": "*\n",
}


def mapped(path: Path) -> memoryview:
    """The bytes of a file, which stay where they are until they are asked for. Raises ``OSError``, ``ValueError``."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


class Held(NamedTuple):
    """What a cache holds: how many records, how many compiled packs of rules, and the bytes of all."""

    entries: int
    rules: int
    bytes: int

    @classmethod
    def of(cls, found: Iterable[tuple[str, os.stat_result]]) -> Held:
        """Of files with their states."""
        sizes = [(path.endswith(_PLAIN), state.st_size) for path, state in found]
        rules = sum(is_plain for is_plain, _ in sizes)
        return cls(len(sizes) - rules, rules, sum(size for _, size in sizes))


def usual_folder() -> Path | None:
    """Where this system keeps what programs can make anew; None where there is no such place."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local, "claimcheck", "Cache") if os.path.isabs(local) else None
    named = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(named):  # as the standard of these folders has it
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        named = os.path.join(home, "Library/Caches" if sys.platform == "darwin" else ".cache")
    return Path(named, "claimcheck")


def unusable(folder: Path) -> str | None:
    """Why a folder cannot be a cache; None where it can."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        return "is a file"
    return None if Cache(folder).is_own() else "belongs to somebody else, or others may write into it"


class Cache:
    """Entries in a folder, which is made when the first one is written."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._grown = False

    def get(self, key: str) -> bytes | None:
        """What was kept under a key; None for nothing, or nothing that is whole."""
        path, unpacking = self.folder / key, zlib.decompressobj()
        with suppress(OSError, zlib.error, ValueError):
            data = path.read_bytes()
            if not data.startswith(_HEAD):
                return None
            payload = unpacking.decompress(data[len(_HEAD) :], MOST_UNPACKED)
            if unpacking.eof:
                os.utime(path)
                return payload
        return None

    def put(self, key: str, payload: bytes) -> None:
        """Keep something under a key, where that can be done."""
        self._write(key, _HEAD, zlib.compress(payload, 1))

    def mapped(self, key: str) -> memoryview | None:
        """What ``put_plain`` has kept under a key, as it lies there; None for nothing, or a folder of others."""
        with suppress(OSError, ValueError):
            if self.is_own():
                path = self.folder / (key + _PLAIN)
                data = mapped(path)
                os.utime(path)
                return data
        return None

    def put_plain(self, key: str, *parts: bytes, newest: int) -> None:
        """Keep something that is read in place, and of all that is the ``newest`` that were used last."""
        self._write(key + _PLAIN, *parts)
        plain = sorted((state.st_mtime_ns, path) for path, state in self._entries() if path.endswith(_PLAIN))
        for _, path in plain[:-newest]:
            with suppress(OSError):
                os.unlink(path)

    def _write(self, name: str, *parts: bytes) -> None:
        with suppress(OSError):
            if not self._is_ready():
                return
            # Needed by runs that read something new only.
            import tempfile

            handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=self.folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.writelines(parts)
                os.replace(temporary, self.folder / name)
            except BaseException:
                os.unlink(temporary)
                raise
            self._grown = True

    def _is_ready(self) -> bool:
        """Whether the folder is there and nobody else may write into it; it is made where it is not."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, mode=_OWN_ONLY, exist_ok=True)
            for name, content in _MARKS.items():
                (self.folder / name).write_text(content, encoding="utf-8")
        return self.is_own()

    def is_possible(self) -> bool:
        """Whether entries can be read or written: the folder is this user's, or can be made."""
        if self.folder.exists():
            return self.is_own()
        above = next((one for one in self.folder.absolute().parents if one.exists()), None)
        return above is not None and above.is_dir() and os.access(above, os.W_OK)

    def is_own(self) -> bool:
        """Whether the folder is this user's, and nobody else may write into it: what others put there is not used."""
        with suppress(OSError):
            state = self.folder.stat()
            written = state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
            return not hasattr(os, "geteuid") or (state.st_uid == os.geteuid() and not written)
        return False

    def trim(self) -> None:
        """Drop what was unused longest where all entries together have grown too large."""
        if not self._grown:
            return
        self._grown = False
        entries = sorted(self._entries(), key=lambda one: one[1].st_mtime_ns)
        total = sum(state.st_size for _, state in entries)
        if total <= self.most_bytes:
            return
        for path, state in entries:
            if total <= self.most_bytes * _LEFT:
                break
            with suppress(OSError):
                os.unlink(path)
            total -= state.st_size

    def held(self) -> Held:
        """What is in it."""
        return Held.of(self._entries())

    def clean(self) -> Held:
        """Drop all entries, and whatever an interrupted run has left; returns what was dropped."""
        dropped = []
        for path, state in self._entries(left_behind=True):
            with suppress(OSError):
                os.unlink(path)
                dropped.append((path, state))
        return Held.of(dropped)

    def _entries(self, *, left_behind: bool = False) -> Iterator[tuple[str, os.stat_result]]:
        """The files that are entries, and nothing else that may lie there."""
        with suppress(OSError), os.scandir(self.folder) as found:
            for one in found:
                if _NAME.fullmatch(one.name) or (left_behind and one.name.startswith(_TEMPORARY)):
                    with suppress(OSError):
                        yield one.path, one.stat(follow_symlinks=False)
