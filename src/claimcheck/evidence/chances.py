"""Which elements a sentence may hold, before it is looked at closely, and how well it holds one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from claimcheck.evidence.held import Held
from claimcheck.rulepack.condition_terms import Test
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.views import PassageView


class Chance(NamedTuple):
    """An element that may stand at a place: the credit of the place, the most it can come to, and its grades."""

    element: ElementType
    credit: float
    most: float
    grades: tuple[tuple[float, Test], ...]


Chances = dict[tuple[str, int, int], list[Chance]]


def may_win(chances: Iterable[Chance], best: Mapping[str, Held]) -> bool:
    """Whether one of the chances can come to more than what is held already."""
    return any(one.element.id not in best or one.most > best[one.element.id].credit for one in chances)


def matched(grades: Iterable[tuple[float, Test]], view: PassageView) -> float:
    """The match of the first grade that holds, 0 where none does."""
    for match, test in grades:
        if test(view):
            return match
    return 0.0
