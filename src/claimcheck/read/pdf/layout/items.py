"""What is put in order on a page: pieces of text with a place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.places import Extent

# What makes text of sentences, in characters.
_LONG_LINE, _MANY = 25, 60
_TABLE_WEIGHT = 0.3  # of its characters: tables and figures are often drawn late, or first


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
