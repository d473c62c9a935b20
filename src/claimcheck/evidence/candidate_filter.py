"""Which elements count at a place, what each can come to there, and which of them a sentence may hold at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.evidence.cohesion import TIES, least
from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.explanations import Explained
from claimcheck.evidence.figures.links import DOCUMENT, TABLE
from claimcheck.evidence.search_scopes import BESIDE, Resolver
from claimcheck.model.claim import Core, Element, State
from claimcheck.model.figure import Link
from claimcheck.model.passage import Fact
from claimcheck.rulepack.condition_terms import Compiled, may_hold, narrowest
from claimcheck.rulepack.pack import ElementType, FigureGrade
from claimcheck.rulepack.views import PassageView
from claimcheck.text.goal_columns import GoalColumn

QUALIFICATION = "qualification"
_WORDS = "words"


class RequiredElement(NamedTuple):
    """An element that a type needs, or needs where its trigger holds; and the same where it is nowhere to be found.

    ``figures`` are those that hold it elsewhere, None where none can; ``far`` says whether other evidence from
    elsewhere can. ``column`` is the column of a table of goals that tells it, with the credit of its place;
    ``explained`` is what the explanation of a term of it is worth.
    """

    id: str
    trigger: Compiled | None
    missing: Element
    figures: Figures | None
    far: bool
    column: tuple[GoalColumn, float] | None
    explained: Explained | None


class Figures(NamedTuple):
    """Which figures hold an element, what they come to at most, the credit of their places, and what has to agree."""

    grades: tuple[FigureGrade, ...]
    most: float
    credit: Mapping[str, float]
    agree: frozenset[str]


class Needs(NamedTuple):
    """What one type of claim needs, in the order of the elements."""

    elements: tuple[RequiredElement, ...]
    undefined: int

    def is_defined(self, core: Core) -> bool:
        """Whether nothing in a claim has to be qualified."""
        return not core.clause.mask & self.undefined

    def asks(self, one: RequiredElement, own: CoreView) -> bool:
        """Whether a claim needs an element."""
        if one.id == QUALIFICATION and self.is_defined(own.core):
            return False
        return one.trigger is None or one.trigger.test(own)


def figures_of(element: ElementType, credits_: Mapping[str, float]) -> Figures | None:
    """The figures that hold an element, and the most that any of them can be worth; None where none is worth any."""
    credit = {place: credits_.get(place, 0.0) for place in (TABLE, DOCUMENT)}
    best = max((grade.match for grade in element.figures), default=0.0)
    most = best * max(credit.values())
    return Figures(element.figures, most, credit, frozenset(element.shape.agree)) if most else None


Credits = Mapping[str, Mapping[str, float]]
"""By element and place."""


class Grade(NamedTuple):
    """A way to hold an element: without a bit of ``gate`` it cannot hold; -1 where it needs nothing."""

    match: float
    gate: int
    condition: Compiled


class Chance(NamedTuple):
    """An element that may stand at a place: the credit of the place, the most it can come to, and its grades.

    Without a bit of ``gate`` none of them can hold, nor without one of ``around`` among all signals of the sentence;
    -1 where one needs nothing. ``told`` are signals by which a sentence tells of what the claim is about, 0 where it
    need not.
    """

    element: ElementType
    credit: float
    most: float
    gate: int
    around: int
    told: int
    grades: tuple[Grade, ...]


class Circle(NamedTuple):
    """A place around a claim's sentence with the elements that a type of claim looks for there."""

    resolver: Resolver
    chances: Sequence[Chance]


class Circles(NamedTuple):
    """What the claims of one type look for in their sentence and around it, nearest first.

    ``agree`` has the fields in which evidence around it has to agree.
    """

    own: tuple[Chance, ...]
    around: tuple[Circle, ...]
    agree: Mapping[str, tuple[str, ...]]


