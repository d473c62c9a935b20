"""Looks for every element of a claim in widening circles and keeps the best that agrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.evidence.agreement import Agreement, measures_else
from claimcheck.evidence.chances import Chance, Chances, matched, may_win
from claimcheck.evidence.cohesion import TIES, Cohesion, Tie, least
from claimcheck.evidence.core_view import Companions, CoreView
from claimcheck.evidence.elsewhere import LOCATOR, Elsewhere, FarEvidence
from claimcheck.evidence.figure_links import DOCUMENT, TABLE, FigureLinks
from claimcheck.evidence.held import Held
from claimcheck.evidence.places import BESIDE, NEIGHBOUR, PARAGRAPH, RESOLVERS
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import Core, Element, State
from claimcheck.model.context import Context
from claimcheck.model.passage import Fact
from claimcheck.rulepack.condition_terms import Test, narrowest
from claimcheck.rulepack.element_shapes import ElementShape, ShownBy
from claimcheck.rulepack.pack import ClaimType, ElementType, FigureGrade, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

QUALIFICATION = "qualification"
METRIC = "metric"
INSTRUCTION = "instruction"
OPENS_WITHIN = 32
"""Characters from the start of a sentence in which what it is about has begun."""
Shown = tuple[int, int, Fact | None]


class Surroundings(NamedTuple):
    """What is worked out once for all claims of a document."""

    chances: Chances
    elsewhere: Elsewhere
    figures: FactBase
    cohesion: Cohesion
    companions: Companions


class Evidence(NamedTuple):
    """What was found in a document: the elements of each claim, and its assurance statements."""

    elements: list[tuple[Element, ...]]
    assurance: tuple[Assurance, ...]


class Need_(NamedTuple):  # noqa: N801 - not the Need of a claim
    """An element that a type needs, or needs where its trigger holds; and the same where it is nowhere to be found."""

    id: str
    trigger: Test | None
    missing: Element


class Figures(NamedTuple):
    """Which figures hold an element, what they come to at most, the credit of their places, and what has to agree."""

    grades: tuple[FigureGrade, ...]
    most: float
    credit: Mapping[str, float]
    agree: frozenset[str]


class Needs(NamedTuple):
    """What one type of claim needs, in the order of the elements, and in which fields evidence has to agree.

    ``asked`` names the elements: what nobody asks for counts where it stands in the claim, and is not looked for.
    """

    elements: tuple[Need_, ...]
    asked: frozenset[str]
    agree: Mapping[str, tuple[str, ...]]
    undefined: int


class Collector:
    """Finds the elements of claims; built once for a pack, a language and a context.

    Which elements a sentence may hold follows from its signals and kinds of fact; only these are tested.
    """

    __slots__ = (
        "_agreement",
        "_asked",
        "_context",
        "_credit",
        "_elements",
        "_far",
        "_figures",
        "_gates",
        "_lexicon",
        "_links",
        "_needs",
        "_places_of",
        "_shift",
        "_shown_by",
        "_signals",
        "_standing_in",
        "_told",
    )

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._lexicon = lexicon
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
        # Without a bit of these no grade of the element can hold; -1 where one needs nothing.
        self._gates = [
            -1 if -1 in gates else reduce(or_, gates, 0)
            for gates in ([narrowest(grade.branches) for _, grade in one.grades] for one in self._elements)
        ]
        self._far = FarEvidence(pack, lexicon, context, self._credit)
        self._links = FigureLinks(pack)
        self._figures = {one.id: self._figures_of(one) for one in self._elements}
        self._places_of = {one.id: place for place, one in enumerate(self._elements)}
        self._needs = {name: self._needs_of(kind) for name, kind in pack.claim_types.items()}
        self._signals = pack.signal_numbers
        self._standing_in = frozenset(name for name, kind in pack.claim_types.items() if kind.shape.fallback)
        self._shown_by = {
            one.id: tuple(
                (shown, 0 if shown.signal is None else 1 << pack.signal_numbers[shown.signal])
                for shown in one.shape.shown_by
            )
            for one in self._elements
        }
        self._told = {
            one.id: reduce(or_, (1 << pack.signal_numbers[name] for name in one.shape.told), 0)
            for one in self._elements
        }
        self._shift = pack.fact_shift
        self._asked = 0
        for one in self._elements:
            for _, condition in one.grades:
                for branch in (*condition.branches, *condition.around):
                    for need in branch:
                        self._asked |= need

    @property
    def anchors(self) -> int:
        """The signals, a bit each, that every sentence has to be searched for."""
        return self._far.anchors

    def collect(self, cores: Sequence[Core], passages: Passages, figures: FactBase) -> Evidence:
        """Return for each claim its required and triggered elements, held or missing, and optional ones held."""
        elsewhere = self._far.of(passages, figures)
        cohesion = Cohesion(
            self._lexicon, passages, elsewhere.identities, self._agreement, self._context.medium != "report"
        )
        document = Surroundings(
            {},
            elsewhere,
            figures,
            cohesion,
            Companions(cores, self._standing_in, self._lexicon.roles.get("definite", 0)),
        )
        elements = [self._claim(core, passages, document) for core in cores]
        return Evidence(elements, document.elsewhere.assurance)

    def _figures_of(self, element: ElementType) -> Figures:
        """The figures that hold an element, and the most that any of them can be worth."""
        credit = {place: self._credit[element.id].get(place, 0.0) for place in (TABLE, DOCUMENT)}
        best = max((grade.match for grade in element.figures), default=0.0)
        return Figures(element.figures, best * max(credit.values()), credit, frozenset(element.shape.agree))

    def _needs_of(self, kind: ClaimType) -> Needs:
        # A claim that names no attribute itself ("climate-friendly") takes it from what specifies it.
        unnamed = bool(kind.shape.attribute_from)
        needed: list[Need_] = []
        for one in self._elements:
            if one.id in kind.shape.required:
                needed.append(Need_(one.id, None, Element(one.id, "required", "missing", 0.0)))
            elif one.id in kind.conditional:
                missing = Element(one.id, "conditional", "missing", 0.0)
                needed.append(Need_(one.id, kind.conditional[one.id].test, missing))
        return Needs(
            tuple(needed),
            frozenset(one.id for one in needed),
            {
                one.id: tuple(name for name in one.shape.agree if not (unnamed and name == METRIC))
                for one in self._elements
            },
            kind.undefined,
        )

    def _claim(self, core: Core, passages: Passages, document: Surroundings) -> tuple[Element, ...]:
        needs = self._needs[core.type]
        own = CoreView(passages, core.sentence, core.clause, self._context, core)
        held = self._held(own, document, needs)
        locator = document.elsewhere.follow(core, held.pop(LOCATOR, None), passages)
        if locator is not None:
            held[LOCATOR] = locator
        # Nothing in such a claim has to be qualified: the qualification is neither missing nor evidence.
        defined = not core.clause.mask & needs.undefined
        found: list[Element] = []
        needed = [
            one
            for one in needs.elements
            if (one.trigger is None or one.trigger(own)) and not (defined and one.id == QUALIFICATION)
        ]
        self._link([one.id for one in needed], held, own, document.figures)
        for name, _, missing in needed:
            self._look_around(name, held, own, document.elsewhere)
            best = held.pop(name, None)
            found.append(missing if best is None else Element(name, missing.need, *best))
        if held:
            found += [Element(name, "optional", *best) for name, best in held.items()]
            found.sort(key=self._place)
        return tuple(found)

    def _link(self, needed: Sequence[str], held: dict[str, Held], own: CoreView, figures: FactBase) -> None:
        """Take figures from elsewhere for needed elements, where they are worth more than what is held of them."""
        candidates = None
        for name in needed:
            grades, most, credit, agree = self._figures[name]
            before = held[name].credit if name in held else 0.0
            if most <= before:
                continue
            candidates = candidates or self._links.of(own.core, figures, own.passages)
            if candidates is None:
                return
            fitting = [(grade, grade.when is None or grade.when.test(own)) for grade in grades]
            best = candidates.best(fitting, agree, credit)
            if best is not None and best[0] > before:
                shown = best[2].shown
                held[name] = Held(
                    "linked", best[0], best[1], shown.start, shown.end, candidates.fact(shown),
                    candidates.link(best[2]),
                )  # fmt: skip

    def _look_around(self, name: str, held: dict[str, Held], own: CoreView, elsewhere: Elsewhere) -> None:
        """Put evidence from elsewhere in the place of what stands near, where it is worth more."""
        element = self._elements[self._places_of[name]]
        checked = elsewhere.checked(own.core, name, held[name].credit if name in held else 0.0)
        if checked is not None:
            held[name] = checked
        told = elsewhere.told(own.core, element, own, held[name].credit if name in held else 0.0)
        if told is not None:
            view = PassageView(own.passages, told.sentence, None, self._context)
            held[name] = Held("linked", told.credit, told.place, *self._shown(element, view, own.core))

    def _place(self, element: Element) -> int:
        return self._places_of[element.id]

    def _held(self, own: CoreView, document: Surroundings, needs: Needs) -> dict[str, Held]:
        """The best of each element over all places near the claim that agree; the nearest place wins a tie."""
        core, passages = own.core, own.passages
        best: dict[str, Held] = {}
        chances = document.chances
        for resolver in RESOLVERS:
            place = resolver.place
            state: State = "present" if place == "sentence" else "linked"
            for index in resolver.sentences(core, passages):
                facts = passages.kinds(index) << self._shift
                present = (passages.mask(index) | facts) & self._asked
                # Guards only take signals away: where nothing wins with all of them, nobody has to look for guards.
                if place != "sentence" and not may_win(self._chances(place, present, present, chances), best):
                    continue
                view = CoreView(passages, passages.sentence(index), None, self._context, core)
                parted = document.companions.views(core, view) if place == "sentence" else None
                counting = (view.own | facts) & self._asked
                if place == PARAGRAPH and not document.elsewhere.names_same(core, view.sentence):
                    continue
                tie = document.cohesion.tie(core, view.sentence) if place == NEIGHBOUR else TIES[-1]
                for element, place_credit, most, grades in self._chances(place, counting, present, chances):
                    name = element.id
                    before = best[name].credit if name in best else 0.0
                    # Where the best match cannot win, nothing has to be looked at.
                    if most <= before or (place != "sentence" and name not in needs.asked):
                        continue
                    seen = parted[element.shape.from_others] if parted else view
                    match = matched(grades, seen)
                    credit = place_credit * match
                    if credit <= before or match < least(element.shape, place, tie):
                        continue
                    if place in BESIDE and not _may_stand_beside(element, own, view):
                        continue
                    if place != "sentence":
                        credit *= self._agreement.match(
                            core,
                            view.sentence,
                            place,
                            needs.agree[name],
                            passages,
                            document.figures,
                            self._told[name],
                        )
                    if credit > before:
                        shown = self._shown(element, seen, core)
                        if place == "sentence" or self._tells(
                            element.shape, shown, view, tie, document.figures
                        ):
                            best[name] = Held(state, credit, place, *shown)
        return best

    def _tells(
        self, element: ElementShape, shown: Shown, view: CoreView, tie: Tie, figures: FactBase
    ) -> bool:
        """Whether what a sentence beside a claim shows may be the claim's own.

        A pronoun stands for what the sentence before opens with. A bare number counts anything, a figure of another
        metric is none unless a word points back, and what is, is not to come.
        """
        core, (start, _, fact) = view.core, shown
        if element.tie == TIES[-1] and start - view.sentence.start > OPENS_WITHIN:
            return False
        if fact is None:
            return True
        if core.tense != "planned" and (fact.year or 0) > self._context.as_of.year:
            return False
        if not element.beside_units:
            return True
        linked = TIES.index(tie) > TIES.index("metric")
        return fact.unit_class in element.beside_units and not measures_else(
            core, view.sentence, start, figures, linked
        )

    def _chances(self, place: str, counting: int, present: int, known: Chances) -> list[Chance]:
        """The elements that a place, and a sentence's signals and kinds of fact, leave a chance."""
        key = (place, counting, present)
        found = known.get(key)
        if found is None:
            found = known[key] = list(self._open(place, counting, present))
        return found

    def _open(self, place: str, counting: int, present: int) -> Iterator[Chance]:
        for element, gate in zip(self._elements, self._gates, strict=True):
            if gate >= 0 and not counting & gate:
                continue
            credit = self._credit[element.id].get(place, 0.0)
            if not credit:
                continue
            grades = tuple(
                (match, one.test)
                for match, one in element.grades
                if one.may_hold(counting) and one.may_hold_in(present)
            )
            if grades:
                yield Chance(element, credit, credit * max(match for match, _ in grades), grades)

    def _shown(self, element: ElementType, view: PassageView, core: Core) -> Shown:
        """The words to quote: the first of ``shown_by`` that is there, in the claim's clause before elsewhere."""
        sentence = view.sentence
        for shown, bit in self._shown_by[element.id]:
            # Most of what an element may be shown by is not there.
            if bit and not sentence.mask_any & bit:
                continue
            places = self._places(shown, view)
            if places:
                inside = [one for one in places if core.clause.start <= one[0] < core.clause.end]
                return (inside or places)[0]
        return sentence.start, sentence.end, None

    def _places(self, shown: ShownBy, view: PassageView) -> list[Shown]:
        """Where a signal or fact stands, in order of start; of hits with one start the longest comes first."""
        if shown.signal is not None:
            number = self._signals[shown.signal]
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


def _may_stand_beside(element: ElementType, own: CoreView, view: CoreView) -> bool:
    """Whether a sentence beside a claim says what it has to, and the claim leaves the element to one.

    "See page 12" belongs to what stands before it.
    """
    other = view.sentence
    if other.number < own.sentence.number and any(run.reason == INSTRUCTION for run in other.guards):
        return False
    says = element.beside is None or element.beside.test(view)
    return says and (element.beside_claim is None or element.beside_claim.test(own))
