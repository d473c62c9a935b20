"""A story of a Word file, read from start to end: the body, a note, a header, or the content of a text box."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from claimcheck.read.blocks import openings
from claimcheck.read.docx import tables
from claimcheck.read.docx.inline import Counts, Fields, Inline
from claimcheck.read.docx.styles import Style, Styles, W, item_level, number, shade
from claimcheck.read.office import grids
from claimcheck.read.office.drafts import Draft, Drafts, Line, NoteKey, Text, join_box
from claimcheck.read.office.grids import CellLine, GridCell
from claimcheck.read.office.package import DGM, MC, A, Element, Package, R, Relation, chosen_of

_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_EQUATION = "Equation"

FoundKind = Literal["alt", "text", "box", "chart", "diagram", "object", "picture"]
_BODY_LEVEL = 9
_CONTENTS_GALLERY = "Table of Contents"


class Found(NamedTuple):
    """Something in a drawing: words (``text``), a text box (``element``), or a relation to a part (``text``)."""

    kind: FoundKind
    text: str = ""
    element: Element = None


def contents(drawing: Element) -> Iterator[Found]:
    """What a drawing, picture or object holds, in order; a description is given once however often it stands."""
    told: set[str] = set()
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == MC + "AlternateContent":
            waiting.extend(reversed(chosen_of(element)))
            continue
        found = _found(element, tag)
        if found is not None:
            if found.kind != "alt" or found.text not in told:
                told.add(found.text)
                yield found
            if found.kind in ("box", "text", "chart", "diagram"):
                continue
        waiting.extend(reversed(element))


def _found(element: Element, tag: str) -> Found | None:
    if tag == W + "txbxContent":
        return Found("box", element=element)
    if tag == A + "p":
        text = grids.paragraph_text(element)
        return Found("text", text) if text else None
    if tag.endswith(("}docPr", "}cNvPr")):
        return _described(element.get("descr") or element.get("title"))
    if tag.startswith(_V):
        if tag == _V + "textpath":
            text = " ".join(element.get("string", "").split())
            return Found("text", text) if text else None
        if tag == _V + "imagedata":
            return Found("picture")
        return _described(element.get("alt"))
    if tag.endswith("}blip"):
        return Found("picture")
    if tag.endswith("}chart") and element.get(R + "id"):
        return Found("chart", element.get(R + "id"))
    if tag == DGM + "relIds" and element.get(R + "dm"):
        return Found("diagram", element.get(R + "dm"))
    if tag == _O + "OLEObject" and element.get("DrawAspect") != "Icon":
        return None if element.get("ProgID", "").startswith(_EQUATION) else Found("object")
    return None


def _described(words: str | None) -> Found | None:
    text = " ".join((words or "").split())
    return Found("alt", text) if text else None


class Source(Struct):
    """What all stories of a file are read with.

    ``page`` is the colour of its pages, None where something may stand behind their text.
    """

    package: Package
    styles: Styles
    page: str | None = None


class Story:
    """Reads the blocks of one part; ``note`` is the note that they belong to."""

    def __init__(
        self, source: Source, relations: dict[str, Relation], *, running: bool = False, note: NoteKey | None = None
    ) -> None:
        self._source = source
        self._relations = relations
        self._note = note
        self._always_running = running
        self._reset(frozenset())

    def _reset(self, unmatched: frozenset[Element]) -> None:
        self.drafts = Drafts()
        self.counts = Counts()
        self.headers: dict[str, None] = {}
        self._unmatched = unmatched
        self._left_open: frozenset[Element] = frozenset()
        self._fields = Fields(unmatched)
        self._running = self._always_running
        self._boxed = self._laid = False
        self._carried: Line | None = None
        self._typed: openings.Opening | None = None
        self._shown: set[str] = set()

    def read(self, element: Element) -> None:
        """Read the blocks in an element.

        A field that never ends would hide all that follows: where there is one, all is read anew without it.
        """
        self._walk(element)
        self._left_open |= self._fields.begun
        if self._left_open:
            self._reset(self._left_open)
            self._walk(element)
        self._emit_carried()

    def _walk(self, element: Element) -> None:
        for child in element:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif child.tag not in _SKIPPED and not self.counts.leave_out(child.tag):
                self._walk(child)

    # Paragraphs.

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = self._style(properties)
        line = self._carried or Line()
        self._carried = None
        own = None if properties is None else shade(properties.find(W + "shd"))
        page = None if self._boxed or self._laid else self._source.page
        inline = self._read_line(paragraph, line, style, page and (own or style.ground or page))
        if properties is not None and self._mark_is_deleted(properties):
            self._carried = line
        else:
            self._emit_paragraph(line.finish(), style, properties, inline)
        self._emit_anchored(inline.anchored)

    def _read_line(self, paragraph: Element, line: Line, style: Style, page: str | None = None) -> Inline:
        inline = Inline(line, self._source.styles, self._fields, self.counts, style.look, page)
        inline.read(paragraph)
        return inline

    def _style(self, properties: Element | None) -> Style:
        named = None if properties is None else properties.find(W + "pStyle")
        return self._source.styles.paragraph(None if named is None else named.get(W + "val"))

    def _mark_is_deleted(self, properties: Element) -> bool:
        """Whether the end of the paragraph is deleted, so that the next one goes on in it; headers are noted too."""
        section = properties.find(W + "sectPr")
        if section is not None:
            self._section(section)
        mark = properties.find(W + "rPr")
        if mark is None:
            return False
        self.counts.changes += sum(mark.find(W + tag) is not None for tag in ("ins", "moveTo"))
        gone = any(mark.find(W + tag) is not None for tag in ("del", "moveFrom"))
        self.counts.changes += gone
        return gone

    def _emit_carried(self) -> None:
        if self._carried is not None:
            text = self._carried.finish()
            self._carried = None
            if text.text:
                self._add(Draft("paragraph", text))

    def _emit_paragraph(self, text: Text, style: Style, properties: Element | None, inline: Inline) -> None:
        if not text.text:
            return
        level, item = style.level, style.item
        if properties is not None:
            outline = number(properties.find(W + "outlineLvl"))
            if outline is not None:
                level = outline + 1 if 0 <= outline < _BODY_LEVEL else None
            item = item_level(properties.find(W + "numPr"), item)
        draft = Draft("paragraph", text)
        if style.role == "contents" or inline.in_contents:
            draft.running = True
        elif style.role == "title":
            draft.kind, draft.level = "title", 1
        elif style.role == "caption" or inline.is_caption:
            draft.kind = "caption"
        elif level is not None:
            draft.kind, draft.level = "heading", level
        elif text.opening is not None:
            draft.kind, draft.label = "footnote", text.opening
        elif item is not None:
            draft.kind, draft.level = "list", item + 1
        else:
            self._emit_plain(draft)
            return
        self._typed = None
        self._add(draft)

    def _emit_plain(self, draft: Draft) -> None:
        """A paragraph that no style says anything about: a list item typed by hand, or text."""
        marker = openings.opening(draft.text.text)
        # A number may begin a sentence, as a date does: it counts where it begins a list or goes on with one.
        if marker and (marker.kind == "bullet" or openings.may_interrupt(marker, self._typed)):
            draft.kind, draft.level, draft.skip = "list", 1, marker.length
            self._typed = marker
        else:
            draft.may_head = not self._boxed
            self._typed = None
        self._add(draft)

    def _add(self, draft: Draft) -> None:
        # A note in a footer is said once, for the marks above it.
        draft.running |= self._running and draft.kind != "footnote"
        draft.boxed = self._boxed
        if self._note is not None:
            draft.belong_to(self._note)
        if self._always_running:
            draft.may_head = False
            if draft.kind in ("heading", "title"):
                draft.kind, draft.level = "paragraph", None
        self.drafts.blocks.append(draft)

    # Tables.

    def _table(self, table: Element) -> None:
        self._emit_carried()
        grid = tables.read_grid(table, self.counts)
        if grid.is_layout:
            around, self._laid = self._laid, True
            for row in grid.rows:
                for cell in row:
                    first = len(self.drafts.blocks)
                    self._walk(cell.element)
                    join_box(self.drafts.blocks, first)
            self._laid = around
            return
        rest: list[Element] = []

        def row_done() -> None:
            self._emit_anchored(rest)
            rest.clear()

        grids.add_table(self.drafts, grid, lambda cell: self._cell(cell, rest), self._add, row_done)

    def _cell(self, cell: GridCell, rest: list[Element]) -> Text:
        """The text of a cell, its paragraphs on lines of their own; nested tables and drawings go to ``rest``."""
        line = CellLine()
        self._cell_blocks(cell.element, line, rest)
        return line.finish()

    def _cell_blocks(self, element: Element, line: CellLine, rest: list[Element]) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "p":
                properties = child.find(W + "pPr")
                line.open_paragraph()
                inline = self._read_line(child, line, self._style(properties))
                if properties is not None and self._mark_is_deleted(properties):
                    line.join_next()
                rest += inline.anchored
            elif tag == W + "tbl":
                rest.append(child)
            elif tag == MC + "AlternateContent":
                self._cell_blocks(chosen_of(child), line, rest)
            elif tag not in _SKIPPED and not self.counts.leave_out(tag):
                self._cell_blocks(child, line, rest)

    # What is anchored in a paragraph.

    def _emit_anchored(self, elements: Iterable[Element]) -> None:
        """What is anchored in paragraphs, and the tables that stand in cells."""
        for element in elements:
            if element.tag == W + "tbl":
                self._table(element)
                continue
            for found in contents(element):
                self._emit(found)

    def _emit(self, found: Found) -> None:
        kind = found.kind
        if kind in ("alt", "text"):
            self._add(Draft("alt" if kind == "alt" else "paragraph", Text(found.text, ())))
        elif kind == "box":
            self._emit_box(found.element)
        elif kind == "object":
            self.counts.objects += 1
        elif kind == "picture":
            self.counts.pictures += 1
        elif (root := self._related(found.text)) is None:
            return
        elif kind == "chart":
            grids.add_chart(self.drafts, grids.read_chart(root), self._add)
        else:
            for text in grids.diagram_texts(root):
                self._add(Draft("list", Text(text, ()), level=1))

    def _emit_box(self, box: Element) -> None:
        around = self._fields, self._carried, self._boxed
        self._fields, self._carried, self._boxed = Fields(self._unmatched), None, True
        first = len(self.drafts.blocks)
        self._walk(box)
        self._emit_carried()
        join_box(self.drafts.blocks, first)
        self._left_open |= self._fields.begun
        self._fields, self._carried, self._boxed = around

    def _related(self, identity: str) -> Element | None:
        """The root of the part that a relation of this story points to, the first time that one does."""
        relation = self._relations.get(identity)
        if relation is None or relation.external:
            self.counts.unopened += 1
            return None
        if relation.target in self._shown:
            return None
        self._shown.add(relation.target)
        tree = self._source.package.tree(relation.target)
        return None if tree is None else tree.root

    # The rest.

    def _control(self, control: Element) -> None:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        around = self._running
        if gallery is not None and gallery.get(W + "val") == _CONTENTS_GALLERY:
            self._running = True
        self._walk(control)
        self._running = around

    def _section(self, section: Element) -> None:
        for reference in section.iterchildren(W + "headerReference", W + "footerReference"):
            self.headers[reference.get(R + "id", "")] = None


_Handler = Callable[[Story, Element], None]
_HANDLERS: dict[str, _Handler] = {
    W + "p": Story._paragraph,
    W + "tbl": Story._table,
    W + "sdt": Story._control,
    W + "sectPr": Story._section,
    MC + "AlternateContent": lambda story, element: story._walk(chosen_of(element)),
}
_SKIPPED = frozenset(
    W + name
    for name in (
        "sdtPr", "sdtEndPr", "customXmlPr", "tcPr", "tblPr", "tblGrid", "bookmarkStart", "bookmarkEnd",
        "commentReference",
    )
)  # fmt: skip
