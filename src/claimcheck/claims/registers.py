"""Kinds of prose in which no company speaks: minutes, statutes, recipes, tales, accounts of long ago."""

from __future__ import annotations

import re
from functools import reduce
from operator import or_

from claimcheck.model.passage import signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages

# Sentences on either side that tell the kind of prose; a document may hold passages of many kinds.
REACH = 6
# One word may stand anywhere; two sentences with words of one kind make a passage of that kind.
LEAST = 2
# A passage is a paragraph of so many sentences; lists of single sentences may hold anything beside each other.
PASSAGE = 3
# Years before 1980 are history in a report of today; base years of targets are later.
OLD = re.compile(r"(?<![\w.,-])(?:1[0-8]\d\d|19[0-7]\d)(?![\w,-]|\.\d)")
FIGURES = ("quantity", "share", "money")
RECENT = re.compile(r"(?<!\w)(?:199\d|20\d\d)(?!\w)")


class Registers:
    """Tells such prose by the signals of two grammar roles, a kind of prose each, and by old years.

    In a ``register`` no company speaks, so "we" or "the company" tells against it; in an ``own_register``, such as a
    job advert, it speaks of other matters. ``mask`` has a bit for each of these signals; a text has to be searched
    for them.
    """

    __slots__ = ("_kinds", "_own_kinds", "_speaking", "mask")

    def __init__(self, lexicon: Lexicon) -> None:
        others, own = (lexicon.roles.get(role, 0) for role in ("register", "own_register"))
        self.mask = others | own
        self._kinds = [1 << signal for signal in sorted(signals_in(others))]
        self._own_kinds = [1 << signal for signal in sorted(signals_in(own))]
        self._speaking = lexicon.roles.get("first_person", 0) | lexicon.roles.get("company", 0)

    def cover(self, passages: Passages, index: int) -> bool:
        """Whether a sentence stands in such prose and does not speak for a company.

        Looks at ``REACH`` sentences on either side under the same headings: bounded for each sentence.
        """
        if len(passages.of_block(passages.spans[index].block)) < PASSAGE:
            return False
        around = self._around(passages, index)
        kinds = self._own_kinds
        speaks = passages.mask(index) & self._speaking
        if not speaks:
            kinds = [*kinds, *self._kinds]
        near = [passages.anchors[other] for other in around]
        said = reduce(or_, near, 0)
        for kind in kinds:
            if said & kind and sum(bool(mask & kind) for mask in near) >= LEAST:
                return True
        return not speaks and self._tells_of_long_ago(passages, index, around)

    @staticmethod
    def _around(passages: Passages, index: int) -> list[int]:
        blocks = passages.document.blocks
        section = blocks[passages.spans[index].block].section
        first, last = max(index - REACH, 0), min(index + REACH + 1, len(passages.spans))
        return [
            other for other in range(first, last) if blocks[passages.spans[other].block].section == section
        ]

    @staticmethod
    def _tells_of_long_ago(passages: Passages, index: int, around: list[int]) -> bool:
        """Whether old years stand around and this sentence names no recent one."""

        def text(number: int) -> str:
            return passages.norm.text[passages.spans[number].start : passages.spans[number].end]

        if RECENT.search(text(index)):
            return False
        return sum(_is_old(passages, other, text(other)) for other in around) >= LEAST


def _is_old(passages: Passages, index: int, text: str) -> bool:
    """Whether a sentence has a year of long ago: digits that look like one may be a figure."""
    if "1" not in text:
        return False  # as most sentences; they are asked for by all that stand around them
    start = passages.spans[index].start
    years = [(start + found.start(), start + found.end()) for found in OLD.finditer(text)]
    if not years:
        return False
    # A bare number may be a year; one with a unit is none.
    figures = [fact for fact in passages.facts(index) if fact.kind in FIGURES]
    return any(
        all(not (fact.start <= first and last < fact.end) for fact in figures) for first, last in years
    )
