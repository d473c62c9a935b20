"""What columns of values need to be a table: labels, and more than the page numbers of a list of contents."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment
from claimcheck.read.pdf.tables.grids import Column, Grid
from claimcheck.read.pdf.tables.rows import BodyRow

_LABELLED = 0.5  # of the rows
_SAID = 0.3  # of the rows
_ENTRIES = 3  # of a list of contents
_BASELINE, _NEXT_ROW = 0.4, 2.0  # of the font size
_HEADED = 5.0
_CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")
_OVER = 0.6  # of the columns of values

Placed = Sequence[tuple[tuple[int, int], Fragment]]
"""Fragments, each with the first and last column it stands in."""


def has_labels(made: Sequence[BodyRow], columns: Sequence[Column]) -> bool:
    """Whether enough rows of values have a label, and enough of the labels are more than a number."""
    valued = [row for row in made if row.values]
    labelled = [row for row in valued if any(not columns[number].holds_values for number in row.cells)]
    said = [
        row
        for row in valued
        if any(
            each.is_name or not each.is_value
            for number, held in row.cells.items()
            if not columns[number].holds_values
            for each in held
        )
    ]
    return bool(said) and len(labelled) >= _LABELLED * len(valued) and len(said) >= _SAID * len(valued)


def is_contents(placed: Placed, columns: Sequence[Column], *, headed: bool) -> bool:
    """Whether a table is a list of contents or figures: entries with their pages.

    What is taken for its header may be the first entries.
    """
    return (not headed and _is_behind(placed, columns)) or _counts_up(placed, columns)


def _is_behind(placed: Placed, columns: Sequence[Column]) -> bool:
    """Whether most of the text stands behind the first values: numbered entries."""
    first = next(number for number, column in enumerate(columns) if column.holds_values)
    before = sum(len(each.text) for span, each in placed if not each.is_value and span[0] < first)
    behind = sum(len(each.text) for span, each in placed if not each.is_value and span[0] > first)
    return behind > before


def _counts_up(placed: Placed, columns: Sequence[Column]) -> bool:
    """Whether the only values are page numbers, one after the other, and numbers of chapters.

    Where there are several columns of them, entries stand beside each other: words stand behind the first one.
    """
    valued = [number for number, column in enumerate(columns) if column.holds_values]
    words = sum(span[0] > valued[0] and not columns[span[0]].holds_values for span, _ in placed)
    if len(valued) > 1 and words < _ENTRIES:
        return False
    listed: list[Fragment] = []
    for number in valued:
        found = sorted((each for span, each in placed if span[0] == number), key=lambda each: -each.y)
        if all(each.text.isdecimal() for each in found):
            if any(int(one.text) > int(other.text) for one, other in itertools.pairwise(found)):
                return False
            listed += found
        elif not all(_CHAPTER.fullmatch(each.text) for each in found):
            return False
    return len(listed) >= _ENTRIES


def holds_two(grid: Grid) -> bool:
    """Whether a table is two that stand beside each other: behind a column of words its years begin anew."""
    top = [cell for cell in grid.cells if cell.row < max(grid.header_rows, 1)]
    years = {cell.column: cell.text for cell in top if cell.fragments[0].is_year}
    again = min((at for at, text in years.items() if text in {years[b] for b in years if b < at}), default=0)
    last = max((at for at in years if at < again), default=again)
    words = sum(
        last < cell.column < again and cell.row >= grid.header_rows and not cell.fragments[0].is_value
        for cell in grid.cells
    )
    return words > _LABELLED * grid.rows


def goes_on_above(grid: Grid, lines: Iterable[tuple[int, Line]], cuts: Cuts) -> bool:
    """Whether a ruled table is only the shaded last rows of one that has no walls: figures stand right above it."""
    size = max(each.size for cell in grid.cells for each in cell.fragments)
    near = cuts.fragments(
        (index, line) for index, line in lines if _BASELINE * size < line.y - grid.top <= _NEXT_ROW * size
    )
    figures = [each for each in near if each.is_figure]
    over = {
        number
        for number, (left, right) in enumerate(grid.edges)
        if number and any(left < each.middle < right for each in figures)
    }
    return len(over) >= _OVER * (grid.columns - 1)


def is_head(grid: Grid, lines: Iterable[tuple[int, Line]], cuts: Cuts) -> bool:
    """Whether a ruled table is only the walled-off header of one that has no walls: figures follow right below it."""
    fragments = [each for cell in grid.cells for each in cell.fragments]
    if any(each.is_figure for each in fragments):
        return False
    size = max(each.size for each in fragments)
    near = cuts.fragments(
        (index, line) for index, line in lines if _BASELINE * size < grid.bottom - line.y <= _HEADED * size
    )
    under = [each for each in near if grid.left < each.middle < grid.right]
    top = max((each.y for each in under), default=0.0)
    level = [each for each in under if top - each.y <= _BASELINE * size]
    figures = [each for each in level if each.is_figure]
    first = min((each.left for each in figures), default=grid.right)
    return len(figures) > 1 and all(each.right <= first or each in figures for each in level)
