"""Lines that name something instead of saying it: captions, pointers to pages, names of indicators."""

from __future__ import annotations

import re

from claimcheck.model.passage import Fact, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages

# "Sourcing" and "manufacturing" are as often nouns.
FINITE = frozenset({"past", "s", "base"})
# What follows the word that opens a caption: a number, then a mark or nothing ("Figure 3:", "Table A.2").
CAPTION = re.compile(r"\s*[A-Z]?[.-]?\d{1,3}(?:[.-]\d{1,2}){0,2}[a-z]?\s*(?:[.:|)-]|$)")
# The number of a disclosure in an index ("305-4 Emission intensity").
DISCLOSURE = re.compile(r"\(?\d{3}-\d{1,2}[a-z]?\)?\s")
# Dots that lead to a page in a table of contents.
LEADERS = "....."
FIGURES = ("quantity", "share", "money")


class Labels:
    """Tells labels from sentences by the grammar roles caption, pointer and indicator of one language."""

    __slots__ = ("_any", "_caption", "_indicator", "_pointer", "_speaks")

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        self._caption = roles.get("caption", 0)
        self._pointer = roles.get("pointer", 0)
        self._indicator = roles.get("indicator", 0)
        self._any = self._caption | self._pointer | self._indicator
        self._speaks = 0
        for role in ("be", "perfect", "plan", "firm_plan", "first_person"):
            self._speaks |= roles.get(role, 0)

    def covers(self, passages: Passages, index: int) -> bool:
        """Whether the sentence is a caption, a verbless pointer, or an indicator's name without its figure."""
        mask = passages.masks[index]
        span = passages.spans[index]
        text = passages.norm.text
        if text[span.start].isdigit() and DISCLOSURE.match(text, span.start, span.end):
            return True
        if text.find(LEADERS, span.start, span.end) >= 0:
            return True
        if not mask & self._any:
            return False
        sentence = passages.sentence(index)
        opening = 0
        for clause in sentence.clauses:
            for hit in clause.hits_any:
                if hit.start > sentence.start:
                    break
                opening |= 1 << hit.signal
                if self._caption >> hit.signal & 1 and CAPTION.match(text, hit.end, sentence.end):
                    return True
        if mask & self._speaks:
            return False
        if opening & self._indicator:
            return not _has_figure(passages.facts(index))
        return bool(mask & self._pointer) and not _has_verb(sentence)


def _has_figure(facts: tuple[Fact, ...]) -> bool:
    return any(fact.kind in FIGURES for fact in facts)


def _has_verb(sentence: Sentence) -> bool:
    return any(hit.form in FINITE for clause in sentence.clauses for hit in clause.hits_any)
