"""Shares that are stated, against a row of which another is a part, or a table that lists the whole by kind.

No word has to be known for a row of which another is a part ("of which electric"): the sentence names both. Which kinds
make up a share ("Wind", "Solar") is told by the mixes of the rules; these count only where nothing is left out of the
whole: a total beside them is what they come to, or the table has no other rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.contradictions.comparable_figures import Identity, Ledger
from claimcheck.evidence.contradictions.sums import Shared, is_near_share, refuted_by
from claimcheck.evidence.contradictions.totals import Row, is_total, tables_of
from claimcheck.evidence.figures.arithmetic import same_value, together
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.figure import Figure
from claimcheck.model.table import DataPoint
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.derived_values import precision
from claimcheck.text.metric_words import NO_UNIT, SHARE, Mix
from claimcheck.text.tokens import WORD

MOST_ROWS, MOST_PLACES = 60, 12
"""Inner rows of a document that are looked at, and places at which the row around one is named."""
_SHARE = "share"
_AHEAD = ("target", "interim")
MOST_RUNS = 40
"""Runs of rows by kind that are looked at in one document."""
Figures = tuple[Figure, ...]


class Inner(NamedTuple):
    """A row with the row that it is a part of, and the words that name both."""

    part: Row
    whole: Row
    words: frozenset[str]


class InnerRows:
    """Finds the inner rows of a document's tables and the shares that are stated of them."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        self._matcher = matcher
        self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._tolerance = tolerance
        # Sentences by the label that they name: rows with many parts are looked up once.
        self._naming: dict[str, Sequence[int]] = {}

    def wrong(self) -> Iterator[Shared]:
        """Stated shares that no column of the rows gives."""
        for inner in islice(self._rows(), MOST_ROWS):
            for sentence in self._named(inner):
                stated = self._share(sentence)
                if stated is not None and not self._is_of_part(stated, inner):
                    yield from self._judged(stated, inner)

    def _rows(self) -> Iterator[Inner]:
        neutral, openers = self._lexicon.metrics.whole, self._lexicon.tables.inner_rows
        for rows in tables_of(self._matcher):
            outer: Row | None = None
            for row in rows:
                opener = next(filter(row.label.startswith, openers), None)
                if opener is None:
                    outer = row
                elif outer is not None:
                    own = frozenset(WORD.findall(row.label[len(opener) :])) - neutral
                    words = own.union(WORD.findall(outer.label)) - neutral
                    if own and words != own:
                        yield Inner(row, outer, words)

    def _named(self, inner: Inner) -> Iterator[int]:
        """Sentences of running text that name the outer row as it is written and all words of the inner one."""
        passages, phrase = self._passages, inner.whole.label
        if phrase not in self._naming:
            numbers = map(passages.at, passages.places(phrase, MOST_PLACES))
            self._naming[phrase] = [one for one in numbers if passages.block(one).kind != "table"]
        for number in self._naming[phrase]:
            span = passages.spans[number]
            if inner.words.issubset(WORD.findall(passages.norm.lower, span.start, span.end)):
                yield number

    def _share(self, sentence: int) -> Figure | None:
        """The only figure of a sentence, if it is a share of today; no plan, no range and no bound."""
        facts, plan = self._passages.facts(sentence), self._lexicon.roles.get("plan", 0)
        numbers = [one for one in facts if one.value is not None]
        ahead = any(one.role in _AHEAD for one in facts)
        if len(numbers) != 1 or ahead or self._passages.sentence(sentence).mask_any & plan:
            return None
        (fact,) = numbers
        if fact.kind != _SHARE or fact.high is not None or fact.value is None:
            return None
        years = {one.year for one in facts if one.kind in ("year", "period") and one.role != "base"}
        exact = precision(fact.text, fact.value, self._lexicon.facts.decimal, prose=True)
        if exact is None:
            exact = self._lexicon.metrics.spelled * fact.value
        year, none = years.pop() if len(years) == 1 else None, frozenset[str]()
        return Figure(
            None, fact.value, None, fact.unit, _SHARE, exact, year, None, None, None, none, none, None, fact.start,
            fact.end, sentence,
        )  # fmt: skip

    def _is_of_part(self, stated: Figure, inner: Inner) -> bool:
        """Whether a share is of something else ("average data for 71 % of purchased goods"), or of a part with a name.

        "Half of the crew in Osby" is not of all of it.
        """
        span = self._passages.spans[stated.sentence]
        start, end = span.start, span.end
        written = WORD.findall(self._passages.norm.text, start, end)[1:]
        if any(self._passages.names.is_name(word) for word in written if word.lower() not in inner.words):
            return True
        words = WORD.findall(self._passages.norm.lower, stated.end, end)
        if not words or words[0] not in self._lexicon.metrics.limits:
            return False
        neutral = self._lexicon.metrics.whole
        first = next((word for word in words[1:] if word not in neutral), None)
        return first is not None and first not in WORD.findall(inner.whole.label)

    def _judged(self, stated: Figure, inner: Inner) -> Iterator[Shared]:
        """What the years of the rows come to, the last one first."""
        pairs = [
            (part, whole)
            for column, part in sorted(inner.part.figures.items())
            if (whole := inner.whole.figures.get(column)) is not None
            if stated.year in (None, part.last_year) and whole.value >= part.value > 0
        ]
        pairs.sort(key=lambda pair: pair[0].last_year or 0, reverse=True)
        readings = [((part,), (whole,)) for part, whole in pairs]
        found = refuted_by(readings, stated, self._tolerance)
        if found is not None and is_near_share(found):
            yield found


