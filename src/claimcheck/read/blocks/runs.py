"""Text under construction: runs of a source, characters made by the reader, note marks, and the headings above.

Readers of marked-up formats collect items and turn them into blocks here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Mark, Piece

_at = attrgetter("at")
_GRID = 256
_CONTINUATION = bytes(range(0x80, 0xC0))
CELL_GAP = " | "
_REFERENCE = re.compile(rb"\[\^([^\]\[\s]{1,64})\]")


def cut(pieces: Sequence[Piece], start: int, end: int, at: int = 0) -> list[Piece]:
    """The pieces of characters ``start`` to ``end`` of a text, as those of a text in which they begin at ``at``."""
    kept = []
    for index in range(max(bisect_right(pieces, start, key=_at) - 1, 0), len(pieces)):
        piece = pieces[index]
        if piece.at >= end:
            break
        left, right = max(piece.at, start), min(piece.at + piece.length, end)
        if left < right:
            kept.append(Piece(left - start + at, piece.source + left - piece.at, right - left))
    return kept


def traced(pieces: Sequence[Piece], through: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a text whose source is itself made: ``through`` are the pieces of that."""
    return tuple(part for piece in pieces for part in cut(through, piece.source, piece.source + piece.length, piece.at))


def renoted(marks: Iterable[Mark], place: Callable[[int], int | None]) -> tuple[Mark, ...]:
    """Marks whose notes now have the ``place`` that it tells of the old one."""
    return tuple(mark if mark.note is None else replace(mark, note=place(mark.note)) for mark in marks)


class Edited:
    """A text in which runs, in order, have given way to others: what it is now, and where old offsets have gone.

    Each of the ``runs`` is its start, its end, and what stands there now.
    """

    def __init__(self, old: str, runs: Sequence[tuple[int, int, str]]) -> None:
        self._old = old
        self._runs = runs
        self._starts = [start for start, _, _ in runs]
        self._gone = [0, *accumulate(end - start - len(text) for start, end, text in runs)]

    def new(self, at: int) -> int:
        """Where an old offset has gone."""
        index = bisect_right(self._starts, at)
        if index and at < self._runs[index - 1][1]:
            return self._starts[index - 1] - self._gone[index - 1]
        return at - self._gone[index]

    @property
    def text(self) -> str:
        """The text now."""
        kept: list[str] = []
        last = 0
        for start, end, text in self._runs:
            kept += (self._old[last:start], text)
            last = end
        return "".join([*kept, self._old[last:]])

    def pieces(self, old: Sequence[Piece]) -> list[Piece]:
        """The pieces of the text now."""
        kept = zip([0, *(end for _, end, _ in self._runs)], [*self._starts, len(self._old)], strict=True)
        return [piece for last, start in kept for piece in cut(old, last, start, self.new(last))]


class SectionPath:
    """The open headings, outermost first. Feed it the headings in reading order."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()

    def enter(self, level: int, heading: str) -> tuple[str, ...]:
        """Open a heading of ``level`` (1 is the outermost); return the path that it stands in itself."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = tuple(text for _, text in self._open)
        self._open.append((level, " ".join(heading.split())))
        self.path = (*above, self._open[-1][1])
        return above


class Span(NamedTuple):
    """Bytes ``start`` to ``end`` of the source, shown as they are."""

    start: int
    end: int


class Note(NamedTuple):
    """A footnote mark that stands here; ``typed`` as in ``Mark``."""

    label: str
    typed: int = 0


Item = Span | Note | str
"""A string is text that the source does not hold in this form."""


class Assembled(NamedTuple):
    """The fields of a block that follow from its items."""

    text: str
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]


