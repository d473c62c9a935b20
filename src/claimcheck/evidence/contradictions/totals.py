"""Rows of a table that are called a total, against the rows that they add up.

Which rows these are is not marked, so the table has to tell: where the same rows give the total in one column, they
have to in every other. Only a table that is nothing but parts and one total below them needs no such witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, cast

from msgspec import Struct, field

from claimcheck.evidence.contradictions.figure_index import differs_by, measure
from claimcheck.evidence.contradictions.sums import may_sum
from claimcheck.evidence.figures.series import cell_figure
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.structure_words import TableWords

MOST_PARTS = 30
MOST_COLUMNS = 12
MOST_SUBTOTALS = 8
# A sum that fits by chance is no witness: the total needs this many units of its last digit.
_TELLING = 100
# What is kept with the answers of a document.
_ROWS = ("tables as rows of figures",)


class Addition(NamedTuple):
    """A total and the rows that should come to it and do not."""

    total: Figure
    parts: tuple[Figure, ...]


class Row(Struct):
    """A row of a table: its label in lower case, the labels around it, and its figures by column."""

    label: str
    path: tuple[str, ...]
    figures: dict[int, Figure] = field(default_factory=dict)


class Totals:
    """Finds the totals of the tables of documents in one language."""

    __slots__ = ("_lexicon", "_tolerance")

    def __init__(self, lexicon: Lexicon, tolerance: float) -> None:
        self._lexicon = lexicon
        self._tolerance = tolerance

    def wrong(self, passages: Passages) -> Iterator[Addition]:
        """Totals that their rows do not give, in order of the tables."""
        for rows in self.tables(passages):
            yield from self._of_table(rows)

    def tables(self, passages: Passages) -> Sequence[list[Row]]:
        """The tables of a document as rows of figures, whatever these measure; put together once for all rules."""
        found = passages.answers.get(_ROWS)
        if found is None:
            found = passages.answers[_ROWS] = list(self._tables(passages))
        return cast(Sequence[list[Row]], found)

    def _tables(self, passages: Passages) -> Iterator[list[Row]]:
        tables: dict[int, dict[int, Row]] = {}
        document = passages.document
        for number, point in enumerate(passages.structure.data_points):
            if not point.supports or point.amount.value is None or document.tables[point.table].cut:
                continue
            path = tuple(label.lower() for label in point.row_path)
            cell = document.tables[point.table].cells[point.cell]
            rows = tables.setdefault(point.table, {})
            row = rows.setdefault(cell.row, Row(path[-1], path[:-1]))
            if len(row.figures) < MOST_COLUMNS:
                figure = cell_figure(number, point, passages, self._lexicon)
                if figure is not None:
                    row.figures[cell.column] = figure
        for table in sorted(tables):
            rows = tables[table]
            yield [rows[row] for row in sorted(rows)]

    def _of_table(self, rows: Sequence[Row]) -> Iterator[Addition]:
        for place, row in enumerate(rows):
            if self._is_total(row):
                readings = list(self._readings(rows, place))
                whole = self._whole(rows, place)
                yield from self._judged(row, readings, whole)

    def _judged(
        self, total: Row, readings: Sequence[Sequence[Row]], whole: Sequence[Row] | None
    ) -> Iterator[Addition]:
        """The columns in which the rows that fit elsewhere do not fit."""
        fits = {
            number: {column for column in total.figures if self._fits(total, rows, column)}
            for number, rows in enumerate(readings)
        }
        somewhere = set().union(*fits.values()) if fits else set()
        witnessed = [
            number
            for number, columns in fits.items()
            if any(_tells(total.figures[column], readings[number], column) for column in columns)
        ]
        best = max(witnessed, key=lambda number: len(fits[number]), default=None)
        rows = whole if best is None else readings[best]
        if rows is None:
            return
        for column, figure in sorted(total.figures.items()):
            parts = _parts(figure, rows, column)
            if column in somewhere or parts is None or self._has_gap(readings, somewhere, column):
                continue
            if not may_sum(figure, parts):
                continue
            yield Addition(figure, parts)

    @staticmethod
    def _has_gap(readings: Sequence[Sequence[Row]], fitting: set[int], column: int) -> bool:
        """Whether a row has no figure in a column, and has one where the total fits: it may be the missing part."""
        return any(
            column not in row.figures and not fitting.isdisjoint(row.figures)
            for rows in readings
            for row in rows
        )

    def _fits(self, total: Row, rows: Sequence[Row], column: int) -> bool:
        figure = total.figures[column]
        parts = _parts(figure, rows, column)
        if parts is None:
            return False
        room = self._tolerance * (figure.precision + sum(part.precision for part in parts))
        return differs_by(sum(part.value for part in parts), figure.value) <= room

    def _readings(self, rows: Sequence[Row], place: int) -> Iterator[Sequence[Row]]:
        """The runs of rows that a total may add up: those right above it, right below it, and the totals before it."""
        above: list[Row] = []
        for row in reversed(rows[max(0, place - MOST_PARTS) : place]):
            if self._is_total(row):
                break
            above.append(row)
            yield from self._without_inner(above)
        below: list[Row] = []
        for row in rows[place + 1 : place + 1 + MOST_PARTS]:
            if self._is_total(row):
                break
            below.append(row)
            yield from self._without_inner(below)
        before = rows[max(0, place - MOST_PARTS) : place]
        sums = [row for row in before if self._is_total(row)][-MOST_SUBTOTALS:]
        for first in range(len(sums) - 1):
            yield sums[first:]
            yield [*sums[first:], *above]
        if sums:
            yield [sums[-1], *above]

    def _without_inner(self, run: Sequence[Row]) -> Iterator[Sequence[Row]]:
        if len(run) > 1:
            yield list(run)
        outer = [row for row in run if not self._is_inner(row)]
        if 1 < len(outer) < len(run):
            yield outer

    def _whole(self, rows: Sequence[Row], place: int) -> Sequence[Row] | None:
        """All rows above the last one, where the table is nothing but these parts and their total."""
        parts = rows[:place]
        plain = place == len(rows) - 1 and 1 < len(parts) <= MOST_PARTS
        if not plain or len({row.path for row in rows}) > 1:
            return None
        return None if any(self._is_total(row) or self._is_inner(row) for row in parts) else parts

    def _is_total(self, row: Row) -> bool:
        return is_total(row.label, self._lexicon.tables)

    def _is_inner(self, row: Row) -> bool:
        return any(row.label.startswith(word) for word in self._lexicon.tables.inner_rows)


def is_total(label: str, words: TableWords) -> bool:
    """Whether a label in lower case opens or ends with a word for a total."""
    return any(
        label == word or label.startswith(f"{word} ") or label.endswith(f" {word}") for word in words.totals
    )


def _parts(total: Figure, rows: Sequence[Row], column: int) -> tuple[Figure, ...] | None:
    """The figures of the rows in the column of the total, None where one is missing or of another kind."""
    found: list[Figure] = []
    for row in rows:
        part = row.figures.get(column)
        if part is None or _kind(part) != _kind(total) or part.high is not None:
            return None
        found.append(part)
    return tuple(found)


def _kind(figure: Figure) -> tuple[object, ...]:
    return measure(figure), figure.year, figure.end_year, figure.role


def _tells(total: Figure, rows: Sequence[Row], column: int) -> bool:
    """Whether it is no chance that the rows come to the total."""
    filled = sum(row.figures[column].value != 0 for row in rows)
    return filled > 1 and total.precision > 0 and abs(total.value) >= _TELLING * 2 * total.precision
