"""The passes over a text: literals found, word boundaries tested, hits handed to their sentences.

Most sentences say nothing that anybody asks about. So a first pass looks for the anchors only, signals without which a
sentence is of no interest; all other words are looked for in the sentences that somebody comes back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.passage import Hit, SentenceSpan
from claimcheck.rulepack.pack import Lexicon, Literal_
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import NormText

RawHit = tuple[int, int, int]


class Scanner:
    """The automatons of one language; ``anchors`` has a bit for each signal of the first pass."""

    __slots__ = ("_anchors", "_first", "_rest", "_shift", "bits", "literals", "plain")

    def __init__(self, lexicon: Lexicon, anchors: int) -> None:
        self._anchors = anchors
        masks = [(literal, _bits(literal.signals)) for literal in lexicon.literals]
        first = [literal for literal, mask in masks if mask & anchors]
        rest = [literal for literal, mask in masks if not mask & anchors]
        self._first = Matcher([literal.text for literal in first])
        self._rest = Matcher([literal.text for literal in rest])
        self._shift = len(first)
        self.literals: Sequence[Literal_] = first + rest
        self.bits = [_bits(literal.signals) for literal in self.literals]
        # Nearly all literals are whole words in any spelling, which is quick to test.
        self.plain = [literal.left and literal.right and literal.exact is None for literal in self.literals]

    def anchors(self, norm: NormText, spans: Sequence[SentenceSpan]) -> tuple[list[int], list[list[RawHit]]]:
        """For each sentence the mask of its anchors, and the raw hits ``(literal, start, end)`` of their literals."""
        masks = [0] * len(spans)
        raw: list[list[RawHit]] = [[] for _ in spans]
        if not spans:
            return masks, raw
        fits, plain, bits, anchors = self._fits, self.plain, self.bits, self._anchors
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
            if self.plain[number]:
                if padded[start].isalnum() or padded[end + 1].isalnum():
                    continue
                found.append((number, start + base, end + base))
            elif self._fits(norm, padded, (number, start, end), base):
                found.append((number, start + base, end + base))
        return found

    def hits(self, raw: Sequence[RawHit]) -> list[Hit]:
        """Spell raw hits out, one for each signal a literal stands for, in order of start, then of end."""
        # Named tuples are made by the thousand here; going past their constructor takes half the time.
        make, literals = tuple.__new__, self.literals
        spelled: list[Hit] = [
            make(Hit, (start, end, signal, form))
            for number, start, end in raw
            for signal, form in literals[number].signals
        ]
        spelled.sort()
        return spelled

    def _fits(self, norm: NormText, padded: str, hit: RawHit, base: int = 0) -> bool:
        """Whether a hit has the word boundaries and the spelling that its literal asks for.

        Its offsets count from ``base``, and ``padded`` has one more character before that.
        """
        number, start, end = hit
        literal = self.literals[number]
        return not (
            (literal.left and padded[start].isalnum())
            or (literal.right and padded[end + 1].isalnum())
            or (literal.exact is not None and norm.text[start + base : end + base] != literal.exact)
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
            for number, _, _ in raw:
                mask |= bits[number]
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
