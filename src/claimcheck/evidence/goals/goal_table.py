"""The goals in the tables of a document, found by what they are about; and what two statements of a goal differ in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import (
    BASE,
    PERCENT,
    TARGET,
    WHOLE,
    Amount,
    Goal,
    GoalReader,
    Year,
    dated,
)
from claimcheck.evidence.goals.goal_terms import Terms
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact
from claimcheck.text.goal_columns import GoalColumn
from claimcheck.text.grouping import grouped

MOST_ALIKE = 24
"""Goals of tables that are looked at for one rare word of a claim."""
_TELLING = 2
"""Terms from which on a label says which goal it is."""
_PLANNED = "planned"
_MET = "target_met"
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")


class Goals:
    """The goals in the tables of one document, to be found by what they are about."""

    def __init__(self, reader: GoalReader, rows: RowMatcher) -> None:
        self.reader = reader
        self._rows, self._passages = rows, rows.passages

    @cached_property
    def listed(self) -> tuple[Goal, ...]:
        """The goals of tables, in order."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Goal]:
        rows = self._rows.facts.goals
        if not rows:
            return
        points = grouped((point.block, point) for point in self._passages.structure.data_points)
        for row in rows:
            if not self.reader.is_aside(row.block, self._passages):
                goal = self.reader.of_row(row, self._passages, points.get(row.block, ()))
                if goal is not None:
                    yield goal

    @cached_property
    def _longer(self) -> Mapping[str, frozenset[str]]:
        """The terms that abbreviations of the document stand for."""
        stem = self.reader.terms.stem
        return {
            stem(short): frozenset(map(stem, long))
            for short, long in self._rows.vocabulary.reader.longer.items()
        }

    @cached_property
    def of_block(self) -> dict[int, Goal]:
        """The goal in each block that is a row with one."""
        return {one.row.block: one for one in self.listed if one.row is not None}

    @cached_property
    def _by_term(self) -> dict[str, list[Goal]]:
        """Goals by the rarest term of their matter, those that are called by a metric by its name as well."""
        counts = Counter(term for goal in self.listed for term in goal.terms.all)

        def keys(terms: Terms) -> Iterator[str]:
            if terms.matter:
                yield min(sorted(terms.matter), key=lambda term: counts[term])
            if terms.head <= terms.named:
                yield from (*sorted(terms.metrics), _of_scopes(terms))

        return grouped(((key, goal) for goal in self.listed for key in keys(goal.terms)), MOST_ALIKE)

    @cached_property
    def _having(self) -> dict[str, list[Goal]]:
        """Goals by each term of their labels."""
        return grouped(((term, goal) for goal in self.listed for term in goal.terms.all), MOST_ALIKE)

    def about(self, terms: Terms) -> Sequence[Goal]:
        """The goals that fit what is asked for, those that leave least unmatched: several only where they are alike.

        The head of each stands in the words asked for; neither side is limited to what the other does not name.
        """
        fitting: dict[tuple[int, int], list[Goal]] = {}
        seen: set[int] = set()
        for key in (*sorted(terms.all | terms.aside | terms.metrics), _of_scopes(terms)):
            for goal in self._by_term.get(key, ()):
                if id(goal) in seen:
                    continue
                seen.add(id(goal))
                rank = self._rank(goal, terms)
                if rank is not None:
                    fitting.setdefault(rank, []).append(goal)
        return fitting[min(fitting)] if fitting else ()

    def _rank(self, goal: Goal, asked: Terms) -> tuple[int, int] | None:
        """How many words are left over on both sides, None where the goal is of something else."""
        own = goal.terms
        # Our metrics say that other words mean the same; of the same words they take nothing away.
        if own.scopes and own.scopes != asked.scopes and (asked.scopes or not self._is_only(own, asked)):
            return None
        apart = own.metrics and asked.metrics and own.metrics.isdisjoint(asked.metrics)
        if own.all != asked.all and apart:
            return None
        # What one metric or one scope is called need not be said in the same words.
        called = own.named if own.metrics & asked.metrics or own.scopes else frozenset[str]()
        told = asked.all | asked.aside | called
        # Where it is done need not be said again if no other row is of the same done elsewhere.
        if not own.head <= told and (not own.matter <= told or self._elsewhere[own.matter] > 1):
            return None
        # A label that only names a matter tells of no goal in particular.
        if len(own.head) < _TELLING and not own.metrics and not own.scopes and len(asked.all) > _TELLING:
            return None
        longer = (terms for term, terms in self._longer.items() if term in own.all)
        over = asked.all.difference(own.all, goal.above, *longer)
        missing = own.all - told
        # Another goal of the document names what is left over, or this one has a kin that tells parts apart.
        others = (self._telling | asked.heads | asked.picking) - (asked.named if called else frozenset[str]())
        if not over.isdisjoint(others) or (missing and len(self._kin[own.head]) > 1):
            return None
        return len(over - asked.named), len(missing)

    def _is_only(self, own: Terms, asked: Terms) -> bool:
        """Whether a label says in the very words asked for what no other row says of other scopes."""
        alike = self._having.get(min(own.all, default=""), ())
        scopes = {one.terms.scopes for one in alike if one.terms.all == own.all}
        return len(own.all) >= _TELLING and own.all == asked.all and len(scopes) == 1

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The terms by which the goals of the document are told apart."""
        return frozenset(term for goal in self.listed for term in goal.terms.all)

    @cached_property
    def _kin(self) -> dict[frozenset[str], set[frozenset[str]]]:
        kin: dict[frozenset[str], set[frozenset[str]]] = {}
        for goal in self.listed:
            kin.setdefault(goal.terms.head, set()).add(goal.terms.all)
        return kin

    @cached_property
    def _elsewhere(self) -> Counter[frozenset[str]]:
        """How many goals there are of a matter, wherever it is to be done."""
        return Counter(goal.terms.matter for goal in self.listed)

    def of_claim(self, core: Core) -> Goal | None:
        """The row of a claim: that in which it stands, else the only one about the same where nothing told differs."""
        if not self.listed:
            return None
        own = self.of_block.get(core.sentence.block)
        if own is not None:
            return own
        asked = self.reader.of_claim(core, self._passages)
        if asked is None:
            return None
        if core.type == _MET:
            return self._called(core, asked)
        same = [one for one in self.about(asked.terms) if self.apart(one, asked, core) is None]
        if len({_years(one) for one in same}) == 1:
            return same[0]
        if core.tense != _PLANNED:
            return None
        # What the row of the same goal has beside the words that deny it still tells of it.
        sure = None if same else self.proven(asked)
        if sure is not None and differing(asked, sure) is not None:
            return sure
        return self._of_numbers(same or self.listed, asked)

    def _of_numbers(self, rows: Iterable[Goal], asked: Goal) -> Goal | None:
        """The only row of the date and the amount of a goal that has a word or the scopes of it.

        Whatever else either says counts no more. A goal that names no matter ("we want to reuse half of it by 2030") is
        the only one of its date and amount.
        """
        terms = asked.terms
        found = [
            one
            for one in rows
            if _same_year(one.due, asked.due)
            and _same_year(one.base, asked.base) is not False
            and not (terms.scopes and one.terms.scopes and terms.scopes != one.terms.scopes)
            and (
                not one.terms.all.isdisjoint(terms.all)
                or (one.terms.scopes == terms.scopes and bool(terms.scopes or not terms.all))
            )
            and self._is_as_much(one, asked)
        ]
        return found[0] if len(found) == 1 else None

    def _is_as_much(self, row: Goal, asked: Goal) -> bool:
        """Whether a row aims at the amount of a goal, in a unit that nobody knows by its digits.

        Of one that is to come down to nothing it has none, or the same scopes.
        """
        amount, scopes = row.amount, row.terms.scopes
        if asked.amount is None:
            nothing = (
                amount is None
                or _is_all_or_nothing(amount)
                or (bool(scopes) and scopes == asked.terms.scopes)
            )
            return asked.zero and nothing
        if amount is not None:
            return is_same_amount(amount, asked.amount) is True
        text, cell = self._passages.norm.text, row.row.cells.get("value") if row.row is not None else None
        told = text[row.start : row.end] + " " + (text[cell.start : cell.end] if cell is not None else "")
        numbers = _NUMBER.findall(text[asked.amount.start : asked.amount.end])
        return bool(numbers) and set(numbers) <= set(_NUMBER.findall(told))

    def _called(self, core: Core, asked: Goal) -> Goal | None:
        """The only goal that a claim calls by some words of its label ("our packaging goal"), of the year it names."""
        terms = asked.terms.all
        found = [one for one in self._having.get(min(terms, default=""), ()) if terms <= one.terms.all]
        facts = self._passages.facts(core.sentence.number)
        named = {year for one in facts if (year := dated(one)) is not None}
        found = [one for one in found if not named or (one.due is not None and one.due.year in named)]
        return found[0] if len({_years(one) for one in found}) == 1 else None

    def proven(self, stated: Goal) -> Goal | None:
        """The one row of a goal that is certainly the same: nothing either side says sets them apart.

        Of several steps with these words it is that of the same date, else that of the same amount.
        """
        rows = [one for one in self.about(stated.terms) if self._is_same(one, stated)]
        if any(one.several for one in rows):
            return None
        for field in ("target_year", "value"):
            rows = [one for one in rows if compared(stated, one)[field] is True] or rows
        return rows[0] if len({_years(one) for one in rows}) == 1 else None

    def with_terms(self, terms: Terms) -> Iterable[Goal]:
        """Rows that have a term of some; those of the first one in order."""
        return self._having.get(min(terms.all, default=""), ())

    @staticmethod
    def _is_same(goal: Goal, stated: Goal) -> bool:
        own, asked = goal.terms, stated.terms
        if own.scopes != asked.scopes or (own.move and asked.move and own.move != asked.move):
            return False
        # Where something is to be reached is a part of it, unless the document tells no parts of it apart.
        over = asked.all - own.all - goal.above - asked.named
        if not over <= asked.places - asked.picking or (over and stated.zero):
            return False
        # What the row is about may not only be where something else is to be done.
        matter = own.head - own.places
        if matter and matter <= asked.places:
            return False
        return len(own.all | own.scopes) >= _TELLING or own.all == asked.all

    def told(self, goal: Goal, column: GoalColumn, core: Core) -> tuple[int, int, Fact | None] | None:
        """The run and the fact of what the row of a goal tells; of a result that is its base alone.

        Of a goal that is said to be met it is what the goal was.
        """
        if column == "label":
            return (goal.start, goal.end, None) if core.type == _MET else None
        if column != "base" and core.tense != _PLANNED and (core.type != _MET or column != "due"):
            return None
        text = self._passages.norm.text
        if column in ("base", "due"):
            year = goal.base if column == "base" else goal.due
            if year is None:
                return None
            role = BASE if column == "base" else TARGET
            words = text[year.start : year.end]
            return year.start, year.end, Fact("year", year.start, year.end, words, year=year.year, role=role)
        cell = goal.row.cells.get(column) if goal.row is not None else None
        return None if cell is None else (cell.start, cell.end, None)

    def apart(self, goal: Goal, asked: Goal, core: Core) -> str | None:
        """The slot in which a row differs from a claim: a year, or the claim's own number is not in it."""
        years = (("target_year", goal.due, asked.due), ("base_year", goal.base, asked.base))
        for slot, one, other in years:
            if _same_year(one, other) is False:
                return slot
        text = self._passages.norm.text
        cells = goal.row.cells if goal.row is not None else {}
        if core.tense != _PLANNED:
            reached = cells.get("progress")
            if asked.amount is None or reached is None:
                return "value"
            numbers = _NUMBER.findall(text[asked.amount.start : asked.amount.end])
            told = not set(numbers).isdisjoint(_NUMBER.findall(text[reached.start : reached.end]))
            return None if told else "value"
        if asked.amount is None or goal.amount is None:
            return None
        return "value" if is_same_amount(asked.amount, goal.amount) is False else None


