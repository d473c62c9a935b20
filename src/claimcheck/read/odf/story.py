"""A run of blocks of an OpenDocument file: paragraphs, headings, lists, tables, what stands and is anchored in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct, field

from claimcheck.read.office.drafts import PLAIN, Draft, Drafts, Line, Look, NoteKey, Text, Writer, join_box, typed
from claimcheck.read.office.grids import CellLine, Grid, GridCell, add_table
from claimcheck.read.office.package import Element, whole
from claimcheck.read.office.told import Counts

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_SPACE}office:1.0}}"
TEXT = f"{_SPACE}text:1.0}}"
TABLE = f"{_SPACE}table:1.0}}"
DRAW = f"{_SPACE}drawing:1.0}}"
STYLE = f"{_SPACE}style:1.0}}"
PRESENTATION = f"{_SPACE}presentation:1.0}}"
SVG = f"{_SPACE}svg-compatible:1.0}}"
FO = f"{_SPACE}xsl-fo-compatible:1.0}}"
MANIFEST = f"{_SPACE}manifest:1.0}}"
MOST_REPEATED = 1_000_000
Role = Literal["title", "caption"]
_ROLES: dict[str, Role] = {"Title": "title", "Caption": "caption"}
_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)pt")
_HEAVY = frozenset(("bold", "600", "700", "800", "900"))
_MOST_ABOVE = 40
_LETTERS = STYLE + "text-properties"


def repeated(element: Element, attribute: str) -> int:
    """How often an element stands there; 1 where it does not say."""
    return min(max(whole(element, TABLE + attribute) or 1, 1), MOST_REPEATED)


class OdfStyle(NamedTuple):
    """A style with all that it inherits. ``level`` is that of a heading; ``unseen`` sheets and slides are not shown."""

    role: Role | None = None
    level: int | None = None
    look: Look = PLAIN
    unseen: bool = False


class OdfStyles:
    """The styles of a file by family and name.

    ``language`` is the one that text is in where nothing else is said, None where that is not told.
    """

    def __init__(self, *roots: Element | None) -> None:
        self._elements: dict[tuple[str, str], Element] = {}
        self._known: dict[tuple[str, str], OdfStyle] = {}
        for root in roots:
            for element in () if root is None else root.iter(STYLE + "style"):
                key = element.get(STYLE + "family", ""), element.get(STYLE + "name", "")
                self._elements.setdefault(key, element)
        self.language = next(filter(None, map(_language, roots)), None)

    def of(self, family: str, name: str | None) -> OdfStyle:
        """A style; one that is not in the file changes nothing."""
        chain: list[tuple[str, str]] = []
        key = family, name or ""
        while key in self._elements and key not in self._known and len(chain) < _MOST_ABOVE:
            chain.append(key)
            key = family, self._elements[key].get(STYLE + "parent-style-name", "")
        style = self._known.get(key, OdfStyle(_ROLES.get(key[1])))
        for each in reversed(chain):
            style = self._known[each] = _inherit(self._elements[each], style)
        return style


def _language(root: Element | None) -> str | None:
    """The language of the defaults; ``none`` and ``zxx`` are for no language at all."""
    defaults = () if root is None else root.iter(STYLE + "default-style")
    told = (letters.get(FO + "language", "none") for each in defaults for letters in each.iter(_LETTERS))
    return next((name for name in told if name not in ("none", "zxx")), None)


def _inherit(element: Element, above: OdfStyle) -> OdfStyle:
    name = element.get(STYLE + "display-name") or element.get(STYLE + "name", "")
    role = _ROLES.get(name, above.role)
    level = whole(element, STYLE + "default-outline-level")
    letters = element.find(_LETTERS)
    look = above.look if letters is None else _look(letters).over(above.look)
    return OdfStyle(role, above.level if level is None else level or None, look, above.unseen or _unseen(element))


def _look(letters: Element) -> Look:
    weight, size = letters.get(FO + "font-weight"), _SIZE.fullmatch(letters.get(FO + "font-size", ""))
    shown, place = letters.get(TEXT + "display"), letters.get(STYLE + "text-position")
    line = letters.get(STYLE + "text-line-through-style")
    raised = place and (place.startswith("super") or (place[:1].isdigit() and place[:2] != "0%"))
    return Look(
        bold=None if weight is None else weight in _HEAVY,
        hidden=None if shown is None else shown == "none",
        raised=None if place is None else bool(raised),
        size=round(2 * float(size[1])) if size else None,
        struck=None if line is None else line != "none",
    )


def _unseen(element: Element) -> bool:
    sheet, slide = element.find(STYLE + "table-properties"), element.find(STYLE + "drawing-page-properties")
    hidden = sheet is not None and sheet.get(TABLE + "display") == "false"
    return hidden or (slide is not None and slide.get(PRESENTATION + "visibility") == "hidden")


_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 200
_MOST_COLUMNS = 1_000
_MOST_ROWS = 100_000
_HREF = "{http://www.w3.org/1999/xlink}href"
_OBJECTS = (DRAW + "object", DRAW + "object-ole")
_HEADERS = frozenset((TABLE + "table-header-rows",))
_ROW_GROUPS = frozenset(TABLE + name for name in ("table-header-rows", "table-rows", "table-row-group"))


class Source(Struct):
    """What all stories of a file are read with.

    ``charts`` are the folders of charts, ``notes`` the notes that marks name, in the order of these.
    """

    styles: OdfStyles
    charts: frozenset[str] = frozenset()
    counts: Counts = field(default_factory=Counts)
    labels: dict[NoteKey, str] = field(default_factory=dict)
    notes: list[tuple[NoteKey, Element]] = field(default_factory=list)


class Inline:
    """Reads the content of one paragraph at ``place`` into a line; ``anchored`` gets the drawings in it, in order."""

    def __init__(self, source: Source, line: Line, style: OdfStyle, place: str) -> None:
        self._source = source
        self._line = line
        self._writer = Writer(line, source.counts.hidden, place)
        self._blank = True
        self.anchored: list[Element] = []
        self._style = style

    def read(self, element: Element) -> None:
        """Read the text of an element and all in it; what is unknown is looked into, so that no text is lost."""
        self._show(element.text)
        for child in element:
            self._child(child)
            self._show(child.tail)

    def _child(self, child: Element) -> None:
        tag = child.tag
        made = _MADE.get(tag)
        if made is not None:
            self._put(made * min(whole(child, TEXT + "c") or 1, _MOST_BLANKS))
        elif tag == TEXT + "note":
            self._note(child)
        elif tag.startswith(DRAW):
            self.anchored.append(child)
        elif tag == OFFICE + "annotation":
            self._source.counts.comments += 1
        elif tag in (TEXT + "change-start", TEXT + "change"):
            self._source.counts.changes += 1
        elif tag not in _LEFT_OUT:
            around = self._style
            name = child.get(TEXT + "style-name")
            if tag == TEXT + "span" and name is not None:
                own = self._source.styles.of("text", name)
                self._style = own._replace(look=own.look.over(around.look))
            self.read(child)
            self._style = around

    def _show(self, text: str | None) -> None:
        if text:
            text = _BLANKS.sub(" ", text)
            self._put(text[1:] if self._blank and text[0] == " " else text)

    def _put(self, text: str) -> None:
        if not text:
            return
        self._blank = text[-1] in " \n"
        self._writer.put(text, self._style.look)

    def _note(self, note: Element) -> None:
        body = note.find(TEXT + "note-body")
        if body is None or self._style.look.hidden:
            return
        key = note.get(TEXT + "note-class", ""), note.get(TEXT + "id") or f"unnamed {len(self._source.notes)}"
        if key not in self._source.labels:
            label = (note.findtext(TEXT + "note-citation") or "").strip()
            self._source.labels[key] = label or str(len(self._source.notes) + 1)
            self._source.notes.append((key, body))
        self._line.refer(key)


_MADE: Mapping[str, str] = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_LEFT_OUT = frozenset(
    TEXT + name for name in ("tracked-changes", "hidden-text", "note-citation", "ruby-text", "page-number", "bookmark")
)


class Story:
    """Reads blocks.

    ``page`` is that of a slide, ``note`` the note that they belong to; ``running`` is a header or footer.
    """

    def __init__(
        self, source: Source, *, page: int | None = None, note: NoteKey | None = None, running: bool = False
    ) -> None:
        self._source = source
        self._page = page
        self._note = note
        self._running = running
        self._place = f"page {page}" if page else ""
        self.drafts = Drafts()

    def read(self, element: Iterable[Element], level: int = 0) -> None:
        """Read blocks, as of an element; ``level`` is how deep in lists they stand."""
        for child in element:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child, level)
            elif child.tag.startswith(DRAW):
                self._emit((child,))
            elif child.tag in _COUNTED:
                counted, part = _COUNTED[child.tag]
                number = sum(1 for _ in child.iter(part))
                setattr(self._source.counts, counted, getattr(self._source.counts, counted) + number)
            elif child.tag not in _SKIPPED:
                self.read(child, level)

    def add(self, draft: Draft) -> None:
        """Add a block where the story is."""
        draft.page = self._page
        draft.running |= self._running
        if self._note is not None:
            draft.belong_to(self._note)
        if self._running:
            draft.may_head = False
        self.drafts.blocks.append(draft)

    # Paragraphs.

    def _line(self, element: Element, line: Line) -> tuple[OdfStyle, list[Element]]:
        style = self._source.styles.of("paragraph", element.get(TEXT + "style-name"))
        inline = Inline(self._source, line, style, self._place)
        inline.read(element)
        return style, inline.anchored

    def _paragraph(self, element: Element, level: int) -> None:
        line = Line()
        style, anchored = self._line(element, line)
        text = line.finish()
        if text.text and element.tag == TEXT + "h":
            self.add(Draft("heading", text, max(whole(element, TEXT + "outline-level") or 1, 1)))
        elif text.text:
            self.add(self._draft(text, style, level))
        self._emit(anchored)

    def _draft(self, text: Text, style: OdfStyle, level: int) -> Draft:
        if style.role == "title":
            return Draft("title", text, 1)
        if style.role == "caption":
            return Draft("caption", text)
        if text.opening is None and level:
            return Draft("list", text, level)
        if text.opening is None and style.level is not None:
            return Draft("heading", text, style.level)
        return typed(text)

    def _contents(self, element: Element, level: int) -> None:
        """A table of contents: its lines are those of the headings."""
        around, self._running = self._running, True
        self.read(element, level)
        self._running = around

    def _section(self, element: Element, level: int) -> None:
        if element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true":
            hide(self._source, element, self._place)
        else:
            self.read(element, level)

    # Drawings.

    def _emit(self, drawings: Iterable[Element]) -> None:
        for drawing in drawings:
            self._describe(drawing)
            if drawing.tag == DRAW + "frame":
                self._frame(drawing)
            else:
                self.read(drawing)

    def _frame(self, frame: Element) -> None:
        """What a frame shows: a text box, a table, a picture, or an object, of which a picture is kept beside it."""
        counts, first = self._source.counts, len(self.drafts.blocks)
        shown = {child.tag: child for child in frame}
        table, text = shown.get(TABLE + "table"), shown.get(DRAW + "text-box")
        held = next((shown[tag] for tag in _OBJECTS if tag in shown), None)
        if table is not None:
            self._table(table, 0)
        elif text is not None:
            self.read(text)
            join_box(self.drafts.blocks, first)
        elif held is not None:
            is_chart = held.get(_HREF, "").removeprefix("./") in self._source.charts
            counts.charts += is_chart
            counts.objects += not is_chart
        elif DRAW + "image" in shown:
            counts.pictures += 1
            if self._page is not None:
                counts.drawn.add(self._page)

    def _describe(self, drawing: Element) -> None:
        words = drawing.findtext(SVG + "desc") or drawing.findtext(SVG + "title") or ""
        text = " ".join(words.split())
        if text:
            self.add(Draft("alt", Text(text, ())))

    # Tables.

    def _table(self, table: Element, level: int) -> None:
        rows = list(_rows(table))
        if max((len(row) for row in rows), default=0) <= 1:
            # One column only sets text.
            for row in rows:
                for cell in row:
                    self.read(cell, level)
            return
        repeated_rows = sum(len(list(group.iter(TABLE + "table-row"))) for group in table.iterchildren(*_HEADERS))
        grid = Grid([], 0, repeated_rows, first_row=table.get(TABLE + "use-first-row-styles") == "true")
        for number, row in enumerate(rows[:_MOST_ROWS]):
            own: list[GridCell] = []
            column = 0
            for cell in row:
                span = repeated(cell, "number-columns-repeated")
                if cell.tag == TABLE + "table-cell" and column < _MOST_COLUMNS:
                    wide, high = (
                        min(repeated(cell, f"number-{name}-spanned"), _MOST_COLUMNS) for name in ("columns", "rows")
                    )
                    own.append(GridCell(cell, number, column, wide, high))
                column = min(column + span, _MOST_COLUMNS)
            grid.rows.append(own)
            grid.columns = max(grid.columns, column)
        rest: list[Element] = []
        add_table(self.drafts, grid, lambda cell: self._cell(cell.element, rest), self.add)
        self._emit(rest)

    def _cell(self, cell: Element, rest: list[Element]) -> Text:
        line = CellLine()
        for paragraph in _paragraphs(cell, rest):
            line.open_paragraph()
            _, anchored = self._line(paragraph, line)
            rest += anchored
        return line.finish()


def hide(source: Source, element: Element, place: str) -> None:
    """Take up the text of an element that is not shown."""
    for paragraph in element.iter(TEXT + "p", TEXT + "h"):
        source.counts.hidden.add("".join(paragraph.itertext()), "switched off", place)


def _paragraphs(element: Element, drawn: list[Element]) -> Iterator[Element]:
    """The paragraphs of a cell, those of lists and tables in it too; drawings between them are put into ``drawn``."""
    for child in element:
        if child.tag in (TEXT + "p", TEXT + "h"):
            yield child
        elif child.tag.startswith(DRAW):
            drawn.append(child)
        elif child.tag != OFFICE + "annotation":
            yield from _paragraphs(child, drawn)


def _rows(table: Element) -> Iterator[list[Element]]:
    for child in table:
        if child.tag == TABLE + "table-row":
            yield list(child.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"))
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


_Handler = Callable[[Story, Element, int], None]
_HANDLERS: Mapping[str, _Handler] = {
    TEXT + "p": Story._paragraph,
    TEXT + "h": Story._paragraph,
    TEXT + "list": lambda story, element, level: story.read(element, level + 1),
    TEXT + "section": Story._section,
    TEXT + "table-of-content": Story._contents,
    TABLE + "table": Story._table,
}
_COUNTED = {
    TEXT + "tracked-changes": ("changes", TEXT + "deletion"),
    OFFICE + "annotation": ("comments", OFFICE + "annotation"),
}
"""What is no text and counted: the count, and the elements that it is of."""
_SKIPPED = frozenset((OFFICE + "forms", STYLE + "style", SVG + "desc", SVG + "title", TEXT + "sequence-decls"))
