"""What in a report is no statement of the company although its words could claim: told by the shape of the clause.

A title has no verb and no figure, a line that ends in a colon leads to what says something, what stands on a page is
said there, what must be done is not said to be done, and a note that tells what a word covers says nothing of it.
"""

from __future__ import annotations

import re

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.clause_reading import finite_of, is_told_on_page
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Parts
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.subjects import Subjects
from claimcheck.claims.verbs import FINITE, Group
from claimcheck.model.context import Context
from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.passages import is_long_report

_TITLES = ("heading", "title", "caption")
_DATED = (*FIGURES, "year", "period")
_LEADS_ON = ":"
_TELLING: frozenset[FrameRole] = frozenset({"telling", "state"})
_CAPITAL = re.compile(r"[^\W\d_][\w&'-]*")
_SHOUTED = 2
_NOTE, _COMMA, _PAST, _FEW = "footnote", ", ", "ed", 3
_COVERING: frozenset[FrameRole] = frozenset({"state", "telling", "attitude"})
# Words that open a clause inside another one, and may as well stand for themselves: "as", "so", "when".
_LOOSE: frozenset[FrameRole] = frozenset({"preposition", "time", "adverb"})


class Unsaid:
    """Tells such clauses in one language; a language without frame words has none."""

    def __init__(self, lexicon: Lexicon, cores: CoreBuilder, grammar: Grammar, context: Context) -> None:
        self._context = context
        self._cores = cores
        # The auxiliary of the perfect by itself: "has a term of five years".
        self._having = frozenset(lexicon.role_words.get("perfect", ()))
        self._known = bool(lexicon.frames.phrases) and not lexicon.noun_capitals
        self._subjects = Subjects(lexicon, grammar)

    def covers(self, view: ClauseView) -> bool:
        """Whether a clause of a long report says nothing of the company. Linear in the clause."""
        passages = view.passages
        if not self._known or not is_long_report(self._context.medium, passages):
            return False
        parts = self._cores.parts(view)
        finite = finite_of(view, parts)
        return (
            self._heads(view, parts)
            or _is_added(view, parts, finite)
            or self._leads_on(view, parts, finite)
            or (len(finite) == 1 and is_told_on_page(view, parts))
            or self._is_duty(view, parts, finite)
            or self._only_could_be(view, parts, finite)
            or self._defines(view, parts, finite)
            or self._hangs(view, parts, finite)
            or self._only_names(view, finite)
        )

    def _heads(self, view: ClauseView, parts: Parts) -> bool:
        """A title without figure and verb, also one that is only set in capitals."""
        text, sentence = view.passages.norm.text, view.sentence
        line = text[sentence.start : sentence.end]
        block = view.claim_field("block")
        words = _CAPITAL.findall(line)
        shouted = len(words) > _SHOUTED and line.upper() == line
        if block not in _TITLES and not shouted:
            return False
        if any(fact.kind in _DATED for fact in view.facts("sentence")):
            return False
        return self._subjects.of(view, parts, view.passages.names.acting) is None

    def _leads_on(self, view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
        """A line that ends in a colon right behind its verb, or that tells what follows."""
        text, sentence = view.passages.norm.text, view.sentence
        line = text[sentence.start : sentence.end].rstrip()
        if not line.endswith(_LEADS_ON) or any(fact.kind in FIGURES for fact in view.facts("sentence")):
            return False
        if not finite:
            return True
        last = max(word.end for word in parts.words) if parts.words else 0
        return (
            any(
                word.roles & _TELLING
                and word.end >= last
                and word.end >= sentence.end - 2
                # "We meet all of them, including:" has said it before.
                and not ("example" in word.roles and finite[0].start < word.start)
                for word in parts.words
            )
            or finite[-1].end >= sentence.start + len(line) - 1
        )

    def _only_could_be(self, view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
        """What may be, of nobody by name and without a figure: "so that losses may be reduced"."""
        clause = view.clause
        assert clause is not None
        # "It should be noted that our mills were certified" says that they were.
        said = [group for group in parts.groups if group in finite or (group.led and group.kind in FINITE)]
        if not said or not all(group.kind == "able" or group.doubtful for group in said):
            return False
        named = view.grammar.company_subject | view.grammar.product_subject
        return not (clause.mask_any & named or any(fact.kind in FIGURES for fact in view.facts("clause")))

    def _is_duty(self, view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
        """What must be done, with no figure of it."""
        if any(fact.kind in FIGURES for fact in view.facts("clause")):
            return False
        duties = [word for word in parts.words if "duty" in word.roles]
        return bool(duties) and not any(group.end <= duties[0].start for group in finite)

    def _defines(self, view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
        """A note that tells what a word covers: "Green loans include those for insulation"."""
        if view.claim_field("block") != _NOTE:
            return False
        clause, text = view.clause, view.passages.norm.lower
        assert clause is not None
        sure = min((group.start for group in finite if group.led or group.kind == "done"), default=clause.end)
        for word in parts.words:
            # "The figures reported" are told of.
            if word.roles & _COVERING and not text.endswith(_PAST, word.start, word.end):
                return clause.start < word.start < sure and not self._is_told_of_company(view, word.start)
        return False

    def _hangs(self, view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
        """What has no verb but that of a clause inside it: "Ms Roe, who chairs the board", "a reason why waste is"."""
        clause, text = view.clause, view.passages.norm.text
        assert clause is not None
        # A lone "markets" may be a noun.
        finite = [group for group in finite if group.led or group.kind == "done"] or finite
        for word in parts.words if finite else ():
            if word.start >= finite[0].start or self._is_told_of_company(view, word.start):
                return False
            if "relative" in word.roles and text.startswith(_COMMA, word.start - len(_COMMA)):
                # What goes on behind the comma may have a verb that nobody knows, but not behind "and".
                comma = text.find(_COMMA, word.end, clause.end)
                joined = any("coordinator" in one.roles and one.start == comma + len(_COMMA) for one in parts.words)
                return comma < 0 or (joined and all(group.start < comma for group in finite))
            lone = "subordinator" in word.roles and not word.roles & _LOOSE and text[word.end] != ","
            if lone and word.start > clause.start and text.count(" ", clause.start, word.start) <= _FEW:
                return len(finite) == 1
        return False

    def _only_names(self, view: ClauseView, finite: list[Group]) -> bool:
        """What is or has something that is no ESG matter: "The green loan has a term", "It is with three banks"."""
        clause, grammar = view.clause, view.grammar
        assert clause is not None
        if len(finite) != 1 or clause.mask_any & (grammar.company_subject | grammar.plan):
            return False
        verb, lower = finite[0], view.passages.norm.lower
        behind = lower[verb.end + 1 : clause.end].split(" ", 1)[0]
        frames = grammar.frames
        # "Has come down" is another verb.
        has = lower[verb.start : verb.end] in self._having and behind in frames.opening("determiner")
        if not (has or (verb.kind == "copula" and behind in frames.opening("agent"))):
            return False
        if any(fact.kind == "share" for fact in view.facts("clause")):
            return False
        return not any(hit.signal in grammar.topics and hit.start > verb.start for hit in clause.hits_any)

    def _is_told_of_company(self, view: ClauseView, end: int) -> bool:
        """Whether the company stands in a clause before an offset."""
        return any(hit.signal in view.grammar.companies and hit.start < end for hit in view.hits("clause", True))


def _is_added(view: ClauseView, parts: Parts, finite: list[Group]) -> bool:
    """ "… and our ambition for change": what a joining word adds without a verb, to what the clause before says."""
    clause = view.clause
    assert clause is not None
    if finite or clause is view.sentence.clauses[0]:
        return False
    opening = [word for word in parts.words if word.start >= clause.start][:2]
    joins = bool(opening) and opening[0].start == clause.start and "coordinator" in opening[0].roles
    return joins and (
        not parts.groups or (opening[-1].start == opening[0].end + 1 and "determiner" in opening[-1].roles)
    )
