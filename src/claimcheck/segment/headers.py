"""The cells of a table with what they say, and the labels over each of its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from operator import attrgetter

from claimcheck.model.document import Block, Cell, Document, Mark
from claimcheck.segment.cell_values import folded
from claimcheck.segment.grid import HeaderPaths, continued, sound_cells
from claimcheck.segment.labels import Label, LabelReader
from claimcheck.text.compounds import Compounds
from claimcheck.text.remembered import remembered

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
        alone = (
            column - 2 < self._grid.table.header_columns or first[:-1] != texts[:-1] or self._is_share(first)
        )
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
