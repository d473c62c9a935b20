"""A document in which other words stand at a place, so that it can be judged as if they had been written."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from claimcheck.model.document import Block, Cell, Document, Piece
from claimcheck.report.html.marked_text import inside


class _Shift:
    """What becomes of offsets when a run of text is replaced: those behind it move, those inside go to its end."""

    def __init__(self, start: int, end: int, length: int) -> None:
        self._start, self._end = start, end
        self._by = length - (end - start)

    def of(self, at: int) -> int:
        """An offset afterwards."""
        if at >= self._end:
            return at + self._by
        return at if at <= self._start else max(self._end + self._by, self._start)


def reworded(document: Document, start: int, end: int, words: str) -> Document | None:
    """The document with ``words`` from ``start`` to ``end`` of its source; None where no block has that place."""
    spans = [(at, inside(block, start, end)) for at, block in enumerate(document.blocks)]
    found, span = next(((at, span) for at, span in spans if span is not None), (None, (0, 0)))
    if found is None:
        return None
    shift = _Shift(start, end, len(words))
    block, own = document.blocks[found], _Shift(*span, len(words))
    blocks = [
        _changed(block, span, start, words, own, shift)
        if at == found
        else replace(one, pieces=tuple(replace(piece, source=shift.of(piece.source)) for piece in one.pieces))
        for at, one in enumerate(document.blocks)
    ]
    return replace(
        document,
        source=document.source[:start] + words + document.source[end:],
        blocks=tuple(blocks),
        pages=tuple(replace(one, start=shift.of(one.start), end=shift.of(one.end)) for one in document.pages),
        tables=tuple(
            replace(table, cells=tuple(_cell(one, found, own) for one in table.cells)) for table in document.tables
        ),
        links=tuple(one._replace(start=shift.of(one.start), end=shift.of(one.end)) for one in document.links),
        spots=tuple(one._replace(start=shift.of(one.start)) for one in document.spots),
        tags=tuple(one._replace(start=shift.of(one.start), end=shift.of(one.end)) for one in document.tags),
    )


def _changed(block: Block, span: tuple[int, int], start: int, words: str, own: _Shift, shift: _Shift) -> Block:
    first, last = span
    pieces = [
        # The last piece before the words is cut where they begin.
        *(replace(one, length=min(one.length, first - one.at)) for one in block.pieces if one.at < first),
        Piece(first, start, len(words)),
        *_behind(block, last, own, shift),
    ]
    return replace(
        block,
        text=block.text[:first] + words + block.text[last:],
        pieces=tuple(one for one in pieces if one.length),
        marks=tuple(replace(one, at=own.of(one.at)) for one in block.marks),
    )


def _behind(block: Block, last: int, own: _Shift, shift: _Shift) -> Iterator[Piece]:
    """The pieces behind the words, the first one cut where they end."""
    for one in block.pieces:
        cut = max(last - one.at, 0)
        if cut < one.length:
            yield Piece(own.of(one.at + cut), shift.of(one.source + cut), one.length - cut)


def _cell(cell: Cell, block: int, own: _Shift) -> Cell:
    return replace(cell, start=own.of(cell.start), end=own.of(cell.end)) if cell.block == block else cell
