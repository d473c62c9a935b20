"""Figures of sentences against tables that list nothing but the parts of what they measure, and against years added up.

Such a table has one figure a row and says in its caption what they are of; it may close with their total. Its parts
come to what a sentence gives for the whole, or one of the two is wrong. Where the table tells no unit, only the digits
are compared.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import Addition, is_unlike
from claimcheck.evidence.contradictions.totals import MOST_PARTS, is_total
from claimcheck.evidence.figures.arithmetic import same_value, together
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series, cell_figure
from claimcheck.model.figure import Figure
from claimcheck.text.tokens import WORD

LEAST_PARTS = 2
_SHARE = "share"
Parts = tuple[Figure, ...]


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
                parts = self._of_years(clause, figure) or self._of_table(clause, figure)
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
            one if one.value % coarse else one._replace(precision=max(one.precision, figure.precision))
            for one in cells
        )
        apart = not any(same_value(one, figure) for one in parts)
        return parts if apart and is_unlike(figure, parts) else None

    # -- years

    def _of_years(self, clause: Clause, figure: Figure) -> Parts | None:
        """The last years of a row that a clause names for certain, where it says over how many ("in three years")."""
        count = self._span(clause)
        if count is None or figure.last_year is not None:
            return None
        readings = self._matcher.readings(self._matcher.candidates(clause))
        found = [one for one in readings if one.series.table is not None]
        if len(found) != 1 or found[0].open or not found[0].is_exact:
            return None
        cells = found[0].series.dated[-count:]
        last = self._matcher.index.last_year
        if [one.last_year for one in cells] != [*range(last - count + 1, last + 1)]:
            return None
        return self._unlike(figure, cells) if _is_alike(cells[-1], figure) else None

    def _span(self, clause: Clause) -> int | None:
        """The number of years in a clause."""
        words, facts = WORD.findall(clause.lower), self._lexicon.facts
        for at, word in enumerate(words):
            value = facts.numbers.get(word, float(word) if word.isdigit() else 0)
            if 1 < value <= MOST_PARTS and not facts.index.years.isdisjoint(words[at + 1 : at + 3]):
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
