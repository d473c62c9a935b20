"""Tables of cells that may span others, and charts: their text, and which rows and columns name the others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from claimcheck.read.blocks.runs import CELL_GAP
from claimcheck.read.office.drafts import PLAIN, CellDraft, Draft, Drafts, Line, Reference, TableDraft, Text
from claimcheck.read.office.package import DGM, A, C, Element, whole

_DIGITS = 12  # significant digits: more are the noise of binary fractions
_MOST_POINTS = 10_000  # points of one series
_PERCENT_FORMAT = re.compile(r"0(?:\.(0+))?\s*%")

_FEW_ROWS = 2
_YEAR = re.compile(r"\D*(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4})?\D*")
_DIGIT = re.compile(r"\d")
Area = tuple[int, int, int, int]
"""The first row and column of a cell, from 0, and how many rows and columns it covers."""


def paragraph_text(paragraph: Element) -> str:
    """The text of a paragraph of a drawing (``a:p``)."""
    found = paragraph.iter(A + "t", A + "br")
    return "".join(each.text or "" if each.tag == A + "t" else "\n" for each in found).strip()


def diagram_texts(root: Element) -> Iterator[str]:
    """The texts of the points of a diagram, in the order of its data."""
    for point in root.iter(DGM + "pt"):
        text = "\n".join(filter(None, (paragraph_text(each) for each in point.iterfind(f"{DGM}t/{A}p"))))
        if text:
            yield text


class Chart(NamedTuple):
    """A chart: its title, and a grid whose first row names the series and whose first column the categories."""

    title: str
    grid: list[list[str]]


def read_chart(root: Element) -> Chart:
    """The chart of a chart part; without any figures the grid is empty."""
    title = root.find(f".//{C}chart/{C}title")
    words = "" if title is None else "\n".join(filter(None, map(paragraph_text, title.iter(A + "p"))))
    names: list[str] = []
    columns: list[dict[int, str]] = []
    categories: dict[int, str] = {}
    for series in root.iter(C + "ser"):
        names.append(" ".join(_points(series.find(C + "tx")).values()))
        for tag in ("cat", "xVal"):
            categories = {**_points(series.find(C + tag)), **categories}
        value = series.find(C + "val")
        columns.append(_points(series.find(C + "yVal") if value is None else value, _labelled(series)))
    rows = sorted({index for column in columns for index in column})
    grid = [[categories.get(index, ""), *(column.get(index, "") for column in columns)] for index in rows]
    return Chart(words, [["", *names], *grid] if grid else [])


def _labelled(series: Element) -> str:
    """The format of the labels at the points of a series, where they have one of their own."""
    group = series.getparent()
    for owner in (series, group):
        form = None if owner is None else owner.find(f"{C}dLbls/{C}numFmt")
        if form is not None and form.get("sourceLinked") not in ("1", "true"):
            return str(form.get("formatCode", ""))
    return ""


def _points(element: Element | None, labelled: str = "") -> dict[int, str]:
    """The cached values of a reference by index; several levels of categories are joined.

    What the labels in the drawing show as a percentage (``labelled`` is their format) is one.
    """
    found: dict[int, str] = {}
    if element is None:
        return found
    code = element.find(f".//{C}formatCode")
    form = "" if code is None else code.text or ""
    form = labelled if _PERCENT_FORMAT.search(labelled) else form
    for point in element.iter(C + "pt"):
        index, value = whole(point, "idx"), point.find(C + "v")
        if index is None or value is None or not value.text or len(found) >= _MOST_POINTS:
            continue
        text = _shown(value.text.strip(), point.get("formatCode") or form)
        found[index] = f"{text} {found[index]}" if index in found else text
    if not found:
        found = dict(enumerate(value.text.strip() for value in element.iter(C + "v") if value.text))
    return found


def _shown(value: str, form: str) -> str:
    """A figure without the noise of its binary form; a share as the percentage that its format shows."""
    try:
        figure = float(value)
    except ValueError:
        return value
    if not math.isfinite(figure) or not form:
        return value
    percent = _PERCENT_FORMAT.search(form)
    if percent:
        return f"{figure * 100:.{len(percent[1] or '')}f} %"
    return f"{figure:.{_DIGITS}g}" if abs(figure) < 10**_DIGITS else value


class CellLine(Line):
    """The text of a cell: a line end between two of its paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self._joined = True

    def open_paragraph(self) -> None:
        """A further paragraph begins, unless the end of the one before is deleted."""
        if not self._joined:
            self.add("\n", PLAIN)
        self._joined = False

    def join_next(self) -> None:
        """The next paragraph goes on in this one."""
        self._joined = True


