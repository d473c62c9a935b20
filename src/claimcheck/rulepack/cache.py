"""What is slow to make of the built-in rules, kept where Python keeps the byte code of this package.

It is the same bargain as a ``.pyc`` file: a program's own product, beside the program, in the form that Python
reads fastest, used only while the sources are what they were. Whoever may write there may change the program as
well. Where nothing can be written, or no byte code is wanted, everything is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import marshal
import mmap
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct, field
from pydantic import VERSION

from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.packing import packed_words, unpacked, words_of
from claimcheck.rulepack.words import Words

T = TypeVar("T")
_PREFIX = "rules-"
_PARTS, _PACK = ".marshal", ".pickle"
# Tells a file that is not ours, was cut short or has been damaged; what is written on purpose is trusted like a .pyc.
_CHECKSUM_BYTES = 4
# The packages whose classes a compiled pack consists of, and those that compile it.
_PACKAGES = ("rulepack", "text", "model")


class Kept(Struct, frozen=True):
    """The plain values of each file by its relative path, and the expanded words of each language."""

    values: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)


def load(rules: str) -> Kept | None:
    """What was kept for rules with this digest, None where nothing usable was."""
    return _loaded(_path(rules, _PARTS), _kept)


def store(rules: str, kept: Kept) -> None:
    """Keep it for rules with this digest in place of what was kept before; failing is no fault."""
    words = {name: packed_words(each) for name, each in kept.words.items()}
    _stored(rules, _PARTS, lambda: marshal.dumps((dict(kept.values), words)))


def load_pack(rules: str) -> Pack | None:
    """The pack that was compiled of rules in this state, None where nothing usable was kept."""
    return _loaded(_path(rules, _PACK), unpacked)


def store_pack(rules: str, packed: Callable[[], bytes]) -> None:
    """Keep a compiled pack for rules in this state in place of the one before; failing is no fault."""
    _stored(rules, _PACK, packed)


def _kept(payload: memoryview) -> Kept:
    values, words = marshal.loads(payload)  # noqa: S302 - our own file beside our own byte code
    return Kept(values, {name: words_of(packed) for name, packed in words.items()})


def _loaded(path: Path, made: Callable[[memoryview], T]) -> T | None:
    try:
        with path.open("rb") as file:
            # Megabytes of words, of which most are never asked for: they are not copied.
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        payload = data[_CHECKSUM_BYTES:]
        return made(payload) if data[:_CHECKSUM_BYTES] == _checksum(payload) else None
    except Exception:
        # Whatever unpacking it comes to: then it is made anew.
        return None


def _stored(rules: str, suffix: str, made: Callable[[], bytes]) -> None:
    """Write what is made; all of it or nothing."""
    if sys.dont_write_bytecode:
        return
    # Needed when rules have changed only, and slow to load.
    import tempfile

    with contextlib.suppress(Exception):
        path = _path(rules, suffix)
        path.parent.mkdir(exist_ok=True)
        # First, since where nothing can be written there is nothing to make.
        handle, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                payload = made()
                file.write(_checksum(payload) + payload)
            # As with byte code: whoever may read the program may read what it keeps, and nobody else.
            os.chmod(temporary, os.stat(__file__).st_mode & 0o666)
            os.replace(temporary, path)
        except Exception:
            os.unlink(temporary)
            raise
        _forget(old for old in path.parent.glob(f"{_PREFIX}*{_tag(suffix)}") if old != path)


def _checksum(payload: bytes | memoryview) -> bytes:
    return zlib.crc32(payload).to_bytes(_CHECKSUM_BYTES, "little")


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _path(rules: str, suffix: str) -> Path:
    """The file for these rules, this Python, and this state of the code whose product it is."""
    total = hashlib.sha256(f"{rules} {VERSION}".encode())
    package = Path(__file__).parents[1]
    for folder in _PACKAGES:
        with os.scandir(package / folder) as modules:
            for module in sorted(modules, key=lambda one: one.name):
                if module.name.endswith(".py"):
                    state = module.stat()
                    total.update(f"{folder} {module.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    byte_code = Path(importlib.util.cache_from_source(__file__))
    return byte_code.parent / f"{_PREFIX}{total.hexdigest()[:24]}{_tag(suffix)}"


def _tag(suffix: str) -> str:
    return f".{sys.implementation.cache_tag}{suffix}"
