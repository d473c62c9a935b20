"""A change that is stated, against the figures of both years; and what is counted in another way than it is sold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.ledger import UNCOUNTED, Change, Identity, Ledger, differs_by, measure
from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.model.contradiction import Contradiction, Slot
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

# A metric that is told in more years, ways of counting or places than these is looked at so far.
MOST_YEARS = 12
MOST_WAYS = 32
MOST_TOLD = 6
_SHARE = "share"
_POINTS = "pp"
_NET = "net"
_INTENSITY = "intensity"


class Worked(NamedTuple):
    """A change as the figures of both years have it; ``error`` is what their rounding leaves open."""

    base: Figure
    now: Figure
    result: float
    error: float


class Changes:
    """The stated changes of one document that its figures do not give."""

    __slots__ = ("_ledger", "_tolerance")

    def __init__(self, ledger: Ledger, tolerance: float) -> None:
        self._ledger = ledger
        self._tolerance = tolerance

    def wrong(self, told: Iterable[Change] | None = None) -> Iterator[tuple[Figure, Worked]]:
        """Changes that neither the figures of their own identity give nor any others that they may be of.

        ``told`` are those of another document, by whose words nothing here is called.
        """
        for change in self._ledger.changes if told is None else told:
            own = list(self._worked(change, self._own_ways(change, so_called=told is None)))
            if own and not self._given(change, own) and not self._given(change, self._any(change)):
                yield change.figure, own[-1]

    def sold(self, basis: str) -> Iterator[tuple[Figure, Worked, Worked]]:
        """Changes said of the whole that only figures of another ``basis`` give: stated, that basis, the whole."""
        for change in self._ledger.changes:
            if change.figure.basis is not None:
                continue
            whole = list(self._worked(change, self._whole_ways(change)))
            if not whole or self._given(change, whole):
                continue
            other = self._first(change, self._ways_of(change, basis))
            if other is not None:
                yield change.figure, other, whole[-1]

    def _given(self, change: Change, worked: Iterator[Worked] | Sequence[Worked]) -> bool:
        return any(self._fits(change.figure, one) for one in worked)

    def _first(self, change: Change, ways: Iterator[Identity]) -> Worked | None:
        return next((one for one in self._worked(change, ways) if self._fits(change.figure, one)), None)

    # -- which figures a change may be of

    def _own_ways(self, change: Change, *, so_called: bool) -> Iterator[Identity]:
        """The identity of the change itself; else the row that is limited to what its sentence names as well."""
        figure = change.figure
        counted = [
            one
            for one in self._at_base(change, figure.metric)
            if (one.scopes, one.basis) == (figure.scopes, figure.basis)
        ]
        own = [one for one in counted if one.boundary == figure.boundary]
        called = None if own or not so_called else self._ledger.so_called(figure, counted)
        return iter(own if called is None else [called])

    def _whole_ways(self, change: Change) -> Iterator[Identity]:
        """Figures of the metric for the whole of what the change is said of, however it is called there."""
        figure = change.figure
        return (
            one
            for one in self._at_base(change, figure.metric)
            if one.basis not in (_NET, _INTENSITY) and (not one.boundary or not figure.boundary)
        )

    def _ways_of(self, change: Change, basis: str) -> Iterator[Identity]:
        """Figures of the basis that was sold: an intensity is a metric of its own."""
        metric = change.figure.metric
        if basis != _INTENSITY:
            return (one for one in self._at_base(change, metric) if one.basis == basis)
        known = self._ledger.metrics.get(metric or "")
        return self._at_base(change, known.per if known is not None else None)

    def _any(self, change: Change) -> Iterator[Worked]:
        """The change by every pair of figures of its family, and of what its intensity is."""
        figure = change.figure
        metrics = [*self._ledger.related(figure.metric or "")]
        metrics += [
            known.per
            for name in metrics
            if (known := self._ledger.metrics.get(name)) is not None and known.per
        ]
        for metric in dict.fromkeys(metrics):
            yield from self._worked(change, self._at_base(change, metric))

    def _at_base(self, change: Change, metric: str | None) -> Iterator[Identity]:
        """Identities of a metric in the base year; of one such as "2019/20" only the year it begins in may be told."""
        against = change.against or 0
        known = self._ledger.ways.get(metric or "", {}).get(against, [])
        return islice(known or self._ledger.split.get((metric or "", against), []), MOST_WAYS)

    # -- the arithmetic

    def _worked(self, change: Change, ways: Iterator[Identity]) -> Iterator[Worked]:
        """The change by every pair of figures of some ways of counting.

        A change without a year of its own is worked out for every year behind the one it is measured against.
        """
        levels = self._ledger.levels
        for then in ways:
            by_year = self._ledger.ways[then.metric]
            for year in [change.year] if change.year is not None else _behind(by_year, then.year):
                for base, now in product(levels[then][:MOST_TOLD], self._ledger.at(then, year)[:MOST_TOLD]):
                    worked = work_out(base, now, change.figure)
                    if worked is not None:
                        yield worked

    def _fits(self, stated: Figure, worked: Worked) -> bool:
        """Whether a stated change is what was worked out."""
        room = self._tolerance * (stated.precision + worked.error)
        # The words may leave open which way it went; then the size alone is compared.
        return differs_by(abs(stated.value), abs(worked.result)) <= room


def work_out(base: Figure, now: Figure, stated: Figure) -> Worked | None:
    """The change from ``base`` to ``now`` in the terms of the stated one, None where it cannot be told."""
    if base.last_year == now.last_year:
        return None
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        if measure(now) in UNCOUNTED or (stated.unit != _POINTS and stated.unit_class != now.unit_class):
            return None
        return Worked(base, now, now.value - base.value, now.precision + base.precision)
    # So many per cent more of a share may be meant in points.
    if base.value <= 0 or now.unit_class == _SHARE:
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
        words = _words(amounts, stated, worked) | {"second": _told(amounts, stated, other)}
        yield Contradiction(rule, sides.of_all(stated, other.now, worked.now, worked.base, other.base), words)


def _told(amounts: Amounts, stated: Figure, worked: Worked) -> str:
    """A change in words: what the later figure is, what the earlier one was, and what comes out."""
    result = outcome(amounts, stated, worked)
    return f"{amounts.written(worked.base)} > {amounts.written(worked.now)} = {result}"


def _words(amounts: Amounts, stated: Figure, worked: Worked) -> dict[Slot, str]:
    return {
        "first": amounts.written(stated),
        "second": amounts.written(worked.now),
        "part": amounts.written(worked.now),
        "whole": amounts.written(worked.base, worked.now),
        "result": outcome(amounts, stated, worked),
        "year": str(worked.now.last_year),
        "base_year": str(worked.base.last_year),
    }


def outcome(amounts: Amounts, stated: Figure, worked: Worked) -> str:
    """What was worked out, in the terms of the stated change."""
    if stated.unit_class == _SHARE and stated.unit != _POINTS:
        return amounts.percent(worked.result, stated.precision)
    return amounts.of(worked.result, stated)


def _behind(by_year: Mapping[int, object], against: int) -> list[int]:
    return sorted(year for year in by_year if year > against)[:MOST_YEARS]
