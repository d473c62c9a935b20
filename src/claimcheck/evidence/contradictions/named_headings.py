"""Headings that are the name of somebody or some place: what stands right under one is about that part alone."""

from __future__ import annotations

import re
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted
from claimcheck.text.parties import CAPITALS
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

# Shorter words may stand inside of a name: "Ulm an der Donau".
_LEAST_WORD = 4
_PROSE = "paragraph"
_INSIDE = re.compile(rf"(?:(?<=[^\W\d_{CAPITALS}] )|(?<=, ))[{CAPITALS}]\w+")


class NamedHeadings:
    """The headings of one document."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages

    def sets_apart(self, one: Refuted) -> bool:
        """Whether a sentence stands right under the name of somebody or some place, and the row does not name it."""
        passages = self._passages
        section = passages.block(passages.at(one.start)).section
        row = one.row[0].sentence
        if (
            not section
            or section[-1] == passages.document.title
            or section[-1] in passages.block(row).section
        ):
            return False
        words = WORD.findall(section[-1])
        named = {word for word in words if word[0].isupper() or len(word) >= _LEAST_WORD}
        span = passages.spans[row]
        return (
            bool(named)
            and all(word in self._named and passages.names.is_name(word) for word in named)
            and named.isdisjoint(WORD.findall(passages.norm.text, span.start, span.end))
        )

    @cached_property
    def _named(self) -> frozenset[str]:
        """What has a capital inside sentences: "Highlights" may have it because it is a heading."""
        text, passages = self._passages.norm.text, self._passages
        return frozenset(
            word
            for number, span in enumerate(passages.spans)
            if passages.block(number).kind == _PROSE
            for word in _INSIDE.findall(text, span.start, span.end)
        )
