"""Which of the rows that a clause may mean refutes it, if none of them agrees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import Series

T = TypeVar("T")
MOST_READINGS = 64


def disagreeing(
    other: RowMatcher,
    found: Sequence[Candidate],
    values: Callable[[Series], Sequence[T]],
    agrees: Callable[[T], bool],
    comparable: Callable[[T], bool],
) -> tuple[Candidate, T] | None:
    """The exact row and the value in it that disagree; None where a row agrees that may be meant.

    Where a slot is open, that is any row of which the clause has all terms. What a sentence tells of another year
    hides none.
    """
    found = [one for one in found if one.series.table is not None or values(one.series)]
    readings = [one for one in other.readings(found) if values(one.series)][:MOST_READINGS]
    if any(agrees(value) for one in readings for value in values(one.series)):
        return None
    for one in sorted(readings, key=lambda one: len(one.open)):
        fitting = [value for value in values(one.series) if comparable(value)]
        if one.is_exact and fitting and not (one.open and not _is_worth(one, readings)):
            others = (other.series for other in found if one.open and other.is_exact)
            agreed = any(agrees(value) for other in others for value in values(other))
            return None if agreed else (one, fitting[-1])
    return None


def _is_worth(one: Candidate, readings: Sequence[Candidate]) -> bool:
    """Whether a row that leaves a slot open is worth a look: known by its own words, and no part among others."""
    mine = one.series
    beside = any(
        other.series.table == mine.table
        and other.series.terms == mine.terms
        and other.series.tail != mine.tail
        for other in readings
    )
    # What is told to be counted in one way is most often another row than what is not.
    return one.literal and "basis" not in one.open and not (mine.tail and beside)


def by_any_measure(one: Candidate) -> Candidate:
    """A row without the question how a share is counted, for what is said of the whole."""
    return one._replace(open=tuple(slot for slot in one.open if slot != "measure"))
