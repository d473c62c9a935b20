"""From the cells of a sheet to drafts of blocks and tables, in the order in which a reader goes over it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from claimcheck.model.document import BlockKind
from claimcheck.read.blocks import openings
from claimcheck.read.office.drafts import CellDraft, Draft, Drafts, TableDraft
from claimcheck.read.office.lines import Text
from claimcheck.read.office.rows import make_row
from claimcheck.read.sheets.cells import Sheet, SheetCell, cell_name
from claimcheck.read.sheets.figures import is_figure
from claimcheck.read.sheets.heads import Head, find_head, widened
from claimcheck.read.sheets.regions import Rows, bands, columns_of, is_alone, side_by_side

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
        last = next(
            (number for number in range(len(rows), first, -1) if not is_alone(rows[number - 1])), first
        )
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
        text = cell.text
        if text.opening is not None:
            note = self._draft("footnote", cell)
            note.label = text.opening
            return note
        marker = openings.opening(text.text)
        if marker and marker.kind == "bullet":
            item = self._draft("list", cell, 1)
            item.skip = marker.length
            return item
        draft = self._draft("paragraph", cell)
        draft.may_head = True
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
        head = find_head(rows, self._sheet)
        if above is not None:
            head = Head(0, head.columns)
        origin = min(row[0].column for row in rows)
        rows = widened(rows, head)
        top = rows[0][0].row
        first = len(self._drafts.blocks)
        cells: list[CellDraft] = []
        for row in rows:
            placed = [
                cell._replace(row=cell.row - top, column=cell.column - origin)
                for cell in row
                if cell.column - origin < _MOST_COLUMNS
            ]
            draft, own = make_row(placed, [cell.text for cell in placed])
            if draft is None:
                continue
            draft.page = self._page
            self._add(draft)
            cells += [cell._replace(name=cell_name(cell.row + top, cell.column + origin)) for cell in own]
        made = TableDraft(
            cells,
            max(cell.row + cell.rows for cell in cells),
            columns_of(rows) - origin,
            rows[head.rows][0].row - top if head.rows else 0,
            head.columns,
            first,
            len(self._drafts.blocks),
            caption,
            above,
            cut=self._is_cut(rows),
        )
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
        if self._headed is None or find_head(rows, self._sheet).rows:
            return None
        first, named = self._heads
        figures = {cell.column for row in rows for cell in row if is_figure(cell)}
        begins = min(row[0].column for row in rows)
        return self._headed if figures and first == begins and figures <= named else None


def _among(numbers: Sequence[int], first: int, last: int) -> bool:
    return bisect_left(numbers, first) < bisect_left(numbers, last)


def _covered(cell: SheetCell) -> range:
    return range(cell.column, cell.column + min(cell.columns, _MOST_COLUMNS))
