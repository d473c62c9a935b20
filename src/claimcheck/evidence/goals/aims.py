"""The target of each planned claim: which figure is aimed for, and which tells what has been reached.

A figure is aimed for where a plan is said of it: it stands in the clause of the plan or of its date, and not in
brackets that tell something else. How far it has come is told by a figure with a date gone by, in the sentence itself
or in the one beside it in the same paragraph where that is about the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import TARGET, dated
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.model.claim import Aim, Core, Element
from claimcheck.model.figure import Figure
from claimcheck.model.passage import Fact, signals_in
from claimcheck.text.goal_tables import GoalRow

Span = tuple[int, int]
_AHEAD = (TARGET, "interim")
_SHARE, _QUANTITY = "share", "quantity"
_MEASURED = ("emissions", "energy", "power", "mass", "volume", "area", "intensity")
"""Classes of units in which targets are told; numbers of things and times are mostly something else."""
_LEAD = 24
"""Characters before an amount in which a word says that it is to be reached."""
_ALIKE = 2
"""Terms that a sentence shares with its neighbour where both are about the same."""


class Aims:
    """Reads the targets of one document; figures of years after ``now`` are planned."""

    def __init__(self, rows: RowMatcher, goals: Goals, now: int) -> None:
        self._lexicon, self._passages, self._figures = rows.lexicon, rows.passages, rows.facts
        self._goals, self._now = goals, now
        self._planning = signals_in(rows.lexicon.mask("plan", "firm_plan", "future", "hedge"))

    def of(self, core: Core, elements: Sequence[Element]) -> Aim | None:
        """The target of a claim, None where it is none of the company or says neither how much nor what by when."""
        lessens = core.target_kind == "reduction"
        if core.tense != "planned" or core.claimant != "company":
            return None
        held = {one.id: one for one in elements if one.state != "missing"}
        facts = self._passages.facts(core.sentence.number)
        said = self._said(held.get("progress"))
        dates = [one for one in facts if dated(one) == core.target_year]
        # A year gone by that nothing makes a date is one of something else: of a base, or of a report.
        told = any(one.role in _AHEAD for one in dates)
        is_target = core.type == "future_target" or core.target_kind in ("net_zero", "reduction")
        amount = held.get("value")
        if not is_target and (not told or amount is None or amount.state != "present"):
            return None
        gone = core.target_year is not None and core.target_year <= self._now
        goal = self._goals.of_claim(core)
        own = goal.row if goal is not None and goal.sentence == core.sentence.number else None
        due = None if gone and dates and not (told or own) else core.target_year
        # Net zero is the figure; a share beside it is one of a step, or of another target.
        neutral = core.target_kind == "net_zero"
        # A sum or number beside a year gone by tells what was done by then: "by the end of 2021 we had 99 pilots back".
        counted = amount.start if amount is not None and not lessens and not gone else None
        value = None if neutral else self._value(core, due, facts, said, counted)
        if own is not None and not neutral:
            value = _within(own, value, (amount.start, amount.end) if amount is not None else None)
        if value is None and not neutral and goal is not None and goal.says_amount and goal.amount is not None:
            value = goal.amount.start, goal.amount.end
        # "Net zero by 2045", "less water by 2030": it says what by when, and how much stands elsewhere if anywhere.
        if value is None and (due is None or not (neutral or own or (lessens and dates))):
            return None
        cells = goal.row.cells if goal is not None and goal.row is not None else {}
        cell = cells.get("progress") or cells.get("status")
        reached = (cell.start, cell.end) if cell is not None else None
        if own is None:
            reached = reached or self._own(core, value, facts) or said or self._beside(core)
        base = held.get("base_year")
        since = dated(base.fact) if base is not None and base.fact is not None else None
        if own is not None and goal is not None and goal.base is not None:
            since = goal.base.year
        return Aim(value, due, since if due is None or since is None or since < due else None, reached)

    def _value(
        self, core: Core, due: int | None, facts: Sequence[Fact], said: Span | None, counted: int | None
    ) -> Span | None:
        """The one figure that is aimed for; of several that of the date, then one that words call what is reached.

        At ``counted`` begins a sum or number that is evidence of the amount: "EUR 4 billion", "400 apprentices".
        """
        number = core.sentence.number
        planned = {one.start: one for one in self._figures.numbers(number) if one.role in _AHEAD}
        runs = [(core.clause.start, core.clause.end)]
        runs += [
            (one.start, one.end)
            for one in core.sentence.clauses
            if any(fact.role in _AHEAD and one.start <= fact.start < one.end for fact in facts)
        ]
        for start, end in runs:
            found = [
                one
                for one in facts
                if start <= one.start < end
                and one.start in planned
                and (self._is_measured(one) or one.start == counted)
                and not self._is_gone(planned[one.start], facts)
                and not self._is_beside(one, due, facts)
                and (said is None or one.end <= said[0] or said[1] <= one.start)
            ]
            if len(found) > 1:
                found = [one for one in found if planned[one.start].year == due] or found
            if len(found) > 1:
                levels = self._lexicon.metrics.level_before
                found = [one for one in found if self._led(one, levels)] or found
            if found:
                return (found[0].start, found[0].end) if len(found) == 1 else None
        return None

    def _is_measured(self, one: Fact) -> bool:
        """Whether a figure may be a target: a share, or an amount that words lead up to ("to 90 kt", "by 5 GWh")."""
        if one.value is None or one.kind == _SHARE:
            return one.value is not None
        if one.kind != _QUANTITY or one.unit_class not in _MEASURED:
            return False
        metrics = self._lexicon.metrics
        return self._led(one, (*metrics.change_before, *metrics.level_before, *metrics.bound_words))

    def _led(self, one: Fact, words: Iterable[str]) -> bool:
        lead = f" {self._passages.norm.lower[max(one.start - _LEAD, 0) : one.start].rstrip()}"
        return any(lead.endswith(f" {word}") for word in words)

    def _is_gone(self, figure: Figure, facts: Sequence[Fact]) -> bool:
        """Whether the year of a figure has gone by and is no date of a plan: it tells what was."""
        year = figure.end_year or figure.year
        if year is None or year > self._now:
            return False
        return not any(dated(one) == year and one.role in _AHEAD for one in facts)

    def _is_beside(self, one: Fact, due: int | None, facts: Sequence[Fact]) -> bool:
        """Whether a figure stands in brackets without the date that the sentence has outside of them."""
        inside = self._brackets(one)
        return inside is not None and not any(
            dated(fact) == due and inside[0] < fact.start < inside[1] for fact in facts if due is not None
        )

    def _brackets(self, one: Fact) -> Span | None:
        span = self._passages.spans[self._passages.at(one.start)]
        text = self._passages.norm.text
        opened, closed = text.rfind("(", span.start, one.start), text.rfind(")", span.start, one.start)
        if opened <= closed:
            return None
        end = text.find(")", one.end, span.end)
        return opened, end if end >= 0 else span.end

    def _said(self, element: Element | None) -> Span | None:
        """The figure of the evidence for progress: "already" alone tells nothing."""
        if element is None or element.start is None or element.end is None:
            return None
        words = self._passages.norm.text[element.start : element.end]
        return (element.start, element.end) if any(map(str.isdecimal, words)) else None

    def _own(self, core: Core, value: Span | None, facts: Sequence[Fact]) -> Span | None:
        """What has been reached, as the sentence tells it beside what is aimed for."""
        past = self._past_figures(core.sentence.number, facts)
        told = [one for one in past if value is None or one.start != value[0]]
        return (told[-1].start, told[-1].end) if told else None

    def _beside(self, core: Core) -> Span | None:
        """What has been reached, as the sentence before or behind tells it."""
        own = core.sentence.number
        block = self._passages.of_block(core.sentence.block)
        for number in (own + 1, own - 1):
            if number in block and self._is_alike(own, number):
                found = self._past_figures(number, self._passages.facts(number))
                if found:
                    return found[-1].start, found[-1].end
        return None

    def _past_figures(self, number: int, facts: Sequence[Fact]) -> list[Fact]:
        """Shares of a year gone by that is neither a base nor a date of a plan."""
        return [one for one in facts if one.kind == _SHARE and self._tells_past(number, one, facts)]

    def _tells_past(self, number: int, one: Fact, facts: Sequence[Fact]) -> bool:
        clauses = self._passages.sentence(number).clauses
        clause = next(each for each in clauses if one.start < each.end or each is clauses[-1])
        start, end = self._brackets(one) or (clause.start, clause.end)
        dates = [fact for fact in facts if start <= fact.start < end and dated(fact) is not None]
        if any(fact.role in _AHEAD or (dated(fact) or 0) > self._now for fact in dates):
            return False
        # "Residual emissions, expected to be 10 % of those of 2019": that is no result.
        if any(each.signal in self._planning and start <= each.start < end for each in clause.hits):
            return False
        return any(fact.role != "base" for fact in dates)

    def _is_alike(self, number: int, other: int) -> bool:
        """Whether two sentences are about the same: a metric that both name, or several words."""
        metrics = self._figures.named(number) & self._figures.named(other)
        return bool(metrics) or len(self._terms(number) & self._terms(other)) >= _ALIKE

    def _terms(self, number: int) -> frozenset[str]:
        span, passages = self._passages.spans[number], self._passages
        text = passages.norm.text[span.start : span.end]
        found = self._goals.reader.terms.of(text, passages.facts(number), span.start, passages.names, label=False)
        return found.all if found is not None else frozenset()


def _within(row: GoalRow, *runs: tuple[int | None, int | None] | None) -> Span | None:
    """The first run that stands where a row says how much: in its label or its cell of targets, and not beside them."""
    cells = [cell for cell in (row.label, row.cells.get("value")) if cell is not None]
    for start, end in filter(None, runs):
        if start is not None and end is not None and any(one.start <= start < one.end for one in cells):
            return start, end
    return None
