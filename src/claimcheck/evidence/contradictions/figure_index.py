"""The figures of a document by their identity, so that like is held against like and nothing against all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.figures.arithmetic import same_value
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import Metric

UNCOUNTED = ("", "count", "none")
"""Measures of bare numbers."""
_MOST_APART = 100.0
MOST_LOOKED_AT = 64
"""Figures of one family and year that may explain another one."""
_AS_WRITTEN = ("money", "intensity")
_VALUE = attrgetter("value")


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


def alike_written(figures: Sequence[Figure]) -> bool:
    """Whether amounts are written about as exactly: otherwise a comma was taken for a point, or a note for a digit."""
    exact = [one.precision for one in figures]
    return max(exact) <= _MOST_APART * min(exact)


class Ledger:
    """The levels of a document by identity, in reading order; built once for all rules, in one pass.

    ``metrics`` are those of the rules, ``measures`` the measures of each metric and ``bases`` its ways of counting.
    Figures of one family measure the same with other scopes.
    """

    def __init__(self, figures: Sequence[Figure], metrics: Mapping[str, Metric]) -> None:
        self.metrics = metrics
        self.levels: dict[Identity, list[Figure]] = defaultdict(list)
        self.measures: dict[str, dict[str, None]] = defaultdict(dict)
        self.bases: dict[str | None, None] = {None: None}
        self._families: dict[tuple[str, int], list[Figure]] = defaultdict(list)
        for figure in figures:
            known = identity(figure) if figure.high is None and figure.role in LEVELS else None
            if known is not None:
                self.levels[known].append(figure)
                self.measures[known.metric][known.measure] = None
                self.bases[known.basis] = None
                self._families[self._family(known)].append(figure)

    def _family(self, known: Identity) -> tuple[str, int]:
        """The metric without scopes that a figure is of, and its year."""
        metric = self.metrics.get(known.metric)
        return (metric.of if metric is not None else None) or known.metric, known.year

    def explained(self, figure: Figure, tolerance: float) -> bool:
        """Whether another figure of the same family and year has this value, though counted or bounded otherwise.

        Then the figure may well be that one, told in fewer words: it is no contradiction to any other.
        """
        mine = identity(figure)
        return mine is None or any(
            same_value(other, figure, tolerance) and identity(other) != mine
            for other in self._near(figure, self._family(mine), tolerance)
        )

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, int], tuple[list[Figure], float]]:
        """The figures of each family and year in order of their values, and the coarsest precision of them."""
        return {
            key: (sorted(some, key=_VALUE), max(one.precision for one in some))
            for key, some in self._families.items()
        }

    def _near(self, figure: Figure, family: tuple[str, int], tolerance: float) -> Iterator[Figure]:
        """Figures of a family whose value may be that of ``figure``; a few, however many there are."""
        listed, coarsest = self._by_value.get(family, ((), 0.0))
        reach = tolerance * (figure.precision + coarsest)
        first = bisect_left(listed, figure.value - reach, key=_VALUE)
        for other in islice(listed, first, first + MOST_LOOKED_AT):
            if other.value > figure.value + reach:
                return
            yield other
