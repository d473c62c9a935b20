"""Tables of a page: the grid of one that holds data, the plain blocks of one that only lays the page out."""

from __future__ import annotations

import re

from msgspec import Struct, field

from claimcheck.read.blocks.runs import CELL_GAP
from claimcheck.read.html.flow import Draft, Place, is_figure, join
from claimcheck.read.html.tokens import Attributes

LINE_GAP = "\n"

# No table that people read is wider; a cell behind this column keeps its text and has no place in the grid.
MOST_COLUMNS = 1_000
MOST_ROWS_SPANNED = 65_534

# Columns that may be walked over to place the cells of one table, and how many more for each of its cells.
FREE_STEPS = 1_000_000
STEPS_PER_CELL = 20

# A table without header cells holds data if this share of its cells are figures.
FIGURES_SHARE = 0.2
_YEAR = re.compile(r"(?:[A-Za-z]{1,4}\s?)?(?:19|20)\d\d(?:\s?[/\u2013-]\s?(?:\d\d){1,2})?\W{0,3}")
_LAYOUT_ROLES = frozenset(("presentation", "none"))
_RANKS = {"thead": 0, "tfoot": 2}


class DataCell(Struct):
    """A cell while its table is open; the drafts are what stands in it."""

    header: bool
    of_row: bool
    rows: int
    columns: int
    loose: int = 0
    """How many texts of the table outside its cells come before it."""
    drafts: list[Draft] = field(default_factory=list)

    def texts(self) -> list[Draft]:
        """What the cell says: its text, or the alternative text of its pictures if it has no other."""
        return [draft for draft in self.drafts if draft.kind != "alt"] or self.drafts

    def is_figure(self) -> bool:
        """A short text with a digit."""
        texts = self.texts()
        return len(texts) == 1 and is_figure(texts[0].text)


class DataRow(Struct):
    """A row while its table is open; ``group`` is ``thead``, ``tbody`` or ``tfoot``."""

    group: str
    cells: list[DataCell] = field(default_factory=list)


class Grid(Struct):
    """The size of a table that holds data, and the draft that names it."""

    rows: int
    columns: int
    header_rows: int
    header_columns: int
    caption: Draft | None


def name_grid(grids: list[Grid], first: int, drafts: list[Draft]) -> None:
    """Let the caption among the ``drafts`` of a figure name the one table in it, which is number ``first``."""
    if len(grids) == first + 1 and grids[-1].caption is None:
        grids[-1].caption = next((draft for draft in drafts if draft.kind == "caption"), None)


class OpenTable:
    """Collects a table from its start tag to its end; ``is_drawn``: of other elements, which show text where it is."""

    def __init__(self, attributes: Attributes, *, is_drawn: bool = False) -> None:
        self.is_drawn = is_drawn
        self.lays_out = any(role in _LAYOUT_ROLES for role in attributes.words("role"))
        self.names_itself = bool(attributes.get("summary").strip())
        self.loose: list[Draft] = []
        """Text of the table outside its cells; browsers show that of a ``table`` before it."""
        self.captions: list[Draft] = []
        self.rows: list[DataRow] = []
        self.group = "tbody"

    def open_row(self) -> None:
        """Begin a row in the current group."""
        self.rows.append(DataRow(self.group))

    def open_cell(self, name: str, attributes: Attributes) -> DataCell:
        """Begin a cell, in a row of its own if none is open."""
        if not self.rows:
            self.open_row()
        scope = attributes.get("scope").lower()
        role = attributes.get("role").lower()
        header = name == "th" or scope != "" or role in ("rowheader", "columnheader")
        aria = "aria-" if self.is_drawn else ""
        rows = _span(attributes.get(f"{aria}rowspan"), MOST_ROWS_SPANNED)
        columns = _span(attributes.get(f"{aria}colspan"), MOST_COLUMNS) or 1
        of_row = scope in ("row", "rowgroup") or role == "rowheader"
        cell = DataCell(header, of_row, rows, columns, len(self.loose))
        self.rows[-1].cells.append(cell)
        return cell

    def close(self, grids: list[Grid]) -> list[Draft]:
        """The drafts of the table in reading order; a table that holds data is added to ``grids``."""
        rows = sorted((row for row in self.rows if row.cells), key=lambda row: _RANKS.get(row.group, 1))
        last = max((cell.loose for row in rows for cell in row.cells), default=0)
        behind = self.loose[last:] if self.is_drawn else []
        lead = [*self.loose[: len(self.loose) - len(behind)], *self.captions]
        grid = _Layout(rows) if self._holds_data(rows) else None
        if grid is None or grid.is_absurd:
            return [*lead, *(draft for row in rows for cell in row.cells for draft in cell.drafts), *behind]
        drafts = grid.drafts(len(grids))
        if any(draft.grid is not None for draft in drafts):
            header_rows = grid.header_rows()
            caption = next((draft for draft in self.captions if draft.kind == "caption"), None)
            grids.append(Grid(len(rows), grid.width, header_rows, grid.header_columns(header_rows), caption))
        return [*lead, *drafts, *behind]

    def _holds_data(self, rows: list[DataRow]) -> bool:
        if self.lays_out:
            return False
        cells = [cell for row in rows for cell in row.cells]
        if any(draft.grid is not None for cell in cells for draft in cell.drafts):
            # A table around a table of data is there to put it in its place.
            return False
        if self.captions or self.names_itself or any(row.group == "thead" for row in rows):
            return True
        if any(cell.header for cell in cells):
            return True
        filled = [cell for cell in cells if cell.drafts]
        figures = sum(cell.is_figure() for cell in filled)
        wide = sum(len(row.cells) > 1 for row in rows)
        return wide > 1 and figures >= FIGURES_SHARE * len(filled)


