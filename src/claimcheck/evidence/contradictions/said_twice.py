"""One figure that is given with two values: by two sentences in the same words, or by the same row of two tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.evidence.contradictions.figure_index import measure
from claimcheck.evidence.contradictions.refuted import MOST_READINGS, Refuted, level_refuted
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import differs_by, is_near, same_value
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import Series, of_sentences
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.figure import Figure

_MONEY = "money"


class _Said(NamedTuple):
    """What a figure is of: the terms beside it, those of the rest of its clause, how it is counted, and of when."""

    beside: frozenset[str]
    around: frozenset[str]
    basis: frozenset[str]
    measure: str
    change: bool
    base: int | None
    year: int


def in_sentences(stated: Sequence[Stated], vocabulary: Vocabulary, tolerance: float) -> Iterator[Refuted]:
    """Figures of claims that another sentence refutes; a clause with several figures says too much to compare."""
    told: dict[_Said, list[Figure]] = defaultdict(list)
    if not stated or stated[0].sentence == stated[-1].sentence:
        return
    for one in stated:
        said = _said(one, vocabulary)
        if said is not None:
            told[said].append(one.numbers[0])
    for said, figures in told.items():
        for first, second in pairwise(figures):
            room = tolerance * (first.precision + second.precision)
            if first.sentence != second.sentence and differs_by(abs(first.value), abs(second.value)) > room:
                yield level_refuted(first, second, of_sentences(said.beside | said.around, {}, (second,)))


def _said(one: Stated, vocabulary: Vocabulary) -> _Said | None:
    if one.ahead or not one.claimed or len(one.numbers) != 1 or len(one.every) != 1:
        return None
    (figure,) = one.numbers
    year, change = figure.last_year, figure.role == "change"
    if year is None or (change and figure.against is None):
        return None
    beside, around = set[str](), set[str]()
    for phrase in one.clause.phrases:
        terms = beside if phrase.figure == figure.start else around
        terms.update(token.stem for token in phrase.tokens if token.stem)
    if len((beside | around) - vocabulary.loose) < LEAST_TERMS:
        return None
    of = frozenset(beside), frozenset(around), one.clause.basis
    return _Said(*of, measure(figure), change, figure.against, year)


def in_tables(rows: RowMatcher, tolerance: float) -> Iterator[Refuted]:
    """Figures of one year that two tables give for the same row with two values, each pair of rows once."""
    found: dict[object, list[Series]] = defaultdict(list)
    for one in rows.index.series:
        if one.table is not None and not one.weak and not one.inner and _is_telling(one, rows.vocabulary):
            # Of an unlike caption or heading nobody knows what it changes.
            found[one.terms, one.tail, one.outer, one.basis, one.unit_class, one.around].append(one)
    for same in found.values():
        for first, second in pairwise(same[:MOST_READINGS]):
            if first.table != second.table and (first.page is None or first.page != second.page):
                yield from _unlike(first, second, tolerance)


def _is_telling(one: Series, vocabulary: Vocabulary) -> bool:
    """Whether a row is known again in another table: by its own words, with a unit that is no currency."""
    if one.unit_class in (None, _MONEY):
        return False
    told = one.terms - vocabulary.loose
    return bool(one.named) or sum(not term.isdigit() for term in told) >= LEAST_TERMS


def _unlike(first: Series, second: Series, tolerance: float) -> Iterator[Refuted]:
    """The first year in which two rows disagree."""
    for level in first.levels:
        others = [one for one in second.levels if one.last_year == level.last_year is not None]
        apart = others and not any(same_value(level, one, tolerance) for one in others)
        if apart and is_near(abs(level.value), abs(others[0].value)):
            yield level_refuted(level, others[0], second)
            return
