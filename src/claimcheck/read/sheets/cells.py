"""The cells of a sheet, as every spreadsheet has them."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from msgspec import Struct, field

from claimcheck.read.office.lines import Text

CellKind = Literal["text", "number", "year", "date"]

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LIKELY_YEARS = range(1985, 2071)

_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LETTERS = 26


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
