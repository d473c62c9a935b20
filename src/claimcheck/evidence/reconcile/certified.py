"""What is said of all to be certified, against a passage on the same standard or scheme that counts fewer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.evidence.reconcile.stated import Stated
from claimcheck.evidence.row_matching import RowMatcher
from claimcheck.model.contradiction import Contradiction, Slot
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.metric_words import WORD
from claimcheck.text.passages import Passages

MOST_PLACES = 12
"""Places of one standard that are looked at."""
_BETWEEN = 24
"""Characters between a number and what it counts ("nineteen of our kitchens")."""
_COUNT = (None, "count", "none", "")
_SHARE = "share"
_WHOLE = 100.0
_EDITION = re.compile(r"[:(].*")


class Number(NamedTuple):
    """A number with its place in the text."""

    start: int
    end: int
    value: float


class Certified:
    """Finds them in one document."""

    def __init__(self, passages: Passages, matcher: RowMatcher, lexicon: Lexicon) -> None:
        self._passages = passages
        self._clauses = matcher.clauses
        self._vocabulary = matcher.vocabulary
        self._every = lexicon.terms.every
        self._words = lexicon.facts.numbers

    def contradict(self, rule: str, stated: Iterable[Stated], sides: Sides) -> Iterator[Contradiction]:
        """Each sentence of the first kind once, against the first passage that counts fewer."""
        seen: set[int] = set()
        for one in stated:
            told = None if one.sentence in seen else self._clauses.quantified(one.clause, self._every)
            standards = self._standards(one.sentence) if told is not None else ()
            if told is None or not standards:
                continue
            (start, end), matter = told
            counted = self._number(one.sentence, matter)
            for other, number in self._elsewhere(standards, one.sentence):
                fewer = self._fewer(number, matter, counted)
                if fewer is not None:
                    seen.add(one.sentence)
                    words: dict[Slot, str] = {
                        "first": self._passages.norm.text[start:end],
                        "second": self._passages.norm.text[fewer.start : fewer.end],
                        "terms": other,
                    }
                    both = sides.words(start, end), sides.words(fewer.start, fewer.end)
                    yield Contradiction(rule, both, words)
                    break

    def _standards(self, sentence: int) -> Sequence[str]:
        """The standards that a sentence names, without their editions."""
        facts = self._passages.facts(sentence)
        return [_EDITION.sub("", one.text).strip() for one in facts if one.kind == "standard"]

    def _elsewhere(self, standards: Sequence[str], mine: int) -> Iterator[tuple[str, int]]:
        lower = self._passages.norm.lower
        for standard in standards:
            at = -1
            for _ in range(MOST_PLACES):
                at = lower.find(standard.lower(), at + 1)
                if at < 0:
                    break
                number = self._passages.at(at)
                if number != mine:
                    yield standard, number

    def _number(self, sentence: int, matter: frozenset[str]) -> float | None:
        """How many there are in all, where the sentence says so ("all 31 kitchens")."""
        told = [one.value for one in self._numbers(sentence) if self._is_of(one, sentence, matter)]
        return told[0] if len(told) == 1 else None

    def _numbers(self, sentence: int) -> list[Number]:
        """The bare numbers of a sentence, in digits or words, in order."""
        span, lower = self._passages.spans[sentence], self._passages.norm.lower
        facts = self._passages.facts(sentence)
        found = [
            Number(fact.start, fact.end, fact.value)
            for fact in facts
            if fact.kind == "quantity" and fact.unit_class in _COUNT and fact.high is None
            if fact.value is not None
        ]
        for match in WORD.finditer(lower, span.start, span.end):
            value = self._words.get(match[0], 0.0)
            if value >= 1 and not any(one.start <= match.start() < one.end for one in facts):
                found.append(Number(match.start(), match.end(), value))
        return sorted(found)

    def _is_of(self, number: Number, sentence: int, matter: frozenset[str]) -> bool:
        """Whether a number counts what is meant: a word for it stands right behind."""
        end = min(number.end + _BETWEEN, self._passages.spans[sentence].end)
        behind = self._passages.norm.text[number.start : end]
        return not matter.isdisjoint(self._vocabulary.reader.terms(behind))

    def _fewer(self, sentence: int, matter: frozenset[str], counted: float | None) -> Number | None:
        """The figure of a passage on the same standard by which not all have it: so many of more, or fewer."""
        if matter.isdisjoint(self._vocabulary.reader.terms(self._text(sentence))):
            return None
        for fact in self._passages.facts(sentence):
            if fact.kind == _SHARE and fact.value is not None and fact.value < _WHOLE and fact.high is None:
                return Number(fact.start, fact.end, fact.value)
        numbers = self._numbers(sentence)
        for part, whole in pairwise(numbers):
            between = self._passages.norm.text[part.end : whole.start]
            joined = (
                len(between) <= _BETWEEN and between.strip() and not self._vocabulary.reader.terms(between)
            )
            if joined and between.strip()[0].isalpha() and part.value < whole.value:
                return part._replace(end=whole.end)
        own = [one for one in numbers if self._is_of(one, sentence, matter)]
        return own[0] if len(own) == 1 and counted is not None and own[0].value < counted else None

    def _text(self, sentence: int) -> str:
        span = self._passages.spans[sentence]
        return self._passages.norm.text[span.start : span.end]
