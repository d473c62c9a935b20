"""How many cells of known tables have the right row, column and year.

    python benchmarks/tables.py CELLS.csv [--folder DIR] [--wrong | --layouts]

``CELLS.csv`` has one line for each cell that somebody read off the picture of a page, with the columns ``path`` (of a
file in DIR), ``page``, ``value``, ``row`` (part of the row's label), ``column`` (part of the column's header, or
several parts with && between them) and ``year`` (empty where the column names none). A cell counts as right if a table
on that page has the value in a row whose label holds ``row``, in a column whose header holds ``column`` and names no
other year than ``year``. Where ``row`` and ``column`` are empty, the figure stands in no table, and no data point may
support anything with it.

With the columns ``unit`` (an id as data points have it, "count" or the class "intensity", behind a blank the scale if
it matters) and ``section`` (part of a label over that of the row) the data points are compared as well: the path of
the row, that of the column, the year, wherever it stands, and the unit. Empty ones are not compared. ``--layouts``
prints a table of them by file, with the figures that support something under a wrong year.

``fixtures/tables/real.csv`` has figures of published reports, which are not in the repository: a file is named by its
SHA-256 (column ``sha256``) and looked for in DIR, and words of labels are hashes, made by
``fixtures/tables/real.py``. ``--half open`` or ``--half sealed`` takes one half of its pages.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from claimcheck.api import load_rulepack
from claimcheck.model.document import Cell, Document, Table
from claimcheck.model.table import DataPoint
from claimcheck.read.dispatch import read_path
from claimcheck.read.limits import PageRange
from claimcheck.segment.tables import TableReader

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
# A label may hold more than the key, for instance a unit; much more means that labels were run together.
LONGEST_LABEL = 3.0  # of the length of the key
SLACK = 40  # characters
BESIDE = 2  # pages that are read before the first page with cells, and behind the last
TOKEN = re.compile(r"\w+|[^\w\s]")
HASH_LENGTH = 12
LONGEST_HASHED = 40  # words and signs
COUNTED = ("point", "both", "row", "table", "cells")
PARTS = ("row", "column", "year", "unit")


@dataclass(frozen=True)
class Expected:
    """A cell as read off the picture; ``half`` is "open", "sealed" or "found".

    Where ``sha256`` of the file is told, ``row``, ``column`` and ``section`` are hashes.
    """

    path: str
    page: int
    value: str
    row: str
    column: str
    year: str
    unit: str = ""
    section: str = ""
    sha256: str = ""
    half: str = ""

    def names(self, text: str, key: str) -> bool:
        """Whether a text holds a key: as words, or as a run of words with its hash."""
        if not self.sha256 or not key:
            return plain(key) in plain(text)
        return key in hashes(self.sha256, text)


def tokens(text: str) -> list[str]:
    """The words and signs of a text, for comparison."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text).translate(DASHES).replace("\u2019", "'").casefold())


def hashed(salt: str, words: Sequence[str]) -> str:
    """The hash of words; ``salt`` is that of the file, so the same label has another one elsewhere."""
    return hashlib.sha256(f"{salt} {''.join(words)}".encode()).hexdigest()[:HASH_LENGTH]


@cache
def hashes(salt: str, text: str) -> frozenset[str]:
    """The hashes of all runs of words of a text."""
    found = tokens(text)
    ends = (range(start, min(start + LONGEST_HASHED, len(found))) for start in range(len(found)))
    return frozenset(hashed(salt, found[start : end + 1]) for start, each in enumerate(ends) for end in each)


def plain(text: str) -> str:
    """Text without blanks and case, for comparison."""
    return "".join(unicodedata.normalize("NFKC", text).translate(DASHES).casefold().split())


def text_of(document: Document, cell: Cell) -> str:
    """What a cell says."""
    return document.blocks[cell.block].text[cell.start : cell.end]


def headers(document: Document, table: Table, cell: Cell) -> Iterator[str]:
    """The header cells over a cell, from the top down."""
    if table.header_of is not None:
        above = document.tables[table.header_of]
        yield from headers(document, above, cell)
    for other in table.cells:
        covers = other.column <= cell.column < other.column + other.columns
        if other.row < table.header_rows and covers:
            yield text_of(document, other)