# -- rows by kind


class Run(NamedTuple):
    """Rows side by side that are called by kinds of one mix, each with its kind, and the total beside them."""

    mix: Mix
    rows: tuple[tuple[str, Row], ...]
    total: Row | None


class MixRows:
    """Finds the tables of one document that list something by kind, and the shares that they do not give."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        lexicon = matcher.lexicon
        self._metrics = lexicon.metrics
        self._words = lexicon.tables
        self._limiter = Limiter(lexicon.metrics, lexicon.facts.index, matcher.facts.names)
        self._matcher = matcher
        self._passages = matcher.passages
        self._tolerance = tolerance

    def wrong(self, ledger: Ledger) -> Iterator[Shared]:
        """Stated shares that the rows by kind do not come to, in no table and no way of counting."""
        stated = {known: some for known, some in ledger.levels.items() if self._is_share(known)}
        runs = list(islice(self._runs(), MOST_RUNS)) if stated and self._kinds else ()
        for known, some in stated.items():
            found = (
                refuted_by(self._readings(known, figure, runs), figure, self._tolerance, is_near_share)
                for figure in some
            )
            yield from islice(filter(None, found), 1)

    def _is_share(self, known: Identity) -> bool:
        named = any(known.metric in mix.shares for mix in self._metrics.mixes)
        return named and known.measure == SHARE and not known.boundary

    # -- rows by kind

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        """The kinds by their labels."""
        return {label: name for name, labels in self._words.kinds.items() for label in labels}

    def _runs(self) -> Iterator[Run]:
        for rows in tables_of(self._matcher):
            for mix in self._metrics.mixes:
                yield from self._of_mix(mix, rows)

    def _of_mix(self, mix: Mix, rows: Sequence[Row]) -> Iterator[Run]:
        """The longest runs of rows of one mix that are whole."""
        kinds = [self._kind(row.label, mix) for row in rows]
        first = 0
        while first < len(rows):
            last = first
            while last < len(rows) and kinds[last] is not None and rows[last].path == rows[first].path:
                last += 1
            named = [
                (kind, row) for kind, row in zip(kinds[first:last], rows[first:last], strict=True) if kind
            ]
            if len({kind for kind, _ in named}) > 1:
                beside = [rows[place] for place in (last, first - 1) if 0 <= place < len(rows)]
                total = next((row for row in beside if is_total(row.label, self._words)), None)
                if total is not None or last - first == len(rows):
                    yield Run(mix, tuple(named), total)
            first = max(last, first + 1)

    def _kind(self, label: str, mix: Mix) -> str | None:
        """The kind that a label names, if it names nothing else; empty for a part of the row above."""
        if label.startswith(self._words.inner_rows):
            return ""
        words = WORD.findall(label)
        kind = self._kinds.get(" ".join(words))
        if kind is None:
            kind = self._kinds.get(" ".join(word for word in words if word not in self._metrics.whole))
        return kind if kind in mix.kinds else None

    # -- what is held against them

    def _readings(
        self, known: Identity, stated: Figure, runs: Sequence[Run]
    ) -> Iterator[tuple[Figures, Figures]]:
        """The figures of the kinds that a share names, and those of the whole: the total, or all kinds."""
        for run in runs:
            ways = run.mix.shares.get(known.metric, ())
            found = [*self._columns(known, run)] if ways else []
            # Of several columns nobody knows which is meant.
            if len(found) != 1 or not self._is_about_same(stated, run.mix, found[0][0][0]):
                continue
            ((figures, whole),) = found
            for way in ways:
                parts = tuple([one for (kind, _), one in zip(run.rows, figures, strict=True) if kind in way])
                if parts and len(parts) < len(figures):
                    yield parts, whole

    def _columns(self, known: Identity, run: Run) -> Iterator[tuple[Figures, Figures]]:
        """The columns of the year in which every kind has a figure, with what they come to: the total, or all kinds."""
        for column, first in run.rows[0][1].figures.items():
            if first.last_year != known.year or first.role is not None or not self._admits(known, first):
                continue
            listed = (row.figures.get(column) for _, row in run.rows)
            figures = tuple([one for one in listed if one is not None and one.high is None])
            if len(figures) < len(run.rows) or {one.unit for one in figures} != {first.unit}:
                continue
            whole, total = figures, together(figures)
            if run.total is not None:
                told = run.total.figures.get(column)
                if told is None or not same_value(told, total, self._tolerance):
                    continue
                whole = (told,)
            if total.value > 0:
                yield figures, whole

    def _admits(self, known: Identity, figure: Figure) -> bool:
        """Whether the rows are counted as the whole of the metric is."""
        whole = self._metrics.metrics[known.metric].share_of or known.metric
        units = (*self._metrics.metrics[whole].units, SHARE)
        return (figure.unit_class or NO_UNIT) in units

    def _is_about_same(self, stated: Figure, mix: Mix, first: Figure) -> bool:
        """Whether nothing in the labels limits the rows to what the sentence does not name, nor the other way."""
        span = self._passages.spans[stated.sentence]
        said = frozenset(WORD.findall(self._passages.norm.lower, span.start, span.end))
        assert first.cell is not None
        point = self._passages.structure.data_points[first.cell]
        own = (*point.row_path[:-1], *point.column_path)
        labels = (*own, *self._labels(point))
        around = frozenset(word for label in labels for word in WORD.findall(label.lower()))
        alike = [frozenset(self._words.kinds.get(name, ())) for name in mix.alike]
        if any(words.isdisjoint(said) is not words.isdisjoint(around) for words in alike):
            return False
        limits = (self._limiter.of_label(text, ()) for text in own)
        return frozenset[str]().union(*limits) <= said.union(*alike)

    def _labels(self, point: DataPoint) -> Iterator[str]:
        """The labels around a table: of the columns and the corner, the caption and the heading."""
        document = self._passages.document
        table, blocks = document.tables[point.table], document.blocks
        for one in table.cells:
            if one.row < table.header_rows:
                yield blocks[one.block].text[one.start : one.end]
        if table.caption is not None:
            yield blocks[table.caption].text
        yield from blocks[point.block].section[-1:]
