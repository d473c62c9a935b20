"""Which elements of which claims a contradiction takes away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from operator import itemgetter

from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Contradiction, Side
from claimcheck.model.evidence import Outer
from claimcheck.text.passages import Passages

Elements = tuple[Element, ...]
_ELSEWHERE = "document"


def contradicted(
    cores: Sequence[Core],
    elements: Sequence[Elements],
    found: Iterable[Contradiction],
    names: Mapping[str, str | None],
    order: Mapping[str, int],
    documents: Sequence[Passages],
) -> list[Elements]:
    """The elements of each claim, those contradicted with the passage that disagrees in place of their own.

    A claim is concerned where its clause holds the words of a side that decide. ``names`` has, by rule id, the element
    that cannot be relied on, ``order`` the numbers of elements; ``documents`` are those that were handed in. The first
    contradiction of an element is shown.
    """
    clauses = sorted((one.clause.start, one.clause.end, place) for place, one in enumerate(cores))
    changed = list(elements)
    for one in found:
        name = one.element or names.get(one.rule)
        if name is None:
            continue
        for side, other in _opposed(one):
            for place in _at(side, clauses):
                changed[place] = _marked(changed[place], name, other, order, documents)
    return changed


def _opposed(one: Contradiction) -> Iterator[tuple[Side, Side]]:
    """Every place of a contradiction with the side that it disagrees with."""
    first, second, *_ = one.sides
    yield first, second
    yield from ((side, first) for side in one.sides[1:] if side.document is None)


def _marked(
    held: Elements, name: str, other: Side, order: Mapping[str, int], documents: Sequence[Passages]
) -> Elements:
    """The elements with one of them contradicted, in their order."""
    mine = next((one for one in held if one.id == name), None)
    if mine is not None and mine.state == "contradicted":
        return held
    need = "optional" if mine is None else mine.need
    mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, other.start, other.end)
    if other.document is not None:
        text = documents[other.document].norm.text
        outer = Outer(other.document, other.start, other.end, text[other.start : other.end].strip())
        mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, outer=outer)
    rest = [one for one in held if one is not mine]
    return tuple(sorted([*rest, mark], key=lambda one: order[one.id]))


def _at(side: Side, clauses: Sequence[tuple[int, int, int]]) -> Iterator[int]:
    """The claims whose clause holds the words that decide; several claims may share one clause."""
    behind = bisect_right(clauses, side.at, key=itemgetter(0))
    before = map(clauses.__getitem__, range(behind - 1, -1, -1))
    return (place for _, _, place in takewhile(lambda one: one[1] > side.at, before))
