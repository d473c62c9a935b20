"""The files of a pack, read and nothing more."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import SourceFile, source_files

Paths = Path | str | Sequence[Path | str]


class Gathered(NamedTuple):
    """The files of a pack; ``digest`` is that of the built-in ones, empty without them."""

    folders: list[Path]
    builtin: bool
    sources: list[SourceFile]
    log: FaultLog
    digest: str


def folders_of(paths: Paths) -> list[Path]:
    """One path or several as a list."""
    return [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]


def gather(paths: Paths, builtin: bool) -> Gathered:
    """Read the built-in files and those under ``paths``; what cannot be read is in the log."""
    folders = folders_of(paths)
    log = FaultLog()
    sources = source_files(folders, builtin=builtin, log=log)
    digest = sha256(source for source in sources if source.builtin) if builtin else ""
    return Gathered(folders, builtin, sources, log, digest)


def sha256(sources: Iterable[SourceFile]) -> str:
    """Over every file by source and relative path, so that it is the same wherever the rules lie."""
    total = hashlib.sha256()
    for source in sorted(sources, key=lambda one: (one.source, one.relative)):
        head = f"{source.source}\n{source.relative}\n{len(source.data)}\n"
        total.update(head.encode(errors="surrogateescape"))
        total.update(source.data)
    return total.hexdigest()
