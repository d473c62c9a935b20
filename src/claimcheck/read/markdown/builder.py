"""From the events of the parser to blocks, each run of their text mapped to the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from claimcheck.model.document import Block, BlockKind, Table
from claimcheck.read.blocks import openings
from claimcheck.read.blocks.grid import Extent, Grid, take_caption
from claimcheck.read.blocks.runs import Assembled, Assembler, Item, Note, SectionPath, Span
from claimcheck.read.html.elements import HEADINGS
from claimcheck.read.markdown import markup, masks, runs
from claimcheck.read.markdown.masks import Masked, attributes
from claimcheck.read.markdown.runs import lift_raised, visible, with_raised

_AMPERSAND = ord("&")
_NEWLINE = ord("\n")
_RETURN = ord("\r")
_INLINE = frozenset(("Emphasis", "Strong", "Link"))
_NO_TEXT = frozenset(("CodeBlock", "MetadataBlock"))
_ROWS = frozenset(("TableHead", "TableRow"))
_TABLE_PARTS = markup.CELLS | {"tr", "table", markup.END_OF_TABLE}
_TERM_GAP = ": "


class _Frame(NamedTuple):
    """What the text of the current container is. ``kind`` None: it is not text."""

    kind: BlockKind | None = "paragraph"
    level: int | None = None
    label: str | None = None


_ALT = _Frame("alt")


class Builder:
    """Collects the items of the current block and closes it at every block boundary.

    ``struck`` are the runs of text that are struck out, ``unclosed`` is where a comment or code begins that never ends.
    """

    def __init__(self, data: bytes, masked: Masked | None = None) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.title: str | None = None
        self.front = masks.Front()
        self.struck: list[Span] = []
        self.unclosed: int | None = None
        self._source = data
        self._data = masked.data if masked else data
        self._hidden = masked.hidden if masked else []
        self._shown = masked.shown[::-1] if masked else []
        self._breaks = masked.breaks if masked else frozenset()
        self._assembler = Assembler(data)
        self._sections = SectionPath()
        self._frames = [_Frame()]
        self._items: list[Item] = []
        self._run_start = self._run_end = self._struck = self._pictures = 0
        self._row: list[list[Item]] = []
        self._grid = Grid()
        self._html_row: list[markup.Passage] | None = None
        self._paragraph = (0, 0, 0)
        self._term: list[Item] = []
        self._alts: list[list[Item]] = []
        self._around_picture: list[Item] = []
        self._html: list[Span] = []
        self._raised: int | None = None
        self._code: object = None
        self._length = len(self._data.rstrip())

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event of the parser; ``start`` and ``end`` are byte offsets."""
        if event.__class__ is str:
            if event != "Rule":
                self._line_break(end)
            return
        text = event.get("Text")
        if text is None:
            ((name, value),) = event.items()
            if handler := _HANDLERS.get(name):
                handler(self, value, start, end)
        elif start == end or (self._data[start] == _AMPERSAND and self._data[start:end] != text.encode()):
            # A character reference, or blanks that stand for a part of a tab.
            self._add(text)
        else:
            self._extend(start, end)

    # Items: the text of the open block. The last run of the source is kept apart while it grows.

    def _extend(self, start: int, end: int) -> None:
        if self._run_end == start and self._run_start < start:
            self._run_end = end
        else:
            self._close_run()
            self._run_start, self._run_end = start, end

    def _close_run(self) -> None:
        start, end = self._run_start, self._run_end
        if start == end:
            return
        if self._data.find(b"[^", start, end) < 0:
            self._items.append(Span(start, end))
        else:
            self._items += self._assembler.split_references(Span(start, end))
        self._run_start = end

    def _add(self, item: Item) -> None:
        self._close_run()
        self._items.append(item)

    def _line_break(self, end: int) -> None:
        if self._data[end - 1] == _NEWLINE and self._data[end - 2] != _RETURN:
            self._extend(end - 1, end)
        else:
            self._add("\n")
        if end in self._breaks or openings.opens_typed_entry(self._data, end):
            self._flush()

    # Blocks: what the items become.

    def _flush(self) -> None:
        self._close_run()
        if self._items:
            self._emit(self._frames[-1], self._items)
            self._items = []
        self._raised = None
        if self._alts:
            for alt in self._alts:
                self._emit(_ALT, alt)
            self._alts = []

    def _emit(self, frame: _Frame, items: list[Item]) -> None:
        if self._term:
            items, self._term = [*self._term, *items], []
        items = visible(items, self._hidden) if self._hidden else items
        if frame.kind:
            self._add_block(frame, self._assembler.assemble(items))

    def _add_block(self, frame: _Frame, made: Assembled | None) -> bool:
        kind, level, label = frame
        if made is None or kind is None or (kind == "table" and not made.text.strip(" |")):
            return False
        section = self._sections.path
        if kind == "heading" and level == 1 and self.title is None:
            # The first heading of level 1 is the document's title: it names no section.
            kind, self.title, section = "title", " ".join(made.text.split()), ()
            self._sections = SectionPath()
        elif kind == "heading":
            section = self._sections.enter(level or 1, made.text)
        self.blocks.append(Block(kind, made.text, made.pieces, None, level, section, made.marks, label))
        return True

    # Tables.

    def _open_table(self) -> None:
        start, end, count = self._paragraph
        behind = count == len(self.blocks)
        self._grid = Grid(take_caption(self.blocks, self._data[start:end].strip()) if behind else None)

    def _end_row(self, frame: _Frame) -> None:
        rows = [visible(items, self._hidden) for items in self._row] if self._hidden else self._row
        made, places = self._assembler.assemble_row(rows)
        if self._add_block(frame, made) or made is None:
            self._grid.add_row(len(self.blocks) - 1, [Extent(*place) for place in places])
        self._row = []

    def _end_table(self, header_rows: int | None = None) -> None:
        if table := self._grid.table(self.blocks, header_rows):
            self.tables.append(table)
        self._grid = Grid()

    def _html_table(self, frame: _Frame, passage: markup.Passage) -> None:
        if passage.element in markup.CELLS:
            if self._html_row is None:
                self._html_row = []
            self._html_row.append(passage)
            return
        if self._html_row:
            cells = [visible(cell.items, self._hidden) for cell in self._html_row]
            made, places = self._assembler.assemble_row(cells)
            if self._add_block(frame if frame.label else _Frame("table"), made) or made is None:
                marked = [
                    Extent(*place, cell.rows, cell.columns, cell.element == "th")
                    for place, cell in zip(places, self._html_row, strict=True)
                ]
                self._grid.add_row(len(self.blocks) - 1, marked)
        self._html_row = [] if passage.element == "tr" else None
        if passage.element != "tr" and frame.label is None:
            self._end_table()

    # Events, by name.

    def _start(self, value: Any, start: int, end: int) -> None:
        name, detail = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name in _INLINE:
            return
        if name == "Image":
            self._open_picture()
        elif name == "Strikethrough":
            self._close_run()
            self._struck = len(self._items)
        elif name == "TableCell":
            self._items = []
        else:
            self._flush()
            if self._shown:
                self._show(start)
            self._html = []
            if name == "Table":
                self._open_table()
            elif name == "DefinitionListTitle":
                self._close_term()
            self._frames.append(self._frame(name, detail))

    def _frame(self, name: str, detail: Any) -> _Frame:
        outer = self._frames[-1]
        if name == "Heading":
            return _Frame("heading", level=int(detail["level"][1:]))
        if name in _NO_TEXT:
            self._code = detail
            return _Frame(None)
        if name == "FootnoteDefinition":
            return _Frame("footnote", label=detail)
        if outer.label is not None:
            return outer
        if name == "Item":
            return _Frame("list")
        return _Frame("table") if name in _ROWS else outer

    def _end(self, value: Any, start: int, end: int) -> None:
        name = value if value.__class__ is str else next(iter(value))
        if name in _INLINE:
            return
        if name == "Paragraph":
            self._flush()
            if self._shown:
                self._show(end)
            self._frames.pop()
            self._paragraph = (start, end, len(self.blocks))
            return
        if name == "TableCell":
            self._close_run()
            self._row.append(self._items)
            self._items, self._raised = [], None
            return
        if name == "Image":
            self._close_picture()
            return
        if name == "Strikethrough":
            self._close_run()
            self.struck += [item for item in self._items[self._struck :] if isinstance(item, Span)]
            del self._items[self._struck :]
            return
        if name == "CodeBlock":
            self._end_code(start, end)
        elif name == "MetadataBlock":
            self.front = masks.read(self._source, self._assembler, start, end)
            self.blocks += self.front.blocks
        elif name == "DefinitionListTitle":
            self._close_run()
            self._term = [*self._items, _TERM_GAP] if self._items else []
            self._items = []
        elif name in _ROWS:
            self._end_row(self._frames[-1])
        self._flush()
        if self._shown:
            self._show(end)
        self._leave(name, self._frames.pop())

    def _leave(self, name: str, frame: _Frame) -> None:
        if name == "HtmlBlock":
            self._note_end(self._html[0].start, self._html[-1].end, markup.is_open)
            self._emit_html(frame)
        elif name == "DefinitionList":
            self._close_term()
        elif name == "Table" and frame.label is None:
            self._end_table(1)

    def _close_term(self) -> None:
        """A term without a definition of its own is a paragraph."""
        if self._term:
            items, self._term = self._term[:-1], []
            self._emit(_Frame(), items)

    def _show(self, end: int) -> None:
        """Give the texts of attributes before offset ``end`` a block each."""
        while self._shown and self._shown[-1].start < end:
            self._add_block(_ALT, self._assembler.assemble([self._shown.pop()]))

    def _open_picture(self) -> None:
        self._pictures += 1
        if self._pictures == 1:
            self._close_run()
            self._around_picture, self._items = self._items, []

    def _close_picture(self) -> None:
        self._pictures -= 1
        if self._pictures == 0:
            self._close_run()
            self._alts.append(self._items)
            self._items = self._around_picture

    def _end_code(self, start: int, end: int) -> None:
        self._close_run()
        items, self._items = self._items, []
        for paragraph in runs.prose(self._data, self._code, items):
            self._emit(self._frames[-2], paragraph)
        self._note_end(start, end, runs.is_open)

    def _note_end(self, start: int, end: int, is_open: Callable[[bytes], bool]) -> None:
        """Note a block that swallows the rest of the file because its end is missing."""
        if end >= self._length and is_open(self._data[start:end]):
            self.unclosed = start

    def finish(self) -> None:
        """Give what is left a block, once all events are there."""
        self._show(len(self._source) + 1)

    def _note(self, label: str, start: int, end: int) -> None:
        self._add(Note(label))

    def _inline_code(self, text: str, start: int, end: int) -> None:
        self._extend(*runs.inline(self._data, start, end))

    def _html_line(self, value: str, start: int, end: int) -> None:
        self._html.append(Span(start, end))

    def _emit_html(self, frame: _Frame) -> None:
        for passage in markup.passages(self._data, self._html):
            passage = passage._replace(items=with_raised(passage.items, self._assembler))
            element, items = passage.element, passage.items
            level = HEADINGS.get(element)
            if element in _TABLE_PARTS:
                self._html_table(frame, passage)
            elif self._html_row and element != markup.ALT:
                self._html_row[-1].items.extend(["\n", *items])
            elif element == markup.ALT:
                self._emit(_ALT, items)
            elif level and frame.label is None:
                self._emit(_Frame("heading", level=level), items)
            else:
                kind = frame.kind if frame.label else markup.KINDS.get(element, frame.kind)
                self._emit(frame._replace(kind=kind), items)
                if element == "caption" and self.blocks and self.blocks[-1].kind == "caption":
                    self._grid.caption = len(self.blocks) - 1
        if self._html_row is not None:
            self._html_table(frame, markup.Passage(markup.END_OF_TABLE, []))

    def _inline_html(self, value: str, start: int, end: int) -> None:
        name, closes = markup.tag_name(self._data[start:end])
        if name == "br":
            self._add("\n")
        elif name == "img":
            if found := markup.alt_span(self._data[start:end]):
                self._alts.append([Span(start + found[0], start + found[1])])
        elif self._data[start + 1 : start + 2].isupper():
            # A component: what it shows of its own is written in its attributes.
            for shown in attributes(self._data[start:end]):
                self._alts.append([Span(start + shown.start, start + shown.end)])
        elif name == "sup":
            self._close_run()
            if not closes:
                self._raised = len(self._items)
            elif self._raised is not None:
                lift_raised(self._items, self._raised, self._assembler)
                self._raised = None


_Handler = Callable[[Builder, Any, int, int], None]
_HANDLERS: dict[str, _Handler] = {
    "Start": Builder._start,
    "End": Builder._end,
    "Code": Builder._inline_code,
    "FootnoteReference": Builder._note,
    "Html": Builder._html_line,
    "InlineHtml": Builder._inline_html,
}
