"""A share that is stated, against a row of a table and the row of which it is a part ("of which electric").

No word has to be known for what is measured: the sentence names both rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.contradictions.figure_index import FARTHEST, differs_by
from claimcheck.evidence.contradictions.totals import Row, Totals
from claimcheck.model.figure import Figure
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.derived_values import precision
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

MOST_ROWS = 60
MOST_PLACES = 12
"""Inner rows of a document that are looked at, and places at which the row around one is named."""
_SHARE = "share"
_AHEAD = ("target", "interim")


class Inner(NamedTuple):
    """A row with the row that it is a part of, and the words that name both."""

    part: Row
    whole: Row
    phrase: str
    words: frozenset[str]


class Stated(NamedTuple):
    """A share in a sentence, and the figures of part and whole that come nearest to its year."""

    figure: Figure
    part: Figure
    whole: Figure


class InnerRows:
    """Finds the inner rows of a document's tables and the shares that are stated of them."""

    __slots__ = ("_lexicon", "_naming", "_passages", "_plan", "_tolerance")

    def __init__(self, lexicon: Lexicon, passages: Passages, tolerance: float) -> None:
        self._lexicon = lexicon
        self._passages = passages
        self._tolerance = tolerance
        self._plan = lexicon.roles.get("plan", 0)
        # Sentences by the label that they name: rows with many parts are looked up once.
        self._naming: dict[str, Sequence[int]] = {}

    def wrong(self, totals: Totals) -> Iterator[Stated]:
        """Stated shares that no column of the rows gives."""
        for number, inner in enumerate(self._rows(totals)):
            if number >= MOST_ROWS:
                return
            for sentence in self._named(inner):
                stated = self._share(sentence)
                if stated is not None and not self._is_of_part(stated, inner):
                    yield from self._judged(stated, inner)

    def _rows(self, totals: Totals) -> Iterator[Inner]:
        neutral = self._lexicon.metrics.whole
        for rows in totals.tables(self._passages):
            outer: Row | None = None
            for row in rows:
                opener = next(
                    (word for word in self._lexicon.tables.inner_rows if row.label.startswith(word)), None
                )
                if opener is None:
                    outer = row
                    continue
                if outer is None:
                    continue
                own = frozenset(WORD.findall(row.label[len(opener) :])) - neutral
                words = own | (frozenset(WORD.findall(outer.label)) - neutral)
                if own and words != own:
                    yield Inner(row, outer, outer.label, words)

    def _named(self, inner: Inner) -> Iterator[int]:
        """Sentences of running text that name the outer row as it is written and all words of the inner one."""
        passages, lower = self._passages, self._passages.norm.lower
        if inner.phrase not in self._naming:
            self._naming[inner.phrase] = [*self._with(inner.phrase)]
        for number in self._naming[inner.phrase]:
            span = passages.spans[number]
            if inner.words <= frozenset(WORD.findall(lower, span.start, span.end)):
                yield number

    def _with(self, phrase: str) -> Iterator[int]:
        """Sentences of running text in which a phrase stands, one for each of its first ``MOST_PLACES`` places."""
        passages, at = self._passages, -1
        for _ in range(MOST_PLACES):
            at = passages.norm.lower.find(phrase, at + 1)
            if at < 0:
                return
            number = passages.at(at)
            if passages.block(number).kind != "table":
                yield number

    def _share(self, sentence: int) -> Figure | None:
        """The only figure of a sentence, if it is a share of today; no plan, no range and no bound."""
        facts = self._passages.facts(sentence)
        numbers = [one for one in facts if one.value is not None]
        ahead = any(one.role in _AHEAD for one in facts)
        if len(numbers) != 1 or ahead or self._passages.sentence(sentence).mask_any & self._plan:
            return None
        (fact,) = numbers
        if fact.kind != _SHARE or fact.high is not None or fact.value is None:
            return None
        years = {one.year for one in facts if one.kind in ("year", "period") and one.role != "base"}
        return _figure(fact, sentence, years.pop() if len(years) == 1 else None, self._exact(fact))

    def _is_of_part(self, stated: Figure, inner: Inner) -> bool:
        """Whether what a share is of is not the outer row: "average data for 71 % of purchased goods"."""
        end = self._passages.spans[stated.sentence].end
        words = WORD.findall(self._passages.norm.lower, stated.end, end)
        if not words or words[0] not in self._lexicon.metrics.limits:
            return False
        neutral = self._lexicon.metrics.whole
        first = next((word for word in words[1:] if word not in neutral), None)
        return first is not None and first not in WORD.findall(inner.phrase)

    def _exact(self, fact: Fact) -> float:
        grammar, value = self._lexicon.metrics, fact.value or 0.0
        exact = precision(fact.text, value, self._lexicon.facts.decimal, prose=True)
        return grammar.spelled * value if exact is None else exact

    def _judged(self, stated: Figure, inner: Inner) -> Iterator[Stated]:
        pairs = [
            (part, inner.whole.figures[column])
            for column, part in sorted(inner.part.figures.items())
            if column in inner.whole.figures and stated.year in (None, part.last_year)
        ]
        pairs = [(part, whole) for part, whole in pairs if whole.value >= part.value > 0]
        if pairs and not any(self._fits(stated, part, whole) for part, whole in pairs):
            part, whole = max(pairs, key=lambda pair: pair[0].last_year or 0)
            result = 100 * part.value / whole.value
            if max(result, stated.value) <= FARTHEST * min(result, stated.value):
                yield Stated(stated, part, whole)

    def _fits(self, stated: Figure, part: Figure, whole: Figure) -> bool:
        result = 100 * part.value / whole.value
        error = 100 * (part.precision + part.value * whole.precision / whole.value) / whole.value
        return differs_by(stated.value, result) <= self._tolerance * (stated.precision + error)


def _figure(fact: Fact, sentence: int, year: int | None, exact: float) -> Figure:
    return Figure(
        metric=None,
        value=fact.value or 0.0,
        high=None,
        unit=fact.unit,
        unit_class=_SHARE,
        precision=exact,
        year=year,
        end_year=None,
        role=None,
        against=None,
        boundary=frozenset(),
        scopes=frozenset(),
        basis=None,
        start=fact.start,
        end=fact.end,
        sentence=sentence,
    )
