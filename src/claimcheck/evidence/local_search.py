"""Evidence in the sentence of a claim and near it, in widening circles: the best of each element that agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimcheck.evidence.candidate_filter import (
    Chance,
    Circle,
    Circles,
    Credits,
    EvidenceMatch,
    chances_at,
    is_for,
    is_possible,
    matched,
    may_win,
    open_chances,
)
from claimcheck.evidence.claim_context import Surroundings, joined, sentences_of
from claimcheck.evidence.cohesion import TIES, Tie, least, points
from claimcheck.evidence.compatibility import Agreement, figures_reached, is_told_apart, measures_else
from claimcheck.evidence.core_view import Companions, CoreView, Share
from claimcheck.evidence.noun_phrases import WordsOfNames
from claimcheck.evidence.plausibility import Plausibility
from claimcheck.evidence.quote_selection import Quotes, Shown
from claimcheck.evidence.search_scopes import AROUND, BESIDE, NEIGHBOUR, NOTED, OWN, PARAGRAPH, Resolver
from claimcheck.evidence.tied_forms import BASE, Tied
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import ALL_KINDS, Fact, signals_in
from claimcheck.rulepack.pack import ClaimType, ElementType, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.remembered import remembered_by

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import ElementShape

METRIC = "metric"
PERIOD, PROGRESS = "period", "progress"
INSTRUCTION = "instruction"
OPENS_WITHIN = 32  # characters of a sentence in which what it is about has begun


class OwnViews(NamedTuple):
    """A claim's sentence as it stands there, without what cannot be evidence, and as its other claims leave it."""

    whole: CoreView
    view: CoreView
    parted: Mapping[Share, CoreView] | None
    named: WordsOfNames
    reached: Sequence[Fact]

    def of(self, element: ElementType) -> CoreView:
        """What of the sentence may hold an element."""
        seen = self.parted[element.shape.from_others] if self.parted else self.view
        seen = self.whole if element.shape.denials and seen is self.view else seen
        if element.shape.slot is not None and PERIOD in element.shape.slot.role:
            seen = seen.of_own_time()
        return self.named.without(seen, element.id)


Refusal = Literal["word", "grade", "tie", "beside", "identity", "figure", "other_claim"]
"""Why a sentence near a claim is no evidence for an element of it.

``word``: it has no word that tells what it is about. ``grade``: no grade of the element holds. ``tie``: what joins it
with the claim is too little. ``beside``: such a claim, or such a sentence, takes and gives nothing there. ``identity``:
it is about something else. ``figure``: its figure cannot be the claim's. ``other_claim``: it is that of another claim.
"""


class Search(NamedTuple):
    """One claim while its surroundings are looked at, with what is held of it so far.

    ``link`` are the signals by which a sentence may speak of what the claim is about.
    """

    own: CoreView
    document: Surroundings
    agree: Mapping[str, tuple[str, ...]]
    link: int
    best: dict[str, EvidenceMatch]


