"""Tables of texts whose rows are ruled off but not their columns: what parts the columns is the white between them.

Rules of one width below each other, or the edges of shaded rows, are the floors of such a table. Its walls are where
in nearly all rows no text stands. Both together are a lattice, like that of a table that is ruled both ways.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.pdf.tables.aligned import white_floors
from claimcheck.read.pdf.tables.fragments import Fragment, cut_at, make, pieces, rows
from claimcheck.read.pdf.tables.grids import Grid
from claimcheck.read.pdf.tables.gutters import gutters
from claimcheck.read.pdf.tables.lattice import MAX_PLACES, Lattice, join_places
from claimcheck.read.pdf.tables.ruled_grids import from_places
from claimcheck.read.pdf.tables.text_tables import is_text_table

MAX_STACKS = 60
"""Widths of rules on one page; those after the first so many are of a drawing."""
MAX_WALLS = 60
"""Walls between the columns of one table; what has more is a drawing made of letters."""
MAX_PARTS = 400
"""Levels inside one table that are looked at."""

_SAME_END = 4.0  # points
_JOINED = 14.0  # points between the rules of two columns on one level
_SHORTEST = 100.0  # points, of a level
_MIN_BAND = 6.0  # points
_TOUCHING = 3.0  # points
_MIDDLE = 0.25  # of the font size, of a line above its baseline
_SECTION_LINES = 2
_MAX_ROW_LINES = 55  # that have room in it
_MIN_BANDS = 2
_BELOW = 1.9  # of the font size, of lines that stand under the last rule
_SAME_SIZE = 0.1
_UNDER = 0.3  # of the font size, of the line under a word
_FEW_COLUMNS = 2
_WIDE = 1.0  # heights of the line, of a gap that parts cells where another line runs across
_PART = 30.0  # points, of a rule that parts some cells of a row only


class Level(NamedTuple):
    """Rules on one height, with small gaps between them closed."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Band:
    """What stands between two levels."""

    top: float
    bottom: float
    fragments: list[Fragment] = field(default_factory=list)
    open: bool = False

    @property
    def heights(self) -> int:
        """On how many heights its lines stand."""
        return len({round(each.y) for each in self.fragments})

    @property
    def lines(self) -> float:
        """How many lines have room in it."""
        return (self.top - self.bottom) / min((each.size for each in self.fragments), default=1.0)


def banded_grids(lines: Sequence[tuple[int, Line]], rules: Rules) -> list[Grid]:
    """The tables of texts, among numbered lines of a page, whose rows are parted by rules."""
    levels = _levels(rules.horizontal)
    stacks = _stacks(levels)
    if not stacks:
        return []
    cut = [each for index, line in lines for each in pieces(index, line)]
    by_index = dict(lines)
    found: list[Grid] = []
    taken: set[int] = set()
    for stack in sorted(stacks, key=lambda each: (each[0].start - each[0].end, -len(each))):
        left = min(level.start for level in stack) - _TOUCHING
        right = max(level.end for level in stack) + _TOUCHING
        inside = [
            each for each in cut if left <= each.left and each.right <= right and each.index not in taken
        ]
        for run in _runs(_bands(stack, inside)):
            grid = _grid(run, (left, right), levels, by_index)
            if grid is not None:
                found.append(grid)
                taken |= {each.index for cell in grid.cells for each in cell.fragments}
    return found


