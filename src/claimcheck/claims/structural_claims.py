"""Claims of phrases and sentences that no list of words tells: an aim with its date, a figure of an ESG matter.

In a report "Reaching 80 % by 2027" under a heading on people is an aim, and "2.5 million tonnes of packaging" a figure
of the company, whatever else is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.clause_reading import finite_of
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press, Surroundings
from claimcheck.claims.subjects import Subjects
from claimcheck.claims.verbs import Group, Kind
from claimcheck.model.claim import Core
from claimcheck.model.figure import Says
from claimcheck.model.passage import AHEAD, FIGURES, Fact, Sentence
from claimcheck.rulepack.pack import ClaimType, Lexicon

_NAME, _OTHERS, _PLANNED, _NOTE = "proper_name", "third_party", "planned", "footnote"
_DATES = ("year", "period")
_OPENING_FORMS = frozenset({"base", "ing"})
_ING = "ing"
_LEAST_ING = 6
_CELL = " | "
_LABEL = ": "
_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_WORDS = 2
_BRACKETS = re.compile(r"\([^()]*\)")
# What amounts of these are told of is ESG by itself or by its topic; money, time and lengths may be anything.
_TOLD: frozenset[Kind] = frozenset({"done", "copula", "present", "passive"})
_CLASSES = frozenset({"emissions", "energy", "mass", "volume", "power", "intensity"})


class Entries:
    """Makes claims of such phrases, of the types that stand for aims and for figures; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon, types: Iterable[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        self._cores = cores
        self._grammar = grammar
        self._subjects = Subjects(lexicon, grammar)
        self._others = (
            grammar.third_party | grammar.reporting | grammar.hedge | grammar.plan | lexicon.roles.get("world", 0)
        )
        self._types: Mapping[Says, ClaimType] = {
            kind.shape.measured.says: kind for kind in types if kind.shape.measured is not None
        }

    def of_sentence(
        self, views: Sequence[ClauseView], around: Surroundings, press: Press, *, phrase: bool = False
    ) -> Iterator[Core]:
        """The claims of the clauses of a sentence; a ``phrase`` may have no verb that states something."""
        for view in views:
            stated = bool(self._stated(view))
            if stated and phrase:
                return
            facts = view.facts("clause")
            due = self.due(view)
            if due is None and not stated and all(fact.kind not in _DATES for fact in facts):
                due = around.due
            found = self._of_clause(view, around, due, press)
            if found is not None and not _is_guarded(view.sentence, found):
                planned = due is not None
                yield found._replace(
                    topic=around.topic or found.topic,
                    tense=_PLANNED if planned else found.tense,
                    target_year=due if planned else None,
                    plain=not planned,
                )

    def _of_clause(self, view: ClauseView, around: Surroundings, due: int | None, press: Press) -> Core | None:
        """The aim that is ``due`` in a year, or the figure that a clause tells."""
        clause, facts = view.clause, view.facts("clause")
        assert clause is not None
        figures = [fact for fact in facts if fact.kind in FIGURES]
        dated = [fact for fact in facts if fact.kind in _DATES]
        if not (figures or due or dated):
            return None
        if not self._is_own(view, follows=around.follows) and (
            due is not None or not self._is_measured(view, around, figures)
        ):
            return None
        row = view.passages.is_row(view.sentence.number)
        if not figures:
            if row or due is None or not self._lists(view) or around.topic is None:
                return None
            figures = dated[-1:]
        if due is not None:
            first = self._aim(view, figures, row=row)
            last = figures[-1].end if figures else clause.end
            return None if first is None else self._core(view, "goal", (first, last), press)
        ours = bool(clause.mask_any & self._grammar.first_person)
        if row or not (around.own or ours):
            return None
        told = [fact for fact in figures if measures(fact)]
        if not told or not _has_words(view):
            return None
        return self._core(view, "level", (clause.start, told[-1].end), press)

    def _core(self, view: ClauseView, says: Says, run: tuple[int, int], press: Press) -> Core | None:
        kind = self._types.get(says)
        if kind is None or kind.measured is None or not kind.measured.test(_outside_brackets(view)):
            return None
        core = self._cores.core(view, kind, *run, frozenset(), press=press)
        if core.claimant == _OTHERS or (says == "level" and core.tense == _PLANNED):
            return None
        return core

    def _is_own(self, view: ClauseView, *, follows: bool) -> bool:
        """Whether a clause is a phrase, or its subject the company or what was claimed before."""
        parts = self._cores.parts(view)
        clause = view.clause
        assert clause is not None
        finite = self._stated(view)
        if any(group.kind == "able" or group.doubtful for group in finite):
            return False
        if not finite:
            return True
        if self._subjects.of(view, parts, view.passages.names.acting) is not None:
            return True
        return follows and any(
            "pronoun" in word.roles and word.start < finite[0].start for word in parts.words[:_LEAST_WORDS]
        )

    def _stated(self, view: ClauseView) -> list[Group]:
        """The verbs that say what somebody or something does: "consists", and not "water", "use"."""
        acting = {hit.start for hit in view.hits("clause", True) if hit.form == "s"}
        return [
            group
            for group in finite_of(view, self._cores.parts(view))
            if group.led or group.kind == "done" or group.start in acting
        ]

    def _is_measured(self, view: ClauseView, around: Surroundings, figures: Sequence[Fact]) -> bool:
        """Whether a clause tells an amount of an ESG matter in a past or present of its own: "Dust was 6 mg/Nm3"."""
        clause = view.clause
        assert clause is not None
        if around.own is None or clause.mask_any & self._others or view.claim_field("block") == _NOTE:
            return False
        said = finite_of(view, self._cores.parts(view))
        if not said or any(group.kind not in _TOLD or group.doubtful for group in said):
            return False
        return any(fact.unit_class in _CLASSES for fact in figures)

    def _lists(self, view: ClauseView) -> bool:
        """Whether an entry opens with what is to be done, or with all of something: "Achieving equal pay by 2027"."""
        if view.claim_field("block") != "list" and not view.passages.spans[view.sentence.number].in_cell:
            return False
        clause = view.clause
        assert clause is not None
        first = next((hit for hit in clause.hits_any if hit.form), None)
        opening = _WORD.search(view.passages.norm.lower, clause.start, clause.end)
        if opening is None:
            return False
        if opening.group() in self._grammar.frames.opening("whole"):
            return True
        return first is not None and first.start == opening.start() and first.form in _OPENING_FORMS

    def due(self, view: ClauseView) -> int | None:
        """The last year ahead, or by which something is to be; what was done lies behind whatever the year."""
        said = finite_of(view, self._cores.parts(view))
        done = view.claim_field("tense") != _PLANNED and any(group.kind == "done" for group in said)
        dated = [
            fact
            for fact in view.facts("clause")
            if fact.kind in _DATES and fact.year is not None and fact.role != "base"
        ]
        if not dated:
            return None
        now = view.reporting_year() or view.context.as_of.year
        years = [fact.end_year or fact.year or 0 for fact in dated]
        ahead = [
            year for fact, year in zip(dated, years, strict=True) if fact.role in AHEAD or (year > now and not done)
        ]
        return max(ahead, default=None)

    def _aim(self, view: ClauseView, figures: Iterable[Fact], *, row: bool) -> int | None:
        """Where an aim begins: with a verb that says what is to be done; outside of rows the clause begins it."""
        clause, text = view.clause, view.passages.norm.text
        assert clause is not None
        starts = {hit.start for hit in clause.hits_any if hit.form in _OPENING_FORMS}
        for figure in figures:
            first = (
                max(text.rfind(_CELL, clause.start, figure.start) + len(_CELL), clause.start) if row else clause.start
            )
            label = text.rfind(_LABEL, first, figure.start)
            for at in (first, label + len(_LABEL) if label >= 0 else first):
                match = _WORD.search(text, at, figure.start)
                if match is None:
                    continue
                if match.start() in starts or (match.group().endswith(_ING) and len(match.group()) >= _LEAST_ING):
                    return match.start()
            if not row:
                return clause.start
        return None


def measures(fact: Fact) -> bool:
    """Whether a figure measures something: a share, or an amount with such a unit."""
    return fact.kind == "share" or (any(map(str.isdigit, fact.text)) and fact.unit_class in _CLASSES)


def _outside_brackets(view: ClauseView) -> ClauseView:
    """The clause without what stands in brackets, which tells how something is measured: "(by revenue)"."""
    clause, text = view.clause, view.passages.norm.text
    assert clause is not None
    runs = [match.span() for match in _BRACKETS.finditer(text, clause.start, clause.end)]
    inside = {hit for hit in clause.hits_any if any(start < hit.start < end for start, end in runs)}
    return view.without(inside) if inside else view


def _has_words(view: ClauseView) -> bool:
    clause = view.clause
    assert clause is not None
    return len(_WORD.findall(view.passages.norm.text, clause.start, clause.end)) > _LEAST_WORDS


def _is_guarded(sentence: Sentence, core: Core) -> bool:
    """Whether what is told is denied, asked, supposed, defined or said by others."""
    return any(run.reason != _NAME and run.start < core.end and core.start < run.end for run in sentence.guards)
