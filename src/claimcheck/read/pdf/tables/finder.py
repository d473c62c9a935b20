"""Tables of a page: regions of values with their labels, headers and titles become grids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rule, Rules, levels
from claimcheck.read.pdf.tables.banded import banded_grids
from claimcheck.read.pdf.tables.extents import Extents, label_column, place, table_columns, with_empty_columns
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment, Row, begins_note, prose_lines, rows
from claimcheck.read.pdf.tables.grids import Column, Grid, GridCell, header_above, in_reading_order
from claimcheck.read.pdf.tables.header_cells import header_cells
from claimcheck.read.pdf.tables.header_lines import sideways_rows
from claimcheck.read.pdf.tables.headers import Header, find_header
from claimcheck.read.pdf.tables.regions import Region
from claimcheck.read.pdf.tables.rows import body_rows, group_cells, group_columns
from claimcheck.read.pdf.tables.ruled_grids import ruled_grids
from claimcheck.read.pdf.tables.second_reading import mark_unsure
from claimcheck.read.pdf.tables.text_tables import goes_on_above, has_labels, holds_two, is_contents, is_head
from claimcheck.read.sequences import runs

MAX_LINES = 3_000
"""Lines of a page; on one with more no tables are looked for: it is a drawing made of letters."""

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_BELOW = 1.45
_ABOVE = 8.0
_RULE_GAP = 12.0  # points
_BORDER = 0.6  # of the width of the table
_MAX_HEADER_LINES = 40
_HEADER_ABOVE = 5.0
_NAMES = 0.8  # of the values of a row
_FIGURES = 2  # beside a label
_MAX_NAME = 150  # characters of a header cell above a ruled table; longer ones are paragraphs


def find_tables(lines: Iterable[tuple[int, Line]], rules: Rules) -> list[Grid]:
    """The tables among numbered lines of a page, from the top down for each writing direction."""
    lines = list(lines)
    if len(lines) > MAX_LINES:
        return []
    lines = [each for each in lines if not begins_note(each[1])]
    by_turn: dict[int, list[tuple[int, Line]]] = {}
    for index, line in lines:
        by_turn.setdefault(line.turn, []).append((index, line))
    found: list[Grid] = []
    taken: set[int] = set()
    for turn, own in sorted(by_turn.items(), key=lambda item: -len(item[1])):
        free = [each for each in own if each[0] not in taken]
        beside = sideways_rows(lines, turn) if len(by_turn) > 1 else []
        grids = _find(free, rules.turned(turn), beside)
        for grid in grids:
            grid.turn = turn
            taken |= {each.index for cell in grid.cells for each in cell.fragments if each.tall}
        found += grids
    return found


def _find(lines: list[tuple[int, Line]], rules: Rules, beside: list[Row]) -> list[Grid]:
    cuts = Cuts()
    ruled = list(ruled_grids(lines, rules, cuts)) if rules.vertical else []
    ruled = [grid for grid in ruled if grid.header_rows or not goes_on_above(grid, lines, cuts)]
    ruled = [grid for grid in ruled if not is_head(grid, lines, cuts)]
    free = _without(lines, ruled)
    banded = banded_grids(free, rules, cuts) if rules.horizontal else []
    ruled += (grid for grid in banded if not (holds_two(grid) or is_head(grid, free, cuts)))
    free = _without(lines, ruled)
    own_rows = rows(cuts.fragments(free, prose_lines(free)))
    finder = _Finder(own_rows, rules, beside, Extents(own_rows, rules))
    for grid in ruled:
        finder.name(grid)
    grids = sorted([*ruled, *finder.find()], key=lambda grid: -grid.top)
    for grid in grids:
        if not grid.header_rows:
            grid.header_of = header_above(grid, grids)
    if grids:
        mark_unsure(grids, rows(cuts.fragments(lines)), rules, dict(lines))
    return grids


def _without(lines: Iterable[tuple[int, Line]], grids: Iterable[Grid]) -> list[tuple[int, Line]]:
    held = {each.index for grid in grids for cell in grid.cells for each in cell.fragments}
    return [each for each in lines if each[0] not in held]


class _Finder(Struct):
    rows: list[Row]
    rules: Rules
    sideways: list[Row]
    extents: Extents
    taken: set[int] = field(default_factory=set)

    def find(self) -> Iterator[Grid]:
        """All tables; one without a header continues the one above it whose columns it has."""
        found = sorted(self.extents.regions(), key=lambda each: (min(each.rows), each.left))
        for region in found:
            others = [each for each in found if each is not region and len(each.columns) > 1]
            grid = self._grid(region, others)
            if grid is not None:
                yield grid

    def name(self, grid: Grid) -> None:
        """Find the title of a ruled table, and the lines of its header that stand above its rules."""
        columns = [Column(left, right, number > 0) for number, (left, right) in enumerate(grid.edges)]
        above = self._above(grid.top)
        ends = grid.left, grid.right
        free, ceiling = self._free(above, ends)
        header = find_header(free, columns, Rules(), ends, grid.top, ceiling=ceiling)
        own = [cell for cell in grid.cells if cell.row < grid.header_rows]
        size = max((each.size for cell in grid.cells for each in cell.fragments), default=1.0)
        near = header.fragments
        over = [each for each in near if each.middle > columns[0].right]
        if len(over) > 1 and min(each.y for each in near) - grid.top <= _HEADER_ABOVE * size:
            lower, ruled_height = [each for cell in own for each in cell.fragments], grid.header_rows
            if all(each.line.bold for each in near) and all(each.line.bold is False for each in lower):
                own, lower, ruled_height = [], [], 0  # a row like those below it
            cells, height = header_cells([*near, *lower], columns, self.rules, grid.right - grid.left)
            if any(len(cell.text) > _MAX_NAME for cell in cells):
                return
            for cell in grid.cells:
                cell.row += height - ruled_height
            grid.cells = [*cells, *(cell for cell in grid.cells if cell not in own)]
            grid.rows += height - ruled_height
            grid.header_rows, grid.top = height, max(each.y for each in near)
            self.taken |= {id(each) for each in near}
        elif near:
            header = find_header(free, columns, Rules(), ends, grid.top, ceiling=ceiling, only_title=True)
        grid.title = header.title.index if header.title else grid.title

    def _grid(self, region: Region, others: Sequence[Region]) -> Grid | None:
        numbers = _without_header(self.rows, region)
        if not numbers:
            return None
        first, last = numbers[0], numbers[-1]
        top, bottom = self.rows[first].y, self.rows[last].y
        size = self.rows[first].size
        near = self.rules.between(bottom - 3 * size, top + _ABOVE * size)
        edges, drawn = self.extents.edges(region, others, near)
        body = self._body(top, self._low(bottom, size, near, edges), edges, drawn)
        columns = table_columns(region, numbers, body, self.rows, ruled=drawn)
        if columns is None:
            return None
        body = [each for each in body if columns[0].left - 1 <= each.middle <= columns[-1].right + 1]
        if not body:
            return None
        ends = columns[0].left - 1, columns[-1].right + 1
        free, ceiling = self._free(self._above(top), ends)
        header = find_header(free, columns, self.rules, ends, top, ceiling=ceiling)
        columns = with_empty_columns(columns, header.fragments)
        return self._build(columns, [*header.sections, *body], header, top)

    def _above(self, top: float) -> list[Row]:
        """The rows above a table, from the bottom up."""
        rows = self.rows if not self.sideways else [*self.rows, *self.sideways]
        return sorted((row for row in rows if row.y > top), key=lambda row: row.y)

    def _free(self, above: Sequence[Row], edges: tuple[float, float]) -> tuple[list[Row], float]:
        """The nearest rows above a table, up to those of another table; and the lowest baseline of that."""
        free: list[Row] = []
        for row in above[:_MAX_HEADER_LINES]:
            inside = [each for each in row.fragments if each.right > edges[0] and each.left < edges[1]]
            if any(id(each) in self.taken for each in inside):
                return free, row.y
            free.append(Row(row.y, row.size, inside))
        return free, float("inf")

    def _low(self, bottom: float, size: float, near: Sequence[Rule], edges: tuple[float, float]) -> float:
        """How far down the last row may reach."""
        under = [rule for rule in near if rule.at < bottom and rule.start < edges[1] and rule.end > edges[0]]
        reaches = levels(under, _RULE_GAP)
        wide = [at for at, start, end in reaches if end - start >= _BORDER * (edges[1] - edges[0])]
        last = max(wide, default=None) or (under[-1].at if under else None)
        return last if last is not None and bottom - last <= 3 * size else bottom - _BELOW * size

    def _body(self, top: float, low: float, edges: tuple[float, float], drawn: bool) -> list[Fragment]:
        rows = [row for row in self.rows if low <= row.y <= top + _SAME_BASELINE * row.size]
        held = [each for row in rows for each in row.fragments if edges[0] <= each.middle <= edges[1]]
        return [each for each in held if id(each) not in self.taken and (drawn or not each.is_prose)]

    def _build(self, columns: list[Column], body: list[Fragment], header: Header, top: float) -> Grid | None:
        width = columns[-1].right - columns[0].left
        placed = [(place(each, columns), each) for each in body]
        main, groups = self._labels(columns, placed)
        borders = self._borders(columns, main, placed)
        grouped = {column: [each for span, each in placed if span == (column, column)] for column in groups}
        beside = {id(each) for held in grouped.values() for each in held}
        own = [(span[0], each) for span, each in placed if id(each) not in beside]
        made = body_rows(own, columns, main, borders)
        spans = {id(each): span for span, each in placed}
        listed = [*placed, *((place(each, columns), each) for each in header.fragments)]
        if not has_labels(made, columns) or is_contents(listed, columns, headed=bool(header.fragments)):
            return None
        cells, height = header_cells(header.fragments, columns, self.rules, width)
        for number, row in enumerate(made):
            for column, held in sorted(row.cells.items()):
                end = max(spans[id(each)][1] for each in held)
                cells.append(GridCell(height + number, column, in_reading_order(held), 1, end - column + 1))
        for column, held in grouped.items():
            cells += group_cells(column, held, columns, made, self.rules, height)
        self.taken |= {id(each) for cell in cells for each in cell.fragments}
        labels = next((number for number, each in enumerate(columns) if each.holds_values), 0)
        edges, bottom = [(column.left, column.right) for column in columns], min(each.y for each in body)
        top = max([top, *(each.y for each in header.fragments)])
        title = header.title.index if header.title else None
        return Grid(cells, height + len(made), height, labels or 1, edges, top, bottom, title)

    def _labels(
        self, columns: Sequence[Column], placed: Sequence[tuple[tuple[int, int], Fragment]]
    ) -> tuple[int, list[int]]:
        """The column that labels each row, and those whose labels stand for several rows.

        A column of years labels the rows where what stands left of it has a label for each run of years only.
        """
        main = label_column(columns)
        years = [each for (first, _), each in placed if first == main + 1]
        if main + 2 < len(columns) and columns[main + 1].holds_values and all(e.is_year for e in years):
            groups = list(group_columns(placed, columns, main + 1, self.rules))
            if main in groups:
                columns[main + 1].holds_values = False
                return main + 1, groups
        return main, list(group_columns(placed, columns, main, self.rules))

    def _borders(
        self, columns: Sequence[Column], main: int, placed: Sequence[tuple[tuple[int, int], Fragment]]
    ) -> list[float]:
        """Heights of the rules between rows, from the top down."""
        top, low = max(each.y for _, each in placed), min(each.y for _, each in placed)
        left, right = columns[main].left, columns[-1].right
        near = (r for r in self.rules.between(low - 20, top + 20) if min(r.end, right) > max(r.start, left))
        found = [[*level] for level in runs(near, lambda level, rule: rule.at - level[0].at < 2)]
        lengths = (sum(min(rule.end, right) - max(rule.start, left) for rule in level) for level in found)
        wide = [level for level, length in zip(found, lengths, strict=True) if length >= _BORDER * (right - left)]
        # Most part labels: the edges of shaded figures part none.
        through = [level for level in wide if min(rule.start for rule in level) < columns[main].right]
        return [level[0].at for level in reversed(through if 2 * len(through) > len(wide) else wide)]


def _without_header(page_rows: Sequence[Row], region: Region) -> list[int]:
    """The numbers of the region's rows from the first on that is no header."""
    numbers = sorted(region.rows)
    skipped = 0
    for number in numbers:
        row = page_rows[number]
        above = page_rows[numbers[skipped - 1]] if skipped else None
        # A year that is wrapped in its narrow cell leaves a digit for the next line.
        wrapped = above and len(row.fragments) == 1 and above.y - row.y <= _BELOW * row.size
        if not (wrapped or _heads(row, region, number)):
            break
        skipped += 1
    return numbers[skipped:]


