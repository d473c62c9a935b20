"""The order of the drafts of a page: headers first, then its text as it is read, then footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from claimcheck.read.pdf.layout.cuts import Item, in_order, item
from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Extent, PageText, extent, on_page, upright
from claimcheck.read.sequences import commonest, runs

_TOUCH = 0.3  # of the font size
_SPREAD_WIDTH = 1000.0  # points: wider than one page of a report
_SPREAD = (1.25, 1.5)  # width by height
_MAX_ITEMS = 300  # of a page: beyond that it is a drawing with labels, which has no order


def in_reading_order(drafts: Sequence[Draft], page: PageText) -> list[Draft]:
    """``drafts``, which are in the order of the file, as they are read."""
    shown = [draft for draft in drafts if not draft.running]
    if not shown:
        return list(drafts)
    # The rows of a table stay together.
    grids = groupby(shown, lambda draft: id(draft if draft.grid is None else draft.grid))
    units = [list(group) for _, group in grids]
    # The direction of most characters.
    turn = commonest(((line.turn, len(line.text)) for draft in shown for line in draft.lines), 0)
    items = [each for number, unit in enumerate(units) for each in _items(number, unit, turn)]
    if len(items) <= _MAX_ITEMS:
        units = _arranged(units, items, page, turn)
    headers, footers = _running(drafts, page)
    return [*headers, *(draft for unit in units for draft in unit), *footers]


def _arranged(
    units: Sequence[list[Draft]], items: Sequence[Item], page: PageText, turn: int
) -> list[list[Draft]]:
    """The units in the order in which the first of the items of each is read."""
    firsts: dict[int, Item] = {}
    for each in items:
        firsts.setdefault(each.unit, each)
    ordered = in_order([group for group in _halves(items, page) if group], page.rules.turned(turn))
    return [units[each.unit] for each in ordered if firsts[each.unit] is each]


def _running(drafts: Iterable[Draft], page: PageText) -> tuple[list[Draft], list[Draft]]:
    """The headers and the footers of a page."""
    headers: list[Draft] = []
    footers: list[Draft] = []
    for draft in drafts:
        if draft.running:
            line = draft.lines[0]
            (headers if 2 * line.y >= sum(page.edges(line.turn)) else footers).append(draft)
    return headers, footers


def _items(number: int, unit: Sequence[Draft], turn: int) -> Iterator[Item]:
    """The items that a paragraph makes in its columns, or the rows of a table together."""
    if unit[0].is_row:
        lines = [line for draft in unit for line in draft.lines]
        yield item(number, unit, lines, _turned(extent(lines), turn))
        return
    # A paragraph is cut before each line that stands above the one before it.
    for part in runs(unit[0].lines, lambda own, line: not line.y > own[-1].y + _TOUCH * line.size):
        yield item(number, unit, part, _turned(extent(part), turn))


def _turned(place: Extent, turn: int) -> Extent:
    """A place in the upright coordinates of lines with ``turn``."""
    if place.turn == turn:
        return place
    corners = ((place.left, place.bottom), (place.right, place.top))
    one, other = (upright(*on_page(x, y, place.turn), turn) for x, y in corners)
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Extent(x0, y0, x1, y1, turn)


def _halves(items: Sequence[Item], page: PageText) -> list[list[Item]]:
    """The items of a sheet that shows two pages side by side, left and right; of any other page all."""
    left, bottom, edge, top = page.box
    width, height = edge - left, top - bottom
    if page.rotation or width < _SPREAD_WIDTH or not _SPREAD[0] * height <= width <= _SPREAD[1] * height:
        return [list(items)]
    middle = (left + edge) / 2
    if items[0].place.turn or any(each.place.left < middle < each.place.right for each in items):
        return [list(items)]
    return [[each for each in items if (each.place.right > middle) is right] for right in (False, True)]
