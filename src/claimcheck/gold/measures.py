"""The arithmetic: shares with their intervals, and F1 by resampling."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import NormalDist

LEVEL = 0.95
RESAMPLES = 1_000
SEED = 20_260_101

Counts = tuple[int, int, int]
"""Of one text: right, found in all, labelled in all."""


def wilson(hits: int, of: int) -> tuple[float, float] | None:
    """The Wilson score interval of a share at ``LEVEL``; None where there is nothing to take a share of."""
    if not of:
        return None
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    # At the ends the bound is the end itself, and rounding must not push it past.
    return (0.0 if not hits else max(0.0, middle - half), 1.0 if hits == of else min(1.0, middle + half))


def f1(right: int, found: int, labelled: int) -> float | None:
    """The harmonic mean of precision and recall; None where nothing is labelled and nothing found."""
    return 2 * right / (found + labelled) if found + labelled else None


def f1_interval(texts: Sequence[Counts]) -> tuple[float, float] | None:
    """The interval of F1 at ``LEVEL`` by resampling whole texts, the same every time.

    Claims of one text stand or fall together, so the text is what is drawn. None where no F1 can be told.
    """
    if f1(*_sums(texts)) is None:
        return None
    draw = Random(SEED)  # noqa: S311
    values = sorted(
        value
        for _ in range(RESAMPLES)
        if (value := f1(*_sums(draw.choices(texts, k=len(texts))))) is not None
    )
    last = len(values) - 1
    return values[round(last * (1 - LEVEL) / 2)], values[round(last * (1 + LEVEL) / 2)]


def _sums(texts: Sequence[Counts]) -> Counts:
    return sum(text[0] for text in texts), sum(text[1] for text in texts), sum(text[2] for text in texts)
