"""Verbs that say how many times as much something has become: "have doubled since 2021"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from claimcheck.evidence.figures.clauses import Clause
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon

_LEAST = 2
_WHOLE = 100.0
_ROOM = 10.0
"""Half of what "doubled" leaves open, in percent."""


class Multiples:
    """Reads them in clauses; what has doubled has changed by 100 %."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._numbers, self._participles = lexicon.facts.numbers, lexicon.participles
        self._above = tuple(lexicon.tables.bounds.get("above", ()))

    @cached_property
    def _words(self) -> Mapping[str, float]:
        return {
            word: value
            for word, value in self._numbers.items()
            if value >= _LEAST and word.endswith(self._participles) and " " not in word
        }

    def of(self, clause: Clause, since: int | None, sentence: int) -> Figure | None:
        """The change in percent, with ``high`` where it is the least; None without a base year."""
        if since is None:
            return None
        for one in clause.tokens:
            value = self._words.get(clause.lower[one.start : one.end])
            if value is not None:
                change = _WHOLE * (value - 1)
                least = clause.lower[: one.start].rstrip().endswith(self._above)
                start = clause.start + one.start
                end = clause.start + one.end
                return Figure(
                    None, change, change if least else None, "%", "share", _ROOM * (value - 1), None, None, "change",
                    since, frozenset(), frozenset(), None, start, end, sentence,
                )  # fmt: skip
        return None
