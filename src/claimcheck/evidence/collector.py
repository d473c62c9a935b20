"""Looks for every element of a claim in widening circles and keeps the best that agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from claimcheck.evidence.agreement import Agreement
from claimcheck.evidence.places import RESOLVERS
from claimcheck.model.claim import Core, Element, Need, State
from claimcheck.model.context import Context
from claimcheck.model.passage import Clause, Fact, Sentence
from claimcheck.rulepack.pack import ClaimType, ElementType, Lexicon, Pack
from claimcheck.rulepack.shapes import ShownBy
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

QUALIFICATION = "qualification"
Shown = tuple[int, int, Fact | None]


class CoreView(PassageView):
    """A sentence examined for evidence; claim fields are those of the claim that needs it."""

    __slots__ = ("core",)

    def __init__(
        self, passages: Passages, sentence: Sentence, clause: Clause | None, context: Context, core: Core
    ) -> None:
        super().__init__(passages, sentence, clause, context)
        self.core = core

    def claim_field(self, name: str) -> str | None:
        """A field of the claim."""
        value = getattr(self.core, name)
        return None if value is None else str(value)


class Collector:
    """Finds the elements of claims; built once for a pack, a language and a context."""

    __slots__ = ("_agreement", "_context", "_credit", "_elements", "_pack", "_qualification", "_signals")

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._pack = pack
        self._context = context
        self._agreement = Agreement(lexicon, pack.scoring.unknown_match)
        self._elements = sorted(pack.elements.values(), key=lambda element: element.shape.number)
        medium = str(context.medium)
        self._credit: Mapping[str, float] = pack.scoring.place_credit[medium]
        self._qualification: Mapping[str, float] = {
            **self._credit, **pack.scoring.qualification_credit.get(medium, {}),
        }  # fmt: skip
        self._signals = pack.signal_numbers

    def collect(self, core: Core, passages: Passages) -> tuple[Element, ...]:
        """Return required and triggered elements, held or missing, and optional ones that are held."""
        kind = self._pack.claim_types[core.type]
        own = CoreView(passages, core.sentence, core.clause, self._context, core)
        defined = not core.clause.mask & kind.undefined
        found: list[Element] = []
        views: dict[int, CoreView] = {core.sentence.index: CoreView(passages, core.sentence, None, self._context, core)}
        for element in self._elements:
            need = _need(kind, element.id, own)
            if element.id == QUALIFICATION and defined:
                # Nothing in the claim has to be qualified: neither missing nor evidence.
                need = "optional"
            held = self._best(element, core, passages, views)
            if held is not None:
                found.append(replace(held, need=need))
            elif need != "optional":
                found.append(Element(element.id, need, "missing", 0.0))
        return tuple(found)

    def _best(
        self, element: ElementType, core: Core, passages: Passages, views: dict[int, CoreView]
    ) -> Element | None:
        """The element with the highest credit over all places that agree; the nearest place wins a tie."""
        best: Element | None = None
        credits = self._qualification if element.id == QUALIFICATION else self._credit
        for resolver in RESOLVERS:
            credit = credits.get(resolver.place, 0.0)
            if resolver.place not in element.shape.look or credit <= (best.credit if best else 0.0):
                continue
            for index in resolver.sentences(core, passages):
                view = views.get(index)
                if view is None:
                    view = views[index] = CoreView(passages, passages.sentence(index), None, self._context, core)
                match = _grade(element, view)
                if not match:
                    continue
                match *= self._agreement.match(core, view.sentence, resolver.place, element.shape.agree, passages)
                if credit * match > (best.credit if best else 0.0):
                    start, end, fact = self._shown(element, view, core)
                    state: State = "present" if resolver.place == "sentence" else "linked"
                    best = Element(element.id, "optional", state, credit * match, resolver.place, start, end, fact)
        return best

    def _shown(self, element: ElementType, view: CoreView, core: Core) -> Shown:
        """The words to quote: the first of ``shown_by`` that is there, in the claim's clause before elsewhere."""
        sentence = view.sentence
        for shown in element.shape.shown_by:
            places = self._places(shown, view)
            if places:
                inside = [one for one in places if core.clause.start <= one[0] < core.clause.end]
                return (inside or places)[0]
        return sentence.start, sentence.end, None

    def _places(self, shown: ShownBy, view: CoreView) -> list[Shown]:
        if shown.signal is not None:
            number = self._signals[shown.signal]
            return [
                (hit.start, hit.end, None) for hit in view.hits("sentence", False) if hit.signal == number
            ]
        return [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == shown.fact
            and (shown.role is None or fact.role == shown.role)
            and (shown.unit is None or fact.unit_class == shown.unit)
        ]


def _grade(element: ElementType, view: CoreView) -> float:
    """The best match that holds in the examined sentence; grades stand best first."""
    mask = view.sentence.mask
    for match, condition in element.grades:
        if all(mask & need for need in condition.needs) and condition.test(view):
            return match
    return 0.0


def _need(kind: ClaimType, element: str, view: CoreView) -> Need:
    if element in kind.shape.required:
        return "required"
    trigger = kind.conditional.get(element)
    return "conditional" if trigger is not None and trigger.test(view) else "optional"
