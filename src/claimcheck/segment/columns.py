"""What each column of a table is for: labels, units, values, or numbers that only point somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from claimcheck.model.document import Table
from claimcheck.segment.cell_values import CellValue
from claimcheck.segment.headers import MOST_LABEL_COLUMNS
from claimcheck.segment.labels import LabelReader
from claimcheck.text.numbers import YEAR
from claimcheck.text.structure_words import TableWords

ENOUGH_UNITS = 0.6
"""Share of the filled cells of a column that have to be units for it to be a unit column without a heading."""
SOME_UNITS = 0.4
LONGEST_SIGN = 12
SOME_LISTS = 2
LEAST_COUNTED = 3
"""Rows that have to count up from one for a column of row numbers."""

_CODE = re.compile(r"([0-9]{1,3})-([0-9]{1,2})(?:-?[a-z])?(?: [a-z.]{1,4})?")

_WORDS = re.compile(r"[^\W\d_]{3,}")
_PAGES = re.compile(r"[0-9]{1,3}(?:[-–, ]{1,3}[0-9]{1,3})*")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[.,'’ ][0-9]{3})+(?:[.,][0-9]+)?")

ELLIPSIS = "…"

Column = Sequence[tuple[str, CellValue | None]]


class Columns:
    """The columns of one table. ``label_width`` leading columns name the rows; ``unit_columns`` hold units."""

    def __init__(
        self,
        table: Table,
        columns: Mapping[int, Column],
        headers: Mapping[int, Sequence[str]],
        labels: LabelReader,
        words: TableWords,
    ) -> None:
        low = {column: [text.lower() for text in texts] for column, texts in headers.items()}
        self.unit_columns = {
            column
            for column, cells in columns.items()
            if _named(low[column], words.unit_columns) or _are_units(cells, labels)
        }
        # "Measure" over the first column may head units or labels: labels, where another column has the units.
        if len(self.unit_columns) > 1 and not _are_units(columns.get(0, ()), labels):
            self.unit_columns.discard(0)
        width, last = _label_width(table, columns, self.unit_columns), table.columns - 1
        answers = width > last > 0 and any(value and not value.no_value for _, value in columns.get(last, ()))
        self.label_width = last if answers else width
        self._answers = last if answers else None
        # Under "ID" beside shares stand Indonesians, and no page has so large a number.
        told = [column for column, cells in columns.items() if _most(cells, _is_share) or _most(cells, _is_grouped)]
        counted = {tuple(low[column]) for column in told}
        self._pointing = {
            column
            for column, cells in columns.items()
            if (_named(low[column], words.pointer_columns) and tuple(low[column]) not in counted)
            or _most(cells, _is_code)
            or _are_pages(cells)
            or (column == 0 and _counts_up(cells))
        }
        self._years = {
            column for column, cells in columns.items() if _named(low[column], words.year_columns) or _are_years(cells)
        }

    def names_rows(self, column: int) -> bool:
        """Whether the column holds names, and not units, numbers of rows, codes or pages."""
        return column not in self._pointing and column not in self.unit_columns

    def holds_values(self, column: int, value: CellValue, *, stated: bool = False) -> bool:
        """Whether a cell of the column that reads like this is a figure; ``stated``: its row has a unit.

        Among answers in words a bare number may be a page.
        """
        if column < self.label_width or column in self.unit_columns or column in self._pointing:
            return False
        if column == self._answers and value.measure is None and not stated:
            return False
        return not (value.is_year and column in self._years)


def _named(headers: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the innermost header of a column is one of the words, or begins with one that an ellipsis follows."""
    if not headers:
        return False
    header = headers[-1]
    if header in words or header.strip(" .:#*") in words:
        return True
    return any(word[-1:] == ELLIPSIS and header.startswith(word[:-1]) for word in words)


