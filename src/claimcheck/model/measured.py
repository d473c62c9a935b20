"""What a document measures by its own account: clauses that speak of a row of its tables, whatever words those use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

Says = Literal["level", "fall", "goal"]
"""How much there is, by how much a burden fell, or what is to be reached."""


class Measured(NamedTuple):
    """A clause that says something of what a row of a table measures.

    ``start`` and ``end`` enclose, in the normalised text, the words that name it and the figure; ``words`` are those
    that name it. ``says`` tells what happened, or is to happen where the clause speaks of a plan; ``topic`` is that of
    the row or its table, None where nothing tells it.
    """

    start: int
    end: int
    words: tuple[int, int]
    says: Says
    topic: str | None


class Measures(Protocol):
    """What the tables of one document measure, to be asked for the clauses that speak of it."""

    def sentences(self) -> Iterator[int]:
        """Numbers of the sentences of prose that may speak of a row, in order."""

    def of(self, sentence: int, start: int, end: int) -> Measured | None:
        """What the clause from ``start`` to ``end`` in a sentence says of a row; None for nothing."""
