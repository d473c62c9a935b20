"""Which passage that was found is which passage that was labelled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

LEAST_OVERLAP = 0.5
"""Of the shorter of two passages, how much has to lie in the other for them to be the same."""


class Span(Protocol):
    """A passage; half-open offsets into the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def overlap(one: Span, other: Span) -> int:
    """How many characters two passages share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlaps(one: Span, other: Span) -> bool:
    """Whether two passages are close enough to be one."""
    shorter = min(one.end - one.start, other.end - other.start)
    return overlap(one, other) >= max(1, LEAST_OVERLAP * shorter)


def paired(
    labelled: Sequence[Span],
    found: Sequence[Span],
    alike: Callable[[int, int], bool] = lambda one, other: False,
) -> list[tuple[int, int]]:
    """Pairs of indexes, each passage at most once: the greatest overlap first, then the tightest fit.

    Among equals those that ``alike`` holds for come first. The pairs are in order of the labelled passages.
    """
    candidates = sorted(
        (-overlap(one, other), _extent(one, other), not alike(i, j), i, j)
        for i, one in enumerate(labelled)
        for j, other in enumerate(found)
        if overlaps(one, other)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def _extent(one: Span, other: Span) -> int:
    return max(one.end, other.end) - min(one.start, other.start)
