"""Which records of a run are kept, and under which keys."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import DecodeError

from claimcheck.config.cache_folder import Cache
from claimcheck.config.inputs import spelled
from claimcheck.config.paths import regular_file
from claimcheck.model.report import ContextOut, DocumentOut, ProblemOut, ToolOut
from claimcheck.model.wire import Wire
from claimcheck.read.limits import Limits
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import builtin_rules, file_states, source_files
from claimcheck.version import __version__

# The libraries behind what is read and found, as their folders of metadata are called.
_LIBRARIES = (
    "ahocorasick_rs-",
    "chardet-",
    "lxml-",
    "msgspec-",
    "pydantic-",
    "pydantic_core-",
    "pypdfium2-",
    "pyromark-",
    "pyyaml-",
)
_METADATA = ".dist-info"
_BYTE_CODE = "__pycache__"
# Endings of the files by which program and rules are known to be what they were: any.
_READ = ("",)


class KeptFrame(Wire):
    """What a report in one setting says of its run, whatever the documents."""

    tool: ToolOut
    context: ContextOut
    problems: list[ProblemOut]


class Slot(NamedTuple):
    """Where the record of a file belongs: the key, and the digest of the bytes that it has to be of."""

    key: str
    sha256: str


class Keeper:
    """The records of a run in a cache. A key is made of everything that a record depends on.

    That is the content of the file and what it is called, the setting in which it is judged (``settings``: any value
    whose ``repr`` tells it whole), the pages that were asked for, limits, rules, program and libraries.
    """

    def __init__(self, cache: Cache, rules: Sequence[str], limits: Limits) -> None:
        self._cache = cache
        self._state = state_of(rules, cache) if cache.is_possible() else None
        self._limits = limits

    def frame(self, settings: Any) -> KeptFrame | None:
        """What was kept of a setting; None where its names have not been found to be known."""
        found = self._get(self._key("frame", settings))
        try:
            return KeptFrame.model_validate_json(found) if found is not None else None
        except DecodeError:
            return None

    def keep_frame(self, settings: Any, frame: KeptFrame) -> None:
        """Keep what reports in a setting say of their run."""
        if (key := self._key("frame", settings)) is not None:
            self._cache.put(key, frame.model_dump_json().encode())

    def slot(self, path: str, settings: Any, pages: str | None) -> Slot | None:
        """Where the record of a file belongs; None where none can be kept."""
        digest = self._digest(path)
        key = self._key("document", settings, spelled(path), digest, pages) if digest is not None else None
        return Slot(key, digest) if key is not None and digest is not None else None

    def record(self, slot: Slot) -> DocumentOut | None:
        """The record that was kept; None for none."""
        found = self._get(slot.key)
        try:
            return DocumentOut.model_validate_json(found) if found is not None else None
        except DecodeError:
            return None

    def keep(self, slot: Slot, record: DocumentOut) -> None:
        """Keep a record of just these bytes, all of which were read: what is in the way may be gone next time."""
        if record.sha256 == slot.sha256 and record.status == "complete":
            self._cache.put(slot.key, record.model_dump_json().encode("utf-8", "surrogatepass"))

    def close(self) -> None:
        """Drop what is too much."""
        self._cache.trim()

    def _get(self, key: str | None) -> bytes | None:
        return self._cache.get(key) if key is not None else None

    def _key(self, *parts: Any) -> str | None:
        if self._state is None:
            return None
        told = "\n".join(map(repr, (self._state, self._limits, *parts)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def _digest(self, path: str) -> str | None:
        """The hash of a regular file; reading says what is wrong with any other."""
        if self._state is None:
            return None
        try:
            with regular_file(path) as file:
                if os.fstat(file.fileno()).st_size > self._most_bytes:
                    return None
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None

    @property
    def _most_bytes(self) -> int:
        limits = self._limits
        return max(limits.pdf_bytes, limits.office_bytes, limits.html_bytes, limits.text_bytes)


def state_of(rules: Sequence[str], kept: Cache | None = None) -> str | None:
    """A digest of the program and of its rules, with those in the folders ``rules``.

    It goes by what stands in the files, so that it is the same in another checkout or on another machine; what that
    comes to is ``kept`` for as long as no file changes its size or times. None where it cannot be told.
    """
    builtin = builtin_rules()
    if not isinstance(builtin, Path):
        return None
    python = f"{sys.implementation.cache_tag} {sys.version_info[:3]}"
    total = hashlib.sha256(f"{__version__} {python}\n".encode())
    for name in sorted(_libraries()):
        total.update(f"{name}\n".encode())
    own = Path(__file__).parents[1]
    states = [f"{folder} {one}" for folder in (own, builtin) for one in file_states(str(folder), _READ)]
    seen = hashlib.sha256("\n".join(sorted(states)).encode(errors="surrogateescape")).hexdigest()
    contents = kept.get(seen) if kept is not None else None
    if contents is None:
        try:
            contents = _digest((own, builtin))
        except OSError:
            return None
        if kept is not None:
            kept.put(seen, contents)
    total.update(contents)
    log = FaultLog()
    for file in source_files([Path(one) for one in rules], builtin=False, log=log):
        total.update(f"{file.label} {file.source} {len(file.data)}\n".encode(errors="surrogateescape") + file.data)
    return None if log.faults else total.hexdigest()


def _digest(folders: Iterable[Path]) -> bytes:
    total = hashlib.sha256()
    for folder in folders:
        for name, data in _contents(folder):
            total.update(f"{name} {len(data)}\n".encode(errors="surrogateescape") + data)
    return total.digest()


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != _BYTE_CODE)
        for name in sorted(files):
            path = os.path.join(base, name)
            with open(path, "rb", buffering=0) as file:
                yield os.path.relpath(path, folder), file.read()


def _libraries() -> Iterable[str]:
    """Names and versions of the libraries, as they are installed."""
    found: set[str] = set()
    for folder in sys.path:
        with suppress(OSError), os.scandir(folder or os.curdir) as entries:
            names = (entry.name.lower() for entry in entries)
            found.update(name for name in names if name.endswith(_METADATA) and name.startswith(_LIBRARIES))
    return found
