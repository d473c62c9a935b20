"""What sentences say in figures, and of all, none or ever, against the rows and sentences that measure the same.

A figure is refuted where a row that it names is told for certain and no row that it may mean agrees with it. Where the
row that disagrees leaves a slot open, the two passages are a pair to compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from claimcheck.evidence.contradictions.counted_rows import CountedRows
from claimcheck.evidence.contradictions.directions import Directions
from claimcheck.evidence.contradictions.rates import Rates
from claimcheck.evidence.contradictions.records import Records
from claimcheck.evidence.contradictions.refuted import (
    TELLING,
    Refuted,
    Sold,
    by_any_measure,
    change_of,
    disagreeing,
    error_of,
    exactly,
    is_slip,
    level_refuted,
    of_year,
    settled,
)
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.wholes import Wholes
from claimcheck.evidence.figures.arithmetic import differs_by, is_near, same_value
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher, Slot
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

MOST_CLAUSES = 20_000  # of one document that are compared
_SHARE, _MONEY, _POINTS, _NET = "share", "money", "pp", "net"
_WHOLE, _INTENSITY = 100.0, "intensity"
_COUNT, _BASE = "count", "base"
_YEAR = 8_766.0
"""Hours of a year, the unit of time."""
Change = tuple[Figure, Figure, float]
"""The figures of a base year and a later one, and what they come to."""


class AgainstRows:
    """Compares clauses of one document with rows and sentences, its own or of another."""

    def __init__(self, own: RowMatcher, other: RowMatcher, tolerance: float = 1.0) -> None:
        self._tolerance, self._mine, self._other = tolerance, own, other
        self._lexicon = own.lexicon
        self._either = own.lexicon.terms.either
        self._earlier = phrase_pattern(own.lexicon.tables.earlier)
        facts = own.lexicon.facts
        self._apart = phrase_pattern(one for one in own.lexicon.terms.apart if one not in facts.subordinators)
        self._records = Records(own, other)
        self._wholes = Wholes(own, other)
        self._rates = Rates(other)
        self._clauses = own.clauses
        self._quantifiers = own.quantifiers
        self._own = own is other
        # No level is held against its own sentence.
        self._is_alone = self._own and not own.has_tables and len(own.passages.spans) == 1

    def refuted(self, stated: Iterable[Stated]) -> Iterator[Refuted]:
        """What is refuted or left to be compared, each figure once."""
        for one in islice((one for one in stated if not one.ahead), MOST_CLAUSES):
            if one.denied:
                yield from self._wholes.refuted(one)
                continue
            told = (*one.numbers, *one.bounds)
            yield from filter(None, (self._figure(one, figure) for figure in told))
            if not any(figure.unit_class == _SHARE for figure in one.numbers):
                yield from self._wholes.refuted(one)
            yield from self._records.refuted(one)
            if self._other.has_tables:
                yield from self._directions.refuted(one)

    # -- figures

    def _figure(self, stated: Stated, figure: Figure) -> Refuted | None:
        found = self._compared(stated, figure)
        inner = stated.clause.inner
        if found is not None and inner is not None and figure.start > inner:
            # What is counted is a part of the figure before it, and no row may count that.
            return found._replace(open=(*found.open, "part"))
        return found

    def _compared(self, stated: Stated, figure: Figure) -> Refuted | None:
        clause = self._clauses.of_figure(stated.clause, figure)
        if self._quantifiers.counts_part(stated.clause, figure):
            return self._part(stated, figure)
        if self._quantifiers.is_whole(clause, figure) or self._quantifiers.tells_change(clause, figure):
            return None
        if self._apart.search(clause.lower) is not None:
            # "Excluding our mill in Lund".
            return None
        if figure.role == "change":
            # "It grew by 2 %: 17 % managers": a figure of what stands behind it is no change.
            counts = figure.unit != _POINTS and self._clauses.is_amount(clause, figure)
            return None if counts else self._change(clause, figure, stated)
        # Money that no claim speaks of is the business of the accounts.
        told = figure.role in LEVELS and (stated.claimed or figure.unit_class != _MONEY)
        return self._level(*self._rates.of(clause, figure)) if told else None

    # -- levels

    def _part(self, stated: Stated, figure: Figure) -> Refuted | None:
        """A part of a whole that is told as its row gives it, against the rows within: "151 GWh of the 209 we used"."""
        if figure.unit is None:
            return CountedRows(self._other, self._tolerance).part(stated, figure) if self._own else None
        wholes = [one for one in stated.numbers if one.start > figure.end and self._unit(figure, one)]
        # "460 of the 690 MWh" is told in no unit of its own.
        if figure.unit is None or len(wholes) != 1 or not self._quantifiers.is_whole(stated.clause, wholes[0]):
            return None
        year = wholes[0].last_year or self._other.index.last_year
        inner = [
            one
            for one in self._other.candidates(stated.clause, figure.unit_class)
            if one.series.outer and one.is_exact and "part" not in one.open
        ]
        within = [
            (one.series, cell)
            for one in inner
            for row in self._other.index.series
            if row.table == one.series.table and row.terms | row.tail == one.series.outer
            if any(same_value(cell, wholes[0]) for cell in of_year(row.levels, year))
            for cell in of_year(one.series.levels, year)
        ]
        if not within or any(same_value(cell, figure, self._tolerance) for _, cell in within):
            return None
        return level_refuted(figure, within[0][1], within[0][0])

    def _level(self, clause: Clause, figure: Figure) -> Refuted | None:
        """A level against the cells of its year; where the sentence names none, against those of all years."""
        if self._is_alone:
            return None
        year = figure.year if figure.last_year is not None else None

        def cells(one: Series) -> list[Figure]:
            if one.table is None and year is None:
                return []
            latest = sorted(one.levels, key=lambda cell: cell.last_year or 0)
            told = latest if year is None else of_year(one.levels, year)
            if told and figure.end_year is not None and all(cell.end_year is None for cell in told):
                # "2023/24", and the columns have years that end, or begin, in one of both.
                told = [*of_year(one.levels, figure.end_year), *told]
            return [cell for cell in told if not (self._own and cell.sentence == figure.sentence)]

        def agrees(cell: Figure) -> bool:
            beyond = figure.high is not None and (cell.value > figure.value) == (figure.high > figure.value)
            return beyond or same_value(cell, figure, self._tolerance)

        def comparable(cell: Figure) -> bool:
            values = abs(cell.value), abs(figure.value)
            same = self._unit(figure, cell) is not None and not cell.value < 0 < figure.value
            near = is_near(*values) or is_slip(min(values), max(values), figure)
            return same and (near or self._is_beside(clause, figure, cell))

        others = [
            one for one in self._other.candidates(clause, figure.unit_class) if not self._is_itself(one.series, figure)
        ]
        found = disagreeing(self._other, others, cells, agrees, comparable)
        if found is None:
            return None
        candidate, cell = found
        if year is None and cell.last_year != max(candidate.series.years, default=None):
            # What names no year is about the last one, if it is about this row at all.
            return None
        # "Lund and Aarvik together": a clause with all words of two rows of a table is about neither alone.
        mine, rows = candidate.series, [one.series for one in others if one.is_exact]
        both = (one for one in rows if one.table == mine.table is not None and one.terms <= clause.stems)
        if any(not (one.terms <= mine.terms or mine.terms <= one.terms) for one in both):
            return None
        if self._is_of_another(clause, figure, mine) or self._is_of_known_parts(clause, mine):
            return None
        if figure.unit_class == _SHARE and figure.value == _WHOLE:
            candidate = by_any_measure(candidate)
        unit = () if self._unit(figure, cell) else ("unit",)
        # A calendar year is none that ends in the next one.
        split = year is not None and figure.end_year is None and cell.end_year is not None
        period = ("period",) if split else ()
        return level_refuted(figure, cell, mine, (*_slots(candidate, cell), *unit, *period))

    def _is_beside(self, clause: Clause, figure: Figure, cell: Figure) -> bool:
        """Whether a figure is that of the row beside a cell's, counted in a way that the clause says it is not."""
        counted, index = clause.basis - {_INTENSITY}, self._other.index
        if not counted or figure.value < TELLING * figure.precision:
            return False
        mine = next((one for one in index.called(clause.stems) if cell in one.levels), None)
        return mine is not None and any(
            (one.table, one.terms) == (mine.table, mine.terms)
            and one.basis
            and one.basis.isdisjoint(counted)
            and any(same_value(other, figure) for other in of_year(one.levels, cell.last_year or 0))
            for one in index.called(mine.terms)
        )

    def _is_of_another(self, clause: Clause, figure: Figure, row: Series) -> bool:
        """Whether a share is told to be of what its row does not name: "62 % of all the energy" and electricity.

        Or a figure of any kind is an amount of it: "a ceiling of 2.5 for the rate".
        """
        loose = self._other.vocabulary.loose
        if self._quantifiers.amount_of(clause, figure) - row.words - loose:
            return True
        whole = self._quantifiers.whole_of(clause, figure) if figure.unit_class == _SHARE else frozenset()
        return bool(whole - loose) and whole.isdisjoint(row.words)

    def _is_of_known_parts(self, clause: Clause, row: Series) -> bool:
        """Whether something is said of all of what rows within others count, and this one not: "all five factories"."""
        told = self._quantifiers.quantified(clause, self._lexicon.terms.every)
        matter = frozenset[str]() if told is None else told[1] - row.words - self._other.vocabulary.loose
        return any(one.inner and matter & one.terms for one in self._other.index.called(matter))

    def _unit(self, figure: Figure, cell: Figure) -> bool | None:
        """Whether both are in one kind of unit for certain, None where they cannot be; whole numbers may be counts."""
        told, one_base = (figure.unit_class, cell.unit_class), self._lexicon.metrics.one_base
        if told == (_INTENSITY, _INTENSITY) and self._rates.are_two(figure, cell):
            return None
        if told[0] == told[1] or one_base.issuperset(told) or figure.unit == cell.unit is not None:
            return True
        if _SHARE in told:
            return False if told == (_SHARE, None) and 0 < cell.value <= _WHOLE else None
        if told == (_COUNT, None):
            return all(one.value >= _WHOLE and one.value == int(one.value) for one in (figure, cell))
        return True if figure.unit_class is None else None

    def _is_itself(self, one: Series, figure: Figure) -> bool:
        """Whether a series of sentences is nothing but the sentence of a figure."""
        told_here = all(cell.sentence == figure.sentence for cell in one.levels)
        return self._own and one.table is None and told_here

    # -- changes

    def _change(self, clause: Clause, figure: Figure, stated: Stated) -> Refuted | None:
        """A change against the figures of its base year and of its own, or of every later year.

        Where nothing tells since when, the changes of a row from each of its years are something to compare with.
        """
        years, span = _years(figure, stated), self._span(stated)
        # "Lower than in the base year": the column that is called so has it.
        based = years is None and span is None and self._directions.base.search(clause.lower) is not None
        since = years is not None or span is not None or based
        timed = not self._lexicon.facts.index.years.isdisjoint(WORD.findall(clause.lower))
        if not since and (timed or not stated.claimed or not clause.moves):
            return None
        listed = self._other.candidates(clause)
        moving = [one for one in listed if _counted(one, clause) is None and len(one.series.years) > 1]
        whole, reached = settled(self._other, moving, stated)

        def pairs(one: Series) -> list[Change]:
            cells = [exactly(cell, figure) for cell in one.dated]
            until = figure.last_year if based or not since else None
            told = reached if years is None or years[1] in (None, reached) else None
            ends = of_year(cells, told) if told else self._ends(one, cells, years[1] if years else None, until)
            bases = [] if years is None else of_year(cells, years[0])
            bases += [cell for cell in cells if based and cell.role == _BASE]
            return [
                (base, cell, result)
                for cell in ends
                for base in cells
                if (gap := (cell.last_year or 0) - (base.last_year or 0)) > 0
                # "By 5 % year on year and by 12 % on 2019": nobody knows which of them is meant.
                if not since or gap == span or base in bases
                if (result := change_of(base, cell, figure)) is not None
            ]

        agrees = self._agreeing(clause, figure)
        found = disagreeing(self._other, whole, pairs, agrees)
        if found is None or (not since and found[0].open):
            return None
        candidate, (base, cell, result) = found
        sure = since or (reached is not None and self._is_since_any(stated, candidate, reached))
        slots = _slots(candidate, base, cell) if sure else ("period",)
        sold = (
            Sold(counted, *fitting)
            for one in listed
            if (counted := _counted(one, clause)) is not None
            if (fitting := next(filter(agrees, pairs(one.series)), None)) is not None
        )
        place, pair = (figure.start, figure.end), (cell, base)
        return Refuted("change", *place, figure, pair, result, candidate.series, slots, next(sold, None))

    def _agreeing(self, clause: Clause, figure: Figure) -> Callable[[Change], bool]:
        """What tells whether the figures of a row give a change, the way that the clause says."""
        # "Improved by 5 %" may be a rise or a fall.
        way = {"either" if clause.word(move) in self._either else move.kind for move in clause.moves}
        falls, rises = (figure.value < 0 and way == {"fall"}), (figure.value > 0 and way == {"rise"})

        def agrees(pair: Change) -> bool:
            base, cell, result = pair
            error = error_of(base, cell, figure)
            if (falls and result > error) or (rises and result < -error):
                return False
            if figure.high is not None and abs(result) > abs(figure.value):
                return True
            room = self._tolerance * (2 * figure.precision + error)
            return differs_by(abs(result), abs(figure.value)) <= room

        return agrees

    def _ends(self, one: Series, cells: list[Figure], year: int | None, until: int | None) -> list[Figure]:
        """The cells that a change may lead to: of its year, else of that ``until`` which it is told, else of any."""
        if year is not None:
            return of_year(cells, year)
        # What has changed "since" has done so until now; a part of it may be meant, but as it is now.
        last = self._other.index.last_year or 0
        ends = cells if until is None else of_year(cells, until)
        return (of_year(ends, last) if one.inner else ends) if last in one.years else []

    @cached_property
    def _directions(self) -> Directions:
        return Directions(self._mine, self._other)

    def _is_since_any(self, stated: Stated, found: Candidate, reached: int) -> bool:
        """Whether a change to a level of a row, of which nothing tells since when, is one since a year of this row.

        That has the year before; the clause says nothing that the row does not, and the document counts from no other
        year, unless the clause says what became of it in the last one.
        """
        moves, last = stated.clause.moves, self._other.index.last_year
        plain = len(moves) == 1 and self._directions.says_no_more(stated, found, moves[0])
        years = found.series.years
        return plain and reached - 1 in years and (stated.years == {last} or self._bases <= years)

    @cached_property
    def _bases(self) -> frozenset[int]:
        """The years from which the document counts."""
        passages = self._other.passages
        facts = (one for number in range(len(passages.spans)) for one in passages.facts(number))
        return frozenset(one.year for one in facts if one.role == "base" and one.year is not None)

    @property
    def _genitives(self) -> frozenset[str]:
        return self._lexicon.frames.opening("genitive")

    def _span(self, stated: Stated) -> int | None:
        """The years that a clause says a change took ("in five years", "in one year")."""
        facts, clause = self._lexicon.facts.index, stated.clause
        told = {
            round(one.value / _YEAR)
            for one in (*stated.numbers, *stated.bounds)
            if one.unit_class == "time" and one.value >= _YEAR
            # "After two years of decline": how long something else took.
            if self._genitives.isdisjoint(WORD.findall(clause.lower, one.end - clause.start)[:1])
        }
        words = WORD.findall(clause.lower)
        threes = list(zip(words, words[1:], words[2:], strict=False))
        # "Year on year", "than in the previous year", "in one year".
        if (
            any(one in facts.years and unit in facts.years for one, _, unit in threes)
            or self._earlier.search(clause.lower)
            or any(
                place in self._lexicon.metrics.located and one in facts.singles and unit in facts.years
                for place, one, unit in threes
            )
        ):
            told.add(1)
        return told.pop() if len(told) == 1 else None


