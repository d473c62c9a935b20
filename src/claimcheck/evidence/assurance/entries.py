"""What assurance statements and their entries share, and where the mark of checked figures stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.assurance import Assurance, Level, Quoted, Subject
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
        rows = {self._subjects.of_row(point, self._figures, dated=dated): None for point, dated in found.items()}
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
        return grouped((cell.block, (number, table, cell)) for number, table in tables for cell in table.cells)

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


def first_name(one: Assurance) -> str | None:
    """The word by which the practitioner of a statement is known."""
    return first_word(one.practitioner) if one.practitioner is not None else None


def first_word(name: Quoted) -> str:
    """The word by which a practitioner is known, in lower case."""
    return name.text.split()[0].lower()


def is_same(part: Subject, other: Subject) -> bool:
    """Whether two entries are about the same figures; of scopes that the other names the one must have some."""
    if other.scopes and not part.scopes & other.scopes:
        return False
    by_terms = bool(other.terms) and other.terms <= part.terms
    return by_terms or not part.metrics.isdisjoint(other.metrics)


def covers(part: Subject, row: Subject) -> bool:
    """Whether a row of a table is one that an entry names: by its scopes, and by its words or its metric."""
    if part.section is not None or not same_scopes(row.scopes, part.scopes):
        return False
    if part.years and row.years and part.years.isdisjoint(row.years):
        return False
    return bool(part.terms and part.terms <= row.terms) or bool(row.metrics and row.metrics <= part.metrics)


def joined(parts: Sequence[Subject]) -> Iterator[Subject]:
    """Entries on single scopes as one: of each alone a claim on two of them is not covered."""
    scoped = [one for one in parts if one.scopes]
    metrics = frozenset[str]().union(*(one.metrics for one in scoped))
    scopes = frozenset[str]().union(*(one.scopes for one in scoped))
    if len(scoped) > 1:
        levels, years = {one.level for one in scoped}, frozenset[int]().union(*(one.years for one in scoped))
        level = levels.pop() if len(levels) == 1 else None
        yield scoped[0]._replace(terms=frozenset(), metrics=metrics, scopes=scopes, level=level, years=years)


def same_scopes(claimed: frozenset[str], covered: frozenset[str]) -> bool | None:
    """Whether the scopes of a claim are covered: False where one side is silent on them, None if they are others."""
    if bool(claimed) != bool(covered):
        return False
    return True if claimed <= covered else None


def level_of(one: Assurance, subject: Subject | None, scopes: frozenset[str]) -> Quoted | None:
    """The words for the level of what is covered; None where the statement has several and does not tell which.

    Of a claim without scopes nobody knows to which of them it belongs.
    """
    levels: Mapping[Level, Quoted] = dict(one.levels)
    if len(levels) == 1:
        return next(iter(levels.values()))
    if subject is None:
        # What is not named apart is checked as the rest is.
        rest = [level for level in levels if level not in {part.level for part in one.covered}]
        return levels[rest[0]] if len(rest) == 1 and (one.whole or one.mark) else None
    if subject.scopes and not scopes:
        return None
    level = subject.level or _level_elsewhere(subject, one.covered)
    return levels.get(level) if level is not None else None


def _level_elsewhere(subject: Subject, covered: Sequence[Subject]) -> Level | None:
    """The level that the statement gives the same figures in another place."""
    told = {
        part.level
        for part in covered
        if part.level is not None and part.metrics == subject.metrics and part.scopes == subject.scopes
    }
    return told.pop() if len(told) == 1 else None


def marked_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the mark that the document explains where it first tells of the same practitioner."""
    for one in found:
        marks = {
            other.mark for other in found if other.mark and one.practitioner and first_name(one) == first_name(other)
        }
        plain = one.mark is None and not one.whole and not any(part.metrics for part in one.covered)
        yield one._replace(mark=marks.pop()) if plain and len(marks) == 1 else one


def named_elsewhere(found: Sequence[Assurance]) -> Iterator[Assurance]:
    """Statements with the practitioner as the company names it.

    A letterhead may be a picture, and the small print names the whole network of a firm.
    """
    told = [one.practitioner for one in found if one.practitioner is not None and one.teller == "company"]
    only = told[0] if len({name.text for name in told}) == 1 else None
    for one in found:
        own = one.practitioner
        if only is None or one.teller == "company":
            yield one
        else:
            theirs = own is not None and (own.text == only.text or first_word(own) != first_word(only))
            yield one if theirs else one._replace(practitioner=only)
