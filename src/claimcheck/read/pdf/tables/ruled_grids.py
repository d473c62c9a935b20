"""Tables whose cells are all drawn: rules across and down make the grid, whatever stands in it."""

from __future__ import annotations

import bisect
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Gap, Line
from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment, make
from claimcheck.read.pdf.tables.grids import Grid, GridCell, drawn, in_reading_order
from claimcheck.read.pdf.tables.lattice import Lattice, Reach, lattices
from claimcheck.read.pdf.tables.text_tables import header_of_texts, is_bold

_TOUCHING = 3.0  # points
_FILLED = 0.35  # of the cells
_MAX_CROSSING = 0.1  # of the lines
_MAX_UNRULED = 0.06  # of the places
_COLUMN_GAP = 1.5  # heights of the line
_MIN_CELLS = 4
_MANY_ROWS = 3
_MISALIGNED = 0.15  # of the cells of the longest row
_MIDDLE = 0.25  # of the font size, of a line above its baseline
_MAX_FULL = 80  # characters of a cell as wide as the table
_LONGEST_HEADER = 150  # characters
_MAX_NAME = 40  # characters, in the mean, of what names a row beside its first cell
_HALF = 0.5


def ruled_grids(lines: Sequence[tuple[int, Line]], rules: Rules, cuts: Cuts) -> Iterator[Grid]:
    """The fully ruled tables that hold some of the numbered lines."""
    for lattice in lattices(rules):
        grid = _grid(lattice, lines, cuts)
        if grid is not None:
            yield grid


def _grid(lattice: Lattice, lines: Sequence[tuple[int, Line]], known: Cuts) -> Grid | None:
    bottom, top = lattice.ys[-1], lattice.ys[0]
    left, right = lattice.xs[0], lattice.xs[-1]
    held: dict[int, list[Fragment]] = defaultdict(list)
    crossing = 0
    level = [(at, line) for at, line in lines if bottom < line.y + _MIDDLE * line.size < top]
    met = (one for one in level if one[1].right > left + _TOUCHING and one[1].left < right - _TOUCHING)
    inside = [each for one in met for each in _cut_at_walls(*one, lattice, known)]
    for each in inside:
        home = lattice.home(each.middle, each.y + _MIDDLE * each.size)
        if home is None:
            return None
        held[home].append(each)
        reach = lattice.reaches[home]
        starts, ends = lattice.xs[reach.column], lattice.xs[reach.column + reach.columns]
        crossing += each.left < starts - _TOUCHING or each.right > ends + _TOUCHING
    if len(inside) < _MIN_CELLS or crossing > _MAX_CROSSING * len(inside):
        return None
    unruled = [home for home, own in held.items() if _holds_columns(own)]
    tall = any(lattice.reaches[home].rows >= _MANY_ROWS for home in unruled)
    if tall or len(unruled) > max(1, _MAX_UNRULED * len(held)):
        return None
    return from_places(lattice, held)


def _holds_columns(fragments: Sequence[Fragment]) -> bool:
    """Whether the text of a place stands in columns of its own, so that not all columns are ruled off."""
    if any(gap.width >= _COLUMN_GAP for each in fragments for gap in _behind_marker(each.line)):
        return True
    heights = [round(each.y) for each in fragments]
    return len(set(heights)) < len(heights)


def _behind_marker(line: Line) -> Sequence[Gap]:
    """The wide blanks of a line without the one behind its bullet."""
    if not line.gaps:
        return ()
    marker = openings.opening(line.text)
    first = line.gaps[0].at - line.start
    return line.gaps[1:] if marker is not None and first == marker.length else line.gaps


def _cut_at_walls(index: int, line: Line, lattice: Lattice, known: Cuts) -> list[Fragment]:
    cuts = []
    for gap in line.gaps:
        first = bisect.bisect_left(lattice.xs, gap.left - 1)
        if first < len(lattice.xs) and lattice.xs[first] <= gap.right + 1:
            cuts.append(gap)
    return [make(index, piece) for piece in line.cut(cuts)] if cuts else [known.whole(index, line)]


