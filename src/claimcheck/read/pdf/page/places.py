"""From the upright coordinates of a line to the page as it is shown, and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.document import Box
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.page.run import UPSIDE_DOWN

_HALF_TURN = 180
_DECIMALS = 1


class Extent(NamedTuple):
    """The place of lines in their upright coordinates, in points, and their direction in quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int


def extent(lines: Sequence[Line]) -> Extent:
    """The smallest box around ``lines``, which have one direction."""
    first = lines[0]
    if len(lines) == 1:
        return Extent(first.left, first.bottom, first.right, first.top, first.turn)
    return Extent(
        min([line.left for line in lines]),
        min([line.bottom for line in lines]),
        max([line.right for line in lines]),
        max([line.top for line in lines]),
        first.turn,
    )


def on_page(x: float, y: float, turn: int) -> tuple[float, float]:
    """The coordinates that the file has for a point in the upright ones of a line with ``turn``."""
    if turn == 0:
        return x, y
    if turn == 1:
        return -y, x
    return (-x, -y) if turn == UPSIDE_DOWN else (y, -x)


def upright(x: float, y: float, turn: int) -> tuple[float, float]:
    """The coordinates that a point of the file has in the upright ones of a line with ``turn``."""
    return on_page(x, y, -turn % 4)


def shown_box(place: Extent, page: PageText) -> Box:
    """``place`` on the page as it is shown, from its lower left corner, in tenths of points."""
    x1, y1 = _shown(*on_page(place.left, place.bottom, place.turn), page)
    x2, y2 = _shown(*on_page(place.right, place.top, place.turn), page)
    sides = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return Box(*(round(side, _DECIMALS) for side in sides))


def _shown(x: float, y: float, page: PageText) -> tuple[float, float]:
    left, bottom, right, top = page.box
    if page.rotation == 0:
        return x - left, y - bottom
    if page.rotation == _HALF_TURN:
        return right - x, top - y
    return (y - bottom, right - x) if page.rotation < _HALF_TURN else (top - y, x - left)
