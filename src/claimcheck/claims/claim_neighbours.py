"""What stands around a sentence of running text: how many of its neighbours are claims, and of what topic."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.text.passages import Passages

PROSE = ("paragraph", "list")
# Sentences that are looked at on either side.
_REACH = 6


class Around(NamedTuple):
    """How many sentences around one are claims, their share of these, and the topic of the nearest."""

    claims: int
    share: float
    topic: str | None


ALONE = Around(0, 0.0, None)


class Neighbours:
    """Tells it of the sentences of one document; ``topics`` are those of its claims by their sentences."""

    __slots__ = ("_claims", "_prose", "_runs", "_topics")

    def __init__(self, passages: Passages, topics: Mapping[int, str]) -> None:
        blocks = passages.document.blocks
        self._topics = topics
        told = [(index, blocks[span.block]) for index, span in enumerate(passages.spans)]
        prose = [(index, block.section) for index, block in told if block.kind in PROSE and not block.running]
        self._prose = [index for index, _ in prose]
        self._claims = [rank for rank, index in enumerate(self._prose) if index in topics]
        # Where the sentences under the same headings begin.
        self._runs = [0, *(at for at in range(1, len(prose)) if prose[at][1] != prose[at - 1][1]), len(prose)]

    def around(self, index: int) -> Around:
        """What stands around a sentence under the same headings, no further than a few sentences."""
        rank = bisect_left(self._prose, index)
        if not self._claims or rank == len(self._prose) or self._prose[rank] != index:
            return ALONE
        run = bisect_right(self._runs, rank)
        first, end = max(rank - _REACH, self._runs[run - 1]), min(rank + _REACH + 1, self._runs[run])
        claims = self._claims[bisect_left(self._claims, first) : bisect_left(self._claims, end)]
        if rank in claims:
            claims.remove(rank)
        if not claims:
            return ALONE
        nearest = min(claims, key=lambda other: (abs(other - rank), other > rank))
        return Around(len(claims), len(claims) / (end - first - 1), self._topics[self._prose[nearest]])
