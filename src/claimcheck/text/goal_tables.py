"""Rows of tables that each tell of a goal: until when, from which base, how far it has come, and by which means.

``goal_columns`` tells which tables those are, and what their columns tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.document import Cell, Table
from claimcheck.text.goal_columns import DATE, Column, GoalColumn, GoalColumns, is_year, years_in
from claimcheck.text.passages import Passages

MOST_CELLS = 40_000
"""Cells of a document's tables that are looked at."""
LONGEST_CELL = 600
"""Characters of a cell that may tell something of a goal."""
MOST_HEADERS = 4
"""Rows of headers that are read for what a column tells."""

_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]{3}")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_OPENS_TARGET = 3
"""Words of a cell of targets from which on it says itself what the goal is."""
_STEP = re.compile(r"[^\s,;](?:[^,;]|,(?=[0-9]))*")
_GAP = re.compile(r" {2,}|\t")
_BLANK = " \n–—−-"


class GoalCell(NamedTuple):
    """What a cell tells: its run in the normalised text, and the year where it or its header tells one."""

    start: int
    end: int
    year: int | None


class GoalRow(NamedTuple):
    """A goal in a row: its block, the run of its label, the rows and caption above it, and what its columns tell.

    ``in_shares`` says that a cell of the row names a share as its unit ("% of sites"). Where the label is what is aimed
    for, ``area`` is the cell before it that says of what.
    """

    block: int
    table: int
    label: GoalCell
    above: tuple[str, ...]
    cells: Mapping[GoalColumn, GoalCell]
    in_shares: bool
    area: GoalCell | None = None


