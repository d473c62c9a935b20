"""Goals as one record each: from a row of a table, from a planned claim, or from another sentence.

A goal knows what it is about, until when, from which base, how much, how far it has come and by which means, and where
each of these is told. What a place leaves open is None: unknown is never the same as known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, cast

from claimcheck.evidence.goals.goal_terms import GoalTerms, Terms
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact
from claimcheck.model.table import DataPoint
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.goal_columns import GoalColumn
from claimcheck.text.goal_tables import GoalCell, GoalRow
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

PERCENT, WHOLE = "%", 100.0
TARGET, BASE = "target", "base"
_TIMES = ("year", "period")
_NET_ZERO = "net_zero"
_SHARE, _QUANTITY = "share", "quantity"
_SIGN = re.compile(r"(?<!\w)[-−–+±]\s?$")
_SIGNS = ("-", "−", "–", "+")
_TELLING = 2
"""Terms from which on a label says which goal it is."""
_LEAD = 24
"""Characters before a figure in which a word tells what it measures."""
Measured = Literal["change", "level"]


class Year(NamedTuple):
    """A year and where it is told."""

    year: int
    start: int
    end: int


class Amount(NamedTuple):
    """How much is aimed for: a value in a unit, whether it is a change or a level where that is told, and its place.

    ``exact`` says that no word such as "at least" opens it upwards or downwards.
    """

    value: float
    unit: str | None
    kind: Measured | None
    exact: bool
    start: int
    end: int


class Goal(NamedTuple):
    """A goal as one place tells it.

    ``sentence`` is the number of the sentence or row, ``start`` and ``end`` enclose the words that say what it is.
    ``above`` are the terms of the caption and of the rows over it. ``row`` is its row where it stands in a table of
    goals; ``several`` says that its words tell of more than one date or amount, ``zero`` that something is to come
    down to nothing.
    """

    sentence: int
    start: int
    end: int
    terms: Terms
    above: frozenset[str]
    due: Year | None
    base: Year | None
    amount: Amount | None
    row: GoalRow | None = None
    several: bool = False
    zero: bool = False

    @property
    def says_amount(self) -> bool:
        """Whether it tells how much in figures: that all of something is meant has no place of its own."""
        return self.amount is not None and (self.amount.start, self.amount.end) != (self.start, self.end)

    def is_misplaced(self, core: Core, column: GoalColumn, at: int) -> bool:
        """Whether an offset in the row of this goal, that of a claim, lies in a cell that is not for a column."""
        if self.row is None or not core.sentence.start <= at < core.sentence.end:
            return False
        named = (self.row.cells.get("status"),) if column == "progress" else (self.row.area, self.row.label)
        cells = (self.row.cells.get(column), *named)
        return not any(cell is not None and cell.start <= at < cell.end for cell in cells)


class GoalReader:
    """Reads goals; built once for a pack and a language, holds no state of a document."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        # What stands there is about words, or said by somebody else.
        self._aside = frozenset(kind.id for kind in pack.sections.values() if kind.set_aside is not None)
        self._lexicon = lexicon
        self._plan = lexicon.roles.get("plan", 0)
        self._infinitives = tuple(f" {one}" for one in lexicon.frames.opening("infinitive"))
        self.terms = GoalTerms(lexicon)

    def is_aside(self, block: int, passages: Passages) -> bool:
        """Whether a block stands in a section that tells of no goals of the company."""
        return passages.structure.section_kind(block) in self._aside

    def of_row(self, row: GoalRow, passages: Passages, points: Sequence[DataPoint]) -> Goal | None:
        """The goal of a row; ``points`` are the data points of the row."""
        label = row.label
        facts = [one for number in passages.of_block(row.block) for one in passages.facts(number)]
        terms = self._read(label.start, label.end, facts, passages, label=True)
        if terms is not None and len(terms.all) < _TELLING and row.area is not None:
            # "Flights | Net zero by 2050": of what is told in the cell before.
            area = self._read(row.area.start, row.area.end, facts, passages, label=True)
            terms = area and area.joined(terms)
        if terms is None or not (terms.all or terms.scopes):
            return None
        value = row.cells.get("value")
        told = (label,) if value is None or value is label else (value, label)
        inside = [one for cell in told for one in facts if cell.start <= one.start < cell.end]
        above: frozenset[str] = frozenset()
        for text in row.above:
            read = self.terms.of(text, (), 0, passages.names, label=True)
            above |= read.all if read is not None else frozenset()
        if value is not None and value is not label:
            # "Net zero by 2050" beside the label: a claim in these words says no more.
            read = self._read(value.start, value.end, facts, passages, label=False)
            above |= read.all if read is not None else frozenset()
        several = (value is None or value is label) and _tells_several(inside)
        amount = self._of_point(row, points, passages) or (None if several else self._amount(inside, passages))
        if amount is None:
            # What has no amount is to come down to nothing, or it is no goal that a claim of net zero is about.
            terms = self.terms.of_all_scopes(terms, passages.norm.lower[label.start : label.end])
        return Goal(
            passages.at(label.start),
            label.start,
            label.end,
            terms,
            above,
            _year_of(row.cells.get("due")) or _year(inside, TARGET) or _year_of(value),
            _year_of(row.cells.get("base")) or _year(inside, BASE),
            amount and self._measured(amount, terms),
            row,
            several,
        )

    def of_claim(self, core: Core, passages: Passages) -> Goal | None:
        """The goal of a planned claim: as its sentence tells it, its clause, or what stands before its comma.

        The first of these that does not tell of several dates or amounts.
        """
        number, due = core.sentence.number, core.target_year
        ends = (one.end for one in passages.facts(number) if due is not None and dated(one) == due)
        comma = passages.norm.text.find(",", next(ends, core.sentence.end), core.sentence.end)
        found = None
        for start, end in (
            (core.sentence.start, core.sentence.end),
            (core.clause.start, core.clause.end),
            (core.sentence.start, comma),
        ):
            found = found or self.of_words(number, start, end, due, passages) if end > start else found
        if found is None or core.target_kind != _NET_ZERO:
            return found
        terms = self.terms.of_all_scopes(found.terms, passages.norm.lower[found.start : found.end])
        return found._replace(zero=True, terms=terms)

    def of_words(self, sentence: int, start: int, end: int, due: int | None, passages: Passages) -> Goal | None:
        """The goal that a run of a sentence tells, ``due`` then or when it says itself; None where it tells several."""
        facts = [one for one in passages.facts(sentence) if start <= one.start < end]
        others = (dated(one) for one in facts if one.role == TARGET)
        if _tells_several(facts) or (due is not None and any(year != due for year in others)):
            return None
        terms = self._terms(start, self._end(facts, start, end, passages), facts, passages)
        if terms is None:
            return None
        known = _year(facts, TARGET)
        if known is None and due is not None:
            told = next((one for one in facts if dated(one) == due), None)
            known = Year(due, start, end) if told is None else Year(due, told.start, told.end)
        amount = self._amount(facts, passages)
        measured = amount and self._measured(amount, terms)
        return Goal(sentence, start, end, terms, frozenset(), known, _year(facts, BASE), measured)

    def _terms(self, start: int, end: int, facts: Iterable[Fact], passages: Passages) -> Terms | None:
        """The terms of a run of a sentence, read once: claims of one sentence ask for it, and who compares them."""
        known, key = passages.answers, ("goal", self._lexicon.language, start, end)
        if key not in known:
            known[key] = self._read(start, end, facts, passages, label=False)
        return cast("Terms | None", known[key])

    def _end(self, facts: Sequence[Fact], start: int, end: int, passages: Passages) -> int:
        """Where the words about a goal end: at the comma behind its last figure where a clause follows on it.

        "By 2040, we will be …": the comma behind what opens with a preposition parts nothing.
        """
        text = passages.norm.lower
        comma = text.find(",", facts[-1].end, end) if facts else -1
        opens = self._lexicon.frames.opening("preposition")
        leads = [WORD.match(part.lstrip()) for part in text[start:comma].split(",")] if comma >= 0 else []
        if leads and facts[-1].role != BASE and all(one is not None and one[0] in opens for one in leads):
            comma = text.find(",", comma + 1, end)
        word = WORD.search(text, comma, end) if comma >= 0 else None
        begins = self._lexicon.phrase_ends - self._lexicon.metrics.limits
        return comma if word is not None and word[0] in begins else end

    def _read(self, start: int, end: int, facts: Iterable[Fact], passages: Passages, *, label: bool) -> Terms | None:
        text = passages.norm.text
        hits = () if label else passages.sentence(passages.at(start)).hits_of(self._plan)
        # "We remain on course to …" says nothing of what is to be done.
        led = [(one.start, one.end) for one in hits if text[one.start : one.end].lower().endswith(self._infinitives)]
        return self.terms.of(text[start:end], facts, start, passages.names, led, label=label)

    @staticmethod
    def _of_point(row: GoalRow, points: Sequence[DataPoint], passages: Passages) -> Amount | None:
        """What the cell of targets comes to, with the unit of its column or row."""
        cell = row.cells.get("value")
        if cell is None or cell is row.label:
            return None
        for one in points:
            start, end = passages.norm.span_of(one.block, one.start, one.end)
            if cell.start <= start < cell.end and one.amount.value is not None:
                lead = passages.norm.text[max(cell.start, start - 1) : start + 1]
                unit = one.unit.id if one.unit is not None else PERCENT if row.in_shares else None
                signed = one.text[:1] in _SIGNS or _SIGN.search(lead) is not None
                kind: Measured | None = "change" if signed or one.role == "change" else None
                return Amount(abs(one.amount.value), unit, kind, one.amount.bound is None, start, end)
        return None

    def _amount(self, facts: Iterable[Fact], passages: Passages) -> Amount | None:
        one = next((one for one in facts if one.kind in (_SHARE, _QUANTITY) and one.value is not None), None)
        if one is None or one.value is None:
            return None
        lead = passages.norm.lower[max(one.start - _LEAD, 0) : one.start].rstrip()
        metrics = self._lexicon.metrics
        kind: Measured | None = None
        if _SIGN.search(lead) or one.text[:1] in _SIGNS or _ends(lead, metrics.change_before):
            kind = "change"
        elif _ends(lead, metrics.level_before):
            kind = "level"
        exact = one.high is None and not _ends(lead, metrics.bound_words)
        return Amount(abs(one.value), one.unit, kind, exact, one.start, one.end)

    def _measured(self, amount: Amount, terms: Terms) -> Amount:
        """An amount with what it measures: a share of what falls or rises, or of what has no shares, is a change."""
        if amount.kind is not None:
            return amount
        metrics = self._lexicon.metrics
        changes = amount.unit == PERCENT and (
            terms.move is not None
            or (bool(terms.metrics) and not any(metrics.admits(name, _SHARE) for name in terms.metrics))
            or bool(terms.scopes)
        )
        return amount._replace(kind="change" if changes else "level")


def _tells_several(facts: Iterable[Fact]) -> bool:
    """Whether words tell of more than one date, base or amount."""
    told: dict[str, set[object]] = {}
    for one in facts:
        if one.kind in _TIMES and one.role in (TARGET, BASE):
            told.setdefault(one.role, set()).add(dated(one))
        elif one.kind in (_SHARE, _QUANTITY):
            told.setdefault(_SHARE, set()).add((one.value, one.unit))
    return any(len(some) > 1 for some in told.values())


def _ends(lead: str, words: Iterable[str]) -> bool:
    return any(lead == word or lead.endswith(f" {word}") for word in words)


def _year_of(cell: GoalCell | None) -> Year | None:
    return None if cell is None or cell.year is None else Year(cell.year, cell.start, cell.end)


def dated(one: Fact) -> int | None:
    """The year of a fact that tells one, of a financial year the one in which it ends."""
    if one.kind not in _TIMES:
        return None
    return one.year if one.end_year is None else one.end_year


def _year(facts: Iterable[Fact], role: str) -> Year | None:
    """The year of a role, None for none or several."""
    found = {dated(one): one for one in facts if one.role == role}
    if len(found) != 1:
        return None
    year, one = found.popitem()
    return None if year is None else Year(year, one.start, one.end)
