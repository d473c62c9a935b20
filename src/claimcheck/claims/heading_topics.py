"""What a block is about by the headings over it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from claimcheck.claims.fields import Grammar, topic_of
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.passages import Passages

_WORD = re.compile(r"[^\W\d_]+")
_KEY = ("topics of headings",)
_HEADS = ("heading", "title")
# Headings over a block that are looked at, the innermost first: what is further off heads more than one matter.
_NEAREST = 3


class Headed:
    """Tells the topic of headings by the words of one language."""

    __slots__ = ("_grammar", "_overall")

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._overall = grammar.frames.opening("overall")

    def topic(self, passages: Passages, block: int) -> str | None:
        """The topic of the innermost heading over a block that names one; the title of the document names none."""
        known = self._topics(passages)
        for heading in passages.document.blocks[block].section[: -_NEAREST - 1 : -1]:
            topic = known.get(heading)
            if topic is not None:
                return topic
        return None

    def is_on(self, role: FrameRole, passages: Passages, block: int) -> bool:
        """Whether one of the nearest headings has a word of a role, such as one for aims."""
        words = self._grammar.frames.opening(role)
        return any(
            not words.isdisjoint(_WORD.findall(heading.lower()))
            for heading in passages.document.blocks[block].section[: -_NEAREST - 1 : -1]
        )

    def _topics(self, passages: Passages) -> dict[str, str]:
        """The topics of the headings of a document by their texts; found once."""
        found = passages.answers.get(_KEY)
        if found is None:
            found = passages.answers[_KEY] = dict(self._named(passages))
        return cast("dict[str, str]", found)

    def _named(self, passages: Passages) -> Iterator[tuple[str, str]]:
        for index, span in enumerate(passages.spans):
            block = passages.document.blocks[span.block]
            if block.kind not in _HEADS or not passages.mask(index) & self._grammar.topic_mask:
                continue
            sentence = passages.sentence(index)
            lower = passages.norm.lower
            hits = (
                hit
                for clause in sentence.clauses
                for hit in clause.hits
                if self._overall.isdisjoint(lower[hit.start : hit.end].split())
            )
            topic = topic_of(hits, self._grammar)
            if topic is not None:
                yield block.text, topic
