"""Whom and what a claim is about, in the terms in which evidence from outside of the document can say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages


class Identity(NamedTuple):
    """What is known of it; nothing is 0 or empty.

    ``topics`` has a bit for each signal that names what is measured, ``years`` are those of the period and ``scopes``
    the digits of greenhouse gas scopes.
    """

    topics: int = 0
    years: frozenset[int] = frozenset()
    scopes: frozenset[str] = frozenset()


class Claimed:
    """Reads the identity of claims and of words that stand alone."""

    __slots__ = ("_topics",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._topics = lexicon.topic_mask

    def identity(self, core: Core, passages: Passages) -> Identity:
        """The identity of a claim; a plan without a period of its own is about the year in which it is due."""
        found = self._of(core.sentence, passages)
        if not found.years and core.target_year is not None:
            return found._replace(years=frozenset({core.target_year}))
        return found

    def of_words(self, passages: Passages) -> Identity:
        """The identity of words such as "Scope 1 emissions of the mill"."""
        topics, scopes = 0, frozenset[str]()
        for index in range(len(passages.spans)):
            one = self._of(passages.sentence(index), passages)
            topics, scopes = topics | one.topics, scopes | one.scopes
        return Identity(topics, frozenset(), scopes)

    def _of(self, sentence: Sentence, passages: Passages) -> Identity:
        facts = passages.facts(sentence.number)
        return Identity(sentence.mask_any & self._topics, frozenset(_years(facts)), frozenset(_scopes(facts)))


def _years(facts: Iterable[Fact]) -> Iterable[int]:
    """The years of the period; of a run its last, in which the result was had."""
    for fact in facts:
        if fact.kind in ("year", "period") and fact.role in ("period", None):
            year = fact.end_year if fact.end_year is not None else fact.year
            if year is not None:
                yield year


def _scopes(facts: Iterable[Fact]) -> Iterable[str]:
    for fact in facts:
        if fact.kind == "scope":
            yield from (digit for digit in fact.text if digit.isdigit())
