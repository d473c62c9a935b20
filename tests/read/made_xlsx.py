"""Excel files made for a test, with the words of the script that builds the fixtures, and what is read of them."""

from __future__ import annotations

from functools import cache

from builders import FIXTURES, builder
from reading_checks import check

from claimcheck.api import load_rulepack
from claimcheck.model.document import Document
from claimcheck.model.table import DataPoint
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.report.places import CellNames
from claimcheck.segment.tables import TableReader

FOLDER = FIXTURES / "xlsx"


build = builder("xlsx")


def read(data: bytes, limits: Limits = DEFAULT, path: str = "pack.xlsx") -> Document:
    """The bytes of a spreadsheet, read in this process and checked."""
    return check(read_bytes(data, path=path, limits=limits, isolated=False))


def read_sheet(*rows: object, **more: object) -> Document:
    """A workbook with one sheet of these rows."""
    return read(build.pack(build.parts(build.Sheet("Data", rows, **more))))


def cells(document: Document) -> dict[str, str]:
    """What stands in each cell that is named, by its name."""
    names = CellNames(document)
    found = {}
    starts = [spot.start for spot in document.spots]
    for start, end in zip(starts, [*starts[1:], len(document.source)], strict=True):
        text = document.source[start:end].split("\n")[0].removesuffix(" | ")
        found[names.of(start, start + 1) or ""] = text
    return found


def grids(document: Document) -> list[list[list[str]]]:
    """The tables, each as rows of texts; places without text are empty."""
    made = []
    for table in document.tables:
        rows = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            rows[cell.row][cell.column] = document.blocks[cell.block].text[cell.start : cell.end]
        made.append(rows)
    return made


@cache
def _tables() -> TableReader:
    lexicon = load_rulepack().lexicons["en"]
    return TableReader(lexicon.facts, lexicon.tables)


def points(document: Document) -> list[DataPoint]:
    """The data points of all tables, with the words of English."""
    return list(_tables().read(document))


def values(document: Document) -> list[tuple[str, str, float | None, str | None, int | None]]:
    """Row, column, value, unit and year of each data point that can be evidence."""
    return [
        (
            " > ".join(point.row_path),
            " > ".join(point.column_path),
            point.amount.value,
            point.unit.id if point.unit else None,
            point.period.year if point.period else None,
        )
        for point in points(document)
        if point.supports
    ]
