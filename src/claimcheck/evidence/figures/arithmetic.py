"""Figures of value cells, what figures come to together, and whether the digits leave room for what is stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from claimcheck.model.figure import Derived, Figure
from claimcheck.model.table import DataPoint
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.derived_values import change, points, precision, same
from claimcheck.text.passages import Passages

# Two amounts in floating point that are the same on paper.
_HAIR = 1e-9
_POINTS = "pp"
FARTHEST = 3.0
"""Times that one of two amounts may be the other, where both may be meant as the same."""


_COARSER = 10.0
"""Times that one of two figures which stand together may be rounded more than the other."""


class _Exact(Protocol):
    """A value with what its digits leave open."""

    @property
    def value(self) -> float: ...
    @property
    def precision(self) -> float: ...


def differs_by(one: float, other: float) -> float:
    """The distance of two amounts, nothing where only the arithmetic of machines parts them."""
    distance = abs(one - other)
    return 0.0 if distance <= _HAIR * max(abs(one), abs(other)) else distance


def same_value(one: Figure, other: Figure, tolerance: float = 1.0) -> bool:
    """Whether two figures are no farther apart than what was written of them allows."""
    return differs_by(one.value, other.value) <= tolerance * (one.precision + other.precision)


def are_same(one: _Exact, other: _Exact) -> bool:
    """Whether two figures are closer than that: at the very end of it all digits would be half a unit off."""
    return same(one.value, one.precision, other.value, other.precision)


def is_near(one: float, other: float) -> bool:
    """Whether two amounts above nothing may be meant as the same: a multiple is something else."""
    small, large = sorted((one, other))
    return small > 0 and large <= FARTHEST * small


def together(figures: Sequence[Figure]) -> Figure:
    """Figures as one that is their sum; it stands where the first does."""
    value, exact = sum(one.value for one in figures), sum(one.precision for one in figures)
    return figures[0]._replace(value=value, precision=exact) if len(figures) > 1 else figures[0]


def alike(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Two figures that stand together, no one rounded much more than the other: "from 300 to 225" is no "about 300"."""
    finest = _COARSER * min(one.precision, other.precision)
    first, second = (each._replace(precision=min(each.precision, finest)) for each in (one, other))
    return first, second


def ratio_error(over: Figure, under: Figure) -> float:
    """What the rounding of two figures leaves open of the first in percent of the second."""
    return 100 * (over.precision / under.value + abs(over.value) * under.precision / under.value**2)


def gives_share(stated: Figure, part: Figure, whole: Figure, tolerance: float) -> bool:
    """Whether part and whole come to a stated share."""
    room = tolerance * (stated.precision + ratio_error(part, whole))
    return differs_by(stated.value, 100 * part.value / whole.value) <= room


def change_between(base: Figure, now: Figure, stated: Figure) -> Derived | None:
    """The change between two levels, in percent, or in points where the stated one is in points."""
    return points(base, now) if stated.unit == _POINTS else change(base, now)


def moves_to(levels: Iterable[Figure], now: Figure, stated: Figure) -> Iterator[Derived]:
    """The changes of a row until ``now``, from the base year of the stated one or else from every earlier year."""
    for base in levels:
        year = base.last_year
        if year is not None and year < (now.last_year or 0) and stated.against in (None, year):
            derived = change_between(base, now, stated)
            if derived is not None:
                yield derived


def moves_against(base: Figure, now: Figure, *, falls: bool) -> bool:
    """Whether a figure went up where a fall is told, or down where a rise is, by more than rounding."""
    moved = now.value - base.value
    return (moved if falls else -moved) > base.precision + now.precision


def cell_figure(number: int, point: DataPoint, passages: Passages, lexicon: Lexicon) -> Figure | None:
    """A value cell as a figure, whatever it measures; None where its digits cannot be read."""
    value = point.amount.value
    exact = None if value is None else precision(point.text, value, lexicon.facts.decimal, prose=False)
    if value is None or exact is None:
        return None
    unit, period = point.unit, point.period
    name = unit.id if unit is not None else None
    factor = lexicon.metrics.factor(name)
    start, end = passages.norm.span_of(point.block, point.start, point.end)
    return Figure(
        metric=None,
        value=value * factor,
        high=point.amount.high,
        unit=name,
        unit_class=unit.unit_class if unit is not None else None,
        precision=exact * factor,
        year=period.year if period is not None else None,
        end_year=period.end_year if period is not None else None,
        role=point.role,
        against=point.against,
        boundary=frozenset(),
        scopes=frozenset(),
        basis=None,
        start=start,
        end=end,
        sentence=passages.at(start),
        cell=number,
    )
