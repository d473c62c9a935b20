"""From drafts to blocks: text with its pieces, headings with their level, captions, sections; from grids to tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from claimcheck.model.document import Block, BlockKind, Box, Cell, Mark, Piece, Table
from claimcheck.read.blocks.runs import SectionPath
from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.layout.headings import Headings
from claimcheck.read.pdf.loading import Outline
from claimcheck.read.pdf.page.content import Line, RaisedMark, extent, shown_box
from claimcheck.read.pdf.page.run import HYPHEN
from claimcheck.read.pdf.page.tags import common_role
from claimcheck.read.pdf.tables.grids import Grid, same_columns

_CELL_GAP = " | "
_SAME_BASELINE = 0.3  # of the font size
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_WIDE_SCRIPT = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
_RANGE = re.compile(r"[0-9][-–]\Z")
_HYPHENED = re.compile(rf"\w-\w+-\w*{HYPHEN}\Z")


class _Text(Struct):
    """A block's text while it grows; ``end`` is the source offset behind the last character taken from it."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def take(self, text: str, source: int) -> None:
        """Append characters that stand at ``source``."""
        if not text:
            return
        last = self.pieces[-1] if self.pieces else None
        if last and last.at + last.length == self.length and last.source + last.length == source:
            self.pieces[-1] = Piece(last.at, last.source, last.length + len(text))
        else:
            self.pieces.append(Piece(self.length, source, len(text)))
        self.make(text)

    def make(self, text: str) -> None:
        """Append characters that the source does not have."""
        self.parts.append(text)
        self.length += len(text)

    def draw_hyphen(self) -> None:
        """Put a hyphen for the mark of a cut that the text ends with."""
        last = self.pieces.pop()
        self.pieces += [Piece(last.at, last.source, last.length - 1)] if last.length > 1 else []
        self.parts[-1], self.length = self.parts[-1].removesuffix(HYPHEN), self.length - 1
        self.make("-")


def make_blocks(sheets: Sequence[Sheet], outline: Outline) -> Iterator[Block]:
    """The blocks of a document. The largest heading of its first page is the title; it names no section."""
    number = -1
    sections = SectionPath()
    headings = Headings(sheets, outline)
    by_number = {sheet.number: sheet for sheet in sheets}
    for sheet in sheets:
        for draft in sheet.drafts:
            if draft.joined:
                continue
            level = headings.level(draft, sheet)
            kind = "title" if draft is headings.title else _kind(draft, sheet, level)
            parts = list(_parts(draft, sheet, by_number))
            made = _text(parts, keep_marker=kind in ("title", "heading"))
            text = "".join(made.parts)
            if not text or text.isspace():
                continue
            draft.block = number = number + 1
            section = sections.path
            if kind == "title":
                level, section = 1, ()
            elif kind == "heading" and level is not None:
                section = sections.enter(level, text)
            level = level if kind in ("title", "heading") else None
            head = kind, text, tuple(made.pieces), sheet.number, level, section, tuple(made.marks)
            yield Block(*head, draft.note, draft.running, _box(parts, sheet))


def _kind(draft: Draft, sheet: Sheet, level: int | None) -> BlockKind:
    if draft.is_row:
        return "table"
    if draft.note is not None:
        return "footnote"
    if level is not None:
        return "heading"
    roles = sheet.page.roles
    if roles and (role := common_role(draft.lines, roles)) is not None and role.kind == "caption":
        return "caption"
    return "list" if draft.is_item else "paragraph"


def _parts(draft: Draft, sheet: Sheet, by_number: Mapping[int, Sheet]) -> Iterator[tuple[Draft, Sheet]]:
    """A draft and those that go on with its sentence, each with its page."""
    yield draft, sheet
    while draft.tail is not None:
        draft, sheet = draft.tail, by_number[draft.tail_page]
        yield draft, sheet


def _box(parts: Sequence[tuple[Draft, Sheet]], sheet: Sheet) -> Box:
    """The box around what stands on the first page, in the direction that it begins with."""
    lines = parts[0][0].lines
    if len(parts) > 1:
        lines = [line for draft, where in parts if where is sheet for line in draft.lines]
    if (capital := parts[0][0].capital) is not None:
        lines = [*lines, capital]
    return shown_box(extent([line for line in lines if line.turn == lines[0].turn]), sheet.page)


def _text(parts: Sequence[tuple[Draft, Sheet]], keep_marker: bool) -> _Text:
    made = _Text()
    before: Line | None = None
    for draft, sheet in parts:
        page_text, offset = sheet.page.text, sheet.offset
        # The lines of a row that begin a cell; without cells each of them does.
        borders = {*itertools.accumulate((len(cell.fragments) for cell in draft.cells), initial=0)}
        if draft.capital is not None:
            _take(made, page_text, draft.capital.start, draft.capital.end, offset)
        for index, line in enumerate(draft.lines):
            if index and not (draft.grid is not None and _is_mark(line)):
                border = draft.is_row and (draft.grid is None or index in borders)
                _join(made, draft.lines[index - 1], line, border, page_text, offset)
            elif not index and before is not None and not _runs_on(before, line):
                made.make("\n")
            skip = draft.skip if index == 0 and before is None and not keep_marker else 0
            begin = made.length
            _take_line(made, line, line.start + skip, page_text, offset)
            if draft.grid is not None:
                draft.places.append((begin, made.length))
        before = draft.lines[-1]
    return made


def _is_mark(line: Line) -> bool:
    """Whether a line is nothing but a note mark."""
    mark = line.marks[0] if line.marks else None
    return mark is not None and bool(mark.labels) and mark.start == line.start and mark.end == line.end


