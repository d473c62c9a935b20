"""Averages of a few numbers, without the exact fractions that ``statistics`` reckons with and takes long to import."""

from __future__ import annotations

from collections.abc import Iterable


def mean(values: Iterable[float]) -> float:
    """The mean of at least one value."""
    found = list(values)
    return sum(found) / len(found)


def median(values: Iterable[float]) -> float:
    """The middle of at least one value, or the mean of the two in the middle."""
    found = sorted(values)
    half, odd = divmod(len(found), 2)
    return found[half] if odd else (found[half - 1] + found[half]) / 2


def median_low(values: Iterable[float]) -> float:
    """The middle of at least one value, or the lower of the two in the middle."""
    found = sorted(values)
    return found[(len(found) - 1) // 2]
