"""Tables of texts without rules: texts that begin below each other in columns, and together wherever a row begins.

Running text in columns is told apart by its rows: only in a table is there white across all columns above the
baseline on which a label and its texts begin.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from claimcheck.read.averages import mean, median, median_low
from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment, Row, rows
from claimcheck.read.pdf.tables.grids import Grid, GridCell
from claimcheck.read.pdf.tables.gutters import gutters
from claimcheck.read.pdf.tables.lattice import MAX_PLACES, Lattice, join_places
from claimcheck.read.pdf.tables.regions import MAX_ROWS
from claimcheck.read.pdf.tables.ruled_grids import from_places
from claimcheck.read.pdf.tables.text_tables import is_text_table

# In parts of the font size, unless said otherwise.
_SAME_LEFT = 0.4
_FAR = 4.0  # between two rows
_MIDDLE = 0.25
_GAP = 1.2  # of the distance of two lines of one cell, between two rows
_LEADING = (0.9, 1.7)
_MIN_ROWS = 3
_FEW_COLUMNS = 2
_CROSSED = 0.15  # of the rows
_AMID = 0.1  # of the cells
_LABEL = 120  # characters
_MAX_LABEL_LINES = 4
_LEADER = "....."
_NARROW = 0.35  # of the width of the table
_DISTINCT = 0.4  # of the length of the longest cells, of that of labels


def aligned_grids(lines: Sequence[tuple[int, Line]], cuts: Cuts) -> list[Grid]:
    """The tables of texts, among numbered lines of a page, that nothing but white divides."""
    page_rows = rows(cuts.fragments(lines))
    if len(page_rows) > MAX_ROWS:
        return []
    found = []
    for run in _runs(page_rows):
        grid = _grid(run)
        if grid is not None:
            found.append(grid)
    return found


def _runs(page_rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows below each other whose texts stand in the columns that the first of them begins."""
    start = 0
    while start < len(page_rows):
        lefts = [each.left for each in page_rows[start].fragments]
        end = start + 1
        if len(lefts) >= _FEW_COLUMNS:
            while end < len(page_rows) and _fits(page_rows[end], page_rows[end - 1], lefts):
                end += 1
            if end - start >= _MIN_ROWS:
                yield list(page_rows[start:end])
        start = end


def _fits(row: Row, above: Row, lefts: Sequence[float]) -> bool:
    if above.y - row.y > _FAR * row.size:
        return False
    for each in row.fragments:
        slack = _SAME_LEFT * each.size
        column = sum(left <= each.left + slack for left in lefts) - 1
        if column < 0 or (column + 1 < len(lefts) and each.right > lefts[column + 1] - slack):
            return False
    return True


def _grid(run: Sequence[Row]) -> Grid | None:
    floors = white_floors(run)
    if len(floors) < _MIN_ROWS - 1:
        return None
    ys = [run[0].y + run[0].size, *floors, run[-1].y - run[-1].size]
    held = [each for row in run for each in row.fragments]
    bands = [
        [each for each in held if below < each.y + _MIDDLE * each.size <= above]
        for above, below in itertools.pairwise(ys)
    ]
    bands = [band for band in bands if band]
    walls = gutters(bands, _CROSSED)
    if not walls or (len(walls) + 1) * len(bands) > MAX_PLACES:
        return None
    left, right = min(each.left for each in held) - 1, max(each.right for each in held) + 1
    xs = [left, *walls, right]
    lattice = Lattice(
        xs,
        ys,
        [[Rule(x, ys[-1], ys[0])] for x in xs],
        [[Rule(y, left, right)] for y in ys],
    )
    join_places(lattice)
    places: dict[int, list[Fragment]] = {}
    for each in held:
        home = lattice.home(each.middle, each.y + _MIDDLE * each.size)
        if home is None or any(each.left < wall - 1 and each.right > wall + 1 for wall in walls):
            return None
        places.setdefault(home, []).append(each)
    grid = from_places(lattice, places)
    return grid if grid is not None and is_text_table(grid, ruled=False) and not _runs_on(grid) else None


def _runs_on(grid: Grid) -> bool:
    """Whether it may as well be running text: labels as wide as what they name, or cells that begin amid a sentence."""
    body = [cell for cell in grid.cells if cell.row >= grid.header_rows]
    labels = [cell for cell in body if not cell.column]
    texts = [cell for cell in body if cell.column]
    if sum(cell.text[:1].islower() for cell in body) > _AMID * len(body):
        return True
    if any(len(cell.fragments) > _MAX_LABEL_LINES for cell in labels) or _is_list(texts):
        return True
    length = median(len(cell.text) for cell in labels)
    longest = max(
        mean(len(cell.text) for cell in texts if cell.column == column)
        for column in {cell.column for cell in texts}
    )
    if grid.columns > _FEW_COLUMNS and grid.header_rows:
        return length > _LABEL
    left, right = grid.edges[0]
    narrow = right - left <= _NARROW * (grid.right - grid.left)
    bold = all(each.line.bold for cell in labels for each in cell.fragments)
    return not (narrow and length <= _DISTINCT * longest and (bold or grid.columns > _FEW_COLUMNS))


def _is_list(texts: Sequence[GridCell]) -> bool:
    """Whether most cells are items of lists, or entries of contents that end with their page."""
    items = sum(openings.is_bullet(cell.text[:1]) for cell in texts)
    pages = sum(cell.text[-1:].isdigit() and cell.columns == 1 for cell in texts)
    return (
        2 * items > len(texts) or (_LEADER in "".join(cell.text for cell in texts)) or 2 * pages > len(texts)
    )


def white_floors(run: Sequence[Row], least: int = 2) -> list[float]:
    """Heights between rows of the table: the white above a baseline on which the first column and others begin.

    ``least`` is how many columns begin there.
    """
    leading = _leading(run)
    first = min(each.left for row in run for each in row.fragments)
    found = []
    for above, row in itertools.pairwise(run):
        begins = len(row.fragments) >= least and row.fragments[0].left <= first + row.size
        if begins and above.y - row.y > _GAP * leading * row.size:
            found.append((above.y + row.y + row.size / 2) / 2)
    return found


def _leading(run: Sequence[Row]) -> float:
    """The distance of two lines of one cell, in parts of the font size."""
    least, most = _LEADING
    near = [
        (above.y - row.y) / row.size
        for above, row in itertools.pairwise(run)
        if least <= (above.y - row.y) / row.size <= most
    ]
    return median_low(near) if near else least
