"""The grid of a table whose rows come one by one."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Cell, Table

# More columns than this are no table that anybody reads; a cell that claims to span more spans this many.
MOST_COLUMNS = 100
_YEAR = re.compile(r"\D{0,4}(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?\D{0,2}")
_NUMBERED = re.compile(r"[^\W\d_]{3,12}\.?\s+(?:\d{1,3}(?:\.\d{1,3})*|[A-Z](?!\w))(?:\s*[.:|–—-]\s*|\s{2,10})\S")
MAX_CAPTION = 200  # characters


class Extent(NamedTuple):
    """A cell of a row: its run in the text of the row's block, what it spans, and whether it is marked as a header."""

    start: int
    end: int
    rows: int = 1
    columns: int = 1
    header: bool = False


class Grid:
    """Takes the rows of a table from the top; ``caption`` is the index of the block that names it."""

    def __init__(self, caption: int | None = None) -> None:
        self.caption = caption
        self._cells: list[Cell] = []
        self._headers: list[tuple[bool, bool]] = []
        self._taken: dict[int, int] = {}
        self._rows = self._columns = 0

    def add_row(self, block: int, cells: list[Extent]) -> None:
        """Add the row that became block number ``block``; a row without any text has no block and no run."""
        column = 0
        for cell in cells:
            while self._taken.get(column, 0) > self._rows:
                column += 1
            columns = min(cell.columns, MOST_COLUMNS)
            if cell.start < cell.end:
                self._cells.append(Cell(self._rows, column, block, cell.start, cell.end, cell.rows, columns))
            if cell.rows > 1:
                self._taken |= dict.fromkeys(range(column, column + columns), self._rows + cell.rows)
            column += columns
        self._columns = max(self._columns, column)
        self._rows += 1
        self._headers.append((bool(cells) and all(c.header for c in cells), bool(cells) and cells[0].header))

    def table(self, blocks: list[Block], header_rows: int | None = None) -> Table | None:
        """The finished grid; ``header_rows`` None: rows of header cells count. Nothing for a grid without text."""
        if not self._cells:
            return None
        if header_rows is None:
            header_rows = next((at for at, (r, _) in enumerate(self._headers) if not r), len(self._headers))
        body = self._headers[header_rows:]
        named = bool(body) and all(first for _, first in body)
        below = (cell for cell in self._cells if cell.column == 0 and cell.row >= header_rows)
        firsts = [blocks[cell.block].text[cell.start : cell.end] for cell in below]
        header_columns = int(named or (self._columns > 1 and name_rows(firsts)))
        cells = tuple(_clipped(cell, self._rows) for cell in self._cells)
        return Table(cells, self._rows, self._columns, header_rows, header_columns, self.caption)


def _clipped(cell: Cell, rows: int) -> Cell:
    """A cell that claims to span more rows than there are."""
    if cell.row + cell.rows <= rows:
        return cell
    return Cell(cell.row, cell.column, cell.block, cell.start, cell.end, rows - cell.row, cell.columns)


def name_rows(texts: list[str]) -> bool:
    """Whether the cells of a first column name their rows: none is a figure, unless all are years."""
    if not texts:
        return False
    return all(any(map(str.isalpha, text)) for text in texts) or all(map(_YEAR.fullmatch, texts))


def take_caption(blocks: list[Block], source: bytes) -> int | None:
    """Make a caption of the last block if it names the table that follows; its number, None where it does not."""
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "paragraph" or last.running or not is_caption(last.text, source):
        return None
    blocks[-1] = replace(last, kind="caption")
    return len(blocks) - 1


def is_caption(text: str, source: bytes) -> bool:
    """Whether a paragraph right above a table names it: bold, or a word and a number or letter before the rest."""
    stars = source[:2]
    bold = stars in (b"**", b"__") and source.endswith(stars) and source.count(stars) == 2
    return len(text) <= MAX_CAPTION and (bold or _NUMBERED.match(text) is not None)
