"""Kinds of prose in which no company speaks: minutes, statutes, recipes, tales, accounts of long ago."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import cast

from claimcheck.model.passage import FIGURES
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
# Digits that may be such a year: a search for the first of them, and quick.
LIKE_OLD = re.compile(r"1\d\d\d")
# What is kept with the answers of a document.
_TELLING = ("sentences of other prose",)
_DIGITS = ("digits like old years",)
RECENT = re.compile(r"(?<!\w)(?:199\d|20\d\d)(?!\w)")


class Registers:
    """Tells such prose by the signals of two grammar roles, a kind of prose each, and by old years.

    In a ``register`` no company speaks, so "we" or "the company" tells against it; in an ``own_register``, such as a
    job advert, it speaks of other matters. ``mask`` has a bit for each of these signals; a text has to be searched
    for them.
    """

    __slots__ = ("_own_kinds", "_speaking", "mask")

    def __init__(self, lexicon: Lexicon) -> None:
        others, own = (lexicon.roles.get(role, 0) for role in ("register", "own_register"))
        self.mask = others | own
        self._own_kinds = own
        self._speaking = lexicon.roles.get("first_person", 0) | lexicon.roles.get("company", 0)

    def cover(self, passages: Passages, index: int) -> bool:
        """Whether a sentence stands in such prose and does not speak for a company.

        Looks at ``REACH`` sentences on either side under the same headings: bounded for each sentence.
        """
        if len(passages.of_block(passages.spans[index].block)) < PASSAGE:
            return False
        speaks = passages.mask(index) & self._speaking
        kinds = self._own_kinds if speaks else self.mask
        # The signals of one sentence around, and those of two: LEAST of them.
        once = twice = 0
        for other in self._around(passages, index, self._telling(passages)):
            twice |= once & passages.anchors[other]
            once |= passages.anchors[other]
        if twice & kinds:
            return True
        return not speaks and self._tells_of_long_ago(passages, index)

    def _telling(self, passages: Passages) -> Sequence[int]:
        """The sentences with a word of such prose, in order: few, found once for a document."""
        found = passages.answers.get(_TELLING)
        if found is None:
            mask = self.mask
            found = passages.answers[_TELLING] = passages.with_anchors(lambda anchors: bool(anchors & mask))
        return cast(list[int], found)

    @staticmethod
    def _around(passages: Passages, index: int, listed: Sequence[int]) -> list[int]:
        """Those of some sentences that stand around one."""
        first = bisect_left(listed, index - REACH)
        last = bisect_right(listed, index + REACH, first)
        if last - first < LEAST:
            return []
        blocks, spans = passages.document.blocks, passages.spans
        section = blocks[spans[index].block].section
        return [other for other in listed[first:last] if blocks[spans[other].block].section == section]

    @classmethod
    def _tells_of_long_ago(cls, passages: Passages, index: int) -> bool:
        """Whether old years stand around and this sentence names no recent one."""

        def text(number: int) -> str:
            return passages.norm.text[passages.spans[number].start : passages.spans[number].end]

        around = cls._around(passages, index, _with_digits(passages))
        if len(around) < LEAST or RECENT.search(text(index)):
            return False
        return sum(_is_old(passages, other, text(other)) for other in around) >= LEAST


def _with_digits(passages: Passages) -> Sequence[int]:
    """The sentences with digits that may be a year of long ago, in order; found once for a document."""
    found = passages.answers.get(_DIGITS)
    if found is None:
        numbers = [passages.at(match.start()) for match in LIKE_OLD.finditer(passages.norm.text)]
        found = passages.answers[_DIGITS] = list(dict.fromkeys(numbers))
    return cast(list[int], found)


def _is_old(passages: Passages, index: int, text: str) -> bool:
    """Whether a sentence has a year of long ago: digits that look like one may be a figure."""
    start = passages.spans[index].start
    years = [(start + found.start(), start + found.end()) for found in OLD.finditer(text)]
    if not years:
        return False
    # A bare number may be a year; one with a unit is none.
    figures = [fact for fact in passages.facts(index) if fact.kind in FIGURES]
    return any(
        all(not (fact.start <= first and last < fact.end) for fact in figures) for first, last in years
    )
