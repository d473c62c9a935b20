"""Reading order by cutting a page in two, again and again, along the blanks between its texts.

Where there are several blanks to cut along, the order of the file decides: programs mostly write text in the order
in which it is read, so the cut that moves the least text is right. What cannot be cut is mended (see ``mending``).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.read.pdf.layout.items import Item
from claimcheck.read.pdf.layout.mending import mended
from claimcheck.read.pdf.page.rules import Rules

MAX_LOOKS = 200_000
"""How many items of a page are looked at for cuts; what is left then stays in the order of the file."""

_MAX_CUTS = 12  # looked at in one direction, the widest
# In parts of the font size.
_TRIM = 0.2
_MIN_GUTTER = 0.4
_PARAGRAPH_GAP, _SECTION_GAP = 1.0, 2.5
# In parts of all text that is cut.
_CHANCE = 0.15
_RULED = 0.05
_SECTION = 0.2  # of the cost: a section is easily drawn late as a whole
_RULE_SHARE = 0.7  # of the width
_ONE_STRAY = 2  # changes between the two sides of a cut, in the order of the file


class _Cut(NamedTuple):
    """A way to part items in two: ``cost`` is the share of the text that it moves, ``gap`` the width of the blank."""

    cost: float
    gap: float
    first: list[Item]
    second: list[Item]
    changes: int


class _Blank(NamedTuple):
    """A blank of ``gap`` points in front of the item number ``at``, from ``low`` to ``high``."""

    gap: float
    at: int
    low: float
    high: float


def in_order(groups: Sequence[Sequence[Item]], rules: Rules) -> list[Item]:
    """The leaves of the items in reading order, one group after another; each group is in the order of the file."""
    waiting = [list(group) for group in reversed(groups)]
    found: list[Item] = []
    looks = 0
    while waiting:
        items = waiting.pop()
        if len(items) == 1:
            if items[0].parts:
                waiting.append(sorted(items[0].parts, key=lambda each: each.unit))
            else:
                found += items
            continue
        looks += len(items)
        cut = _best_cut(items, rules) if looks <= MAX_LOOKS else None
        if cut is not None:
            waiting += [cut.second, cut.first]
        else:
            waiting += [[each] for each in reversed(mended(items) if looks <= MAX_LOOKS else items)]
    return found


def _best_cut(items: list[Item], rules: Rules) -> _Cut | None:
    total = sum(item.weight for item in items) or 1.0
    size = max(item.size for item in items if item.prose) if any(i.prose for i in items) else _usual(items)
    upright = [_upright_cut(items, blank, total) for blank in _blanks(items, False, _MIN_GUTTER * size)]
    plain = any(cut.changes <= _ONE_STRAY for cut in upright)
    level = [
        _level_cut(items, blank, total, size, plain, rules) for blank in _blanks(items, True, 0.0)
    ]
    return min((*level, *upright), key=lambda cut: (round(cut.cost, 3), -cut.gap), default=None)


def _usual(items: Sequence[Item]) -> float:
    sizes = sorted(item.size for item in items)
    return sizes[len(sizes) // 2]


def _blanks(items: Sequence[Item], level: bool, least: float) -> list[_Blank]:
    """The widest blanks across the page (``level``), or up and down, with the number of the item behind each."""
    return heapq.nlargest(_MAX_CUTS, _all_blanks(items, level, least))


def _all_blanks(items: Sequence[Item], level: bool, least: float) -> Iterator[_Blank]:
    spans = _spans(items, level)
    reach = spans[0][1]
    for at, (start, end, _) in enumerate(spans):
        if at and start - reach >= least:
            yield _Blank(start - reach, at, reach, start)
        reach = max(reach, end)


def _spans(items: Sequence[Item], level: bool) -> list[tuple[float, float, int]]:
    """Where the items begin and end, from the top down or from left to right, each with its number."""
    if not level:
        return sorted((each.place.left, each.place.right, at) for at, each in enumerate(items))
    return sorted(
        (_TRIM * each.size - each.place.top, -each.place.bottom - _TRIM * each.size, at)
        for at, each in enumerate(items)
    )


def _parted(items: Sequence[Item], blank: _Blank, level: bool) -> tuple[list[Item], list[Item]]:
    before = {number for _, _, number in _spans(items, level)[: blank.at]}
    first = [each for at, each in enumerate(items) if at in before]
    return first, [each for at, each in enumerate(items) if at not in before]


def _level_cut(
    items: Sequence[Item], blank: _Blank, total: float, size: float, plain: bool, rules: Rules
) -> _Cut:
    upper, lower = _parted(items, blank, True)
    moved, changes = _moved(items, upper)
    cost = moved / total
    ruled = _is_ruled(items, blank, rules)
    if ruled or blank.gap > _SECTION_GAP * size:
        cost *= _SECTION
    if ruled:
        cost -= _RULED
    elif plain and blank.gap < _PARAGRAPH_GAP * size:
        # Paragraphs of two columns may end at one height by chance.
        cost += _CHANCE
    return _Cut(cost, blank.gap, upper, lower, changes)


def _is_ruled(items: Sequence[Item], blank: _Blank, rules: Rules) -> bool:
    left, right = min(each.place.left for each in items), max(each.place.right for each in items)
    return any(
        min(rule.end, right) - max(rule.start, left) >= _RULE_SHARE * (right - left)
        for rule in rules.between(-blank.high, -blank.low)
    )


def _upright_cut(items: Sequence[Item], blank: _Blank, total: float) -> _Cut:
    left, right = _parted(items, blank, False)
    onwards, changes = _moved(items, left)
    backwards, _ = _moved(items, right)
    text_left, text_right = (any(each.prose for each in side) for side in (left, right))
    stands_by = text_right and not text_left and _stands_by(left)
    if stands_by or (text_left and text_right and backwards < onwards):
        return _Cut(backwards / total, blank.gap, right, left, changes)
    return _Cut(onwards / total, blank.gap, left, right, changes)


def _stands_by(items: Sequence[Item]) -> bool:
    """Whether items are figures and small print alone: they are read behind the text that they stand beside."""
    return all(each.small or (each.figure and each.parts) for each in items)


def _moved(items: Sequence[Item], first: Sequence[Item]) -> tuple[float, int]:
    """What has to be moved for ``first`` to stand before all others, and how often the file goes to and fro."""
    is_first = {id(each) for each in first}
    cost = least = sum(each.weight for each in first)
    changes = 0
    before: bool | None = None
    for each in items:
        here = id(each) in is_first
        cost += -each.weight if here else each.weight
        least = min(least, cost)
        changes += before is not None and before != here
        before = here
    return least, changes
