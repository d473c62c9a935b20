"""What a long report may tell in another place: until that is ruled out, nothing is said to be missing from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from math import log

from claimcheck.judge.views import ClaimView
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.rulepack.pack import Check, Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

TELLING = frozenset(("share", "quantity", "money", "year", "period", "scope"))
"""The kinds of fact that may be what is missing."""
_STEPS = (-1, 1, -2, 2)
"""The sentences beside one, the nearest first; a figure there may be its own, a year or a scope stands anywhere."""
_OFTEN = 4
"""A word that stands in so large a part of all sentences tells none of them apart."""
_MOST_WORDS = 6
"""So many of the rarest words of a claim are its matter."""
_SAME = 0.45
"""The share of their weight that another sentence has to have to be on the same matter."""
_LEAST = 3


class LongReport:
    """The sentences of one long report by their words; worked out when the first finding asks."""

    __slots__ = ("__dict__", "_common", "_passages", "_stem")

    def __init__(self, passages: Passages, lexicon: Lexicon) -> None:
        self._passages = passages
        self._stem = lexicon.terms.stem
        self._common = lexicon.metrics.common

    def silences(self, check: Check, view: ClaimView) -> bool:
        """Whether a rule that holds for a claim says nothing of it here."""
        shape = check.shape
        if shape.copy_only or not self._sections.isdisjoint(shape.told_in):
            return True
        if shape.missing_in == "sentence":
            return False
        return self.telling(view.judged.core, beside=shape.missing_in == "passage") is not None

    def telling(self, core: Core, *, beside: bool = False) -> int | None:
        """The sentence closest in matter to a claim that has a figure or a date which that of the claim lacks.

        A word weighs more the fewer sentences of the report have it. A figure ``beside`` a claim may be its own
        whatever its words are.
        """
        passages, own = self._passages, core.sentence.number
        known = set(map(_told, passages.facts(own)))

        def new(index: int) -> Iterator[Fact]:
            return (one for one in passages.facts(index) if _told(one) not in known)

        for index in self._beside(own) if beside else ():
            if any(one.kind in FIGURES for one in new(index)):
                return index
        for index in self._on_matter(core):
            if index != own and any(one.kind in TELLING for one in new(index)):
                return index
        return None

    def _beside(self, own: int) -> Iterator[int]:
        """The sentences next to one in the same section, the nearest first."""
        passages = self._passages
        section = passages.block(own).section
        for step in _STEPS:
            index = own + step
            if 0 <= index < len(passages.spans):
                block = passages.block(index)
                if not block.muted and block.section == section:
                    yield index

    @cached_property
    def _sections(self) -> frozenset[str]:
        """The kinds of sections that the report has."""
        kind_of = self._passages.structure.section_kind
        kinds = map(kind_of, range(len(self._passages.document.blocks)))
        return frozenset(filter(None, kinds))

    def _on_matter(self, core: Core) -> Iterator[int]:
        """The sentences on the matter of a claim, the closest first."""
        every = len(self._passages.spans)
        words = self._words(core.clause.start, core.clause.end)
        weights = {
            word: log(every / len(found))
            for word in words
            if (found := self._holding.get(word, ())) and len(found) * _OFTEN < every
        }
        least = _SAME * sum(sorted(weights.values(), reverse=True)[:_MOST_WORDS])
        shared: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for index in self._holding.get(word, ()):
                shared[index] += weight
        close = [
            index
            for index, weight in shared.items()
            if weight >= least or (2 * weight >= least and self._is_within(index, words))
        ]
        yield from sorted(close, key=lambda index: (-shared[index], index))

    def _is_within(self, index: int, words: Collection[str]) -> bool:
        """Whether a row of a table names nothing but what a claim names."""
        span = self._passages.spans[index]
        return index in self._rows and set(words).issuperset(
            word for word in self._words(span.start, span.end) if word.isalpha()
        )

    @cached_property
    def _rows(self) -> frozenset[int]:
        """The rows of tables."""
        return frozenset(filter(self._passages.is_row, range(len(self._passages.spans))))

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[int]]:
        """The sentences that have each word, in order; running heads and hidden text are left out."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, span in enumerate(self._passages.spans):
            if not self._passages.block(index).muted:
                for word in self._words(span.start, span.end):
                    found[word].append(index)
        return found

    def _words(self, start: int, end: int) -> list[str]:
        """The stems of the words between two offsets, each once."""
        words = WORD.findall(self._passages.norm.lower, start, end)
        told = [word for word in words if len(word) >= _LEAST and word not in self._common]
        return [*dict.fromkeys(map(self._stem, told))]


def _told(fact: Fact) -> tuple[str, float | None, int | None]:
    return fact.kind, fact.value, fact.year
