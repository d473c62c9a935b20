"""How far the tables of a page reach, what rules hold together and part, and the columns that they have."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from claimcheck.read.pdf.page.rules import Rule, Rules, levels
from claimcheck.read.pdf.tables.fragments import Fragment, Row
from claimcheck.read.pdf.tables.grids import Column
from claimcheck.read.pdf.tables.regions import Region, regions

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_RULE_GAP = 12.0  # points
_COVERED = 0.5  # of the width of the values
_CONTINUES = 3.0  # points
_SEAM = 3.0  # points
_HALF = 0.5  # of the rows

_FEW_ROWS = 3
_FAR = 16.0
_MATCHED = 0.5  # of the lines
_PROSE_LENGTH = 40  # characters
_PROSE_LINES = 4
_PROSE = 0.6  # of the lines


class Extents(NamedTuple):
    """Tells how far the tables reach among the ``rows`` of a page with its ``rules``."""

    rows: list[Row]
    rules: Rules

    def regions(self) -> list[Region]:
        """The regions of values, without the figures of charts beside them."""
        return list(map(self._within_rules, regions(self.rows)))

    def _within_rules(self, region: Region) -> Region:
        """The region without the columns behind the end of the rules between its rows: figures of a chart beside it."""
        top, bottom = _heights(self.rows, region)
        drawn = levels(self.rules.between(bottom, top), _RULE_GAP)
        over = [end for _, start, end in drawn if start <= region.left + _CONTINUES and end > region.left]
        columns = [each for each in region.columns if each.left < max(over, default=0.0)]
        if len(over) <= _HALF * len(region.rows) or len(columns) in (0, len(region.columns)):
            return region
        behind = region.columns[len(columns)].left
        if sum(start <= behind + _CONTINUES and end > behind for _, start, end in drawn) > _HALF * len(over):
            return region
        kept = {id(each) for column in columns for each in column.members}
        rows = {number: [one for one in values if id(one) in kept] for number, values in region.rows.items()}
        return Region(columns, {number: values for number, values in rows.items() if values})

    def edges(self, region: Region, others: Sequence[Region], near: Sequence[Rule]) -> tuple[tuple[float, float], bool]:
        """Left and right edge of the table: those of its rules (and True), else as far as the next table."""
        width = region.right - region.left
        top, bottom = _heights(self.rows, region)
        heights = ((other, _heights(self.rows, other)) for other in others)
        beside = [other for other, (high, low) in heights if low <= top and high >= bottom]
        ruled = [
            rule
            for rule in levels(near, _RULE_GAP)
            if min(rule.end, region.right) - max(rule.start, region.left) >= _COVERED * width
        ]
        last = max((rule.at for rule in ruled if rule.at < bottom), default=bottom)
        ruled = [rule for rule in ruled if rule.at >= last]  # those below are of another table
        if len(ruled) > 1:
            left, right = min(rule.start for rule in ruled), max(rule.end for rule in ruled)
            reaches = right >= region.right - _CONTINUES and left <= region.left + _CONTINUES
            if reaches and not self._is_labelled_outside(region, left):
                parted = [each for each in beside if _parts(near, *sorted((region, each), key=attrgetter("left")))]
                return self._between(region, parted, left - _CONTINUES, right + _CONTINUES), True
        return self._between(region, beside, float("-inf"), float("inf")), False

    def _between(self, region: Region, beside: Sequence[Region], left: float, right: float) -> tuple[float, float]:
        """From ``left`` to ``right``, but no further than the tables beside reach."""
        for other in beside:
            if other.right <= region.left:
                left = max(left, other.right)
            elif other.left >= region.right:
                right = min(right, self._labels_of(region, other))
        return left, right

    def _is_labelled_outside(self, region: Region, left: float) -> bool:
        """Whether the rules run only over the values: in most rows all labels stand left of where they begin."""
        outside = 0
        for number in region.rows:
            labels = [each for each in self.rows[number].fragments if each.right <= region.left]
            outside += bool(labels) and max(each.right for each in labels) <= left + _CONTINUES
        return outside > _HALF * len(region.rows)

    def _labels_of(self, region: Region, other: Region) -> float:
        """Where the labels of the table to the right of ``region`` begin."""
        held = [each for number in other.rows for each in self.rows[number].fragments]
        between = [each for each in held if region.right < each.middle < other.left]
        begin = other.left
        for each in sorted(between, key=lambda item: -item.right):
            if each.right < begin and begin < other.left:
                break
            begin = min(begin, each.left)
        return max(begin - 1, region.right)


def _parts(near: Sequence[Rule], one: Region, other: Region) -> bool:
    """Whether two regions are two tables: both are headed by the same years, or the rules end between them.

    A gap between rules has to be wider than those inside ``one``.
    """
    years, same = ([each.members[0].text for each in part.columns if each.members[0].is_year] for part in (one, other))
    if len(years) > 1 and years == same:
        return True
    apart, through = 0, 0
    for _, level in itertools.groupby(sorted(near), key=lambda rule: rule.at):
        own = list(level)
        gaps = [(before.end, after.start) for before, after in itertools.pairwise(own)]
        inside = max((end - begin for begin, end in gaps if one.left < begin < end < one.right), default=0.0)
        between = [end - begin for begin, end in gaps if begin >= one.right - _CONTINUES and end < other.left]
        apart += bool(between) and max(between) > max(2 * inside, _SEAM)
        through += any(rule.start <= one.right and rule.end >= other.left for rule in own)
    return apart > through


def _heights(page_rows: Sequence[Row], region: Region) -> tuple[float, float]:
    return page_rows[min(region.rows)].y, page_rows[max(region.rows)].y


def table_columns(
    region: Region, numbers: Sequence[int], body: Sequence[Fragment], page_rows: Sequence[Row], ruled: bool
) -> list[Column] | None:
    """All columns of the table from left to right; None if its values have no labels."""
    valued = []
    for chain in region.columns:
        held = [value for row, value in zip(chain.rows, chain.members, strict=True) if row in set(numbers)]
        if held:
            valued.append(Column(min(e.left for e in held), max(e.right for e in held), True))
    if not valued:
        return None
    baselines = [page_rows[number].y for number in numbers]
    upright = (each for each in body if not each.is_prose)
    standing = {id(each) for each in upright if any(one.common(each) > _HALF * one.width for one in valued)}
    beside = [each for each in body if id(each) not in standing]
    left = [each for each in beside if each.middle < valued[0].left]
    right = [each for each in beside if each.middle > valued[-1].right]
    within = (each for each in body if valued[0].left < each.middle < valued[-1].right)
    inner = [each for each in within if all(column.common(each) <= 0 for column in valued)]
    lefts = _accepted(_clusters(left, baselines)[::-1], baselines, valued[0].left, ruled, at_left=True)
    rights = _accepted(_clusters(right, baselines), baselines, valued[-1].right, ruled, at_left=False)
    inners = [each for each in _clusters(inner, baselines) if len(each.fragments) > 1]
    inners = [i for i in inners if all(min(i.right, v.right) <= max(i.left, v.left) for v in valued)]
    columns = sorted([*lefts, *valued, *inners, *rights], key=lambda column: column.left)
    if not lefts:
        return _labelled_by_values(columns, body)
    first = next(number for number, column in enumerate(columns) if column.holds_values)
    for column in columns[:first]:
        column.holds_values = False
    return columns


def with_empty_columns(columns: list[Column], header: Sequence[Fragment]) -> list[Column]:
    """The columns with those that only the header names: cells between two others that have headers of their own."""
    empty: list[Column] = []
    first = next((column.left for column in columns if column.holds_values), math.inf)
    upright = sorted((each for each in header if not each.tall), key=lambda each: each.left)
    for each in upright:
        level = [other for other in upright if abs(other.y - each.y) <= _SAME_BASELINE * each.size]
        for before, behind in itertools.pairwise(columns):
            named = all(any(column.common(other) > 0 for other in level) for column in (before, behind))
            if named and before.left >= first and before.right < each.left and each.right < behind.left:
                if empty and empty[-1].common(each) > 0:
                    empty[-1] = Column(min(empty[-1].left, each.left), max(empty[-1].right, each.right), True)
                else:
                    empty.append(Column(each.left, each.right, True))
    return sorted([*columns, *empty], key=lambda column: column.left)


def _labelled_by_values(columns: list[Column], body: Sequence[Fragment]) -> list[Column] | None:
    if len(columns) < 2:
        return None
    columns[0].holds_values = False
    columns[0].fragments = [each for each in body if columns[0].common(each) > 0]
    return columns


def _clusters(found: Sequence[Fragment], baselines: Sequence[float]) -> list[Column]:
    """Columns of texts: those that share a baseline with other texts show where columns part."""
    by_line: Counter[int] = Counter()
    key = {id(each): _nearest(each, baselines) for each in found}
    by_line.update(number for number in key.values() if number >= 0)
    most = max(by_line.values(), default=1)
    ruling = [each for each in found if most > 1 and by_line.get(key[id(each)], 0) > 1]
    crowded = len({key[id(each)] for each in ruling})
    if most == 1 or crowded < 2:
        ruling = list(found)
    columns: list[Column] = []
    for each in sorted(ruling, key=lambda item: item.left):
        if columns and each.left < columns[-1].right:
            columns[-1].right = max(columns[-1].right, each.right)
        else:
            columns.append(Column(each.left, each.right, False))
    for each in sorted(found, key=lambda item: item.left):
        over = [column for column in columns if column.common(each) > 0]
        if over:
            over[0].fragments.append(each)
            if len(over) == 1:
                over[0].left = min(over[0].left, each.left)
                if over[0] is columns[-1]:
                    over[0].right = max(over[0].right, each.right)
        else:
            columns.append(Column(each.left, each.right, False, [each]))
            columns.sort(key=lambda column: column.left)
    return columns


def _nearest(fragment: Fragment, baselines: Sequence[float]) -> int:
    best = min(range(len(baselines)), key=lambda number: abs(baselines[number] - fragment.y))
    return best if abs(baselines[best] - fragment.y) <= _SAME_BASELINE * fragment.size else -1


def _accepted(
    clusters: Sequence[Column], baselines: Sequence[float], edge: float, ruled: bool, *, at_left: bool
) -> list[Column]:
    """The columns of texts beside the values, from the nearest one on, up to what is a text of its own."""
    accepted: list[Column] = []
    for cluster in clusters:
        held = cluster.fragments
        matched = [each for each in held if _nearest(each, baselines) >= 0]
        long = [each for each in held if len(each.text) >= _PROSE_LENGTH]
        if ruled:
            accepted.append(cluster)
            continue
        if len(held) >= _PROSE_LINES and len(matched) < _PROSE * len(held) <= len(long):
            break
        size = max(each.size for each in held)
        gap = edge - cluster.right if at_left else cluster.left - edge
        if (accepted or not at_left) and (gap > _FAR * size or len(matched) < _MATCHED * len(held)):
            break
        if len(held) > 1 == len(matched) and not at_left and len(baselines) > _FEW_ROWS:
            break  # lines of a text beside the table, of which one stands level with a row
        accepted.append(cluster)
        edge = cluster.left if at_left else cluster.right
    return accepted


def label_column(columns: Sequence[Column]) -> int:
    """The number of the column that labels the rows: the one left of the values with most and longest texts."""
    first = next((number for number, column in enumerate(columns) if column.holds_values), 1)
    return max(range(max(1, first)), key=lambda number: _says(columns[number]))


def _says(column: Column) -> float:
    heights = {round(each.y) for each in column.fragments}
    letters = sum(len(each.text) for each in column.fragments)
    return len(heights) * math.sqrt(letters / len(heights)) if heights else 0.0


def place(fragment: Fragment, columns: Sequence[Column]) -> tuple[int, int]:
    """First and last column that a fragment of the body stands in."""
    covered = [number for number, column in enumerate(columns) if column.common(fragment) > 1.0]
    if not covered:
        nearest = min(range(len(columns)), key=lambda number: columns[number].distance(fragment))
        return nearest, nearest
    if fragment.is_value or len(covered) == 1 or columns[covered[0]].holds_values:
        best = max(covered, key=lambda number: columns[number].common(fragment))
        return best, best
    return covered[0], covered[-1]
