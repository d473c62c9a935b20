"""Two or more passages of a document that cannot all be right, and the sum that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Slot = Literal[
    "first", "second", "part", "whole", "terms", "result", "difference", "rounding", "year", "base_year", "same",
]  # fmt: skip
"""What messages and sums tell: two figures as written, the terms of a sum, what comes out, how far they are apart, how
much rounding explains, the years, and what both are about."""


class Side(NamedTuple):
    """One of the passages: what is quoted, and the words in it that disagree.

    ``start`` and ``end`` enclose the quotation, ``at`` and ``until`` the figure or the words in it that decide; all
    are offsets in the normalised text. ``sentence`` is the number of the sentence or table row. ``document`` is the
    number of the document that was handed in as evidence, None for the one with the claims.
    """

    start: int
    end: int
    at: int
    until: int
    sentence: int
    document: int | None = None


class Contradiction(NamedTuple):
    """Passages about the same thing that say different things.

    ``rule`` is the id of the rule that set them side by side. ``sides`` are at least two: the first is where a finding
    stands, the others are held against it. ``words`` fill the slots of the rule: figures as they are written and what
    was worked out from them. ``element`` is what cannot be relied on, where the rule leaves that open.
    """

    rule: str
    sides: tuple[Side, ...]
    words: Mapping[Slot, str]
    element: str | None = None


class Pair(NamedTuple):
    """Two passages that may be about the same thing and say different things: ``open`` is what neither settles.

    ``first`` and ``second`` are what they say, in words. A pair has no effect on a score.
    """

    sides: tuple[Side, Side]
    first: str
    second: str
    open: tuple[str, ...]
