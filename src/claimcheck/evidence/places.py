"""Resolvers: each names a place and yields the sentences there that may hold evidence for a claim.

A further place (table, assurance statement, register) is one more class in ``RESOLVERS``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from claimcheck.model.claim import Core
from claimcheck.text.passages import Passages

NEIGHBOUR = "neighbour"
PARAGRAPH = "paragraph"
# Sentences; a block without end is no paragraph, and many claims in it must not read all of it each.
PARAGRAPH_REACH = 8


class Resolver(Protocol):
    """A place where evidence may stand; ``place`` is its name in the rule files."""

    place: str

    def sentences(self, core: Core, passages: Passages) -> Iterable[int]:
        """Indices of the sentences of this place, nearest first."""


class OwnSentence:
    """The sentence that makes the claim."""

    place = "sentence"

    def sentences(self, core: Core, passages: Passages) -> Iterable[int]:
        """The claim's own sentence."""
        return (core.sentence.number,)


class Neighbours:
    """The sentences right before and right behind in the same block; the one behind comes first."""

    place = NEIGHBOUR

    def sentences(self, core: Core, passages: Passages) -> Iterable[int]:
        """Up to two neighbouring sentences."""
        index = core.sentence.number
        spans = passages.spans
        block = core.sentence.block
        return [
            near for near in (index + 1, index - 1) if 0 <= near < len(spans) and spans[near].block == block
        ]


class Paragraph:
    """The rest of the block; of a long one the sentences around the claim."""

    place = PARAGRAPH

    def sentences(self, core: Core, passages: Passages) -> Iterable[int]:
        """Up to ``PARAGRAPH_REACH`` sentences on either side, nearest first, the neighbours left out."""
        block = passages.of_block(core.sentence.block)
        index = core.sentence.number
        steps = range(2, min(PARAGRAPH_REACH, len(block)) + 1)
        return [near for step in steps for near in (index + step, index - step) if near in block]


class Footnotes:
    """The footnotes whose markers stand in the claim's sentence."""

    place = "footnote"

    def sentences(self, core: Core, passages: Passages) -> Iterable[int]:
        """All sentences of the linked notes."""
        return passages.notes(core.sentence.number)


RESOLVERS: tuple[Resolver, ...] = (OwnSentence(), Neighbours(), Footnotes(), Paragraph())