def _span(value: str, most: int) -> int:
    """The value of ``rowspan`` or ``colspan``: 0 stands for all that follow."""
    match = re.match(r"\s*\+?(\d{1,9})", value)
    return min(int(match[1]), most) if match else 1


class _Placed(Struct):
    cell: DataCell
    row: int
    column: int
    rows: int
    columns: int


class _Layout:
    """Puts the cells of a table into its grid, as HTML lays down."""

    def __init__(self, rows: list[DataRow]) -> None:
        self._rows = rows
        self._placed: list[list[_Placed]] = []
        self.width = 0
        self.is_absurd = False
        """Its cells span so much that to place them costs more than they are worth."""
        steps, most_steps = 0, FREE_STEPS + STEPS_PER_CELL * sum(len(row.cells) for row in rows)
        taken: list[int] = []
        """For each column, the row from which on it is free."""
        ends = _group_ends(rows)
        for index, row in enumerate(rows):
            column = 0
            placed = []
            for cell in row.cells:
                before = column
                while column < len(taken) and taken[column] > index:
                    column += 1
                steps += column - before + cell.columns
                width = min(cell.columns, MOST_COLUMNS - column)
                if width <= 0:
                    break
                height = min(cell.rows or MOST_ROWS_SPANNED, ends[index] - index)
                if len(taken) < column + width:
                    taken += [0] * (column + width - len(taken))
                taken[column : column + width] = [index + height] * width
                placed.append(_Placed(cell, index, column, height, width))
                column += width
            self.width = max(self.width, len(taken))
            self._placed.append(placed)
            if steps > most_steps:
                self.is_absurd = True
                return

    def drafts(self, number: int) -> list[Draft]:
        """One draft a row, with the places of its cells, each followed by the alternative texts in the row."""
        made: list[Draft] = []
        for row, placed in zip(self._rows, self._placed, strict=True):
            texts = [(cell, cell.texts()) for cell in row.cells]
            parts = [join(drafts, LINE_GAP) for _, drafts in texts if drafts]
            if not parts:
                continue
            draft = join(parts, CELL_GAP)
            draft.kind, draft.level, draft.grid = "table", None, number
            at = 0
            where = {id(each.cell): each for each in placed}
            ends = iter(parts)
            for cell, drafts in texts:
                if not drafts:
                    continue
                length = len(next(ends).text)
                if spot := where.get(id(cell)):
                    draft.places.append(Place(spot.row, spot.column, at, at + length, spot.rows, spot.columns))
                at += length + len(CELL_GAP)
            made.append(draft)
            others = (cell.drafts for cell, drafts in texts if drafts is not cell.drafts)
            made += [draft for drafts in others for draft in drafts if draft.kind == "alt"]
        return made

    def header_rows(self) -> int:
        """How many rows name the columns: those of the head, or the first ones of header cells only."""
        in_head = sum(row.group == "thead" for row in self._rows)
        if in_head:
            return in_head if in_head < len(self._rows) else 0
        count = 0
        for row in self._rows:
            filled = [cell for cell in row.cells if cell.drafts]
            if not filled or not all(cell.header and not cell.of_row for cell in filled):
                break
            count += 1
        if count == 0 and not any(cell.header for row in self._rows for cell in row.cells):
            count = self._plain_header()
        return count if count < len(self._rows) else 0

    def _plain_header(self) -> int:
        """A first row without header cells names the columns if it has words or years above figures."""
        first = [cell for cell in self._rows[0].cells[1:] if cell.drafts]
        if not first or len(self._rows) < 2:
            return 0
        years = [cell for cell in first if _YEAR.fullmatch(cell.texts()[0].text.strip())]
        words = [cell for cell in first if not cell.is_figure()]
        return int(len(years) + len(words) == len(first))

    def header_columns(self, header_rows: int) -> int:
        """How many columns name the rows: the first ones of header cells only, or a first one without figures."""
        body = self._placed[header_rows:]
        by_column: dict[int, list[DataCell]] = {}
        for row in body:
            for spot in row:
                if spot.cell.drafts and spot.column < self.width:
                    by_column.setdefault(spot.column, []).append(spot.cell)
        count = 0
        while count < self.width and count in by_column and all(cell.header for cell in by_column[count]):
            count += 1
        if count == 0 and self.width > 1 and by_column.get(0):
            labels = by_column[0]
            figures = sum(cell.is_figure() and not cell.texts()[0].text[:1].isalpha() for cell in labels)
            count = int(figures * 2 < len(labels))
        return count if count < self.width else 0


def _group_ends(rows: list[DataRow]) -> list[int]:
    """For each row, the index behind the last row of its group: no cell reaches out of it."""
    ends = [len(rows)] * len(rows)
    for index in range(len(rows) - 2, -1, -1):
        ends[index] = ends[index + 1] if rows[index].group == rows[index + 1].group else index + 1
    return ends
