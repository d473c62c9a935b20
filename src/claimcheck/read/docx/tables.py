"""Tables as grids: where each cell is, and which rows and columns name the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.read.docx.inline import Counts
from claimcheck.read.docx.markup import W, is_on, number
from claimcheck.read.office.markup import Element

_MOST_COLUMNS = 1_000  # Word has 63
_PROSE = 80  # characters: a paragraph so long is prose
_FEW_ROWS = 2
_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080  # bits of w:tblLook
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_DROPPED = frozenset((W + "del", W + "moveFrom"))
_YEAR = re.compile(r"\D*(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?\D*")
_DIGIT = re.compile(r"\d")


@dataclass(slots=True, eq=False)
class GridCell:
    """A cell of the file. ``text`` and what follows from it are set when it has been read."""

    element: Element
    row: int
    column: int
    columns: int
    rows: int = 1
    text: str = ""
    bold: bool = False


@dataclass(slots=True)
class Grid:
    """The cells of a table, row by row; cells that go on from the row above are part of those they go on from."""

    rows: list[list[GridCell]]
    columns: int
    repeated: int
    look: int
    direct_cells: int

    @property
    def is_layout(self) -> bool:
        """Whether the table only sets text: it has one column, or few rows and paragraphs in its cells."""
        if self.columns == 1 or self.direct_cells == len(self.rows):
            return True
        return len(self.rows) <= _FEW_ROWS and any(_holds_prose(cell) for row in self.rows for cell in row)


def read_grid(table: Element, counts: Counts) -> Grid:
    """The grid of ``w:tbl``; rows whose deletion is tracked are no part of it."""
    rows: list[list[GridCell]] = []
    open_below: dict[int, GridCell] = {}
    width = repeated = cells = 0
    for index, row in enumerate(_rows(table, counts)):
        properties = row.find(W + "trPr")
        before = None if properties is None else number(properties.find(W + "gridBefore"))
        if properties is not None and is_on(properties.find(W + "tblHeader")) and repeated == index:
            repeated += 1
        own: list[GridCell] = []
        still_open: dict[int, GridCell] = {}
        column = min(max(before or 0, 0), _MOST_COLUMNS)
        for element in _within(row, W + "tc", counts):
            cells += 1
            span, goes_on, opens = _spans(element)
            above = open_below.get(column)
            if goes_on and above is not None:
                above.rows += 1
                still_open[column] = above
            else:
                cell = GridCell(element, index, column, span)
                own.append(cell)
                if opens or goes_on:
                    still_open[column] = cell
            column += span
        width = max(width, column)
        open_below = still_open
        rows.append(own)
    return Grid(rows, width, repeated, _look(table), cells)


def _spans(cell: Element) -> tuple[int, bool, bool]:
    """How many columns a cell covers, whether it goes on from the row above, and whether one may go on from it."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return 1, False, False
    span = min(max(number(properties.find(W + "gridSpan")) or 1, 1), _MOST_COLUMNS)
    merge = properties.find(W + "vMerge")
    if merge is None:
        return span, False, False
    restarts = merge.get(W + "val") == "restart"
    return span, not restarts, restarts


def _rows(table: Element, counts: Counts) -> Iterator[Element]:
    for row in _within(table, W + "tr", counts):
        properties = row.find(W + "trPr")
        if properties is not None:
            if properties.find(W + "del") is not None:
                counts.changes += 1
                continue
            counts.changes += properties.find(W + "ins") is not None
        yield row


def _within(element: Element, tag: str, counts: Counts) -> Iterator[Element]:
    """Children of a tag, also those inside content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, tag, counts)
        elif child.tag in _DROPPED:
            counts.changes += 1


def _look(table: Element) -> int:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return 0
    value = look.get(W + "val", "")
    bits = int(value, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,8}", value) else 0
    for name, bit in (("firstRow", _FIRST_ROW), ("firstColumn", _FIRST_COLUMN)):
        if look.get(W + name) in ("1", "true", "on"):
            bits |= bit
    return bits


def _holds_prose(cell: GridCell) -> bool:
    paragraphs = ("".join(each.itertext(W + "t")) for each in cell.element.iter(W + "p"))
    return sum(len(text) >= _PROSE for text in paragraphs) >= 2


def header_rows(grid: Grid) -> int:
    """How many rows at the top name the columns: those that Word repeats on every page, or what looks so."""
    rows = grid.rows
    if grid.repeated:
        return min(grid.repeated, len(rows))
    if len(rows) < _FEW_ROWS or not rows[0]:
        return 0
    first = [cell for cell in rows[0] if cell.text]
    named = first and all(_names(cell.text) for cell in first)
    if not named or not (grid.look & _FIRST_ROW or all(cell.bold for cell in first)):
        return 0
    count = max(cell.rows for cell in rows[0])
    if count == 1 and len(rows) > _FEW_ROWS and any(cell.columns > 1 for cell in first) and len(first) > 1:
        # The heads of groups of columns stand above those of the columns.
        count += all(_names(cell.text) for cell in rows[1] if cell.text)
    return min(count, len(rows) - 1)


def header_columns(grid: Grid, headers: int) -> int:
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
    set_apart = grid.look & _FIRST_COLUMN or all(cell.bold for cell in first)
    return 1 if set_apart or 2 * with_figures >= len(others) else 0


def _names(text: str) -> bool:
    """A text that can name a column: a year, or more letters than digits, as many where a letter opens it ("FY25")."""
    if _YEAR.fullmatch(text):
        return True
    return sum(map(str.isdigit, text)) < sum(map(str.isalpha, text)) + text[:1].isalpha()
