"""Whose words a passage has, and what its words mean where they mean another thing."""

from __future__ import annotations

from claimcheck.claims.grammar_roles import Grammar
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages

Aside = tuple[str, str | None]
"""A reason for setting a passage aside, and its topic."""


class OtherSenses:
    """Sentences that other senses of words ("sustainable growth") leave with none about the matter.

    ``mask`` has a bit for each signal that is such a sense.
    """

    __slots__ = ("_asides", "mask")

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

    __slots__ = ("_claiming", "_company", "_mask", "_world")

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
            passages.answers[key] = any(
                passages.mask(other) & self._mask for other in passages.of_section(block)
            )
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
