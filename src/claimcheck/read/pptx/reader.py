"""PowerPoint presentations, read from the XML in them: each slide is a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.model.document import PageStatus, Way
from claimcheck.read.office import grids, told
from claimcheck.read.office.blocks import finished, make_blocks, make_pages
from claimcheck.read.office.drafts import Draft, Drafts, Line, Look, Text, Writer, find_headings, typed
from claimcheck.read.office.grids import CellLine, Grid, GridCell
from claimcheck.read.office.package import DGM, MC, A, C, Element, Package, R, Relation, chosen_of, whole
from claimcheck.read.office.told import Counts
from claimcheck.read.pptx.key_figures import TextBox, join_key_figures
from claimcheck.read.pptx.layouts import Layout, Layouts, P, own_properties, placeholder
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.unseen import Hidden

_POINTS = 50  # hundredths of a point in half a point
_COUNTED = ("slidenum", "datetime")
_BULLETS = tuple(A + name for name in ("buChar", "buAutoNum", "buBlip"))
_DEEPEST = 9
_ON = frozenset(("1", "true"))
_MOST_COLUMNS = 1_000
Size = tuple[int, int]


class Paragraph(NamedTuple):
    """A paragraph; ``level`` is that of a list item, counted from 1, None for running text."""

    text: Text
    level: int | None


def paragraphs(body: Element, styles: Sequence[Element | None], hidden: Hidden, place: str = "") -> Iterator[Paragraph]:
    """The paragraphs of a text body that have text, what of it is ``hidden`` put there with its ``place``.

    ``styles`` are the lists of styles that hold for it, the nearest first: they say what the paragraph itself leaves
    open.
    """
    lists = [body.find(A + "lstStyle"), *styles]
    for paragraph in body.iterchildren(A + "p"):
        line = Line()
        read_line(paragraph, line, hidden, place)
        text = line.finish()
        if text.text:
            properties = paragraph.find(A + "pPr")
            depth = min(max(whole(properties, "lvl") or 0, 0), _DEEPEST - 1)
            yield Paragraph(text, depth + 1 if _is_item(properties, depth, lists) else None)


def read_line(paragraph: Element, line: Line, hidden: Hidden, place: str) -> None:
    """Put the letters of a paragraph into a line, and what readers do not see of them to what is ``hidden``."""
    writer = Writer(line, hidden, place)
    for child in paragraph.iterchildren():
        if child.tag == A + "br":
            line.add("\n", Look())
        elif child.tag == A + "fld" and child.get("type", "").startswith(_COUNTED):
            continue
        elif child.tag in (A + "r", A + "fld"):
            writer.put((child.findtext(A + "t") or "").replace("\v", "\n"), _look(child.find(A + "rPr")))
        elif child.tag not in (A + "pPr", A + "endParaRPr"):
            # A formula, or another thing that is set in the line.
            line.add("".join(child.itertext()), Look())


def _look(properties: Element | None) -> Look:
    if properties is None:
        return Look()
    size = whole(properties, "sz")
    bold = properties.get("b")
    return Look(
        bold=None if bold is None else bold in _ON,
        raised=(whole(properties, "baseline") or 0) > 0,
        size=size // _POINTS if size else None,
        struck=properties.get("strike", "noStrike") != "noStrike",
    )


def _is_item(properties: Element | None, depth: int, lists: Sequence[Element | None]) -> bool:
    told = _bullet(properties)
    for styles in lists:
        if told is not None:
            break
        told = None if styles is None else _bullet(styles.find(f"{A}lvl{depth + 1}pPr"))
    return bool(told)


def _bullet(properties: Element | None) -> bool | None:
    """Whether properties give a paragraph a bullet; None where they do not say."""
    if properties is None:
        return None
    if properties.find(A + "buNone") is not None:
        return False
    return True if any(properties.find(tag) is not None for tag in _BULLETS) else None


class Source(Struct):
    """What all slides are read with; ``size`` is that of a slide, ``told`` are texts that every slide repeats."""

    package: Package
    size: Size | None
    counts: Counts = field(default_factory=Counts)
    told: set[str] = field(default_factory=set)


class Slide:
    """Reads the shapes of one slide, which is page ``page``."""

    def __init__(self, source: Source, layout: Layout, relations: Mapping[str, Relation], page: int) -> None:
        self._source = source
        self._counts = source.counts
        self._layout = layout
        self._relations = relations
        self._page = page
        self.drafts = Drafts()
        self._boxes: list[TextBox] = []

    def read(self, root: Element) -> None:
        """Read all shapes: the title first, then as they lie on one another, then what every slide shows."""
        shapes = [*_shapes(root.find(f"{P}cSld/{P}spTree"))]
        titles = [shape for shape in shapes if (place := placeholder(shape)) and place.is_title]
        for shape in (*titles, *(shape for shape in shapes if shape not in titles)):
            self._shape(shape)
        join_key_figures(self._boxes, self.drafts)
        for shape in self._layout.shapes:
            self._repeated(shape)

    def read_notes(self, root: Element) -> None:
        """Read what the speaker says to the slide."""
        before = len(self.drafts.blocks)
        for shape in _shapes(root.find(f"{P}cSld/{P}spTree")):
            place = placeholder(shape)
            body = shape.find(P + "txBody")
            if place is not None and place.kind == "body" and body is not None:
                for one in paragraphs(body, (), self._counts.hidden, slide_place(self._page)):
                    self._add(Draft("footnote", one.text))
        if len(self.drafts.blocks) > before:
            self._counts.noted.append(self._page)

    def _add(self, draft: Draft) -> None:
        draft.page = self._page
        self.drafts.blocks.append(draft)

    def _shape(self, shape: Element) -> None:
        if way := self._way(shape):
            hide(self._counts.hidden, shape, way, self._page)
            return
        reader = _READERS.get(shape.tag)
        if reader is not None:
            reader(self, shape)

    def _way(self, shape: Element) -> Way | None:
        """How a shape is hidden, if it is."""
        if _is_switched_off(shape):
            return "switched off"
        return "outside of what is shown" if self._is_beside(shape) else None

    def _is_beside(self, shape: Element) -> bool:
        """Whether a shape lies beside the slide, where nobody sees it."""
        moved = shape.find(f"{P}spPr/{A}xfrm")
        if moved is None:
            moved = shape.find(P + "xfrm")
        size = self._source.size
        if moved is None or size is None or shape.getparent().tag == P + "grpSp":
            return False
        at, extent = moved.find(A + "off"), moved.find(A + "ext")
        x, y, wide, high = whole(at, "x"), whole(at, "y"), whole(extent, "cx"), whole(extent, "cy")
        if x is None or y is None or wide is None or high is None:
            return False
        return x >= size[0] or y >= size[1] or x + wide <= 0 or y + high <= 0

    def _text_shape(self, shape: Element) -> None:
        body = shape.find(P + "txBody")
        if body is None:
            self._describe(shape)
            return
        place, before = placeholder(shape), len(self.drafts.blocks)
        for one in paragraphs(body, self._layout.styles(place), self._counts.hidden, slide_place(self._page)):
            if place is not None and place.is_title:
                self._add(Draft("heading", one.text, level=1))
            elif place is not None and place.is_edge:
                self._tell_once(one.text)
            elif one.text.opening is None and one.level is not None:
                self._add(Draft("list", one.text, level=one.level))
            else:
                self._add(typed(one.text))
        self._boxes.append(TextBox(shape, self.drafts.blocks[before:]))

    def _tell_once(self, text: Text) -> None:
        if text.text not in self._source.told:
            self._source.told.add(text.text)
            self._add(Draft("paragraph", text, running=True))

    def _repeated(self, shape: Element) -> None:
        body = shape.find(P + "txBody")
        if body is not None and not self._way(shape):
            for one in paragraphs(body, (), Hidden()):
                self._tell_once(one.text)

    def _picture(self, shape: Element) -> None:
        self._counts.pictures += 1
        self._counts.drawn.add(self._page)
        self._describe(shape)

    def _describe(self, shape: Element) -> None:
        properties = own_properties(shape)
        words = None if properties is None else properties.get("descr")
        text = " ".join((words or "").split())
        if text:
            self._add(Draft("alt", Text(text, ())))

    def _frame(self, frame: Element) -> None:
        """A table, a chart, a diagram or an object of another program."""
        table = frame.find(f".//{A}tbl")
        if table is not None:
            self._table(table)
            return
        chart, diagram = frame.find(f".//{C}chart"), frame.find(f".//{DGM}relIds")
        if chart is not None:
            root = self._related(chart.get(R + "id", ""))
            found = None if root is None else grids.read_chart(root)
            if found is not None and found.grid:
                grids.add_chart(self.drafts, found, self._add)
            else:
                self._counts.charts += 1
        elif diagram is not None:
            root = self._related(diagram.get(R + "dm", ""))
            for text in () if root is None else grids.diagram_texts(root):
                self._add(Draft("list", Text(text, ()), level=1))
        elif frame.find(f".//{P}oleObj") is not None:
            self._counts.objects += 1
        else:
            self._counts.charts += any(element.tag.endswith("}chart") for element in frame.iter())
        self._describe(frame)

    def _related(self, identity: str) -> Element | None:
        relation = self._relations.get(identity)
        if relation is None or relation.external:
            return None
        tree = self._source.package.tree(relation.target)
        return None if tree is None else tree.root

    def _table(self, table: Element) -> None:
        rows: list[list[GridCell]] = []
        width = 0
        for number, row in enumerate(table.iterchildren(A + "tr")):
            own: list[GridCell] = []
            for column, cell in enumerate(row.iterchildren(A + "tc")):
                if column >= _MOST_COLUMNS:
                    break
                width = max(width, column + 1)
                if cell.get("hMerge") in _ON or cell.get("vMerge") in _ON:
                    continue
                wide, high = (min(max(whole(cell, name) or 1, 1), _MOST_COLUMNS) for name in ("gridSpan", "rowSpan"))
                own.append(GridCell(cell, number, column, wide, high))
            rows.append(own)
        properties = table.find(A + "tblPr")
        first_row, first_column = (
            properties is not None and properties.get(name) in _ON for name in ("firstRow", "firstCol")
        )
        grids.add_table(self.drafts, Grid(rows, width, 0, first_row, first_column), self._cell, self._add)

    def _cell(self, cell: GridCell) -> Text:
        line = CellLine()
        body = cell.element.find(A + "txBody")
        for paragraph in () if body is None else body.iterchildren(A + "p"):
            line.open_paragraph()
            read_line(paragraph, line, self._counts.hidden, slide_place(self._page))
        return line.finish()


def slide_place(number: int) -> str:
    """Where a slide is."""
    return f"slide {number}"


def hide(hidden: Hidden, element: Element, way: Way, page: int) -> None:
    """Take up the text of an element that is not shown."""
    for paragraph in element.iter(A + "p"):
        hidden.add("".join(text.text or "" for text in paragraph.iter(A + "t")), way, slide_place(page))


def _is_switched_off(shape: Element) -> bool:
    properties = own_properties(shape)
    return properties is not None and properties.get("hidden") in _ON


def _shapes(tree: Element | None) -> Iterator[Element]:
    """The shapes of a slide and those in its groups, in their order; a hidden group is one shape."""
    waiting = [] if tree is None else [*reversed(tree)]
    while waiting:
        shape = waiting.pop()
        tag = shape.tag
        if tag == MC + "AlternateContent":
            waiting += reversed(chosen_of(shape))
        elif tag == P + "grpSp" and not _is_switched_off(shape):
            waiting += reversed(shape)
        else:
            yield shape


_READERS: Mapping[str, Callable[[Slide, Element], None]] = {
    P + "sp": Slide._text_shape,
    P + "cxnSp": Slide._text_shape,
    P + "pic": Slide._picture,
    P + "graphicFrame": Slide._frame,
}


_MAIN_PART = "ppt/presentation.xml"
_OFF = frozenset(("0", "false"))


def read(raw: Raw) -> Reading:
    """Read a presentation; hidden slides are told and no part of it, notes of the speaker are notes.

    Raises ``UnreadableInput`` as ``Package`` and ``parse`` do, and (``no-text``, ``empty``).
    """
    package = Package(raw, "PowerPoint file")
    main = package.main_part(_MAIN_PART)
    tree = package.main(main, P + "presentation")
    if tree.damage:
        package.failures.append(tree.damage)
    parts = _slides(package, tree.root, main)
    source = Source(package, _size(tree.root))
    layouts = Layouts(package)
    drafts = Drafts()
    statuses: dict[int, PageStatus] = dict.fromkeys(range(1, len(parts) + 1), "unread")
    for number, opened in raw.each(len(parts)):
        if opened and _read_slide(source, layouts, parts[number - 1], number, drafts):
            del statuses[number]
    find_headings(drafts.blocks)
    made = make_blocks(drafts.blocks, drafts.tables, {})
    counts = source.counts
    if not made.blocks:
        raise package.failure() or told.nothing_read(raw, counts)
    pictured = sorted(counts.drawn - made.runs.keys())
    statuses.update(dict.fromkeys(pictured, "picture"))
    cut = told.pages_cut(raw, "slide", len(parts))
    said = [*package.problems(), *told.left_out(raw, counts, pictured), *cut]
    pages = make_pages([None] * len(parts), made.runs, statuses)
    read = finished(made, raw, said, counts.hidden, title=package.title(), pages=pages)
    title = next((block.text for block in read.blocks if block.kind == "heading" and block.page == 1), "")
    return replace(read, title=read.title or " ".join(title.split()) or None)


def _slides(package: Package, presentation: Element, main: str) -> list[str | None]:
    """The parts of the slides in their order, None for one that is not in the file."""
    found: list[str | None] = []
    relations = package.relations(main)
    for element in presentation.iterfind(f"{P}sldIdLst/{P}sldId"):
        relation = relations.get(element.get(R + "id", ""))
        there = relation is not None and not relation.external and relation.target in package
        if not there:
            package.failures.append(f"its slide {len(found) + 1} is not in the file")
        found.append(relation.target if relation is not None and there else None)
    return found


def _size(presentation: Element) -> tuple[int, int] | None:
    size = presentation.find(P + "sldSz")
    wide, high = whole(size, "cx"), whole(size, "cy")
    return (wide, high) if wide and high else None


def _read_slide(source: Source, layouts: Layouts, part: str | None, number: int, drafts: Drafts) -> bool:
    """Read one slide with its notes; False for one that cannot be read or is not shown."""
    tree = source.package.tree(part) if part else None
    if part is None or tree is None:
        return False
    if tree.root.get("show") in _OFF:
        hide(source.counts.hidden, tree.root, "switched off", number)
        return False
    package = source.package
    slide = Slide(source, layouts.of(part), package.relations(part), number)
    slide.read(tree.root)
    for notes in map(package.tree, package.related(part, "notesSlide")):
        if notes is not None:
            slide.read_notes(notes.root)
    for remarks in map(package.tree, package.related(part, "comments")):
        if remarks is not None:
            source.counts.comments += sum(each.tag.endswith("}cm") for each in remarks.root)
    drafts.take(slide.drafts)
    return True
