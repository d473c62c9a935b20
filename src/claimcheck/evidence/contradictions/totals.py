"""Rows of a table that are called a total, against the rows that they add up.

Which rows these are is not marked, so the table has to tell: where the same rows give the total in one column, they
have to in every other. Only a table that is nothing but parts and one total below them needs no such witness.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import cast

from msgspec import Struct, field

from claimcheck.evidence.contradictions.figure_index import measure
from claimcheck.evidence.contradictions.sums import Addition, may_sum
from claimcheck.evidence.figures.arithmetic import same_value, together
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import cell_figure
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import TableWords

MOST_PARTS = 30
MOST_COLUMNS = 12
MOST_SUBTOTALS = 8
# A sum that fits by chance is no witness: the total needs this many units of its last digit.
_TELLING = 100
# What is kept with the answers of a document.
_ROWS = ("tables as rows of figures",)


class Row(Struct):
    """A row of a table: its label in lower case, the labels around it, and its figures by column."""

    label: str
    path: tuple[str, ...]
    figures: dict[int, Figure] = field(default_factory=dict)


Rows = Sequence[Row]


def tables_of(matcher: RowMatcher) -> Sequence[Rows]:
    """The tables of a document as rows of figures, whatever these measure; put together once for all rules."""
    answers = matcher.passages.answers
    if _ROWS not in answers:
        answers[_ROWS] = list(_tables(matcher))
    return cast(Sequence[Rows], answers[_ROWS])


def _tables(matcher: RowMatcher) -> Iterator[Rows]:
    found: dict[int, dict[int, Row]] = {}
    passages = matcher.passages
    for number, point in enumerate(passages.structure.data_points):
        table = passages.document.tables[point.table]
        if not point.supports or point.amount.value is None or table.cut:
            continue
        *path, label = (text.lower() for text in point.row_path)
        cell = table.cells[point.cell]
        row = found.setdefault(point.table, {}).setdefault(cell.row, Row(label, tuple(path)))
        if len(row.figures) < MOST_COLUMNS:
            figure = cell_figure(number, point, passages, matcher.lexicon)
            if figure is not None:
                row.figures[cell.column] = figure
    for _, rows in sorted(found.items()):
        yield [row for _, row in sorted(rows.items())]


def is_total(label: str, words: TableWords) -> bool:
    """Whether a label in lower case opens or ends with a word for a total."""
    return any(
        label == word or label.startswith(f"{word} ") or label.endswith(f" {word}") for word in words.totals
    )


class Totals:
    """Finds the totals of the tables of one document."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        self._matcher = matcher
        self._words = matcher.lexicon.tables
        self._tolerance = tolerance

    def wrong(self) -> Iterator[Addition]:
        """Totals that their rows do not give, in order of the tables."""
        for rows in tables_of(self._matcher):
            for place, row in enumerate(rows):
                if self._is_total(row):
                    yield from self._judged(row, list(self._readings(rows, place)), self._whole(rows, place))

    def _judged(self, total: Row, readings: Sequence[Rows], whole: Rows | None) -> Iterator[Addition]:
        """The columns in which the rows that fit elsewhere do not fit."""
        fits = [{column for column in total.figures if self._fits(total, rows, column)} for rows in readings]
        somewhere = set[int]().union(*fits)
        witnessed = [
            (rows, columns)
            for rows, columns in zip(readings, fits, strict=True)
            if any(_tells(total.figures[column], rows, column) for column in columns)
        ]
        if witnessed:
            whole = max(witnessed, key=lambda one: len(one[1]))[0]
        if whole is None:
            return
        for column, figure in sorted(total.figures.items()):
            parts = _parts(figure, whole, column)
            if column in somewhere or parts is None or self._has_gap(readings, somewhere, column):
                continue
            if may_sum(figure, parts):
                yield Addition(figure, parts)

    @staticmethod
    def _has_gap(readings: Sequence[Rows], fitting: set[int], column: int) -> bool:
        """Whether a row has no figure in a column, and has one where the total fits: it may be the missing part."""
        return any(
            column not in row.figures and not fitting.isdisjoint(row.figures)
            for rows in readings
            for row in rows
        )

    def _fits(self, total: Row, rows: Rows, column: int) -> bool:
        parts = _parts(total.figures[column], rows, column)
        return parts is not None and same_value(total.figures[column], together(parts), self._tolerance)

    def _readings(self, rows: Rows, place: int) -> Iterator[Rows]:
        """The runs of rows that a total may add up: those right above it, right below it, and the totals before it."""
        before = rows[max(0, place - MOST_PARTS) : place]
        above = yield from self._runs(before[::-1])
        yield from self._runs(rows[place + 1 : place + 1 + MOST_PARTS])
        sums = [row for row in before if self._is_total(row)][-MOST_SUBTOTALS:]
        for first in range(len(sums) - 1):
            yield sums[first:]
            yield [*sums[first:], *above]
        if sums:
            yield [sums[-1], *above]

    def _runs(self, rows: Rows) -> Generator[Rows, None, Rows]:
        """The rows up to the next total, one more at a time, also without inner ones; returns all of them."""
        run: list[Row] = []
        for row in rows:
            if self._is_total(row):
                break
            run.append(row)
            if len(run) > 1:
                yield list(run)
            outer = [row for row in run if not self._is_inner(row)]
            if 1 < len(outer) < len(run):
                yield outer
        return run

    def _whole(self, rows: Rows, place: int) -> Rows | None:
        """All rows above the last one, where the table is nothing but these parts and their total."""
        parts = rows[:place]
        plain = place == len(rows) - 1 and 1 < len(parts) <= MOST_PARTS
        if not plain or len({row.path for row in rows}) > 1:
            return None
        return None if any(self._is_total(row) or self._is_inner(row) for row in parts) else parts

    def _is_total(self, row: Row) -> bool:
        return is_total(row.label, self._words)

    def _is_inner(self, row: Row) -> bool:
        return row.label.startswith(self._words.inner_rows)


def _parts(total: Figure, rows: Rows, column: int) -> tuple[Figure, ...] | None:
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


def _tells(total: Figure, rows: Rows, column: int) -> bool:
    """Whether it is no chance that the rows come to the total."""
    filled = sum(row.figures[column].value != 0 for row in rows)
    return filled > 1 and total.precision > 0 and abs(total.value) >= _TELLING * 2 * total.precision
