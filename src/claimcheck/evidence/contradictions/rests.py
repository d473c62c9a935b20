"""What is left of a whole: "94 % were recycled. The other 6 % …", "37 of our 41 plants … Only four are still without".

The part is told in the same sentence or in the one before, and all that is told between it and the rest may be parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.sums import Addition, added
from claimcheck.evidence.contradictions.told_sums import SumWords, ToldSums
from claimcheck.evidence.figures.arithmetic import differs_by, together
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.contradiction import Slot
from claimcheck.model.figure import Figure
from claimcheck.text.tokens import WORD

_SHARE, _POINTS, _TIME, _WHOLE = "share", "pp", "time", 100.0
_NEGATED, _NEAR = "negated", 1.5
_BEHIND = 24
"""Characters behind a number in which stands what it counts."""
MOST_BEFORE = 3
"""Sentences before a rest in which its parts stand."""
_CLOSED = re.compile(r"( \w+)?[.:;,]")
_DIGITS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?![0-9.,]*[0-9])")


class Rests:
    """Finds rests in one document that do not make the whole with their parts."""

    def __init__(self, matcher: RowMatcher, told: ToldSums, words: SumWords, quotes: Quotes) -> None:
        self._facts, self._passages, self._told, self._quotes = matcher.facts, matcher.passages, told, quotes
        self._lexicon, self._words, self._terms = matcher.lexicon, words, matcher.vocabulary.reader.terms

    def wrong(self) -> Iterator[Found]:
        """A sum for each rest that its parts leave otherwise."""
        passages, lower, numbers = self._passages, self._passages.norm.lower, self._lexicon.facts.numbers
        for found in self._words.rest.finditer(lower):
            word = WORD.match(lower, found.end() + 1)
            if word is not None and (word[0] in numbers or word[0][0].isdigit()):
                rest = self._number(passages.at(found.start()), word.start())
                if rest is not None:
                    yield from self._left(rest)
        for found in self._words.lasting.finditer(lower):
            if _CLOSED.match(lower, found.end()):
                number = passages.at(found.start())
                words = WORD.finditer(lower, passages.spans[number].start, found.start())
                counts = [each for one in words if (each := self._number(number, one.start())) is not None]
                denied = any(one.reason == _NEGATED for one in passages.sentence(number).guards)
                if denied and len(counts) == 1:
                    yield from self._left(counts[0], named=True)

    def _number(self, sentence: int, at: int) -> Figure | None:
        """The figure at an offset, or a bare number in digits or words."""
        told = self._facts.numbers(sentence) if self._facts.has_values(sentence) else ()
        figure = next((one for one in told if one.start == at), None)
        word = WORD.match(self._passages.norm.lower, at)
        if figure is not None or word is None:
            return figure if figure is not None and figure.role in LEVELS and figure.high is None else None
        digits = _DIGITS.match(word[0])
        value = (
            float(digits[0].replace(",", "")) if digits is not None else self._lexicon.facts.numbers.get(word[0], 0.0)
        )
        if value < 1 or value != int(value):
            return None
        none = frozenset[str]()
        return Figure(
            None, value, None, None, None, 0.0, None, None, None, None, none, none, None, at, word.end(), sentence
        )

    def _left(self, rest: Figure, *, named: bool = False) -> Iterator[Found]:
        """What a rest and the parts before it come to, where that is not the whole."""
        passages, sentence = self._passages, rest.sentence
        guarded = any(one.reason != _NEGATED for one in passages.sentence(sentence).guards)
        if guarded or passages.is_row(sentence) or rest.unit == _POINTS:
            return
        first = passages.of_block(passages.spans[sentence].block).start
        told = {
            number: [one for one in self._facts.numbers(number) if one.end <= rest.start and one.unit_class != _TIME]
            for number in range(sentence, max(first, sentence - MOST_BEFORE) - 1, -1)
            if self._facts.has_values(number)
        }
        if rest.unit_class == _SHARE:
            shares = [one for some in told.values() for one in some if one.unit_class == _SHARE and one.unit != _POINTS]
            if shares and shares[0].sentence >= sentence - 1:
                yield from self._of_shares(shares, rest, alone=sum(map(len, told.values())) == len(shares))
            return
        for number in (sentence - 1,) if named else (sentence, sentence - 1):
            before = told.get(number, [])
            whole, part = self._told.parted(before)
            if part is None and len(before) > 1 and self._opens_with(number, before[0]):
                whole, part = before[:2]
            if whole is not None and part is not None:
                yield from self._of_counts(whole, part, before, rest)
                return

    def _opens_with(self, number: int, whole: Figure) -> bool:
        """Whether a sentence begins with what is told of a whole: "Of our 60 depots, 47 have …"."""
        words = WORD.findall(self._passages.norm.lower, self._passages.spans[number].start, whole.start)
        return (
            bool(words)
            and words[0] in self._words.genitives
            and len(words) <= 1 + (words[-1] in self._lexicon.terms.openers)
        )

    def _of_shares(self, shares: Sequence[Figure], rest: Figure, *, alone: bool) -> Iterator[Found]:
        if any(one.high is not None or one.role not in LEVELS for one in shares):
            return
        values, room = [one.value for one in shares], sum(one.precision for one in (*shares, rest))
        sums = [sum(some) + rest.value for size in range(1, len(values) + 1) for some in combinations(values, size)]
        near = _WHOLE if not (alone and len(shares) == 1) else _WHOLE / _NEAR
        if any(differs_by(each, _WHOLE) <= room for each in sums) or not near < sums[-1] < _WHOLE * _NEAR:
            return
        whole = rest._replace(value=_WHOLE, precision=0.0)
        yield self._found(Addition(whole, (*reversed(shares), rest)), self._quotes.amount(_WHOLE, whole, 0.5))

    def _of_counts(self, whole: Figure, part: Figure, before: Sequence[Figure], rest: Figure) -> Iterator[Found]:
        lower = self._passages.norm.lower
        counted = self._terms(lower[whole.start : whole.end + _BEHIND])
        behind = WORD.search(lower, rest.start if rest.unit else rest.end)
        named = self._terms(lower[rest.start : rest.end]) or self._terms(behind[0] if behind else "")
        if not named <= counted and (behind is None or behind[0] not in self._lexicon.phrase_ends):
            # "The other six tanneries", and no other things.
            return
        others = [one.value for one in before if one.start > whole.end]
        sums = [sum(some) + part.value + rest.value for size in range(3) for some in combinations(others, size)]
        if whole.value in sums or not 0 < rest.value < whole.value or sums[0] > whole.value * _NEAR:
            return
        if sums[0] > whole.value or not others:
            parts = (part._replace(unit=whole.unit), rest._replace(unit=whole.unit))
            yield self._found(Addition(whole, parts), self._quotes.written(whole))

    def _found(self, one: Addition, first: str) -> Found:
        found = added(one, 1.0, one.total.last_year, self._quotes)
        sides = self._quotes.of_all(*one.parts) if one.total.start == one.parts[-1].start else found.sides
        words: dict[Slot, str] = {
            "first": first,
            "result": self._quotes.amount(together(one.parts).value, one.total, 0.5),
        }
        return Found(sides, {**found.words, **words})
