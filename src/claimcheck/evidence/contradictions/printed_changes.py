"""Changes that a table prints beside the figures of two years, against what these come to.

A column of changes may be counted in another way (at constant prices, without what was sold), or from another year, so
the table has to tell that it is not: where it does not name both years, most of its other rows have to give what it
prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.refuted import moved
from claimcheck.evidence.contradictions.totals import Row, tables_of
from claimcheck.evidence.figures.arithmetic import differs_by, ratio_error
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.text.derived_values import change

_SHARE, _PERCENT, _CHANGE = "share", "%", "change"
_WITNESSES = 2


class Printed(NamedTuple):
    """A printed change with the figures of two years beside it, and what they come to in percent."""

    stated: Figure
    base: Figure
    now: Figure
    result: float

    def is_given(self, tolerance: float) -> bool:
        """Whether the figures come to it; a fall may be printed without its sign."""
        room = tolerance * (self.stated.precision + ratio_error(self.now, self.base))
        return differs_by(abs(self.stated.value), abs(self.result)) <= room

    @property
    def names_years(self) -> bool:
        """Whether its column names both years."""
        return self.stated.against == self.base.last_year and self.stated.last_year == self.now.last_year


def contradict(matcher: RowMatcher, tolerance: float, quotes: Quotes) -> Iterator[Found]:
    """Changes that the figures of their rows do not give, in order of the tables."""
    for rows in tables_of(matcher):
        # Once as changes from the year before, once as changes from the first.
        readings = [[one for row in rows if (one := _printed(row, at)) is not None] for at in (-2, 0)]
        told = {one.stated.cell for read in readings for one in read if one.is_given(tolerance)}
        for read in readings:
            for one in read:
                if one.stated.cell not in told and _is_told(one, read, tolerance):
                    told.add(one.stated.cell)
                    stated, base, now, result = one
                    words = moved(quotes.written(stated), quotes.change(result, stated), (now, base), quotes)
                    yield Found(quotes.of_all(stated, now, base), words)


def _levels(row: Row) -> list[Figure]:
    """The figures of a row that are no changes and no goals, by their years."""
    return sorted((one for one in row.figures.values() if one.role in LEVELS), key=lambda one: one.last_year or 0)


def _printed(row: Row, at: int) -> Printed | None:
    """The only change in percent of a row, with its last year and the base that it names or stands at ``at``."""
    changes = [one for one in row.figures.values() if one.role == _CHANGE and one.unit == _PERCENT]
    levels = _levels(row)
    years = [one.last_year for one in levels]
    if len(changes) != 1 or len(levels) < 2 or None in years or len(set(years)) != len(years):
        return None
    (stated,) = changes
    base, now = levels[at], levels[-1]
    if stated.against is not None and stated.last_year is not None:
        named = [one for one in levels if one.last_year in (stated.against, stated.last_year)]
        if len(named) != 2:
            return None
        base, now = named
    if stated.against not in (None, base.last_year) or stated.last_year not in (None, now.last_year):
        return None
    plain = stated.high is base.high is now.high is None and min(base.value, now.value) > 0
    if not plain or base.unit != now.unit or base.unit_class == _SHARE:
        return None
    derived = change(base, now)
    return Printed(stated, base, now, derived.value) if derived is not None else None


def _is_told(one: Printed, others: Sequence[Printed], tolerance: float) -> bool:
    """Whether a table shows that it prints plain changes: it names both years, or other rows give what it prints."""
    if one.names_years:
        return True
    given = sum(other.is_given(tolerance) for other in others)
    return given >= _WITNESSES and given > len(others) / 2
