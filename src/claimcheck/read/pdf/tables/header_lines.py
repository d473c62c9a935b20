"""The lines of a table's header: those that go on with each other, the columns they stand over, and sideways ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Fragment, Row, make
from claimcheck.read.pdf.tables.grids import Column

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_WRAP = 1.45
_SAME_SIZE = 1.12
_ALIGNED = 0.35
_LEVEL = 0.25

Span = tuple[int, int]
"""First and last column."""
_OVER = 0.25  # of the narrower of cell and column
_HALF = 0.5
_MOSTLY = 0.75  # of the cell, or of the columns

_RISING, _FALLING = 1, 3  # quarter turns to the left
_LEAST = 2  # lines; a single one is the label of an axis or stands in the margin
_SHORTEST = 2  # characters
MAX_SIDEWAYS = 400
"""Sideways lines of a page; one with more is a drawing."""


def levelled(fragments: Sequence[Fragment], rules: Rules, whole: dict[int, list[Fragment]]) -> list[Fragment]:
    """Fragments with the lines of a cell as one where a cell beside it has fewer lines and is set to the same middle.

    ``whole`` is given the lines of each that stands for several, by its id.
    """
    cells: list[list[Fragment]] = []
    for each in sorted(fragments, key=lambda item: -item.y):
        above = next((cell for cell in cells if _is_next_line(cell[-1], each, rules)), None)
        if above is None:
            cells.append([each])
        else:
            above.append(each)
    levelled: list[Fragment] = []
    for cell in cells:
        middle, slack = (cell[0].y + cell[-1].y) / 2, _LEVEL * cell[0].size
        beside = (other for other in cells if abs(other[0].y + other[-1].y - 2 * middle) <= 2 * slack)
        if len(cell) == 1 or all(len(other) >= len(cell) for other in beside):
            levelled += cell
            continue
        widest = max(cell, key=lambda each: each.right - each.left)
        levelled.append(replace(widest, y=middle))
        whole[id(levelled[-1])] = cell
    return levelled


def _is_next_line(above: Fragment, below: Fragment, rules: Rules) -> bool:
    near = _SAME_BASELINE * below.size < above.y - below.y <= _WRAP * below.size
    if above.is_name or below.is_name or not near:
        return False
    offs = above.left - below.left, above.right - below.right, above.middle - below.middle
    is_aligned = min(map(abs, offs)) <= _ALIGNED * below.size
    return is_aligned and same_style(above, below) and not ruled_off(above, below, rules)


def ruled_off(above: Fragment, below: Fragment, rules: Rules) -> bool:
    """Whether a rule parts two fragments below each other."""
    left, right = max(above.left, below.left), min(above.right, below.right)
    return any(rule.start <= right and rule.end >= left for rule in rules.between(below.y + 1, above.y - 1))


def same_style(one: Fragment, other: Fragment) -> bool:
    """Whether two fragments are equally large."""
    return max(one.size, other.size) <= _SAME_SIZE * min(one.size, other.size)


def split(fragments: Sequence[Fragment], columns: Sequence[Column]) -> list[Fragment]:
    """Cut runs of cells that stand close to each other, each over a column of its own."""
    result = []
    for each in fragments:
        pieces = [make(each.index, piece) for piece in each.line.cut(each.line.gaps)]
        if len(pieces) > 1 and len({own_span(piece, columns) for piece in pieces}) == len(pieces):
            result += pieces
            continue
        result.append(each)
    return result


def own_span(fragment: Fragment, columns: Sequence[Column]) -> Span:
    """The columns that a fragment stands over, at least the nearest one."""
    width = fragment.right - fragment.left
    least = [_OVER * min(column.right - column.left, width) for column in columns]
    covered = [at for at, column in enumerate(columns) if column.common(fragment) > least[at]]
    if not covered:
        nearest = min(range(len(columns)), key=lambda number: columns[number].distance(fragment))
        return nearest, nearest
    if len(covered) == 1:
        return covered[0], covered[0]
    # A long header juts out over the column beside its own: it is set to the edge or the middle of its own.
    aligned = [number for number in covered if _is_aligned(columns[number], fragment)]
    most = max(covered, key=lambda number: columns[number].common(fragment))
    if len(aligned) == 1 and len(covered) == 2:
        other = columns[covered[0] if covered[1] == aligned[0] else covered[1]]
        if other.common(fragment) < _HALF * (other.right - other.left):
            return aligned[0], aligned[0]
    if columns[most].common(fragment) > _MOSTLY * width:
        return most, most
    if not columns[covered[0]].holds_values and len(covered) == 2:
        return most, most
    return covered[0], covered[-1]


def _is_aligned(column: Column, fragment: Fragment) -> bool:
    offs = column.left - fragment.left, column.right - fragment.right, column.middle - fragment.middle
    return min(map(abs, offs)) <= _ALIGNED * fragment.size


def sideways_rows(lines: Iterable[tuple[int, Line]], turn: int) -> list[Row]:
    """The lines that stand sideways to those with ``turn``, in the coordinates of these, from the top down.

    Those at the same height make a row: its baseline is where the lowest of them begins, and each fragment is as
    ``tall`` as the row.
    """
    turned = ((index, line, (line.turn - turn) % 4) for index, line in lines if len(line.text) >= _SHORTEST)
    found = [each for each in turned if each[2] in (_RISING, _FALLING)]
    if not _LEAST <= len(found) <= MAX_SIDEWAYS:
        return []
    placed = sorted((_placed(index, line, way, turn) for index, line, way in found), key=lambda each: each.y)
    groups: list[list[Fragment]] = []
    top = float("-inf")
    for each in placed:
        if groups and each.y < top:
            groups[-1].append(each)
        else:
            groups.append([each])
            top = float("-inf")
        top = max(top, each.y + each.tall)
    return [_row(group) for group in reversed(groups) if len(group) >= _LEAST]


def _placed(index: int, line: Line, way: int, turn: int) -> Fragment:
    left, right = (-line.top, -line.bottom) if way == _RISING else (line.bottom, line.top)
    bottom, top = (line.left, line.right) if way == _RISING else (-line.right, -line.left)
    upright = replace(line, left=left, right=right, y=bottom, bottom=bottom, top=top, turn=turn, gaps=[])
    return replace(make(index, upright), tall=top - bottom, falls=way == _FALLING, is_value=False)


def _row(group: list[Fragment]) -> Row:
    bottom = min(each.y for each in group)
    top = max(each.y + each.tall for each in group)
    ordered, tall = sorted(group, key=lambda each: each.left), top - bottom
    level = [replace(each, line=replace(each.line, y=bottom), y=bottom, tall=tall) for each in ordered]
    return Row(bottom, max(each.size for each in level), level)
