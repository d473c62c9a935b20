"""Figures that cannot all be right: two of one thing, in sentences or tables, and those that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from claimcheck.evidence.contradictions.comparable_figures import measure
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.refuted import MOST_READINGS, Refuted, level_refuted
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import differs_by, is_near, same_value
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series, of_sentences
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.contradiction import Slot
from claimcheck.model.figure import Figure

MOST_FIGURES = 8
"""Figures of one clause that are held against each other."""
_MONEY, _SHARE, _TIME, _POINTS = "money", "share", "time", "pp"
_WHOLE, _AHEAD = 100.0, ("target", "interim")


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
    for one in rows.index.series if rows.has_tables else ():
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


def impossible(stated: Iterable[Stated], rows: RowMatcher, quotes: Quotes) -> Iterator[Found]:
    """Cuts of more than the whole, results not after their base year, interim values beyond their target.

    What lies no later than the last year of the tables was reached, and is no interim value.
    """
    last_year, terms = rows.index.last_year, rows.lexicon.terms
    for one in stated:
        # "Higher in 2022 than in 2023" looks back.
        back = any(one.clause.word(move) in terms.less | terms.more for move in one.clause.moves)
        for figure in one.every[:MOST_FIGURES]:
            if _is_too_much(figure) or (not back and _is_before_base(figure)):
                yield Found((quotes.of(figure),) * 2, _words(quotes, figure, figure))
        for first, second in combinations(one.every[:MOST_FIGURES], 2):
            ahead = min(first.last_year or 0, second.last_year or 0) > last_year
            if (ahead and _is_beyond(first, second, one.every)) or _is_no_fall(first, second, one.every):
                yield Found((quotes.of(second), quotes.of(first)), _words(quotes, second, first))


def _is_too_much(figure: Figure) -> bool:
    """A fall by more than all there is."""
    moved = figure.role == "change" or figure.role in _AHEAD
    return moved and figure.unit_class == _SHARE and figure.unit != _POINTS and figure.value < -_WHOLE


def _is_before_base(figure: Figure) -> bool:
    """A change or target of a year that is not after the one it is measured against; a span of time is none."""
    year, against = figure.last_year, figure.against
    if year is None or against is None or figure.unit_class == _TIME:
        return False
    return year <= against and figure.end_year is None


def _is_beyond(first: Figure, second: Figure, every: Sequence[Figure]) -> bool:
    """Two steps of one target, the earlier of which asks for more than the later one.

    Where the clause gives two figures for a year, they are of two things.
    """
    early, late = sorted((first, second), key=lambda one: one.last_year or 0)
    years = [one.last_year for one in every if one.role in _AHEAD]
    if early.last_year == late.last_year or len(set(years)) < len(years) or None in years:
        return False
    ahead = early.role in _AHEAD and late.role in _AHEAD and early.unit_class == late.unit_class == _SHARE
    return ahead and early.value < 0 and abs(early.value) > abs(late.value)


def _is_no_fall(first: Figure, second: Figure, every: Sequence[Figure]) -> bool:
    """Two levels of which the later is larger, in a clause that tells by how much it fell."""
    early, late = sorted((first, second), key=lambda one: one.last_year or 0)
    levels = [one for one in every if one.role in LEVELS]
    falls = [one for one in every if one.role == "change" and one.value < 0]
    if len(levels) != 2 or len(falls) != 1 or early not in levels or late not in levels:
        return False
    told = early.last_year is not None and late.last_year is not None and early.last_year < late.last_year
    return told and early.unit_class == late.unit_class and late.value > early.value


def _words(quotes: Quotes, first: Figure, second: Figure) -> dict[Slot, str]:
    return {
        "first": quotes.written(first),
        "second": quotes.written(second),
        "year": str(first.last_year or ""),
        "base_year": str(first.against or ""),
    }
