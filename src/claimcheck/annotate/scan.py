"""The pass itself: literals found, word boundaries tested, hits handed to their sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.model.passage import Hit, SentenceSpan
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import NormText

RawHit = tuple[int, int, int]
# Characters between a verb and the particle at the end of its clause.
TAIL_REACH = 240


class Scanner:
    """Runs the automaton of one language over texts."""

    __slots__ = ("_bits", "_exact", "_left", "_literals", "_matcher", "_right", "_tails")

    def __init__(self, lexicon: Lexicon) -> None:
        self._literals = lexicon.literals
        self._matcher = Matcher([literal.text for literal in lexicon.literals])
        self._left = [literal.left for literal in lexicon.literals]
        self._right = [literal.right for literal in lexicon.literals]
        self._exact = [literal.exact for literal in lexicon.literals]
        behind = "".join(rf"| {re.escape(word)}\b" for word in lexicon.role_words.get("coordinator", ()))
        tails = {literal.tail for literal in lexicon.literals if literal.tail}
        found = {tail: re.compile(rf" {re.escape(tail)}(?=$|[,.;:!?)\"']| -{behind})") for tail in tails}
        self._tails = [found.get(literal.tail) for literal in lexicon.literals]
        self._bits = [_bits(literal.signals) for literal in lexicon.literals]

    def scan(self, norm: NormText, spans: Sequence[SentenceSpan]) -> tuple[list[int], list[list[RawHit]]]:
        """Return, for each sentence, the mask of its signals and its raw hits ``(literal, start, end)``."""
        masks = [0] * len(spans)
        raw: list[list[RawHit]] = [[] for _ in spans]
        if not spans:
            return masks, raw
        text, lower = norm.text, norm.lower
        left, right, exact, bits, tails = self._left, self._right, self._exact, self._bits, self._tails
        ends = [span.end for span in spans]
        starts = [span.start for span in spans]
        place, until, last, size = 0, ends[0], len(spans) - 1, len(lower)
        for hit in self._matcher.find(lower):
            number, start, end = hit
            if left[number] and start and lower[start - 1].isalnum():
                continue
            if right[number] and end < size and lower[end].isalnum():
                continue
            if exact[number] is not None and text[start:end] != exact[number]:
                continue
            # Hits come in order of their ends, so the sentence can only move on.
            while end > until and place < last:
                place += 1
                until = ends[place]
            tail = tails[number]
            if tail is not None and tail.search(lower, end, min(until, end + TAIL_REACH)) is None:
                continue
            if start >= starts[place] and end <= until:
                masks[place] |= bits[number]
                raw[place].append(hit)
        return masks, raw

    def hits(self, raw: Sequence[RawHit]) -> list[Hit]:
        """Spell raw hits out, one for each signal a literal stands for, in order of start, then of end."""
        # Named tuples are made by the thousand here; going past their constructor takes half the time.
        make, literals = tuple.__new__, self._literals
        spelled: list[Hit] = [
            make(Hit, (start, end, signal, form))
            for number, start, end in raw
            for signal, form in literals[number].signals
        ]
        spelled.sort()
        return spelled


def _bits(signals: Sequence[tuple[int, str]]) -> int:
    mask = 0
    for signal, _ in signals:
        mask |= 1 << signal
    return mask
