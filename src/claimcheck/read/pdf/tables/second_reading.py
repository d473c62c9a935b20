"""Figures of tables read a second time, from where the texts of a page stand and without the grids made of them.

A column is a run of figures set to one edge or middle, its header what stands right above the first of them, and the
label of a row what stands left of its figures on their baseline. A figure of which this tells another year or row is
not ``sure``: it is shown and can be quoted, but proves nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rules, levels
from claimcheck.read.pdf.tables.fragments import Fragment, Row
from claimcheck.read.pdf.tables.grids import Grid, GridCell

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_ALIGNED = 0.4
_INSIDE = 0.9  # of the narrower figure
_FIRST_LINE, _NEXT_LINE = 7.0, 2.6  # of a header, above the figures and above each other
_HEADER_LINES = 12
_LONGEST_HEADER = 70  # characters
_RULED = 0.5  # of the rows
_RULE_GAP = 12.0  # points
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class _Column(Struct):
    """Figures one below the other, from ``left`` to ``right``; ``years`` stand over the first of them."""

    left: float
    right: float
    years: set[str]

    def takes(self, figure: Fragment) -> bool:
        """Whether a figure is set like those of the column, which it may widen."""
        middle = (self.left + self.right) / 2
        offs = self.left - figure.left, self.right - figure.right, middle - figure.middle
        common = min(self.right, figure.right) - max(self.left, figure.left)
        narrower = min(self.right - self.left, figure.right - figure.left)
        if common <= 0 or (min(map(abs, offs)) > _ALIGNED * figure.size and common < _INSIDE * narrower):
            return False
        self.left, self.right = min(self.left, figure.left), max(self.right, figure.right)
        return True


def mark_unsure(grids: Iterable[Grid], rows: Sequence[Row], rules: Rules, lines: Mapping[int, Line]) -> None:
    """Mark the figures of grids that the ``rows`` of the page, from the top down, tell another year or row of.

    ``lines`` are those of the page by number.
    """
    heights = [-row.y for row in rows]
    for grid in grids:
        named = _years_named(grid, lines)
        labels = {} if _is_ruled(grid, rules) else _labels(grid)
        alone = [cell for cell in grid.cells if len(cell.fragments) == 1]
        body = [each for each in alone if each.row >= grid.header_rows and each.column >= grid.header_columns]
        figures = {(each.fragments[0].index, each.fragments[0].line.start): each for each in body}
        columns: list[_Column] = []
        for number in range(bisect_left(heights, -grid.top - 1), bisect_left(heights, -grid.bottom + 1)):
            for each in rows[number].fragments:
                cell = figures.get((each.index, each.line.start))
                if not each.is_figure:
                    if _years(each):
                        columns = [one for one in columns if not _is_over(each, one.left, one.right)]
                elif cell is not None and not each.is_dash:
                    years = _column(columns, each, rows, number).years
                    differs = years and any(named) and years.isdisjoint(named[cell.column])
                    cell.sure = not differs and _is_beside(each, labels.get(cell.row, ()), rows[number])


def _years_named(grid: Grid, lines: Mapping[int, Line]) -> list[set[str]]:
    """The years that a grid names over each of its columns, in its header or else in its title."""
    found: list[set[str]] = [set() for _ in range(grid.columns)]
    for source in (grid, grid.header_of or grid):
        for cell in source.cells:
            if cell.row < source.header_rows:
                for years in found[cell.column : cell.column + cell.columns]:
                    years.update(_YEAR.findall(cell.text))
    if grid.title is not None and not any(found):
        return [set(_YEAR.findall(lines[grid.title].text))] * grid.columns
    return found


def _labels(grid: Grid) -> dict[int, list[GridCell]]:
    """The label cells of each row of a grid."""
    found: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.row >= grid.header_rows and cell.column < grid.header_columns:
            for row in range(cell.row, cell.row + cell.rows):
                found.setdefault(row, []).append(cell)
    return found


def _is_ruled(grid: Grid, rules: Rules) -> bool:
    """Whether rules part the rows of a grid: a label may then stand at another height than its figures."""
    drawn = levels(rules.between(grid.bottom, grid.top), _RULE_GAP)
    return len({level.at for level in drawn}) >= _RULED * (grid.rows - grid.header_rows - 1)


def _years(each: Fragment) -> set[str]:
    return set(_YEAR.findall(each.text)) if len(each.text) <= _LONGEST_HEADER else set()


def _is_over(each: Fragment, left: float, right: float) -> bool:
    return each.left < right and each.right > left


def _column(columns: list[_Column], figure: Fragment, rows: Sequence[Row], number: int) -> _Column:
    """The one of ``columns`` that a figure in row ``number`` goes on with, or one more that it begins."""
    for column in columns:
        if column.takes(figure):
            return column
    columns.append(_Column(figure.left, figure.right, _years_over(figure, rows, number)))
    return columns[-1]


def _years_over(figure: Fragment, rows: Sequence[Row], number: int) -> set[str]:
    """The years right over the first figure of a column, in the nearest line of its header that names any."""
    at, reach = figure.y, _FIRST_LINE
    for row in reversed(rows[max(0, number - _HEADER_LINES) : number]):
        over = [each for each in row.fragments if _is_over(each, figure.left, figure.right)]
        no_header = any(each.is_figure or len(each.text) > _LONGEST_HEADER for each in over)
        if no_header or row.y - at > reach * figure.size:
            break
        if found := set[str]().union(*map(_years, over)):
            return found
        if over:
            at, reach = row.y, _NEXT_LINE
    return set()


def _is_beside(figure: Fragment, labels: Sequence[GridCell], row: Row) -> bool:
    """Whether one of the row labels stands beside a figure: on its baseline, or with its lines around it."""
    slack = _SAME_BASELINE * figure.size
    beside = {(each.index, each.line.start) for each in row.fragments if each.right <= figure.left + 1}
    for cell in labels:
        if all(each.is_figure for each in cell.fragments):
            continue
        heights = [each.y for each in cell.fragments]
        if min(heights) - slack <= figure.y <= max(heights) + slack:
            return True
        if any((each.index, each.line.start) in beside for each in cell.fragments):
            return True
    return not labels
