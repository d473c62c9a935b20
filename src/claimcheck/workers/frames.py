"""How results travel from the nursery to the program: number, kind and length, then the bytes."""

from __future__ import annotations

import struct
from typing import IO, NamedTuple

DONE, LOST, FAILED = b"d", b"l", b"f"
"""A result; an item that was in the hands of a process that ended; an exception."""

_HEAD = struct.Struct("!QcQ")


class Cut(Exception):
    """The other side is gone."""


class Frame(NamedTuple):
    """What became of an item, by its number."""

    number: int
    kind: bytes
    payload: bytes = b""


def sent(pipe: IO[bytes], frame: Frame) -> None:
    """Write a frame; waits until the other side has taken it. Raises ``Cut`` where it never will."""
    written(pipe, _HEAD.pack(frame.number, frame.kind, len(frame.payload)) + frame.payload)


def written(pipe: IO[bytes], data: bytes) -> None:
    """Write all of it. Raises ``Cut`` where the other side is gone."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[pipe.write(rest) or 0 :]
    except OSError:
        raise Cut from None


def received(pipe: IO[bytes]) -> Frame:
    """Wait for a frame. Raises ``Cut`` where none comes any more."""
    number, kind, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    return Frame(number, kind, _exactly(pipe, length))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        try:
            part = pipe.read(size)
        except OSError:
            raise Cut from None
        if not part:
            raise Cut
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
