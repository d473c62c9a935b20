"""What was looked at as evidence for the elements of a claim, and what refused each of it.

The places are asked once more, by the code that collects, for one element each and with nothing held yet: every
candidate shows what it comes to by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claimcheck.evidence.assurance.claim_assurance import PLACE as ASSURANCE
from claimcheck.evidence.candidate_filter import QUALIFICATION, Chance, EvidenceMatch, Grade, RequiredElement
from claimcheck.evidence.claim_context import noted, sentences_of
from claimcheck.evidence.collector import Collector, Evidence
from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.document_search import LOCATOR
from claimcheck.evidence.figures.links import DOCUMENT, TABLE
from claimcheck.evidence.local_search import METRIC, OwnViews
from claimcheck.evidence.search_scopes import NEIGHBOUR, NOTED, OWN
from claimcheck.evidence.trace_document_search import FarTracer
from claimcheck.model.claim import Core, Element
from claimcheck.model.trace import Candidate, Detail, ElementTrace, NotAsked, Operand
from claimcheck.rulepack.operands import Operands
from claimcheck.rulepack.pack import ElementType
from claimcheck.text.passages import Passages

MOST_NOTED = 24
"""Sentences of notes on rows that are shown for one element."""
MOST_FEATURES = 4
"""Features that speak for a sentence, and against it, that are shown, the heaviest first."""


class Tracer:
    """Traces the claims of one document whose evidence has been collected."""

    def __init__(self, collector: Collector, operands: Operands, passages: Passages, evidence: Evidence) -> None:
        self._collector = collector
        self._near = collector.near
        self._operands, self._passages = operands, passages
        self._document, self._goals = evidence.document, evidence.goals
        self._far = FarTracer(collector, operands, passages, evidence)
        self._elements = {one.id: one for one in collector.elements}

    def elements(self, core: Core, collected: Sequence[Element]) -> tuple[ElementTrace, ...]:
        """The elements that were collected for a claim, each with its candidates."""
        own = self._collector.view(core, self._passages)
        views = self._near.own_views(own, self._document)
        needs = {one.id: one for one in self._collector.needs[core.type].elements}
        linked = [one.start for one in collected if one.where == "table" and one.start is not None]
        notes = [*islice(noted(linked, own, self._document), MOST_NOTED)]
        found: list[ElementTrace] = []
        for one in collected:
            element, need = self._elements[one.id], needs.get(one.id)
            candidates = [self._in_sentence(element, own, views)]
            if need is not None:
                candidates += self._around(element, own, notes)
                candidates += self._far.candidates(need, element, own)
            if one.id == LOCATOR:
                candidates = [*self._far.followed(candidates, own)]
            if one.where in (NEIGHBOUR, NOTED, TABLE, DOCUMENT, ASSURANCE) and not any(
                _is_same(one, seen) for seen in candidates
            ):
                # What is tied to the claim tells what nobody asks for there as well.
                told = self._by_weights(one, core)
                if told:
                    candidates = [seen for seen in candidates if (seen.start, seen.end) != (one.start, one.end)]
                candidates.append(Candidate(one.where, "held", None, one.start, one.end, told, one.credit))
            found.append(ElementTrace(one, tuple(_settled(one, candidates))))
        return tuple(found)

    def not_asked(self, core: Core, collected: Sequence[Element]) -> tuple[NotAsked, ...]:
        """The elements that a claim neither needs nor has."""
        own = self._collector.view(core, self._passages)
        needs = {one.id: one for one in self._collector.needs[core.type].elements}
        known = {one.id for one in collected}
        return tuple(self._unasked(name, needs.get(name), own) for name in self._elements if name not in known)

    def _unasked(self, name: str, need: RequiredElement | None, own: CoreView) -> NotAsked:
        kind = own.core.type
        if name == QUALIFICATION and self._collector.needs[kind].is_defined(own.core):
            return NotAsked(name, "defined", ())
        if need is None or need.trigger is None:
            return NotAsked(name, "type", ())
        return NotAsked(name, "trigger", self._operands.of_trigger(kind, name, own))

    # -- near the claim

    def _in_sentence(self, element: ElementType, own: CoreView, views: OwnViews) -> Candidate:
        """What the claim's own sentence holds, or by which operands no grade does."""
        found = self._near_or_false(element, own, views)
        row = self._collector.named(own, element.id)
        if row is not None and (element.id == METRIC or found.outcome != "held"):
            return Candidate(OWN, "held", None, row.start, row.end, credit=row.credit)
        core, goals = own.core, self._goals
        if found.outcome == "held" and not self._collector.is_astray(element.id, found.start, core, goals):
            return found
        told = self._collector.of_row(element.id, core, goals)
        if told is not None:
            return Candidate(OWN, "held", None, told.start, told.end, credit=told.credit)
        astray = found.outcome == "held"
        return Candidate(OWN, "refused", "column", found.start, found.end) if astray else found

    def _near_or_false(self, element: ElementType, own: CoreView, views: OwnViews) -> Candidate:
        sentence = own.core.sentence
        start, end = sentence.start, sentence.end
        chances = self._near.circles(own.core).own
        chance = next((one for one in chances if one.element is element), None)
        if chance is None:
            return Candidate(OWN, "refused", "place", start, end)
        seen = views.of(element)
        holding = _first(chance, seen)
        if holding is not None and holding.match:
            first, last, _ = self._collector.quotes.of(element, seen, own.core)
            return Candidate(OWN, "held", None, first, last, credit=chance.credit * holding.match)
        if holding is not None:
            return Candidate(OWN, "refused", "match_0", start, end)
        for slot, other in (("other_claim", views.view), ("plausible", views.whole)):
            if other is not seen and _first(chance, other) is not None:
                return Candidate(OWN, "refused", slot, start, end)
        return Candidate(OWN, "refused", "grade", start, end, operands=self._false(element, chance, seen))

    def _false(self, element: ElementType, chance: Chance, view: CoreView) -> tuple[Operand, ...]:
        """The operands by which the grades are false; those of several that are the same once."""
        numbers = {id(condition): number for number, (_, condition) in enumerate(element.grades)}
        found = {
            (operand.file, operand.line, operand.words, operand.came_to): operand
            for grade in chance.grades
            if grade.match
            for operand in self._operands.of_grade(element.id, numbers[id(grade.condition)], view)
        }
        return tuple(found.values())

    def _around(self, element: ElementType, own: CoreView, notes: Iterable[int]) -> Iterator[Candidate]:
        """What the sentences and notes around the claim hold, and the notes on its rows."""
        core = own.core
        search = self._near.search(own, self._document, {})
        others = self._document.companions.clauses(core)
        for resolver, chances in self._near.circles(core).around:
            chance = next((one for one in chances if one.element is element), None)
            if chance is None:
                continue
            indices = list(sentences_of(resolver, own, self._document, others))
            if resolver.place == NOTED and not element.figures:
                indices += [index for index in notes if index not in indices]
            for index in indices:
                yield self._beside(index, resolver.place, self._near.refused(index, resolver.place, chance, search))

    def _by_weights(self, one: Element, core: Core) -> tuple[Detail, ...]:
        """How the weights of what is seen of a sentence tell that it is the evidence; nothing where they do not."""
        if one.where != NEIGHBOUR or one.start is None or one.need == "optional":
            return ()
        behind = self._passages.sentence(self._passages.at(one.start))
        weighed = self._collector.roles.weighed(one.id, core, self._passages, behind)
        if weighed is None:
            return ()
        heaviest = sorted(weighed.features, key=lambda feature: -abs(feature[1]))
        speaks_for, against = (
            tuple(islice((f"{name} {weight:+d}" for name, weight in heaviest if sign * weight > 0), MOST_FEATURES))
            for sign in (1, -1)
        )
        return (
            Detail("sum", (str(weighed.came_to),)),
            Detail("least", (str(weighed.least),)),
            Detail("speaks_for", speaks_for),
            Detail("speaks_against", against),
        )

    def _beside(self, index: int, place: str, found: EvidenceMatch | str) -> Candidate:
        if isinstance(found, EvidenceMatch):
            return Candidate(place, "held", None, found.start, found.end, credit=found.credit)
        span = self._passages.spans[index]
        return Candidate(place, "refused", found, span.start, span.end)


def _first(chance: Chance, view: CoreView) -> Grade | None:
    """The first grade that holds."""
    return next((one for one in chance.grades if one.condition.test(view)), None)


def _settled(element: Element, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates as they came out: of those that hold an element one is the evidence."""
    taken = False
    for one in candidates:
        if one.outcome != "held":
            yield one
            continue
        same = _is_same(element, one)
        if same and not taken:
            # What is shown in the place of the claim's own words counts no less than they do.
            yield one._replace(credit=element.credit)
        else:
            yield one._replace(outcome="outdone", slot="less")
        taken = taken or same


def _is_same(element: Element, one: Candidate) -> bool:
    same = (one.place, one.start, one.end) == (element.where, element.start, element.end)
    return same and one.outcome == "held" and one.credit <= element.credit
