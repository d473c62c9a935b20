"""Where the mark of checked figures stands: sentences, headings, and the rows, columns and cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.assurance import Assurance, Subject
from claimcheck.model.document import Cell, Table
from claimcheck.model.table import DataPoint
from claimcheck.text.grouping import grouped

_LEGEND = ("=", ":")
_TICKS = str.maketrans("✔☑", "✓✓")
MOST_MARKED = 2000
"""Places of one mark that are looked at, and rows that bear it."""


class Marked(NamedTuple):
    """What bears a mark: numbers of sentences, titles of sections, and rows of tables with the years of their cells.

    ``cells`` are the figures of these rows that it stands at. ``others`` are the rows without it in the same tables.
    """

    sentences: frozenset[int]
    sections: frozenset[str]
    rows: tuple[Subject, ...]
    cells: frozenset[DataPoint]
    others: tuple[Subject, ...]


class Marks:
    """Finds marks in one document."""

    def __init__(self, rows: RowMatcher, subjects: Subjects) -> None:
        self._passages, self._figures = rows.passages, rows.facts
        self._subjects = subjects

    def of(self, one: Assurance) -> Marked:
        """What bears the mark of a statement, or a mark that leads to the note that it stands in."""
        sentences: set[int] = set()
        sections: set[str] = set()
        found: dict[DataPoint, bool] = {}
        for at in self._places(one):
            if one.start <= at < one.end or len(found) >= MOST_MARKED:
                continue
            number = self._passages.at(at)
            place = self._passages.spans[number].block
            block = self._passages.document.blocks[place]
            if block.kind == "table":
                found |= self._in_table(place, at)
            elif block.kind in ("heading", "title", "caption"):
                sections.add(block.text)
                found |= dict.fromkeys(self._below(place, block.text), True)
            else:
                sentences.add(number)
        points = (point for listed in self._points.values() for point in listed)
        found |= {point: True for point in points if not one.notes.isdisjoint(point.notes)}
        rows = {
            self._subjects.of_row(point, self._figures, dated=dated): None for point, dated in found.items()
        }
        marked = {(point.table, point.row_path) for point in found}
        others = {
            self._subjects.of_row(point, self._figures): None
            for table in {point.table for point in found}
            for point in self._points[table]
            if (table, point.row_path) not in marked
        }
        return Marked(frozenset(sentences), frozenset(sections), tuple(rows), frozenset(found), tuple(others))

    @cached_property
    def _points(self) -> dict[int, list[DataPoint]]:
        """The figures of each table."""
        return grouped((point.table, point) for point in self._passages.structure.data_points)

    def _places(self, one: Assurance) -> Iterator[int]:
        """Offsets of what stands before the mark in the text, or before one that was read as that of a note."""
        norm = self._passages.norm
        for raised in norm.marks:
            if raised.note in one.notes or (one.mark is not None and raised.label == plain(one.mark)):
                yield max(raised.at - 1, 0)
        if one.mark is not None:
            for count, match in enumerate(_pattern(one.mark).finditer(norm.text)):
                if count >= MOST_MARKED:
                    return
                # What the mark means is told in a legend, and bears none.
                if not norm.text[match.end() : match.end() + 2].lstrip().startswith(_LEGEND):
                    yield max(match.start() - 1, 0)

    @cached_property
    def _cells(self) -> dict[int, list[tuple[int, Table, Cell]]]:
        """The cells in each block, with the number of their table."""
        tables = enumerate(self._passages.document.tables)
        return grouped(
            (cell.block, (number, table, cell)) for number, table in tables for cell in table.cells
        )

    def _in_table(self, block: int, at: int) -> dict[DataPoint, bool]:
        """The figures of a marked cell, and whether their years count: its row, or its column where it is a header."""
        span_of = self._passages.norm.span_of
        for number, table, cell in self._cells.get(block, ()):
            start, end = span_of(block, cell.start, cell.end)
            if not start <= at <= end:
                continue
            own = self._points.get(number, [])
            if cell.row < table.header_rows:
                return {one: True for one in own if table.cells[one.cell].column == cell.column}
            in_row = [one for one in own if table.cells[one.cell].row == cell.row]
            exact = [one for one in in_row if table.cells[one.cell].column == cell.column]
            if exact or cell.column < max(table.header_columns, 1):
                return dict.fromkeys(exact or in_row, True)
            # A figure that nobody could read is of its row all the same.
            return dict.fromkeys(in_row[:1], False)
        return {}

    def _below(self, block: int, title: str) -> Iterator[DataPoint]:
        """The figures of the tables under a heading or caption."""
        document = self._passages.document
        for number, points in self._points.items():
            captioned = document.tables[number].caption == block
            yield from (one for one in points if captioned or title in document.blocks[one.block].section)


def plain(mark: str) -> str:
    """A mark as notes are labelled: without its brackets, and every tick as the plain one."""
    return mark.strip("()[]").translate(_TICKS)


def _pattern(mark: str) -> re.Pattern[str]:
    """A mark where it stands by itself: letters and digits in brackets only, a word at the end of a line too."""
    if not mark.isalnum():
        return re.compile(re.escape(mark))
    word = rf"|(?<=\s){re.escape(mark)}$" if len(mark) > 1 else ""
    return re.compile(rf"[(\[]{re.escape(mark)}[)\]]{word}", re.IGNORECASE | re.MULTILINE)
