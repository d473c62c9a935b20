"""The passes over a text: literals found, word boundaries tested, hits handed to their sentences.

Most sentences say nothing that anybody asks about. So a first pass looks for the anchors only, signals without which a
sentence is of no interest; all other words are looked for in the sentences that somebody comes back to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress

from claimcheck.model.passage import Hit, SentenceSpan
from claimcheck.rulepack.pack import Lexicon, LiteralGroup
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import NormText

RawHit = tuple[int, int, int]
# Characters between a verb and the particle at the end of its clause.
TAIL_REACH = 240


class Scanner:
    """The automatons of one language; ``anchors`` has a bit for each signal of the first pass."""

    __slots__ = ("_exact", "_first", "_groups", "_plain", "_rest", "_shift", "_tails", "bits", "searched")

    def __init__(self, lexicon: Lexicon, anchors: int) -> None:
        self.searched = anchors
        # What is known of each literal by its number; those of the first pass come first.
        self.bits: list[int] = []
        self._groups: list[LiteralGroup] = []
        self._exact: list[str | None] = []
        # Nearly all literals are whole words in any spelling, which is quick to test.
        self._plain: list[bool] = []
        behind = "".join(rf"| {re.escape(word)}\b" for word in lexicon.role_words.get("coordinator", ()))
        self._tails = {
            tail: re.compile(rf" {re.escape(tail)}(?=$|[,.;:!?)\"']| -{behind})")
            for tail in {group.tail for group in lexicon.groups if group.tail}
        }
        masks = [_bits(group.signals) for group in lexicon.groups]
        first = self._numbered(lexicon.groups, masks, [bool(mask & anchors) for mask in masks])
        rest = self._numbered(lexicon.groups, masks, [not mask & anchors for mask in masks])
        self._shift = len(first)
        self._first = Matcher(first)
        self._rest = Matcher(rest)

    def _numbered(self, groups: Iterable[LiteralGroup], masks: list[int], wanted: list[bool]) -> list[str]:
        """The texts of the wanted groups, each of which gets the next number."""
        texts: list[str] = []
        for group, mask in compress(zip(groups, masks, strict=True), wanted):
            count = len(group.texts)
            texts += group.texts
            self.bits += [mask] * count
            self._groups += [group] * count
            self._exact += group.exact or [None] * count
            self._plain += [group.left and group.right and group.exact is None and not group.tail] * count
        return texts

    def anchors(self, norm: NormText, spans: Sequence[SentenceSpan]) -> tuple[list[int], list[list[RawHit]]]:
        """For each sentence the mask of its anchors, and the raw hits ``(literal, start, end)`` of their literals."""
        masks = [0] * len(spans)
        raw: list[list[RawHit]] = [[] for _ in spans]
        if not spans:
            return masks, raw
        fits, plain, bits, anchors = self._fits, self._plain, self.bits, self.searched
        lower = norm.lower
        # With a blank at either end every hit has a character before and behind it.
        padded = f" {lower} "
        ends = [span.end for span in spans]
        starts = [span.start for span in spans]
        place, until, last = 0, ends[0], len(spans) - 1
        for hit in self._first.find(lower):
            number, start, end = hit
            if plain[number]:
                if padded[start].isalnum() or padded[end + 1].isalnum():
                    continue
            elif not fits(norm, padded, hit):
                continue
            # Hits come in order of their ends, so the sentence can only move on.
            while end > until and place < last:
                place += 1
                until = ends[place]
            if not plain[number] and not self._has_tail(lower, number, end, until):
                continue
            if start >= starts[place] and end <= until:
                masks[place] |= bits[number] & anchors
                raw[place].append(hit)
        return masks, raw

    def rest(self, norm: NormText, span: SentenceSpan) -> list[RawHit]:
        """The raw hits of all other literals in one sentence."""
        base, shift = span.start, self._shift
        lower = norm.lower
        padded = f"{lower[base - 1] if base else ' '}{lower[base : span.end + 1]} "
        found: list[RawHit] = []
        for at, start, end in self._rest.find(lower[base : span.end]):
            number = at + shift
            if self._plain[number]:
                if padded[start].isalnum() or padded[end + 1].isalnum():
                    continue
                found.append((number, start + base, end + base))
            elif self._fits(norm, padded, (number, start, end), base) and self._has_tail(
                lower, number, end + base, span.end
            ):
                found.append((number, start + base, end + base))
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
        make, groups = tuple.__new__, self._groups
        spelled: list[Hit] = [
            make(Hit, (start, end, signal, form))
            for number, start, end in raw
            for signal, form in groups[number].signals
        ]
        spelled.sort()
        return spelled

    def _has_tail(self, lower: str, number: int, end: int, until: int) -> bool:
        """Whether the particle of a parted verb ends a clause behind it, before ``until``; true of any other word."""
        tail = self._tails.get(self._groups[number].tail)
        return tail is None or tail.search(lower, end, min(until, end + TAIL_REACH)) is not None

    def _fits(self, norm: NormText, padded: str, hit: RawHit, base: int = 0) -> bool:
        """Whether a hit has the word boundaries and the spelling that its literal asks for.

        Its offsets count from ``base``, and ``padded`` has one more character before that.
        """
        number, start, end = hit
        group, exact = self._groups[number], self._exact[number]
        return not (
            (group.left and padded[start].isalnum())
            or (group.right and padded[end + 1].isalnum())
            or (exact is not None and norm.text[start + base : end + base] != exact)
        )


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
            mask = 0
            raw, bits = self._raw[index], self._scanner.bits
            raw += self._scanner.rest(self._norm, self._spans[index])
            for hit in raw:
                mask |= bits[hit[0]]
            self._masks[index] = mask
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
