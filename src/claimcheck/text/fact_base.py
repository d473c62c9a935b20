"""The fact base of a document: its figures by metric and year, of sentences and of the value cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.figure import Basis, Figure
from claimcheck.model.passage import scopes_of
from claimcheck.model.table import DataPoint
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.derived_values import precision
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.goal_columns import GoalColumns
from claimcheck.text.goal_tables import GoalRow, GoalTables
from claimcheck.text.metric_words import BASES, MONEY, NO_WORDS, NOTHING, SHARE, MetricGrammar, Named, Told, Words
from claimcheck.text.passages import Passages
from claimcheck.text.prose_figures import LONGEST_SENTENCE, ProseFigures
from claimcheck.text.remembered import remembered
from claimcheck.text.structure_words import TableWords

LONGEST_LABEL = 160
"""Characters of a label; a longer one is a sentence, of which nobody can say what the cell measures."""


_LEAST_COLUMNS = 2


class Reading(NamedTuple):
    """What one label says: metrics, the words that limit them, all its words, scopes, bases, and a direction."""

    named: tuple[Named, ...]
    rest: frozenset[str]
    words: frozenset[str]
    scopes: frozenset[str]
    bases: frozenset[str]
    falls: bool


class TableFigures(Struct, dict=True, eq=False):
    """Reads the data points of one document; each label is read once."""

    passages: Passages
    grammar: MetricGrammar
    facts: FactGrammar
    limiter: Limiter
    _columns: dict[int, dict[tuple[str, ...], None]] = {}

    def read(self) -> Iterator[Figure]:
        """A figure for every data point that has a value, a metric and a unit that fits it."""
        for point in self.passages.structure.data_points:
            self._columns.setdefault(point.table, {})[point.column_path] = None
        for number, point in enumerate(self.passages.structure.data_points):
            if point.supports:
                figure = self._figure(number, point)
                if figure is not None:
                    yield figure

    def _figure(self, number: int, point: DataPoint) -> Figure | None:
        rows = [self.reading(text) for text in reversed(point.row_path)]
        columns = [self.reading(text) for text in reversed(point.column_path)]
        if None in rows or None in columns:
            return None
        labels = [one for one in (*rows, *columns) if one is not None]
        unit_class = _class_of(point)
        chosen = self._choose(labels, unit_class, is_change=point.role == "change")
        if chosen is None:
            caption = self._caption(point)
            labels = [*labels, caption] if caption is not None else []
            chosen = self._choose(labels, unit_class, is_change=point.role == "change")
        if chosen is None:
            return None
        return self._made(number, point, labels, *chosen)

    @remembered
    def _shared_words(self, table: int) -> frozenset[str]:
        """Words over all columns of a table that name no place: they are its title, and limit none of its figures."""
        columns = self._columns.get(table, ())
        if len(columns) < _LEAST_COLUMNS:
            return frozenset()
        rests = []
        for labels in columns:
            readings = [self.reading(text) for text in labels]
            rests.append(frozenset(word for one in readings if one is not None for word in one.rest))
        shared = frozenset.intersection(*rests)
        return frozenset(word for word in shared if not self.limiter.names.is_name(word))

    def _made(self, number: int, point: DataPoint, labels: Sequence[Reading], at: int, metric: str) -> Figure | None:
        grammar, amount, unit = self.grammar, point.amount, point.unit
        assert amount.value is not None
        factor = grammar.factor(unit.id if unit else None)
        exact = precision(point.text, amount.value, self.facts.decimal, prose=False)
        unit_class = _class_of(point)
        if exact is None:
            return None
        value = amount.value
        if point.role == "change" and value > 0 and any(one.falls for one in labels):
            value = -value
        high = value if amount.high is None and amount.bound in ("above", "below") else amount.high
        start, end = self.passages.norm.span_of(point.block, point.start, point.end)
        basis = _basis(frozenset(base for one in labels for base in one.bases))
        scopes = next((one.scopes for one in labels if one.scopes), frozenset())
        scoped = grammar.with_scopes(metric, scopes)
        measured = grammar.class_of(metric, unit_class)
        period = point.period
        return Figure(
            metric=scoped,
            value=value * factor,
            high=None if high is None else high * factor,
            unit=unit.id if unit else None,
            unit_class=measured,
            precision=exact * factor + (grammar.about * abs(value * factor) if amount.bound else 0.0),
            year=period.year if period else None,
            end_year=period.end_year if period else None,
            role=point.role,
            against=point.against,
            boundary=self._boundary(labels, at, metric) - self._shared_words(point.table),
            scopes=grammar.metrics[scoped].scopes or scopes,
            basis="intensity" if measured == "intensity" and basis is None else basis,
            start=start,
            end=end,
            sentence=self.passages.at(start),
            cell=number,
        )

    def _choose(self, labels: Sequence[Reading], unit_class: str | None, *, is_change: bool) -> tuple[int, str] | None:
        """The first label, from the innermost, whose metric admits the unit, and that metric; None if it is open."""
        for at, one in enumerate(labels):
            named = chain.from_iterable(each.metrics for each in one.named)
            metrics = set(self.grammar.fitting(named, unit_class, is_change=is_change))
            if len(metrics) > 1:
                return None
            if metrics:
                return at, metrics.pop()
        return None

    def _boundary(self, labels: Sequence[Reading], at: int, metric: str) -> frozenset[str]:
        """The limiting words of all labels; where another one names something else, all of its words limit."""
        found: set[str] = set()
        for place, one in enumerate(labels):
            other = place < at or (place > at and self._is_other(one, metric))
            found |= one.words if other and one.named else one.rest
        return frozenset(found)

    def _is_other(self, one: Reading, metric: str) -> bool:
        """Whether an outer label names something that the inner metric is no part of."""
        own = self.grammar.metrics[metric]
        for named in one.named:
            for name in named.metrics:
                whole = self.grammar.metrics[name]
                parts = {part for listed in whole.parts for part in listed}
                if name in (metric, own.of) or metric in parts or whole.per == metric or whole.topic != own.topic:
                    return False
        return bool(one.named)

    def _caption(self, point: DataPoint) -> Reading | None:
        table = self.passages.document.tables[point.table]
        if table.caption is None or not 0 <= table.caption < len(self.passages.norm.blocks):
            return None
        run = self.passages.norm.blocks[table.caption]
        return self.reading(self.passages.norm.text[run.start : run.end])

    @remembered
    def reading(self, text: str) -> Reading | None:
        """What a label says; None for one that is too long to be one."""
        if len(text) > LONGEST_LABEL:
            return None
        lower = text.lower()
        words = self.grammar.find(lower, label=True)
        scopes: frozenset[str] = frozenset()
        taken = [(one.start, one.end) for one in words.named]
        said = [(one.start, one.end) for one in words.said if one.kind not in ("places", "parts")]
        if any(word in lower for word in self.facts.index.scopes):
            facts = [fact for fact in find_facts(text, 0, len(text), self.facts) if fact.kind == "scope"]
            scopes = scopes_of(facts)
            said += [(fact.start, fact.end) for fact in facts]
        return Reading(
            named=words.named,
            rest=self.limiter.of_label(text, [*taken, *said]),
            words=self.limiter.of_label(text, said) if words.named else frozenset(),
            scopes=scopes,
            bases=frozenset(one.kind for one in words.said if one.kind in BASES),
            falls=any(one.kind == "fall" for one in words.said),
        )


def _basis(bases: frozenset[str]) -> Basis | None:
    """What the labels say of how it is counted; None where they say two things that exclude each other."""
    for one in ("location", "market", "gross", "net", "intensity"):
        if one in bases and _OTHER.get(one, "") not in bases:
            return one
    return None


_OTHER = {"location": "market", "market": "location", "gross": "net", "net": "gross"}


def _class_of(point: DataPoint) -> str | None:
    unit = point.unit
    if unit is None:
        return None
    if unit.kind == "share":
        return SHARE
    if unit.kind == "money":
        return MONEY
    return unit.unit_class


MOST_ALIKE = 24
"""Figures of one metric and one year that are kept for look-up, the first ones of each identity before others."""

_DIGIT = re.compile(r"[0-9]")
_NONE: frozenset[str] = frozenset()
NO_TABLE_WORDS = TableWords()


class FactBase:
    """All figures of a document whose metric is known; built once, in time linear in the document.

    What was recognised in a picture has none: a figure may be another one there.

    ``now`` is the year in which it is read: figures of later years are planned. ``names`` tells which words of the
    document are names; those of the company that speaks limit a figure to nothing. ``grammar`` has the metrics and
    their words.
    """

    def __init__(
        self,
        passages: Passages,
        grammar: MetricGrammar,
        facts: FactGrammar,
        now: int,
        table_words: TableWords = NO_TABLE_WORDS,
    ) -> None:
        self.names = passages.names
        limiter = Limiter(grammar, facts.index, self.names)
        self._passages = passages
        self.grammar = grammar
        self._prose = ProseFigures(passages, grammar, facts, limiter, now)
        self._tables = TableFigures(passages, grammar, facts, limiter)
        self._goals = GoalTables(passages, GoalColumns(table_words, now, grammar.moves, grammar.aims))

    @remembered
    def told(self, sentence: int) -> Told:
        """The metrics that a sentence names and its figures; no other sentence is read for it."""
        words = self.words(sentence)
        return self._prose.read(sentence, words) if words.named else NOTHING

    def numbers(self, sentence: int) -> tuple[Figure, ...]:
        """The numbers of a sentence as figures without a metric, whether it names one or not."""
        return self._prose.numbers(sentence)

    @remembered
    def words(self, sentence: int) -> Words:
        """The words for metrics in a sentence and what is said of them; none where it names no metric."""
        if sentence not in self.naming:
            return NO_WORDS
        span = self._passages.spans[sentence]
        return self.grammar.find(self._passages.norm.lower[span.start : span.end])

    def named(self, sentence: int) -> frozenset[str]:
        """The metrics that ``told`` has of a sentence; nothing but its words is read for it."""
        words = self.words(sentence)
        if not words.named:
            return _NONE
        span = self._passages.spans[sentence]
        if span.end - span.start > LONGEST_SENTENCE:
            return _NONE
        return frozenset([name for one in words.named for name in one.metrics])

    def has_values(self, sentence: int) -> bool:
        """Whether a sentence has numbers that may be figures of a metric."""
        return any(fact.value is not None for fact in self._passages.facts(sentence))

    @remembered
    def kin(self, sentence: int) -> frozenset[str]:
        """The same with the metrics that they are made from and may mean."""
        return _NONE.union(*map(self.grammar.kin, self.named(sentence)))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All figures, those of tables first, each kind in order."""
        tables = tuple(self._tables.read()) if self._passages.document.tables else ()
        return (*tables, *self._of_prose())

    def _of_prose(self) -> Iterator[Figure]:
        """Figures of sentences; only those that name a metric and have a number are read."""
        blocks, norm, spans = self._passages.document.blocks, self._passages.norm, self._passages.spans
        for index in sorted(self.naming):
            span = spans[index]
            block = blocks[span.block]
            if block.running or block.recognised or (block.kind == "table" and not span.in_cell):
                continue
            if _DIGIT.search(norm.text, span.start, span.end) is None or not self.words(index).named:
                continue
            # Most digits are those of years, which make no figure.
            if self.has_values(index):
                yield from self.told(index).figures

    def label(self, text: str) -> Reading | None:
        """What a heading or the label of a row says; None for one that is too long."""
        return self._tables.reading(text)

    @cached_property
    def goals(self) -> tuple[GoalRow, ...]:
        """The rows of tables that tell of a goal."""
        blocks = self._passages.document.blocks
        rows = self._goals.rows() if self._passages.document.tables else ()
        return tuple(row for row in rows if not blocks[row.block].recognised)

    @cached_property
    def naming(self) -> frozenset[int]:
        """Sentences in which words stand that may name a metric; found in one pass over the text."""
        spans, found = self._passages.spans, set[int]()
        at, last = 0, len(spans) - 1
        for end in self.grammar.naming(self._passages.norm.lower):
            # Ends come in order, so the sentence can only move on.
            while at < last and spans[at].end < end:
                at += 1
            if spans[at].start < end <= spans[at].end:
                found.add(at)
        return frozenset(found)

    @cached_property
    def _by_metric(self) -> Mapping[str, Mapping[int | None, tuple[Figure, ...]]]:
        """Figures by metric and year; of one identity that stands too often only the first are kept."""
        kept: dict[str, dict[int | None, list[Figure]]] = {}
        seen: set[tuple[object, ...]] = set()
        more: dict[str, dict[int | None, list[Figure]]] = {}
        for figure in self.figures:
            if figure.metric is None:
                continue
            identity = (
                figure.metric, figure.last_year, figure.boundary, figure.scopes, figure.basis, figure.role,
                figure.unit_class, figure.against, figure.value,
            )  # fmt: skip
            into = more if identity in seen else kept
            seen.add(identity)
            into.setdefault(figure.metric, {}).setdefault(figure.last_year, []).append(figure)
        return MappingProxyType(
            {
                metric: {
                    year: tuple((*listed, *more.get(metric, {}).get(year, ()))[:MOST_ALIKE])
                    for year, listed in years.items()
                }
                for metric, years in kept.items()
            }
        )

    def of(self, metric: str, year: int | None) -> tuple[Figure, ...]:
        """Figures of a metric in a year, ``MOST_ALIKE`` at most; None asks for those that name no single year."""
        return self._by_metric.get(metric, {}).get(year, ())

    def years(self, metric: str) -> tuple[int, ...]:
        """The years that a metric has figures for, in order."""
        return tuple(sorted(year for year in self._by_metric.get(metric, {}) if year is not None))
