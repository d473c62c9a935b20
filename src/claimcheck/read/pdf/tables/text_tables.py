"""What makes a grid a table of texts: labels, cells that begin on one height, and no running text."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.tables.grids import Grid, GridCell
from claimcheck.read.sequences import mean, median

_MIN_ROWS = 2
_SHORT = 90  # characters of a label
_LONG = 14  # characters in the mean of a column of texts
_ALIGNED = 0.5  # of the font size
_MOST = 0.6
_HALF = 0.5
_MANY_COLUMNS, _MANY_ROWS = 3, 3
_WORDY = 25  # characters of a cell in the mean
_AMID = 0.2  # of the cells
_FEW_LINES = 2
_DISTINCT = 0.6  # of the length of the longest cells, of that of labels


def is_text_table(grid: Grid, *, ruled: bool) -> bool:
    """Whether a grid whose columns are guessed is a table of texts; ``ruled``: rules part its rows."""
    body = [[cell for cell in row if cell.row >= grid.header_rows] for row in grid.by_row()]
    rows = [row for row in body if len(row) > 1]
    if len(rows) < _MANY_ROWS and not _is_wordy(grid, rows):
        return False
    columns: dict[int, list[GridCell]] = defaultdict(list)
    for row in rows:
        for cell in row:
            columns[cell.column].append(cell)
    texts = [number for number in columns if number and _holds_texts(columns[number])]
    return bool(texts) and _is_labelled(grid, columns, ruled) and _begin_together(rows)


def _is_wordy(grid: Grid, rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether few rows make a table, because their cells are of many words; one row needs a header."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < _MIN_ROWS and not (rows and grid.header_rows and grid.columns >= _MANY_COLUMNS):
        return False
    wrapped = sum(len(cell.fragments) > 1 for cell in cells)
    return 3 * wrapped >= len(cells) and mean(len(cell.text) for cell in cells) >= _WORDY


def _is_value(cell: GridCell) -> bool:
    return all(each.is_value for each in cell.fragments)


def _holds_texts(cells: Sequence[GridCell]) -> bool:
    said = [cell for cell in cells if not _is_value(cell)]
    return len(said) >= _HALF * len(cells) and mean(len(cell.text) for cell in said) >= _LONG


def _is_labelled(grid: Grid, columns: dict[int, list[GridCell]], ruled: bool) -> bool:
    """Whether the first column names the rows: it is filled, and short or named by a header itself."""
    first = columns.get(0, [])
    if sum(cell.rows for cell in first) < _HALF * max(map(len, columns.values())):
        return False
    if sum(
        len(cell.fragments) > _FEW_LINES and openings.is_bullet(cell.text[:1]) for cell in first
    ) * 2 > len(first):
        return False
    named = {cell.column for cell in grid.cells if cell.row < grid.header_rows}
    many = grid.columns >= _MANY_COLUMNS or (ruled and len(first) >= _MANY_ROWS and not _runs_on(columns))
    if 0 in named and len(named) > 1 and many:
        return True
    if ruled and len(columns) >= _MANY_COLUMNS and any(_is_flush(cells) for cells in columns.values()):
        return not _runs_on(columns)
    longest = max(mean(len(cell.text) for cell in own) for own in columns.values())
    own = median(len(cell.text) for cell in first)
    lines = [len(cell.fragments) for own in columns.values() for cell in own]
    apart = median(lines) < _FEW_LINES or own <= _DISTINCT * longest
    return own <= _SHORT and (apart or _is_bold_column(columns))


def _is_flush(cells: Sequence[GridCell]) -> bool:
    """Whether the lines of a column's cells have one edge; in tiles they stand in the middle."""
    lines = [each for cell in cells for each in cell.fragments]
    left, right = min(each.left for each in lines), max(each.right for each in lines)
    at_left = sum(each.left - left <= each.size / 2 for each in lines)
    at_right = sum(right - each.right <= each.size / 2 for each in lines)
    return max(at_left, at_right) >= _MOST * len(lines) > 2


def _runs_on(columns: dict[int, list[GridCell]]) -> bool:
    """Whether too many cells begin amid a sentence: they are columns of running text."""
    cells = [cell for own in columns.values() for cell in own]
    return sum(cell.text[:1].islower() for cell in cells) > _AMID * len(cells)


def _is_bold_column(columns: dict[int, list[GridCell]]) -> bool:
    """Whether the first column is bold and the others are not."""
    bold = {
        number: sum(cell.fragments[0].line.bold is True for cell in own) for number, own in columns.items()
    }
    others = sum(len(own) for number, own in columns.items() if number)
    return bold[0] >= _MOST * len(columns[0]) and sum(bold.values()) - bold[0] <= _AMID * others


def _begin_together(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether in most rows two cells begin, end or have their middle on one height."""
    return sum(map(_is_aligned, rows)) >= _MOST * len(rows)


def _is_aligned(row: Sequence[GridCell]) -> bool:
    tops = sorted(max(each.y for each in cell.fragments) for cell in row)
    ends = sorted(min(each.y for each in cell.fragments) for cell in row)
    middles = sorted(
        (max(each.y for each in cell.fragments) + min(each.y for each in cell.fragments)) / 2 for cell in row
    )
    slack = _ALIGNED * row[0].fragments[0].size
    return any(
        below - above <= slack
        for heights in (tops, ends, middles)
        for above, below in itertools.pairwise(heights)
    )
