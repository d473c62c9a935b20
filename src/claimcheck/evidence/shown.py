"""The words by which evidence is shown: what a reader is to look at."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact
from claimcheck.rulepack.element_shapes import ShownBy
from claimcheck.rulepack.pack import ElementType, Pack
from claimcheck.rulepack.views import PassageView

Shown = tuple[int, int, Fact | None]
"""Where they start and end in the normalised text, and the figure that they are."""


class Quotes:
    """Finds the words for each element; built once for a pack."""

    __slots__ = ("_shown_by", "_signals")

    def __init__(self, pack: Pack, elements: Iterable[ElementType]) -> None:
        self._signals = pack.signal_numbers
        self._shown_by = {
            one.id: tuple(
                (shown, 0 if shown.signal is None else 1 << pack.signal_numbers[shown.signal])
                for shown in one.shape.shown_by
            )
            for one in elements
        }

    def of(self, element: ElementType, view: PassageView, core: Core) -> Shown:
        """The words to quote: the first of ``shown_by`` that is there, in the claim's clause before elsewhere."""
        sentence = view.sentence
        for shown, bit in self._shown_by[element.id]:
            # Most of what an element may be shown by is not there.
            if bit and not sentence.mask_any & bit:
                continue
            places = self._places(shown, view)
            if places:
                start, end = core.clause.start, core.clause.end
                for one in places:
                    if start <= one[0] < end:
                        return one
                return places[0]
        return sentence.start, sentence.end, None

    def _places(self, shown: ShownBy, view: PassageView) -> list[Shown]:
        """Where a signal or fact stands, in order of start; of hits with one start the longest comes first."""
        if shown.signal is not None:
            number = self._signals[shown.signal]
            # A grade may count words under a guard ("without offsets"); then these are what is quoted.
            guarded = not view.own >> number & 1
            hits = [hit for hit in view.hits("sentence", guarded) if hit[2] == number]
            if len(hits) > 1:
                hits.sort(key=lambda hit: (hit.start, -hit.end))
            return [(hit[0], hit[1], None) for hit in hits]
        kind, role, unit = shown.fact, shown.role, shown.unit
        return [
            (fact.start, fact.end, fact)
            for fact in view.facts("sentence")
            if fact.kind == kind
            and (role is None or fact.role == role)
            and (unit is None or fact.unit_class == unit)
        ]
