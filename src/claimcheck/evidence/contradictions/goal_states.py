"""What the row of a goal says has come of it: the share in the cell of its progress, and how far that falls short."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from claimcheck.evidence.goals.goal_reader import PERCENT, WHOLE, Goal
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.goal_tables import GoalCell
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

PROGRESS: Final = "progress"
_RISE, _FALL = "rise", "fall"
_SHARE = re.compile(r"(?P<sign>[-−–+])?(?<![0-9])(?P<digits>[0-9]++(?:\.[0-9]++)?)\s?%")


class State(NamedTuple):
    """The cell of the progress of a goal with the only share in it, and what its digits leave open.

    ``signed`` says that it is a change: "31 %" may be so much of the way.
    """

    cell: GoalCell
    share: float
    precision: float
    signed: bool


class GoalStates:
    """Reads them in one document."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self._every, self._metrics = lexicon.terms.every, lexicon.metrics.metrics
        self._text = passages.norm.text

    def of(self, goal: Goal) -> State | None:
        """The state of a goal; None where its cell tells no share, or several."""
        cell = goal.row.cells.get(PROGRESS) if goal.row is not None else None
        found = [] if cell is None else [*_SHARE.finditer(self._text, cell.start, cell.end)]
        if cell is None or len(found) != 1:
            return None
        sign, digits = found[0]["sign"], found[0]["digits"]
        return State(cell, float(digits), 0.5 * 0.1 ** len(digits.partition(".")[2]), bool(sign))

    def is_of_all(self, goal: Goal) -> bool:
        """Whether a goal aims at all of something: as its amount says, or its first word where it has none."""
        if goal.amount is None:
            first = WORD.search(self._text, goal.start, goal.end)
            return first is not None and first[0].lower() in self._every and not goal.several
        return (goal.amount.unit, goal.amount.value) == (PERCENT, WHOLE)

    def falls_short(self, goal: Goal, state: State) -> bool:
        """Whether the state of a goal is further off than what its row aims at, for certain."""
        if goal.several or self.is_of_all(goal):
            return not goal.several and state.share < WHOLE
        value, aim = goal.row.cells.get("value") if goal.row is not None else None, goal.amount
        aims = [] if value is None else [*_SHARE.finditer(self._text, value.start, value.end)]
        if aim is None or not aim.exact or aim.unit != PERCENT or len(aims) > 1:
            return False
        if aim.kind == "change":
            return state.share < aim.value
        better = {self._metrics[name].better for name in goal.terms.metrics}
        rises, falls = better == {_RISE}, aim.value == 0 or better == {_FALL}
        return (rises and state.share < aim.value) or (falls and state.share > aim.value)
