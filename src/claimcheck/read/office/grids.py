"""Tables of cells that may span others: their text, which rows and columns name the others, what they become."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from claimcheck.read.blocks.runs import CELL_GAP
from claimcheck.read.office.charts import Chart
from claimcheck.read.office.drafts import PLAIN, CellDraft, Draft, Drafts, Line, Reference, TableDraft, Text
from claimcheck.read.office.package import Element

_FEW_ROWS = 2
_YEAR = re.compile(r"\D*(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?\D*")
_DIGIT = re.compile(r"\d")


Area = tuple[int, int, int, int]
"""The first row and column of a cell, from 0, and how many rows and columns it covers."""


class CellLine(Line):
    """The text of a cell: a line end between two of its paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self._joined = True

    def open_paragraph(self) -> None:
        """A further paragraph begins, unless the end of the one before is deleted."""
        if not self._joined:
            self.add("\n", PLAIN)
        self._joined = False

    def join_next(self) -> None:
        """The next paragraph goes on in this one."""
        self._joined = True


def make_row(row: Iterable[tuple[Area, Text]]) -> tuple[Draft | None, list[CellDraft]]:
    """The draft of a row, None if all its cells are empty, and its cells that are not."""
    filled = [(area, text) for area, text in row if text.text]
    draft = Draft("table", Text(CELL_GAP.join(text.text for _, text in filled), ()))
    references: list[Reference] = []
    cells: list[CellDraft] = []
    at = 0
    for (line, column, rows, columns), text in filled:
        references += [reference._replace(at=reference.at + at) for reference in text.references]
        cells.append(CellDraft(line, column, draft, at, at + len(text.text), rows, columns))
        at += len(text.text) + len(CELL_GAP)
    draft.text = draft.text._replace(references=tuple(references))
    return draft if cells else None, cells


class GridCell(Struct, eq=False):
    """A cell of the file. ``text`` and what follows from it are set when it has been read."""

    element: Element
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    text: str = ""
    bold: bool = False


class Grid(Struct):
    """The cells of a table, row by row; cells that go on from the row above are part of those they go on from.

    ``repeated`` rows stand on every page anew. ``first_row`` and ``first_column`` are set apart by the style of the
    table.
    """

    rows: list[list[GridCell]]
    columns: int
    repeated: int = 0
    first_row: bool = False
    first_column: bool = False


def add_table(
    drafts: Drafts,
    grid: Grid,
    read: Callable[[GridCell], Text],
    add: Callable[[Draft], None],
    row_done: Callable[[], None] = lambda: None,
) -> TableDraft | None:
    """Add a table of which any cell has text: ``read`` reads a cell, ``add`` adds the draft of a row to ``drafts``.

    ``row_done`` is called behind each row, for what stood in its cells and is no text of theirs.
    """
    first = last = len(drafts.blocks)
    cells: list[CellDraft] = []
    for row in grid.rows:
        texts = [read(cell) for cell in row]
        for cell, text in zip(row, texts, strict=True):
            cell.text, cell.bold = text.text, text.bold
        areas = [(cell.row, cell.column, cell.rows, cell.columns) for cell in row]
        draft, made = make_row(zip(areas, texts, strict=True))
        if draft is not None:
            add(draft)
            cells += made
            last = len(drafts.blocks)
        row_done()
    if not cells:
        return None
    headers = _header_rows(grid)
    columns = _header_columns(grid, headers)
    table = TableDraft(cells, len(grid.rows), grid.columns, headers, columns, first, last)
    drafts.tables.append(table)
    return table


def add_chart(drafts: Drafts, chart: Chart, add: Callable[[Draft], None]) -> None:
    """Add the figures of a chart as a table: its first row names the series and its first column the categories."""
    title, rows = chart
    caption = Draft("caption", Text(title, ())) if title else None
    if caption is not None:
        add(caption)
    cells = [
        [GridCell(None, number, column) for column in range(len(row))] for number, row in enumerate(rows)
    ]
    grid = Grid(cells, len(rows[0]) if rows else 0)
    table = add_table(drafts, grid, lambda cell: Text(rows[cell.row][cell.column], ()), add)
    if table is not None:
        table.caption, table.header_rows, table.header_columns = caption, 1, 1


def _header_rows(grid: Grid) -> int:
    """How many rows at the top name the columns: those that are repeated on every page, or what looks so."""
    rows = grid.rows
    if grid.repeated:
        return min(grid.repeated, len(rows))
    if len(rows) < _FEW_ROWS or not rows[0]:
        return 0
    first = [cell for cell in rows[0] if cell.text]
    named = first and all(_names(cell.text) for cell in first)
    if not named or not (grid.first_row or all(cell.bold for cell in first)):
        return 0
    count = max(cell.rows for cell in rows[0])
    if count == 1 and len(rows) > _FEW_ROWS and any(cell.columns > 1 for cell in first) and len(first) > 1:
        # The heads of groups of columns stand above those of the columns.
        count += all(_names(cell.text) for cell in rows[1] if cell.text)
    return min(count, len(rows) - 1)


def _header_columns(grid: Grid, headers: int) -> int:
    """1 if the first column names the rows: it has words and the others have figures, or it is set apart."""
    body = grid.rows[headers:]
    first = [cell for row in body for cell in row if cell.column == 0 and cell.text]
    others = [cell for row in body for cell in row if cell.column > 0 and cell.text]
    if not first or not others:
        return 0
    worded = sum(any(map(str.isalpha, cell.text)) for cell in first)
    if 2 * worded <= len(first):
        return 1 if all(_YEAR.fullmatch(cell.text) for cell in first) else 0
    with_figures = sum(_DIGIT.search(cell.text) is not None for cell in others)
    set_apart = grid.first_column or all(cell.bold for cell in first)
    return 1 if set_apart or 2 * with_figures >= len(others) else 0


def _names(text: str) -> bool:
    """A text that can name a column: a year, or more letters than digits, as many where a letter opens it ("FY25")."""
    if _YEAR.fullmatch(text):
        return True
    return sum(map(str.isdigit, text)) < sum(map(str.isalpha, text)) + text[:1].isalpha()
