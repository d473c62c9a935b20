"""How far the tables of a page reach: what rules hold together and part, and what stands beside them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from claimcheck.read.pdf.page.rules import Rule, Rules, levels
from claimcheck.read.pdf.tables.fragments import Row
from claimcheck.read.pdf.tables.regions import Region, regions

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_RULE_GAP = 12.0  # points
_COVERED = 0.5  # of the width of the values
_CONTINUES = 3.0  # points
_SEAM = 3.0  # points
_RULED_TOGETHER = 3  # rules
_HALF = 0.5  # of the rows


class Extents(NamedTuple):
    """Tells how far the tables reach among the ``rows`` of a page with its ``rules``."""

    rows: list[Row]
    rules: Rules

    def regions(self) -> list[Region]:
        """The regions of values, those joined that stand beside each other in one table."""
        return self._joined(map(self._within_rules, regions(self.rows)))

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
        rows = {
            number: [each for each in values if id(each) in kept] for number, values in region.rows.items()
        }
        return Region(columns, {number: values for number, values in rows.items() if values})

    def _joined(self, found: Iterable[Region]) -> list[Region]:
        """Join regions beside each other that the same rules run over: their values are set at other heights."""
        joined: list[Region] = []
        for region in sorted(found, key=lambda each: each.left):
            beside = next((each for each in joined if self._ruled_together(each, region)), None)
            if beside is None:
                joined.append(region)
            else:
                beside.columns += region.columns
                for number, values in region.rows.items():
                    beside.rows.setdefault(number, []).extend(values)
        return joined

    def _ruled_together(self, one: Region, other: Region) -> bool:
        if other.left <= one.right:
            return False
        tops, bottoms = zip(_heights(self.rows, one), _heights(self.rows, other), strict=True)
        size = self.rows[min(one.rows)].size
        if min(tops) - max(bottoms) < 0.5 * min(t - b for t, b in zip(tops, bottoms, strict=True)) - size:
            return False
        near = self.rules.between(max(bottoms) - 3 * size, min(tops) + 3 * size)
        across = [
            (start, end)
            for _, start, end in levels(near, _RULE_GAP)
            if start <= one.left + _CONTINUES and end >= other.right - _CONTINUES
        ]
        if len(across) < _RULED_TOGETHER:
            return False
        low, high = max(bottoms) - size, min(tops) + _SAME_BASELINE * size
        between = [
            each
            for row in self.rows
            if low <= row.y <= high
            for each in row.fragments
            if one.right < each.middle < other.left and not each.is_value
        ]
        return len(between) < 2

    def edges(
        self, region: Region, others: Sequence[Region], near: Sequence[Rule]
    ) -> tuple[tuple[float, float], bool]:
        """Left and right edge of the table: those of its rules (and True), else as far as the next table."""
        width = region.right - region.left
        beside = self._beside(region, others)
        ruled = []
        for _, start, end in levels(near, _RULE_GAP):
            if min(end, region.right) - max(start, region.left) >= _COVERED * width:
                ruled.append((start, end))
        if len(ruled) > 1:
            left, right = min(start for start, _ in ruled), max(end for _, end in ruled)
            reaches = right >= region.right - _CONTINUES and left <= region.left + _CONTINUES
            if reaches and not self._is_labelled_outside(region, left):
                parted = [
                    each for each in beside if _parts(near, *sorted((region, each), key=attrgetter("left")))
                ]
                return self._between(region, parted, left - _CONTINUES, right + _CONTINUES), True
        return self._between(region, beside, float("-inf"), float("inf")), False

    def _beside(self, region: Region, others: Sequence[Region]) -> list[Region]:
        """Those of ``others`` that stand at the same height."""
        top, bottom = _heights(self.rows, region)
        heights = ((other, _heights(self.rows, other)) for other in others)
        return [other for other, (high, low) in heights if low <= top and high >= bottom]

    def _between(
        self, region: Region, beside: Sequence[Region], left: float, right: float
    ) -> tuple[float, float]:
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
        between = [
            each
            for number in other.rows
            for each in self.rows[number].fragments
            if region.right < each.middle < other.left
        ]
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
    years, same = (
        [each.members[0].text for each in part.columns if each.members[0].is_year] for part in (one, other)
    )
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