def labels(document: Document, table: Table, cell: Cell) -> list[str]:
    """The labels beside a cell."""
    return [
        text_of(document, other)
        for other in table.cells
        if other.column < max(1, table.header_columns) and other.row <= cell.row < other.row + other.rows
    ]


def judge(document: Document, expected: Expected) -> tuple[bool, bool, bool]:
    """Whether the value stands in a table at all, there in the right row, and also in the right column."""
    best = (False, False, False)
    for table in document.tables:
        if table.page != expected.page:
            continue
        for cell in table.cells:
            if cell.row < table.header_rows or plain(text_of(document, cell)) != plain(expected.value):
                continue
            longest = LONGEST_LABEL * len(plain(expected.row)) + SLACK
            row = any(
                expected.names(label, expected.row) and (expected.sha256 or len(plain(label)) <= longest)
                for label in labels(document, table, cell)
            )
            header = " ".join(headers(document, table, cell))
            years = set(YEAR.findall(header))
            if expected.year and not years and expected.year[2:] in expected.column:
                years = {expected.year} if expected.year[2:] in header else years  # "FY19"
            in_header = expected.year[2:] in expected.column  # else a row or the caption has it
            right_year = not expected.year or years == {expected.year} or not (years or in_header)
            right_year = right_year or expected.year in years & set(YEAR.findall(expected.column))
            column = right_year and all(expected.names(header, part) for part in expected.column.split("&&"))
            best = max(best, (True, row, row and column))
    return best


def has_unit(point: DataPoint, expected: str) -> bool:
    """Whether a data point has the unit that is written as in the CSV file."""
    name, _, scale = expected.partition(" ")
    if not name:
        return True
    unit = point.unit
    if unit is None or (scale and float(scale) != unit.scale):
        return False
    return name in (unit.id, unit.kind, unit.unit_class)


class Reading(NamedTuple):
    """Which parts of a figure one data point has right, and whether it supports something under a wrong year."""

    row: bool = False
    column: bool = False
    year: bool = False
    unit: bool = False
    misleads: bool = False

    @property
    def right(self) -> bool:
        """Whether all parts are right."""
        return all(self[: len(PARTS)])


def judge_points(points: Iterable[DataPoint], expected: Expected) -> Reading:
    """What the data point that is nearest to the truth has right; ``points`` are those of the page."""
    names = [part for part in expected.column.split("&&") if not YEAR.fullmatch(part.strip())]
    outside = not (expected.row or expected.column)
    best = Reading(*[True] * len(PARTS)) if outside else Reading()
    for point in points:
        if plain(point.text) != plain(expected.value):
            continue
        if outside:
            return Reading(misleads=True) if point.supports else best
        over = " ".join(point.column_path)
        year = point.period and expected.year in (str(point.period.year), str(point.period.end_year))
        reading = Reading(
            any(expected.names(label, expected.row) for label in point.row_path)
            and any(expected.names(label, expected.section) for label in point.row_path),
            all(expected.names(over, part) for part in names),
            bool(year or not expected.year),
            has_unit(point, expected.unit),
            bool(point.supports and expected.year and point.period and not year),
        )
        best = max(best, reading, key=lambda one: sum(one[: len(PARTS)]))
    return best


def measured(cells: Iterable[Expected], folder: Path) -> Iterator[tuple[Expected, dict[str, bool]]]:
    """For each cell what is told right of it; each file is read once, around the pages with its cells."""
    cells = list(cells)
    pages: dict[str, set[int]] = {}
    for each in cells:
        pages.setdefault(each.path, set()).add(each.page)
    documents: dict[str, Document] = {}
    points: dict[str, tuple[DataPoint, ...]] = {}
    lexicons = load_rulepack().lexicons
    readers = {name: TableReader(lexicon.facts, lexicon.tables) for name, lexicon in lexicons.items()}
    for each in cells:
        if each.path not in documents:
            first, last = min(pages[each.path]), max(pages[each.path])
            around = PageRange(max(1, first - BESIDE), last + BESIDE)
            document = documents[each.path] = read_path(str(folder / each.path), pages=around)
            reader = readers.get((document.language or "")[:2].lower(), readers["en"])
            points[each.path] = reader.read(document)
        in_table, row, both = judge(documents[each.path], each)
        tables = documents[each.path].tables
        here = (point for point in points[each.path] if tables[point.table].page == each.page)
        reading = judge_points(here, each)
        told = {"cells": True, "table": in_table, "row": row, "both": both, "point": reading.right}
        yield each, told | {f"point {part}": right for part, right in reading._asdict().items()}


