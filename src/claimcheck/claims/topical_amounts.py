"""Claims by an amount of an ESG matter, where nouns have capitals and the verb stands in any place.

"Die Abwassermengen nahmen um 6 % zu", "82 % der Zulieferer hatten unterschrieben": no list has all such verbs. The
matter is the head of its noun, heads the sentence or is counted there, and hangs on no preposition or other noun:
"die Nachfrage nach Strom" and "Strompreise" are no amounts of power.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.counted_statements import Place
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.claims.stating_verbs import counts, has_digits
from claimcheck.claims.structural_claims import measures
from claimcheck.claims.topical_deeds import TopicalDeeds, is_head
from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause, Fact, Hit
from claimcheck.rulepack.pack import ClaimType, Lexicon

_NAME, _MONEY, _SHARE, _TIME, _LEVEL = "proper_name", "money", "share", "time", "level"
_PLANNED, _OTHERS = "planned", "third_party"
# Words between an amount and what it is of or before it.
_BETWEEN, _LEADING = 2, 4
# Characters of the words before a noun that are looked at.
_REACH = 60


class TopicalAmounts:
    """Makes claims of such clauses, of the type that stands for figures; holds nothing of a document."""

    __slots__ = ("_cores", "_deeds", "_forms", "_grammar", "_level", "_openers", "_others", "_own", "_prepositions")

    def __init__(self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        roles = lexicon.roles
        self._cores, self._grammar = cores, grammar
        self._deeds = TopicalDeeds(lexicon, types, cores, grammar)
        self._forms = lexicon.terms.forms
        self._openers = frozenset(lexicon.terms.openers)
        self._prepositions = frozenset(lexicon.role_words.get("preposition", ())) | frozenset(lexicon.metrics.located)
        self._others = grammar.third_party | grammar.reporting | grammar.hedge | grammar.plan | roles.get("world", 0)
        self._own = roles.get("first_person", 0) | roles.get("company", 0)
        measured = (kind for kind in types if kind.shape.measured is not None and kind.shape.measured.says == _LEVEL)
        self._level = next(measured, None)

    def may_be(self, _: str, facts: Sequence[Fact]) -> bool:
        """Whether a sentence may tell a deed or an amount: any that names a matter may."""
        return True

    def of_sentence(self, views: Sequence[ClauseView], place: Place, press: Press) -> list[Core]:
        """The claim of the first clause that tells such an amount."""
        found = [core for view in views if (core := self._of_clause(view, press)) is not None]
        if found:
            return [found[0]._replace(topic=place.topic, plain=True)]
        deeds = (self._deeds.of_clause(view, press) for view in views)
        return [core._replace(plain=True) for core in deeds if core is not None][:1]

    def _of_clause(self, view: ClauseView, press: Press) -> Core | None:
        clause, kind = view.clause, self._level
        if clause is None or kind is None or kind.measured is None or clause.mask_any & self._others:
            return None
        facts, text = view.facts("clause"), view.passages.norm.text
        figures = [fact for fact in facts if _is_amount(fact)]
        if not figures or any(fact.kind == _MONEY for fact in facts) or view.claim_field("tense") == _PLANNED:
            return None
        heads = [hit for hit in clause.hits if hit.signal in self._grammar.topics and is_head(text, hit, self._forms)]
        first = [fact for fact in figures if self._is_first(text, clause, fact)]
        # What a share holds of may stand anywhere behind it; what is ours may be counted anywhere.
        wide = min((fact.end for fact in first if fact.kind == _SHARE), default=clause.end)
        ends = [fact.end for fact in (figures if clause.mask_any & self._own else first)]
        last = max((fact.start for fact in figures if self._is_whole(text, clause, fact)), default=-1)
        lasts = last, max(fact.start for fact in figures)
        told = [hit for hit in heads if self._is_told(text, clause, hit, wide, ends, lasts)]
        if not told or not kind.measured.test(view):
            return None
        start, end = min(told[0].start, figures[0].start), max(told[0].end, figures[-1].end)
        if any(run.reason != _NAME and run.start < end and start < run.end for run in view.sentence.guards):
            return None
        core = self._cores.core(view, kind, start, end, frozenset(), press=press)
        return None if core.claimant == _OTHERS or core.tense == _PLANNED else core

    def _is_first(self, text: str, clause: Clause, fact: Fact) -> bool:
        """Whether an amount opens a clause, but for a time or a verb, and hangs on no preposition."""
        before = text[clause.start : min(fact.start, clause.start + _REACH)].lower().split()
        if not before:
            return True
        opens = before[0] not in self._openers and len(before) <= _LEADING
        return opens and fact.start - clause.start < _REACH and before[-1] not in self._prepositions

    def _is_whole(self, text: str, clause: Clause, fact: Fact) -> bool:
        """Whether an amount is measured, and no share of something else: "Der Wald bedeckt 30 % der Fläche"."""
        behind = text[fact.end + 1 : min(fact.end + _REACH, clause.end)].partition(" ")[0]
        return measures(fact) and behind not in self._openers

    def _is_told(
        self, text: str, clause: Clause, hit: Hit, wide: int, ends: Sequence[int], lasts: tuple[int, int]
    ) -> bool:
        """Whether the clause tells how much there is of a matter: of a share, counted or as the subject.

        ``lasts`` are where the last amount begins that is measured, and the last one at all.
        """
        last, counted = lasts
        start = text.rfind(" ", clause.start, hit.start) + 1 or clause.start
        words = text[max(clause.start, start - _REACH) : start].split()
        if start >= wide and self._prepositions.isdisjoint(map(str.lower, words[-_BETWEEN:])):
            return True
        place = bisect_right(ends, start) - 1
        if place >= 0 and start - ends[place] < _REACH:
            between = text[ends[place] : start].split()
            plain = all(one.islower() and one not in self._prepositions for one in between)
            if len(between) <= _BETWEEN and (plain or clause.mask_any & self._own):
                return True
        # The subject stands first, or behind an article that hangs on no other word.
        while words and words[-1].lower() not in self._openers:
            word = words.pop()
            if not word[0].islower() or word in self._prepositions:
                return False
        hangs = words[-_BETWEEN] if len(words) >= _BETWEEN else ""
        # "Die Zahl der Auszubildenden" is how many of them there are.
        if hangs[:1].isupper() and hangs.lower() in self._forms:
            return counted > hit.start
        return last > hit.start and not hangs[:1].isupper() and hangs not in self._prepositions


def _is_amount(fact: Fact) -> bool:
    return counts(fact) and fact.unit_class != _TIME and (fact.kind == _SHARE or has_digits((fact,)))
