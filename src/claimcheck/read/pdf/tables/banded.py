"""Tables of texts whose rows are ruled off but not their columns: what parts the columns is the white between them.

Rules of one width below each other, or the edges of shaded rows, are the floors of such a table. Its walls are where
in nearly all rows no text stands. Both together are a lattice, like that of a table that is ruled both ways.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule, Rules, levels
from claimcheck.read.pdf.tables.bands import MIDDLE, MIN_BAND, Band, bands_of, gutters, has_columns, runs_of, stacks_of
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment, make
from claimcheck.read.pdf.tables.grids import Grid
from claimcheck.read.pdf.tables.lattice import MAX_PLACES, Lattice, join_places
from claimcheck.read.pdf.tables.ruled_grids import from_places
from claimcheck.read.pdf.tables.text_tables import is_text_table
from claimcheck.read.sequences import runs

MAX_WALLS = 60
"""Walls between the columns of one table; what has more is a drawing made of letters."""
MAX_PARTS = 400
"""Levels inside one table; what has more is a drawing made of lines."""

_JOINED = 14.0  # points between the rules of two columns on one level
_TOUCHING = 3.0  # points
_MIN_BANDS = 2
_WIDE = 1.0  # heights of the line, of a gap that parts cells where another line runs across
_SAME_SIZE = 0.1
_CROSSED = (0.15, 0.5)  # of the rows
_MAX_UNRULED = 0.1  # of the places
_BULLET = 2  # characters
_COLUMN_GAP = 2.5  # heights of the line
_UNDER = 0.3  # of the font size, of the line under a word
_PART = 30.0  # points, of a rule that parts some cells of a row only

Ends = tuple[float, float]


def banded_grids(lines: Sequence[tuple[int, Line]], rules: Rules, cuts: Cuts) -> list[Grid]:
    """The tables of texts, among numbered lines of a page, whose rows are parted by rules."""
    drawn = levels(rules.horizontal, _JOINED)[::-1]
    stacks = stacks_of(drawn)
    if not stacks:
        return []
    cut = cuts.pieces(lines)
    by_index = dict(lines)
    found: list[Grid] = []
    taken: set[int] = set()
    for stack in sorted(stacks, key=lambda each: (each[0].start - each[0].end, -len(each))):
        left = min(level.start for level in stack) - _TOUCHING
        right = max(level.end for level in stack) + _TOUCHING
        inside = [one for one in cut if left <= one.left and one.right <= right and one.index not in taken]
        for run in runs_of(bands_of(stack, inside)):
            grid = _grid(run, (left, right), drawn, by_index)
            if grid is not None:
                found.append(grid)
                taken |= {each.index for cell in grid.cells for each in cell.fragments}
    return found


def _grid(run: Sequence[Band], ends: Ends, drawn: Sequence[Rule], lines: Mapping[int, Line]) -> Grid | None:
    last = run[-1] if run and run[-1].open else None
    closed = run[:-1] if last is not None else run
    rows_found = [band.fragments for band in closed if has_columns(band)]
    if len(rows_found) < _MIN_BANDS:
        return None
    tried: list[list[float]] = []
    # Where few rows run across the walls they are plain; else those that half of the rows leave free.
    for share in _CROSSED:
        walls = gutters(rows_found, share)
        if walls in tried or not 0 < len(walls) <= MAX_WALLS:
            continue
        tried.append(walls)
        beyond = (each for band in closed[1:] for each in band.fragments if each.right > walls[0])
        if all(each.is_value for each in beyond):
            continue  # figures alone are no table of texts
        grid = _walled([replace(band) for band in closed], last, walls, ends, drawn, lines)
        if grid is not None:
            return grid
    return None


def _walled(
    run: list[Band],
    last: Band | None,
    walls: Sequence[float],
    ends: Ends,
    drawn: Sequence[Rule],
    lines: Mapping[int, Line],
) -> Grid | None:
    """The table that a run of bands makes with these ``walls``; ``last`` is the open band below it."""
    if last is not None and _is_row(last, run[-1], walls):
        run.append(replace(last))
    while not has_columns(run[-1]):
        run.pop()
    for band in run:
        band.fragments = list(_at_walls(band.fragments, walls, lines))
    inside = [level for level in drawn if run[-1].bottom < level.at < run[0].top]
    if len(inside) > MAX_PARTS:
        return None
    parts = [*_parts(inside, ends, run), *(Rule(y, *ends) for y in (run[0].top, run[-1].bottom))]
    lattice = _lattice([ends[0], *walls, ends[1]], parts, run)
    if lattice is None:
        return None
    places: dict[int, list[Fragment]] = {}
    for band in run:
        for each in band.fragments:
            home = lattice.home(each.middle, each.y + MIDDLE * each.size)
            if home is None:
                return None
            places.setdefault(home, []).append(each)
    if sum(map(_holds_columns, places.values())) > max(1, _MAX_UNRULED * len(places)):
        return None
    grid = from_places(lattice, places)
    return grid if grid is not None and is_text_table(grid) else None


def _holds_columns(own: Sequence[Fragment]) -> bool:
    """Whether texts of one place, more than bullets, stand side by side on several baselines."""
    texts = [each for each in own if len(each.text) > _BULLET]
    beside = len(texts) - len({round(each.y) for each in texts})
    return beside + sum(any(gap.width >= _COLUMN_GAP for gap in each.line.gaps) for each in texts) > 1


def _is_row(band: Band, above: Band, walls: Sequence[float]) -> bool:
    """Whether what stands under the last rule is the last row, and not a note or the text that goes on."""
    size = max((each.size for each in above.fragments), default=0.0)
    alike = all(abs(each.size - size) <= _SAME_SIZE * size for each in band.fragments)
    return alike and not _crossed(band.fragments, walls) and has_columns(band)


def _crossed(found: Iterable[Fragment], walls: Sequence[float]) -> set[float]:
    """The walls that texts run across."""
    return {wall for each in found for wall in _over(each, walls)}


def _over(each: Fragment, walls: Sequence[float]) -> Sequence[float]:
    """The walls that a text runs across."""
    first = bisect.bisect_right(walls, each.left + 1)
    return walls[first : bisect.bisect_left(walls, each.right - 1)]


def _at_walls(found: Sequence[Fragment], walls: Sequence[float], lines: Mapping[int, Line]) -> Iterator[Fragment]:
    """The fragments of a band put together again where no wall stands between them."""
    by_line: dict[int, list[Fragment]] = {}
    for each in found:
        by_line.setdefault(each.index, []).append(each)
    crossed = _crossed(found, walls)
    for index, own in by_line.items():
        if len(own) == 1 and not own[0].line.gaps:
            yield own[0]
            continue
        start, end = min(each.line.start for each in own), max(each.line.end for each in own)
        left, right = min(each.left for each in own), max(each.right for each in own)
        line = lines[index]
        line = line if (start, end) == (line.start, line.end) else line.part(start, end, left, right)
        cuts = []
        for gap in line.gaps:
            first = bisect.bisect_left(walls, gap.left - 1)
            over = walls[first : bisect.bisect_right(walls, gap.right + 1)]
            if any(wall not in crossed or gap.width >= _WIDE for wall in over):
                cuts.append(gap)
        if len(cuts) == len(own) - 1 == len(line.gaps):
            yield from sorted(own, key=lambda each: each.line.start)
        else:
            yield from (make(index, part) for part in line.cut(cuts))


def _parts(inside: Iterable[Rule], ends: Ends, run: Sequence[Band]) -> Iterator[Rule]:
    """The rules between rows, some of which part a few cells only; the lines under words are none."""
    held = sorted((each for band in run for each in band.fragments), key=lambda each: each.y)
    heights = [each.y for each in held]
    tallest = max(each.size for each in held)
    for level in inside:
        start, end = max(level.start, ends[0]), min(level.end, ends[1])
        first = bisect.bisect_left(heights, level.at)
        near = held[first : bisect.bisect_right(heights, level.at + _UNDER * tallest)]
        near = [each for each in near if each.y - level.at <= _UNDER * each.size]
        underlines = any(each.left <= start + _TOUCHING and each.right >= end - _TOUCHING for each in near)
        if end - start >= _PART and not underlines:
            yield Rule(level.at, start, end)


def _lattice(xs: list[float], parts: Sequence[Rule], run: Sequence[Band]) -> Lattice | None:
    ys = sorted({run[0].top, *(band.bottom for band in run)})
    for rule in sorted(parts, key=lambda each: each.start - each.end):
        at = bisect.bisect_left(ys, rule.at)
        if all(abs(rule.at - y) >= MIN_BAND for y in ys[max(0, at - 1) : at + 1]):
            ys.insert(at, rule.at)
    ys.reverse()
    if (len(xs) - 1) * (len(ys) - 1) > MAX_PLACES:
        return None
    drawn = Rules(sorted(parts))
    floors = [drawn.between(y - MIN_BAND / 2, y + MIN_BAND / 2) for y in ys]
    lattice = Lattice(xs, ys, list(_walls(xs, ys, run)), floors)
    join_places(lattice)
    return lattice if lattice.reaches else None


def _walls(xs: Sequence[float], ys: Sequence[float], run: Sequence[Band]) -> Iterator[list[Rule]]:
    """The walls at ``xs``, left out in rows where a text runs across them; ``ys`` go down."""
    up = ys[::-1]
    crossed: dict[float, set[int]] = {}
    for band in run:
        for each in band.fragments:
            over = _over(each, xs)
            if over:
                row = bisect.bisect_left(up, each.y + MIDDLE * each.size)
                for x in over:
                    crossed.setdefault(x, set()).add(row)
    for x in xs:
        free = [row for row in range(1, len(up)) if row not in crossed.get(x, ())]
        together = runs(free, lambda own, row: row == own[-1] + 1)
        yield [Rule(x, up[own[0] - 1], up[own[-1]]) for own in together]
