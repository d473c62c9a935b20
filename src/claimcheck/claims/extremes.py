"""Whether a clause holds something against all other years: at its best, never lower, more than ever before."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from claimcheck.claims.clause_reading import WORD, ClauseReading
from claimcheck.claims.stating_verbs import has_to_be
from claimcheck.rulepack.pack import Lexicon

_STOPS = ".!?"
_TIME, _DATES = "time", ("year", "period")
# Words from a verb to what is at its best: "are at their lowest".
_SOON = 5


class Extremes:
    """Tells it by the words of one language; holds nothing of a document."""

    __slots__ = ("_ends", "_terms", "words")

    def __init__(self, lexicon: Lexicon) -> None:
        terms = self._terms = lexicon.terms
        self._ends = terms.least | terms.most | terms.better
        told = (*terms.never, *terms.beyond, *terms.running)
        self.words = frozenset(words.rsplit(" ", 1)[-1] for words in told)
        """Words without one of which nothing is held so but by a superlative."""

    def hold(self, reading: ClauseReading, verb: int, *, bare: bool) -> bool:
        """Whether the verb at an offset does; ``bare`` says that it has nothing but an auxiliary, such as "are"."""
        terms, end = self._terms, reading.clause.end
        said = f" {reading.lower[reading.clause.start : end].rstrip(_STOPS)} "

        def has(words: Iterable[str]) -> bool:
            return any(f" {word} " in said for word in words)

        # "We must act faster than ever": what has to be is not so yet.
        if has_to_be(reading, reading.parts.words):
            return False
        never = has(terms.never)
        compared = never or has(terms.beyond)
        if compared and any(
            self._compares(reading, match.start(), match.group(), after_never=never)
            for match in WORD.finditer(reading.lower, reading.clause.start, end)
        ):
            return True
        if not bare:
            return False
        soon = [*islice(WORD.finditer(reading.lower, verb, end), _SOON)]
        if has(terms.running) or any(
            "rhythm" in word.roles and word.start > verb for word in reading.parts.words
        ):
            return any(self._is_step(reading, match.start(), match.group()) for match in soon)
        top = any(
            (match.group() in self._ends or match.group().endswith(terms.superlative))
            and "determiner" in reading.before(match.start())
            for match in soon
        )
        return top and (
            has(terms.ever)
            or any(
                fact.start > verb and (fact.unit_class == _TIME or fact.kind in _DATES)
                for fact in reading.view.facts("clause")
            )
        )

    def _compares(self, reading: ClauseReading, start: int, word: str, *, after_never: bool) -> bool:
        """Whether a word holds something against another time: "fewer", "better", "so low" behind "never"."""
        if word in self._terms.less or word in self._terms.more:
            return True
        if after_never and "subordinator" in reading.roles.get(start, ()):
            return True
        return self._is_step(reading, start, word)

    def _is_step(self, reading: ClauseReading, start: int, word: str) -> bool:
        """Whether a word is a step on a scale by its form: "rarer"."""
        if "determiner" in reading.before(start) or reading.roles.get(start):
            return word in self._terms.less or word in self._terms.more
        return word.endswith(self._terms.comparative)