def from_places(lattice: Lattice, held: dict[int, list[Fragment]]) -> Grid | None:
    """The table that the cells of a lattice make, ``held`` being the fragments in each of them; None if it is none."""
    rows, columns = lattice.size
    cells = []
    for home, fragments in held.items():
        reach = lattice.reaches[home]
        for first, last, own in _side_by_side(fragments, reach, lattice):
            cells.append(GridCell(reach.row, first, in_reading_order(own), reach.rows, last - first + 1))
    whole, cells = cells, _trimmed(cells, columns)
    first = min((cell.row for cell in cells), default=0)
    title = next((c.fragments[0].index for c in whole if c.row < first and len(c.text) <= _LONGEST_HEADER), None)
    cells, rows, columns, xs = _without_empty(cells, rows, columns, lattice.xs)
    if rows < 2 or columns < 2 or not _are_cells(cells, rows, columns):
        return None
    header_rows = _header_rows(cells, rows, columns)
    # A cell that reaches into the body begins there.
    header_rows = min([header_rows, *(c.row for c in cells if c.row < header_rows < c.row + c.rows)])
    full = {cell.row for cell in cells if cell.columns == columns and cell.row < rows - 1}
    if full > {*range(header_rows)}:
        header_rows = 0  # what is as wide as the table heads a section, as others do further down
    cells.sort(key=lambda cell: (cell.row, cell.column))
    grid = drawn(cells, rows, header_rows, _header_columns(cells, header_rows, columns), xs)
    grid.title = title
    return grid


def _are_cells(cells: Sequence[GridCell], rows: int, columns: int) -> bool:
    """Whether the places hold enough cells, one row of them each, below each other."""
    if len(cells) < _MIN_CELLS or _has_stacked_rows(cells):
        return False
    if sum(cell.rows * cell.columns for cell in cells) < _FILLED * rows * columns:
        return False
    # Walls that do not stand below each other: the filled areas are no cells.
    widest = max(Counter(cell.row for cell in cells).values())
    return columns <= widest + max(1, _MISALIGNED * widest)


def _side_by_side(fragments: list[Fragment], reach: Reach, lattice: Lattice) -> list[tuple[int, int, list[Fragment]]]:
    """First and last column and the text of the cells in a place: one, unless a wall between two is missing."""
    begin, end = reach.column, reach.column + reach.columns
    if reach.columns > 1:
        own: dict[int, list[Fragment]] = defaultdict(list)
        for each in fragments:
            own[lattice.column(each.middle)].append(each)
        level = [{round(each.y) for each in held} for held in own.values()]
        if len(own) > 1 and set.intersection(*level):
            starts = sorted(own)
            ends = [*(start - 1 for start in starts[1:]), end - 1]
            return [(start, last, own[start]) for start, last in zip(starts, ends, strict=True)]
        # The empty corner of a table is often not walled off from the header beside it.
        middle = (min(e.left for e in fragments) + max(e.right for e in fragments)) / 2
        whole = (lattice.xs[begin] + lattice.xs[end]) / 2
        beside = (lattice.xs[begin + 1] + lattice.xs[end]) / 2
        if begin == 0 and abs(beside - middle) < abs(whole - middle) and min(own) > 0:
            return [(1, end - 1, fragments)]
    return [(begin, end - 1, fragments)]


def _trimmed(cells: list[GridCell], columns: int) -> list[GridCell]:
    """Leave out prose in the first and last rows: notes that are framed together with the table."""
    full = {cell.row for cell in cells if cell.columns == columns and len(cell.text) > _MAX_FULL}
    used = sorted({cell.row for cell in cells})
    for end in (-1, 0):
        while used and used[end] in full:
            gone = used.pop(end)
            cells = [cell for cell in cells if cell.row != gone]
    return cells


def _without_empty(
    cells: list[GridCell], rows: int, columns: int, xs: Sequence[float]
) -> tuple[list[GridCell], int, int, list[tuple[float, float]]]:
    """Close up rows and columns in which no cell begins: double rules, margins."""
    row_starts = sorted({cell.row for cell in cells})
    ends: dict[int, int] = {}
    for cell in cells:
        ends[cell.row] = min(ends.get(cell.row, rows), cell.row + cell.rows)
    # Where all cells that begin in a row reach into the next one, the two are one row.
    kept = []
    for row, below in itertools.zip_longest(row_starts, row_starts[1:]):
        if below is None or ends[row] <= below:
            kept.append(row)
        else:
            ends[below] = min(ends[below], ends[row])
    row_starts = kept
    column_starts = sorted({cell.column for cell in cells})
    moved = []
    for cell in cells:
        row, column = bisect.bisect_left(row_starts, cell.row), bisect.bisect_left(column_starts, cell.column)
        high = bisect.bisect_left(row_starts, cell.row + cell.rows) - row
        wide = bisect.bisect_left(column_starts, cell.column + cell.columns) - column
        moved.append(GridCell(row, column, cell.fragments, high, wide))
    edges = [(xs[start], xs[end]) for start, end in itertools.pairwise([*column_starts, columns])]
    return moved, len(row_starts), len(column_starts), edges


