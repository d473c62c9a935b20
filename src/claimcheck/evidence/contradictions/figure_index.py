"""The figures of a document by their identity, so that like is held against like and nothing against all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import Metric

# Two amounts in floating point that are the same on paper.
_HAIR = 1e-9
UNCOUNTED = ("", "count", "none")
"""Measures of bare numbers."""
FARTHEST = 3.0
_MOST_APART = 100.0
MOST_LOOKED_AT = 64
"""Figures of one family and year that may explain another one."""
_AS_WRITTEN = ("money", "intensity")
_LEVELS = (None, "base")


class Identity(NamedTuple):
    """What a figure is of; two figures with the same identity are about the same thing."""

    metric: str
    measure: str
    year: int
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: str | None


def measure(figure: Figure) -> str:
    """What it is counted in: currencies differ, and so do intensities; other units of one class do not."""
    if figure.unit_class in _AS_WRITTEN:
        return figure.unit or ""
    return figure.unit_class or figure.unit or ""


def identity(figure: Figure) -> Identity | None:
    """The identity of a figure, None where its metric or its year is not told."""
    year = figure.last_year
    if figure.metric is None or year is None:
        return None
    return Identity(figure.metric, measure(figure), year, figure.boundary, figure.scopes, figure.basis)


def same_value(one: Figure, other: Figure, tolerance: float) -> bool:
    """Whether two figures are closer than what was written of them tells apart."""
    return differs_by(one.value, other.value) <= tolerance * (one.precision + other.precision)


def differs_by(one: float, other: float) -> float:
    """The distance of two amounts, nothing where only the arithmetic of machines parts them."""
    distance = abs(one - other)
    return 0.0 if distance <= _HAIR * max(abs(one), abs(other)) else distance


def alike_written(figures: Sequence[Figure]) -> bool:
    """Whether amounts are written about as exactly: otherwise a comma was taken for a point, or a note for a digit."""
    exact = [one.precision for one in figures]
    return max(exact) <= _MOST_APART * min(exact)


class Ledger:
    """The levels and changes of a document by identity; built once for all rules, in one pass.

    ``metrics`` are those of the rules. ``levels`` are plain figures with a known metric and year in reading order.
    What is a range or stands under a restatement is not in it: ``set_aside`` says which figures these are, by their
    place in ``figures``. Figures of one family measure the same with other scopes; ``split`` are identities of
    financial years by the year in which these begin. ``words`` gives those of the sentence of a figure, or of its
    labels in a table.
    """

    __slots__ = ("_families", "_sorted", "bases", "levels", "measures", "metrics")

    def __init__(
        self, figures: Sequence[Figure], metrics: Mapping[str, Metric], set_aside: Iterable[int] = ()
    ) -> None:
        aside = frozenset(set_aside)
        self.metrics = metrics
        self.levels: dict[Identity, list[Figure]] = {}
        self.measures: dict[str, dict[str, None]] = {}
        self.bases: dict[str | None, None] = {None: None}
        self._families: dict[tuple[str, int], list[Figure]] = {}
        self._sorted: dict[tuple[str, int], tuple[list[Figure], float]] = {}
        for place, figure in enumerate(figures):
            if place not in aside and figure.high is None and figure.role in _LEVELS:
                self._enter(figure)

    def _enter(self, figure: Figure) -> None:
        known = identity(figure)
        if known is None:
            return
        self.levels.setdefault(known, []).append(figure)
        self._families.setdefault((self.family(known.metric), known.year), []).append(figure)
        self.measures.setdefault(known.metric, {})[known.measure] = None
        self.bases[known.basis] = None

    def family(self, metric: str) -> str:
        """The metric without scopes that one belongs to."""
        known = self.metrics.get(metric)
        return (known.of if known is not None else None) or metric

    def explained(self, figure: Figure, tolerance: float) -> bool:
        """Whether another figure of the same family and year has this value, though counted or bounded otherwise.

        Then the figure may well be that one, told in fewer words: it is no contradiction to any other.
        """
        mine = identity(figure)
        if mine is None:
            return True
        return any(
            same_value(other, figure, tolerance) and identity(other) != mine
            for other in self._near(figure, (self.family(mine.metric), mine.year), tolerance)
        )

    def _near(self, figure: Figure, key: tuple[str, int], tolerance: float) -> Iterator[Figure]:
        """Figures of a family and year whose value may be that of ``figure``; a few, however many there are."""
        known = self._sorted.get(key)
        if known is None:
            listed = sorted(self._families.get(key, ()), key=_VALUE)
            known = self._sorted[key] = (listed, max((one.precision for one in listed), default=0.0))
        listed, coarsest = known
        reach = tolerance * (figure.precision + coarsest)
        first = bisect_left(listed, figure.value - reach, key=_VALUE)
        for other in islice(listed, first, first + MOST_LOOKED_AT):
            if other.value > figure.value + reach:
                return
            yield other


_VALUE = attrgetter("value")
