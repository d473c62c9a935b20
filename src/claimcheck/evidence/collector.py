"""Looks for every element of a claim in widening circles and keeps the best that agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcheck.evidence.agreement import Agreement
from claimcheck.evidence.places import RESOLVERS
from claimcheck.model.claim import Core, Element, Need, State
from claimcheck.model.context import Context
from claimcheck.model.passage import Clause, Fact, Sentence
from claimcheck.rulepack.condition_terms import Compiled, Test, fact_mask
from claimcheck.rulepack.pack import ClaimType, ElementType, Lexicon, Pack
from claimcheck.rulepack.shapes import ShownBy
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

QUALIFICATION = "qualification"
METRIC = "metric"
Shown = tuple[int, int, Fact | None]
Held = tuple[State, float, str, int, int, Fact | None]
Chances = list[tuple[ElementType, float, list[tuple[float, Test]]]]


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


@dataclass(frozen=True, slots=True)
class Needs:
    """What one type of claim needs: for each element, in order, required, a trigger, or neither."""

    elements: tuple[tuple[str, bool, Compiled | None], ...]
    agree: Mapping[str, tuple[str, ...]]
    undefined: int


class Collector:
    """Finds the elements of claims; built once for a pack, a language and a context.

    Which elements a sentence may hold follows from its signals and kinds of fact; only these are tested.
    """

    __slots__ = ("_agreement", "_asked", "_context", "_credit", "_elements", "_needs", "_shift", "_signals")

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._agreement = Agreement(lexicon, pack.scoring.unknown_match)
        self._elements = sorted(pack.elements.values(), key=lambda element: element.shape.number)
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
        self._needs = {name: self._needs_of(kind) for name, kind in pack.claim_types.items()}
        self._signals = pack.signal_numbers
        self._shift = pack.fact_shift
        self._asked = 0
        for one in self._elements:
            for _, condition in one.grades:
                for branch in (*condition.branches, *condition.around):
                    for need in branch:
                        self._asked |= need

    def collect(self, cores: Sequence[Core], passages: Passages) -> list[tuple[Element, ...]]:
        """Return for each claim its required and triggered elements, held or missing, and optional ones held."""
        chances: dict[tuple[int, int], Chances] = {}
        return [self._claim(core, passages, chances) for core in cores]

    def _needs_of(self, kind: ClaimType) -> Needs:
        # A claim that names no attribute itself ("climate-friendly") takes it from what specifies it.
        unnamed = bool(kind.shape.attribute_from)
        return Needs(
            tuple(
                (one.id, one.id in kind.shape.required, kind.conditional.get(one.id))
                for one in self._elements
            ),
            {
                one.id: tuple(name for name in one.shape.agree if not (unnamed and name == METRIC))
                for one in self._elements
            },
            kind.undefined,
        )

    def _claim(
        self, core: Core, passages: Passages, chances: dict[tuple[int, int], Chances]
    ) -> tuple[Element, ...]:
        needs = self._needs[core.type]
        held = self._held(core, passages, chances, needs.agree)
        own = CoreView(passages, core.sentence, core.clause, self._context, core)
        found: list[Element] = []
        for name, required, trigger in needs.elements:
            need: Need = "required" if required else "optional"
            if trigger is not None and not required and trigger.test(own):
                need = "conditional"
            if name == QUALIFICATION and not core.clause.mask & needs.undefined:
                # Nothing in the claim has to be qualified: the qualification is neither missing nor evidence.
                need = "optional"
            best = held.get(name)
            if best is not None:
                found.append(Element(name, need, *best))
            elif need != "optional":
                found.append(Element(name, need, "missing", 0.0))
        return tuple(found)

    def _held(
        self,
        core: Core,
        passages: Passages,
        chances: dict[tuple[int, int], Chances],
        agree: Mapping[str, tuple[str, ...]],
    ) -> dict[str, Held]:
        """The best of each element over all places that agree; the nearest place wins a tie."""
        best: dict[str, Held] = {}
        for resolver in RESOLVERS:
            place = resolver.place
            state: State = "present" if place == "sentence" else "linked"
            for index in resolver.sentences(core, passages):
                view = CoreView(passages, passages.sentence(index), None, self._context, core)
                for element, top, grades in self._chances(view, chances):
                    place_credit = self._credit[element.id].get(place, 0.0)
                    before = best[element.id][1] if element.id in best else 0.0
                    # Where the best match cannot win, nothing has to be looked at.
                    if place_credit * top <= before:
                        continue
                    credit = place_credit * next((match for match, test in grades if test(view)), 0.0)
                    if credit <= before:
                        continue
                    credit *= self._agreement.match(core, view.sentence, place, agree[element.id], passages)
                    if credit > before:
                        best[element.id] = (state, credit, place, *self._shown(element, view, core))
        return best

    def _chances(self, view: CoreView, known: dict[tuple[int, int], Chances]) -> Chances:
        """The elements that a sentence's signals and kinds of fact leave a chance, with the grades to be tested."""
        facts = fact_mask(view.facts("sentence")) << self._shift
        counting = (view.own | facts) & self._asked
        present = (view.passages.masks[view.sentence.number] | facts) & self._asked
        found = known.get((counting, present))
        if found is None:
            found = known[counting, present] = [
                (element, max(match for match, _ in grades), grades)
                for element in self._elements
                if (
                    grades := [
                        (match, one.test)
                        for match, one in element.grades
                        if one.may_hold(counting) and one.may_hold_in(present)
                    ]
                )
            ]
        return found

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
        """Where a signal or fact stands, in order of start; of hits with one start the longest comes first."""
        if shown.signal is not None:
            number = self._signals[shown.signal]
            if not view.sentence.mask_any >> number & 1:
                return []
            # A grade may count words under a guard ("without offsets"); then these are what is quoted.
            guarded = not view.own >> number & 1
            hits = [hit for hit in view.hits("sentence", guarded) if hit.signal == number]
            return [(hit.start, hit.end, None) for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end))]
        return [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == shown.fact
            and (shown.role is None or fact.role == shown.role)
            and (shown.unit is None or fact.unit_class == shown.unit)
        ]
