"""Columns of a table: those of its values, and those of the texts between and beside them."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

from claimcheck.read.pdf.tables.fragments import Fragment, Row
from claimcheck.read.pdf.tables.grids import Column
from claimcheck.read.pdf.tables.regions import Region

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_FAR = 16.0
_MATCHED = 0.5  # of the lines
_PROSE_LENGTH = 40  # characters
_PROSE_LINES = 4
_PROSE = 0.6  # of the lines
_HALF = 0.5


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
    beside = [each for each in body if not any(_stands_in(each, column) for column in valued)]
    left = [each for each in beside if each.middle < valued[0].left]
    right = [each for each in beside if each.middle > valued[-1].right]
    inner = [
        each
        for each in body
        if valued[0].left < each.middle < valued[-1].right
        and all(column.common(each) <= 0 for column in valued)
    ]
    lefts = _accepted(_clusters(left, baselines)[::-1], baselines, valued[0].left, ruled, at_left=True)
    rights = _accepted(_clusters(right, baselines), baselines, valued[-1].right, ruled, at_left=False)
    inners = [
        each
        for each in _clusters(inner, baselines)
        if len(each.fragments) > 1 and all(min(each.right, v.right) <= max(each.left, v.left) for v in valued)
    ]
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


def _stands_in(fragment: Fragment, column: Column) -> bool:
    """Whether a text stands in a column of values, which may be narrower."""
    return column.common(fragment) > _HALF * (column.right - column.left) and not fragment.is_prose


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
        is_prose = (
            len(held) >= _PROSE_LINES
            and len(long) >= _PROSE * len(held)
            and len(matched) < _PROSE * len(held)
        )
        if ruled:
            accepted.append(cluster)
            continue
        if is_prose:
            break
        size = max(each.size for each in held)
        gap = edge - cluster.right if at_left else cluster.left - edge
        if (accepted or not at_left) and (gap > _FAR * size or len(matched) < _MATCHED * len(held)):
            break
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
        nearest = min(
            range(len(columns)),
            key=lambda n: max(columns[n].left - fragment.right, fragment.left - columns[n].right),
        )
        return nearest, nearest
    if fragment.is_value or len(covered) == 1:
        best = max(covered, key=lambda number: columns[number].common(fragment))
        return best, best
    if columns[covered[0]].holds_values:
        best = max(covered, key=lambda number: columns[number].common(fragment))
        return best, best
    return covered[0], covered[-1]