def _slots(found: Candidate, *cells: Figure) -> tuple[Slot, ...]:
    """The open slots of a row, without the status where its figures are as they are: "2025 | 2024 (restated)"."""
    firm = all(cell.last_year in found.series.firm for cell in cells)
    return tuple(slot for slot in found.open if not (firm and slot == "status"))


def _years(figure: Figure, stated: Stated) -> tuple[int, int | None] | None:
    """The base year of a change and its own, None where that is open; the two years of its clause ("between … and")."""
    if figure.against is not None:
        return figure.against, figure.last_year
    if len({one.last_year for one in stated.every if one.role == "change"}) > 1:
        # "By 1 % in 2023 and by 5 % in 2024".
        return None
    levels = {one.last_year for one in stated.numbers if one.role in LEVELS and one.last_year is not None}
    both = next((years for years in (levels, stated.years) if len(years) == 2), None)
    # "It climbed from 2020 to 2022, before it fell by 10 % in 2023": neither year is that of the change.
    if both is None or figure.last_year not in (None, *both):
        return None
    return min(both), max(both)


def _counted(one: Candidate, clause: Clause) -> str | None:
    """The way of counting of a row, per unit or net, of which the clause says nothing."""
    if one.series.unit_class == _INTENSITY and _INTENSITY not in clause.basis:
        return _INTENSITY
    return _NET if _NET in one.series.basis and _NET not in clause.basis else None
