"""Resolvers: each names a place and yields the sentences there that may hold evidence for a claim.

A further place around a claim is one more entry of ``AROUND``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause
from claimcheck.text.passages import Passages

OWN = "sentence"
"""The sentence that makes the claim."""
NEIGHBOUR = "neighbour"
PARAGRAPH = "paragraph"
NOTED = "footnote"
BESIDE = (NEIGHBOUR, PARAGRAPH)
# Sentences; a block without end is no paragraph, and many claims in it must not read all of it each.
PARAGRAPH_REACH = 8
# A sentence that ends so is told in full by the list below it.
LEADS_ON = ":"
# Entries of a list that a sentence above it looks at, and how many entries down the list looks back at it.
ENTRIES = 3
ENTRY_REACH = 8
LIST = "list"


class Resolver(NamedTuple):
    """A place where evidence may stand, by its name in the rule files.

    ``sentences`` gives the indices of those there, nearest first, for a claim beside whose clause others have theirs.
    """

    place: str
    sentences: Callable[[Core, Passages, Sequence[Clause]], Iterable[int]]


def _neighbours(core: Core, passages: Passages, others: Sequence[Clause]) -> Iterable[int]:
    """The sentences right before and right behind in the same block; the one behind comes first.

    Of a sentence that leads on to a list its first entries are such, and of an entry the sentence above the list.
    """
    index, spans = core.sentence.number, passages.spans
    block = passages.of_block(core.sentence.block)
    near = [near for near in (index + 1, index - 1) if near in block]
    if _leads_on(passages, index):
        below = range(index + 1, min(index + 1 + ENTRIES, len(spans)))
        return [*near, *takewhile(lambda one: passages.block(one).kind == LIST, below)]
    if passages.block(index).kind == LIST:
        above = range(index - 1, max(index - 1 - ENTRY_REACH, -1), -1)
        lead = next((one for one in above if passages.block(one).kind != LIST), None)
        if lead is not None and _leads_on(passages, lead):
            near.append(lead)
    return near


def _leads_on(passages: Passages, index: int) -> bool:
    return passages.norm.text[passages.spans[index].end - 1] == LEADS_ON


def _paragraph(core: Core, passages: Passages, others: Sequence[Clause]) -> Iterable[int]:
    """The rest of the block; of a long one ``PARAGRAPH_REACH`` sentences on either side, the neighbours left out."""
    block = passages.of_block(core.sentence.block)
    index = core.sentence.number
    steps = range(2, min(PARAGRAPH_REACH, len(block)) + 1)
    return [near for step in steps for near in (index + step, index - step) if near in block]


def _footnotes(core: Core, passages: Passages, others: Sequence[Clause]) -> Iterable[int]:
    """All sentences of the notes whose marks stand in the claim's sentence, those on the words of others aside."""
    end = core.sentence.end
    # A mark behind the last stop is one of the whole sentence.
    theirs = [(clause.start, min(clause.end, end - 1)) for clause in others]
    return passages.notes(core.sentence.number, theirs)


AROUND = (Resolver(NEIGHBOUR, _neighbours), Resolver(NOTED, _footnotes), Resolver(PARAGRAPH, _paragraph))
"""The places around the sentence of a claim, nearest first."""
