"""The columns that the words of a table's header stand over, and headers that stand as near as words do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from claimcheck.read.pdf.tables.fragments import Fragment, make
from claimcheck.read.pdf.tables.grids import Column

Span = tuple[int, int]
"""First and last column."""

# In parts of the font size, unless said otherwise.
_ALIGNED = 0.35
_OVER = 0.25  # of the narrower of cell and column
_HALF = 0.5
_WORDS = 0.8  # off where a word is reckoned to begin or end
_MOSTLY = 0.75  # of the cell, or of the columns


def split(fragments: Sequence[Fragment], columns: Sequence[Column]) -> list[Fragment]:
    """Cut runs of cells that stand close to each other, each over a column of its own."""
    result = []
    named = Counter(span[0] for span in (own_span(each, columns) for each in fragments) if span[0] == span[1])
    for each in fragments:
        pieces = [make(each.index, piece) for piece in each.line.cut(each.line.gaps)]
        if len(pieces) > 1 and len({own_span(piece, columns) for piece in pieces}) == len(pieces):
            result += pieces
            continue
        result += _worded(each, columns, named) or [each]
    return result


def _worded(fragment: Fragment, columns: Sequence[Column], named: Mapping[int, int]) -> list[Fragment]:
    """The words over each of two columns, where one of these has no other header and the words are set to both."""
    over = [number for number, column in enumerate(columns) if column.common(fragment) > 0]
    own = own_span(fragment, columns)
    if len(over) != 2 or all(named[number] > (own == (number, number)) for number in over):
        return []
    first, second = (columns[number] for number in over)
    left, right, line = fragment.left, fragment.right, fragment.line
    slack, width = _ALIGNED * fragment.size, (right - left) / len(line.text)
    outer = abs(left - first.left) <= slack, abs(right - second.right) <= slack
    for blank in re.finditer(" ", line.text):
        ends, begins = left + width * blank.start(), left + width * blank.end()
        inner = (
            abs(ends - first.right) <= _WORDS * fragment.size,
            abs(begins - second.left) <= _WORDS * fragment.size,
        )
        if any(outer) and (outer[0] or inner[0]) and (outer[1] or inner[1]):
            cut = line.start + blank.start()
            parts = line.part(line.start, cut, left, ends), line.part(cut + 1, line.end, begins, right)
            return [make(fragment.index, part) for part in parts]
    return []


def own_span(fragment: Fragment, columns: Sequence[Column]) -> Span:
    """The columns that a fragment stands over, at least the nearest one."""
    width = fragment.right - fragment.left
    covered = [
        number
        for number, column in enumerate(columns)
        if column.common(fragment) > _OVER * min(column.right - column.left, width)
    ]
    if not covered:
        nearest = min(range(len(columns)), key=lambda number: _distance(columns[number], fragment))
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


def _distance(column: Column, fragment: Fragment) -> float:
    return max(column.left - fragment.right, fragment.left - column.right)
