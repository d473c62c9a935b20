"""What tells that the same document would get the same record: the program, its rules, the libraries that read."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.source import builtin_rules, source_files
from claimcheck.version import __version__

# The libraries behind what is read and found, as their folders of metadata are called.
_LIBRARIES = (
    "ahocorasick_rs-",
    "chardet-",
    "lxml-",
    "pydantic-",
    "pydantic_core-",
    "pypdfium2-",
    "pyromark-",
    "pyyaml-",
)
_METADATA = ".dist-info"
_BYTE_CODE = "__pycache__"


def state_of(rules: Sequence[str]) -> str | None:
    """A digest of the program and of its rules, with those in the folders ``rules``.

    It goes by what stands in the files, so that it is the same in another checkout or on another machine. None where
    that cannot be told.
    """
    builtin = builtin_rules()
    if not isinstance(builtin, Path):
        return None
    python = f"{sys.implementation.cache_tag} {sys.version_info[:3]}"
    total = hashlib.sha256(f"{__version__} {python}\n".encode())
    for name in sorted(_libraries()):
        total.update(f"{name}\n".encode())
    try:
        for folder in (Path(__file__).parents[1], builtin):
            for name, data in _contents(folder):
                total.update(f"{name} {len(data)}\n".encode(errors="surrogateescape") + data)
    except OSError:
        return None
    log = FaultLog()
    for file in source_files([Path(one) for one in rules], builtin=False, log=log):
        total.update(
            f"{file.label} {file.source} {len(file.data)}\n".encode(errors="surrogateescape") + file.data
        )
    return None if log.faults else total.hexdigest()


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
