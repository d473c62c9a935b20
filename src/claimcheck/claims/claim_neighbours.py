"""What stands around a sentence of running text: how many of its neighbours are claims, and of what topic."""

from __future__ import annotations

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


_ALONE = Around(0, 0.0, None)


class Neighbours:
    """Tells it of the sentences of one document; ``topics`` are those of its claims by their sentences."""

    __slots__ = ("_prose", "_ranks", "_sections", "_topics")

    def __init__(self, passages: Passages, topics: Mapping[int, str]) -> None:
        blocks = passages.document.blocks
        self._topics = topics
        self._prose = [
            index
            for index, span in enumerate(passages.spans)
            if blocks[span.block].kind in PROSE and not blocks[span.block].running
        ]
        self._ranks = {index: rank for rank, index in enumerate(self._prose)}
        self._sections = [blocks[passages.spans[index].block].section for index in self._prose]

    def around(self, index: int) -> Around:
        """What stands around a sentence under the same headings, no further than a few sentences."""
        rank = self._ranks.get(index)
        if rank is None:
            return _ALONE
        near = [
            other
            for other in range(max(rank - _REACH, 0), min(rank + _REACH + 1, len(self._prose)))
            if other != rank and self._sections[other] == self._sections[rank]
        ]
        claims = [other for other in near if self._prose[other] in self._topics]
        if not claims:
            return _ALONE
        nearest = min(claims, key=lambda other: (abs(other - rank), other > rank))
        return Around(len(claims), len(claims) / len(near), self._topics[self._prose[nearest]])