def _heads(row: Row, region: Region, number: int) -> bool:
    """Whether a row names years or classes, or has more texts than values over the columns of values."""
    values = region.rows[number]
    names = sum(each.is_name for each in values)
    told = [each for each in values if each.is_figure and not each.is_dash]
    labelled = row.fragments[0].right <= region.left and not row.fragments[0].is_value
    # "Cut waste by a third | 2019 | 2030 | -12%": the years of a goal are no header beside its figure.
    if labelled and any(each.text.endswith("%") for each in told):
        return False
    if names >= _NAMES * len(values):
        return True
    if labelled and len(told) >= _FIGURES:
        return False
    over = (each for each in row.fragments if each.right > region.left and each.left < region.right)
    texts = [each for each in over if not each.is_value]
    return len(texts) + names > len(values) - names


def left_over(lines: Iterable[tuple[int, Line]], grids: Sequence[Grid]) -> Iterator[tuple[int, Line]]:
    """The numbered lines without what went into the cells of ``grids``."""
    taken: dict[int, list[Line]] = {}
    for grid in grids:
        for cell in grid.cells:
            for each in cell.fragments:
                taken.setdefault(each.index, []).append(each.line)
    for index, line in lines:
        if index not in taken:
            yield (index, line)
            continue
        for piece in line.cut(line.gaps):
            if not any(each.start < piece.end and piece.start < each.end for each in taken[index]):
                yield index, piece