def _levels(rules: Sequence[Rule]) -> list[Level]:
    """The levels of a page from the top down."""
    found: list[Level] = []
    for at, level in itertools.groupby(rules, key=lambda rule: rule.at):
        ordered = sorted(level, key=lambda rule: rule.start)
        start, end = ordered[0].start, ordered[0].end
        for rule in ordered[1:]:
            if rule.start > end + _JOINED:
                found.append(Level(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Level(at, start, end))
    return found[::-1]


def _stacks(levels: Sequence[Level]) -> list[list[Level]]:
    """Levels of one width below each other."""
    stacks: list[list[Level]] = []
    for level in levels:
        if level.end - level.start < _SHORTEST:
            continue
        for stack in stacks:
            same = (
                abs(level.start - stack[0].start) <= _SAME_END and abs(level.end - stack[0].end) <= _SAME_END
            )
            if same:
                if stack[-1].at - level.at >= _MIN_BAND:
                    stack.append(level)
                break
        else:
            if len(stacks) < MAX_STACKS:
                stacks.append([level])
    joined = [each for stack in stacks if (each := _with_labels(stack, stacks)) is not None]
    return [stack for stack in (*joined, *stacks) if len(stack) >= _MIN_BANDS]


def _with_labels(stack: Sequence[Level], stacks: Sequence[Sequence[Level]]) -> list[Level] | None:
    """A stack together with wider levels above it, which rule off the labels of groups of its rows as well."""
    if len(stack) < _MIN_BANDS:
        return None
    left, right, top = stack[0].start, stack[0].end, stack[0].at
    for wide in stacks:
        over = [level for level in wide if level.at > top]
        same_end = abs(wide[0].end - right) <= 2 * _SAME_END
        if over and same_end and _PART <= left - wide[0].start <= (right - left) / 2:
            return sorted([*wide, *stack], reverse=True)
    return None


def _bands(stack: Sequence[Level], inside: Sequence[Fragment]) -> Iterator[Band]:
    """The bands from the top down; what stands right under the last rule is one that is ``open``."""
    bands = [Band(above.at, below.at) for above, below in itertools.pairwise(stack)]
    last = stack[-1].at
    under: list[Fragment] = []
    number = 0
    for each in sorted(inside, key=lambda item: -item.y):
        height = each.y + _MIDDLE * each.size
        while number < len(bands) and height <= bands[number].bottom:
            number += 1
        if number < len(bands):
            if height < bands[number].top:
                bands[number].fragments.append(each)
        elif (under[-1].y if under else last) - each.y <= _BELOW * each.size:
            under.append(each)
        else:
            break
    yield from bands
    if under:
        yield Band(last, min(each.y for each in under) - under[-1].size / 2, under, open=True)


def _runs(bands: Iterator[Band]) -> Iterator[list[Band]]:
    """Bands below each other that may be the rows of one table."""
    run: list[Band] = []
    for band in bands:
        if not band.fragments and band.top - band.bottom > 4 * _MIN_BAND:
            yield run
            run = []
            continue
        alone = not _has_columns(band)
        if (alone and band.heights > _SECTION_LINES) or band.lines > _MAX_ROW_LINES:
            yield run
            run = []
            continue
        run.append(band)
    yield run


def _has_columns(band: Band) -> bool:
    """Whether its text stands in columns."""
    end = float("-inf")
    for each in sorted(band.fragments, key=lambda item: item.left):
        if each.left > end + each.size / 2 and end > float("-inf"):
            return True
        end = max(end, each.right)
    return False


def _grid(
    run: list[Band], ends: tuple[float, float], levels: Sequence[Level], lines: Mapping[int, Line]
) -> Grid | None:
    last = run.pop() if run and run[-1].open else None
    if sum(_has_columns(band) for band in run) < _MIN_BANDS:
        return None
    walls = gutters([band.fragments for band in run if _has_columns(band)])
    if not 0 < len(walls) <= MAX_WALLS:
        return None
    if last is not None and _is_row(last, run[-1], walls):
        run.append(last)
    while not _has_columns(run[-1]):
        run.pop()
    xs = [ends[0], *walls, ends[1]]
    ys = [run[0].top, *(band.bottom for band in run)]
    held = [each for band in run for each in _at_walls(band.fragments, walls, lines)]
    parts = _parts(levels, ends, (ys[-1], ys[0]), held)
    white = [y for band in run for y in _white(band, held, walls)]
    ys = sorted({*ys, *_between(ys, [*parts, *(Rule(y, *ends) for y in white)])}, reverse=True)
    if (len(xs) - 1) * (len(ys) - 1) > MAX_PLACES:
        return None
    parts += [Rule(y, *ends) for y in (*white, run[0].top, run[-1].bottom)]
    floors = [[rule for rule in parts if abs(rule.at - y) <= _MIN_BAND / 2] for y in ys]
    lattice = Lattice(xs, ys, _walls(xs, ys, held), floors)
    join_places(lattice)
    if not lattice.reaches:
        return None
    places: dict[int, list[Fragment]] = {}
    for each in held:
        home = lattice.home(each.middle, each.y + _MIDDLE * each.size)
        if home is None:
            return None
        places.setdefault(home, []).append(each)
    grid = from_places(lattice, places)
    return grid if grid is not None and is_text_table(grid, ruled=2 * len(white) < grid.rows) else None


def _is_row(band: Band, above: Band, walls: Sequence[float]) -> bool:
    """Whether what stands under the last rule is the last row, and not a note or the text that goes on."""
    size = max((each.size for each in above.fragments), default=0.0)
    alike = all(abs(each.size - size) <= _SAME_SIZE * size for each in band.fragments)
    crossed = any(each.left < wall < each.right for each in band.fragments for wall in walls)
    return alike and not crossed and _has_columns(band)


def _at_walls(
    found: Sequence[Fragment], walls: Sequence[float], lines: Mapping[int, Line]
) -> Iterator[Fragment]:
    """The fragments of a band put together again where no wall stands between them."""
    by_line: dict[int, list[Fragment]] = {}
    for each in found:
        by_line.setdefault(each.index, []).append(each)
    crossed = [
        wall for wall in walls if any(each.left < wall - 1 and each.right > wall + 1 for each in found)
    ]
    for index, own in by_line.items():
        start, end = min(each.line.start for each in own), max(each.line.end for each in own)
        left, right = min(each.left for each in own), max(each.right for each in own)
        line = lines[index]
        line = line if (start, end) == (line.start, line.end) else line.part(start, end, left, right)
        cuts = [
            (gap.at, gap.left, gap.right)
            for gap in line.gaps
            if any(
                gap.left - 1 <= wall <= gap.right + 1 and (wall not in crossed or gap.width >= _WIDE)
                for wall in walls
            )
        ]
        yield from (make(index, part) for part in cut_at(line, cuts))


def _white(band: Band, held: Sequence[Fragment], walls: Sequence[float]) -> list[float]:
    """Heights at which a band is parted into rows by white across all its columns, not by a rule."""
    own = [each for each in held if band.bottom < each.y + _MIDDLE * each.size <= band.top]
    if not own or any(each.left < wall - 1 and each.right > wall + 1 for each in own for wall in walls):
        return []
    lines = rows(own)
    if len(lines[0].fragments) < _FEW_COLUMNS or lines[0].fragments[0].right > walls[0]:
        return []
    return white_floors(lines, least=max(_FEW_COLUMNS, (len(walls) + 2) // 2))


def _parts(
    levels: Sequence[Level], ends: tuple[float, float], heights: tuple[float, float], held: Sequence[Fragment]
) -> list[Rule]:
    """The rules that may part some of the cells of a row only; the lines under words do not."""
    parts: list[Rule] = []
    for level in itertools.islice(_inside(levels, heights), MAX_PARTS):
        start, end = max(level.start, ends[0]), min(level.end, ends[1])
        if end - start >= _PART:
            underlines = any(
                0 <= each.y - level.at <= _UNDER * each.size
                and each.left <= start + _TOUCHING
                and each.right >= end - _TOUCHING
                for each in held
            )
            if not underlines:
                parts.append(Rule(level.at, start, end))
    return parts


def _inside(levels: Sequence[Level], heights: tuple[float, float]) -> Iterator[Level]:
    return (level for level in levels if heights[0] < level.at < heights[1])


def _between(ys: Sequence[float], parts: Sequence[Rule]) -> list[float]:
    """Heights of the rules that part only some of the cells of a row."""
    found: list[float] = []
    for rule in sorted(parts, key=lambda each: each.start - each.end):
        if all(abs(rule.at - y) >= _MIN_BAND for y in (*ys, *found)):
            found.append(rule.at)
    return found


def _walls(xs: Sequence[float], ys: Sequence[float], held: Sequence[Fragment]) -> list[list[Rule]]:
    """The walls at ``xs``, left out in rows where a text runs across them."""
    walls: list[list[Rule]] = []
    for x in xs:
        crossed = [each.y + _MIDDLE * each.size for each in held if each.left < x - 1 and each.right > x + 1]
        walls.append(
            [
                Rule(x, below, above)
                for above, below in itertools.pairwise(ys)
                if not any(below < y <= above for y in crossed)
            ]
        )
    return walls
