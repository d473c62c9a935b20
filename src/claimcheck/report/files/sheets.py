"""How a sheet of a workbook looks: heads, widths, lists to choose from, colours, and what the printer does with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from claimcheck.report.layout import visible

_LONGEST = 32_767
_HEAD = PatternFill("solid", fgColor="DDE6E1")
_OPEN = PatternFill("solid", fgColor="FFF7D6")
_TOP = Alignment(wrap_text=True, vertical="top", horizontal="left")
_BOLD = Font(name="Calibri", size=11, bold=True)
_A4 = 9
_MARGIN = 0.4
_LONGEST_NAME = 100
_DATES = "yyyy-mm-dd"


class Column(NamedTuple):
    """A column: its head, its width in characters, and what somebody may fill in.

    ``choices`` are the values to choose from, ``dates`` lets in days from the one given on, ``colours`` has the fill of
    cells by their words. ``filled`` says that the column is for whoever works with the sheet.
    """

    head: str
    width: int
    choices: tuple[str, ...] = ()
    colours: Mapping[str, str] = {}
    dates: date | None = None
    filled: bool = False


def add(book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str) -> None:
    """Add a sheet; ``title`` is printed at the head of its pages. No cell is a formula, whatever it begins with."""
    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    _print(sheet, title)
    sheet.append([_head(sheet, column.head) for column in columns])
    count = 1
    for row in rows:
        count += 1
        sheet.append([_cell(sheet, *pair) for pair in zip(columns, row, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        _help(sheet, column, f"{letter}2:{letter}{max(count, 2)}")


def _print(sheet: Any, title: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
    margins = sheet.page_margins
    margins.left = margins.right = _MARGIN
    margins.top = margins.bottom = 2 * _MARGIN
    margins.header = margins.footer = _MARGIN
    # At the head of a page an ampersand begins a command.
    sheet.oddHeader.left.text = _written(title)[-_LONGEST_NAME:].replace("&", "&&")
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _written(text: str) -> str:
    """Text on one line, as a workbook can hold it."""
    return visible(text)[:_LONGEST]


def _help(sheet: Any, column: Column, cells: str) -> None:
    checks: list[tuple[DataValidation, str]] = []
    if column.choices:
        listing = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True)
        checks.append((listing, "Choose from the list."))
    if (day := column.dates) is not None:
        first = f"DATE({day.year},{day.month},{day.day})"
        days = DataValidation(type="date", operator="greaterThanOrEqual", formula1=first, allow_blank=True)
        checks.append((days, f"A day from {day} on."))
    for check, error in checks:
        check.error, check.errorTitle, check.showErrorMessage = error, column.head, True
        check.add(cells)
        sheet.data_validations.append(check)
    for words, colour in column.colours.items():
        fill = PatternFill("solid", bgColor=colour)
        rule: Any = CellIsRule(operator="equal", formula=[f'"{words}"'], fill=fill)  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(cells, rule)


def _head(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _TOP
    return cell


def _cell(sheet: Any, column: Column, value: Any) -> Cell:
    """A value as itself, or lines of text; text is text, whatever it begins with."""
    if isinstance(value, str | tuple):
        lines = [value] if isinstance(value, str) else value
        cell = WriteOnlyCell(sheet, "\n".join(map(_written, lines)))
        cell.data_type = "s"
    else:
        cell = WriteOnlyCell(sheet, value)
    cell.alignment = _TOP
    if column.filled:
        cell.fill = _OPEN
    if column.dates is not None:
        cell.number_format = _DATES
    return cell
