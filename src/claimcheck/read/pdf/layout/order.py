"""The order of the drafts of a page: that of the file, mended where it jumps.

Programs mostly write text in the order in which it is read. What they draw late (a title, a box, a pull quote)
lies above text that came before it in the same column, what they draw early lies below; only that is moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from claimcheck.read.pdf.layout.paragraphs import Draft
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.page.places import Extent, extent

_SAME_COLUMN = 0.5  # of the narrower width
_TOUCH = 0.3  # of the font size
_ROUNDS = 3
_SPREAD_WIDTH = 1000.0  # points: wider than one page of a report
_SPREAD = (1.25, 1.5)  # width by height
_MAX_UNITS = 300  # of a page: beyond that it is a drawing with labels, which has no order


def first_column(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to the first that stands above the one before it: those of one column."""
    for at in range(1, len(lines)):
        if lines[at].y > lines[at - 1].y + _TOUCH * lines[at].size:
            return lines[:at]
    return lines


def in_reading_order(drafts: Sequence[Draft], page: PageText) -> list[Draft]:
    """``drafts``, which are in the order of the file, with those moved that were drawn too early or too late."""
    # The rows of a table stay together.
    groups = groupby(drafts, lambda draft: id(draft) if draft.grid is None else id(draft.grid))
    units = [_unit(list(group)) for _, group in groups]
    if len(units) > _MAX_UNITS:
        return list(drafts)
    middle = _fold(units, page)
    if middle is not None:
        units.sort(key=lambda unit: unit.place is not None and unit.place.left >= middle)
    # What is moved may now stand before its heading, so the heading follows in the next round.
    for _ in range(_ROUNDS):
        strays = _strays(units)
        if not strays:
            break
        units = _moved(units, strays)
    return [draft for unit in units for draft in unit.drafts]


class _Unit(NamedTuple):
    """Drafts that stay together, and where they are; None for what has no place in the order."""

    drafts: list[Draft]
    place: Extent | None


def _unit(drafts: list[Draft]) -> _Unit:
    if drafts[0].running:
        return _Unit(drafts, None)
    if drafts[0].is_row:
        return _Unit(drafts, extent([line for draft in drafts for line in draft.lines]))
    return _Unit(drafts, extent(first_column(drafts[0].lines)))


def _fold(units: Sequence[_Unit], page: PageText) -> float | None:
    """Where a sheet that shows two pages side by side is folded; None for any other page."""
    left, bottom, right, top = page.box
    width, height = right - left, top - bottom
    if page.rotation or width < _SPREAD_WIDTH or not _SPREAD[0] * height <= width <= _SPREAD[1] * height:
        return None
    middle = (left + right) / 2
    places = [unit.place for unit in units if unit.place is not None and unit.place.turn == 0]
    crossed = any(place.left < middle < place.right for place in places)
    return None if crossed else middle


def _top(unit: _Unit) -> float:
    return unit.place.top if unit.place is not None else 0.0


def _is_above(unit: _Unit, other: _Unit) -> bool:
    """Whether ``unit`` stands above ``other`` in its column."""
    if unit.place is None or other.place is None:
        return False
    slack = _TOUCH * other.drafts[0].lines[0].size
    return unit.place.bottom >= other.place.top - slack and _share_column(unit.place, other.place)


def _is_lower(unit: _Unit, other: _Unit) -> bool:
    if unit.place is None or other.place is None:
        return True
    return unit.place.turn == other.place.turn and unit.place.top <= other.place.bottom


def _strays(units: Sequence[_Unit]) -> set[int]:
    """The fewest units, about, without which no unit stands above one that the file has before it."""
    jumps: dict[int, set[int]] = defaultdict(set)
    for number, unit in enumerate(units):
        for before in range(number):
            if _is_above(unit, units[before]):
                jumps[number].add(before)
                jumps[before].add(number)
    strays: set[int] = set()
    while any(jumps.values()):
        stray = max(jumps, key=lambda each: (len(jumps[each]), each))
        strays.add(stray)
        for other in jumps.pop(stray):
            jumps[other].discard(stray)
    return strays


def _moved(units: Sequence[_Unit], strays: set[int]) -> list[_Unit]:
    """The units with each stray before what it stands above, or else behind what stands above it."""
    order = [unit for number, unit in enumerate(units) if number not in strays]
    for number in sorted(strays, key=lambda each: (-_top(units[each]), each)):
        stray, place = units[number], len(order)
        for at, other in enumerate(order):
            if _is_above(stray, other):
                place = at
                break
            if _is_above(other, stray):
                place = at + 1
        # What lies below everything, such as notes, stands last whatever its columns are.
        last = place < len(order) and all(_is_lower(stray, other) for other in order)
        order.insert(len(order) if last else place, stray)
    return order


def _share_column(one: Extent, other: Extent) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return one.turn == other.turn and common >= _SAME_COLUMN * narrower and common > 0