def chances_at(
    place: str,
    elements: Iterable[ElementType],
    credits_: Credits,
    told: Mapping[str, int],
    kind: str,
    asked: Collection[str] | None = None,
) -> tuple[Chance, ...]:
    """The elements that count at a place for claims of type ``kind``, of those in ``asked`` where that is given.

    ``told`` has the signals of each that tell what a sentence beside the claim is about.
    """
    found: list[Chance] = []
    for one in elements:
        credit = credits_[one.id].get(place, 0.0)
        if not credit or (asked is not None and one.id not in asked):
            continue
        # Whatever joins a sentence there with the claim's.
        needed = least(one.shape, place, TIES[-1], place in BESIDE)
        grades = tuple(
            Grade(match, narrowest(condition.branches), condition)
            for match, condition in one.grades
            if match >= needed and kind in condition.claim_values.get("type", (kind,))
        )
        if grades:
            most = credit * max(grade.match for grade in grades)
            gate = _any_of(grade.gate for grade in grades)
            around = _any_of(narrowest(grade.condition.around) for grade in grades)
            beside = told[one.id] if place in BESIDE else 0
            found.append(Chance(one, credit, most, gate, around, beside, grades))
    return tuple(found)


def _any_of(gates: Iterable[int]) -> int:
    """The gate behind which one of several stands open; -1 where one of them is no gate."""
    listed = list(gates)
    return -1 if -1 in listed else reduce(or_, listed, 0)


def may_win(chances: Iterable[Chance], best: Mapping[str, EvidenceMatch]) -> bool:
    """Whether one of the chances can come to more than what is held already."""
    for one in chances:
        held = best.get(one.element.id)
        if held is None or one.most > held.credit:
            return True
    return False


def open_chances(chances: Iterable[Chance], mask: int, link: int, best: Mapping[str, EvidenceMatch]) -> list[Chance]:
    """The chances that can win by what is held, and hold by all signals of a sentence and its kinds of fact.

    ``link`` are the signals by which a sentence may speak of what the claim is about, whatever the element.
    """
    found: list[Chance] = []
    for one in chances:
        if (one.gate < 0 or one.gate & mask) and (one.around < 0 or one.around & mask):
            if one.told and not mask & (one.told | link):
                continue
            held = best.get(one.element.id)
            if held is None or one.most > held.credit:
                found.append(one)
    return found


def is_possible(chance: Chance, present: int) -> bool:
    """Whether all signals of a sentence and its kinds of fact leave one of the grades a chance."""
    for grade in chance.grades:  # noqa: SIM110 - a generator costs more than the tests themselves
        if may_hold(grade.condition.around, present):
            return True
    return False


def is_for(element: ElementType, kind: str) -> bool:
    """Whether statements far away may be evidence for claims of a type."""
    far = element.far_claim
    return far is None or kind in far.claim_values.get("type", (kind,))


def matched(grades: Iterable[Grade], mask: int, view: PassageView) -> float:
    """The match of the first grade that holds by a view and by its signals and kinds of fact, 0 where none does."""
    for match, gate, condition in grades:
        if (gate < 0 or gate & mask) and condition.test(view):
            return match
    return 0.0


class EvidenceMatch(NamedTuple):
    """The fields of ``Element`` behind its id and its need."""

    state: State
    credit: float
    where: str
    start: int
    end: int
    fact: Fact | None
    link: Link | None = None
    leads_to: tuple[int, int] | None = None


class OwnWords:
    """Which of them give way to what is said elsewhere; built once for a pack."""

    def __init__(self, elements: Iterable[ElementType]) -> None:
        self._kinds = {one.id: frozenset(one.shape.gives_way) for one in elements if one.shape.gives_way}

    def take_out(self, held: dict[str, EvidenceMatch]) -> Mapping[str, EvidenceMatch]:
        """What is held by words that give way; it is held no more."""
        known = {name: held[name] for name in self._kinds if name in held}
        said = {name: match for name, match in known.items() if self._gives_way(name, match)}
        for name in said:
            del held[name]
        return said

    def put_back(self, said: Mapping[str, EvidenceMatch], held: dict[str, EvidenceMatch]) -> None:
        """Hold again what was taken out, or show in its place what is said elsewhere, if that is more.

        It counts no less than the claim's own words do.
        """
        for name, match in said.items():
            elsewhere = held.get(name)
            if elsewhere is None or (self._gives_way(name, elsewhere) and match.credit >= elsewhere.credit):
                held[name] = match
            else:
                held[name] = elsewhere._replace(credit=max(elsewhere.credit, match.credit))

    def _gives_way(self, name: str, match: EvidenceMatch) -> bool:
        return (_WORDS if match.fact is None else match.fact.kind) in self._kinds[name]
