"""Which elements a sentence may hold, before it is looked at closely, and how well it holds one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.evidence.cohesion import TIES, least
from claimcheck.evidence.held import Held
from claimcheck.evidence.places import NEIGHBOUR
from claimcheck.rulepack.condition_terms import Compiled, narrowest
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.views import PassageView

Grades = tuple[tuple[float, Compiled], ...]
Credits = Mapping[str, Mapping[str, float]]
"""By element and place."""


class Chance(NamedTuple):
    """An element that may stand at a place: the credit of the place, the most it can come to, and its grades.

    Without a bit of ``gate`` none of them can hold; it is -1 where one needs nothing.
    """

    element: ElementType
    credit: float
    most: float
    grades: Grades
    gate: int


class Place(NamedTuple):
    """The elements that count at a place, for one type of claim or for all, and the signals that they ask for."""

    name: str
    chances: tuple[Chance, ...]
    asked: int

    def open(self, counting: int, present: int) -> list[Chance]:
        """Those that signals and kinds of fact leave a chance: those that count, and all that are there."""
        return list(self._open(counting, present))

    def _open(self, counting: int, present: int) -> Iterator[Chance]:
        for one in self.chances:
            if one.gate >= 0 and not counting & one.gate:
                continue
            grades = tuple(
                [
                    grade
                    for grade in one.grades
                    if grade[1].may_hold(counting) and grade[1].may_hold_in(present)
                ]
            )
            if grades:
                yield one._replace(most=one.credit * max([match for match, _ in grades]), grades=grades)


def place_of(
    name: str, elements: Iterable[ElementType], credits_: Credits, asked: Collection[str] | None
) -> Place:
    """A place for claims that ask for some elements, None for all."""
    chances = []
    for one in elements:
        credit = credits_[one.id].get(name, 0.0)
        if not credit or (asked is not None and one.id not in asked):
            continue
        grades = tuple([grade for grade in one.grades if grade[0] >= _least(one, name)])
        if grades:
            gates = [narrowest(grade.branches) for _, grade in grades]
            gate = -1 if -1 in gates else reduce(or_, gates, 0)
            most = credit * max([match for match, _ in grades])
            chances.append(Chance(one, credit, most, grades, gate))
    signals = 0
    for chance in chances:
        for _, condition in chance.grades:
            for branch in (*condition.branches, *condition.around):
                signals |= reduce(or_, branch, 0)
    return Place(name, tuple(chances), signals)


def _least(element: ElementType, place: str) -> float:
    """The least match that counts at a place, whatever joins a sentence there with the claim's."""
    joined = least(element.shape, place, TIES[-1])
    return min(joined, least(element.shape, place, TIES[0])) if place == NEIGHBOUR else joined


class Chances:
    """The chances of the sentences of one document: those that agree in what is asked have the same."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int], list[Chance]] = {}

    def of(self, place: Place, counting: int, present: int) -> Sequence[Chance]:
        """The elements that a place, and a sentence's signals and kinds of fact, leave a chance."""
        counting &= place.asked
        present &= place.asked
        key = (id(place), counting, present)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = place.open(counting, present)
        return found


def may_win(chances: Iterable[Chance], best: Mapping[str, Held]) -> bool:
    """Whether one of the chances can come to more than what is held already."""
    for one in chances:
        held = best.get(one.element.id)
        if held is None or one.most > held.credit:
            return True
    return False


def matched(grades: Grades, view: PassageView) -> float:
    """The match of the first grade that holds, 0 where none does."""
    for match, condition in grades:
        if condition.test(view):
            return match
    return 0.0
