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
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from claimcheck.rulepack.outline import Outline
from claimcheck.rulepack.pack import LiteralGroup, Words

_PREFIX = "rules-"
_SUFFIX = ".marshal"
_DIGEST_BYTES = 32
# What a file that is not ours, cut short or of another Python can make of unpacking it.
_UNUSABLE = (OSError, EOFError, ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Kept:
    """The plain values of each file by its relative path, the expanded words of each language, and the conditions.

    Of these there is an outline each, in the order in which they are compiled.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, Words] = field(default_factory=dict)
    outlines: Sequence[Outline] = ()


def load(rules: str) -> Kept | None:
    """What was kept for rules with this digest, None where nothing usable was."""
    try:
        data = _path(rules).read_bytes()
        digest, payload = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
        if hashlib.sha256(payload).digest() != digest:
            return None
        values, words, outlines = marshal.loads(payload)  # noqa: S302 - our own file beside our own byte code
        return Kept(
            values,
            {name: Words(partial(_unpacked, packed)) for name, packed in words.items()},
            tuple(map(Outline._make, outlines)),
        )
    except _UNUSABLE:
        return None


def store(rules: str, kept: Kept) -> None:
    """Keep it for rules with this digest in place of what was kept before; failing is no fault."""
    with contextlib.suppress(*_UNUSABLE):
        path = _path(rules)
        words = {
            name: marshal.dumps((list(map(tuple, each.groups)), dict(each.role_words)))
            for name, each in kept.words.items()
        }
        payload = marshal.dumps((dict(kept.values), words, list(map(tuple, kept.outlines))))
        path.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=_PREFIX, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(payload).digest() + payload)
            os.replace(temporary, path)
        except OSError:
            os.unlink(temporary)
            raise
        _forget(old for old in path.parent.glob(f"{_PREFIX}*{_tag()}") if old != path)


def _forget(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _unpacked(packed: bytes) -> tuple[tuple[LiteralGroup, ...], Mapping[str, tuple[str, ...]]]:
    """The words of one language; the digest of the whole file has been checked."""
    literals, roles = marshal.loads(packed)  # noqa: S302 - part of our own file
    return tuple(map(LiteralGroup._make, literals)), roles


def _path(rules: str) -> Path:
    """The file for these rules, this Python, and this state of the code that compiles them."""
    total = hashlib.sha256(rules.encode())
    folder = Path(__file__).parent
    for module in sorted(folder.glob("*.py")):
        state = module.stat()
        total.update(f"{module.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    byte_code = Path(importlib.util.cache_from_source(__file__))
    return byte_code.parent / f"{_PREFIX}{total.hexdigest()[:24]}{_tag()}"


def _tag() -> str:
    return f".{sys.implementation.cache_tag}{_SUFFIX}"