class LocalEvidenceFinder:
    """Looks around claims; built once for a pack and a context.

    Which elements a sentence may hold follows from its signals and kinds of fact; only these are tested.
    """

    def __init__(
        self,
        pack: Pack,
        elements: Sequence[ElementType],
        credits_: Credits,
        agreement: Agreement,
        context: Context,
        quotes: Quotes,
        plausible: Plausibility,
        tied: Tied,
        named: WordsOfNames,
    ) -> None:
        self._tied, self._context, self._plausible = tied, context, plausible
        self._agreement, self._quotes, self._elements = agreement, quotes, elements
        self._told = {
            one.id: reduce(or_, (1 << pack.signal_numbers[name] for name in one.shape.told), 0) for one in elements
        }
        self._named = named
        self._kinds = pack.claim_types
        self._goals = signals_in(pack.admissions.goals) if pack.admissions else frozenset()
        self._stated = [one for one in elements if one.elsewhere]
        self._credits = credits_
        self._facts = ALL_KINDS << pack.fact_shift

    @remembered_by(attrgetter("type"))
    def circles(self, core: Core) -> Circles:
        """Where claims of the type of this one look for what; short texts have few types."""
        kind = self._kinds[core.type]
        circles = [self._circle(one, kind) for one in AROUND]
        # A claim that names no attribute itself ("climate-friendly") takes it from what specifies it.
        unnamed = bool(kind.shape.attribute_from)
        return Circles(
            chances_at(OWN, self._elements, self._credits, self._told, kind.id),
            tuple(circle for circle in circles if circle.chances),
            {
                one.id: tuple(name for name in one.shape.agree if not (unnamed and name == METRIC))
                for one in self._elements
            },
        )

    def _circle(self, resolver: Resolver, kind: ClaimType) -> Circle:
        # What nobody asks for counts where it stands in the claim, and is not looked for around it. A note tells all
        # that statements on figures do, asked for or not.
        listed = kind.asked
        if resolver.place == NOTED:
            listed |= {one.id for one in self._stated if is_for(one, kind.id)}
        return Circle(resolver, chances_at(resolver.place, self._elements, self._credits, self._told, kind.id, listed))

    def held(self, own: CoreView, document: Surroundings) -> dict[str, EvidenceMatch]:
        """The best of each element over all places near the claim that agree; the nearest place wins a tie."""
        kind, sentence = self.circles(own.core), own.core.sentence
        best = self._in_sentence(kind.own, own, document)
        search = self.search(own, document, best)
        pointing = self._agreement.may_point_back(sentence)
        others = document.companions.clauses(own.core)
        for resolver, chances in kind.around:
            if resolver.place == NEIGHBOUR and not pointing:
                # No word of the claim points at the sentence before.
                chances = [one for one in chances if one.element.shape.tie != TIES[-1]]
            if may_win(chances, best):
                for index in sentences_of(resolver, own, document, others):
                    self._look_at(index, resolver.place, chances, search)
        if BASE not in best and (base := self._tied.before(own, self._kinds[own.core.type].asked)):
            best[BASE] = base
        return best

    def search(self, own: CoreView, document: Surroundings, best: dict[str, EvidenceMatch]) -> Search:
        """The search around one claim of which ``best`` is held."""
        agree = self.circles(own.core).agree
        return Search(own, document, agree, self._agreement.links(own.core.sentence), best)

    def read_notes(
        self, held: dict[str, EvidenceMatch], own: CoreView, document: Surroundings, sentences: Iterable[int]
    ) -> None:
        """Put what notes on the claim's figures in a table hold in the place of what is worth less."""
        kind = self.circles(own.core)
        search = self.search(own, document, held)
        # The row itself has the figures; those of its notes are other ones.
        chances = [
            chance
            for one in kind.around
            if one.resolver.place == NOTED
            for chance in one.chances
            if not chance.element.figures
        ]
        if may_win(chances, held):
            for index in sentences:
                self._look_at(index, NOTED, chances, search)

    def _in_sentence(
        self, chances: Iterable[Chance], own: CoreView, document: Surroundings
    ) -> dict[str, EvidenceMatch]:
        """What stands in the claim's own sentence."""
        core, views = own.core, self.own_views(own, document)
        mask, around = views.whole.own, views.whole.around
        best: dict[str, EvidenceMatch] = {}
        for chance in chances:
            element, seen, match = chance.element, views.view, 0.0
            if (chance.gate < 0 or chance.gate & mask) and (chance.around < 0 or chance.around & around):
                seen = views.of(element)
                match = matched(chance.grades, mask, seen)
            if views.reached and element.shape.column == PROGRESS:
                fact = views.reached[0]
                best[element.id] = EvidenceMatch("present", chance.credit, OWN, fact.start, fact.end, fact)
            elif match:
                shown = self._quotes.of(element, seen, core)
                best[element.id] = EvidenceMatch("present", chance.credit * match, OWN, *shown)
        return best

    def own_views(self, own: CoreView, document: Surroundings) -> OwnViews:
        """What a claim may take from its own sentence."""
        own.passages.kinds(own.core.sentence.number)
        whole = CoreView(own.passages, own.core.sentence, None, self._context, own.core)
        view = self._plausible.view(whole)
        parted = document.companions.views(own.core, view)
        left = parted or {"any": view, "same_time": view, "none": view}
        facts, today = left["none"].facts("sentence"), self._context.as_of.year
        reached = figures_reached(own.core, facts, document.rows.facts, today, self._goals)
        if reached:
            parted = {**left, "none": left["none"].less(reached)}
        return OwnViews(whole, view, parted, self._named, reached)

    def refused(self, index: int, place: str, chance: Chance, search: Search) -> EvidenceMatch | Refusal:
        """What one sentence near a claim holds of an element, or why nothing."""
        found = self._refused(index, place, chance, search)
        formed = self._by_form(index, place, search).get(chance.element.id)
        if formed is None or (isinstance(found, EvidenceMatch) and found.credit >= formed.credit):
            return found
        return formed

    def _refused(self, index: int, place: str, chance: Chance, search: Search) -> EvidenceMatch | Refusal:
        own, document, _, link, _ = search
        passages, far = own.passages, document.elsewhere
        tie, goes_on = joined(index, place, own, document)
        link = -1 if goes_on else link
        mask = passages.mask(index) | passages.kinds(index)
        whole = CoreView(passages, passages.sentence(index), None, self._context, own.core)
        if place == PARAGRAPH and not (
            far.identities.share_metric(own.core, index) and far.statements.names_same(own.core, whole.sentence)
        ):
            return "identity"
        if not open_chances([chance], mask, link, {}):
            return "word" if chance.told and not mask & (chance.told | link) else "grade"
        view = whole if chance.element.shape.denials else self._plausible.view(whole)
        view = self._named.without(view, chance.element.id)
        return self._worth(chance, place, view, (tie, goes_on), search) or "grade"

    def _look_at(self, index: int, place: str, chances: Sequence[Chance], search: Search) -> None:
        """Put what one sentence near the claim holds in the place of what is held, where it is worth more."""
        if not self._is_apart(index, place, search):
            self._read(index, place, chances, search)
        search.best.update(self._by_form(index, place, search))

    def _read(self, index: int, place: str, chances: Sequence[Chance], search: Search) -> None:
        """The same of what it holds by its words and figures."""
        own, document, _, link, best = search
        core, passages = own.core, own.passages
        goes_on = place == NEIGHBOUR and index in document.continuing.of(core)
        link = -1 if goes_on else link
        # Figures are read only where words leave a chance; and guards only take signals away: where nothing wins
        # with all of them, nobody has to look for guards.
        mask = passages.mask(index)
        chances = open_chances(chances, mask | self._facts, link, best)
        mask |= passages.kinds(index)
        chances = [one for one in open_chances(chances, mask, link, best) if is_possible(one, mask)]
        if not chances:
            return
        whole = CoreView(passages, passages.sentence(index), None, self._context, core)
        if place == PARAGRAPH and not document.elsewhere.statements.names_same(core, whole.sentence):
            return
        ties = joined(index, place, own, document)
        plausible = self._plausible.view(whole)
        for chance in chances:
            view = whole if chance.element.shape.denials else plausible
            view = self._named.without(view, chance.element.id)
            if chance.gate < 0 or chance.gate & view.own:
                found = self._worth(chance, place, view, ties, search)
                if isinstance(found, EvidenceMatch):
                    best[chance.element.id] = found

    @staticmethod
    def _is_apart(index: int, place: str, search: Search) -> bool:
        """Whether a sentence further on does no more than open with a name: then its form alone tells anything."""
        core, continuing = search.own.core, search.document.continuing
        near = abs(index - core.sentence.number) == 1 or index in continuing.of(core)
        return place == NEIGHBOUR and not near and index in continuing.named(core)

    def _by_form(self, index: int, place: str, search: Search) -> dict[str, EvidenceMatch]:
        """What a sentence that is tied to the claim holds by its form, where it is worth more than what is held."""
        own, continuing = search.own, search.document.continuing
        goes_on = place == NEIGHBOUR and index in continuing.of(own.core)
        beside = index == own.core.sentence.number + 1 or index in continuing.named(own.core)
        if not (place == NOTED or goes_on or (place == NEIGHBOUR and beside)):
            return {}
        own.passages.kinds(index)
        whole = CoreView(own.passages, own.passages.sentence(index), None, self._context, own.core)
        if place != NOTED and self._is_of_another_thing(own, whole):
            return {}
        found = self._tied.found(own, whole, place, goes_on, self._kinds[own.core.type].asked, search.best)
        return dict(found) if place == NOTED else search.document.own_checks(own.core, whole.sentence, found)

    def _worth(
        self, chance: Chance, place: str, view: CoreView, joined: tuple[Tie, bool], search: Search
    ) -> EvidenceMatch | Refusal | None:
        """What a sentence near the claim is worth for an element, or why nothing; None where as much is held."""
        (own, document, agree, _, best), (tie, goes_on) = search, joined
        element, core = chance.element, own.core
        before = best[element.id].credit if element.id in best else 0.0
        match = matched(chance.grades, view.own, view)
        credit = chance.credit * match
        if credit <= before:
            return None
        if match < least(element.shape, place, tie, goes_on):
            return "tie"
        # Words are told by what they go on with; a year or amount still has to say what it is.
        as_note = goes_on and not element.figures
        if place in BESIDE and not as_note and not _may_stand_beside(element, own, view):
            return "beside"
        credit *= self._agreement.match(
            core,
            view.sentence,
            place,
            agree[element.id],
            view.passages,
            document.rows.facts,
            self._told[element.id],
            goes_on,
        )
        if credit <= before:
            return None if credit else "identity"
        shown = self._quotes.of(element, view, core)
        if not self._tells(element.shape, shown, view, tie, document.rows.facts):
            return "figure"
        beside = place in BESIDE
        if beside and self._is_of_another_thing(own, view):
            return "identity"
        linked = goes_on or (place == NEIGHBOUR and points(tie)) or self._agreement.points_back(view.sentence)
        apart = beside and not linked and is_told_apart(core, view.sentence, shown[2], document.rows.facts)
        apart = apart or (beside and document.checks_else(core, view.sentence, element.id, shown[0]))
        if apart or self._is_of_another(element, view, tie, document.companions):
            return "other_claim"
        return EvidenceMatch("linked", credit, place, *shown)

    def _is_of_another_thing(self, own: CoreView, view: CoreView) -> bool:
        """Whether a sentence beside a claim has another product for its subject: its verb may be one we do not know."""
        return not self._agreement.points_back(view.sentence) and self._quotes.opens_with_another(own, view)

    def _tells(self, element: ElementShape, shown: Shown, view: CoreView, tie: Tie, figures: FactBase) -> bool:
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
        linked = points(tie)
        return fact.unit_class in element.beside_units and not measures_else(
            core, view.sentence, start, figures, linked
        )

    def _is_of_another(self, element: ElementType, view: CoreView, tie: Tie, companions: Companions) -> bool:
        """Whether what a sentence beside a claim measures belongs to a claim of the same type that stands there.

        "We pay a living wage. The pay gap narrowed to 3 %" tells of two things, unless a word points back.
        """
        core = view.core
        measures = element.id == METRIC or bool(element.shape.beside_units)
        return (
            measures
            and self._kinds[core.type].shape.apart
            and not points(tie)
            and companions.stand_in(view.sentence.number, core.type)
        )


def _may_stand_beside(element: ElementType, own: CoreView, view: CoreView) -> bool:
    """Whether a sentence beside a claim says what it has to, and the claim leaves the element to one.

    "See page 12" belongs to what stands before it.
    """
    other = view.sentence
    if other.number < own.sentence.number and any(run.reason == INSTRUCTION for run in other.guards):
        return False
    says = element.beside is None or element.beside.test(view)
    return says and (element.beside_claim is None or element.beside_claim.test(own))
