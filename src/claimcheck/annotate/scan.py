"""The passes over a text: literals found, word boundaries tested, hits handed to their sentences.

Most sentences say nothing that anybody asks about. So a first pass looks for the anchors only, signals without which a
sentence is of no interest; all other words are looked for in the sentences that somebody comes back to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache, partial, reduce
from operator import or_
from typing import cast

from claimcheck.annotate.literal_groups import Sought, Unlike
from claimcheck.model.passage import Hit, Hits, SentenceSpan, signals_in
from claimcheck.rulepack.words import Words
from claimcheck.text.matcher import spaced
from claimcheck.text.normalise import NormText

_HIT = cast("Callable[[tuple[int, int, int, str]], Hit]", partial(tuple.__new__, Hit))
RawHit = tuple[int, int, int]
"""What a literal stands for, by its number among the kinds, and where it stands."""
# Characters between a verb and the particle at the end of its clause.
TAIL_REACH = 240
# Of most texts somebody comes back to more than one sentence in so many.
_LEAST_SHARE = 20


class Scanner:
    """The automatons of one language; ``anchors`` has a bit for each signal of the first pass.

    Tens of thousands of literals stand for a few thousand kinds of signals. What is looked up for every hit is kept in
    small tables by kind: larger ones would have to be fetched from memory again and again. ``bits`` has the signals
    of each kind.

    No literal has the kinds ``named``, the last ones: names stand in for words of these ``roles``, a mask each.
    """

    __slots__ = (
        "_anchored",
        "_first",
        "_phrases",
        "_rest",
        "_spelled",
        "_tails",
        "bits",
        "named",
        "searched",
    )

    def __init__(self, words: Words, anchors: int, roles: Sequence[int] = ()) -> None:
        self.searched = anchors
        known = words.all
        # Kinds from this number on are of phrases.
        self._phrases = known.first_phrase
        self.named = range(len(known.kinds), len(known.kinds) + len(roles))
        names = (tuple((signal, "") for signal in sorted(signals_in(mask))) for mask in roles)
        self._spelled = [*known.kinds, *names]
        self.bits = [*known.bits, *roles]
        self._anchored = [mask & anchors for mask in self.bits]
        behind = "".join(rf"| {re.escape(word)}\b" for word in words.role_words.get("coordinator", ()))
        self._tails = {
            tail: re.compile(rf" {re.escape(tail)}(?=$|[,.;:!?)\"']| -{behind})") for tail in known.tails
        }
        anchored = [self._anchored[kind] != 0 for kind in known.kind_of]
        self._first = Sought(known, [number for number, one in enumerate(anchored) if one])
        self._rest = Sought(known, [number for number, one in enumerate(anchored) if not one])

    def kinds(self, mask: int, forms: Collection[str] = ()) -> frozenset[int]:
        """The kinds with one of some signals, or of a verb in one of some forms."""
        found = {kind for kind, bits in enumerate(self.bits) if bits & mask}
        if forms:
            for kind, signals in enumerate(self._spelled):
                for _, form in signals:
                    if form in forms:
                        found.add(kind)
        return frozenset(found)

    def anchors(
        self, norm: NormText, spaced: str, spans: Sequence[SentenceSpan]
    ) -> tuple[list[int], list[list[RawHit]]]:
        """For each sentence the mask of its anchors, and the raw hits of their literals."""
        masks = [0] * len(spans)
        raw: list[list[RawHit]] = [[] for _ in spans]
        if not spans:
            return masks, raw
        anchored, phrases, lower = self._anchored, self._phrases, norm.lower
        ends = [span.end for span in spans]
        starts = [span.start for span in spans]
        place, until, last = 0, ends[0], len(spans) - 1
        self._rest.expect(len(lower) // _LEAST_SHARE)
        hits, kinds, unlike = self._first.find(spaced)
        for number, start, behind in hits:
            kind = kinds[number]
            # A whole word was found with the blanks around it, and the first of them is not in the text.
            end = behind - 2
            # Hits come in order of their ends, so the sentence can only move on.
            while end > until and place < last:
                place += 1
                until = ends[place]
            if kind >= 0:
                if start < starts[place] or end > until:
                    continue
                if kind < phrases or lower[start:end] == spaced[start + 1 : behind - 1]:
                    masks[place] |= anchored[kind]
                    raw[place].append((kind, start, end))
                continue
            # Behind what is no whole word no blank was found: it may begin the next sentence.
            for at in range(place, min(place + 2, len(spans))):
                if hit := self._special(norm, unlike[~kind], start, behind, spans[at]):
                    masks[at] |= anchored[hit[0]]
                    raw[at].append(hit)
                    break
        for at, span in enumerate(spans) if self._first.signs else ():
            for hit in self._signs(norm, self._first.signs, span):
                masks[at] |= anchored[hit[0]]
                raw[at].append(hit)
        return masks, raw

    def rest(self, norm: NormText, spaced: str, span: SentenceSpan) -> list[RawHit]:
        """The raw hits of all other literals in one sentence."""
        base, phrases = span.start, self._phrases
        own = spaced[base : span.end + 2]
        lower = norm.lower[base : span.end]
        found = list(self._signs(norm, self._rest.signs, span))
        hits, kinds, unlike = self._rest.find(own)
        for number, start, behind in hits:
            kind = kinds[number]
            if kind < 0:
                if hit := self._special(norm, unlike[~kind], start + base, behind + base, span):
                    found.append(hit)
            elif kind < phrases or lower[start : behind - 2] == own[start + 1 : behind - 1]:
                found.append((kind, start + base, behind + base - 2))
        return found

    def hits(self, raw: Sequence[RawHit]) -> Hits:
        """Spell raw hits out, one for each signal a literal stands for, in order of start, then of end."""
        known = self._spelled
        spelled = [(start, end, signal, form) for kind, start, end in raw for signal, form in known[kind]]
        spelled.sort()
        # Named tuples are made by the thousand here; going past their constructor takes half the time.
        return tuple(map(_HIT, spelled))

    def _signs(self, norm: NormText, signs: Iterable[Unlike], span: SentenceSpan) -> Iterator[RawHit]:
        """The raw hits of literals that are one sign alone in a sentence."""
        for literal in signs:
            at = norm.lower.find(literal[2], span.start, span.end)
            while at >= 0:
                # In spaced text everything stands one place further on.
                if hit := self._special(norm, literal, at + 1, at + 2, span):
                    yield hit
                at = norm.lower.find(literal[2], at + 1, span.end)

    def _special(
        self, norm: NormText, literal: Unlike, start: int, behind: int, span: SentenceSpan
    ) -> RawHit | None:
        """The raw hit of a literal that is no plain word, if it is written in the sentence as its bounds ask."""
        kind, group, text, place = literal
        if not group.left:
            start -= 1
        end = behind - 2 if group.right else behind - 1
        if start < span.start or end > span.end or not norm.lower.startswith(text, start):
            return None
        if group.exact and not _is_spelled(norm.text, group.exact[place], start, span.start):
            return None
        if group.tail and not self._tails[group.tail].search(
            norm.lower, end, min(span.end, end + TAIL_REACH)
        ):
            return None
        return kind, start, end


def _is_spelled(text: str, exact: str, start: int, opens: int) -> bool:
    """Whether a literal stands in the text as it is spelled; a phrase that opens a sentence has a capital there."""
    if text.startswith(exact, start):
        return True
    return start == opens and " " in exact and exact[0].islower() and text.startswith(exact[1:], start + 1)


@lru_cache(maxsize=4)
def scanner(words: Words, anchors: int, roles: Sequence[int] = ()) -> Scanner:
    """The scanner for these words, anchors and roles; contexts of one pack mostly share it."""
    return Scanner(words, anchors, roles)


class Scan:
    """What was found in one text: anchors at once, everything else of a sentence when it is asked for.

    ``more`` finds what no literal tells in a sentence, from the raw hits of all literals.
    """

    __slots__ = ("_masks", "_more", "_norm", "_raw", "_scanner", "_spaced", "_spans", "anchors")

    def __init__(
        self,
        scanner: Scanner,
        norm: NormText,
        spans: Sequence[SentenceSpan],
        more: Callable[[SentenceSpan, Sequence[RawHit]], Sequence[RawHit]] | None = None,
    ) -> None:
        self._more = more
        self._scanner = scanner
        self._norm = norm
        self._spans = spans
        # With a blank at either end every hit has a character before and behind it.
        self._spaced = f" {spaced(norm.lower)} "
        self.anchors, self._raw = scanner.anchors(norm, self._spaced, spans)
        self._masks: dict[int, int] = {}

    def mask(self, index: int) -> int:
        """The signals of a sentence, a bit each."""
        mask = self._masks.get(index)
        if mask is None:
            raw, bits = self._raw[index], self._scanner.bits
            span = self._spans[index]
            raw += self._scanner.rest(self._norm, self._spaced, span)
            if self._more is not None:
                raw += self._more(span, raw)
            mask = self._masks[index] = reduce(or_, [bits[kind] for kind, _, _ in raw], 0)
        return mask

    def raw(self, index: int) -> Sequence[RawHit]:
        """The raw hits of a sentence, in no order."""
        self.mask(index)
        return self._raw[index]
