"""Plain text: paragraphs, list items, notes, tables, and headings where they are clear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.model.document import Block, BlockKind, Piece, Table
from claimcheck.read.blocks import openings
from claimcheck.read.blocks.grid import Extent, Grid, is_caption, take_caption
from claimcheck.read.blocks.runs import CELL_GAP, SectionPath
from claimcheck.read.encoding import decode
from claimcheck.read.plain import tables
from claimcheck.read.plain.lines import Line, is_drawn, lines, running_lines
from claimcheck.read.reading import Raw, Reading, cap_blocks

# Text that is wrapped by hand has no longer lines; the end of a longer one was meant.
MAX_WRAPPED = 120  # characters
# A first line set in by so much begins a paragraph.
MIN_INDENT, MAX_INDENT = 2, 8  # characters
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+[^\W\d_a-z]")
_CAPITALS = re.compile(r"[^\W\d_]{4}")

Drawn = Literal["", "=", "-"]


class _Draft(Struct):
    """A block that lines are still being added to."""

    lines: list[Line] = field(default_factory=list)
    marker: openings.Opening | None = None
    label: str | None = None
    skip: int = 0
    running: bool = False
    underlined: Drawn = ""
    capitals: bool = False
    numbered: bool = False
    rows: list[tables.Row] | None = None
    columned: bool = False


def read(raw: Raw) -> Reading:
    """Read a plain text file. Raises ``UnreadableInput`` (``empty``, ``binary``, ``undecodable``)."""
    decoded = decode(raw)
    source = decoded.text
    builder = _Builder(source)
    builder.build(list(_drafts(lines(source))))
    blocks, capped = cap_blocks(builder.blocks, raw)
    if not blocks:
        raise raw.empty()
    title = next((block.text for block in blocks[:1] if block.kind == "title"), None)
    grids = tuple(table for table in builder.tables if table.cells[-1].block < len(blocks))
    return Reading(source, blocks, problems=(*decoded.problems, *capped), title=title, tables=grids)


def _drafts(found: Sequence[Line]) -> Iterator[_Draft]:
    """Group the lines into blocks: page headers apart, then tables, then paragraphs."""
    aside = running_lines(found)
    headers = [_Draft([found[index]], running=True) for index in sorted(aside, reverse=True)]
    for draft in _paragraphs(_body(found, aside)):
        # What stood above the paragraph comes first, what cut it comes behind.
        while headers and headers[-1].lines[0].start < draft.lines[0].start:
            yield headers.pop()
        yield draft
    yield from reversed(headers)


def _body(found: Sequence[Line], aside: set[int]) -> list[Line]:
    """The lines of running text; where a page ends inside a sentence, the gap is taken away."""
    body: list[Line] = []
    cut = False
    for index, line in enumerate(found):
        if index in aside:
            cut = True
            continue
        if body and (cut or line.page != body[-1].page):
            runs_on = line.goes_on and not body[-1].ends_sentence and not is_drawn(body[-1].text)
            line = line._replace(after_blank=not runs_on)
        body.append(line)
        cut = False
    return body


def _paragraphs(body: Sequence[Line]) -> Iterator[_Draft]:
    draft = _Draft()
    at = looked = 0
    while at < len(body):
        line = body[at]
        if at >= looked and tables.is_row(line.text) and not _is_named(body[at : at + 2]):
            looked, table = _table(body, at)
            if table:
                if draft.lines:
                    yield draft
                yield table
                draft, at = _Draft(), looked
                continue
        at += 1
        marker = openings.opening(line.text)
        note = openings.note_label(line.text) if line.after_blank or draft.label else None
        drawn = openings.is_rule(line.text)
        if draft.lines and (line.after_blank or note or drawn or _opens(line, marker, draft)):
            if drawn and not line.after_blank and _is_alone(draft):
                draft.underlined = "=" if "=" in line.text else "-"
            yield draft
            draft = _Draft()
        if drawn:
            continue
        if not draft.lines:
            draft.marker = marker
            draft.label, draft.skip = note or (None, marker.length if marker else 0)
        draft.lines.append(line)
        capitals = line.after_blank and line.text.isupper() and _is_in_capitals(line, body[at : at + 1])
        if capitals and _is_alone(draft):
            draft.capitals = True
            yield draft
            draft = _Draft()
    if draft.lines:
        yield draft


def _is_named(found: Sequence[Line]) -> bool:
    """Whether the first of two lines, "Table 2  Waste", is no row but names the table that the other begins."""
    cells, below = (tables.cells_of(line.text) for line in (found[0], found[-1]))
    return len(cells) < len(below) and is_caption(found[0].text, b"")


def _opens(line: Line, marker: openings.Opening | None, draft: _Draft) -> bool:
    """Whether a line without a blank line above it begins a new block all the same."""
    before = draft.lines[-1]
    if line.quoted != before.quoted:
        return True
    if marker is not None and openings.may_interrupt(marker, draft.marker):
        return True
    # The next of several notes, whatever label it has: "[a]" behind "(3)".
    if openings.is_bracketed(line.text) and openings.is_bracketed(draft.lines[0].text):
        return True
    if line.goes_on or (not before.ends_sentence and len(before.text) <= MAX_WRAPPED):
        return False
    set_in = MIN_INDENT <= line.indent - min(before.indent, draft.lines[0].indent) <= MAX_INDENT
    long = len(before.text) > MAX_WRAPPED
    indented = set_in and draft.marker is None and draft.label is None
    return long or indented or _NUMBERED.match(line.text) is not None


def _is_alone(draft: _Draft) -> bool:
    """A single line that can be a heading."""
    if len(draft.lines) != 1 or draft.label or draft.marker or draft.rows:
        return False
    return openings.is_title_like(draft.lines[0].text)


def _is_in_capitals(line: Line, below: Sequence[Line]) -> bool:
    """A line in capitals right above text that is not."""
    if not _CAPITALS.search(line.text) or not below:
        return False
    return not below[0].text.isupper() and not openings.is_rule(below[0].text)


def _table(body: Sequence[Line], at: int) -> tuple[int, _Draft | None]:
    """The table that begins at a line, if there is one, and the index behind the lines that were looked at."""
    rows: list[Line] = []
    end = at
    # A header may stand apart from its rows.
    headed = tables.is_header(body[at].text)
    marked = at > 0 and is_caption(body[at - 1].text, b"")
    while end < len(body) and (end == at or not body[end].after_blank or (headed and end == at + 1)):
        line, behind = body[end], body[end + 1 : end + 2]
        drawn = is_drawn(line.text)
        if (tables.is_row(line.text) and not drawn) or (rows and behind and tables.is_label(line, behind[0])):
            rows.append(line)
        elif not drawn or tables.closes(rows, behind):
            break
        marked = marked or drawn
        end += 1
    made = tables.table_of(rows, marked=marked)
    return (end, _Draft(rows, rows=made[0], columned=made[1])) if made else (end, None)


class _Builder:
    """Makes blocks and tables of drafts."""

    def __init__(self, source: str) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self._source = source
        self._sections = SectionPath()

    def build(self, drafts: Sequence[_Draft]) -> None:
        """Add the blocks of all drafts."""
        body = [draft for draft in drafts if not draft.running]
        _number_headings(body)
        places = {id(draft): number for number, draft in enumerate(body)}
        for draft in drafts:
            if draft.rows:
                self._add_table(draft)
                continue
            level = 0 if draft.running else _heading_level(body, places[id(draft)])
            block = _block(self._source, draft, self._sections.path)
            if level and places[id(draft)] == 0:
                block = replace(block, kind="title", level=1, section=())
            elif level:
                section = self._sections.enter(level, block.text)
                block = replace(block, kind="heading", level=level, section=section)
            self.blocks.append(block)

    def _add_table(self, draft: _Draft) -> None:
        grid = Grid(take_caption(self.blocks, b""))
        for row in draft.rows or ():
            texts = [row.text(number) for number in range(len(row.cells))]
            extents, pieces, at, column = list[Extent](), list[Piece](), 0, 0
            begun = 0
            for line in row.above:
                # A label of several lines.
                pieces.append(Piece(begun, line.start, len(line.text)))
                begun += len(line.text) + 1
            texts[0] = "\n".join((*(line.text for line in row.above), texts[0]))
            for text, (start, _), place in zip(texts, row.cells, row.columns, strict=True):
                extents += [Extent(at, at)] * (place - column)
                column = place + 1
                extents.append(Extent(at, at + len(text)))
                pieces.append(Piece(at + begun, row.line.start + start, len(text) - begun))
                at += len(text) + len(CELL_GAP)
                begun = 0
            section = self._sections.path
            self.blocks.append(Block("table", CELL_GAP.join(texts), tuple(pieces), section=section))
            grid.add_row(len(self.blocks) - 1, extents)
        if draft.columned and (table := grid.table(self.blocks, tables.header_rows(draft.rows or ()))):
            self.tables.append(table)


def _number_headings(drafts: Sequence[_Draft]) -> None:
    """Take the markers off list items that are headings: "1. Goals", "2. Figures", each above text of its own.

    Items of a list follow each other; headings that count have something else between them.
    """
    counted = [index for index, draft in enumerate(drafts) if _counts(draft)]
    found: dict[int, int] = {}
    before: int | None = None
    for index in counted:
        number = int(drafts[index].marker.value)  # type: ignore[union-attr]
        apart = index + 1 < len(drafts) and drafts[index + 1].marker is None
        if apart and number == (1 if before is None else before + 1):
            found[index] = before = number
    if len(found) > 1:
        for index in found:
            drafts[index].marker, drafts[index].skip, drafts[index].numbered = None, 0, True


def _counts(draft: _Draft) -> bool:
    """A line between blank ones that reads "3. Goals"."""
    line = draft.lines[0]
    if len(draft.lines) > 1 or draft.marker is None or draft.marker.kind != "number":
        return False
    return line.after_blank and openings.is_title_like(line.text[draft.marker.length :])


def _heading_level(drafts: Sequence[_Draft], index: int) -> int:
    """2 or 3 for a heading, 0 for what is none.

    A heading is one title-like line with text below it: between blank lines, underlined, or in capitals.
    """
    draft = drafts[index]
    if draft.numbered:
        return 2
    if index + 1 == len(drafts) or not _is_alone(draft):
        return 0
    after_blank, below = draft.lines[0].after_blank, drafts[index + 1]
    if draft.underlined:
        return (3 if draft.underlined == "-" else 2) if after_blank else 0
    return 2 if draft.capitals or (after_blank and below.lines[0].after_blank and not below.rows) else 0


def _block(source: str, draft: _Draft, section: tuple[str, ...]) -> Block:
    first = draft.lines[0]
    pieces: list[Piece] = []
    parts = [first.text[draft.skip :]]
    run_at, run_start, run_end, at = 0, first.start + draft.skip, first.end, len(parts[0])
    for line in draft.lines[1:]:
        # The newline stands for the line end; where it is the next character of the source, the run goes on.
        if source.startswith("\n", run_end):
            run_end += 1
        at += 1
        if run_end != line.start or source[run_end - 1] != "\n":
            pieces.append(Piece(run_at, run_start, run_end - run_start))
            run_at, run_start = at, line.start
        run_end = line.end
        parts.append(line.text)
        at += len(line.text)
    pieces.append(Piece(run_at, run_start, run_end - run_start))
    kind: BlockKind = "footnote" if draft.label else "list" if draft.marker else "paragraph"
    return Block(kind, "\n".join(parts), tuple(pieces), section=section, label=draft.label, running=draft.running)
