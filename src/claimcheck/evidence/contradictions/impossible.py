"""Figures of one sentence that cannot all be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.contradiction import Slot
from claimcheck.model.figure import Figure

MOST_FIGURES = 8
"""Figures of one clause that are held against each other."""
_SHARE, _TIME, _POINTS = "share", "time", "pp"
_WHOLE, _AHEAD = 100.0, ("target", "interim")


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
        "year": first.called_year,
        "base_year": str(first.against or ""),
    }
