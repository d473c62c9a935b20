"""A change that is stated, against the figures of both years; and what is counted in another way than it is sold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.ledger import Change, Identity, Ledger, differs_by, same_value
from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.model.contradiction import Contradiction
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

# A metric that is told in more years, ways of counting or places than these is looked at so far.
MOST_YEARS = 12
MOST_WAYS = 32
MOST_TOLD = 6
_SHARE = "share"
_POINTS = "pp"


class Worked(NamedTuple):
    """A change as the figures of both years have it; ``error`` is what their rounding leaves open."""

    base: Figure
    now: Figure
    result: float
    error: float


class Changes:
    """The stated changes of one document that its figures do not give."""

    __slots__ = ("_by_metric", "_ledger", "_stated", "_tolerance")

    def __init__(self, ledger: Ledger, tolerance: float) -> None:
        self._ledger = ledger
        self._tolerance = tolerance
        self._by_metric: dict[str, dict[int, list[Identity]]] = {}
        for known in ledger.levels:
            if known.end_year in (None, known.year):
                self._by_metric.setdefault(known.metric, {}).setdefault(known.year, []).append(known)
        self._stated: dict[tuple[str | None, int], list[Figure]] = {}
        for one in ledger.changes:
            self._stated.setdefault((one.figure.metric, one.against), []).append(one.figure)

    def wrong(self) -> Iterator[tuple[Figure, Worked]]:
        """Changes that neither the figures of their own identity nor any others of their metric give."""
        for change, own in self._not_given():
            if not any(self._fits(change.figure, one) for one in self._worked(change, exact=False)):
                yield change.figure, own

    def sold(self, basis: str) -> Iterator[tuple[Figure, Figure, Worked]]:
        """Changes said of the whole which only figures of another ``basis`` give: stated, the basis, the whole."""
        for change, own in self._not_given():
            other = None if change.figure.basis is not None else self._counted(change, basis)
            if other is not None:
                yield change.figure, other, own

    def _not_given(self) -> Iterator[tuple[Change, Worked]]:
        """Changes that the figures of their identity do not give, with what these come to."""
        for change in self._ledger.changes:
            own = list(self._worked(change, exact=True))
            if own and not any(self._fits(change.figure, one) for one in own):
                yield change, own[-1]

    def _counted(self, change: Change, basis: str) -> Figure | None:
        """A figure of the basis that gives the stated change: a stated change as well, or the later of two levels."""
        stated = change.figure
        for figure in islice(self._stated.get((stated.metric, change.against), ()), MOST_WAYS):
            years_agree = stated.year is None or figure.year in (None, stated.year)
            if figure.basis == basis and years_agree and same_value(figure, stated, self._tolerance):
                return figure
        worked = (one for one in self._worked(change, exact=False) if one.now.basis == basis)
        return next((one.now for one in worked if self._fits(stated, one)), None)

    def _worked(self, change: Change, *, exact: bool) -> Iterator[Worked]:
        """The change by every pair of figures: of the very identity, or of any boundary, scope and way of counting.

        A change without a year of its own is worked out for every year behind the one it is measured against.
        """
        stated, levels = change.figure, self._ledger.levels
        by_year = self._by_metric.get(stated.metric or "", {})
        ends = [stated.year] if stated.year is not None else _behind(by_year, change.against)
        ways = by_year.get(change.against, ())
        if exact:
            ways = [one for one in ways if (one.boundary, one.scopes, one.basis) == _way(stated)]
        for then in islice(ways, MOST_WAYS):
            for year in ends:
                for base, now in product(levels[then][:MOST_TOLD], self._ledger.at(then, year)[:MOST_TOLD]):
                    worked = work_out(base, now, stated)
                    if worked is not None:
                        yield worked

    def _fits(self, stated: Figure, worked: Worked) -> bool:
        """Whether a stated change is what was worked out; a share may be meant in percent or in points."""
        room = self._tolerance * (stated.precision + worked.error)
        readings = [worked.result]
        if worked.now.unit_class == _SHARE and stated.unit_class == _SHARE:
            readings.append(worked.now.value - worked.base.value)
        # The words may leave open which way it went; then the size alone is compared.
        return any(differs_by(abs(stated.value), abs(one)) <= room for one in readings)


def work_out(base: Figure, now: Figure, stated: Figure) -> Worked | None:
    """The change from ``base`` to ``now`` in the terms of the stated one, None where it cannot be told."""
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        if stated.unit != _POINTS and stated.unit_class != now.unit_class:
            return None
        return Worked(base, now, now.value - base.value, now.precision + base.precision)
    if base.value <= 0:
        return None
    result = 100 * (now.value - base.value) / base.value
    error = 100 * (now.precision / base.value + abs(now.value) * base.precision / base.value**2)
    return Worked(base, now, result, error)


def changes(rule: str, reckoned: Changes, sides: Sides, amounts: Amounts) -> Iterator[Contradiction]:
    """Stated changes that the figures of both years do not give."""
    for stated, worked in reckoned.wrong():
        yield Contradiction(
            rule, sides.of_all(stated, worked.now, worked.base), _words(amounts, stated, worked)
        )


def bases(
    rule: str, asked: Comparison, reckoned: Changes, sides: Sides, amounts: Amounts
) -> Iterator[Contradiction]:
    """Changes of an intensity, or net of something, that are told as changes of the whole."""
    for stated, other, worked in reckoned.sold(asked.sold):
        words = _words(amounts, stated, worked) | {"second": amounts.written(other)}
        yield Contradiction(rule, sides.of_all(stated, other, worked.now, worked.base), words)


def _words(amounts: Amounts, stated: Figure, worked: Worked) -> dict[str, str]:
    result = (
        amounts.percent(worked.result, stated.precision)
        if stated.unit_class == _SHARE
        else amounts.of(worked.result, stated)
    )
    return {
        "first": amounts.written(stated),
        "part": amounts.written(worked.now),
        "whole": amounts.written(worked.base, worked.now),
        "second": amounts.written(worked.now),
        "result": result,
        "year": str(worked.now.year),
        "base_year": str(worked.base.year),
    }


def _way(stated: Figure) -> tuple[frozenset[str], frozenset[str], str | None]:
    return stated.boundary, stated.scopes, stated.basis


def _behind(by_year: dict[int, list[Identity]], against: int) -> list[int]:
    return sorted(year for year in by_year if year > against)[:MOST_YEARS]