def _has_stacked_rows(cells: Sequence[GridCell]) -> bool:
    """Whether some row of the grid holds several rows of values, because not all are ruled off."""
    stacked: dict[int, int] = defaultdict(int)
    for cell in cells:
        values = [each for each in cell.fragments if each.is_figure]
        if len(values) > 1 and max(e.y for e in values) - min(e.y for e in values) > values[0].size:
            if len(values) >= _MANY_ROWS or cell.rows > 1:
                return True
            stacked[cell.row] += 1
    labels = [cell for cell in cells if cell.rows >= _MANY_ROWS]
    lined = [cell for cell in labels if len({round(each.y) for each in cell.fragments}) >= cell.rows]
    return max(stacked.values(), default=0) > 1 or any(_has_line_for_each(each, cells) for each in lined)


def _has_line_for_each(label: GridCell, cells: Iterable[GridCell]) -> bool:
    """Whether each row beside a cell that covers several has a line of it on the baseline of its own texts."""
    lines = {round(each.y) for each in label.fragments}
    others = (one for one in cells if one is not label and one.row in range(label.row, label.row + label.rows))
    matched = {cell.row for cell in others if any(round(each.y) in lines for each in cell.fragments)}
    return len(matched) >= label.rows


def _header_rows(cells: Sequence[GridCell], rows: int, columns: int) -> int:
    by_row: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        by_row[cell.row].append(cell)
    # A line as wide as the table may stand above the header.
    height = 0
    while height < rows - 1 and len(by_row[height]) == 1 and by_row[height][0].columns == columns:
        height += 1
    if not any(cell.column and _is_value(cell) for cell in cells):
        return header_of_texts(by_row, rows)
    while height < rows and not any(cell.column and _is_value(cell) for cell in by_row[height]):
        lone = by_row[height][0] if len(by_row[height]) == 1 else None
        if lone is not None and not lone.column and lone.columns < columns:
            break
        if any(len(cell.text) > _LONGEST_HEADER for cell in by_row[height] if cell.columns < columns):
            break
        above, body = by_row[height - 1], [by_row[row] for row in range(height + 1, rows)]
        if above and not _is_below_header(by_row[height], above, body):
            break
        height += 1
    return height


def _is_below_header(own: list[GridCell], above: list[GridCell], body: list[list[GridCell]]) -> bool:
    """Whether a row without values goes on with the header above it instead of beginning the body."""
    tall = any(not cell.column and cell.rows > _MANY_ROWS for cell in own)
    if tall or (len(own) == 1 and len(above) > 1):
        return False
    if any(cell.columns > 1 or cell.rows > 1 for cell in above):
        return True
    return is_bold(own) and not any(map(is_bold, body))


def _is_value(cell: GridCell) -> bool:
    return any(each.is_figure for each in cell.fragments)


def _header_columns(cells: Sequence[GridCell], header_rows: int, columns: int) -> int:
    body: dict[int, list[GridCell]] = defaultdict(list)
    for cell in cells:
        if cell.row >= header_rows and cell.columns == 1:
            body[cell.column].append(cell)
    if not any(_is_value(cell) for own in body.values() for cell in own):
        return 1
    count = 0
    while count < columns and sum(map(_is_value, body[count])) < max(1, _HALF * len(body[count])):
        count += 1
    valued = sum(sum(map(_is_value, own)) >= _HALF * len(own) for own in body.values())
    if valued < _HALF * columns:
        # In a table of texts what a cell says is no name of its row.
        said = [sum(len(cell.text) for cell in body[column]) for column in range(1, count)]
        long = (n for n, letters in enumerate(said, 1) if letters > _MAX_NAME * len(body[n]))
        count = min(count, next(long, count))
    return max(1, count if count < columns else 1)
