"""Claims by an amount of an ESG matter, where nouns have capitals and the verb stands in any place.

"Die Abwassermengen nahmen um 6 % zu", "82 % der Zulieferer hatten unterschrieben": no list has all such verbs. The
matter is the head of its noun, heads the sentence or is counted there, and hangs on no preposition or other noun:
"die Nachfrage nach Strom" and "Strompreise" are no amounts of power.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.claims.structural_claims import measures
from claimcheck.claims.told_amounts import counts, has_digits
from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause, Fact, Hit
from claimcheck.rulepack.pack import ClaimType, Lexicon

_NAME, _MONEY, _SHARE, _TIME, _LEVEL = "proper_name", "money", "share", "time", "level"
_PLANNED, _OTHERS = "planned", "third_party"
_WORD = re.compile(r"[^\W\d_][\w-]*")
# Letters behind a head that only bend it, and words between an amount and what it is of or before it.
_ENDING, _BETWEEN, _LEADING = 3, 2, 4
# Characters of the words before a noun that are looked at.
_REACH = 60


class TopicalAmounts:
    """Makes claims of such clauses, of the type that stands for figures; holds nothing of a document."""

    __slots__ = ("_cores", "_grammar", "_level", "_openers", "_others", "_own", "_prepositions")

    def __init__(self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        roles = lexicon.roles
        self._cores, self._grammar = cores, grammar
        self._openers = frozenset(lexicon.terms.openers)
        self._prepositions = frozenset(lexicon.role_words.get("preposition", ())) | frozenset(lexicon.metrics.located)
        self._others = grammar.third_party | grammar.reporting | grammar.hedge | grammar.plan | roles.get("world", 0)
        self._own = roles.get("first_person", 0) | roles.get("company", 0)
        measured = (kind for kind in types if kind.shape.measured is not None and kind.shape.measured.says == _LEVEL)
        self._level = next(measured, None)

    def of_sentence(self, views: Sequence[ClauseView], press: Press) -> list[Core]:
        """The claim of the first clause that tells such an amount."""
        return [core for view in views if (core := self._of_clause(view, press)) is not None][:1]

    def _of_clause(self, view: ClauseView, press: Press) -> Core | None:
        clause, kind = view.clause, self._level
        if clause is None or kind is None or kind.measured is None or clause.mask_any & self._others:
            return None
        facts = view.facts("clause")
        figures = [fact for fact in facts if _is_amount(fact)]
        if not figures or any(fact.kind == _MONEY for fact in facts) or view.claim_field("tense") == _PLANNED:
            return None
        heads = [hit for hit in clause.hits if hit.signal in self._grammar.topics and _is_head(view, hit)]
        told = [hit for hit in heads if self._is_told(view, clause, hit, figures)]
        if not told or not kind.measured.test(view):
            return None
        start, end = min(told[0].start, figures[0].start), max(told[0].end, figures[-1].end)
        if any(run.reason != _NAME and run.start < end and start < run.end for run in view.sentence.guards):
            return None
        core = self._cores.core(view, kind, start, end, frozenset(), press=press)
        if core.claimant == _OTHERS or core.tense == _PLANNED:
            return None
        return core._replace(topic=topic_of(told, self._grammar) or core.topic, plain=True)

    def _is_told(self, view: ClauseView, clause: Clause, hit: Hit, figures: Sequence[Fact]) -> bool:
        """Whether the clause tells how much there is of a matter."""
        text, own = view.passages.norm.text, clause.mask_any & self._own
        opening = text[clause.start : clause.end].partition(" ")[0].lower()
        start = text.rfind(" ", clause.start, hit.start) + 1 or clause.start
        for fact in figures:
            before = text[clause.start : fact.start].lower().split()[-_LEADING - 1 :]
            leads = opening not in self._openers and len(before) <= _LEADING
            leads = leads and not (before and before[-1] in self._prepositions)
            if fact.end > start or not (own or leads):
                continue
            # What a share holds of may stand anywhere behind it.
            wide = leads and fact.kind == _SHARE and not self._hangs(text, clause, start)
            if wide or self._is_bound(text[fact.end : min(start, fact.end + _REACH)], own=own):
                return True
        # "Der Wald bedeckt 30 % der Fläche": a share of something else.
        return self._leads(text, clause, start) and any(
            fact.start > hit.start
            and measures(fact)
            and text[fact.end + 1 : clause.end].partition(" ")[0] not in self._openers
            for fact in figures
        )

    def _hangs(self, text: str, clause: Clause, start: int) -> bool:
        """Whether a preposition stands before a noun, an article or an adjective between them at most."""
        words = text[max(clause.start, start - _REACH) : start].lower().split()[-_BETWEEN:]
        return not self._prepositions.isdisjoint(words)

    def _is_bound(self, between: str, *, own: int) -> bool:
        """Whether an amount and a noun belong together by the words between them."""
        words = between.split()
        if len(words) > _BETWEEN or len(between) >= _REACH:
            return False
        return bool(own) or all(one.islower() and one not in self._prepositions for one in words)

    def _leads(self, text: str, clause: Clause, start: int) -> bool:
        """Whether a noun is the subject by its place: first, or behind an article that hangs on no other word."""
        words = text[max(clause.start, start - _REACH) : start].split()
        while words and words[-1].lower() not in self._openers:
            last = words.pop()
            if not last[0].islower() or last in self._prepositions:
                return False
        if len(words) < _BETWEEN:
            return True
        return words[-2].islower() and words[-2] not in self._prepositions


def _is_amount(fact: Fact) -> bool:
    return counts(fact) and fact.unit_class != _TIME and (fact.kind == _SHARE or has_digits((fact,)))


def _is_head(view: ClauseView, hit: Hit) -> bool:
    """Whether what a hit stands for ends its word, but for a bent ending."""
    word = _WORD.match(view.passages.norm.text, hit.end)
    return word is None or word.end() - hit.end <= _ENDING
