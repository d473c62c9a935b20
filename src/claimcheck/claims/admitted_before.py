"""The goal of an admission in figures, and what the document itself tells was so before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.model.admission import Aim
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Sentence
from claimcheck.text.goal_tables import GoalRow
from claimcheck.text.passages import Passages

_TARGET, _SHARE, _QUANTITY, _BASE = "target", "share", "quantity", "base"
_YEARS = ("year", "period")
_PLANNED, _NET_ZERO = "planned", "net_zero"
NEAR = 10
"""Words that may stand between a word for what was so before and its figure."""
PARTED = 2
"""Words that may stand between two figures of which one takes the place of the other: "from 2030 to 2035"."""


class Moved(NamedTuple):
    """A figure of a goal that another one takes the place of: where the first one stands, and what the other is."""

    start: int
    end: int
    value: str | None
    year: int | None


def year_of(fact: Fact) -> int | None:
    """The year of a fact that tells one, of several the last."""
    if fact.kind not in _YEARS:
        return None
    return fact.year if fact.end_year is None else fact.end_year


def later(facts: Sequence[Fact], mark: tuple[int, int], goal_end: int, passages: Passages) -> Moved | None:
    """Two years of a goal, the later one last: side by side behind the words, or on both sides of them."""
    years = [one for one in facts if year_of(one) is not None]
    behind = [one for one in years if one.start >= mark[1]]
    for one in behind:
        # "From 2030 to 2035" reads as a period, and is none beside these words.
        if one.year is not None and one.end_year is not None and len(one.text.split()) > PARTED:
            start = passages.norm.text.find(str(one.year), one.start, one.end)
            if one.year < one.end_year and start >= 0:
                return Moved(start, start + len(str(one.year)), None, one.end_year)
    between = [one for one in years if goal_end <= one.start < mark[0]]
    if between and behind and (year_of(between[-1]) or 0) < (year_of(behind[0]) or 0):
        return Moved(between[-1].start, between[-1].end, None, year_of(behind[0]))
    return None


def lower(facts: Sequence[Fact], mark: tuple[int, int], passages: Passages) -> Moved | None:
    """Two amounts of a goal side by side behind the words, the lower one last."""
    told = [one for one in facts if one.kind in (_SHARE, _QUANTITY) and one.start >= mark[1]]
    for first, second in pairwise(told):
        falls = first.value is not None and second.value is not None and first.value > second.value
        if falls and first.unit == second.unit and _follows(first, second, passages):
            return Moved(first.start, first.end, second.text, None)
    return None


def replaced(facts: Sequence[Fact], start: int, passages: Passages) -> Moved | None:
    """Two amounts side by side behind an offset: what was published, and what it is now."""
    told = [one for one in facts if one.kind in (_SHARE, _QUANTITY) and one.start >= start]
    for first, second in pairwise(told):
        if _follows(first, second, passages) and first.value != second.value:
            return Moved(first.start, first.end, None, None)
    return None


def _follows(first: Fact, second: Fact, passages: Passages) -> bool:
    return passages.tokens_between(first.end, second.start) <= PARTED


def aim_of(facts: Sequence[Fact], goal: tuple[int, int], pair: Moved | None, passages: Passages) -> Aim | None:
    """How much and by when: what takes another's place, else what stands nearest to the goal with no comma between.

    A year by which something is due may stand further off.
    """
    text = passages.norm.text

    def distance(one: Fact) -> int:
        return max(goal[0] - one.end, one.start - goal[1], 0)

    def is_near(one: Fact) -> bool:
        start, end = (one.end, goal[0]) if one.start < goal[0] else (goal[1], one.start)
        together = passages.free_order or "," not in text[start:end]
        return together and passages.tokens_between(start, max(start, end)) <= NEAR

    shares = [one for one in facts if one.kind == _SHARE and is_near(one)]
    years = [one for one in facts if year_of(one) is not None and one.role != _BASE]
    due = [one for one in years if one.role == _TARGET] or [one for one in years if is_near(one)]
    amount, date = min(shares, key=distance, default=None), min(due, key=distance, default=None)
    value = None if amount is None else amount.text
    year = None if date is None else year_of(date)
    if pair is not None:
        value, year = pair.value or value, pair.year or year
    return None if value is None and year is None else Aim(value, year)


class Overtaken(NamedTuple):
    """Where the year of a pledge is told, and the later one of a plan for the same goal."""

    place: tuple[int, int]
    year: int


class Earlier:
    """What a document tells of its goals: the plans in its sentences and the rows of its tables of goals."""

    def __init__(self, passages: Passages, cores: Iterable[Core], rows: Sequence[GoalRow]) -> None:
        self._passages = passages
        self._plans: dict[int, list[Core]] = {}
        for core in cores:
            if core.tense == _PLANNED and core.target_year is not None:
                self._plans.setdefault(core.target_year, []).append(core)
        self._rows = rows

    def of_goal(self, sentence: Sentence, aim: Aim | None, topic: str | None) -> tuple[int, int] | None:
        """Where the goal itself is told: a plan for the same year and on the same topic, in another sentence.

        A share that both tell has to be the same. None where nothing or more than one goal fits.
        """
        if aim is None or aim.year is None:
            return None
        fitting = [
            core
            for core in self._plans.get(aim.year, ())
            if core.sentence.number != sentence.number
            and core.topic == topic
            and self._agree(core.sentence.number, aim.value)
        ]
        if not fitting or (aim.value is None and len({one.clause.start for one in fitting}) > 1):
            return None
        return fitting[0].clause.start, fitting[0].clause.end

    def _agree(self, number: int, value: str | None) -> bool:
        shares = {one.text for one in self._passages.facts(number) if one.kind == _SHARE}
        return value is None or not shares or value in shares

    def overtaken(self, sentence: Sentence, zero: bool, broken: bool) -> Overtaken | None:
        """The later year that a plan beside a pledge tells for the same goal; None where there is none.

        The same: net zero both, or the same share; ``broken`` says that the pledge itself is told not to be kept.
        """
        facts = self._passages.facts(sentence.number)
        years = [one for one in facts if year_of(one) is not None]
        due = [one for one in years if one.role == _TARGET] or years
        if not due:
            return None
        pledge = max(due, key=lambda one: year_of(one) or 0)
        first, place = year_of(pledge) or 0, (pledge.start, pledge.end)
        beside = self._passages.of_block(sentence.block)
        around = [number for number in (sentence.number - 1, sentence.number + 1) if number in beside]
        if broken:
            told = [one for number in around for one in self._passages.facts(number) if one.role == _TARGET]
            years_after = [year for one in told if (year := year_of(one) or 0) > first]
            return Overtaken(place, min(years_after)) if years_after else None
        shares = self._shares(sentence.number)
        for year, plans in sorted(self._plans.items()):
            for core in plans:
                number = core.sentence.number
                same = bool(shares) and shares == self._shares(number)
                if year > first and number in around and (same or (zero and core.target_kind == _NET_ZERO)):
                    return Overtaken(place, year)
        return None

    def _shares(self, number: int) -> set[tuple[float | None, str | None]]:
        return {(one.value, one.unit) for one in self._passages.facts(number) if one.kind == _SHARE}

    def beside(self, sentence: Sentence, words: int, aim: Aim | None) -> tuple[int, int] | None:
        """The figure that stands next to a word for what was so before, in the sentence or the one behind it.

        Of a goal that is an amount or a year other than those that it has now.
        """
        passages = self._passages
        own = passages.of_block(sentence.block)
        for number in (sentence.number, sentence.number + 1):
            hits = (
                [one for clause in passages.sentence(number).clauses for one in clause.hits_of(words)]
                if (number in own)
                else []
            )
            facts = [
                one
                for one in passages.facts(number if hits else sentence.number)
                if one.kind in (_SHARE, _QUANTITY)
                or (aim is not None and one.role == _TARGET and year_of(one) != aim.year)
            ]
            for hit in hits:
                near = min(facts, key=lambda one: max(one.start - hit.end, 4 * (hit.start - one.end)), default=None)
                if near is not None and passages.tokens_between(*sorted((hit.end, near.start))) <= NEAR:
                    return near.start, near.end
        return None

    def row_of(self, block: int) -> GoalRow | None:
        """The goal in a block that is a row of a table of goals."""
        return next((one for one in self._rows if one.block == block), None)
