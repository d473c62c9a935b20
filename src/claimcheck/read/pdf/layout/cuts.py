"""Reading order by cutting a page in two, again and again, along the blanks between its pieces of text.

Where there are several blanks to cut along, the order of the file decides: programs mostly write text in the order
in which it is read, so the cut that moves the least text is right. Where no straight cut goes between the texts, the
order is that of the file.
"""

from __future__ import annotations

import heapq
import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, groupby, islice
from typing import NamedTuple

from msgspec import Struct

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Extent, Line, PageText, extent, on_page, upright
from claimcheck.read.pdf.page.rules import Rule, Rules
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


def _arranged(units: Sequence[list[Draft]], items: Sequence[Item], page: PageText, turn: int) -> list[list[Draft]]:
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


MAX_LOOKS = 200_000
"""How many items of a page are looked at for cuts; what is left then stays in the order of the file."""
_MAX_CUTS = 12  # looked at in one direction, the widest
# In parts of the font size.
_TRIM = 0.2
_MIN_GUTTER, _COLUMN_GUTTER = 0.4, 1.0
_PARAGRAPH_GAP, _SECTION_GAP = 1.0, 2.5
# In parts of all text that is cut.
_CHANCE, _COLUMNS = 0.15, 0.3
_RULED, _RULED_UPRIGHT = 0.05, 0.04
_MUCH = 0.1
_SECTION = 0.2  # of the cost: a section is easily drawn late as a whole
_RULE_SHARE = 0.7  # of the width
_ONE_RULE = 3.0  # points between the parts of one rule
_MIN_COLUMN = 2  # items
# Of the smaller size of type, and of the narrower column.
_SAME_SIZE, _SAME_WIDTH = 1.02, 1.15
_ONE_STRAY = _ONE_LATE = 2  # changes between the two sides of a cut, in the order of the file
# What makes text of sentences, in characters.
_LONG_LINE, _MANY = 25, 60
_TABLE_WEIGHT = 0.3  # of its characters: tables and figures are often drawn late, or first


class _Cut(NamedTuple):
    """A way to part items in two: ``cost`` is the share of the text that it moves, ``gap`` the width of the blank.

    ``changes`` counts how often the file goes from one side to the other; ``ruled``: a rule lies in a level blank;
    ``swapped``: the file has the two columns of one text as wholes, only the right one first.
    """

    cost: float
    gap: float
    first: list[Item]
    second: list[Item]
    changes: int
    ruled: bool = False
    swapped: bool = False

    @property
    def parts_columns(self) -> bool:
        """Whether several items stand on both sides, and text of sentences or a table among them."""
        return all(len(each) >= _MIN_COLUMN and any(one.prose for one in each) for each in self[2:4])


class _Blank(NamedTuple):
    """A blank of ``gap`` points in front of the item number ``at``, from ``low`` to ``high``."""

    gap: float
    at: int
    low: float
    high: float


def in_order(groups: Sequence[Sequence[Item]], rules: Rules) -> list[Item]:
    """The items in reading order, one group after another; each group is in the order of the file."""
    waiting = [list(group) for group in reversed(groups)]
    found: list[Item] = []
    looks = 0
    while waiting:
        items = waiting.pop()
        if len(items) == 1:
            found += items
            continue
        looks += len(items)
        if (stack := _stack(items)) is not None:
            waiting += [[each] for each in reversed(stack)]
            continue
        cut = _best_cut(items, rules) if looks <= MAX_LOOKS else None
        if cut is not None:
            waiting += [cut.second, cut.first]
        else:
            waiting += [[each] for each in reversed(items)]
    return found


def _stack(items: list[Item]) -> list[Item] | None:
    """The items from the top down, if they stand in one column: none beside another."""
    spans = _spans(items, True)
    for (_, end, at), (start, _, after) in itertools.pairwise(spans):
        one, other = items[at].place, items[after].place
        if start < end or one.left >= other.right or other.left >= one.right:
            return None
    return [items[at] for _, _, at in spans]


