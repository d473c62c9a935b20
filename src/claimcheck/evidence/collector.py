"""Looks for every element of a claim in widening circles and keeps the best that agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from claimcheck.evidence.assurance.claim_assurance import AssuranceOf
from claimcheck.evidence.candidate_filter import (
    QUALIFICATION,
    EvidenceMatch,
    Needs,
    OwnWords,
    RequiredElement,
    figures_of,
)
from claimcheck.evidence.claim_context import Certificates, Surroundings, is_plain, noted, rows_of
from claimcheck.evidence.cohesion import Cohesion
from claimcheck.evidence.compatibility import Agreement
from claimcheck.evidence.continuations import ContinuationWords, Continuing
from claimcheck.evidence.core_view import Companions, CoreView
from claimcheck.evidence.document_search import LOCATOR, DocumentEvidenceFinder, Elsewhere
from claimcheck.evidence.explanations import Explained, Explanations
from claimcheck.evidence.figures.links import DOCUMENT, TABLE, FigureLinks
from claimcheck.evidence.figures.measures import TableMeasures
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import Goal, GoalReader
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.evidence.local_search import METRIC, LocalEvidenceFinder
from claimcheck.evidence.locators import is_particular
from claimcheck.evidence.noun_phrases import WordsOfNames
from claimcheck.evidence.plausibility import Plausibility
from claimcheck.evidence.quote_selection import Quotes
from claimcheck.evidence.recognised import recognised_blocks, without_figures
from claimcheck.evidence.search_scopes import NOTED, OWN
from claimcheck.evidence.sentence_roles import RoleReader
from claimcheck.evidence.tied_forms import Tied, TiedForms
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.rulepack.pack import ClaimType, ElementType, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.goal_columns import GoalColumn
from claimcheck.text.passages import Passages

SUBJECT = "subject"
NAMED = 0.5
"""The match of a name of which nobody knows what it is the name of."""
_PLANNED = "planned"
DATED_BACK = 2
"""Years before today of which a report may tell that does not say its year."""


class Evidence(NamedTuple):
    """What was found in a document: the elements of each claim, its assurance statements, and its goals."""

    elements: list[tuple[Element, ...]]
    assurance: tuple[Assurance, ...]
    document: Surroundings
    goals: Goals

    @property
    def assured(self) -> AssuranceOf:
        """The assurance statements with what they cover."""
        return self.document.elsewhere.assurance


class Collector:
    """Finds the elements of claims; built once for a pack, a language and a context."""

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self.context, self._lexicon = context, lexicon
        self._continuing = ContinuationWords(lexicon)
        self._asides = frozenset(
            kind.id for kind in pack.sections.values() if kind.set_aside is not None or kind.cells is not None
        )
        # A document tells there how it reports, or what its terms mean.
        self._telling = [
            kind.id
            for kind in pack.sections.values()
            if "definition" in (kind.cells, kind.set_aside) or (kind.of_report and kind.set_aside is None)
        ]
        self._agreement = Agreement(lexicon, pack.scoring.unknown_match, context.as_of.year)
        self.elements = sorted(pack.elements.values(), key=lambda element: element.shape.number)
        medium = str(context.medium)
        general = pack.scoring.place_credit[medium]
        qualifying = {**general, **pack.scoring.qualification_credit.get(medium, {})}
        credit: Mapping[str, Mapping[str, float]] = {
            one.id: {
                place: credit
                for place, credit in (qualifying if one.id == QUALIFICATION else general).items()
                if place in one.shape.look and credit
            }
            for one in self.elements
        }
        self._named, self._subject = (credit.get(name, {}).get(OWN, 0.0) for name in (METRIC, SUBJECT))
        self.quotes = Quotes(pack, lexicon, self.elements)
        plausible = Plausibility(pack, lexicon, context)
        reported = context.reporting_year or context.as_of.year - DATED_BACK
        self._forms = TiedForms(lexicon, reported)
        tied = Tied(self._forms, self.elements, credit, pack.signal_numbers)
        self.near = LocalEvidenceFinder(
            pack,
            self.elements,
            credit,
            self._agreement,
            context,
            self.quotes,
            plausible,
            tied,
            WordsOfNames(lexicon, self.elements, pack.signal_numbers),
        )
        self._far = DocumentEvidenceFinder(pack, lexicon, context, credit)
        self.roles = RoleReader(pack, lexicon.language, credit, {LOCATOR: is_particular})
        self.links = FigureLinks(pack)
        self._goals = GoalReader(pack, lexicon)
        self._own_words = OwnWords(self.elements)
        self._places_of = {one.id: place for place, one in enumerate(self.elements)}
        known = [self._required(one, credit[one.id]) for one in self.elements]
        self._columns = [one for one in known if one.column is not None]
        self._of_rows: dict[str, tuple[GoalColumn, float]] = {
            one.id: (one.column[0], credit[one.id].get(OWN, 0.0)) for one in known if one.column is not None
        }
        self._explained = [one for one in known if one.explained is not None]
        self.needs = {name: self._needs_of(kind, known) for name, kind in pack.claim_types.items()}
        self._cores = {one.id: one.core.positive for one in pack.claim_types.values() if one.shape.topic}
        self._standing_in = frozenset(name for name, kind in pack.claim_types.items() if kind.shape.fallback)

    @property
    def anchors(self) -> int:
        """The signals, a bit each, that every sentence has to be searched for."""
        return self._far.anchors

    def measures(self, rows: RowMatcher) -> TableMeasures:
        """What the tables of a document measure, for whoever looks for claims."""
        return TableMeasures(rows, self._asides)

    def collect(self, cores: Sequence[Core], rows: RowMatcher) -> Evidence:
        """Return for each claim its required and triggered elements, held or missing, and optional ones held."""
        passages, linked = rows.passages, self.links.within(rows)
        elsewhere = Elsewhere(self._far, rows, linked)
        is_copy = self.context.medium != "report"
        document = Surroundings(
            elsewhere,
            Cohesion(rows, elsewhere.identities, self._agreement, is_copy=is_copy),
            Continuing(self._continuing, passages, elsewhere.identities, self._agreement),
            Companions(cores, self._standing_in, self._lexicon.mask("definite")),
            rows,
            linked,
            Explanations(rows, self._telling, self._cores),
            Certificates(self._forms, passages),
        )
        goals = Goals(self._goals, rows)
        elements = [self._claim(core, passages, document, goals) for core in cores]
        if recognised := recognised_blocks(passages):
            elements = [
                without_figures(found, core, passages, recognised) for found, core in zip(elements, cores, strict=True)
            ]
        return Evidence(elements, elsewhere.assurance.counted(cores, elements), document, goals)

    def named(self, own: CoreView, element: str) -> EvidenceMatch | None:
        """What names tell of a claim: the metric by the row that it names, the subject by a name that opens it."""
        core = own.core
        if element == METRIC and core.measured is not None:
            return EvidenceMatch("present", self._named, OWN, *core.measured, None)
        if element == SUBJECT:
            name = own.passages.names.opening(core.clause.start, core.clause.end)
            if name is not None:
                return EvidenceMatch("present", NAMED * self._subject, OWN, *name, None)
        return None

    def view(self, core: Core, passages: Passages) -> CoreView:
        """A claim as triggers and grades ask it."""
        return CoreView(passages, core.sentence, core.clause, self.context, core)

    def _required(self, element: ElementType, credit: Mapping[str, float]) -> RequiredElement:
        """An element as every type needs it that requires it."""
        worth, column = credit.get(TABLE, 0.0), element.shape.column
        return RequiredElement(
            element.id,
            None,
            Element(element.id, "required", "missing", 0.0),
            figures_of(element, credit),
            self._far.may_hold(element),
            (column, worth) if column is not None and worth else None,
            Explained.of(element, credit),
        )

    def _needs_of(self, kind: ClaimType, known: Iterable[RequiredElement]) -> Needs:
        required, triggers = set(kind.shape.required), kind.conditional
        needed = [
            one
            if one.id in required
            else one._replace(trigger=triggers[one.id], missing=Element(one.id, "conditional", "missing", 0.0))
            for one in known
            if one.id in required or one.id in triggers
        ]
        return Needs(tuple(needed), kind.undefined)

    def _claim(self, core: Core, passages: Passages, document: Surroundings, goals: Goals) -> tuple[Element, ...]:
        needs = self.needs[core.type]
        own = self.view(core, passages)
        held = self.near.held(own, document)
        if (row := self.named(own, METRIC)) is not None:
            held[METRIC] = row
        if SUBJECT not in held and (name := self.named(own, SUBJECT)) is not None:
            held[SUBJECT] = name
        locator, astray = document.elsewhere.follow(core, held.pop(LOCATOR, None), passages)
        locator = locator or document.elsewhere.linked(core)
        if locator is not None:
            held[LOCATOR] = locator
        # Nothing in such a claim has to be qualified: the qualification is neither missing nor evidence.
        if needs.is_defined(core):
            held.pop(QUALIFICATION, None)
        found: list[Element] = []
        needed = [one for one in needs.elements if needs.asks(one, own)]
        self._read_row(held, core, goals)
        said = self._own_words.take_out(held)
        self._link(needed, held, own, document)
        self._read_goal(needed, held, own, goals)
        at = {one.start for one in held.values() if one.where == TABLE}
        notes = noted(at, own, document)
        self.near.read_notes(held, own, document, notes)
        self._read_explained(held, own, at, notes, document)
        for one in needed:
            if one.far:
                self._look_around(one.id, held, own, document.elsewhere)
        document.elsewhere.show_checks(core, held)
        held.update(self.roles.found(core, passages, [one.id for one in needed if one.id not in held]))
        self._own_words.put_back(said, held)
        for one in needed:
            best = held.pop(one.id, None)
            if best is not None:
                found.append(Element(one.id, one.missing.need, *best))
            else:
                found.append(one.missing._replace(fact=astray) if astray and one.id == LOCATOR else one.missing)
        if held:
            found += [Element(name, "optional", *best) for name, best in held.items()]
            found.sort(key=lambda one: self._places_of[one.id])
        return tuple(found)

    def _read_row(self, held: dict[str, EvidenceMatch], core: Core, goals: Goals) -> None:
        """Take what the claim's own row tells of its goal, and nothing that a cell for something else seems to tell."""
        if _of_own_row(core, goals) is None:
            return
        for name in self._of_rows:
            match, told = held.get(name), self.of_row(name, core, goals)
            if match is not None and self.is_astray(name, match.start, core, goals):
                del held[name]
            elif match is not None and core.sentence.start <= match.start < core.sentence.end:
                continue
            if told is not None:
                held[name] = told

    def of_row(self, name: str, core: Core, goals: Goals) -> EvidenceMatch | None:
        """What the claim's own row of a goal has in the column of an element."""
        goal, known = _of_own_row(core, goals), self._of_rows.get(name)
        told = None if goal is None or known is None else goals.told(goal, known[0], core)
        return None if told is None or known is None else EvidenceMatch("present", known[1], OWN, *told)

    def is_astray(self, name: str, at: int | None, core: Core, goals: Goals) -> bool:
        """Whether what seems to tell an element in the row of a goal stands in a cell that tells something else."""
        goal, known = _of_own_row(core, goals), self._of_rows.get(name)
        if goal is None or known is None or at is None:
            return False
        return goal.is_misplaced(core, known[0], at)

    def _link(
        self, needed: Sequence[RequiredElement], held: dict[str, EvidenceMatch], own: CoreView, document: Surroundings
    ) -> None:
        """Take figures from elsewhere for needed elements, where they are worth more than what is held of them."""
        candidates = None
        for one in needed:
            if one.figures is None:
                continue
            grades, most, credit, agree = one.figures
            before = held[one.id].credit if one.id in held else 0.0
            if most <= before:
                continue
            candidates = candidates or document.linked(own.core)
            if candidates is None:
                return
            fitting = [(grade, grade.when is None or grade.when.test(own)) for grade in grades]
            best = candidates.best(fitting, agree, credit)
            if best is not None and best[0] > before:
                shown = best[2].shown
                held[one.id] = EvidenceMatch(
                    "linked", best[0], best[1], shown.start, shown.end, candidates.fact(shown),
                    candidates.link(best[2]),
                )  # fmt: skip

    def _shown(self, name: str, view: PassageView, own: CoreView, worth: float, place: str) -> EvidenceMatch:
        """What a sentence elsewhere holds of an element, by the words that show it."""
        shown = self.quotes.of(self.elements[self._places_of[name]], view, own.core)
        return EvidenceMatch("linked", worth, place, *shown)

    def _read_explained(
        self, held: dict[str, EvidenceMatch], own: CoreView, linked: Iterable[int], notes: Iterable[int],
        document: Surroundings,
    ) -> None:  # fmt: skip
        """Take what explains the terms of a claim, or of its row, for elements that are nowhere to be found."""
        asked = [(one.id, one.explained) for one in self._explained if one.id not in held and one.explained is not None]
        if not asked:
            return
        rows = rows_of(linked, own, document)
        plain = ((index, NOTED) for index in notes if is_plain(own.passages.facts(index)))
        for index, place in chain(document.explanations.of(own.core, rows), plain):
            view = PassageView(own.passages, own.passages.sentence(index), None, self.context)
            if place == DOCUMENT and document.elsewhere.is_apart(own.core, view.sentence):
                continue
            for name, explained in asked:
                worth = 0.0 if name in held else explained.worth(place, view)
                if worth:
                    held[name] = self._shown(name, view, own, worth, place)

    def _read_goal(
        self, needed: Sequence[RequiredElement], held: dict[str, EvidenceMatch], own: CoreView, goals: Goals
    ) -> None:
        """Take what the row of the claim's goal in a table tells, where it is worth more than what is held.

        The row of a goal tells all that it has, asked for or not.
        """
        asked = [
            (one.id, *one.column)
            for one in (self._columns if own.core.tense == _PLANNED else needed)
            if one.column is not None and (one.id not in held or held[one.id].credit < one.column[1])
        ]
        goal = goals.of_claim(own.core) if asked else None
        for name, column, credit in asked:
            told = None if goal is None else goals.told(goal, column, own.core)
            if told is not None:
                held[name] = EvidenceMatch("linked", credit, TABLE, *told)

    def _look_around(self, name: str, held: dict[str, EvidenceMatch], own: CoreView, elsewhere: Elsewhere) -> None:
        """Put evidence from elsewhere in the place of what stands near, where it is worth more."""
        element = self.elements[self._places_of[name]]
        checked = elsewhere.assurance.best(own.core, name, held[name].credit if name in held else 0.0)
        if checked is not None:
            held[name] = checked
        told = elsewhere.told(own.core, element, own, held[name].credit if name in held else 0.0)
        if told is not None:
            view = PassageView(own.passages, told.sentence, None, self.context)
            held[name] = self._shown(name, view, own, told.credit, told.place)


def _of_own_row(core: Core, goals: Goals) -> Goal | None:
    """The goal of the row that a plan stands in itself."""
    goal = goals.of_block.get(core.sentence.block) if core.tense == _PLANNED else None
    return goal if goal is not None and goal.sentence == core.sentence.number else None
