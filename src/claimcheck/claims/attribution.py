"""Whose words a passage has, what they mean where they mean another thing, and prose in which no company speaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import cast

from claimcheck.claims.grammar_roles import Grammar
from claimcheck.model.passage import FIGURES, Sentence
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
    return any(all(not (fact.start <= first and last < fact.end) for fact in figures) for first, last in years)


Aside = tuple[str, str | None]
"""A reason for setting a passage aside, and its topic."""


class OtherSenses:
    """Sentences that other senses of words ("sustainable growth") leave with none about the matter.

    ``mask`` has a bit for each signal that is such a sense.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._asides = lexicon.asides
        self.mask = sum(1 << signal for signal in lexicon.asides)

    def of(self, sentence: Sentence) -> Aside | None:
        """The reason and the topic by the first such sense of a sentence; names and mentions go first."""
        found = {
            self._asides[hit.signal]
            for clause in sentence.clauses
            for hit in clause.hits_any
            if hit.signal in self._asides
        }
        return min(found, key=lambda aside: (aside[0] == "off_topic", aside[0], aside[1] or ""), default=None)


# A world statement with one of these in it may be about a company or what somebody plans.
CLAIMING = ("company", "first_person", "company_subject", "possessive", "plan", "firm_plan", "deadline")


class OtherVoices:
    """What is not the company's: what others say, such as an assurer, and how the world is.

    By the grammar roles ``other_voice`` and ``world``.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._mask = lexicon.roles.get("other_voice", 0)
        self._world = lexicon.roles.get("world", 0)
        self._company = lexicon.roles.get("company", 0) | lexicon.roles.get("first_person", 0)
        self._claiming = 0
        for role in CLAIMING:
            self._claiming |= lexicon.roles.get(role, 0)

    def nobody_claims_in(self, mask: int) -> bool:
        """Whether a sentence with these signals tells how the world is, what a law says or what happened once."""
        return bool(mask & self._world) and not mask & self._claiming

    def name_company_in(self, mask: int) -> bool:
        """Whether a sentence with these signals names the company that speaks."""
        return bool(mask & self._company)

    def speak_in(self, mask: int) -> bool:
        """Whether a sentence with these signals is theirs."""
        return bool(mask & self._mask)

    def speak_beside(self, passages: Passages, index: int) -> bool:
        """Whether a sentence under the same headings is theirs."""
        block = passages.spans[index].block
        key = ("other voice", passages.document.blocks[block].section)
        if key not in passages.answers:
            passages.answers[key] = any(passages.mask(other) & self._mask for other in passages.of_section(block))
        return bool(passages.answers[key])


def opens_as_goal(passages: Passages, index: int, grammar: Grammar) -> bool:
    """Whether an entry is an aim of the company: a verb in its base form opens it, or a date and then such a verb.

    "By 2030, cut the emissions of our mills", "Goal: cut emissions by 30 % by 2030 against 2019". The goals of states
    and of the world are told in the same form; nobody's own words, and no base year, stand in them.
    """
    if not passages.mask(index) & grammar.deadline:
        return False
    sentence, text = passages.sentence(index), passages.norm.text
    based = any(fact.role == "base" for fact in passages.facts(index))
    if not (sentence.mask_any & grammar.company or based):
        return False
    hits = [hit for clause in sentence.clauses for hit in clause.hits_any]
    verbs = {hit.start for hit in hits if hit.form == "base"}
    colon = text.find(": ", sentence.start, sentence.end)
    for start in (sentence.start, colon + 2):
        dates = [hit.end for hit in hits if hit.signal in grammar.deadlines and hit.start == start]
        behind = {end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(", ")) for end in dates}
        if not verbs.isdisjoint({start, *behind}):
            return True
    return False


def tells_amount(passages: Passages, index: int, grammar: Grammar) -> bool:
    """Whether running text in a cell says of a share what it is, with or without its stop: "80 % of it was ours"."""
    if not passages.spans[index].in_cell or not any(fact.kind == "share" for fact in passages.facts(index)):
        return False
    hits = [hit for clause in passages.sentence(index).clauses for hit in clause.hits_any]
    return any(hit.signal in grammar.auxiliaries for hit in hits)
