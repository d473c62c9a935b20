"""From grids to the tables of a document: cells become places in the blocks of their rows."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.document import Cell, Table
from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.layout.sheet import Sheet
from claimcheck.read.pdf.tables.grids import Grid, same_columns


def make_tables(sheets: Sequence[Sheet], blocks: int) -> tuple[Table, ...]:
    """The tables of all pages, once each draft knows its block; those beyond the first ``blocks`` blocks are lost."""
    found: list[tuple[Grid, int, list[Draft], int | None]] = []
    for sheet in sheets:
        by_grid: dict[int, list[Draft]] = {}
        home = {line.start: draft.block for draft in sheet.drafts for line in draft.lines}
        for draft in sheet.drafts:
            if draft.grid is not None:
                by_grid.setdefault(id(draft.grid), []).append(draft)
        for rows in by_grid.values():
            grid = rows[0].grid
            if grid is not None and all(0 <= row.block < blocks for row in rows):
                title = home.get(sheet.page.lines[grid.title].start, -1) if grid.title is not None else -1
                found.append((grid, sheet.number, rows, title if 0 <= title < blocks else None))
    _continue_over_pages(found)
    numbers = {id(grid): number for number, (grid, *_) in enumerate(found)}
    return tuple(
        Table(
            tuple(sorted(_cells(rows), key=lambda cell: (cell.row, cell.column))),
            grid.rows,
            grid.columns,
            grid.header_rows,
            grid.header_columns,
            caption,
            page,
            numbers.get(id(grid.header_of)) if grid.header_of is not None else None,
        )
        for grid, page, rows, caption in found
    )


def _continue_over_pages(found: Sequence[tuple[Grid, int, list[Draft], int | None]]) -> None:
    """A first table of a page without a header takes that of the last one on the page before."""
    last: dict[int, Grid] = {}
    first: dict[int, Grid] = {}
    for grid, page, *_ in found:
        if page not in last or grid.bottom < last[page].bottom:
            last[page] = grid
        if page not in first or grid.top > first[page].top:
            first[page] = grid
    for page, grid in sorted(first.items(), key=lambda item: item[0]):
        before = last.get(page - 1)
        if before and not grid.header_rows and not grid.header_of and same_columns(before, grid):
            grid.header_of = before.header_of or (before if before.header_rows else None)


def _cells(rows: Sequence[Draft]) -> list[Cell]:
    cells = []
    for draft in rows:
        at = 0
        for cell in draft.cells:
            places = draft.places[at : at + len(cell.fragments)]
            at += len(cell.fragments)
            start, end = places[0][0], max(end for _, end in places)
            if end > start:
                place = Cell(
                    cell.row, cell.column, draft.block, start, end, cell.rows, cell.columns, cell.sure
                )
                cells.append(place)
    return cells
