"""The head of a table in a sheet: which rows name its columns, and whether its first column names the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.read.sheets.cells import Sheet, SheetCell
from claimcheck.read.sheets.figures import is_empty_value, is_figure, is_period
from claimcheck.read.sheets.regions import Rows

_MOST_ROWS = 6  # of a head; more lines of words above the first figure are a part of the table
_LONGEST_NO_VALUE = 6  # characters of "n/a" and the like


class Head(NamedTuple):
    """How many of the first rows name the columns, and how many leading columns name the rows."""

    rows: int
    columns: int


def find_head(rows: Rows, sheet: Sheet) -> Head:
    """The head of a table.

    Rows name the columns that stand above the first row of figures and have words or periods over these. In a table
    without figures they are those that the file calls headers or keeps in view, or a first row in bold.
    """
    origin = min(row[0].column for row in rows)
    values = {cell.column for row in rows for cell in row if is_figure(cell)} - {origin}
    named = sum(row[0].row in sheet.header_rows for row in rows[:_MOST_ROWS])
    over = _above_figures(rows, values) if values else _set_apart(rows, sheet)
    count = min(max(named, over), len(rows) - 1)
    return Head(count, _names_rows(rows[count:], origin))


def _above_figures(rows: Rows, values: set[int]) -> int:
    count = 0
    has_periods = False
    for number, row in enumerate(rows):
        over = [cell for cell in row if _covers(cell, values)]
        if any(is_figure(cell) for cell in over) or number > _MOST_ROWS:
            break
        if not over:
            # A line about all below it, or the first section of the table.
            if count:
                break
            continue
        periods = sum(map(is_period, over))
        if _has_no_values(over) or (periods and has_periods):
            break
        has_periods |= 2 * periods > len(over)
        count = number + 1
    else:
        return 0
    return 1 if count > _MOST_ROWS else count


def _covers(cell: SheetCell, columns: set[int]) -> bool:
    if cell.columns == 1:
        return cell.column in columns
    return any(cell.column <= column < cell.column + cell.columns for column in columns)


def _has_no_values(cells: Sequence[SheetCell]) -> bool:
    """Whether cells only say that there is no figure: dashes, or a few letters that are the same in all of them."""
    if all(map(is_empty_value, cells)):
        return True
    texts = {cell.text.text for cell in cells}
    return len(cells) > 1 and len(texts) == 1 and len(texts.pop()) <= _LONGEST_NO_VALUE


def _set_apart(rows: Rows, sheet: Sheet) -> int:
    in_view = sum(row[0].row < sheet.frozen for row in rows)
    if 0 < in_view < min(_MOST_ROWS, len(rows)):
        return in_view
    first, body = rows[0], [cell for row in rows[1:] for cell in row]
    bold = len(first) > 1 and all(cell.text.bold for cell in first)
    return int(bold and not all(cell.text.bold for cell in body))


def _names_rows(body: Rows, origin: int) -> int:
    first = [cell for row in body for cell in row if cell.column == origin]
    worded = sum(any(map(str.isalpha, cell.text.text)) for cell in first)
    if 2 * worded > len(first):
        return 1
    return int(bool(first) and all(map(is_period, first)))


def widened(rows: Rows, head: Head) -> Rows:
    """The rows with the names of groups of columns spread over these, where the file has them over the first alone.

    That is how groups look whose cells were not merged: the first stands over the first column that has a name below,
    and all groups together fill the row.
    """
    if head.rows < 2:
        return rows
    made = list(rows)
    for number in range(head.rows - 1):
        below = {cell.column for cell in rows[number + 1]}
        made[number] = _spread(rows[number], below)
    return made


def _spread(row: Sequence[SheetCell], below: set[int]) -> list[SheetCell]:
    own = {cell.column for cell in row}
    # Columns of labels have their name in one of the rows.
    open_columns = sorted(below - {cell.column for cell in row if cell.columns > 1})
    found = []
    for number, cell in enumerate(row):
        until = row[number + 1].column if number + 1 < len(row) else max(below, default=0) + 1
        free = [column for column in open_columns if cell.column < column < until and column not in own]
        if cell.columns == 1 and cell.column in below and free:
            cell = cell._replace(columns=free[-1] - cell.column + 1)
        found.append(cell)
    return found
