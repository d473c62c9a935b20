"""Tables as grids: where each cell is, and which rows and columns name the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.read.docx.inline import Counts
from claimcheck.read.docx.styles import W, is_on, number
from claimcheck.read.office.grids import Grid, GridCell
from claimcheck.read.office.package import Element

_MOST_COLUMNS = 1_000  # Word has 63
_PROSE = 80  # characters: a paragraph so long is prose
_FEW_ROWS = 2
_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080  # bits of w:tblLook
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


class WordGrid(Grid):
    """The grid of a table of a Word file; ``direct_cells`` counts all, those that go on from others too."""

    direct_cells: int = 0

    @property
    def is_layout(self) -> bool:
        """Whether the table only sets text: it has one column, or few rows and paragraphs in its cells."""
        if self.columns == 1 or self.direct_cells == len(self.rows):
            return True
        return len(self.rows) <= _FEW_ROWS and any(_holds_prose(cell) for row in self.rows for cell in row)


def read_grid(table: Element, counts: Counts) -> WordGrid:
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
    look = _look(table)
    return WordGrid(rows, width, repeated, bool(look & _FIRST_ROW), bool(look & _FIRST_COLUMN), cells)


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
        else:
            counts.leave_out(child.tag)


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
