"""The goals in the tables of a document, found by what they are about; and what two statements of a goal differ in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.row_ranking import RowRanking, Told
from claimcheck.evidence.figures.series import Series
from claimcheck.evidence.goals.goal_reader import BASE, PERCENT, TARGET, WHOLE, Amount, Goal, GoalReader, Year, dated
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
        self._ranking = RowRanking(rows)

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
        return {stem(short): frozenset(map(stem, long)) for short, long in self._rows.vocabulary.reader.longer.items()}

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
        """The row of a claim: that in which it stands, the only one about the same, or else the one most like it."""
        if not self.listed:
            return None
        own = self.of_block.get(core.sentence.block)
        if own is not None:
            return own
        asked = self.reader.of_claim(core, self._passages)
        if asked is None:
            return None
        same = [one for one in self.about(asked.terms) if self.apart(one, asked, core) is None]
        if len({_years(one) for one in same}) == 1 and core.type != _MET:
            return same[0]
        # What the row of the same goal has beside the words that deny it still tells of it.
        sure = self.proven(asked) if core.tense == _PLANNED and not same else None
        if sure is not None and differing(asked, sure) is not None:
            return sure
        return self._ranked(asked, core)

    def _ranked(self, asked: Goal, core: Core) -> Goal | None:
        """The goal that outweighs the others by what its row says."""
        lower = self._passages.norm.lower[asked.start : asked.end]
        asked = asked._replace(terms=self.reader.terms.of_named_scopes(asked.terms, lower))
        clause = self._rows.clauses.of(asked.sentence, asked.start, asked.end)
        terms = clause.stems | asked.terms.scopes
        near = {number for term in terms for number in self._with.get(term, ())}
        ranked: list[tuple[Goal, Told]] = []
        for goal in map(self.listed.__getitem__, sorted(near)):
            row, figures = self._as_row(goal), self._agreeing(goal, asked, core)
            if figures is not None:
                # A label that is said in full tells as much as a figure.
                told = Told(row, figures or int(row.words <= terms), (_years(goal), goal.terms))
                ranked.append((goal, told))
        best = self._ranking.best(clause, [row for _, row in ranked], (), asked.terms.scopes)
        return None if best is None else ranked[best][0]

    def _as_row(self, goal: Goal) -> Series:
        """A goal as other rows are ranked."""
        text, row = self._passages.norm.text, goal.row
        words = text[goal.start : goal.end]
        if row is not None and row.area is not None:
            words = f"{text[row.area.start : row.area.end]} {words}"
        own = self._rows.vocabulary.label(words)
        above = self._rows.vocabulary.label(" ".join(row.above if row is not None else ()))
        terms, table = own.terms | goal.terms.scopes, row.table if row is not None else None
        around = above.terms | above.tail
        return Series(terms, table, words, own.tail, around=around, basis=own.basis, named=own.named)

    @cached_property
    def _with(self) -> dict[str, list[int]]:
        """The numbers of goals by each word of their rows, as others are ranked."""
        rows = enumerate(map(self._as_row, self.listed))
        return grouped(((term, number) for number, row in rows for term in row.words), MOST_ALIKE)

    def _agreeing(self, goal: Goal, asked: Goal, core: Core) -> int | None:
        """How many figures of a claim a goal has; None where a scope, a year or an amount sets them apart.

        A result has that by which it is told how far the goal has come, and one that is met needs none. What is planned
        is so much or due then, and of these nothing that the other tells in another way.
        """
        own, scopes = goal.terms.scopes, asked.terms.scopes
        if scopes and own and scopes != own:
            return None
        if core.type == _MET:
            facts = self._passages.facts(core.sentence.number)
            named = {year for one in facts if (year := dated(one)) is not None}
            return 1 if not named or (goal.due is not None and goal.due.year in named) else None
        if self.apart(goal, asked, core) is not None:
            return None
        if core.tense != _PLANNED:
            return 1
        due = _same_year(goal.due, asked.due) is True
        if self._is_as_much(goal, asked) and (due or not asked.zero):
            return 1 + (due and not asked.zero)
        return 0 if due and asked.amount is None else None

    def _is_as_much(self, row: Goal, asked: Goal) -> bool:
        """Whether a row aims at the amount of a goal, in a unit that nobody knows by its digits.

        Of one that is to come down to nothing it has none, or the same scopes.
        """
        amount, scopes = row.amount, row.terms.scopes
        if asked.amount is None:
            nothing = amount is None or is_all_or_nothing(amount) or (bool(scopes) and scopes == asked.terms.scopes)
            return asked.zero and nothing
        if amount is not None:
            return is_same_amount(amount, asked.amount) is True
        text, cell = self._passages.norm.text, row.row.cells.get("value") if row.row is not None else None
        told = text[row.start : row.end] + " " + (text[cell.start : cell.end] if cell is not None else "")
        numbers = _NUMBER.findall(text[asked.amount.start : asked.amount.end])
        return bool(numbers) and set(numbers) <= set(_NUMBER.findall(told))

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
        if column != "base" and core.tense != _PLANNED and (core.type != _MET or column not in ("due", "value")):
            return None
        text = self._passages.norm.text
        if column in ("base", "due"):
            year = goal.base if column == "base" else goal.due
            if year is None:
                return None
            role = BASE if column == "base" else TARGET
            words = text[year.start : year.end]
            return year.start, year.end, Fact("year", year.start, year.end, words, year=year.year, role=role)
        if column == "value" and not goal.says_amount:
            return None
        cells = goal.row.cells if goal.row is not None else {}
        cell = cells.get(column) or (goal.amount if column == "value" else None)
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
        "base_year": _same_year(_base_of(one), _base_of(other)),
        "target_year": _same_year(one.due, other.due),
    }


def _base_of(goal: Goal) -> Year | None:
    """The base of a goal, which lies before the year that it is due in: "from 2026 all will be" has none."""
    late = goal.base is not None and goal.due is not None and goal.base.year >= goal.due.year
    return None if late else goal.base


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
    sure = not vague if row.amount is None else is_all_or_nothing(row.amount)
    return "target_year" if sure else None


def is_all_or_nothing(amount: Amount) -> bool:
    """Whether an amount is all of something, or nothing of it."""
    return amount.value == 0 or (amount.unit == PERCENT and amount.value == WHOLE)
