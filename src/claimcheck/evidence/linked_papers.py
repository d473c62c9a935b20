"""Papers to which words of a document link: an underlined title leads a reader to the paper itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.evidence.coverage import stems
from claimcheck.evidence.search_scopes import LIST
from claimcheck.model.claim import Core
from claimcheck.model.document import Link
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

FILES = (".pdf", ".docx", ".xlsx", ".pptx", ".csv")
LEAST_SHARED = 3
"""Words of a title that a claim beside it has to repeat."""


class Linked(NamedTuple):
    """The words of a link, as half-open offsets of the normalised text, with the stems of its words."""

    start: int
    end: int
    stems: frozenset[str]


class LinkedPapers:
    """The links of one document that lead to a paper, by the sentence that they stand in; found when asked for."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self._passages = passages
        self._papers = lexicon.frames.opening("paper") | lexicon.frames.opening("instrument")

    def own(self, core: Core) -> Linked | None:
        """The first one in the sentence of a claim."""
        return next(iter(self._by_sentence.get(core.sentence.number, ())), None)

    def beside(self, core: Core) -> Linked | None:
        """The nearest one in two sentences on either side whose title the claim repeats."""
        if not self._by_sentence:
            return None
        sentence, low = core.sentence, self._passages.norm.lower
        mine = stems(low[sentence.start : sentence.end])
        for step in (1, -1, 2, -2):
            number = sentence.number + step
            for one in self._by_sentence.get(number, ()):
                if self._is_beside(number, sentence.block) and len(one.stems & mine) >= LEAST_SHARED:
                    return one
        return None

    def _is_beside(self, number: int, block: int) -> bool:
        """Whether a sentence stands in the same paragraph as a block, or in the next entry of the same list."""
        blocks, other = self._passages.document.blocks, self._passages.spans[number].block
        return other == block or blocks[other].kind == blocks[block].kind == LIST

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[Linked]]:
        return grouped((self._passages.at(one.start), one) for one in self._found())

    def _found(self) -> Iterator[Linked]:
        links = [one for one in self._passages.document.links if one.end > one.start]
        starts = {} if not links else self._starts
        low = self._passages.norm.lower
        for link in links:
            if link.start in starts and link.end - 1 in starts:
                (block, first), (other, last) = starts[link.start], starts[link.end - 1]
                if block != other:
                    continue
                start, end = self._passages.norm.span_of(block, first, last + 1)
                words = stems(low[start:end])
                if self._is_paper(link, low[start:end]):
                    yield Linked(start, end, words)

    @cached_property
    def _starts(self) -> Mapping[int, tuple[int, int]]:
        """The block, and the offset in its text, of the characters of the source at which links begin and end."""
        wanted = {at for one in self._passages.document.links for at in (one.start, one.end - 1)}
        return {
            at: (number, piece.at + at - piece.source)
            for number, block in enumerate(self._passages.document.blocks)
            for piece in block.pieces
            for at in wanted.intersection(range(piece.source, piece.source + piece.length))
        }

    def _is_paper(self, link: Link, words: str) -> bool:
        """Whether an address leads to a file, or to a page that its words call a paper; the front door is none."""
        path = urlsplit(link.url).path.rstrip("/").lower()
        return path.endswith(FILES) or (bool(path) and not self._papers.isdisjoint(WORD.findall(words)))
