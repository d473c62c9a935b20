"""The words by which evidence is shown: what a reader is to look at."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact
from claimcheck.rulepack.element_shapes import ShownBy
from claimcheck.rulepack.pack import ElementType, Lexicon, Pack
from claimcheck.rulepack.views import PassageView

Shown = tuple[int, int, Fact | None]
"""Where they start and end in the normalised text, and the figure that they are."""

MOST_BETWEEN = 4
"""Words between a fact and the words beside which it is shown."""
MOST_OF_PHRASE = 5
"""Words of a noun phrase behind the one that opens it."""

VERB_FORMS = ("past", "s")
"""Forms of a word that say it is the verb of a phrase and no part of it."""

_FIRST = re.compile(r"[^\w£$€]*([\w£$€%&'/-]+(?:[.,][0-9]+\w*)*)")
_NEXT = re.compile(r"[^\S\n]([\w%&'/-]+(?:[.,][0-9]+\w*)*)")


class _Source(NamedTuple):
    """One entry of ``shown_by`` with the bit of its signal, and that beside whose words a fact has to stand."""

    shown: ShownBy
    bit: int
    beside: int | None


class Quotes:
    """Finds the words for each element; built once for a pack and a language."""

    __slots__ = ("_ends", "_shown_by", "_signals")

    def __init__(self, pack: Pack, lexicon: Lexicon, elements: Iterable[ElementType]) -> None:
        self._signals = pack.signal_numbers
        self._ends = lexicon.phrase_ends
        self._shown_by = {
            one.id: tuple(self._source(shown) for shown in one.shape.shown_by) for one in elements
        }

    def _source(self, shown: ShownBy) -> _Source:
        named = shown.signal or shown.behind or shown.before
        bit = 0 if named is None else 1 << self._signals[named]
        return _Source(shown, bit, None if shown.signal or named is None else self._signals[named])

    def of(self, element: ElementType, view: PassageView, core: Core) -> Shown:
        """The words to quote: the first of ``shown_by`` that is there, in the claim's clause before elsewhere."""
        sentence = view.sentence
        start, end = core.clause.start, core.clause.end
        own = sentence.start <= start < sentence.end
        elsewhere: Shown | None = None
        for shown, bit, beside in self._shown_by[element.id]:
            if shown.opening:
                return elsewhere or self._opening(view, core)
            # Most of what an element may be shown by is not there.
            if bit and not sentence.mask_any & bit:
                continue
            places = self._places(shown, beside, view)
            if places:
                for one in places:
                    if not own or start <= one[0] < end:
                        return one
                elsewhere = elsewhere or places[0]
        return elsewhere or (sentence.start, sentence.end, None)

    def _places(self, shown: ShownBy, beside: int | None, view: PassageView) -> list[Shown]:
        """Where a signal or fact stands, in order of start; of hits with one start the longest comes first."""
        if shown.signal is not None:
            number = self._signals[shown.signal]
            # A grade may count words under a guard ("without offsets"); then these are what is quoted.
            guarded = not view.own >> number & 1
            hits = [hit for hit in view.hits("sentence", guarded) if hit[2] == number]
            if len(hits) > 1:
                hits.sort(key=lambda hit: (hit.start, -hit.end))
            if shown.phrase:
                return [(hit[0], self._phrase_end(hit[0], hit[1], view), None) for hit in hits]
            return [(hit[0], hit[1], None) for hit in hits]
        kind, role, unit = shown.fact, shown.role, shown.unit
        found: list[Shown] = [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == kind
            and (role is None or fact.role == role)
            and (unit is None or fact.unit_class == unit)
        ]
        return (
            found if beside is None or not found else _beside(found, beside, shown.behind is not None, view)
        )

    def _phrase_end(self, start: int, end: int, view: PassageView, verbs: Container[int] = ()) -> int:
        """Where the noun phrase ends that begins at ``start`` with the words up to ``end``.

        Before the first word that can be in none, unless it is part of a longer term ("gender pay gap"), or before one
        of ``verbs``.
        """
        text, stop = view.passages.norm.text, view.sentence.end
        for _ in range(MOST_OF_PHRASE):
            word = _NEXT.match(text, end, stop)
            if word is None or word.start(1) in verbs:
                break
            if word[1].lower() in self._ends:
                at = word.start(1)
                terms = [hit.end for hit in view.hits("sentence", True) if start <= hit.start < at < hit.end]
                return max(terms, default=end)
            end = word.end()
        return end

    def _opening(self, view: PassageView, core: Core) -> Shown:
        """The noun phrase that the claim's clause opens with, up to its verb."""
        clause = core.clause
        first = _FIRST.match(view.passages.norm.text, clause.start, clause.end)
        if first is None:
            return clause.start, clause.end, None
        verbs = {hit.start for hit in view.hits("sentence", True) if hit.form in VERB_FORMS}
        return first.start(1), self._phrase_end(first.start(1), first.end(), view, verbs), None


def _beside(places: list[Shown], signal: int, behind: bool, view: PassageView) -> list[Shown]:
    """Those that stand close behind or close before words of a signal, or among these."""
    hits = [hit for hit in view.hits("sentence", True) if hit.signal == signal]
    found = []
    for place in places:
        start, end = place[:2]
        gaps = ((hit.end, start) if behind else (end, hit.start) for hit in hits)
        among = any(hit.start <= start < hit.end for hit in hits)
        if among or any(one <= two and view.tokens_between(one, two) <= MOST_BETWEEN for one, two in gaps):
            found.append(place)
    return found
