"""Spans of text as near and count see them: where something stands, and what has to be there for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from claimcheck.rulepack.condition_terms import Span, View


class Spans(Struct, frozen=True):
    """Where something stands, and what has to be there for it: see ``Compiled`` for needs, gate and around."""

    find: Callable[[View], list[Span]]
    signals: int
    need: int
    gate: int
    around: int


# Characters beyond which an aside brings nothing nearer: that of the longest one, and of the words around it.
FARTHEST = 400
NOWHERE = Spans(lambda _: [], 0, 0, 0, 0)


def either(parts: Sequence[Spans]) -> Spans:
    """Spans of any of several; what is needed is needed only where each part needs something."""

    def union(values: Sequence[int]) -> int:
        return reduce(or_, values) if all(values) else 0

    return Spans(
        lambda view: sorted(span for part in parts for span in part.find(view)),
        reduce(or_, [part.signals for part in parts]),
        union([part.need for part in parts]),
        union([part.gate for part in parts]),
        union([part.around for part in parts]),
    )


def follows(view: View, left: Sequence[Span], right: Sequence[Span], tokens: int) -> bool:
    """Whether a span of ``right`` begins at most ``tokens`` tokens after the end of one of ``left``.

    Both are in order of start. For each right span only the last left span that ends before it can be near. What is
    said aside between them does not count, so the next right span may be nearer; beyond the longest aside all are too
    far. So the text that is counted for a left span is bounded.
    """
    ends = sorted(end for _, end in left)
    place = far = -1
    for start, _ in right:
        while place + 1 < len(ends) and ends[place + 1] <= start:
            place += 1
        if place > far:
            if view.tokens_between(ends[place], start) <= tokens:
                return True
            if start - ends[place] > FARTHEST:
                far = place
    return False
