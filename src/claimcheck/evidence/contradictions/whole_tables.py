"""Figures of sentences against tables that list nothing but the parts of what they measure, and against years added up.

Such a table has one figure a row and says in its caption what they are of; it may close with their total. Its parts
come to what a sentence gives for the whole, or one of the two is wrong. Where the table tells no unit, only the digits
are compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.contradictions.figure_index import differs_by
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import may_sum
from claimcheck.evidence.contradictions.totals import MOST_PARTS, is_total
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import Series, cell_figure
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

LEAST_PARTS = 2
_SHARE = "share"
_LEVELS = (None, "base")


class Whole(NamedTuple):
    """A table of parts: the terms of what it measures, as its columns or its caption tell it, of all that stands around
    it, and of each row; and what its parts come to.
    """

    subjects: tuple[frozenset[str], ...]
    around: frozenset[str]
    labels: tuple[frozenset[str], ...]
    parts: tuple[Figure, ...]
    value: float


class WholeTables:
    """Finds such tables in one document and the figures that they do not come to."""

    def __init__(self, passages: Passages, matcher: RowMatcher, lexicon: Lexicon) -> None:
        self._passages = passages
        self._matcher = matcher
        self._lexicon = lexicon
        self._numbers = lexicon.facts.numbers
        self._years = lexicon.facts.index.years

    def wrong(self, stated: Iterable[Stated]) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
        """Figures with the parts that come to something else."""
        for one in stated:
            if one.ahead or not one.numbers:
                continue
            for figure in one.numbers:
                if figure.role not in _LEVELS or figure.unit_class in (None, _SHARE):
                    continue
                clause = self._matcher.clauses.of_figure(one.clause, figure)
                parts = self._of_years(clause, figure) or self._of_table(clause, figure)
                if parts is not None:
                    yield figure, parts

    # -- tables of parts

    @cached_property
    def _tables(self) -> Sequence[Whole]:
        rows: dict[tuple[int, int | None, bool], dict[int, list[tuple[int, str, Figure]]]] = {}
        document = self._passages.document
        for number, point in enumerate(self._passages.structure.data_points):
            if point.amount.state != "value" or not point.row_path or point.role not in _LEVELS:
                continue
            if document.tables[point.table].cut:
                continue
            figure = cell_figure(number, point, self._passages, self._lexicon)
            if figure is not None:
                # Columns of one year each tell the parts of that year; shares beside amounts tell something else.
                column = point.table, figure.last_year, figure.unit_class == _SHARE
                row = rows.setdefault(column, {}).setdefault(
                    document.tables[point.table].cells[point.cell].row, []
                )
                row.append((number, point.row_path[-1].lower(), figure))
        found = (
            self._whole(table, list(some.values()))
            for (table, *_), some in rows.items()
            if len(some) <= MOST_PARTS
        )
        return [one for one in found if one is not None]

    def _whole(self, table: int, rows: Sequence[Sequence[tuple[int, str, Figure]]]) -> Whole | None:
        """A table as a whole, where it has one figure a row, all in one unit, and no total but the last."""
        if any(len(row) != 1 for row in rows):
            return None
        cells = [row[0] for row in rows]
        words = self._lexicon.tables
        totals = [at for at, (_, label, _) in enumerate(cells) if is_total(label, words)]
        last = totals == [len(cells) - 1]
        parts = [figure for _, label, figure in cells[: -1 if last else None]]
        inner = any(label.startswith(words.inner_rows) for _, label, _ in cells)
        kinds = {(one.unit_class, one.unit, one.last_year) for one in parts}
        if len(parts) < LEAST_PARTS or inner or len(kinds) > 1 or (totals and not last):
            return None
        if any(one.high is not None or one.unit_class == _SHARE for one in parts):
            return None
        value, room = sum(one.value for one in parts), sum(one.precision for one in parts)
        if last and differs_by(value, cells[-1][2].value) > room + cells[-1][2].precision:
            return None
        index = self._matcher.index
        point = self._passages.structure.data_points[cells[0][0]]
        texts = [*point.column_path, *index.around(table, point.block)[:1]]
        subjects = tuple(filter(None, (index.subject([text]) for text in texts)))
        around = self._terms(texts)
        labels = tuple(self._terms([label]) - around for _, label, _ in cells)
        return Whole(subjects, around, labels, tuple(parts), value) if subjects else None

    def _terms(self, texts: Iterable[str]) -> frozenset[str]:
        read = map(self._matcher.vocabulary.label, texts)
        return frozenset[str]().union(*(one.terms | one.tail for one in read))

    def _of_table(self, clause: Clause, figure: Figure) -> tuple[Figure, ...] | None:
        """The parts of the one table that measures what the clause does."""
        fitting = [one for one in self._tables if self._is_of(one, clause, figure)]
        if len(fitting) != 1 or fitting[0].parts[0].sentence == figure.sentence:
            return None
        (whole,) = fitting
        told = whole.parts[0].unit is not None
        scale = 1.0 if told else _power(figure.value, whole.value)
        parts = [one if told else _as(one, figure, scale) for one in whole.parts]
        return self._unlike(figure, parts)

    def _is_of(self, whole: Whole, clause: Clause, figure: Figure) -> bool:
        part, vocabulary = whole.parts[0], self._matcher.vocabulary
        alike = part.unit is None or _is_alike(part, figure)
        if not alike or part.last_year not in (figure.last_year, None):
            return False
        # "Oil, gas and electricity together": a clause that names one part of several is about no whole.
        named = [not label.isdisjoint(clause.stems) for label in whole.labels]
        if any(named) and not all(named):
            return False
        fitting = (
            terms
            for subject in whole.subjects
            if (terms := subject - vocabulary.loose)
            and terms <= clause.stems
            and (all(named) or len(terms) >= LEAST_TERMS)
        )
        terms = next(fitting, frozenset[str]())
        if not terms or all(named):
            return bool(terms)
        return not self._matcher.clauses.unmatched(clause, terms, Series(terms, tail=whole.around - terms))

    def _unlike(self, figure: Figure, parts: Sequence[Figure]) -> tuple[Figure, ...] | None:
        """Parts that come near a figure and not to it; round ones may be rounded as it is."""
        coarse = 2 * figure.precision
        parts = [
            one if one.value % coarse else one._replace(precision=max(one.precision, figure.precision))
            for one in parts
        ]
        result, room = sum(one.value for one in parts), sum(one.precision for one in parts)
        if any(differs_by(one.value, figure.value) <= one.precision + figure.precision for one in parts):
            return None
        apart = differs_by(result, figure.value) > room + figure.precision
        return tuple(parts) if apart and may_sum(figure, parts) else None

    # -- years

    def _of_years(self, clause: Clause, figure: Figure) -> tuple[Figure, ...] | None:
        """The last years of a row that a clause names for certain, where it says over how many ("in three years")."""
        count = self._span(clause)
        if count is None or figure.last_year is not None:
            return None
        found = [
            one
            for one in self._matcher.readings(self._matcher.candidates(clause))
            if one.series.table is not None
        ]
        if len(found) != 1 or found[0].open or not found[0].is_exact:
            return None
        cells = sorted(
            (one for one in found[0].series.levels if one.last_year), key=lambda one: one.last_year or 0
        )
        years = [one.last_year or 0 for one in cells[-count:]]
        last = years[-1:] == [self._matcher.index.last_year]
        if not last or len(years) < count or years != list(range(years[0], years[0] + count)):
            return None
        return self._unlike(figure, cells[-count:]) if _is_alike(cells[-1], figure) else None

    def _span(self, clause: Clause) -> int | None:
        """The number of years in a clause."""
        words = WORD.findall(clause.lower)
        for at, word in enumerate(words):
            value = self._numbers.get(word, float(word) if word.isdigit() else 0)
            if 1 < value <= MOST_PARTS and not self._years.isdisjoint(words[at + 1 : at + 3]):
                return int(value)
        return None


def _is_alike(part: Figure, figure: Figure) -> bool:
    """Whether two amounts are in one kind of unit; currencies have none but their own."""
    return part.unit == figure.unit or part.unit_class == figure.unit_class is not None


def _power(value: float, parts: float) -> float:
    """The power of ten that brings parts nearest to a value."""
    return 10.0 ** round(math.log10(abs(value / parts))) if value and parts else 1.0


def _as(part: Figure, like: Figure, scale: float) -> Figure:
    """A part without a unit in that of a figure."""
    return part._replace(
        value=part.value * scale,
        precision=part.precision * scale,
        unit=like.unit,
        unit_class=like.unit_class,
    )
