"""What is put in order on a page: pieces of text with a place, and regions of them that stay together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.read.pdf.layout.paragraphs import Draft
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.places import Extent

# What makes text of sentences, in characters.
_LONG_LINE, _MANY = 25, 60
# What makes a label.
_MAX_LABEL, _MAX_LABEL_LINES = 60, 3
_MAX_FIGURE = 12
_LARGE = 1.15  # of the size of the running text
_SMALL = 0.93
_TABLE_WEIGHT = 0.3  # of its characters: tables and figures are often drawn late, or first


@dataclass(frozen=True, slots=True)
class Item:
    """Text that stays together in the order of a page.

    ``unit`` is its number in the order of the file, ``weight`` what it costs to move it, ``size`` that of its font
    in points. ``prose``: it holds sentences or a table; ``label``: it may belong to a figure, ``figure``: it is a
    number there; ``small``: it is set smaller than the running text. A region has the items in it as ``parts``.
    """

    unit: int
    place: Extent
    weight: float
    size: float
    prose: bool = False
    label: bool = False
    figure: bool = False
    small: bool = False
    parts: tuple[Item, ...] = ()

    def leaves(self) -> Iterable[Item]:
        """The items that it is made of, those that are no regions."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


def item(unit: int, drafts: Sequence[Draft], lines: Sequence[Line], place: Extent, body: float) -> Item:
    """The item that ``lines`` of ``drafts`` make; ``body`` is the size of the running text."""
    length = sum(len(line.text) for line in lines)
    size = lines[0].size
    is_table = drafts[0].is_row
    # A few cells may be labels of a chart that stand in rows.
    in_grid = drafts[0].grid is not None and length >= _MANY
    long = length >= _MANY or (len(lines) > 1 and length >= _LONG_LINE * len(lines))
    short = length <= _MAX_LABEL and len(lines) <= _MAX_LABEL_LINES
    numeric = any(any(map(str.isdigit, line.text)) for line in lines)
    figure = numeric and length <= _MAX_FIGURE * len(lines) and not in_grid
    return Item(
        unit=unit,
        place=place,
        weight=length * (_TABLE_WEIGHT if is_table else 1.0),
        size=size,
        prose=in_grid or (long and not is_table),
        label=not in_grid and (figure or (short and size <= _LARGE * body)),
        figure=figure,
        small=size <= _SMALL * body,
    )


def region(parts: Sequence[Item], weight: float = 1.0) -> Item:
    """The region that ``parts`` make; it weighs what they do, times ``weight``."""
    total = sum(part.weight for part in parts)
    return Item(
        unit=_middle(parts, total),
        place=around([part.place for part in parts]),
        weight=total * weight,
        size=min(part.size for part in parts),
        prose=any(part.prose for part in parts),
        figure=all(part.label or part.figure for part in parts),
        small=all(part.small for part in parts),
        parts=tuple(parts),
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


def _middle(parts: Sequence[Item], total: float) -> int:
    """Where in the file the first half of the text of ``parts`` ends."""
    seen = 0.0
    for part in sorted(parts, key=lambda each: each.unit):
        seen += part.weight
        if seen >= total / 2:
            return part.unit
    return parts[-1].unit
