"""Looks for every element of a claim in widening circles and keeps the best that agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from claimcheck.evidence.agreement import Agreement
from claimcheck.evidence.places import RESOLVERS
from claimcheck.model.claim import Core, Element, Need, State
from claimcheck.model.context import Context
from claimcheck.model.passage import Clause, Fact, Sentence
from claimcheck.rulepack.condition_terms import fact_mask
from claimcheck.rulepack.pack import ClaimType, ElementType, Lexicon, Pack
from claimcheck.rulepack.shapes import ShownBy
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

QUALIFICATION = "qualification"
METRIC = "metric"
Shown = tuple[int, int, Fact | None]
Graded = list[tuple[ElementType, float]]


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
    """Finds the elements of claims; built once for a pack, a language and a context.

    What a sentence holds is graded once for all claims that look there. Only elements whose grades ask about the
    claim itself are graded claim by claim.
    """

    __slots__ = (
        "_agree",
        "_agreement",
        "_by_claim",
        "_by_sentence",
        "_context",
        "_credit",
        "_elements",
        "_pack",
        "_shift",
        "_signals",
    )

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._pack = pack
        self._context = context
        self._agreement = Agreement(lexicon, pack.scoring.unknown_match)
        self._elements = sorted(pack.elements.values(), key=lambda element: element.shape.number)
        self._by_claim = [one for one in self._elements if _asks_about_claim(one)]
        self._by_sentence = [one for one in self._elements if not _asks_about_claim(one)]
        medium = str(context.medium)
        general = pack.scoring.place_credit[medium]
        qualifying = {**general, **pack.scoring.qualification_credit.get(medium, {})}
        self._credit: Mapping[str, Mapping[str, float]] = {
            one.id: {
                place: credit
                for place, credit in (qualifying if one.id == QUALIFICATION else general).items()
                if place in one.shape.look and credit
            }
            for one in self._elements
        }
        # A claim that names no attribute itself ("climate-friendly") takes it from what specifies it, whatever that is.
        self._agree: Mapping[bool, Mapping[str, tuple[str, ...]]] = {
            unnamed: {
                one.id: tuple(name for name in one.shape.agree if not (unnamed and name == METRIC))
                for one in self._elements
            }
            for unnamed in (False, True)
        }
        self._signals = pack.signal_numbers
        self._shift = pack.fact_shift

    def collect(self, cores: Sequence[Core], passages: Passages) -> list[tuple[Element, ...]]:
        """Return for each claim its required and triggered elements, held or missing, and optional ones that are held."""
        graded: dict[int, Graded] = {}
        return [self._claim(core, passages, graded) for core in cores]

    def _claim(self, core: Core, passages: Passages, graded: dict[int, Graded]) -> tuple[Element, ...]:
        kind = self._pack.claim_types[core.type]
        held = self._held(core, passages, graded, self._agree[bool(kind.shape.attribute_from)])
        own = CoreView(passages, core.sentence, core.clause, self._context, core)
        # Nothing in the claim has to be qualified: the qualification is neither missing nor evidence.
        defined = not core.clause.mask & kind.undefined
        found: list[Element] = []
        for element in self._elements:
            need = "optional" if defined and element.id == QUALIFICATION else _need(kind, element.id, own)
            best = held.get(element.id)
            if best is not None:
                found.append(best if need == "optional" else replace(best, need=need))
            elif need != "optional":
                found.append(Element(element.id, need, "missing", 0.0))
        return tuple(found)

    def _held(
        self, core: Core, passages: Passages, graded: dict[int, Graded], agree: Mapping[str, tuple[str, ...]]
    ) -> dict[str, Element]:
        """The best of each element over all places that agree; the nearest place wins a tie."""
        best: dict[str, Element] = {}
        for resolver in RESOLVERS:
            place = resolver.place
            state: State = "present" if place == "sentence" else "linked"
            for index in resolver.sentences(core, passages):
                view = CoreView(passages, passages.sentence(index), None, self._context, core)
                for element, match in self._grades(view, graded):
                    credit = self._credit[element.id].get(place, 0.0) * match
                    before = best.get(element.id)
                    if credit <= (before.credit if before else 0.0):
                        continue
                    credit *= self._agreement.match(core, view.sentence, place, agree[element.id], passages)
                    if credit > (before.credit if before else 0.0):
                        start, end, fact = self._shown(element, view, core)
                        best[element.id] = Element(
                            element.id, "optional", state, credit, place, start, end, fact
                        )
        return best

    def _grades(self, view: CoreView, graded: dict[int, Graded]) -> Iterable[tuple[ElementType, float]]:
        """The elements that a sentence holds, with the match of each."""
        index = view.sentence.number
        known = graded.get(index)
        if known is None:
            known = graded[index] = _graded(self._by_sentence, view, self._shift)
        return chain(known, _graded(self._by_claim, view, self._shift))

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
            if not view.sentence.mask_any >> number & 1:
                return []
            # A grade may count words under a guard ("without offsets"); then these are what is quoted.
            guarded = not view.sentence.mask >> number & 1
            return [
                (hit.start, hit.end, None) for hit in view.hits("sentence", guarded) if hit.signal == number
            ]
        return [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == shown.fact
            and (shown.role is None or fact.role == shown.role)
            and (shown.unit is None or fact.unit_class == shown.unit)
        ]


def _asks_about_claim(element: ElementType) -> bool:
    return any("claim" in condition.uses for _, condition in element.grades)


def _graded(elements: Iterable[ElementType], view: CoreView, shift: int) -> Graded:
    mask = view.sentence.mask | fact_mask(view.facts("sentence")) << shift
    found: list[tuple[ElementType, float]] = []
    for element in elements:
        # Grades stand best first.
        for match, condition in element.grades:
            if condition.may_hold(mask) and condition.test(view):
                found.append((element, match))
                break
    return found


def _need(kind: ClaimType, element: str, view: CoreView) -> Need:
    if element in kind.shape.required:
        return "required"
    trigger = kind.conditional.get(element)
    return "conditional" if trigger is not None and trigger.test(view) else "optional"