def _label_width(table: Table, columns: Mapping[int, Column], units: set[int]) -> int:
    """The leading columns without figures: those the reader named, and further ones that hold words or years."""
    width = 0 if _is_lone_figure(table, columns.get(0, ())) else max(table.header_columns, 0)
    # Codes of disclosures name nothing either, and are told apart by themselves.
    lead = int(_most(columns.get(0, ()), _is_code))
    while width > 1 and (_are_counts(columns.get(width - 1, ())) or _most(columns.get(width - 1, ()), _is_grouped)):
        width -= 1
    for column in sorted(columns):
        if column < width:
            continue
        if column > width or width >= MOST_LABEL_COLUMNS or (column in units and column > 0):
            break
        cells = columns[column]
        if column == 1 and _counts_up(columns.get(0, ())) and _most(cells, _is_phrase):
            # Numbers of rows name nothing: what stands behind them does ("Leak rate -30%").
            return 2
        figures = sum(1 for _, value in cells if value is not None and not value.no_value)
        if 2 * figures > len(cells) and not _are_years(cells) and not (column == 0 and _counts_up(cells)):
            break
        width = column + 1
        # Words behind the first label column are remarks unless every row has them.
        if column > lead and not _labels_more(cells, columns.get(lead, ())):
            return column
    return min(width, MOST_LABEL_COLUMNS)


def _is_lone_figure(table: Table, first: Column) -> bool:
    """Whether the only row below a header begins with a figure: what is measured stands above it, nothing beside it."""
    value = first[0][1] if len(first) == 1 and table.rows == table.header_rows + 1 else None
    return value is not None and not value.no_value and not value.is_year


def _are_counts(cells: Column) -> bool:
    """Whether each cell of a column is a number with what it counts: "972 employees"."""
    return bool(cells) and all(
        value is not None and value.bound is None and value.high is None and text[-1:].isalpha() and text[:1].isdigit()
        for text, value in cells
    )


def _labels_more(cells: Column, first: Column) -> bool:
    """Whether a further column of words tells the rows apart: more different words than the one before it has."""
    own = {text for text, value in cells if value is None}
    return len(own) >= max(1, len({text for text, _ in first}))


def _are_units(cells: Column, labels: LabelReader) -> bool:
    filled = [text for text, value in cells if value is None or value.no_value]
    if len(filled) < max(1, ENOUGH_UNITS * len(cells)):
        return False
    units = [labels.units.whole(text[:40]) for text in filled]
    # "Men" and "Women" name rows.
    found = [unit for unit in units if unit is not None and (unit.kind != "count" or unit.id is None)]
    # Short signs are units beside a few of several kinds, though no list has them ("bbl", "pcs").
    short = len(set(found)) > 1 and max(map(len, filled)) <= LONGEST_SIGN
    return len(found) >= max(1.0, (SOME_UNITS if short else ENOUGH_UNITS) * len(filled))


def _most(cells: Column, test: Callable[[str, CellValue | None], bool]) -> bool:
    """Whether a test holds of more than half of the cells."""
    return 2 * sum(test(text, value) for text, value in cells) > len(cells)


def _is_share(text: str, value: CellValue | None) -> bool:
    return value is not None and value.measure is not None and value.measure.unit == "%"


def _is_phrase(text: str, value: CellValue | None) -> bool:
    return len(_WORDS.findall(text)) > 1


def _is_grouped(text: str, value: CellValue | None) -> bool:
    """Whether a cell is a figure with its thousands set apart, as neither years nor numbers of rows are written."""
    return value is not None and _GROUPED.fullmatch(text) is not None


def _is_code(text: str, value: CellValue | None) -> bool:
    """Whether a cell is a code such as "305-1" or "2-7", which reads like no range that rises."""
    code = _CODE.fullmatch(text)
    return code is not None and int(code[1]) >= int(code[2])


def _are_pages(cells: Column) -> bool:
    """Whether all cells are numbers of pages, and some list several: "30, 31, 41-44"."""
    lists = sum(", " in text for text, _ in cells)
    return lists >= SOME_LISTS and all(_PAGES.fullmatch(text) for text, _ in cells)


def _are_years(cells: Column) -> bool:
    figures = [(text, value) for text, value in cells if value is not None and not value.no_value]
    return bool(figures) and all(YEAR.fullmatch(text) for text, _ in figures) and len(figures) == len(cells)


def _counts_up(cells: Column) -> bool:
    """Whether the cells are 1, 2, 3 …: the numbers of the rows."""
    numbers = [value.value for _, value in cells if value is not None and not value.no_value]
    return len(numbers) >= LEAST_COUNTED and numbers == [float(at + 1) for at in range(len(numbers))]