def make_row(row: Iterable[tuple[Area, Text]]) -> tuple[Draft | None, list[CellDraft]]:
    """The draft of a row, None if all its cells are empty, and its cells that are not."""
    filled = [(area, text) for area, text in row if text.text]
    draft = Draft("table", Text(CELL_GAP.join(text.text for _, text in filled), ()))
    references: list[Reference] = []
    cells: list[CellDraft] = []
    at = 0
    for (line, column, rows, columns), text in filled:
        references += [reference._replace(at=reference.at + at) for reference in text.references]
        cells.append(CellDraft(line, column, draft, at, at + len(text.text), rows, columns))
        at += len(text.text) + len(CELL_GAP)
    draft.text = draft.text._replace(references=tuple(references))
    return draft if cells else None, cells


class GridCell(Struct, eq=False):
    """A cell of the file. ``text`` and what follows from it are set when it has been read."""

    element: Element
    row: int
    column: int
    columns: int = 1
    rows: int = 1
    text: str = ""
    bold: bool = False


class Grid(Struct):
    """The cells of a table, row by row; cells that go on from the row above are part of those they go on from.

    ``repeated`` rows stand on every page anew. ``first_row`` and ``first_column`` are set apart by the style of the
    table.
    """

    rows: list[list[GridCell]]
    columns: int
    repeated: int = 0
    first_row: bool = False
    first_column: bool = False


def add_table(
    drafts: Drafts,
    grid: Grid,
    read: Callable[[GridCell], Text],
    add: Callable[[Draft], None],
    row_done: Callable[[], None] = lambda: None,
) -> TableDraft | None:
    """Add a table of which any cell has text: ``read`` reads a cell, ``add`` adds the draft of a row to ``drafts``.

    ``row_done`` is called behind each row, for what stood in its cells and is no text of theirs.
    """
    first = last = len(drafts.blocks)
    cells: list[CellDraft] = []
    for row in grid.rows:
        texts = [read(cell) for cell in row]
        for cell, text in zip(row, texts, strict=True):
            cell.text, cell.bold = text.text, text.bold
        areas = [(cell.row, cell.column, cell.rows, cell.columns) for cell in row]
        draft, made = make_row(zip(areas, texts, strict=True))
        if draft is not None:
            add(draft)
            cells += made
            last = len(drafts.blocks)
        row_done()
    if not cells:
        return None
    headers = _header_rows(grid)
    columns = _header_columns(grid, headers)
    table = TableDraft(cells, len(grid.rows), grid.columns, headers, columns, first, last)
    drafts.tables.append(table)
    return table


def add_chart(drafts: Drafts, chart: Chart, add: Callable[[Draft], None]) -> None:
    """Add the figures of a chart as a table: its first row names the series and its first column the categories."""
    title, rows = chart
    caption = Draft("caption", Text(title, ())) if title else None
    if caption is not None:
        add(caption)
    cells = [[GridCell(None, at, column) for column in range(len(row))] for at, row in enumerate(rows)]
    grid = Grid(cells, len(rows[0]) if rows else 0)
    table = add_table(drafts, grid, lambda cell: Text(rows[cell.row][cell.column], ()), add)
    if table is not None:
        table.caption, table.header_rows, table.header_columns = caption, 1, 1


def _header_rows(grid: Grid) -> int:
    """How many rows at the top name the columns: those that are repeated on every page, or what looks so."""
    rows = grid.rows
    if grid.repeated:
        return min(grid.repeated, len(rows))
    if len(rows) < _FEW_ROWS or not rows[0]:
        return 0
    first = [cell for cell in rows[0] if cell.text]
    named = first and all(_names(cell.text) for cell in first)
    if not named or not (grid.first_row or all(cell.bold for cell in first)):
        return 0
    count = max(cell.rows for cell in rows[0])
    if count == 1 and len(rows) > _FEW_ROWS and any(cell.columns > 1 for cell in first) and len(first) > 1:
        # The heads of groups of columns stand above those of the columns.
        count += all(_names(cell.text) for cell in rows[1] if cell.text)
    return min(count, len(rows) - 1)


def _header_columns(grid: Grid, headers: int) -> int:
    """1 if the first column names the rows: it has words and the others have figures, or it is set apart."""
    body = grid.rows[headers:]
    first = [cell for row in body for cell in row if cell.column == 0 and cell.text]
    others = [cell for row in body for cell in row if cell.column > 0 and cell.text]
    if not first or not others:
        return 0
    worded = sum(any(map(str.isalpha, cell.text)) for cell in first)
    if 2 * worded <= len(first):
        return 1 if all(_YEAR.fullmatch(cell.text) for cell in first) else 0
    with_figures = sum(_DIGIT.search(cell.text) is not None for cell in others)
    set_apart = grid.first_column or all(cell.bold for cell in first)
    return 1 if set_apart or 2 * with_figures >= len(others) else 0


def _names(text: str) -> bool:
    """A text that can name a column: a year, or more letters than digits, as many where a letter opens it ("FY25")."""
    if _YEAR.fullmatch(text):
        return True
    return sum(map(str.isdigit, text)) < sum(map(str.isalpha, text)) + text[:1].isalpha()
