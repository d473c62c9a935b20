"""What stands around a sentence that its shape may make a claim, and whether the text is the company's own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.claims.grammar_roles import Grammar
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
        if not claims:
            return ALONE
        nearest = min(claims, key=lambda other: (abs(other - rank), other > rank))
        return Around(len(claims), len(claims) / (end - first - 1), self._topics[self._prose[nearest]])


class Surroundings(NamedTuple):
    """The topic of the sentence itself and that of what stands over it, None where nothing names one.

    ``hazards`` says that its headings are on what may come about, ``follows`` that the sentence right before is a
    claim. Where it is ``acting`` only what the company itself does counts, and not what is done without saying by whom.
    ``due`` is the year until which what stands over it aims, None where that tells no aim. Where it stands ``alone``
    its own words have to tell all.
    """

    own: str | None
    headed: str | None
    hazards: bool
    follows: bool
    acting: bool = False
    due: int | None = None
    alone: bool = False

    @property
    def topic(self) -> str | None:
        """What the sentence is about."""
        return self.own or self.headed


class Press:
    """Tells it of one text when it is first asked for: it takes a look at every sentence of a text without "we"."""

    def __init__(self, passages: Passages, grammar: Grammar) -> None:
        self._passages = passages
        self._grammar = grammar
        self._known: bool | None = None

    @property
    def is_press(self) -> bool:
        """A text that never says "we" and reports what somebody says more than once is not the company's own."""
        if self._known is None:
            self._known = self._tell()
        return self._known

    def _tell(self) -> bool:
        # The first pass may have met it.
        if self._passages.anywhere & self._grammar.first_person:
            return False
        reporting = 0
        for index in range(len(self._passages.spans)):
            mask = self._passages.mask(index)
            if mask & self._grammar.first_person:
                return False
            reporting += bool(mask & self._grammar.reporting)
        return reporting > 1
