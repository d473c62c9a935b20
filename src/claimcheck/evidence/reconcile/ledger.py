"""The figures of a document by their identity, so that like is held against like and nothing against all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from claimcheck.model.figure import Figure

# Two amounts in floating point that are the same on paper.
_HAIR = 1e-9
MOST_LOOKED_AT = 64
"""Figures of one metric and year that may explain another one."""


class Identity(NamedTuple):
    """What a figure is of; two figures with the same identity are about the same thing."""

    metric: str
    measure: str
    year: int
    end_year: int | None
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: str | None


class Relations(NamedTuple):
    """What the rules know of metrics: ``parts`` are the ways in which each is a sum, ``ratios`` part and whole of each
    share."""

    parts: Mapping[str, tuple[tuple[str, ...], ...]] = {}
    ratios: Mapping[str, tuple[str, str]] = {}


class Change(NamedTuple):
    """A change that is stated: of what, against which year; ``year`` of the identity is its end."""

    figure: Figure
    against: int


def measure(figure: Figure) -> str:
    """What it is counted in: currencies differ, units of one class do not; bare numbers are counts."""
    return figure.unit_class or figure.unit or ""


def identity(figure: Figure) -> Identity | None:
    """The identity of a figure, None where its metric or its year is not told."""
    if figure.metric is None or figure.year is None:
        return None
    return Identity(
        figure.metric,
        measure(figure),
        figure.year,
        figure.end_year,
        figure.boundary,
        figure.scopes,
        figure.basis,
    )


def same_value(one: Figure, other: Figure, tolerance: float) -> bool:
    """Whether two figures are closer than what was written of them tells apart."""
    return differs_by(one.value, other.value) <= tolerance * (one.precision + other.precision)


def differs_by(one: float, other: float) -> float:
    """The distance of two amounts, nothing where only the arithmetic of machines parts them."""
    distance = abs(one - other)
    return 0.0 if distance <= _HAIR * max(abs(one), abs(other)) else distance


def clusters(figures: Sequence[Figure], tolerance: float) -> list[list[Figure]]:
    """The figures of one identity by value: in each cluster, all agree with its first; most figures first.

    The first of a cluster is the one written most exactly. Sorted once, so the cost is n log n.
    """
    left = sorted(figures, key=lambda one: (one.value, one.precision, one.start))
    found: list[list[Figure]] = []
    for figure in left:
        near = next((one for one in reversed(found[-2:]) if same_value(one[0], figure, tolerance)), None)
        if near is None:
            found.append([figure])
        else:
            near.append(figure)
            if figure.precision < near[0].precision:
                near[0], near[-1] = near[-1], near[0]
    return sorted(found, key=lambda one: (-len(one), min(member.start for member in one)))


class Ledger:
    """The levels and changes of a document by identity; built once for all rules, in one pass.

    ``levels`` are plain figures with a known metric and year in reading order. What is a range, a bound or under a
    restatement is not in it; ``set_aside`` says which figures these are, by their place in ``figures``. ``measures``
    has what each metric is counted in, ``bases`` the ways of counting that the document knows.
    """

    __slots__ = ("_sorted", "bases", "changes", "figures", "levels", "measures", "of_metric")

    def __init__(self, figures: Sequence[Figure], set_aside: Iterable[int] = ()) -> None:
        aside = frozenset(set_aside)
        self.figures = figures
        self.levels: dict[Identity, list[Figure]] = {}
        self.of_metric: dict[tuple[str, int], list[Figure]] = {}
        self._sorted: dict[tuple[str, int], tuple[list[Figure], float]] = {}
        self.changes: list[Change] = []
        self.measures: dict[str, dict[str, None]] = {}
        self.bases: dict[str | None, None] = {}
        for place, figure in enumerate(figures):
            if place in aside or figure.high is not None:
                continue
            if figure.role == "change":
                if figure.metric is not None and figure.against is not None:
                    self.changes.append(Change(figure, figure.against))
                continue
            known = identity(figure) if figure.role in (None, "base") else None
            if known is not None:
                self.levels.setdefault(known, []).append(figure)
                self.of_metric.setdefault((known.metric, known.year), []).append(figure)
                self.measures.setdefault(known.metric, {})[known.measure] = None
                self.bases[known.basis] = None

    def groups(self) -> Iterator[tuple[Identity, list[Figure]]]:
        """Every identity with more than one figure."""
        return ((known, some) for known, some in self.levels.items() if len(some) > 1)

    def at(self, known: Identity, year: int) -> list[Figure]:
        """The levels of an identity in another year."""
        return self.levels.get(known._replace(year=year, end_year=None), [])

    def explained(self, figure: Figure, tolerance: float) -> bool:
        """Whether another figure of the same metric and year has this value, though counted or bounded otherwise.

        Then the figure may well be that one, told in fewer words: it is no contradiction to any other.
        """
        mine = identity(figure)
        if mine is None:
            return True
        return any(
            same_value(other, figure, tolerance) and identity(other) != mine
            for other in self._near(figure, (mine.metric, mine.year), tolerance)
        )

    def _near(self, figure: Figure, key: tuple[str, int], tolerance: float) -> Iterator[Figure]:
        """Figures of a metric and year whose value may be that of ``figure``; a few, however many there are."""
        known = self._sorted.get(key)
        if known is None:
            listed = sorted(self.of_metric.get(key, ()), key=_VALUE)
            known = self._sorted[key] = (listed, max((one.precision for one in listed), default=0.0))
        listed, coarsest = known
        reach = tolerance * (figure.precision + coarsest)
        first = bisect_left(listed, figure.value - reach, key=_VALUE)
        for other in islice(listed, first, first + MOST_LOOKED_AT):
            if other.value > figure.value + reach:
                return
            yield other


_VALUE = attrgetter("value")
