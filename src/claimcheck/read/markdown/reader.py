"""Markdown: the text a reader of the rendered page sees, each run mapped to the file.

Code, comments, tags and front matter are not text. pyromark parses; its ranges are byte offsets into UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pyromark

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, BlockKind, Problem
from claimcheck.read.blocks import openings
from claimcheck.read.blocks.runs import Assembler, Item, Note, Span
from claimcheck.read.blocks.sections import SectionPath
from claimcheck.read.encoding import decode
from claimcheck.read.markdown import markup
from claimcheck.read.reading import Raw, Reading, cap_blocks

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
)
_AMPERSAND = ord("&")
_NEWLINE = ord("\n")
_RETURN = ord("\r")
_FRONT_TITLE = re.compile(r"""^title\s*[:=]\s*(["']?)(\S.*?)\1\s*$""", re.MULTILINE)
_INLINE = frozenset(("Emphasis", "Strong", "Strikethrough", "Link"))
_NO_TEXT = frozenset(("CodeBlock", "MetadataBlock"))
_ROWS = frozenset(("TableHead", "TableRow"))
_HTML_KINDS: dict[bytes, BlockKind] = {
    b"li": "list",
    b"td": "table",
    b"th": "table",
    b"figcaption": "caption",
}
_CELL_GAP = " | "


class _Frame(NamedTuple):
    """What the text of the current container is. ``kind`` None: it is not text."""

    kind: BlockKind | None = "paragraph"
    level: int | None = None
    label: str | None = None


_ALT = _Frame("alt")


def read(raw: Raw) -> Reading:
    """Read a Markdown file. Raises ``UnreadableInput`` (``empty``, ``binary``, ``undecodable``)."""
    decoded = decode(raw)
    source = decoded.text
    if not source or source.isspace():
        hint = "check that the file was saved or downloaded whole"
        raise UnreadableInput("has no text in it", code="empty", path=raw.path, hint=hint)
    builder = _Builder(source.encode())
    try:
        for event, span in pyromark.events_with_range(source, options=_OPTIONS):
            builder.take(event, span["start"], span["end"])
    except BaseException as error:
        # A panic of the parser is no Exception, lest it be swallowed; here it is a fault of one input.
        if type(error).__name__ != "PanicException":
            raise
        hint = "rename the file to .txt to have it read as plain text"
        message = f"could not be read as Markdown: {error}"
        raise UnreadableInput(message, code="read-failed", path=raw.path, hint=hint) from None
    blocks, capped = cap_blocks(builder.blocks, raw)
    problems = (*decoded.problems, *capped)
    if not blocks:
        message = "holds only code, comments or front matter: there is nothing to check"
        problems = (*problems, Problem("no-text", message, "note", raw.path))
    return Reading(source, blocks, problems=problems, title=builder.title or builder.front_title)


class _Builder:
    """Collects the items of the current block and closes it at every block boundary."""

    def __init__(self, data: bytes) -> None:
        self.blocks: list[Block] = []
        self.title: str | None = None
        self.front_title: str | None = None
        self._data = data
        self._assembler = Assembler(data)
        self._sections = SectionPath()
        self._frames = [_Frame()]
        self._items: list[Item] = []
        self._run_start = self._run_end = 0
        self._cells = 0
        self._alts: list[list[Item]] = []
        self._around_picture: list[Item] = []
        self._pictures = 0
        self._html: list[Span] = []
        self._raised: int | None = None

    def take(self, event: Any, start: int, end: int) -> None:
        """Take one event of the parser; ``start`` and ``end`` are byte offsets."""
        if event.__class__ is str:
            if event != "Rule":
                self._line_break(start, end)
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

    def _line_break(self, start: int, end: int) -> None:
        if self._data[end - 1] == _NEWLINE and self._data[end - 2] != _RETURN:
            self._extend(end - 1, end)
        else:
            self._add("\n")

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
        kind, level, label = frame
        made = self._assembler.assemble(items) if kind else None
        if made is None or kind is None or (kind == "table" and not made.text.strip(" |")):
            return
        section = self._sections.path
        if kind == "heading" and level == 1 and self.title is None:
            # The first heading of level 1 is the document's title: it names no section.
            kind, self.title, section = "title", " ".join(made.text.split()), ()
            self._sections = SectionPath()
        elif kind == "heading":
            section = self._sections.enter(level or 1, made.text)
        self.blocks.append(Block(kind, made.text, made.pieces, None, level, section, made.marks, label))

    # Events, by name.

    def _start(self, value: Any, start: int, end: int) -> None:
        name, detail = (value, None) if value.__class__ is str else next(iter(value.items()))
        if name in _INLINE:
            return
        if name == "Image":
            self._open_picture()
        elif name == "TableCell":
            if self._cells:
                self._add(_CELL_GAP)
            self._cells += 1
        else:
            self._flush()
            self._cells = 0
            self._html = []
            self._frames.append(self._frame(name, detail))

    def _frame(self, name: str, detail: Any) -> _Frame:
        outer = self._frames[-1]
        if name == "Heading":
            return _Frame("heading", level=int(detail["level"][1:]))
        if name in _NO_TEXT:
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
        if name in _INLINE or name == "TableCell":
            return
        if name == "Image":
            self._close_picture()
            return
        if name == "MetadataBlock":
            self._read_front_matter(start, end)
        self._flush()
        frame = self._frames.pop()
        if name == "HtmlBlock":
            self._emit_html(frame)

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

    def _read_front_matter(self, start: int, end: int) -> None:
        match = _FRONT_TITLE.search(self._data[start:end].decode())
        if match and self.front_title is None:
            self.front_title = match[2]

    def _note(self, label: str, start: int, end: int) -> None:
        self._add(Note(label))

    def _html_line(self, value: str, start: int, end: int) -> None:
        self._html.append(Span(start, end))

    def _emit_html(self, frame: _Frame) -> None:
        for element, items in markup.passages(self._data, self._html):
            level = markup.heading_level(element)
            if element == markup.ALT:
                self._emit(_ALT, items)
            elif level and frame.label is None:
                self._emit(_Frame("heading", level=level), items)
            else:
                kind = frame.kind if frame.label else _HTML_KINDS.get(element, frame.kind)
                self._emit(frame._replace(kind=kind), items)

    def _inline_html(self, value: str, start: int, end: int) -> None:
        name, closes = markup.tag_name(self._data[start:end])
        if name == b"br":
            self._add("\n")
        elif name == b"img":
            if found := markup.alt_span(self._data[start:end]):
                self._alts.append([Span(start + found[0], start + found[1])])
        elif name == b"sup":
            self._close_run()
            if not closes:
                self._raised = len(self._items)
            elif self._raised is not None:
                self._lift_note(self._raised)
                self._raised = None

    def _lift_note(self, index: int) -> None:
        """Turn the raised text from item ``index`` on into note marks, or mark it as an exponent."""
        raised = self._text_of(self._items[index:])
        before = self._text_of(self._items[max(0, index - 2) : index])
        if openings.is_power(raised, before):
            self._items.insert(index, "^")
        elif labels := openings.note_marks(raised, before):
            self._items[index:] = map(Note, labels)

    def _text_of(self, items: list[Item]) -> str:
        made = self._assembler.assemble(items)
        return made.text if made else ""


_Handler = Callable[[_Builder, Any, int, int], None]
_HANDLERS: dict[str, _Handler] = {
    "Start": _Builder._start,
    "End": _Builder._end,
    "FootnoteReference": _Builder._note,
    "Html": _Builder._html_line,
    "InlineHtml": _Builder._inline_html,
}