def _take_line(made: _Text, line: Line, start: int, page_text: str, offset: int) -> None:
    """Take a line from ``start`` on, its marks apart."""
    for mark in line.marks:
        _take(made, page_text, start, _end_before(page_text, start, mark), offset)
        typed = 1 if mark.unsure else 0
        if not typed or mark.start >= start:
            made.marks += [Mark(made.length, label, typed=typed) for label in mark.labels if made.length]
        start = max(start, mark.end if mark.lifted else mark.start)
        if not mark.labels:
            made.make("^")
        elif mark.lifted and made.length and start < line.end:
            # A blank, where nothing but a mark stands between the end of a phrase and the next word: "In markets,¹we".
            before, behind = page_text[mark.start - 1], page_text[mark.end : mark.end + 1]
            if before in ",.;:!?)" and behind.isalnum():
                made.make(" ")
    if not made.length and page_text[start : start + 1].isspace():
        start += len(page_text[start : line.end]) - len(page_text[start : line.end].lstrip())
    _take(made, page_text, start, line.end, offset)


def _end_before(page_text: str, start: int, mark: RaisedMark) -> int:
    """Where the text before a mark ends: a blank in front of the mark goes away with it, unless it parts words."""
    end = mark.start
    if mark.lifted and not page_text[mark.end : mark.end + 1].isalnum():
        while end > start and page_text[end - 1].isspace():
            end -= 1
    return end


def _take(made: _Text, page_text: str, start: int, end: int, offset: int) -> None:
    """Take a run of the page without its private-use characters: icons that mean nothing elsewhere."""
    text = page_text[start:end]
    if text.isascii():
        made.take(text, offset + start)
        return
    for match in _PRIVATE.finditer(page_text, start, max(start, end)):
        made.take(page_text[start : match.start()], offset + start)
        start = match.end()
    made.take(page_text[start:end], offset + start)


def _join(made: _Text, before: Line, line: Line, is_row: bool, page_text: str, offset: int) -> None:
    """What stands between a line and the one before it: the line end, a cell border, or nothing."""
    if is_row:
        made.make(_CELL_GAP)
    elif abs(before.y - line.y) <= _SAME_BASELINE * line.size and before.right <= line.left + line.size:
        made.make(" ")
    elif _runs_on(before, line):
        if before.text.endswith(HYPHEN) and (line.text[:1].isdigit() or _HYPHENED.search(before.text)):
            made.draw_hyphen()  # no word goes on with a digit, and one with hyphens is cut at one of them
    elif before.end + 1 == line.start and page_text[before.end] == "\n":
        made.take("\n", offset + before.end)
    else:
        made.make("\n")


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a word goes on from one line to the other, or a script that sets no blanks."""
    if before.text.endswith(HYPHEN) or (_RANGE.search(before.text) and line.text[:1].isdigit()):
        return True
    return _WIDE_SCRIPT.match(before.text[-1]) is not None and _WIDE_SCRIPT.match(line.text) is not None


def make_tables(sheets: Sequence[Sheet], blocks: int) -> tuple[Table, ...]:
    """The tables of all pages, once each draft knows its block; those beyond the first ``blocks`` blocks are lost."""
    found: list[tuple[Grid, int, list[Draft], int | None]] = []
    for sheet in sheets:
        by_grid: dict[int, list[Draft]] = {}
        home = {line.start: draft.block for draft in sheet.drafts for line in draft.lines}
        for draft in sheet.drafts:
            if draft.grid is not None:
                by_grid.setdefault(id(draft.grid), []).append(draft)
        for rows in by_grid.values():
            grid = rows[0].grid
            if grid is not None and all(0 <= row.block < blocks for row in rows):
                title = home.get(sheet.page.lines[grid.title].start, -1) if grid.title is not None else -1
                found.append((grid, sheet.number, rows, title if 0 <= title < blocks else None))
    _continue_over_pages(found)
    numbers = {id(grid): number for number, (grid, *_) in enumerate(found)}
    tables = []
    for grid, page, rows, caption in found:
        cells = tuple(sorted(_cells(rows), key=lambda cell: (cell.row, cell.column)))
        shape = grid.rows, grid.columns, grid.header_rows, grid.header_columns
        tables.append(Table(cells, *shape, caption, page, numbers.get(id(grid.header_of))))
    return tuple(tables)


def _continue_over_pages(found: Sequence[tuple[Grid, int, list[Draft], int | None]]) -> None:
    """A first table of a page without a header takes that of the last one on the page before."""
    last: dict[int, Grid] = {}
    first: dict[int, Grid] = {}
    for grid, page, *_ in found:
        if page not in last or grid.bottom < last[page].bottom:
            last[page] = grid
        if page not in first or grid.top > first[page].top:
            first[page] = grid
    for page, grid in sorted(first.items(), key=lambda item: item[0]):
        before = last.get(page - 1)
        if before and not grid.header_rows and not grid.header_of and same_columns(before.edges, grid.edges):
            grid.header_of = before.header_of or (before if before.header_rows else None)


def _cells(rows: Sequence[Draft]) -> Iterator[Cell]:
    for draft in rows:
        at = 0
        for cell in draft.cells:
            places = draft.places[at : at + len(cell.fragments)]
            at += len(cell.fragments)
            start, end = places[0][0], max(end for _, end in places)
            if end > start:
                place = Cell(cell.row, cell.column, draft.block, start, end, cell.rows, cell.columns, cell.sure)
                yield place