class Assembler:
    """Turns items into block text; ``data`` is the source in UTF-8."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._code_points = _CodePoints(data)

    def assemble(self, items: list[Item]) -> Assembled | None:
        """Text, pieces and marks of ``items`` without blanks at the ends; nothing if only blanks are left."""
        if len(items) == 1 and isinstance(items[0], Span):
            # The usual case, text without markup.
            start, end = items[0]
            text = self.data[start:end].decode()
            if text and not text[0].isspace() and not text[-1].isspace():
                return Assembled(text, (Piece(0, self._code_points.at(start), len(text)),), ())
        parts: list[str] = []
        pieces: list[Piece] = []
        marks: list[Mark] = []
        at = 0
        for item in items:
            if isinstance(item, Note):
                marks.append(Mark(at, item.label, typed=item.typed))
                continue
            if isinstance(item, str):
                part = item
            else:
                part = self.data[item.start : item.end].decode()
                if not part:
                    continue
                pieces.append(Piece(at, self._code_points.at(item.start), len(part)))
            parts.append(part)
            at += len(part)
        text = "".join(parts)
        if not text or text.isspace():
            return None
        if text[0].isspace() or text[-1].isspace():
            return _trimmed(text, pieces, marks)
        return Assembled(text, tuple(pieces), tuple(marks))

    def assemble_row(self, cells: list[list[Item]]) -> tuple[Assembled | None, list[tuple[int, int]]]:
        """A row of a table with ``CELL_GAP`` between its cells, and the run of each cell in its text."""
        parts: list[str] = []
        pieces: list[Piece] = []
        marks: list[Mark] = []
        runs: list[tuple[int, int]] = []
        at = 0
        for items in cells:
            at += len(CELL_GAP) if runs else 0
            made = self.assemble(items)
            if made is None:
                marks += [Mark(at, item.label) for item in items if isinstance(item, Note)]
                made = Assembled("", (), ())
            pieces += [Piece(piece.at + at, piece.source, piece.length) for piece in made.pieces]
            marks += [replace(mark, at=mark.at + at) for mark in made.marks]
            parts.append(made.text)
            runs.append((at, at + len(made.text)))
            at += len(made.text)
        text = CELL_GAP.join(parts)
        if not any(parts):
            return None, runs
        lead = len(text) - len(text.lstrip())
        if lead:
            pieces = [Piece(piece.at - lead, piece.source, piece.length) for piece in pieces]
            marks = [replace(mark, at=max(0, mark.at - lead)) for mark in marks]
            runs = [(max(0, start - lead), max(0, end - lead)) for start, end in runs]
        text = text.strip()
        marks = [replace(mark, at=min(mark.at, len(text))) for mark in marks]
        return Assembled(text, tuple(pieces), tuple(marks)), runs

    def split_references(self, span: Span) -> list[Item]:
        """Take marks such as ``[^3]`` out of a run whose note is not defined anywhere."""
        items: list[Item] = []
        last = span.start
        for match in _REFERENCE.finditer(self.data, span.start, span.end):
            items += [Span(last, match.start()), Note(match[1].decode())]
            last = match.end()
        return [*items, Span(last, span.end)]


def _trimmed(text: str, pieces: list[Piece], marks: list[Mark]) -> Assembled:
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    moved = tuple(replace(mark, at=min(max(mark.at, left), right) - left) for mark in marks)
    return Assembled(text[left:right], tuple(cut(pieces, left, right)), moved)


class _CodePoints:
    """Counts code points before a byte offset; a lookup costs the same wherever the offset lies.

    ``data`` is valid UTF-8, and every offset asked for lies between two characters.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.ascii = data.isascii()
        self._before = [0]
        if not self.ascii:
            total = 0
            for start in range(0, len(data), _GRID):
                total += len(data[start : start + _GRID].translate(None, _CONTINUATION))
                self._before.append(total)

    def at(self, offset: int) -> int:
        """Number of code points in the first ``offset`` bytes."""
        if self.ascii:
            return offset
        cell = offset // _GRID
        return self._before[cell] + len(self._data[cell * _GRID : offset].translate(None, _CONTINUATION))
