"""What was recognised in a picture (OCR): its words count, and its figures neither support nor contradict anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Side
from claimcheck.text.passages import Passages


class _OfSides(Protocol):
    @property
    def sides(self) -> Sequence[Side]: ...


Compared = TypeVar("Compared", bound=_OfSides)


def recognised_blocks(passages: Passages) -> frozenset[int]:
    """The numbers of the blocks that were recognised."""
    return frozenset([number for number, block in enumerate(passages.document.blocks) if block.recognised])


def without_figures(
    elements: tuple[Element, ...], core: Core, passages: Passages, recognised: Collection[int]
) -> tuple[Element, ...]:
    """The elements of a claim, missing where a recognised figure outside of its sentence holds them."""

    def kept(one: Element) -> Element | None:
        if one.fact is None or one.start is None or core.sentence.start <= one.start < core.sentence.end:
            return one
        if passages.spans[passages.at(one.start)].block not in recognised:
            return one
        return None if one.need == "optional" else Element(one.id, one.need, "missing", 0.0)

    return tuple(found for one in elements if (found := kept(one)) is not None)


def sure(
    found: Iterable[Compared], documents: Sequence[Passages], blocks: Sequence[Collection[int]]
) -> Iterator[Compared]:
    """What is compared, if nothing of it was recognised.

    ``documents`` are the one with the claims and, in their order, those that were handed in as evidence; ``blocks`` are
    the recognised ones of each.
    """
    for one in found:
        numbers = ((side, 0 if side.document is None else side.document + 1) for side in one.sides)
        if not any(
            documents[number].spans[documents[number].at(side.at)].block in blocks[number] for side, number in numbers
        ):
            yield one