def known_cells(path: Path) -> list[Expected]:
    """The cells of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    texts = {field.name for field in fields(Expected)} - {"page", "path"}
    return [
        Expected(
            page=int(line["page"]),
            path=line.get("path", ""),
            **{name: text for name, text in line.items() if name in texts},
        )
        for line in lines
    ]


def located(cells: Iterable[Expected], folder: Path) -> list[Expected]:
    """The cells with the paths of their files, found in a folder by SHA-256; those of absent files are left out."""
    known = list(cells)
    paths = {}
    if any(cell.sha256 for cell in known):
        paths = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for path in sorted(folder.glob("*.pdf"))}
    found = [replace(cell, path=paths.get(cell.sha256, cell.path)) for cell in known]
    return [cell for cell in found if cell.path]


def print_layouts(found: Mapping[tuple[str, str], int], places: Sequence[str]) -> None:
    """Print the shares of the right parts of data points as a table."""
    print("| page | figures | row | column | year | unit | all right | misleading |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    kinds = (*(f"point {part}" for part in PARTS), "point")
    for name, some in (*((place, [place]) for place in places), ("all", places)):
        sums = {kind: sum(found[place, kind] for place in some) for kind in (*kinds, "cells", "point misleads")}
        shares = " | ".join(f"{sums[kind] / sums['cells']:.0%}" for kind in kinds)
        print(f"| {name} | {sums['cells']} | {shares} | {sums['point misleads']} |")


def main() -> None:
    """Read the arguments, the files and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cells", type=Path)
    parser.add_argument("--folder", type=Path, default=Path())
    parser.add_argument("--wrong", action="store_true", help="print the cells that are not right")
    parser.add_argument("--layouts", action="store_true", help="print a table of the parts of data points")
    parser.add_argument("--half", choices=["open", "sealed", "found"], help="only the pages of this half")
    arguments = parser.parse_args()
    asked = [cell for cell in known_cells(arguments.cells) if arguments.half in (None, cell.half)]
    known = located(asked, arguments.folder)
    if not known:
        print(f"skipped: none of the files is in {arguments.folder}")
        return
    if len(known) < len(asked):
        print(f"{len(asked) - len(known)} of {len(asked)} cells are of files that are not in {arguments.folder}")
    found: Counter[tuple[str, str]] = Counter()
    places = sorted({(each.path, each.page) for each in known})
    for each, told in measured(known, arguments.folder):
        place = f"{each.path} p. {each.page}"
        found.update({(place, what): number for what, number in told.items()})
        if arguments.wrong and not (told["both"] and told["point"]):
            said = "row right" if told["row"] else "in a table" if told["table"] else "in no table"
            said = "data point wrong" if told["both"] else said
            print(f"{place}: {each.value!r} in {each.row!r}, {each.column!r}, {each.year or '-'}: {said}")
    names = [f"{path} p. {page}" for path, page in places]
    if arguments.layouts:
        print_layouts(found, names)
        return
    for place in names:
        point, both, row, table, cells = (found[place, what] for what in COUNTED)
        print(f"{point:3} points  {both:3} both  {row:3} row  {table:3} in a table  of {cells:3}  {place}")
    point, both, row, table, cells = (sum(found[place, what] for place in names) for what in COUNTED)
    shares = f"{point} points ({point / cells:.0%})  {both} both ({both / cells:.0%})"
    print(f"{shares}  {row} row  {table} in a table  of {cells} cells")


if __name__ == "__main__":
    main()
