"""What the process that reads and the one that waits say to each other: frames of JSON, with a payload of bytes.

Only plain values cross, so that bytes which took over the reading process cannot make the waiting one run anything.
"""

from __future__ import annotations

import json
import operator
import os
import struct
from collections.abc import Callable, Mapping
from typing import IO, Any, BinaryIO

from claimcheck.model import document
from claimcheck.read.reading import Reading

_HEAD = struct.Struct(">QQ")
_PIPE_BYTES = 1 << 20


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Both pipes of a started process, out of reach of everything that writes to the standard streams."""
    source, sink = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return os.fdopen(source, "rb", buffering=0), os.fdopen(sink, "wb", buffering=0)


class TooLong(Exception):
    """A frame is longer than it may be."""


def send(sink: IO[bytes], head: bytes, payload: bytes = b"") -> None:
    """Write one frame into an unbuffered pipe."""
    for part in (_HEAD.pack(len(head), len(payload)) + head, payload):
        rest = memoryview(part)
        while rest:
            rest = rest[sink.write(rest[:_PIPE_BYTES]) or 0 :]


def receive(source: IO[bytes], most: Callable[[], int]) -> tuple[bytes, bytes] | None:
    """Read one frame; None where the other side has closed the pipe.

    Raises ``TooLong`` for a frame of more than ``most()`` bytes.
    """
    start = _exactly(source, _HEAD.size)
    if start is None:
        return None
    sizes = _HEAD.unpack(start)
    if sum(sizes) > most():
        raise TooLong
    head, payload = _exactly(source, sizes[0]), _exactly(source, sizes[1])
    return None if head is None or payload is None else (head, payload)


def _exactly(source: IO[bytes], size: int) -> bytes | None:
    parts = []
    while size:
        part = source.read(min(size, _PIPE_BYTES))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def encode(message: Any) -> bytes:
    """A message as JSON in ASCII, which carries half surrogate pairs as well.

    Records of the document model become lists of their fields, in order.
    """
    return json.dumps(message, default=_as_row, check_circular=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Any:
    """The message that ``encode`` wrote, with lists in the place of records."""
    return json.loads(data)


_RECORDS: Mapping[str, Callable[..., Any]] = {
    "pages": document.Page, "problems": document.Problem, "links": document.Link, "spots": document.Spot,
    "tags": document.Tag, "unseen": document.Unseen,
}  # fmt: skip
_ROWS: dict[type, Callable[[Any], Any]] = {
    record: operator.attrgetter(*record.__struct_fields__)
    for record in (
        Reading, document.Block, document.Cell, document.Mark, document.Page, document.Piece, document.Problem,
        document.Table,
    )
}  # fmt: skip
_READING, _TABLE = Reading.__struct_fields__, document.Table.__struct_fields__
_PIECES, _SECTION, _MARKS, _BOX = map(document.Block.__struct_fields__.index, ("pieces", "section", "marks", "box"))


def _as_row(record: Any) -> Any:
    return _ROWS[type(record)](record)


def reading_of(row: list[Any]) -> Reading:
    """The reading that was sent as ``row``."""
    values = dict(zip(_READING, row, strict=True))
    for name, record in _RECORDS.items():
        values[name] = tuple(record(*each) for each in values[name])
    blocks, tables = tuple(map(_block, values.pop("blocks"))), tuple(map(_table, values.pop("tables")))
    facts = tuple((name, said) for name, said in values.pop("facts"))
    return Reading(**values, blocks=blocks, tables=tables, facts=facts)


def _block(row: list[Any]) -> document.Block:
    # In place and by position: a document has tens of thousands of them.
    row[_PIECES] = tuple([document.Piece(*piece) for piece in row[_PIECES]])
    row[_SECTION] = tuple(row[_SECTION])
    row[_MARKS] = tuple([document.Mark(*mark) for mark in row[_MARKS]])
    row[_BOX] = document.Box(*row[_BOX]) if row[_BOX] else None
    return document.Block(*row)


def _table(row: list[Any]) -> document.Table:
    values = dict(zip(_TABLE, row, strict=True))
    return document.Table(**{**values, "cells": tuple(document.Cell(*cell) for cell in values["cells"])})
