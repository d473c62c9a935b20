"""Rows of a table that are called a total, and figures of sentences, against the rows that they add up.

Which rows a total adds up is not marked, so the table has to tell: where the same rows give it in one column, they have
to in every other. Only a table that is nothing but parts and one total below them needs no such witness.

A sentence is held against a table that lists nothing but the parts of what it measures, with one figure a row, and says
in its caption what they are of. Parts come to what a sentence gives for the whole, or one of
the two is wrong. Where the table tells no unit, only the digits are compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, cast

from msgspec import Struct, field

from claimcheck.evidence.contradictions.comparable_figures import measure
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import Addition, is_unlike, may_sum
from claimcheck.evidence.figures.arithmetic import cell_figure, same_value, together
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import TableWords

LEAST_PARTS, MOST_PARTS = 2, 30
MOST_COLUMNS, MOST_SUBTOTALS = 12, 8
# A sum that fits by chance is no witness: the total needs this many units of its last digit.
_TELLING = 100
# What is kept with the answers of a document.
_ROWS = ("tables as rows of figures",)
_SHARE = "share"
Parts = tuple[Figure, ...]


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
    before, behind = _edges(words.totals)
    return f"{label} ".startswith(before) or label.endswith(behind)


@lru_cache(maxsize=16)
def _edges(totals: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What labels of totals open and end with."""
    return tuple(f"{word} " for word in totals), tuple(f" {word}" for word in totals)


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
            column not in row.figures and not fitting.isdisjoint(row.figures) for rows in readings for row in rows
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


class Whole(NamedTuple):
    """A table of parts: the terms of what it measures, as its columns or its caption tell it, of all that stands around
    it, and of each row; and its parts.
    """

    subjects: tuple[frozenset[str], ...]
    around: frozenset[str]
    labels: tuple[frozenset[str], ...]
    parts: Parts


class WholeTables:
    """Finds such tables in one document and the figures that they do not come to."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._passages = matcher.passages
        self._matcher = matcher
        self._lexicon = matcher.lexicon

    def wrong(self, stated: Iterable[Stated]) -> Iterator[Addition]:
        """Figures with the parts that come to something else."""
        for one in stated:
            for figure in () if one.ahead else one.numbers:
                if figure.role not in LEVELS or figure.unit_class in (None, _SHARE):
                    continue
                clause = self._matcher.clauses.of_figure(one.clause, figure)
                parts = self._of_table(clause, figure)
                if parts is not None:
                    yield Addition(figure, parts)

    # -- tables of parts

    @cached_property
    def _tables(self) -> Sequence[Whole]:
        # Columns of one year each tell the parts of that year; shares beside amounts tell something else.
        found: dict[tuple[int, int | None, bool], dict[int, list[tuple[str, Figure]]]] = defaultdict(dict)
        tables = self._passages.document.tables
        for number, point in enumerate(self._passages.structure.data_points):
            if point.amount.state != "value" or not point.row_path or point.role not in LEVELS:
                continue
            table = tables[point.table]
            figure = None if table.cut else cell_figure(number, point, self._passages, self._lexicon)
            if figure is not None:
                rows = found[point.table, figure.last_year, figure.unit_class == _SHARE]
                label = point.row_path[-1].lower()
                rows.setdefault(table.cells[point.cell].row, []).append((label, figure))
        wholes = (self._whole(table, rows) for (table, *_), rows in found.items() if len(rows) <= MOST_PARTS)
        return [one for one in wholes if one is not None]

    def _whole(self, table: int, rows: Mapping[int, Sequence[tuple[str, Figure]]]) -> Whole | None:
        """A table as a whole, where it has one figure a row, all in one unit, and no total but the last."""
        if any(len(row) != 1 for row in rows.values()):
            return None
        labels, figures = zip(*(row[0] for row in rows.values()), strict=True)
        words = self._lexicon.tables
        totals = [at for at, label in enumerate(labels) if is_total(label, words)]
        last = totals == [len(labels) - 1]
        parts = figures[: -1 if last else None]
        inner = any(label.startswith(words.inner_rows) for label in labels)
        kinds = {(one.unit_class, one.unit, one.last_year) for one in parts}
        if len(parts) < LEAST_PARTS or inner or len(kinds) > 1 or (totals and not last):
            return None
        if any(one.high is not None or one.unit_class == _SHARE for one in parts):
            return None
        if last and not same_value(figures[-1], together(parts)):
            return None
        index = self._matcher.index
        point = self._passages.structure.data_points[figures[0].cell]
        texts = [*point.column_path, *index.around(table, point.block)[:1]]
        subjects = tuple(filter(None, (index.subject([text]) for text in texts)))
        around = self._terms(texts)
        named = tuple(self._terms([label]) - around for label in labels)
        return Whole(subjects, around, named, parts) if subjects else None

    def _terms(self, texts: Iterable[str]) -> frozenset[str]:
        read = map(self._matcher.vocabulary.label, texts)
        return frozenset[str]().union(*(one.terms | one.tail for one in read))

    def _of_table(self, clause: Clause, figure: Figure) -> Parts | None:
        """The parts of the one table that measures what the clause does."""
        fitting = [one for one in self._tables if self._is_of(one, clause, figure)]
        if len(fitting) != 1 or fitting[0].parts[0].sentence == figure.sentence:
            return None
        (whole,) = fitting
        if whole.parts[0].unit is not None:
            return self._unlike(figure, whole.parts)
        scale = _power(figure.value, together(whole.parts).value)
        return self._unlike(figure, [_as(one, figure, scale) for one in whole.parts])

    def _is_of(self, whole: Whole, clause: Clause, figure: Figure) -> bool:
        part, vocabulary = whole.parts[0], self._matcher.vocabulary
        alike = part.unit is None or _is_alike(part, figure)
        if not alike or part.last_year not in (figure.last_year, None):
            return False
        # "Oil, gas and electricity together": a clause that names one part of several is about no whole.
        named = [not label.isdisjoint(clause.stems) for label in whole.labels]
        if any(named) and not all(named):
            return False
        least = 1 if all(named) else LEAST_TERMS
        subjects = (subject - vocabulary.loose for subject in whole.subjects)
        fitting = (terms for terms in subjects if terms <= clause.stems and len(terms) >= least)
        terms = next(fitting, frozenset[str]())
        if not terms or all(named):
            return bool(terms)
        return not self._matcher.clauses.unmatched(clause, terms, Series(terms, tail=whole.around - terms))

    def _unlike(self, figure: Figure, cells: Sequence[Figure]) -> Parts | None:
        """Parts that come near a figure and not to it; round ones may be rounded as it is."""
        coarse = 2 * figure.precision
        parts = tuple(
            one if one.value % coarse else one._replace(precision=max(one.precision, figure.precision)) for one in cells
        )
        apart = not any(same_value(one, figure) for one in parts)
        return parts if apart and is_unlike(figure, parts) else None


def _is_alike(part: Figure, figure: Figure) -> bool:
    """Whether two amounts are in one kind of unit; currencies have none but their own."""
    return part.unit == figure.unit or part.unit_class == figure.unit_class is not None


def _power(value: float, parts: float) -> float:
    """The power of ten that brings parts nearest to a value."""
    return 10.0 ** round(math.log10(abs(value / parts))) if value and parts else 1.0


def _as(part: Figure, like: Figure, scale: float) -> Figure:
    """A part without a unit in that of a figure."""
    return part._replace(
        value=part.value * scale, precision=part.precision * scale, unit=like.unit, unit_class=like.unit_class
    )
