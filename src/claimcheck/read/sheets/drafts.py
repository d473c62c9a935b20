"""From the cells of a sheet to drafts of blocks and tables, in the order in which a reader goes over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.document import BlockKind
from claimcheck.read.blocks import openings
from claimcheck.read.office.drafts import CellDraft, Draft, Drafts, TableDraft, Text, typed
from claimcheck.read.office.grids import make_row
from claimcheck.read.sheets.cells import (
    Rows,
    Sheet,
    SheetCell,
    bands,
    cell_name,
    columns_of,
    is_alone,
    is_empty_value,
    is_figure,
    is_period,
    side_by_side,
)

_MOST_ROWS = 6  # of a head; more lines of words above the first figure are a part of the table
_LONGEST_NO_VALUE = 6  # characters of "n/a" and the like

_SHEET, _TABLE, _PART = 1, 2, 3
_MOST_COLUMNS = 1_000


def make_drafts(sheet: Sheet, page: int) -> Drafts:
    """The drafts of one sheet, which is page ``page``: its name, then what stands in it."""
    return _Maker(sheet, page).run()


class _Maker:
    """Makes the drafts of one sheet.

    Lines that stand alone wait in ``_lead`` until it shows whether a table follows, which they name.
    """

    def __init__(self, sheet: Sheet, page: int) -> None:
        self._sheet = sheet
        self._page = page
        self._drafts = Drafts()
        self._lead: list[SheetCell] = []
        self._headed: TableDraft | None = None
        self._heads: tuple[int, set[int]] = 0, set()

    def run(self) -> Drafts:
        if self._sheet.name.strip():
            name = " ".join(self._sheet.name.split())
            self._drafts.blocks.append(Draft("heading", Text(name, ()), level=_SHEET, page=self._page))
        for band in bands(self._sheet):
            for part in side_by_side(band, self._sheet.hidden_columns):
                self._part(part)
        self._tell_lead()
        return self._drafts

    def _part(self, rows: Rows) -> None:
        first = next((number for number, row in enumerate(rows) if not is_alone(row)), len(rows))
        last = next((at for at in range(len(rows), first, -1) if not is_alone(rows[at - 1])), first)
        body = rows[first:last]
        above = self._above(body) if body else None
        if above is not None:
            # What stands right over its rows parts them from those of the table above.
            body = rows[:last]
        else:
            self._lead += [row[0] for row in rows[:first]]
        if body:
            self._table(body, above)
        for row in rows[last:] if first < last else ():
            self._add(self._line(row[0]))

    # Lines.

    def _tell_lead(self) -> None:
        """Lines with no table below: what they are shows by their look."""
        for cell in self._lead:
            self._add(self._line(cell))
        self._lead = []

    def _line(self, cell: SheetCell) -> Draft:
        draft = typed(cell.text)
        draft.page, draft.name = self._page, cell_name(cell.row, cell.column)
        return draft

    def _draft(self, kind: BlockKind, cell: SheetCell, level: int | None = None) -> Draft:
        return Draft(kind, cell.text, level, page=self._page, name=cell_name(cell.row, cell.column))

    def _add(self, draft: Draft) -> None:
        self._drafts.blocks.append(draft)

    def _name_table(self) -> Draft | None:
        """Tell the lines above a table: a title opens a section, a last line of several below it is the caption."""
        lead, self._lead = self._lead, []
        caption: Draft | None = None
        level = _TABLE
        for number, cell in enumerate(lead):
            is_last = number + 1 == len(lead)
            if not openings.is_title_like(cell.text.text):
                self._add(self._line(cell))
            elif is_last and level > _TABLE:
                caption = self._draft("caption", cell)
                self._add(caption)
            else:
                self._add(self._draft("heading", cell, level))
                level = _PART
        return caption

    # Tables.

    def _table(self, rows: Rows, above: TableDraft | None) -> None:
        caption = self._name_table()
        head = _find_head(rows, self._sheet)
        if above is not None:
            head = _Head(0, head.columns)
        origin = min(row[0].column for row in rows)
        rows = _widened(rows, head)
        top = rows[0][0].row
        first = len(self._drafts.blocks)
        cells: list[CellDraft] = []
        for row in rows:
            draft, own = make_row(
                ((cell.row - top, cell.column - origin, cell.rows, cell.columns), cell.text)
                for cell in row
                if cell.column - origin < _MOST_COLUMNS
            )
            if draft is None:
                continue
            draft.page = self._page
            self._add(draft)
            cells += [cell._replace(name=cell_name(cell.row + top, cell.column + origin)) for cell in own]
        deep, wide = max(cell.row + cell.rows for cell in cells), columns_of(rows) - origin
        heads, last = rows[head.rows][0].row - top if head.rows else 0, len(self._drafts.blocks)
        place = first, last, caption, above, self._is_cut(rows)
        made = TableDraft(cells, deep, wide, heads, head.columns, *place)
        self._drafts.tables.append(made)
        if head.rows:
            over = {column for row in rows[: head.rows] for cell in row for column in _covered(cell)}
            self._headed, self._heads = made, (origin, over)

    def _is_cut(self, rows: Rows) -> bool:
        """Whether something between these rows and their columns is not seen."""
        sheet = self._sheet
        lines = _among(sheet.hidden_rows, rows[0][0].row, rows[-1][0].row)
        first = min(row[0].column for row in rows)
        return sheet.has_gaps or lines or _among(sheet.hidden_columns, first, columns_of(rows))

    def _above(self, rows: Rows) -> TableDraft | None:
        """The table whose head counts for one without: it begins in the same column and names all that have figures."""
        if self._headed is None or _find_head(rows, self._sheet).rows:
            return None
        first, named = self._heads
        figures = {cell.column for row in rows for cell in row if is_figure(cell)}
        begins = min(row[0].column for row in rows)
        return self._headed if figures and first == begins and figures <= named else None


def _among(numbers: Sequence[int], first: int, last: int) -> bool:
    return bisect_left(numbers, first) < bisect_left(numbers, last)


def _covered(cell: SheetCell) -> range:
    return range(cell.column, cell.column + min(cell.columns, _MOST_COLUMNS))


class _Head(NamedTuple):
    """How many of the first rows name the columns, and how many leading columns name the rows."""

    rows: int
    columns: int


def _find_head(rows: Rows, sheet: Sheet) -> _Head:
    """The head of a table.

    Rows name the columns that stand above the first row of figures and have words or periods over these. In a table
    without figures they are those that the file calls headers or keeps in view, or a first row in bold.
    """
    origin = min(row[0].column for row in rows)
    values = {cell.column for row in rows for cell in row if is_figure(cell)} - {origin}
    named = sum(row[0].row in sheet.header_rows for row in rows[:_MOST_ROWS])
    over = _above_figures(rows, values) if values else _set_apart(rows, sheet)
    count = min(max(named, over), len(rows) - 1)
    return _Head(count, _names_rows(rows[count:], origin))


def _above_figures(rows: Rows, values: set[int]) -> int:
    count = 0
    has_periods = False
    for number, row in enumerate(rows):
        over = [cell for cell in row if not values.isdisjoint(range(cell.column, cell.column + cell.columns))]
        if any(is_figure(cell) for cell in over) or number > _MOST_ROWS:
            break
        if not over:
            # A line about all below it, or the first section of the table.
            if count:
                break
            continue
        periods = sum(map(is_period, over))
        if _has_no_values(over) or (periods and has_periods):
            break
        has_periods |= 2 * periods > len(over)
        count = number + 1
    else:
        return 0
    return 1 if count > _MOST_ROWS else count


def _has_no_values(cells: Sequence[SheetCell]) -> bool:
    """Whether cells only say that there is no figure: dashes, or a few letters that are the same in all of them."""
    if all(map(is_empty_value, cells)):
        return True
    texts = {cell.text.text for cell in cells}
    return len(cells) > 1 and len(texts) == 1 and len(texts.pop()) <= _LONGEST_NO_VALUE


def _set_apart(rows: Rows, sheet: Sheet) -> int:
    in_view = sum(row[0].row < sheet.frozen for row in rows)
    if 0 < in_view < min(_MOST_ROWS, len(rows)):
        return in_view
    first, body = rows[0], [cell for row in rows[1:] for cell in row]
    bold = len(first) > 1 and all(cell.text.bold for cell in first)
    return int(bold and not all(cell.text.bold for cell in body))


def _names_rows(body: Rows, origin: int) -> int:
    first = [cell for row in body for cell in row if cell.column == origin]
    worded = sum(any(map(str.isalpha, cell.text.text)) for cell in first)
    if 2 * worded > len(first):
        return 1
    return int(bool(first) and all(map(is_period, first)))


def _widened(rows: Rows, head: _Head) -> Rows:
    """The rows with the names of groups of columns spread over these, where the file has them over the first alone.

    That is how groups look whose cells were not merged: the first stands over the first column that has a name below,
    and all groups together fill the row.
    """
    if head.rows < 2:
        return rows
    made = list(rows)
    for number in range(head.rows - 1):
        made[number] = _spread(rows[number], {cell.column for cell in rows[number + 1]})
    return made


def _spread(row: Sequence[SheetCell], below: set[int]) -> list[SheetCell]:
    own = {cell.column for cell in row}
    # Columns of labels have their name in one of the rows.
    open_columns = sorted(below - {cell.column for cell in row if cell.columns > 1})
    found = []
    for number, cell in enumerate(row):
        until = row[number + 1].column if number + 1 < len(row) else max(below, default=0) + 1
        free = [column for column in open_columns if cell.column < column < until and column not in own]
        if cell.columns == 1 and cell.column in below and free:
            cell = cell._replace(columns=free[-1] - cell.column + 1)
        found.append(cell)
    return found
