"""Which clauses speak of what the document's own tables measure: by the words of a row, or by its words and figure.

A row tells of the company's doings where the rules know what it measures or where others of its table are such rows;
rows of money and tables of accounts never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series, comes_to
from claimcheck.model.figure import Figure, Measured, Says
from claimcheck.text.derived_values import share
from claimcheck.text.prose_figures import LONGEST_SENTENCE
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.terms import LEAST_STEM

MOST_ALIKE = 24
"""Rows with the same figure, or with a word, that are looked at."""
_KINDS = ("paragraph", "list", "table")
_STOP = re.compile(r"[.;!?][\"')\]*]*$")
_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"[1-9][0-9.,]*")
_SHARE, _MONEY, _INTENSITY = "share", "money", "intensity"
_COUNTED = (None, "count")
_BURDENS = ("emissions", "energy", "mass", "volume", "intensity")
"""Classes of units of what is given off or used up: where it falls, it has become less of a burden."""
_TELLING, _TELLING_COUNT = 2, 3
"""Digits by which a figure with a unit, and a bare number, are known again."""


class _Table(NamedTuple):
    """How many rows of a table the rules know, how many are money, and the topic of most of those that are known."""

    known: int
    money: int
    topic: str | None


class TableMeasures:
    """What the tables of one document measure; nothing is read before somebody asks.

    ``asides`` are the kinds of sections whose tables are none of the company's.
    """

    def __init__(self, rows: RowMatcher, asides: frozenset[str]) -> None:
        lexicon = rows.lexicon
        self._asides = asides
        self._facts, self._passages = rows.facts, rows.passages
        self._metrics = lexicon.metrics.metrics
        self._none = lexicon.terms.none
        self._quantified = phrase_pattern((*lexicon.terms.every, *lexicon.terms.none))
        self._per = phrase_pattern(lexicon.facts.index.per_words)
        self._rows = rows
        self._topics = lexicon.topic_mask

    def sentences(self) -> Iterator[int]:
        """Numbers of the sentences of prose that give a figure, or speak of all or none, with words of a row."""
        passages = self._passages
        if not passages.document.tables or not self._own:
            return
        norm = passages.norm
        for number, span in enumerate(passages.spans):
            block = passages.block(number)
            if block.running or block.kind not in _KINDS or passages.is_row(number):
                continue
            if span.end - span.start > LONGEST_SENTENCE or not _STOP.search(norm.text, span.start, span.end):
                continue
            told = _DIGIT.search(norm.text, span.start, span.end) or self._quantified.search(
                norm.lower, span.start, span.end
            )
            if told and self._rows.is_told(span.start, span.end):
                yield number

    def of(self, sentence: int, start: int, end: int) -> Measured | None:
        """What the clause from ``start`` to ``end`` says of a row: by its figures, else of all or none."""
        span = self._passages.spans[sentence]
        clause = self._rows.clauses.of(sentence, start, end)
        if not clause.phrases:
            # "Uptime of the kiln, which …, was 95 %": what is measured stands in another clause.
            clause = self._rows.clauses.of(sentence, span.start, span.end)
        figures = self._facts.numbers(sentence) if self._facts.has_values(sentence) else ()
        inside = [one for one in figures if start <= one.start < end and not _is_converted(one, figures)]
        topical = bool(self._passages.mask(sentence) & self._topics)
        for figure in inside:
            own = self._rows.clauses.of_figure(clause, figure)
            for one in (*self._named(own, figure), *self._repeated(own, figure)):
                if self._is_own(one, topical=topical):
                    return self._made(clause, one, figure)
        for one in (*self._wholly(clause), *self._divided(clause, inside)):
            if self._is_own(one, topical=topical):
                return self._made(clause, one, None)
        return None

    # -- which row

    def _named(self, clause: Clause, figure: Figure) -> Iterator[Series]:
        """The rows whose labels stand in a clause in full, its figure being one of their class of unit."""
        if figure.unit_class in _COUNTED:
            return
        unit = figure.unit_class if figure.role in LEVELS else None
        for one in self._candidates(clause, unit):
            same = unit is None or one.series.unit_class == unit
            if one.is_exact and same and "part" not in one.open:
                yield one.series

    def _candidates(self, clause: Clause, unit: str | None) -> Iterator[Candidate]:
        """The rows of tables that a clause may be about; a label is there in full where it has kin of its words."""
        listed = []
        for one in self._rows.candidates(clause, unit):
            if one.series.table is not None:
                silent = one.series.column if self._is_of_goal(one.series) else frozenset[str]()
                missing = (term for term in one.missing - silent if not _has_kin(term, clause.stems))
                listed.append(one._replace(missing=frozenset(missing)))
        return self._rows.readings(listed)

    def _is_of_goal(self, one: Series) -> bool:
        """Whether a row tells how far a goal has been reached: its column names no measure."""
        cells = [self._reached.get(self._passages.spans[level.sentence].block) for level in one.levels]
        return any(
            cell is not None and cell[0] <= level.start < cell[1] for cell, level in zip(cells, one.levels, strict=True)
        )

    @cached_property
    def _reached(self) -> Mapping[int, tuple[int, int]]:
        """What the rows of goals say has been reached, by their blocks."""
        cells = ((row.block, row.cells.get("progress")) for row in self._facts.goals)
        return {block: (cell.start, cell.end) for block, cell in cells if cell is not None}

    def _wholly(self, clause: Clause) -> Iterator[Series]:
        """The rows of shares of what a clause says of all or none."""
        for words in (self._rows.lexicon.terms.every, self._none):
            told = self._rows.quantifiers.quantified(clause, words)
            if told is None:
                continue
            # "Every branch runs on renewable power": of what the clause opens with, all is meant.
            (at, _), matter = told
            for one in self._candidates(clause, _SHARE):
                meant = at == clause.start or not matter.isdisjoint(one.matched)
                if one.is_exact and meant and one.series.unit_class == _SHARE:
                    yield one.series

    def _repeated(self, clause: Clause, figure: Figure) -> Iterator[Series]:
        """The rows that share a word with a clause and have its figure, or years that come to it."""
        terms = self._telling(clause)
        if not terms or figure.high is not None or not self._is_telling(figure):
            return
        if figure.role != "change":
            yield from (one for one in self._by_value.get(_key(figure), ()) if one.words & terms)
            return
        rare = [term for term in sorted(terms) if 0 < self._rows.index.count(term) <= MOST_ALIKE]
        for one in map(self._rows.index.series.__getitem__, self._rows.index.having(rare)[:MOST_ALIKE]):
            # So many per cent may come out of any row: one word that others have too does not tell which.
            same = one.words & terms
            known = len(same) > 1 or any(self._rows.index.count(term) == 1 for term in same)
            if known and id(one) in self._own_ids and comes_to(one, figure):
                yield one

    def _divided(self, clause: Clause, figures: Sequence[Figure]) -> Iterator[Series]:
        """The rows of shares that two counts of a clause come to: "of the 214 factories …, 148 …"."""
        counts = [one for one in figures if one.unit_class in _COUNTED and one.role in LEVELS]
        terms = self._telling(clause)
        for whole, part in pairwise(counts[:MOST_ALIKE]):
            derived = share(part, whole) if 0 < part.value < whole.value else None
            for one in self._candidates(clause, _SHARE) if derived is not None else ():
                yield from (
                    one.series
                    for cell in one.series.levels
                    if derived is not None
                    and abs(cell.value - derived.value) <= cell.precision
                    and len(one.matched & terms) > 1
                )

    def _telling(self, clause: Clause) -> frozenset[str]:
        """The terms of a clause that tell rows apart."""
        loose = self._rows.vocabulary.loose
        return frozenset(term for term in clause.stems - loose if not term.isdigit())

    def _is_telling(self, figure: Figure) -> bool:
        written = self._passages.norm.text[figure.start : figure.end]
        match = _DIGITS.search(written)
        digits = match[0].rstrip(".,") if match is not None else ""
        whole = figure.value == int(figure.value)
        least = _TELLING_COUNT if whole and figure.unit_class in _COUNTED else _TELLING
        return sum(map(str.isdigit, digits.rstrip("0") if whole else digits)) >= least

    @cached_property
    def _by_value(self) -> Mapping[tuple[str | None, float], list[Series]]:
        """The rows by the figures in them."""
        found: dict[tuple[str | None, float], list[Series]] = {}
        for one in self._own:
            for figure in one.levels:
                # Rates are written without what they are per.
                for kind in {_key(figure)[0], None if figure.unit_class == _INTENSITY else _key(figure)[0]}:
                    kept = found.setdefault((kind, _key(figure)[1]), [])
                    if len(kept) < MOST_ALIKE and one not in kept:
                        kept.append(one)
        return found

    # -- whose

    @cached_property
    def _own(self) -> tuple[Series, ...]:
        """The rows of tables that are no accounts; neither money nor what others are counted per."""
        return tuple(
            one
            for one in self._rows.index.series
            if one.table is not None
            and one.unit_class != _MONEY
            and one.levels
            and self._is_of_report(one)
            and not self._is_base(one)
        )

    def _is_base(self, one: Series) -> bool:
        """Whether a row counts what another is per: "shirts sold" beside "water per shirt" is the trade itself."""
        counted = not one.named and one.unit_class not in (_SHARE, _INTENSITY)
        return counted and not one.terms.isdisjoint(self._bases)

    @cached_property
    def _bases(self) -> frozenset[str]:
        """The terms behind "per" in the labels of rows."""
        reader, found = self._rows.vocabulary.reader, set[str]()
        for one in self._rows.index.series:
            label = one.label.lower() if one.table is not None else ""
            per = self._per.search(label)
            if per is not None:
                found |= reader.terms(label[per.end() :])
        return frozenset(found)

    @cached_property
    def _own_ids(self) -> frozenset[int]:
        return frozenset(map(id, self._own))

    def _is_of_report(self, one: Series) -> bool:
        table = self._tables.get(one.table)
        block = self._passages.spans[one.levels[0].sentence].block
        kind = self._passages.structure.section_kind(block)
        return table is not None and table.money <= table.known and kind not in self._asides

    @cached_property
    def _tables(self) -> Mapping[int | None, _Table]:
        rows: dict[int | None, list[Series]] = {}
        for one in self._rows.index.series:
            if one.table is not None:
                rows.setdefault(one.table, []).append(one)
        return {table: self._counted(some) for table, some in rows.items()}

    def _counted(self, rows: Iterable[Series]) -> _Table:
        known, money, topics = 0, 0, Counter[str]()
        for one in rows:
            known += bool(one.named)
            money += one.unit_class == _MONEY
            topics.update({self._metrics[name].topic for name in one.named})
        return _Table(known, money, max(topics, key=lambda topic: topics[topic], default=None))

    def _is_own(self, one: Series, *, topical: bool) -> bool:
        """Whether a row tells of what the report is about: its table has such rows, or the sentence names a topic."""
        table = self._tables.get(one.table)
        return table is not None and id(one) in self._own_ids and (topical or table.known > 0)

    # -- what is said

    def _made(self, clause: Clause, one: Series, figure: Figure | None) -> Measured:
        terms = one.words
        places = [
            (clause.start + token.start, clause.start + token.end)
            for token in clause.tokens
            if token.stem and not terms.isdisjoint(self._rows.vocabulary.reader.expanded([token.stem]))
        ]
        words = (
            min((start for start, _ in places), default=clause.start),
            max((end for _, end in places), default=clause.end),
        )
        figures = [(figure.start, figure.end)] if figure is not None else []
        topics = Counter(self._metrics[name].topic for name in one.named)
        table = self._tables.get(one.table)
        topic = max(topics, key=lambda name: topics[name]) if topics else table and table.topic
        return Measured(
            min(start for start, _ in (words, *figures)),
            max(end for _, end in (words, *figures)),
            words,
            self._says(one, figure),
            topic,
        )

    def _says(self, one: Series, figure: Figure | None) -> Says:
        if figure is None or figure.role != "change" or figure.value >= 0:
            return "level"
        better = {self._metrics[name].better for name in one.named}
        burden = "fall" in better if better - {None} else one.unit_class in _BURDENS
        return "fall" if burden else "level"


def _key(figure: Figure) -> tuple[str | None, float]:
    kind = None if figure.unit_class in _COUNTED else figure.unit_class
    return kind, float(f"{figure.value:.9g}")


def _is_converted(figure: Figure, figures: Iterable[Figure]) -> bool:
    """Whether the same amount stands beside a figure in another unit: "1 GWh equals 1,000 MWh" measures nothing."""
    return figure.unit is not None and any(
        one.unit not in (None, figure.unit) and _key(one) == _key(figure) for one in figures
    )


def _has_kin(term: str, stems: Collection[str]) -> bool:
    """Whether one of some stems goes on where a term ends, or the other way round: "weight", "weighs"."""
    return len(term) >= LEAST_STEM and any(
        len(stem) >= LEAST_STEM and (stem.startswith(term) or term.startswith(stem)) for stem in stems
    )
