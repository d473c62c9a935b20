"""The geometry of a table, the labels over each of its columns, and what stands around its figures."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import islice
from operator import attrgetter

from claimcheck.model.document import Block, Cell, Document, Mark, Table
from claimcheck.model.table import Origin
from claimcheck.segment.cell_values import folded
from claimcheck.segment.labels import Label, LabelReader
from claimcheck.segment.unit_words import LabelUnit
from claimcheck.text.compounds import Compounds
from claimcheck.text.numbers import YEAR
from claimcheck.text.remembered import late_pattern, remembered

MOST_HEADER_ROWS = 8
MOST_LABEL_COLUMNS = 5
"""Spans are followed no further: a table whose cells all span everything costs no more than one that is plain."""
MOST_CONTINUED = 40
"""Tables that may take their headers from one another, one after the other."""


def sound_cells(table: Table, blocks: Sequence[Block]) -> list[int]:
    """Indices of the cells that stand in the document and in the grid, by row and column."""
    found = [
        index
        for index, cell in enumerate(table.cells)
        if 0 <= cell.block < len(blocks)
        and 0 <= cell.start < cell.end <= len(blocks[cell.block].text)
        and cell.row >= 0
        and cell.column >= 0
    ]
    found.sort(key=lambda index: (table.cells[index].row, table.cells[index].column))
    return found


def grouped(cells: Iterable[int], place: Callable[[int], int]) -> Mapping[int, list[int]]:
    """Cells by the row or column that each of them begins in, in the order of the first ones."""
    found: dict[int, list[int]] = defaultdict(list)
    for index in cells:
        found[place(index)].append(index)
    return found


class HeaderPaths:
    """For any column the cells of the header rows above it, outermost first.

    Where header cells overlap, the one that begins further right holds its place.
    """

    def __init__(self, table: Table, cells: Iterable[int]) -> None:
        depth = min(table.header_rows, MOST_HEADER_ROWS)
        covering: list[list[int]] = [[] for _ in range(depth)]
        for index in cells:
            cell = table.cells[index]
            if cell.row >= depth:
                break
            for row in range(cell.row, min(cell.row + max(cell.rows, 1), depth)):
                covering[row].append(index)
        self._rows = [_runs(table, row) for row in covering]

    def over(self, column: int) -> tuple[int, ...]:
        """Indices of the header cells over a column, each once."""
        found: dict[int, None] = {}
        for starts, runs in self._rows:
            place = bisect_right(starts, column) - 1
            if place >= 0 and column < runs[place][0]:
                found[runs[place][1]] = None
        return tuple(found)


def _runs(table: Table, cells: Iterable[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """The first column of each cell of a header row, and the column behind its last, with its index."""
    found = {table.cells[index].column: index for index in cells}
    starts = sorted(found)
    ends = (table.cells[found[start]].columns for start in starts)
    return starts, [(start + max(columns, 1), found[start]) for start, columns in zip(starts, ends, strict=True)]


class RowLabels:
    """The label cells beside the rows, followed from row to row; feed it the rows in order."""

    def __init__(self, width: int) -> None:
        self._width = min(width, MOST_LABEL_COLUMNS)
        self._covering: list[int | None] = [None] * self._width
        self._until = [0] * self._width

    def enter(self, row: int, cells: Iterable[int], table: Table) -> tuple[int, ...]:
        """The label cells of a row, outermost first: its own, and those above whose span reaches it.

        An outer column that is empty beside a filled inner one goes on with the label above it, if that is told to
        span no rows.
        """
        own: set[int] = set()
        for index in cells:
            cell = table.cells[index]
            if cell.column >= self._width:
                continue
            last = min(cell.column + max(cell.columns, 1), self._width)
            for column in range(cell.column, last):
                self._covering[column], self._until[column] = index, row + max(cell.rows, 1)
                own.add(column)
        innermost = max(own, default=-1)
        found: dict[int, None] = {}
        for column, covering in enumerate(self._covering):
            if covering is None:
                continue
            if row < self._until[column] or (column < innermost and table.cells[covering].rows <= 1):
                found[covering] = None
        return tuple(found)


def continued(tables: Sequence[Table], number: int) -> Iterator[int]:
    """The tables whose column headers count for a table as well, nearest first."""
    seen = {number}
    at = tables[number].header_of
    while at is not None and 0 <= at < len(tables) and at not in seen and len(seen) <= MOST_CONTINUED:
        seen.add(at)
        yield at
        at = tables[at].header_of


HEADINGS_ABOVE = 2
LONGEST_LABEL_LINE = 50
"""Characters of a line above a table that may name a unit anywhere, as labels do."""
LONGEST_UNIT_LINE = 100
"""Characters of a line that may be the unit of a whole table, and more words."""
_CLOSING = late_pattern(r"\(([^()]+)\)[ :.]*$")
_GOES_ON = 40
"""Rows of tables that may stand between a table and the line below it."""
_LINES = 3
"""Blocks above a table among which a line of units may stand: its title may come between."""


def around(
    document: Document, number: int, held: Set[int], corner: Sequence[Label], labels: LabelReader
) -> list[tuple[Origin, Label]]:
    """What is said around a table, nearest first; ``held`` are the blocks that tables are over.

    One without a caption has that of the table that it continues.
    """
    table, blocks = document.tables[number], document.blocks
    found: list[tuple[Origin, Label]] = [("corner", label) for label in corner]
    captions = (document.tables[at].caption for at in (number, *continued(document.tables, number)))
    caption = next((at for at in captions if at is not None), -1)
    if 0 <= caption < len(blocks):
        found.append(("caption", labels.read(folded(blocks[caption].text))))
    known = [cell.block for cell in table.cells if 0 <= cell.block < len(blocks)]
    if known:
        first, last = min(known), max(known)
        found += (("caption", label) for label in _lines(blocks, held, first, last, labels))
        section = blocks[first].section
        found += (("section", labels.read(folded(text))) for text in section[: -HEADINGS_ABOVE - 1 : -1])
    return found


def _lines(blocks: Sequence[Block], held: Set[int], first: int, last: int, labels: LabelReader) -> Iterator[Label]:
    """Lines beside a table that are a unit or the only year, or right above it name a unit: above before below."""
    years: set[str] = set()
    for at in range(first - 1, max(-1, first - 1 - _LINES), -1):
        block = blocks[at]
        if at in held:
            break
        text = folded(block.text)
        if block.kind == "table":  # a header row that was left out of its table
            text = text.partition(" | ")[0]
        unit = _of_line(text, labels)
        if unit is None and at == first - 1 and block.kind == "paragraph":
            unit = _introducing(text, labels)
        if _is_nearer(blocks, at - 1, at, first):
            continue
        if unit is not None:
            yield Label(text, unit)
        elif YEAR.fullmatch(text) and not block.running:
            years.add(text)
    yield from map(labels.read, years if len(years) == 1 else ())
    # A table may go on under a second header.
    below = next((at for at in range(last + 1, last + 1 + _GOES_ON) if at not in held), len(blocks))
    if below < len(blocks):
        text = folded(blocks[below].text)
        unit = _of_line(text, labels)
        if unit is not None and _is_nearer(blocks, below - 1, below, below + 1):
            yield Label(text, unit)


def _of_line(text: str, labels: LabelReader) -> LabelUnit | None:
    """The unit of a line that is one, perhaps beside other sentences ("EUR million. As of December 2024")."""
    parts = text.split(". ") if len(text) <= LONGEST_UNIT_LINE else ()
    return next((unit for part in parts if (unit := labels.units.set_off(part)) is not None), None)


def _introducing(text: str, labels: LabelReader) -> LabelUnit | None:
    """The unit in the bracket that ends what introduces a table, or in a short label of it."""
    closing = _CLOSING.search(text)
    if closing:
        return labels.units.set_off(closing[1])
    label = labels.read(text) if len(text) <= LONGEST_LABEL_LINE else None
    return label.unit if label is not None and not label.period else None


def _is_nearer(blocks: Sequence[Block], above: int, at: int, below: int) -> bool:
    """Whether a line stands right below a table, and nearer to it than to one that follows."""
    if not (above >= 0 and blocks[above].kind == "table"):
        return False
    if below >= len(blocks) or blocks[below].kind != "table":
        return True
    upper, line, lower = blocks[above].box, blocks[at].box, blocks[below].box
    return bool(upper and line and lower and upper.bottom - line.top < line.bottom - lower.top)


MOST_MARKS = 8
"""Note markers of one cell that are followed."""

_SEVERAL = 2
_MOST_COLUMNS = 200
"""Columns among which those with the same header are looked for."""
_at = attrgetter("at")


class Grid:
    """A table of a document with the folded texts of its cells."""

    def __init__(self, document: Document, number: int, compounds: Compounds) -> None:
        self.document = document
        self.table = document.tables[number]
        self.blocks: Sequence[Block] = document.blocks
        self.cells = sound_cells(self.table, self.blocks)
        self.headers = HeaderPaths(self.table, self.cells)
        self.plain = {index: folded(self.text(index), compounds) for index in self.cells}

    def text(self, index: int) -> str:
        """The text of a cell as it stands in its block."""
        cell = self.table.cells[index]
        return self.blocks[cell.block].text[cell.start : cell.end]

    def body_texts(self) -> Iterator[str]:
        """The folded texts of the cells below the header."""
        return (self.plain[index] for index in self.cells if self.cell(index).row >= self.table.header_rows)

    def cell(self, index: int) -> Cell:
        """A cell by its index."""
        return self.table.cells[index]

    def marks(self, index: int) -> tuple[Mark, ...]:
        """The note markers in a cell or right behind its last character."""
        cell = self.cell(index)
        marks = self.blocks[cell.block].marks
        first = bisect_left(marks, cell.start, key=_at)
        found = []
        for mark in islice(marks, first, first + MOST_MARKS):
            if mark.at > cell.end:
                break
            # A mark before the first character belongs to what ends there, if anything does.
            if mark.at > cell.start or cell.start == 0:
                found.append(mark)
        return tuple(found)


class Headers:
    """The labels over each column, those of the tables that this one continues included."""

    def __init__(self, grids: Sequence[Grid], number: int, labels: LabelReader) -> None:
        self._labels = labels
        self._grid = grids[number]
        tables = self._grid.document.tables
        # Headers of the table that began this one come first: they are the outer ones.
        self._sources = [grids[at] for at in (*reversed([*continued(tables, number)]), number)]
        self._found: dict[int, tuple[Label, ...]] = {}

    def labels(self, column: int) -> tuple[Label, ...]:
        """The labels over a column, outermost first."""
        found = self._found.get(column)
        if found is None:
            texts = self._texts(column)
            if self._leans(column, texts):
                texts = (*texts[:-1], self._texts(column - 1)[-1], texts[-1])
            found = self._found[column] = tuple(map(self._labels.read, texts))
        return found

    @remembered
    def _texts(self, column: int) -> tuple[str, ...]:
        texts = (grid.plain[at] for grid in self._sources for at in grid.headers.over(column))
        return tuple(dict.fromkeys(filter(None, texts)))

    def _leans(self, column: int, texts: tuple[str, ...]) -> bool:
        """Whether a column is the share of the one before it, as in "2023 | % | 2022 | %": the same is said of others.

        Of two named columns before it, it may be the change: it leans on neither.
        """
        if not self._is_share(texts) or self._times[texts] < _SEVERAL:
            return False
        before, first = self._texts(column - 1), self._texts(column - 2)
        named = before[:-1] == texts[:-1] and not self._is_share(before)
        alone = column - 2 < self._grid.table.header_columns or first[:-1] != texts[:-1] or self._is_share(first)
        return named and len(before) > 0 and alone

    @cached_property
    def _times(self) -> Counter[tuple[str, ...]]:
        """How many columns have the same texts over them."""
        columns = range(min(self._grid.table.columns, _MOST_COLUMNS))
        return Counter(self._texts(column) for column in columns)

    def _is_share(self, texts: Sequence[str]) -> bool:
        unit = self._labels.units.whole(texts[-1]) if texts else None
        return unit is not None and unit.kind == "share"

    def of_cell(self, cell: Cell) -> tuple[Label, ...]:
        """The labels over a cell: where it spans columns, only those that they share."""
        first = self.labels(cell.column)
        if cell.columns <= 1:
            return first
        last = self.labels(cell.column + cell.columns - 1)
        return tuple(label for label in first if label in last)

    @remembered
    def marks(self, column: int) -> tuple[Mark, ...]:
        """The note markers in the headers over a column."""
        over = ((grid, index) for grid in self._sources for index in grid.headers.over(column))
        return tuple(mark for grid, index in over for mark in grid.marks(index))

    def corner(self, width: int) -> tuple[Label, ...]:
        """The labels over the row labels: what they say of units and years holds for the whole table."""
        return tuple(label for column in range(min(width, 1)) for label in self.labels(column))

    def replace(self, cells: Iterable[int]) -> None:
        """A header row inside the table: from here on it stands over its columns, in place of periods above.

        What stood below other periods, such as a row of units, goes with them.
        """
        for index in cells:
            column, plain = self._grid.cell(index).column, self._grid.plain[index]
            over = self.labels(column)
            first = next((at for at, label in enumerate(over) if label.period), len(over))
            again = first == len(over) or over[first].text == plain
            kept = [label for label in (over if again else over[:first]) if label.period is None]
            self._found[column] = (*kept, self._labels.read(plain))
