"""The passes over a text: literals found, word boundaries tested, hits handed to their sentences.

Most sentences say nothing that anybody asks about. So a first pass looks for the anchors only, signals without which a
sentence is of no interest; all other words are looked for in the sentences that somebody comes back to.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from claimcheck.model.passage import Hit, SentenceSpan
from claimcheck.rulepack.pack import LiteralGroup, Words
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import NormText

RawHit = tuple[int, int, int]
"""What a literal stands for, by its number among the kinds, and where it stands."""
# Characters between a verb and the particle at the end of its clause.
TAIL_REACH = 240


class Bounds(NamedTuple):
    """What a literal asks for that is no whole word in any spelling."""

    left: bool
    right: bool
    exact: str | None
    tail: str


class Scanner:
    """The automatons of one language; ``anchors`` has a bit for each signal of the first pass.

    Tens of thousands of literals stand for a few thousand kinds of signals. What is looked up for every hit is kept in
    small tables by kind: larger ones would have to be fetched from memory again and again. ``bits`` has the signals
    of each kind.
    """

    __slots__ = (
        "_anchored",
        "_bounds",
        "_first",
        "_kinds",
        "_rest",
        "_shift",
        "_spelled",
        "_tails",
        "bits",
        "searched",
    )

    def __init__(self, words: Words, anchors: int) -> None:
        self.searched = anchors
        numbers: dict[tuple[tuple[int, str], ...], int] = {}
        for group in words.groups:
            numbers.setdefault(group.signals, len(numbers))
        self._spelled = list(numbers)
        self.bits = [_bits(signals) for signals in numbers]
        self._anchored = [mask & anchors for mask in self.bits]
        behind = "".join(rf"| {re.escape(word)}\b" for word in words.role_words.get("coordinator", ()))
        self._tails = {
            tail: re.compile(rf" {re.escape(tail)}(?=$|[,.;:!?)\"']| -{behind})")
            for tail in {group.tail for group in words.groups if group.tail}
        }
        # The kind of each literal by its number; of those that are no plain words its complement, which is negative.
        self._kinds = array("i")
        self._bounds: dict[int, Bounds] = {}
        sought = [(group, numbers[group.signals]) for group in words.groups]
        first = self._numbered([one for one in sought if self._anchored[one[1]]])
        rest = self._numbered([one for one in sought if not self._anchored[one[1]]])
        self._shift = len(first)
        self._first = Matcher(first)
        self._rest = Matcher(rest)

    def _numbered(self, sought: Sequence[tuple[LiteralGroup, int]]) -> list[str]:
        """The texts of some groups, each of which gets the next number."""
        texts: list[str] = []
        for group, kind in sought:
            plain = group.left and group.right and group.exact is None and not group.tail
            if not plain:
                for place in range(len(group.texts)):
                    exact = group.exact[place] if group.exact else None
                    bounds = Bounds(group.left, group.right, exact, group.tail)
                    self._bounds[len(self._kinds) + place] = bounds
            self._kinds.extend([kind if plain else ~kind] * len(group.texts))
            texts += group.texts
        return texts

    def anchors(self, norm: NormText, spans: Sequence[SentenceSpan]) -> tuple[list[int], list[list[RawHit]]]:
        """For each sentence the mask of its anchors, and the raw hits of their literals."""
        masks = [0] * len(spans)
        raw: list[list[RawHit]] = [[] for _ in spans]
        if not spans:
            return masks, raw
        fits, kinds, anchored = self._fits, self._kinds, self._anchored
        lower = norm.lower
        # With a blank at either end every hit has a character before and behind it.
        padded = f" {lower} "
        ends = [span.end for span in spans]
        starts = [span.start for span in spans]
        place, until, last = 0, ends[0], len(spans) - 1
        for number, start, end in self._first.find(lower):
            kind = kinds[number]
            if kind >= 0:
                if padded[start].isalnum() or padded[end + 1].isalnum():
                    continue
            elif not fits(norm, padded, (number, start, end)):
                continue
            # Hits come in order of their ends, so the sentence can only move on.
            while end > until and place < last:
                place += 1
                until = ends[place]
            if kind < 0:
                if not self._has_tail(lower, number, end, until):
                    continue
                kind = ~kind
            if start >= starts[place] and end <= until:
                masks[place] |= anchored[kind]
                raw[place].append((kind, start, end))
        return masks, raw

    def rest(self, norm: NormText, span: SentenceSpan) -> list[RawHit]:
        """The raw hits of all other literals in one sentence."""
        base, shift, kinds = span.start, self._shift, self._kinds
        lower = norm.lower
        padded = f"{lower[base - 1] if base else ' '}{lower[base : span.end + 1]} "
        found: list[RawHit] = []
        for at, start, end in self._rest.find(lower[base : span.end]):
            kind = kinds[at + shift]
            if kind >= 0:
                if not (padded[start].isalnum() or padded[end + 1].isalnum()):
                    found.append((kind, start + base, end + base))
            elif self._fits(norm, padded, (at + shift, start, end), base) and self._has_tail(
                lower, at + shift, end + base, span.end
            ):
                found.append((~kind, start + base, end + base))
        return found

    def hits_of(self, raw: Sequence[RawHit], mask: int) -> list[Hit]:
        """Spell out the raw hits of some signals alone; -1 for all of them."""
        if mask == -1:
            return self.hits(raw)
        bits = self.bits
        wanted = [hit for hit in raw if bits[hit[0]] & mask]
        return [hit for hit in self.hits(wanted) if mask >> hit.signal & 1]

    def hits(self, raw: Sequence[RawHit]) -> list[Hit]:
        """Spell raw hits out, one for each signal a literal stands for, in order of start, then of end."""
        # Named tuples are made by the thousand here; going past their constructor takes half the time.
        make, known = tuple.__new__, self._spelled
        spelled: list[Hit] = [
            make(Hit, (start, end, signal, form)) for kind, start, end in raw for signal, form in known[kind]
        ]
        spelled.sort()
        return spelled

    def _has_tail(self, lower: str, number: int, end: int, until: int) -> bool:
        """Whether the particle of a parted verb ends a clause behind it, before ``until``; true of any other word."""
        tail = self._tails.get(self._bounds[number].tail)
        return tail is None or tail.search(lower, end, min(until, end + TAIL_REACH)) is not None

    def _fits(self, norm: NormText, padded: str, hit: tuple[int, int, int], base: int = 0) -> bool:
        """Whether a hit has the word boundaries and the spelling that its literal asks for.

        Its offsets count from ``base``, and ``padded`` has one more character before that.
        """
        number, start, end = hit
        asked = self._bounds[number]
        return not (
            (asked.left and padded[start].isalnum())
            or (asked.right and padded[end + 1].isalnum())
            or (asked.exact is not None and norm.text[start + base : end + base] != asked.exact)
        )


@lru_cache(maxsize=4)
def scanner(words: Words, anchors: int) -> Scanner:
    """The scanner for these words and anchors; contexts of one pack mostly share it."""
    return Scanner(words, anchors)


class Scan:
    """What was found in one text: anchors at once, everything else of a sentence when it is asked for."""

    __slots__ = ("_masks", "_norm", "_raw", "_scanner", "_spans", "anchors")

    def __init__(self, scanner: Scanner, norm: NormText, spans: Sequence[SentenceSpan]) -> None:
        self._scanner = scanner
        self._norm = norm
        self._spans = spans
        self.anchors, self._raw = scanner.anchors(norm, spans)
        self._masks: dict[int, int] = {}

    def mask(self, index: int) -> int:
        """The signals of a sentence, a bit each."""
        mask = self._masks.get(index)
        if mask is None:
            raw, bits = self._raw[index], self._scanner.bits
            raw += self._scanner.rest(self._norm, self._spans[index])
            mask = self._masks[index] = reduce(or_, [bits[kind] for kind, _, _ in raw], 0)
        return mask

    def raw(self, index: int) -> Sequence[RawHit]:
        """The raw hits of a sentence, in no order."""
        self.mask(index)
        return self._raw[index]


def _bits(signals: Sequence[tuple[int, str]]) -> int:
    mask = 0
    for signal, _ in signals:
        mask |= 1 << signal
    return mask
