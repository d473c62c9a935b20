"""Note marks that a narrow cell of a table puts on a line of their own."""

from __future__ import annotations

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import RaisedMark
from claimcheck.read.pdf.tables.grids import Grid

_SMALLER = 0.82  # than the largest text of the cell
_MAX_LENGTH = 3  # characters


def link_marks(grid: Grid) -> None:
    """Make marks of the small lone labels below the text of a cell."""
    for cell in grid.cells:
        largest = max(each.size for each in cell.fragments)
        for each in cell.fragments[1:]:
            line = each.line
            if each.size > _SMALLER * largest or len(line.text) > _MAX_LENGTH or line.marks:
                continue
            labels = openings.note_marks(line.text, "")
            if labels:
                line.marks = [RaisedMark(line.start, line.end, labels)]
