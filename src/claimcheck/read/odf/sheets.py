"""The sheets of an OpenDocument spreadsheet, as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.read.limits import Limits
from claimcheck.read.odf.inline import Inline, Source
from claimcheck.read.odf.markup import OFFICE, TABLE, TEXT, repeated
from claimcheck.read.office.lines import Text
from claimcheck.read.office.markup import Element
from claimcheck.read.office.rows import CELL_GAP, CellLine
from claimcheck.read.sheets.cells import MOST_COLUMNS, MOST_ROWS, CellKind, Sheet, SheetCell, cell_name
from claimcheck.read.sheets.number_formats import neutral
from claimcheck.read.unseen import MOST_UNSEEN

_GROUPS = frozenset(
    f"{TABLE}table-{name}"
    for name in ("header-rows", "rows", "row-group", "columns", "header-columns", "column-group")
)
_FIGURES = frozenset(("float", "percentage", "currency"))
_HIDDEN = frozenset(("collapse", "filter"))
_PERCENTAGE = "percentage"
_MOST_ALIKE = 100  # cells or rows that are written once and stand there many times
_ISO_DATE = 10


def read_sheet(source: Source, table: Element, limits: Limits, *, unseen: bool = False) -> Sheet:
    """One sheet; what it hides is told and is no part of it.

    Of an ``unseen`` sheet nothing is shown; no more of it is looked at than is kept of hidden texts.
    """
    sheet = Sheet(table.get(TABLE + "name", ""))
    hidden = bytearray(MOST_COLUMNS)
    column = 0
    for element in _parts(table, "table-column"):
        span = min(repeated(element, "number-columns-repeated"), MOST_COLUMNS - column)
        if element.get(TABLE + "visibility") in _HIDDEN:
            hidden[column : column + span] = b"\x01" * span
        column += span
    row = 0
    for element in _parts(table, "table-row"):
        span = repeated(element, "number-rows-repeated")
        is_hidden = unseen or element.get(TABLE + "visibility") in _HIDDEN
        for number in range(row, min(row + span, row + _MOST_ALIKE, MOST_ROWS)):
            cells = [*_cells(source, element, number, sheet.name)]
            if not cells:
                break
            left_out = [cell for cell in cells if is_hidden or hidden[cell.column]]
            if left_out:
                words = CELL_GAP.join(cell.text.text for cell in left_out)
                place = f"{sheet.name}!{cell_name(number, left_out[0].column)}"
                source.counts.hidden.add(words, "switched off", place)
            if is_hidden:
                sheet.hidden_rows.append(number)
                continue
            shown = [cell for cell in cells if not hidden[cell.column]]
            room = limits.cells - source.counts.taken
            if len(shown) > room:
                source.counts.cut_at = (
                    source.counts.cut_at or f"{sheet.name}!{cell_name(number, shown[room].column)}"
                )
                sheet.has_gaps = True
                shown = shown[:room]
            source.counts.taken += len(shown)
            if shown:
                sheet.rows.append(shown)
        row += span
        if row >= MOST_ROWS or source.counts.cut_at or (unseen and len(source.counts.hidden) >= MOST_UNSEEN):
            break
    sheet.hidden_columns = [number for number, is_hidden in enumerate(hidden) if is_hidden]
    return sheet


def _parts(table: Element, name: str) -> Iterator[Element]:
    """Rows or columns, in groups as well."""
    for child in table:
        if child.tag == TABLE + name:
            yield child
        elif child.tag in _GROUPS:
            yield from _parts(child, name)


def _cells(source: Source, row: Element, number: int, sheet: str) -> Iterator[SheetCell]:
    column = 0
    for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
        span = repeated(cell, "number-columns-repeated")
        if cell.tag == TABLE + "table-cell" and len(cell) and column < MOST_COLUMNS:
            text, kind = _shown(source, cell, f"{sheet}!{cell_name(number, column)}")
            if text.text:
                rows, columns = (repeated(cell, f"number-{name}-spanned") for name in ("rows", "columns"))
                for place in range(column, min(column + span, column + _MOST_ALIKE, MOST_COLUMNS)):
                    yield SheetCell(number, place, text, kind, rows, columns)
        column += span


def _shown(source: Source, cell: Element, place: str) -> tuple[Text, CellKind]:
    line = CellLine()
    source.counts.comments += cell.find(OFFICE + "annotation") is not None
    for paragraph in cell.iterchildren(TEXT + "p"):
        line.open_paragraph()
        style = source.styles.of("table-cell", cell.get(TABLE + "style-name"))
        Inline(source, line, style, place).read(paragraph)
    text = line.finish()
    kind = cell.get(OFFICE + "value-type", "")
    if kind == "date":
        day = cell.get(OFFICE + "date-value", "")[:_ISO_DATE]
        return text._replace(text=day or text.text), "date"
    if kind not in _FIGURES:
        return text, "text"
    try:
        value = float(cell.get(OFFICE + "value", ""))
    except ValueError:
        return text, "text"
    shown = neutral(text.text, value * 100 if kind == _PERCENTAGE else value)
    return text._replace(text=shown.text), shown.kind
