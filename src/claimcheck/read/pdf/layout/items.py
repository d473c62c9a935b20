"""What is put in order on a page, pieces of text with a place, and their order where no straight cut goes between them.

That is the order of the file, mended where it jumps. What programs draw late (a title, a box, a pull quote) lies above
text that came before it in the same column, what they draw early lies below; only that is moved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.places import Extent

# What makes text of sentences, in characters.
_LONG_LINE, _MANY = 25, 60
_TABLE_WEIGHT = 0.3  # of its characters: tables and figures are often drawn late, or first

_SAME_COLUMN = 0.5  # of the narrower width
_TOUCH = 0.3  # of the font size
_ROUNDS = 3


class Item(Struct, frozen=True):
    """Text that stays together in the order of a page.

    ``unit`` is its number in the order of the file, ``weight`` what it costs to move it, ``size`` that of its font
    in points. ``prose``: it holds sentences or a table.
    """

    unit: int
    place: Extent
    weight: float
    size: float
    prose: bool = False


def item(unit: int, drafts: Sequence[Draft], lines: Sequence[Line], place: Extent) -> Item:
    """The item that ``lines`` of ``drafts`` make."""
    length = sum(len(line.text) for line in lines)
    size = lines[0].size
    is_table = drafts[0].is_row
    # A few cells may be labels of a chart that stand in rows.
    in_grid = drafts[0].grid is not None and length >= _MANY
    long = length >= _MANY or (len(lines) > 1 and length >= _LONG_LINE * len(lines))
    return Item(
        unit=unit,
        place=place,
        weight=length * (_TABLE_WEIGHT if is_table else 1.0),
        size=size,
        prose=in_grid or (long and not is_table),
    )


def around(places: Sequence[Extent]) -> Extent:
    """The smallest box around ``places``, which have one direction."""
    return Extent(
        min(place.left for place in places),
        min(place.bottom for place in places),
        max(place.right for place in places),
        max(place.top for place in places),
        places[0].turn,
    )


def mended(items: Sequence[Item]) -> list[Item]:
    """``items``, which are in the order of the file, with those moved that were drawn too early or too late."""
    order = list(items)
    # What is moved may now stand before its heading, so the heading follows in the next round.
    for _ in range(_ROUNDS):
        strays = _strays(order)
        if not strays:
            break
        order = _moved(order, strays)
    return order


def _is_above(item: Item, other: Item) -> bool:
    """Whether ``item`` stands above ``other`` in its column."""
    slack = _TOUCH * other.size
    return item.place.bottom >= other.place.top - slack and _share_column(item.place, other.place)


def _strays(items: Sequence[Item]) -> set[int]:
    """The fewest items, about, without which none stands above one that the file has before it."""
    jumps: dict[int, set[int]] = defaultdict(set)
    for number, item in enumerate(items):
        for before in range(number):
            if _is_above(item, items[before]):
                jumps[number].add(before)
                jumps[before].add(number)
    strays: set[int] = set()
    while any(jumps.values()):
        stray = max(jumps, key=lambda each: (len(jumps[each]), each))
        strays.add(stray)
        for other in jumps.pop(stray):
            jumps[other].discard(stray)
    return strays


def _moved(items: Sequence[Item], strays: set[int]) -> list[Item]:
    """The items with each stray before what it stands above, or else behind what stands above it."""
    order = [item for number, item in enumerate(items) if number not in strays]
    for number in sorted(strays, key=lambda each: (-items[each].place.top, each)):
        stray, place = items[number], len(order)
        for at, other in enumerate(order):
            if _is_above(stray, other):
                place = at
                break
            if _is_above(other, stray):
                place = at + 1
        # What lies below everything, such as notes, stands last whatever its columns are.
        last = place < len(order) and all(stray.place.top <= other.place.bottom for other in order)
        order.insert(len(order) if last else place, stray)
    return order


def _share_column(one: Extent, other: Extent) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return common >= _SAME_COLUMN * narrower and common > 0
