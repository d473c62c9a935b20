"""One sheet of a workbook: its rows of cells as they are shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from msgspec import Struct, field

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Way
from claimcheck.read.blocks.runs import CELL_GAP
from claimcheck.read.office import told
from claimcheck.read.office.drafts import Text
from claimcheck.read.office.package import Element, Package, whole
from claimcheck.read.reading import Raw
from claimcheck.read.sheets.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    CellKind,
    Sheet,
    SheetCell,
    area_of,
    cell_name,
    place_of,
)
from claimcheck.read.unseen import MOST_UNSEEN
from claimcheck.read.xlsx.styles import (
    CellStyle,
    S,
    Shared,
    content_of,
    each,
    is_true,
    letters_of,
    number_in,
    plain,
    plain_style,
    text_of,
)

_ELEMENTS = ("pane", "col", "row", "mergeCell")
_MOST_STEPS = 2_000_000
_MOST_AREAS = 64  # merged areas of one row, and tables of one sheet, that are looked through for a cell
_ISO_DATE = 10
Area = tuple[int, int, int, int]


class Tally(Struct):
    """How many cells of a kind there are, and the name of the first."""

    number: int = 0
    first: str = ""

    def add(self, name: str) -> None:
        """Count one more."""
        self.number += 1
        self.first = self.first or name

    def __str__(self) -> str:
        return f"cell {self.first}" if self.number == 1 else f"{self.number:,} cells, the first {self.first},"


class Counts(told.Counts):
    """What no reader of the sheets sees, what the file does not hold, and what is no text.

    ``uncounted`` formulas have no stored result, ``errors`` show one, and texts that are ``lost`` are not in the file.
    """

    uncounted: Tally = field(default_factory=Tally)
    errors: Tally = field(default_factory=Tally)
    lost: Tally = field(default_factory=Tally)
    other_sheets: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        """How many cells show nothing that should."""
        return self.uncounted.number + self.errors.number + self.lost.number


class Book(Struct):
    """What all sheets of a workbook are read with."""

    raw: Raw
    package: Package
    strings: Sequence[Shared] = ()
    styles: Sequence[CellStyle] = ()
    since_1904: bool = False
    counts: Counts = field(default_factory=Counts)


def read_sheet(book: Book, name: str, part: str, *, unseen: bool = False) -> Sheet:
    """The sheet in a part; of a broken one what stands before the damage, which is a failure of the package.

    Of an ``unseen`` sheet nothing is shown; no more of it is looked at than is kept of hidden texts.
    """
    reader = _SheetReader(book, name, [] if unseen else [*_tables(book.package, part)], unseen)
    try:
        found = each(book.package.part(part), book.raw, _ELEMENTS, book.package.failures)
        for element in found:
            if book.counts.cut_at or (unseen and len(book.counts.hidden) >= MOST_UNSEEN):
                break
            reader.take(element)
    except UnreadableInput as error:
        book.package.failures.append(error)
    return reader.finish()


def _tables(package: Package, sheet: str) -> Iterator[tuple[Area, int]]:
    """The areas that the file calls tables, each with the number of its header rows."""
    for tree in map(package.tree, package.related(sheet, "table")):
        area = area_of(tree.root.get("ref", "")) if tree else None
        if tree is not None and area is not None:
            headers = whole(tree.root, "headerRowCount")
            yield area, 1 if headers is None else headers


class _SheetReader:
    """Takes the elements of a sheet in their order."""

    def __init__(self, book: Book, name: str, tables: Sequence[tuple[Area, int]], unseen: bool) -> None:
        self._book = book
        self._unseen = unseen
        self._counts = book.counts
        self._tables = [area for area, _ in tables[:_MOST_AREAS]]
        self._plain = plain_style()
        self._hidden = bytearray(MOST_COLUMNS)
        self._merged: list[Area] = []
        self._row = -1
        self._last_column = 0
        headers = frozenset(
            row for area, count in tables for row in range(area[0], area[0] + min(count, 2)) if count > 0
        )
        self.sheet = Sheet(name, header_rows=headers)
        self._gaps = self._counts.gaps

    def take(self, element: Element) -> None:
        """Read one element."""
        tag = element.tag.removeprefix(S)
        if tag == "row":
            self._take_row(element)
        elif tag == "col":
            first = min(max(whole(element, "min") or 1, 1), MOST_COLUMNS) - 1
            last = min(max(whole(element, "max") or 0, first), MOST_COLUMNS)
            if is_true(element, "hidden") or number_in(element, "width") == 0:
                self._hidden[first:last] = b"\x01" * (last - first)
        elif tag == "mergeCell":
            area = area_of(element.get("ref", ""))
            if area is not None:
                self._merged.append(area)
        elif element.get("state", "").startswith("frozen"):
            self.sheet.frozen = int(number_in(element, "ySplit") or 0)

    def _take_row(self, element: Element) -> None:
        number = whole(element, "r")
        self._row = row = number - 1 if number else self._row + 1
        if not 0 <= row < MOST_ROWS:
            return
        is_hidden = self._unseen or is_true(element, "hidden") or number_in(element, "ht") == 0
        cells: list[SheetCell] = []
        hidden: dict[int, str] = {}
        column = -1
        for cell in element.iterchildren(S + "c"):
            place = place_of(cell.get("r", ""))
            column = place[1] if place else column + 1
            if len(cell) == 0 or column >= MOST_COLUMNS:
                continue
            if is_hidden or self._hidden[column]:
                if letters := self._letters(cell):
                    hidden[column] = letters
                continue
            made = self._cell(cell, row, column)
            if made is None:
                continue
            if self._counts.taken == self._book.raw.limits.cells:
                self._counts.cut_at = f"{self.sheet.name}!{cell_name(row, column)}"
                break
            self._counts.taken += 1
            cells.append(made)
        if is_hidden:
            self.sheet.hidden_rows.append(row)
        if hidden:
            self._hide(CELL_GAP.join(hidden.values()), "switched off", row, min(hidden))
        if cells:
            self._last_column = max(self._last_column, cells[-1].column)
            self.sheet.rows.append(sorted(cells, key=attrgetter("column")))

    def _letters(self, cell: Element) -> str:
        """What a cell would show, as far as it is written in words or plain figures."""
        inner, value = cell.find(f"{S}is"), cell.findtext(S + "v") or ""
        if inner is not None:
            return letters_of(content_of(inner))
        shared = self._shared(value) if cell.get("t") == "s" else value
        return "" if shared is None else letters_of(shared)

    def _shared(self, value: str) -> Shared | None:
        """The text with the number ``value``."""
        number = int(value) if value.isdecimal() and len(value) < 10 else -1
        return self._book.strings[number] if 0 <= number < len(self._book.strings) else None

    def _hide(self, text: str, way: Way, row: int, column: int) -> None:
        self._counts.hidden.add(text, way, self._named(row, column))

    def _cell(self, cell: Element, row: int, column: int) -> SheetCell | None:
        number = whole(cell, "s") or 0
        styles = self._book.styles
        style = styles[number] if 0 <= number < len(styles) else self._plain
        found = self._shown(cell, row, column, style)
        if found is None or not found[0].text:
            return None
        text, kind = found
        if style.white and not self._in_table(row, column):
            self._hide(text.text, "in the colour of its ground", row, column)
            return None
        return SheetCell(row, column, text, kind)

    def _in_table(self, row: int, column: int) -> bool:
        """Whether a cell stands in a table of the file, whose own style may have a ground."""
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self._tables)

    def _shown(self, cell: Element, row: int, column: int, style: CellStyle) -> tuple[Text, CellKind] | None:
        """What a cell shows."""
        kind, value = cell.get("t", "n"), cell.findtext(S + "v") or ""
        if kind == "inlineStr":
            inner = cell.find(f"{S}is")
            return None if inner is None else self._worded(content_of(inner), style, row, column)
        if not value:
            if cell.find(S + "f") is not None:
                self._counts.uncounted.add(self._named(row, column))
            return None
        if kind == "s":
            shared = self._shared(value)
            if shared is None:
                self._counts.lost.add(self._named(row, column))
                return None
            return self._worded(shared, style, row, column)
        if kind == "e":
            self._counts.errors.add(self._named(row, column))
            return None
        if style.look.struck:
            self._hide(value, "struck out", row, column)
            return None
        return self._figure(kind, value, style, row, column)

    def _figure(self, kind: str, value: str, style: CellStyle, row: int, column: int) -> tuple[Text, CellKind] | None:
        if kind == "str":
            return self._worded(plain(value), style, row, column)
        if kind == "b":
            return _text("TRUE" if value == "1" else "FALSE", style), "text"
        if kind == "d":
            return _text(value[:_ISO_DATE], style), "date"
        try:
            number = float(value)
        except ValueError:
            return self._worded(value, style, row, column)
        shown = style.format.shown(number, self._book.since_1904)
        if shown is None:
            if style.format.hides:
                self._hide(value, "switched off", row, column)
            return None
        return _text(shown.text, style), shown.kind

    def _worded(self, shared: Shared, style: CellStyle, row: int, column: int) -> tuple[Text, CellKind]:
        if style.format.hides:
            self._hide(letters_of(shared), "switched off", row, column)
            return Text("", ()), "text"
        return text_of(shared, style.look, self._counts.hidden, self._named(row, column)), "text"

    def _named(self, row: int, column: int) -> str:
        return f"{self.sheet.name}!{cell_name(row, column)}"

    def finish(self) -> Sheet:
        """The sheet, its merged cells told; what lies behind them is not seen."""
        sheet, counts = self.sheet, self._counts
        sheet.has_gaps = bool(counts.cut_at) or self._gaps < counts.gaps
        sheet.rows.sort(key=_row_of)
        sheet.hidden_rows.sort()
        sheet.hidden_columns = [column for column in range(self._last_column) if self._hidden[column]]
        if self._merged:
            self._merge()
        return sheet

    def _merge(self) -> None:
        numbers = list(map(_row_of, self.sheet.rows))
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        behind: dict[int, list[tuple[int, int]]] = {}
        steps = 0
        for top, left, bottom, right in self._merged:
            spans[top, left] = bottom - top + 1, right - left + 1
            first, last = bisect_left(numbers, top), bisect_right(numbers, bottom)
            steps += last - first + 1
            if steps > _MOST_STEPS:
                break
            for number in numbers[first:last]:
                behind.setdefault(number, []).append((left, right))
        for index, row in enumerate(self.sheet.rows):
            areas = behind.get(_row_of(row))
            if areas is None:
                continue
            kept = []
            for cell in row:
                place = cell.row, cell.column
                if place in spans:
                    rows, columns = spans[place]
                    kept.append(cell._replace(rows=rows, columns=columns))
                elif any(left <= cell.column <= right for left, right in areas[:_MOST_AREAS]):
                    self._hide(cell.text.text, "behind something else", cell.row, cell.column)
                else:
                    kept.append(cell)
            self.sheet.rows[index] = kept
        self.sheet.rows = [row for row in self.sheet.rows if row]


def _row_of(row: Sequence[SheetCell]) -> int:
    return row[0].row


def _text(text: str, style: CellStyle) -> Text:
    return Text(text, (), bold=bool(style.look.bold), size=style.look.size)
