"""What a type of claim needs: its elements, and by what each of them may be held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.explanations import Explained
from claimcheck.evidence.figures.links import DOCUMENT, TABLE
from claimcheck.model.claim import Core, Element
from claimcheck.rulepack.condition_terms import Compiled
from claimcheck.rulepack.pack import ElementType, FigureGrade
from claimcheck.text.goal_columns import GoalColumn

QUALIFICATION = "qualification"


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
