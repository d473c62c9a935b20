"""The fact base of a document: its figures by metric and year, found when somebody first asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from claimcheck.model.figure import Figure
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.facts import FactGrammar
from claimcheck.text.goal_columns import GoalColumns
from claimcheck.text.goal_tables import GoalRow, GoalTables
from claimcheck.text.mentions import NOTHING, Told
from claimcheck.text.metric_words import NO_WORDS, MetricGrammar, Words
from claimcheck.text.passages import Passages
from claimcheck.text.prose_figures import LONGEST_SENTENCE, ProseFigures
from claimcheck.text.remembered import remembered
from claimcheck.text.structure_words import TableWords
from claimcheck.text.table_figures import Reading, TableFigures

MOST_ALIKE = 24
"""Figures of one metric and one year that are kept for look-up, the first ones of each identity before others."""

_DIGIT = re.compile(r"[0-9]")
_NONE: frozenset[str] = frozenset()
Key = tuple[str, int | None]
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
