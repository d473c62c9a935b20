"""What makes a grid a table of texts: labels, cells that begin on one height, and no running text or cards."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Sequence

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.tables.grids import Grid, GridCell

_MIN_ROWS = 2
_SHORT = 90  # characters of a label
_LONG = 14  # characters in the mean of a column of texts
_ALIGNED = 0.5  # of the font size
_MOST = 0.6
_HALF = 0.5
_FEW_LINES = 2
_DISTINCT = 0.6  # of the length of the longest cells, of that of labels
_STACKED = 1.0  # of the font size


def is_text_table(grid: Grid) -> bool:
    """Whether a grid whose rows are known and whose columns are guessed is a table of texts."""
    body = [[cell for cell in row if cell.row >= grid.header_rows] for row in grid.by_row()]
    rows = [row for row in body if len(row) > 1]
    if len(rows) < _MIN_ROWS:
        return False
    columns: dict[int, list[GridCell]] = defaultdict(list)
    for row in rows:
        for cell in row:
            columns[cell.column].append(cell)
    texts = [number for number in columns if number and _holds_texts(columns[number])]
    if not texts or _has_stacked_values(rows):
        return False
    if not _is_labelled(grid, columns):
        return False
    return not _are_cards(rows) and _begin_together(rows)


def _is_value(cell: GridCell) -> bool:
    return all(each.is_value for each in cell.fragments)


def _holds_texts(cells: Sequence[GridCell]) -> bool:
    said = [cell for cell in cells if not _is_value(cell)]
    return len(said) >= _HALF * len(cells) and statistics.mean(len(cell.text) for cell in said) >= _LONG


def _has_stacked_values(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether two values stand below each other in cells of one row: not all rows are ruled off."""
    stacked = 0
    for row in rows:
        stacked += (
            sum(_is_value(cell) and _height(cell) > _STACKED * cell.fragments[0].size for cell in row) > 1
        )
    return stacked > 0


def _height(cell: GridCell) -> float:
    return max(each.y for each in cell.fragments) - min(each.y for each in cell.fragments)


def _is_labelled(grid: Grid, columns: dict[int, list[GridCell]]) -> bool:
    """Whether the first column names the rows: it is filled, and short or named by a header itself."""
    first = columns.get(0, [])
    if sum(cell.rows for cell in first) < _HALF * max(map(len, columns.values())):
        return False
    if sum(
        len(cell.fragments) > _FEW_LINES and openings.is_bullet(cell.text[:1]) for cell in first
    ) * 2 > len(first):
        return False
    named = {cell.column for cell in grid.cells if cell.row < grid.header_rows}
    if 0 in named and len(named) > 1:
        return True
    longest = max(statistics.mean(len(cell.text) for cell in own) for own in columns.values())
    own = statistics.median(len(cell.text) for cell in first)
    lines = [len(cell.fragments) for own in columns.values() for cell in own]
    apart = statistics.median(lines) < _FEW_LINES or own <= _DISTINCT * longest
    return own <= _SHORT and (apart or _is_bold_column(columns))


def _is_bold_column(columns: dict[int, list[GridCell]]) -> bool:
    """Whether the first column, and no other, is bold."""
    bold = {
        number: sum(cell.fragments[0].line.bold is True for cell in own) for number, own in columns.items()
    }
    return bold[0] >= _MOST * len(columns[0]) and not any(count for number, count in bold.items() if number)


def _are_cards(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether most cells beside the first begin with a heading of their own."""
    cells = [cell for row in rows for cell in row if cell.column and len(cell.fragments) > 1]
    headed = [
        cell
        for cell in cells
        if cell.fragments[0].line.bold
        and not cell.fragments[-1].line.bold
        or cell.fragments[0].size > 1.08 * cell.fragments[-1].size
    ]
    return len(headed) >= _HALF * len(cells) > 0


def _begin_together(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether in most rows two cells begin, or have their middle, on one height."""
    return sum(map(_is_aligned, rows)) >= _MOST * len(rows)


def _is_aligned(row: Sequence[GridCell]) -> bool:
    tops = sorted(max(each.y for each in cell.fragments) for cell in row)
    middles = sorted(
        (max(each.y for each in cell.fragments) + min(each.y for each in cell.fragments)) / 2 for cell in row
    )
    slack = _ALIGNED * row[0].fragments[0].size
    return any(
        below - above <= slack
        for heights in (tops, middles)
        for above, below in zip(heights, heights[1:], strict=False)
    )
