"""Shares that are stated, against a row of which another is a part ("of which electric"): the sentence names both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.contradictions.sums import Shared, is_near_share, refuted_by
from claimcheck.evidence.contradictions.totals import Row, tables_of
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.figure import Figure
from claimcheck.text.derived_values import precision
from claimcheck.text.tokens import WORD

MOST_ROWS, MOST_PLACES = 60, 12
"""Inner rows of a document that are looked at, and places at which the row around one is named."""
_SHARE = "share"
_AHEAD = ("target", "interim")


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
