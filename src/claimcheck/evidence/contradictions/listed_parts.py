"""Amounts that sentences divide: parts behind a colon, or in a later sentence that says how many they are, or that
there are no others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import Addition, is_unlike
from claimcheck.evidence.figures.arithmetic import are_same, together
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_UNADDED = (None, "share")
_BRACKET_OR_COLON = re.compile(r"[\[\]():]")
LEAST_PARTS, MOST_PARTS = 2, 12


def behind_colons(stated: Iterable[Stated]) -> Iterator[Addition]:
    """Totals of sentences that list their parts behind a colon, with these, where they come to something else."""
    seen: set[int] = set()
    for one in stated:
        colon = _colon(one.clause.text) if ":" in one.clause.text else -1
        levels = [each for each in one.numbers if each.role in LEVELS]
        before = [each for each in levels if each.start < one.clause.start + colon]
        parts = tuple(each for each in levels if each not in before)
        if colon < 0 or len(before) != 1 or len(parts) < LEAST_PARTS:
            continue
        (total,) = before
        if total.start in seen or len({each.last_year for each in parts}) > 1:
            continue
        seen.add(total.start)
        if {each.unit_class for each in levels} != {total.unit_class} or total.unit_class in _UNADDED:
            continue
        if not are_same(together(parts), total):
            yield Addition(total, parts)


def _colon(text: str) -> int:
    """Where the first colon stands outside of brackets ("£3m (2023: £2m)" lists nothing), -1 for none."""
    depth = 0
    for match in _BRACKET_OR_COLON.finditer(text):
        sign = match[0]
        depth += (sign in "([") - (sign in ")]")
        if sign == ":" and depth <= 0:
            return match.start()
    return -1


def in_later_sentences(stated: Sequence[Stated], matcher: RowMatcher) -> Iterator[Addition]:
    """Amounts with the parts of a later sentence that come to something else: "The sum has three parts: …"."""
    lists = _Lists(matcher)
    for one in stated if lists.parts else ():
        for whole in one.numbers:
            if one.ahead or whole.role not in LEVELS or whole.unit_class in _UNADDED:
                continue
            parts = lists.dividing(one, whole)
            if parts and is_unlike(whole, parts):
                yield Addition(whole, parts)


class _Lists:
    """The sentences of a document that give as many amounts as they have said before, or all that there are.

    ``parts`` has these amounts by the numbers of the sentences.
    """

    def __init__(self, matcher: RowMatcher) -> None:
        self._spans, self._loose = matcher.passages.spans, matcher.vocabulary.loose
        self.parts: dict[int, tuple[Figure, ...]] = {}
        # By a unit, its class and a word before the first part: that names what is divided.
        self._naming: dict[tuple[object, ...], list[int]] = defaultdict(list)
        text, reader = matcher.passages.norm.text, matcher.vocabulary.reader
        for number, parts in _lists(matcher):
            self.parts[number] = parts
            for term in reader.terms(text[self._spans[number].start : parts[0].start]):
                self._naming[parts[0].unit, parts[0].unit_class, term].append(number)

    def dividing(self, one: Stated, whole: Figure) -> tuple[Figure, ...]:
        """What an amount is divided into: by the next sentence, or by the one that shares a word with its clause."""
        found, unit = set[int](), (whole.unit, whole.unit_class)
        for first in self.parts.get(one.sentence + 1, ())[:1]:
            near = self._spans[first.sentence].block == self._spans[one.sentence].block
            if near and (first.unit, first.unit_class) == unit:
                found.add(first.sentence)
        for term in one.clause.stems - self._loose:
            numbers = self._naming.get((*unit, term), ())
            later = bisect_right(numbers, one.sentence)
            # Of more than one nobody knows which is meant.
            found |= {*numbers[later : later + 2]}
        return self.parts[found.pop()] if len(found) == 1 else ()


def _lists(matcher: RowMatcher) -> Iterator[tuple[int, tuple[Figure, ...]]]:
    passages, facts, numbers = matcher.passages, matcher.facts, matcher.lexicon.facts.numbers
    closing = phrase_pattern(matcher.lexicon.terms.nothing_else)
    for number, span in enumerate(passages.spans):
        if passages.is_row(number) or not facts.has_values(number):
            continue
        figures = facts.numbers(number)
        parts = tuple(one for one in figures if one.role in LEVELS and one.high is None)
        if len(parts) != len(figures) or not LEAST_PARTS <= len(parts) <= MOST_PARTS:
            continue
        words = WORD.findall(passages.norm.lower, span.start, parts[0].start)
        counted = any(numbers.get(word) == len(parts) for word in words)
        # "There were no other gifts": behind the last part, or in the next sentence.
        after = passages.spans[number + 1 : number + 2]
        end = after[0].end if after and after[0].block == span.block else span.end
        counted = counted or closing.search(passages.norm.lower, parts[-1].end, end) is not None
        if counted and len({(one.unit, one.unit_class) for one in parts}) == 1:
            yield number, parts
