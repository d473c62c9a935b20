"""Which elements of which claims a contradiction takes away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Contradiction, Side
from claimcheck.model.evidence import Outer

Elements = tuple[Element, ...]
_ELSEWHERE = "document"


def contradicted(
    cores: Sequence[Core],
    elements: Sequence[Elements],
    found: Iterable[Contradiction],
    names: Mapping[str, str | None],
    order: Mapping[str, int],
    quoted: Callable[[Side], str],
) -> list[Elements]:
    """The elements of each claim, those contradicted with the passage that disagrees in place of their own.

    A claim is concerned where its clause holds the words of a side that decide. ``names`` has, by rule id, the element
    that cannot be relied on, ``order`` the numbers of elements; ``quoted`` gives the words of a passage in a document
    that was handed in. The first contradiction of an element is shown.
    """
    clauses = _Clauses(cores)
    changed = list(elements)
    for one in found:
        name = one.element or names.get(one.rule)
        if name is None:
            continue
        for side, other in _opposed(one):
            for place in clauses.at(side):
                changed[place] = _marked(changed[place], name, other, order, quoted)
    return changed


def _opposed(one: Contradiction) -> Iterator[tuple[Side, Side]]:
    """Every place of a contradiction with the side that it disagrees with."""
    first, second, *_ = one.sides
    yield first, second
    yield from ((side, first) for side in one.sides[1:] if side.document is None)
    yield from ((side, one.sides[1 - against]) for side, against in one.further)


def _marked(
    held: Elements, name: str, other: Side, order: Mapping[str, int], quoted: Callable[[Side], str]
) -> Elements:
    """The elements with one of them contradicted, in their order."""
    mine = next((one for one in held if one.id == name), None)
    if mine is not None and mine.state == "contradicted":
        return held
    need = "optional" if mine is None else mine.need
    mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, other.start, other.end)
    if other.document is not None:
        outer = Outer(other.document, other.start, other.end, quoted(other))
        mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, outer=outer)
    rest = [one for one in held if one is not mine]
    return tuple(sorted([*rest, mark], key=lambda one: order[one.id]))


class _Clauses:
    """The claims of a document by where they stand."""

    def __init__(self, cores: Sequence[Core]) -> None:
        self._cores = cores
        self._order = sorted(range(len(cores)), key=lambda place: cores[place].clause.start)
        self._begins = [cores[place].clause.start for place in self._order]

    def at(self, side: Side) -> Iterator[int]:
        """The claims whose clause holds the words that decide; several claims may share one clause."""
        place = bisect_right(self._begins, side.at) - 1
        while place >= 0 and self._cores[self._order[place]].clause.end > side.at:
            yield self._order[place]
            place -= 1
