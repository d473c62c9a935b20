"""What a sentence says has come of a goal, against the state that a table of goals gives of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.evidence.contradictions.goal_states import PROGRESS, GoalStates
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import differs_by
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import PERCENT, WHOLE, Goal
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.text.goal_tables import GoalCell

_CHANGE = "change"
Wrong = tuple[int, int, GoalCell]
"""The words that the state of a goal refutes, and that state."""


class GoalResults:
    """Finds them in one document.

    A goal is known as one that is said to be met is: nothing that either says sets the two apart. Its state refutes a
    change since the base year of the goal, or what is said of all where only a share is reached.
    """

    def __init__(self, matcher: RowMatcher, goals: Goals, quotes: Quotes) -> None:
        self._matcher, self._goals, self._quotes = matcher, goals, quotes
        self._text = matcher.passages.norm.text
        self._states = GoalStates(matcher.lexicon, matcher.passages)

    def contradict(self, stated: Iterable[Stated]) -> Iterator[Found]:
        """Each clause once, against the state of its goal."""
        for one in stated if self._goals.listed else ():
            row = None if one.ahead or one.denied else self._row(one)
            wrong = row and (self._change(one, row) or self._whole(one, row))
            if row is not None and wrong is not None:
                start, end, state = wrong
                told = (start, end), (state.start, state.end), (row.start, row.end)
                first, second, same = (self._text[begin:until] for begin, until in told)
                sides = self._quotes.words(start, end), self._quotes.words(state.start, state.end)
                yield Found(sides, {"first": first, "second": second, "same": same}, PROGRESS)

    def _row(self, one: Stated) -> Goal | None:
        """The row of the goal that a clause tells a result of: of the last year, or of none."""
        clause, last = one.clause, self._matcher.index.last_year
        if not one.years <= {last, one.since}:
            return None
        goal = self._goals.reader.of_words(
            one.sentence, clause.start, clause.end, None, self._matcher.passages
        )
        row = None if goal is None else self._goals.proven(goal)
        return row if row is not None and row.sentence != one.sentence and not row.several else None

    def _change(self, one: Stated, row: Goal) -> Wrong | None:
        """The change since the base year of a goal that is another one than its state."""
        (figure, *others), state = one.numbers or (None,), self._states.of(row)
        aim = row.amount
        if figure is None or others or state is None or aim is None or one.bounds:
            return None
        same = figure.role == aim.kind == _CHANGE and figure.unit == aim.unit == PERCENT and state.signed
        if not same or row.base is None or one.since != row.base.year:
            return None
        apart = differs_by(abs(figure.value), state.share)
        return (figure.start, figure.end, state.cell) if apart > figure.precision + state.precision else None

    def _whole(self, one: Stated, row: Goal) -> Wrong | None:
        """The word for all or none, where a goal for all of it has come to a part only."""
        state, words = self._states.of(row), self._matcher.lexicon.terms
        # "Only 9 % of it is not yet so": a figure tells how much.
        told = one.every or one.bounds
        if told or state is None or not self._states.is_of_all(row) or state.share + state.precision >= WHOLE:
            return None
        for quantifiers in (words.every, words.none):
            found = self._matcher.quantifiers.quantified(one.clause, quantifiers)
            if found is None:
                continue
            # "All our recycled wool is washed" tells something else of what the goal is about.
            subject = self._matcher.quantifiers.subject(one.clause, found[0][0]) | found[1]
            if not row.terms.all <= set(map(self._goals.reader.terms.stem, subject)):
                return (*found[0], state.cell)
        return None