class GoalTables(Struct, dict=True, eq=False):
    """Reads the goals of one document; ``columns`` tells what the columns of its tables are."""

    passages: Passages
    columns: GoalColumns

    def rows(self) -> Iterator[GoalRow]:
        """The goals of all tables of goals, in order. Time is linear in the cells."""
        left = MOST_CELLS
        tables = self.passages.document.tables if self.columns.words.goals else ()
        for number, table in enumerate(tables):
            left -= len(table.cells)
            if left < 0:
                return
            yield from self._of_table(number, table)

    def _of_table(self, number: int, table: Table) -> Iterator[GoalRow]:
        header_rows = self._header_rows(table)
        body = self._body(table, header_rows)
        columns = self._columns(number, table, header_rows, body)
        if not columns:
            return
        above: tuple[str, ...] = ()
        caption = self._caption(table)
        for cells in body.values():
            if len(cells) == 1 and cells[0].column == 0 and table.columns > 1:
                above = (" ".join(self._text(cells[0]).split()),)
                continue
            yield from self._row(number, cells, columns, (*caption, *above))

    def _header_rows(self, table: Table) -> int:
        """How many rows name the columns: the first where the reader saw none and it has no figures."""
        if table.header_rows or table.header_of is not None:
            return table.header_rows
        first, second = ({cell.column: self._text(cell) for cell in table.cells if cell.row == row} for row in (0, 1))
        named = all(
            _DIGIT.search(text) is None or (is_year(text) and not is_year(second.get(column, "")))
            for column, text in first.items()
        )
        return int(named and len(first) > 1)

    def _body(self, table: Table, header_rows: int) -> Mapping[int, Sequence[Cell]]:
        blocks = self.passages.document.blocks
        rows: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if cell.row >= header_rows and 0 <= cell.block < len(blocks):
                rows.setdefault(cell.row, []).append(cell)
        return rows

    def _columns(
        self, number: int, table: Table, header_rows: int, body: Mapping[int, Sequence[Cell]]
    ) -> Mapping[int, Column]:
        """What the columns of a table of goals tell; nothing where it is none."""
        texts: dict[int, list[str]] = {}
        money: dict[int, int] = {}
        for cells in body.values():
            for cell in cells:
                if self._tells(text := self._text(cell)):
                    texts.setdefault(cell.column, []).append(text)
        for place in self._money.get(number, ()):
            column = table.cells[place].column
            money[column] = money.get(column, 0) + 1
        titles = [*self._caption(table)]
        if table.cells and 0 <= table.cells[0].block < len(self.passages.document.blocks):
            titles += self.passages.document.blocks[table.cells[0].block].section[-1:]
        return self.columns.read(
            self._headers_of(table, header_rows),
            texts,
            [column for column, count in money.items() if 2 * count > len(texts.get(column, ()))],
            titles,
        )

    @cached_property
    def _money(self) -> Mapping[int, Sequence[int]]:
        """The cells of each table that are amounts of money."""
        found: dict[int, list[int]] = {}
        for point in self.passages.structure.data_points:
            if point.unit is not None and point.unit.kind == "money":
                found.setdefault(point.table, []).append(point.cell)
        return found

    def _headers_of(self, table: Table, header_rows: int) -> Mapping[int, str]:
        """The header of each column in lower case; that of the table which this one continues where it has none."""
        if header_rows == 0 and table.header_of is not None:
            table = self.passages.document.tables[table.header_of]
            header_rows = self._header_rows(table)
        found: dict[int, list[str]] = {}
        for title in self._caption(table) if header_rows == 0 else ():
            # In plain text the headers may stand in the line of the title, set apart by blanks.
            parts = _GAP.split(title.strip().lower())
            if len(parts) == table.columns > 1:
                found = {column: [part] for column, part in enumerate(parts)}
        for cell in table.cells:
            if cell.row < min(header_rows, MOST_HEADERS) and cell.end - cell.start <= LONGEST_CELL:
                for column in range(cell.column, cell.column + min(cell.columns, table.columns)):
                    found.setdefault(column, []).append(" ".join(self._text(cell).lower().split()))
        return {column: " ".join(parts) for column, parts in found.items()}

    # -- what a row tells

    def _row(
        self, table: int, cells: Sequence[Cell], columns: Mapping[int, Column], above: tuple[str, ...]
    ) -> Iterator[GoalRow]:
        """The goal of a row; one for each step where its columns tell of several dates."""
        found: dict[GoalColumn, list[GoalCell]] = {}
        labels: list[Cell] = []
        shares = False
        for cell in cells:
            text = self._text(cell)
            if len(text) > LONGEST_CELL or not self._tells(text):
                continue
            told = columns.get(cell.column)
            if told is None:
                shares = shares or text.lower().strip().startswith(self.columns.words.shares)
                if _LETTER.search(text) is not None and not is_year(text):
                    labels.append(cell)
                continue
            # A column that names a date in its header may hold what is due then.
            kind = "value" if told.kind == "due" and next(years_in(text), None) is None else told.kind
            if kind == "progress" and _DIGIT.search(text) is None:
                kind = "status"
            found.setdefault(kind, []).extend(self._cells(cell, kind, told.year, text))
        label = self._run(labels[0], None) if labels else None
        found = {kind: some for kind, some in found.items() if some}
        values = found.get("value", [])
        told_in = next((one for one in values if self._says_what(one)), None)
        area = label if told_in is not None else None
        if told_in is not None:
            above = (*above, *(" ".join(self._text(one).split()) for one in labels[:1]))
            label = told_in
            if len(values) > 1:
                values.remove(told_in)
        if label is not None and found:
            for told_ in _steps(found):
                yield GoalRow(cells[0].block, table, label, above, told_, shares, area)

    def _says_what(self, value: GoalCell) -> bool:
        """Whether a cell of targets says itself what the goal is, and not only how much and until when."""
        text = self.passages.norm.text[value.start : value.end]
        return len(_WORDS.findall(DATE.sub(" ", text))) >= _OPENS_TARGET

    def _tells(self, text: str) -> bool:
        """Whether a cell is neither empty nor says that there is nothing."""
        return bool(text.strip(_BLANK)) and text.lower().strip() not in self.columns.words.no_value

    def _cells(self, cell: Cell, kind: GoalColumn, told: int | None, text: str) -> Iterator[GoalCell]:
        """What a cell tells: one thing, or each step where it lists several with a date each."""
        years = list(years_in(text))
        if kind in ("base", "due"):
            year = told if not years else years[0] if len(set(years)) == 1 else None
            if year is not None:
                yield self._run(cell, year)
            return
        if kind == "value" and len(years) > 1:
            steps = list(_STEP.finditer(text))
            dated = [list(years_in(step[0])) for step in steps]
            if len(steps) == len(years) and all(len(some) == 1 for some in dated):
                for step, (year,) in zip(steps, dated, strict=True):
                    start, end = cell.start + step.start(), cell.start + step.end()
                    yield GoalCell(*self.passages.norm.span_of(cell.block, start, end), year)
                return
        if kind == "value" and told is None and len(years) == 1 and self.columns.is_ahead(years[0]):
            told = years[0]
        needed = _LETTER if kind in ("plan", "status") else _DIGIT
        if needed.search(text) or kind == "value":
            yield self._run(cell, told)

    def _run(self, cell: Cell, year: int | None) -> GoalCell:
        return GoalCell(*self.passages.norm.span_of(cell.block, cell.start, cell.end), year)

    def _text(self, cell: Cell) -> str:
        return self.passages.document.blocks[cell.block].text[cell.start : cell.end]

    def _caption(self, table: Table) -> tuple[str, ...]:
        blocks = self.passages.document.blocks
        caption = table.caption
        return () if caption is None or not 0 <= caption < len(blocks) else (blocks[caption].text,)


def _steps(found: Mapping[GoalColumn, Sequence[GoalCell]]) -> Iterator[Mapping[GoalColumn, GoalCell]]:
    """What the cells of a row tell, once for each date; of several states the last counts."""
    last: dict[GoalColumn, GoalCell] = {kind: some[-1 if kind == "progress" else 0] for kind, some in found.items()}
    values = found.get("value", ())
    if len(values) > 1 and all(one.year is not None for one in values):
        for value in values:
            yield {**last, "value": value, "due": value}
        return
    for due in found.get("due", ()) or (None,):
        yield last if due is None else {**last, "due": due}