def _of_scopes(terms: Terms) -> str:
    """What goals are called that say no more than their scopes."""
    return "scope " + " ".join(sorted(terms.scopes))


def _years(goal: Goal) -> tuple[int | None, int | None]:
    """The years of a goal: two that tell the same are as good as one."""
    return goal.base and goal.base.year, goal.due and goal.due.year


def is_same_amount(one: Amount, other: Amount) -> bool | None:
    """Whether two amounts are one; None where they measure different things, or one does not tell what it measures."""
    if one.unit == other.unit and one.value == other.value:
        return True
    if one.unit != other.unit or not (one.exact and other.exact):
        return None
    return False if one.kind is not None and one.kind == other.kind else None


def _same_year(one: Year | None, other: Year | None) -> bool | None:
    """Whether two years are one, None where one of them is not known."""
    return None if one is None or other is None else one.year == other.year


def compared(one: Goal, other: Goal) -> dict[str, bool | None]:
    """What both tell, each with whether it is the same, None where that is open."""
    amounts = None
    if one.amount is not None and other.amount is not None:
        # What cannot be compared may be the value of something else.
        amounts = is_same_amount(one.amount, other.amount)
    return {
        "value": amounts,
        "base_year": _same_year(one.base, other.base),
        "target_year": _same_year(one.due, other.due),
    }


def differing(stated: Goal, row: Goal) -> str | None:
    """The field in which a goal in words and the row about the same differ; None for none, or more than one."""
    known = compared(stated, row)
    apart = [field for field, same in known.items() if same is False]
    if len(apart) != 1:
        return None
    if apart[0] != "target_year":
        return apart[0] if known["target_year"] is True else None
    # Where one of them leaves open how much, the other may be a step on the way; all or nothing is none.
    if known["value"] is True:
        return "target_year"
    if known["value"] is None and stated.says_amount and row.amount is not None:
        # "40 vans" are a step to "100 % electric vans".
        return None
    vague = stated.says_amount or stated.terms.move is not None
    sure = not vague if row.amount is None else _is_all_or_nothing(row.amount)
    return "target_year" if sure else None


def _is_all_or_nothing(amount: Amount) -> bool:
    return amount.value == 0 or (amount.unit == PERCENT and amount.value == WHOLE)
