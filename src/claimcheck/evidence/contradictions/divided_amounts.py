"""Amounts that a later sentence divides: "The sum has three parts: …", with as many amounts as it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.evidence.contradictions.figure_index import differs_by
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import may_sum
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

_SHARE = "share"
_LEVELS = (None, "base")
LEAST_PARTS, MOST_PARTS = 2, 12


class DividedAmounts:
    """Finds such sentences in one document."""

    def __init__(self, passages: Passages, facts: FactBase, matcher: RowMatcher, lexicon: Lexicon) -> None:
        self._passages = passages
        self._facts = facts
        self._matcher = matcher
        self._numbers = lexicon.facts.numbers

    def wrong(self, stated: Sequence[Stated]) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
        """Amounts of sentences with the parts of a later one that come to something else."""
        lists = dict(self._lists())
        if not lists:
            return
        for one in stated:
            for whole in one.numbers:
                if one.ahead or whole.role not in _LEVELS or whole.unit_class in (None, _SHARE):
                    continue
                parts = self._parts(one, whole, lists)
                if parts and self._is_unlike(whole, parts):
                    yield whole, parts

    def _lists(self) -> Iterator[tuple[int, tuple[Figure, ...]]]:
        """The sentences that give as many amounts as they have said before, with these."""
        passages = self._passages
        for number, span in enumerate(passages.spans):
            if passages.is_row(number) or not self._facts.has_values(number):
                continue
            figures = self._facts.numbers(number)
            parts = tuple(one for one in figures if one.role in _LEVELS and one.high is None)
            if len(parts) != len(figures) or not LEAST_PARTS <= len(parts) <= MOST_PARTS:
                continue
            kinds = {(one.unit, one.unit_class) for one in parts}
            words = WORD.findall(passages.norm.lower, span.start, parts[0].start)
            if len(kinds) == 1 and any(self._numbers.get(word) == len(parts) for word in words):
                yield number, parts

    def _parts(
        self, one: Stated, whole: Figure, lists: dict[int, tuple[Figure, ...]]
    ) -> tuple[Figure, ...] | None:
        """What an amount is divided into: by the next sentence, or by the one that shares a word with its clause."""
        found = [
            parts
            for number, parts in lists.items()
            if number > one.sentence
            if (parts[0].unit, parts[0].unit_class) == (whole.unit, whole.unit_class)
            if self._is_next(one.sentence, number) or self._is_about(one, number, parts[0])
        ]
        return found[0] if len(found) == 1 else None

    def _is_next(self, sentence: int, other: int) -> bool:
        spans = self._passages.spans
        return other == sentence + 1 and spans[other].block == spans[sentence].block

    def _is_about(self, one: Stated, number: int, first: Figure) -> bool:
        """Whether what stands before the first part names what the clause counts."""
        start = self._passages.spans[number].start
        terms = self._matcher.vocabulary.reader.terms(self._passages.norm.text[start : first.start])
        return bool(terms & one.clause.stems - self._matcher.vocabulary.loose)

    def _is_unlike(self, whole: Figure, parts: Sequence[Figure]) -> bool:
        room = whole.precision + sum(part.precision for part in parts)
        apart = differs_by(sum(part.value for part in parts), whole.value) > room
        return apart and may_sum(whole, parts)
