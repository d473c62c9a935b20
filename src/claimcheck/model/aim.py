"""What a plan aims for, and how far it is said to have come."""

from __future__ import annotations

from typing import NamedTuple

Span = tuple[int, int]


class Aim(NamedTuple):
    """The target of a planned claim: half-open offsets in the normalised text, and years.

    ``value`` is the figure to be reached, ``due`` by when, ``base`` what it is measured from, and ``reached`` the
    figure that tells how far it has come. What is not told, or cannot be told from other figures, is None.
    """

    value: Span | None
    due: int | None
    base: int | None
    reached: Span | None
