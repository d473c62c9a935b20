"""Rules that cross each other divide a part of a page into places; places without a rule between them are one cell."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.sequences import grouped, runs

MAX_PLACES = 4_000
"""Places of one lattice; a drawing with more is no table."""
MAX_CROSSINGS = 250_000
"""Pairs of a rule across and a rule down on one page; where there are more, none is looked at."""

_TOUCHING = 3.0  # points
_WALL = 0.6  # of the height or width of a place
_FEW_COLUMNS = 4  # fewer may have a column that alone is divided
_FEW_WALLS = 2  # that tell where a table ends
_MIN_WIDTH, _MIN_HEIGHT = 9.0, 6.0  # points, of a column and a row


class Reach(NamedTuple):
    """The places of a cell: first row and column, and how many of them."""

    row: int
    column: int
    rows: int
    columns: int


class Lattice(Struct):
    """Borders of columns (``xs``, from the left) and rows (``ys``, from the top down) with the rules on them.

    ``homes`` has the number of its cell for each place, ``reaches`` the places of each cell.
    """

    xs: list[float]
    ys: list[float]
    walls: list[list[Rule]]
    floors: list[list[Rule]]
    homes: list[list[int]] = field(default_factory=list)
    reaches: dict[int, Reach] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.ys) - 1, len(self.xs) - 1

    def home(self, x: float, y: float) -> int | None:
        """The cell at a point, None if it is outside."""
        column = self.column(x)
        row = bisect.bisect_left(self.ys, -y, key=lambda each: -each) - 1
        rows, columns = self.size
        return self.homes[row][column] if 0 <= row < rows and 0 <= column < columns else None

    def column(self, x: float) -> int:
        """The number of the column at ``x``."""
        return bisect.bisect_right(self.xs, x) - 1


def lattices(rules: Rules) -> Iterator[Lattice]:
    """The lattices of a page whose cells are all rectangles."""
    for across, down in _crossing(rules):
        across += _open_end(across, down)
        ends = [x for rule in across for x in (rule.start, rule.end)]
        xs = _clustered([rule.at for rule in down] + [min(ends), max(ends)], _MIN_WIDTH)
        across = _telling(across, xs)
        ys = _clustered([rule.at for rule in across], _MIN_HEIGHT)[::-1]
        if len(xs) > 2 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) <= MAX_PLACES:
            walls = [[rule for rule in down if abs(rule.at - x) <= _MIN_WIDTH] for x in xs]
            floors = [[rule for rule in across if abs(rule.at - y) <= _MIN_HEIGHT] for y in ys]
            lattice = Lattice(xs, ys, walls, floors)
            join_places(lattice)
            if lattice.reaches:
                yield lattice


def _open_end(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Rule]:
    """The floor that the last row lacks, where most walls that stand on the lowest rule go on and end together."""
    lowest = min(rule.at for rule in across)
    standing = [wall.start for wall in down if wall.start <= lowest + _TOUCHING and wall.end >= lowest - _TOUCHING]
    end = min(standing, default=lowest)
    together = sum(start - end <= _TOUCHING for start in standing)
    if end < lowest - _MIN_HEIGHT and together >= _FEW_WALLS and 2 * together > len(standing):
        last = [rule for rule in across if rule.at - lowest <= _TOUCHING]
        yield Rule(end, min(rule.start for rule in last), max(rule.end for rule in last))


def _telling(across: list[Rule], xs: Sequence[float]) -> list[Rule]:
    """The rules across without those inside one cell: the edges of the shade behind a line of a label."""
    levels = {rule.at for rule in across}
    if len(xs) <= _FEW_COLUMNS or len(levels) * len(xs) > MAX_PLACES:
        return across
    reach: dict[float, set[int]] = defaultdict(set)
    for rule in across:
        first = bisect.bisect_left(xs, rule.start - _MIN_WIDTH)
        last = bisect.bisect_right(xs, rule.end + _MIN_WIDTH) - 1
        reach[rule.at] |= set(range(first, last))
    return [rule for rule in across if len(reach[rule.at]) > 1]


def _crossing(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Groups of horizontal and vertical rules that cross or meet."""
    horizontal, vertical = rules.horizontal, rules.vertical
    if len(horizontal) * len(vertical) > MAX_CROSSINGS:
        return
    heights = [rule.at for rule in horizontal]

    def crossing() -> Iterator[tuple[int, int]]:
        for number, wall in enumerate(vertical, len(horizontal)):
            first = bisect.bisect_left(heights, wall.start - _TOUCHING)
            for other in range(first, bisect.bisect_right(heights, wall.end + _TOUCHING)):
                rule = horizontal[other]
                if rule.start - _TOUCHING <= wall.at <= rule.end + _TOUCHING:
                    yield number, other

    drawn = [*horizontal, *vertical]
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, home in enumerate(grouped(len(drawn), crossing())):
        groups[home][number >= len(horizontal)].append(drawn[number])
    yield from ((across, down) for across, down in groups.values() if len(across) > 1 and down)


def _clustered(values: list[float], least: float) -> list[float]:
    clusters = runs(sorted(values), lambda cluster, value: value - cluster[0] < least)
    return [sum(cluster) / len(cluster) for cluster in clusters]


def join_places(lattice: Lattice) -> None:
    """Set the cells of a lattice; none if one of them is no rectangle."""
    rows, columns = lattice.size
    xs, ys = lattice.xs, lattice.ys

    def open_sides() -> Iterator[tuple[int, int]]:
        for row in range(rows):
            for column in range(columns):
                here = row * columns + column
                if column + 1 < columns and not _is_ruled(lattice.walls[column + 1], ys[row + 1], ys[row]):
                    yield here + 1, here
                if row + 1 < rows and not _is_ruled(lattice.floors[row + 1], xs[column], xs[column + 1]):
                    yield here + columns, here

    homes = grouped(rows * columns, open_sides())
    lattice.homes = [homes[row * columns : (row + 1) * columns] for row in range(rows)]
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, homes in enumerate(lattice.homes):
        for column, home in enumerate(homes):
            places[home].append((row, column))
    reaches = {home: _reach(own) for home, own in places.items()}
    if all(reach.rows * reach.columns == len(places[home]) for home, reach in reaches.items()):
        lattice.reaches = reaches


def _reach(places: Sequence[tuple[int, int]]) -> Reach:
    """The reach of places that are given row by row."""
    first, last = places[0][0], places[-1][0]
    if len(places) == 1:
        return Reach(first, places[0][1], 1, 1)
    columns = [column for _, column in places]
    left = min(columns)
    return Reach(first, left, last - first + 1, max(columns) - left + 1)


def _is_ruled(rules: Sequence[Rule], start: float, end: float) -> bool:
    """Whether ``rules``, all on one line, cover most of it from ``start`` to ``end``."""
    for rule in rules:
        if rule.start <= start and end <= rule.end:
            return True
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _WALL * (end - start)
