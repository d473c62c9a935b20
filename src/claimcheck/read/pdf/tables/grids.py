"""A table of a PDF page as a grid of fragments, before its cells are places in blocks."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec import Struct, field

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import RaisedMark
from claimcheck.read.pdf.tables.fragments import Fragment

_SAME_EDGE = 3.0  # points
_SAME_WALL = 0.4  # of the narrower column beside it
_SMALLER = 0.82  # than the largest text of the cell
_MAX_LENGTH = 3  # characters
Edges = tuple[float, float]
"""Left and right edge of a column."""


class GridCell(Struct):
    """A cell: its fragments in reading order, and the places of the grid that it covers.

    ``sure``: a second reading of the page tells the same of it.
    """

    row: int
    column: int
    fragments: list[Fragment]
    rows: int = 1
    columns: int = 1
    sure: bool = True

    @property
    def over(self) -> range:
        """The numbers of its columns."""
        return range(self.column, self.column + self.columns)

    @property
    def text(self) -> str:
        """What it says, without note marks."""
        return " ".join(each.text for each in self.fragments)


class Grid(Struct):
    """A table. ``edges`` are the left and right edges of its columns; ``top`` and ``bottom`` are baselines.

    ``title`` is the line that names it, by its number on the page. ``header_of`` is the table whose header counts
    here as well.
    """

    cells: list[GridCell]
    rows: int
    header_rows: int
    header_columns: int
    edges: list[Edges]
    top: float
    bottom: float
    title: int | None = None
    header_of: Grid | None = None
    turn: int = 0

    def by_row(self) -> Iterator[list[GridCell]]:
        """The cells of each row that holds any, from left to right."""
        ordered = sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        for _, cells in itertools.groupby(ordered, key=lambda cell: cell.row):
            yield list(cells)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.edges)

    @property
    def left(self) -> float:
        """Left edge of the first column."""
        return self.edges[0][0]

    @property
    def right(self) -> float:
        """Right edge of the last column."""
        return self.edges[-1][1]


class Column(Struct):
    """A column while its table is built."""

    left: float
    right: float
    holds_values: bool
    fragments: list[Fragment] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The middle between its edges."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    def common(self, fragment: Fragment) -> float:
        """How much of ``fragment`` stands in the column, in points; not above 0 if nothing does."""
        return min(self.right, fragment.right) - max(self.left, fragment.left)

    def distance(self, fragment: Fragment) -> float:
        """How far ``fragment`` stands beside the column."""
        return max(self.left - fragment.right, fragment.left - self.right)


def in_reading_order(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Fragments of one cell from the top down, on one baseline from left to right.

    Lines that run down the page are read from right to left.
    """
    fragments = list(fragments)
    # One step for all: a small mark has to stand below the line that it follows.
    step = max([1.0, *(0.4 * each.size for each in fragments)])

    def place(each: Fragment) -> tuple[int, float]:
        return -round(each.y / step), -each.left if each.falls else each.left

    return sorted(fragments, key=place)


def header_above(grid: Grid, grids: Sequence[Grid]) -> Grid | None:
    """The nearest table above with the same columns of values and a header."""
    above = [other for other in grids if other is not grid and other.bottom > grid.top]
    same = (other for other in above if same_columns(other.edges, grid.edges))
    best = min(same, key=attrgetter("bottom"), default=None)
    if best is None:
        near = min(above, key=attrgetter("bottom"), default=None)
        best = near if near is not None and near.header_rows and _join_labels(grid, near) else None
    return (best.header_of or best) if best else None


def _join_labels(grid: Grid, above: Grid) -> bool:
    """Make the label columns of a table those of the one above it, where the columns of values are the same."""
    extra = grid.header_columns - above.header_columns
    if extra <= 0 or not same_columns(grid.edges[grid.header_columns :], above.edges[above.header_columns :]):
        return False
    joined: dict[tuple[int, int], GridCell] = {}
    for cell in sorted(grid.cells, key=lambda each: (each.row, each.column)):
        column = max(0, cell.column - extra)
        if (one := joined.get((cell.row, column))) is not None:
            one.fragments = in_reading_order([*one.fragments, *cell.fragments])
            one.rows = max(one.rows, cell.rows)
        else:
            columns = max(column, cell.over[-1] - extra) - column + 1
            joined[cell.row, column] = GridCell(cell.row, column, cell.fragments, cell.rows, columns)
    grid.cells = list(joined.values())
    grid.edges = [(grid.left, grid.edges[extra][1]), *grid.edges[extra + 1 :]]
    grid.header_columns = above.header_columns
    return True


def _alike(one: Edges, other: Edges) -> bool:
    """Whether two columns stand in part over one another, or end at one place."""
    return min(one[1], other[1]) > max(one[0], other[0]) or abs(one[1] - other[1]) <= _SAME_EDGE


def drawn(cells: list[GridCell], rows: int, header_rows: int, header_columns: int, edges: list[Edges]) -> Grid:
    """A table that reaches no further than the texts in its cells."""
    heights = [each.y for cell in cells for each in cell.fragments]
    return Grid(cells, rows, header_rows, header_columns, edges, max(heights), min(heights))


def same_columns(one: Sequence[Edges], other: Sequence[Edges]) -> bool:
    """Whether two tables have columns at the same places, told by their edges, so that one header may serve both."""
    if _are_walls(one) and _are_walls(other) and len(one) == len(other):
        return all(
            abs(left[1] - other[at][1]) <= _SAME_WALL * min(b - a for a, b in (left, right, *other[at : at + 2]))
            for at, (left, right) in enumerate(itertools.pairwise(one))
        )
    return len(one) == len(other) and all(map(_alike, one, other))


def _are_walls(edges: Sequence[Edges]) -> bool:
    """Whether columns end where the next one begins: at walls, which tell more than the texts between them."""
    return len(edges) > 1 and all(left[1] == right[0] for left, right in itertools.pairwise(edges))


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
