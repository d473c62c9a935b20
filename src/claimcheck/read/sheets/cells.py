"""The cells of a sheet, as every spreadsheet has them, and its parts: runs of rows, and tables side by side."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct, field

from claimcheck.read.office.drafts import Text
from claimcheck.read.sequences import merged

CellKind = Literal["text", "number", "year", "date"]
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LIKELY_YEARS = range(1985, 2071)
_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LETTERS = 26

_TYPED = re.compile(
    r"[<>≤≥~≈±+\-\u2212(\[]*\s*(?:[A-Z]{3}|\W)?\s*"
    r"\d[\d.,'\s\u00a0\u202f]*(?:\s*(?:%|\W|[A-Za-z]{1,3}))?[)\]*†‡]*"
)
_YEAR = re.compile(r"(?:[A-Za-z]{1,4}[\s'.]?)?((?:19|20)\d\d)(?:\s?[/\u2013-]\s?(?:\d\d){1,2})?\W{0,3}")
_SHORT_YEAR = re.compile(r"[A-Za-z]{2,3}\s?'?\d\d(?:\s?/\s?\d\d)?")
_LONGEST = 24
_MOST_SPAN = 1_000
_LEAST_ROWS = 2


class SheetCell(NamedTuple):
    """A cell that shows something: where it is, counted from 0, how many places it covers, and what it shows.

    A ``year`` is a whole number that is written as years are and may be one.
    """

    row: int
    column: int
    text: Text
    kind: CellKind
    rows: int = 1
    columns: int = 1


Rows = list[list[SheetCell]]


class Sheet(Struct):
    """A sheet: its name, and its rows of cells from top to bottom, each from left to right.

    ``hidden_rows`` and ``hidden_columns`` are gone from what a reader sees: they part nothing. ``header_rows`` are
    rows that the file itself calls headers, ``frozen`` is how many rows at the top stay in view. ``has_gaps``: some
    of its cells should show something and do not.
    """

    name: str
    rows: list[list[SheetCell]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    header_rows: frozenset[int] = frozenset()
    frozen: int = 0
    has_gaps: bool = False


def cell_name(row: int, column: int) -> str:
    """The name of a cell counted from 0: "C12"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def place_of(name: str) -> tuple[int, int] | None:
    """Row and column, from 0, of the cell with a name such as "C12"; None for what names no cell."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    row = int(found[2]) - 1
    return (row, column - 1) if 0 <= row < MOST_ROWS and column <= MOST_COLUMNS else None


def area_of(reference: str) -> tuple[int, int, int, int] | None:
    """First row and column, and last ones, from 0, of a reference such as "B2:F9"."""
    first, _, last = reference.partition(":")
    opens, closes = place_of(first), place_of(last or first)
    if opens is None or closes is None:
        return None
    rows, columns = sorted((opens[0], closes[0])), sorted((opens[1], closes[1]))
    return rows[0], columns[0], rows[1], columns[1]


def bands(sheet: Sheet) -> Iterator[Rows]:
    """Runs of rows with no empty row between them that a reader would see."""
    band: Rows = []
    end = 0
    for row in sheet.rows:
        if band and _seen_between(end, row[0].row, sheet.hidden_rows):
            yield band
            band = []
        band.append(row)
        # A cell that spans rows fills them all; one that spans the sheet would fill it for ever.
        reach = min(max(cell.rows for cell in row), _MOST_SPAN)
        end = max(end if len(band) > 1 else 0, row[0].row + reach)
    if band:
        yield band


def _seen_between(first: int, last: int, hidden: Sequence[int]) -> bool:
    """Whether a place from ``first`` up to ``last`` is seen."""
    return last - first > bisect_left(hidden, last) - bisect_left(hidden, first)


def side_by_side(rows: Rows, hidden_columns: Sequence[int]) -> list[Rows]:
    """The tables of a band that stand beside each other: an empty column parts them, and each has labels and figures.

    A column that only keeps the figures of one table apart has no labels behind it.
    """
    # Runs of columns that are filled or spanned.
    ends = merged({(cell.column, cell.column + cell.columns - 1) for row in rows for cell in row}, 1)
    gaps = [pair for pair in pairwise(ends) if _seen_between(pair[0][1] + 1, pair[1][0], hidden_columns)]
    cuts: list[int] = []
    first = ends[0][0]
    for number, (_, after) in enumerate(gaps):
        until = gaps[number + 1][0][1] if number + 1 < len(gaps) else ends[-1][1]
        if _stands_alone(rows, first, after[0] - 1) and _stands_alone(rows, after[0], until):
            cuts.append(after[0])
            first = after[0]
    if not cuts:
        return [rows]
    sides = pairwise([0, *cuts, ends[-1][1] + 1])
    parts = ([[cell for cell in row if left <= cell.column < right] for row in rows] for left, right in sides)
    return [[row for row in part if row] for part in parts]


def _stands_alone(rows: Rows, left: int, right: int) -> bool:
    """Whether the columns hold a table of their own: the first of them names rows that have figures behind it."""
    labelled = figures = 0
    for row in rows:
        own = [cell for cell in row if left <= cell.column <= right]
        if not own or not any(map(is_figure, own)):
            continue
        figures += 1
        labelled += own[0].column == left and not is_figure(own[0]) and own[0].kind == "text"
    return figures >= _LEAST_ROWS and 2 * labelled > figures


def is_alone(row: Sequence[SheetCell]) -> bool:
    """Whether a row has one cell and nothing beside it."""
    return len(row) == 1


def columns_of(rows: Iterable[Sequence[SheetCell]]) -> int:
    """The column behind the last one of some rows."""
    return max((cell.column + cell.columns for row in rows for cell in row), default=0)


def is_figure(cell: SheetCell) -> bool:
    """Whether a cell shows a number that is no year and no date."""
    if cell.kind == "text":
        text = cell.text.text
        return len(text) <= _LONGEST and _TYPED.fullmatch(text) is not None and not is_period(cell)
    return cell.kind == "number"


def is_period(cell: SheetCell) -> bool:
    """Whether a cell shows nothing but a year or a date."""
    if cell.kind == "text":
        text = cell.text.text
        if len(text) > _LONGEST:
            return False
        found = _YEAR.fullmatch(text)
        return int(found[1]) in LIKELY_YEARS if found else _SHORT_YEAR.fullmatch(text) is not None
    return cell.kind in ("year", "date")


def is_empty_value(cell: SheetCell) -> bool:
    """Whether a cell has no letter and no digit: a dash where a figure would stand."""
    return not any(map(str.isalnum, cell.text.text))