def _best_cut(items: list[Item], rules: Rules) -> _Cut | None:
    total = sum(item.weight for item in items) or 1.0
    size = _usual(items)
    whole = extent([each.place for each in items])
    lefts, tops = [each.place.left for each in items], [_TRIM * each.size - each.place.top for each in items]
    blanks = _blanks(items, False, _MIN_GUTTER * size)
    upright = [_upright_cut(_parted(items, lefts, blank), whole, blank, total, rules) for blank in blanks]
    blanks = _blanks(items, True, 0.0)
    columns = [cut for cut in upright if cut.gap >= _COLUMN_GUTTER * size and cut.parts_columns]
    clear = any(cut.changes <= _ONE_STRAY for cut in upright)
    gap = max((cut.gap for cut in columns), default=0.0)
    cost = min((cut.cost for cut in columns), default=0.0)
    gaps = _Gaps(size, clear, gap, cost, any(cut.swapped for cut in columns))
    level = [_level_cut(_parted(items, tops, blank), whole, blank, total, gaps, rules) for blank in blanks]
    if sum(cut.ruled for cut in level) > 1:
        # The rows of a table, in whatever order its cells were drawn.
        level = [cut._replace(cost=-_RULED) if cut.ruled else cut for cut in level]
    return min((*level, *upright), key=lambda cut: (round(cut.cost, 3), -cut.gap), default=None)


class _Gaps(NamedTuple):
    """What a level cut is measured by: the ``size`` of the text, and the upright cuts that compete with it.

    ``plain``: one of those moves at most one run of the file. ``gutter`` is the widest blank between columns, ``cost``
    what the cheapest cut between columns moves; ``swapped``: one of those parts columns that come as wholes.
    """

    size: float
    plain: bool
    gutter: float
    cost: float
    swapped: bool


def _usual(items: Sequence[Item]) -> float:
    """The size of the most text."""
    return commonest(((round(each.size, 1), each.weight) for each in items), 0.0)


def _blanks(items: Sequence[Item], level: bool, least: float) -> list[_Blank]:
    """The widest blanks across the page (``level``), or up and down, with the number of the item behind each."""
    return heapq.nlargest(_MAX_CUTS, _all_blanks(items, level, least))


def _all_blanks(items: Sequence[Item], level: bool, least: float) -> Iterator[_Blank]:
    spans = _spans(items, level)
    reach = spans[0][1]
    for at, (start, end, _) in enumerate(spans):
        if at and start - reach > least:
            yield _Blank(start - reach, at, reach, start)
        reach = max(reach, end)


def _spans(items: Sequence[Item], level: bool) -> list[tuple[float, float, int]]:
    """Where the items begin and end, from the top down or from left to right, each with its number.

    None ends before it begins, whatever a page says of its width: behind each blank there is another item.
    """
    spans = []
    for at, each in enumerate(items):
        if not level:
            left, right = each.place.left, each.place.right
            spans.append((left, right if right > left else left, at))
            continue
        trim, place = _TRIM * each.size, each.place
        upper, lower = trim - place.top, -place.bottom - trim
        spans.append((upper, lower if lower > upper else upper, at))
    return sorted(spans)


class _Parted(NamedTuple):
    """Items on both sides of a blank, each side in the order of the file; ``sides`` tells of each if it is before."""

    first: list[Item]
    second: list[Item]
    items: Sequence[Item]
    sides: list[bool]


def _parted(items: Sequence[Item], starts: Sequence[float], blank: _Blank) -> _Parted:
    """The items that start before and behind a blank; ``starts`` tells where each does."""
    sides = [start < blank.high for start in starts]
    behind = [not side for side in sides]
    return _Parted(list(compress(items, sides)), list(compress(items, behind)), items, sides)


