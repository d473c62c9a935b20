"""Claims by a deed in an ESG matter, where nouns have capitals and the verb stands in any place.

"Ausgediente Kleidung nehmen wir zurück", "Im Werk wurden alle Farben ersetzt": no list has all such verbs, and a
particle or an ending of them stands far from the rest. The company is the subject by its pronoun or by an article that
hangs on no other word, and the matter is the head of its noun; what may be, is believed or is told of others is none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.model.claim import Core
from claimcheck.model.passage import Clause, Hit, signals_in
from claimcheck.rulepack.pack import ClaimType, Lexicon

_NAME, _DENIED, _ASSERTED, _COMPANY = "proper_name", "negated", "asserted", "company"
_GOVERNANCE = "governance"
_PEOPLE = ("social", _GOVERNANCE)
_PAPER, _MONEY = "reference", "money"
_WORD = re.compile(r"[^\W\d_][\w-]*")
_STOPS = (",", ";", ".", "!")
# Letters behind a head that only bend it, words of a subject with its head, and of what hangs on another noun.
_ENDING, _LEADING, _HANGING = 3, 5, 2
_INSIDE = "…"


def is_head(text: str, hit: Hit, measures: Container[str] = ()) -> bool:
    """Whether what a hit stands for ends its word, but for a bent ending or a word for how much there is of it."""
    word = _WORD.match(text, hit.end)
    return word is None or word.end() - hit.end <= _ENDING or word.group().removeprefix("s") in measures


class TopicalDeeds:
    """Makes claims of such clauses, of the type that stands for their topic; holds nothing of a document."""

    __slots__ = (
        "_being", "_benefits", "_cores", "_grammar", "_joining", "_participles", "_passive", "_past", "_prepositions",
        "_terms", "_types", "_units", "_unstated",
    )  # fmt: skip

    def __init__(self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        roles, words = lexicon.roles, lexicon.role_words
        self._cores, self._grammar, self._terms = cores, grammar, lexicon.terms
        self._prepositions = frozenset((*words.get("preposition", ()), *lexicon.metrics.located))
        self._joining = frozenset(words.get("coordinator", ()))
        self._participles = [one.rpartition(_INSIDE) for one in lexicon.terms.participles]
        self._passive = signals_in(roles.get("passive", 0))
        self._past = signals_in(roles.get("past", 0))
        self._being = signals_in(roles.get("be", 0))
        self._units = signals_in(roles.get("company_subject", 0) | roles.get("company", 0))
        self._unstated = grammar.third_party | grammar.reporting | grammar.hedge | roles.get("world", 0)
        self._benefits = [one for one in types if one.shape.deed is None and not one.shape.fallback]
        self._types: Mapping[str, ClaimType] = {
            topic: kind for kind in types if kind.shape.deed is not None for topic in kind.shape.deed.topics
        }

    def of_clause(self, view: ClauseView, press: Press) -> Core | None:
        """The claim of a clause that tells such a deed."""
        clause, lower = view.clause, view.passages.norm.lower
        if clause is None or clause.mask_any & self._unstated:
            return None
        words = [match.group() for match in _WORD.finditer(lower, clause.start, clause.end)]
        guards = [run for run in view.sentence.guards if run.start < clause.end and clause.start < run.end]
        if not words or not self._terms.minding.isdisjoint(words):
            return None
        reasons = {run.reason for run in guards} - {_NAME}
        # What is sold is a trade; not to sell it is a deed.
        if not reasons <= {_DENIED} or not (reasons or self._terms.selling.isdisjoint(words)):
            return None
        subject = self._subject(view.passages.norm.text, clause, words, view.context.company)
        topic = None if subject is None else topic_of(self._matters(view, clause, subject), self._grammar)
        kind = self._types.get(topic or "")
        if topic is None or kind is None or not _is_told(view, kind, topic):
            return None
        if reasons and self._denies_benefit(view):
            return None
        core = self._cores.core(view, kind, clause.start, clause.end, frozenset(), press=press)
        return core._replace(topic=topic, claimant=_COMPANY) if core.stance == _ASSERTED else None

    def _denies_benefit(self, view: ClauseView) -> bool:
        """Whether it is denied what would be a claim of its own: "die Emissionen senkten wir nicht"."""
        assert view.clause is not None
        whole = ClauseView(view.passages, view.sentence, view.clause, view.context, view.grammar, guarded=True)
        return any(kind.core.test(whole) for kind in self._benefits)

    def _matters(self, view: ClauseView, clause: Clause, subject: tuple[int, int]) -> list[Hit]:
        """What names the matters that the deed is about: neither the subject nor a body that it stands for."""
        text, topics = view.passages.norm.text, self._grammar.topics
        bodies = {hit.start for hit in clause.hits_any if hit.signal in self._units}
        found: list[Hit] = []
        for hit in clause.hits_any:
            topic = topics.get(hit.signal)
            if topic is None or subject[0] <= hit.start < subject[1]:
                continue
            if (topic != _GOVERNANCE or hit.start not in bodies) and self._leads(text, clause, hit):
                found.append(hit)
        return found

    def _leads(self, text: str, clause: Clause, hit: Hit) -> bool:
        """Whether a matter is the head of its noun, or a plan or the like for it, and hangs on no other noun."""
        rest = _WORD.match(text, hit.end)
        steered = rest is not None and rest.group().removeprefix("s").startswith(self._terms.steering)
        start = text.rfind(" ", clause.start, hit.start) + 1 or clause.start
        # "Bauen" is no word of "Auen".
        if not (steered or is_head(text, hit, self._terms.forms)) or (start < hit.start and text[start].islower()):
            return False
        before = text[clause.start : start].split()
        joined = False
        while before and before[-1] not in self._terms.trading and (joined or before[-1].islower()):
            # "Für unsere Beschäftigten" is for nobody else.
            if before[-1] in self._terms.own:
                return True
            joined = before.pop() in self._joining
        if len(before) < _HANGING or before[-1] not in self._terms.trading or not before[-_HANGING][:1].isupper():
            return True
        # "Seit Jahresbeginn von Wasser".
        return len(before) > _HANGING and before[-_HANGING - 1].lower() in self._prepositions

    def _subject(self, text: str, clause: Clause, words: Sequence[str], names: Sequence[str]) -> tuple[int, int] | None:
        """Where the subject stands that is the company, a unit or what is its own; empty for what is done there."""
        hits, start = clause.hits_any, clause.start
        passive = {hit.start for hit in hits if hit.signal in self._passive}
        # At its end it is that of a clause inside the clause.
        being = {hit.start for hit in hits if hit.signal in self._being and not text.startswith(_STOPS, hit.end)}
        if being - passive:
            return None
        if not self._terms.acting.isdisjoint(words):
            return start, start
        units = [hit for hit in hits if hit.signal in self._units and is_head(text, hit)]
        for hit in units:
            if (at := self._led(text, clause, hit.start, hit.end)) is not None:
                return at, hit.end
        for name in names:
            at = text.find(name, start, clause.end)
            if at >= 0 and self._led(text, clause, at, at + len(name), named=True) is not None:
                return at, at + len(name)
        if len(words) > 1 and words[0] in self._terms.every:
            return start, start + len(words[0]) + 1 + len(words[1])
        done = units and any(hit.signal in self._past for hit in hits)
        if passive and (done or clause.mask_any & self._grammar.first_person):
            return (start, start) if self._is_done(text, clause, min(passive)) else None
        return None

    def _is_done(self, text: str, clause: Clause, start: int) -> bool:
        """Whether a participle follows an auxiliary, and before no noun: "immer wichtiger" is none."""
        words = [word.rstrip("".join(_STOPS)) for word in text[start : clause.end].split()]
        return any(
            not after[:1].isupper()
            and any(inside in word and word.endswith(end) for inside, _, end in self._participles)
            for word, after in pairwise([*words[1:], ""])
            if word.islower()
        )

    def _led(self, text: str, clause: Clause, start: int, end: int, *, named: bool = False) -> int | None:
        """Where the article or pronoun of a noun stands, or a name, if it is a subject: it hangs on no other word."""
        words = list(_WORD.finditer(text, clause.start, end))
        place = last = len(words) - 1
        while place >= 0 and (low := words[place].group().lower()) not in self._terms.nominative:
            if named and words[place].start() == start and words[place - 1].group() not in self._terms.openers:
                break
            outside = place < last and words[place].start() < start
            if (outside and low != words[place].group()) or last - place >= _LEADING:
                return None
            place -= 1
        before = words[place - 1].group() if place > 0 else ""
        if place < 0 or before.lower() in self._prepositions or (place > 1 and before[:1].isupper()):
            return None
        return words[place].start()


def _is_told(view: ClauseView, kind: ClaimType, topic: str) -> bool:
    """Whether the conditions of a type hold, and the clause neither points at a paper nor counts money."""
    facts = {fact.kind for fact in view.facts("clause")}
    if _PAPER in facts or (_MONEY in facts and topic not in _PEOPLE):
        return False
    return kind.deed is not None and kind.deed.test(view) and (kind.state is None or kind.state.test(view))
