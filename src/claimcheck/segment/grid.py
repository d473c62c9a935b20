"""The geometry of a table: which header cells stand over a column, which label cells stand beside a row.

Spans are followed for a few header rows and label columns only, and each place of those is given away once, so that
a table of many cells that all span everything costs no more than one that is plain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from claimcheck.model.document import Block, Table

MOST_HEADER_ROWS = 8
MOST_LABEL_COLUMNS = 5
MOST_CONTINUED = 40
"""Tables that may take their headers from one another, one after the other."""


def sound_cells(table: Table, blocks: Sequence[Block]) -> list[int]:
    """Indices of the cells that stand in the document and in the grid, by row and column."""
    found = [
        index
        for index, cell in enumerate(table.cells)
        if 0 <= cell.block < len(blocks)
        and 0 <= cell.start < cell.end <= len(blocks[cell.block].text)
        and cell.row >= 0
        and cell.column >= 0
    ]
    found.sort(key=lambda index: (table.cells[index].row, table.cells[index].column))
    return found


def grouped(cells: Iterable[int], place: Callable[[int], int]) -> Mapping[int, list[int]]:
    """Cells by the row or column that each of them begins in, in the order of the first ones."""
    found: dict[int, list[int]] = defaultdict(list)
    for index in cells:
        found[place(index)].append(index)
    return found


class HeaderPaths:
    """For any column the cells of the header rows above it, outermost first.

    Where header cells overlap, the one that begins further right holds its place.
    """

    def __init__(self, table: Table, cells: Iterable[int]) -> None:
        depth = min(table.header_rows, MOST_HEADER_ROWS)
        covering: list[list[int]] = [[] for _ in range(depth)]
        for index in cells:
            cell = table.cells[index]
            if cell.row >= depth:
                break
            for row in range(cell.row, min(cell.row + max(cell.rows, 1), depth)):
                covering[row].append(index)
        self._rows = [_runs(table, row) for row in covering]

    def over(self, column: int) -> tuple[int, ...]:
        """Indices of the header cells over a column, each once."""
        found: dict[int, None] = {}
        for starts, runs in self._rows:
            place = bisect_right(starts, column) - 1
            if place >= 0 and column < runs[place][0]:
                found[runs[place][1]] = None
        return tuple(found)


def _runs(table: Table, cells: Iterable[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The first column of each cell of a header row, and the column behind its last, with its index."""
    found = {table.cells[index].column: index for index in cells}
    starts = sorted(found)
    ends = (table.cells[found[start]].columns for start in starts)
    return starts, [
        (start + max(columns, 1), found[start]) for start, columns in zip(starts, ends, strict=True)
    ]


class RowLabels:
    """The label cells beside the rows, followed from row to row; feed it the rows in order."""

    def __init__(self, width: int) -> None:
        self._width = min(width, MOST_LABEL_COLUMNS)
        self._covering: list[int | None] = [None] * self._width
        self._until = [0] * self._width

    def enter(self, row: int, cells: Iterable[int], table: Table) -> tuple[int, ...]:
        """The label cells of a row, outermost first: its own, and those above whose span reaches it.

        An outer column that is empty beside a filled inner one goes on with the label above it.
        """
        own: set[int] = set()
        for index in cells:
            cell = table.cells[index]
            if cell.column >= self._width:
                continue
            last = min(cell.column + max(cell.columns, 1), self._width)
            for column in range(cell.column, last):
                self._covering[column], self._until[column] = index, row + max(cell.rows, 1)
                own.add(column)
        innermost = max(own, default=-1)
        found: dict[int, None] = {}
        for column, covering in enumerate(self._covering):
            if covering is not None and (row < self._until[column] or column < innermost):
                found[covering] = None
        return tuple(found)


def continued(tables: Sequence[Table], number: int) -> Iterator[int]:
    """The tables whose column headers count for a table as well, nearest first."""
    seen = {number}
    at = tables[number].header_of
    while at is not None and 0 <= at < len(tables) and at not in seen and len(seen) <= MOST_CONTINUED:
        seen.add(at)
        yield at
        at = tables[at].header_of