def _level_cut(parted: _Parted, whole: Extent, blank: _Blank, total: float, gaps: _Gaps, rules: Rules) -> _Cut:
    upper, lower = parted.first, parted.second
    moved, changes = _moved(parted, True)
    cost = moved / total
    ruled = _is_ruled(whole.left, whole.right, rules.between(-blank.high, -blank.low))
    section = blank.gap > _SECTION_GAP * gaps.size
    if section and gaps.swapped and changes > _ONE_LATE:
        # A pull quote or a picture makes room in one column, and the other one ends a paragraph there.
        cost += _CHANCE
    elif section:
        cost *= _SECTION
    if ruled:
        cost = _SECTION * cost - _RULED
    elif section:
        pass
    elif blank.gap < gaps.gutter and (moved or gaps.cost <= _MUCH):
        cost += _COLUMNS
    elif blank.gap < _PARAGRAPH_GAP * gaps.size and gaps.plain:
        # Paragraphs of two columns may end at one height by chance.
        cost += _CHANCE
    return _Cut(cost, blank.gap, upper, lower, changes, ruled)


def _is_ruled(start: float, end: float, rules: Iterable[Rule]) -> bool:
    """Whether ``rules`` on one level go along most of what stands from ``start`` to ``end``.

    The edges in a picture may be as long together, but lie at many heights.
    """
    ordered = sorted(rules, key=lambda rule: rule.at)
    for number, first in enumerate(ordered):
        covered = 0.0
        for rule in ordered[number:]:
            if rule.at > first.at + _ONE_RULE:
                break
            covered += max(0.0, min(rule.end, end) - max(rule.start, start))
        if covered >= _RULE_SHARE * (end - start):
            return True
    return False


def _upright_cut(parted: _Parted, whole: Extent, blank: _Blank, total: float, rules: Rules) -> _Cut:
    left, right = parted.first, parted.second
    onwards, changes = _moved(parted, True)
    backwards, _ = _moved(parted, False)
    text_left, text_right = (any(each.prose for each in side) for side in (left, right))
    if _is_ruled(whole.bottom, whole.top, rules.upright_between(blank.low, blank.high)):
        cost = _SECTION * onwards / total - _RULED_UPRIGHT
        return _Cut(cost, blank.gap, left, right, changes)
    if text_left and text_right and backwards < onwards:
        if not _are_twins(left, right):
            return _Cut(backwards / total, blank.gap, right, left, changes)
        if changes <= _ONE_STRAY:
            return _Cut(_SECTION * onwards / total, blank.gap, left, right, changes, swapped=True)
    return _Cut(onwards / total, blank.gap, left, right, changes)


def _are_twins(one: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether two columns are those of one text, equally wide and high in type: the left one is read first."""
    texts = [[each for each in side if each.prose] for side in (one, other)]
    if not all(texts):
        return False
    sizes = [_usual(side) for side in texts]
    widths = [max(each.place.right - each.place.left for each in side) for side in texts]
    return max(sizes) <= _SAME_SIZE * min(sizes) and max(widths) <= _SAME_WIDTH * min(widths)


def _moved(parted: _Parted, side: bool) -> tuple[float, int]:
    """What has to be moved for one side to stand before the other, and how often the file goes to and fro."""
    whole = sum([each.weight for each in (parted.first if side else parted.second)])
    items = zip(parted.items, parted.sides, strict=True)
    steps = [-each.weight if here is side else each.weight for each, here in items]
    changes = sum(map(operator.ne, parted.sides, islice(parted.sides, 1, None)))
    return min(itertools.accumulate(steps, initial=whole)), changes


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
    is_table = drafts[0].is_row
    # A few cells may be labels of a chart that stand in rows.
    in_grid = drafts[0].grid is not None and length >= _MANY
    long = length >= _MANY or (len(lines) > 1 and length >= _LONG_LINE * len(lines))
    weight = length * (_TABLE_WEIGHT if is_table else 1.0)
    return Item(unit, place, weight, lines[0].size, in_grid or (long and not is_table))
