"""From tokens to drafts: the text of a page cut into blocks as a reader sees them, in reading order."""

from __future__ import annotations

import re

from claimcheck.model.document import Way
from claimcheck.read.html import elements
from claimcheck.read.html.describe import Describer, is_note_link, picture_text, region_of, spoken_of
from claimcheck.read.html.flow import Draft, Flow, Ref, is_links, join_key_figure, join_term, split_items
from claimcheck.read.html.seams import Seam
from claimcheck.read.html.stack import Element, Stack
from claimcheck.read.html.tables import Grid, OpenTable, name_grid
from claimcheck.read.html.tokens import Attributes, Scanner, Span, Token

_BUTTONS = frozenset(("submit", "button", "reset"))
_QUOTES = ("\u201c\u201d", "\u2018\u2019")
_WORD = re.compile(r"\w")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")

# As many tables or drawings inside one another keep their structure; what lies deeper is text of the last of them.
MOST_NESTED = 30
# Rows are blocks and are counted when their table ends; until then so many cells may wait for it.
CELLS_PER_BLOCK = 8


class Page:
    """Reads a page at once; the attributes are what came out.

    ``drafts`` are the blocks in reading order, ``names`` leads from ids to the drafts in which they stand, ``title``
    is the draft of the ``title`` element. ``apart`` are blocks that only some readers see or that scripts take up, and
    ``data`` are the offsets at which data in scripts begin, and whether search engines read them. ``hidden`` are the
    texts that the page hides, ``embedded`` is the number of pages inside it, which are other files. Reading ends where
    there are more than ``most`` blocks. ``language`` is what the page says of itself as a whole, "" for nothing.
    ``cut_off``: the page has begun and not ended. ``broken`` are its tags that hold another one.
    """

    def __init__(self, source: str, *, depth: int, most: int, xml: bool) -> None:
        self.drafts: list[Draft] = []
        self.names: dict[str, Draft] = {}
        self.grids: list[Grid] = []
        self.apart: list[Draft] = []
        self.data: list[tuple[int, bool]] = []
        self.title: Draft | None = None
        self.hidden: list[tuple[Span, Way]] = []
        self.embedded = self.scripts = self.frames = 0
        self.is_cut = self.cut_off = False
        self._source = source
        self._xml = xml
        self._flow = Flow(source)
        self._stack = Stack(depth)
        self._describer = Describer(source, self._stack.top)
        self._into = [self.drafts]
        self._refs: list[Ref] = []
        self._alts: list[Span | Draft] = []
        self._around_drawing: list[tuple[Flow, list[Ref], list[Span | Draft]]] = []
        self._new_names: list[str] = []
        self._shown = self._foreign = self._breaks = self._bold_to = 0
        self._seam = Seam()
        self._term: Draft | None = None
        scanner = Scanner(source, xml)
        self.broken = scanner.broken
        for token in scanner.tokens():
            if not token.name:
                self._text(token)
            elif token.name in elements.SKELETON:
                self._describer.frame(token, self._stack.elements[0])
            elif token.closes:
                self._describer.ended.add(token.name)
                self._end(token.name)
            else:
                self._start(token)
            if len(self.drafts) > most or self._shown > CELLS_PER_BLOCK * most:
                self.is_cut = True
                break
        self.cut_off = scanner.unfinished or self._describer.is_cut_off(self._stack)
        while len(self._stack.elements) > 1:
            self._pop()
        self._flush()
        self.unclosed, self.language = scanner.unclosed, self._stack.top.language
        self.too_deep = self._stack.too_deep

    # Text.

    def _text(self, token: Token) -> None:
        top = self._stack.top
        way = top.way or ("kept from screen readers" if top.muted else None)
        if way and not top.unseen and _WORD.search(self._source, token.start, token.end):
            self.hidden.append((Span(token.start, token.end), way))
        if top.hidden or top.way:
            return
        start = self._seam.begin_text(self._source, token, self._flow) if self._seam.is_open else token.start
        (self._exact if top.exact else self._flow.run)(start, token.end)
        if self._breaks and not self._source[token.start : token.end].isspace():
            self._breaks = 0

    def _exact(self, start: int, end: int) -> None:
        for match in _BLANK_LINE.finditer(self._source, start, end):
            self._flow.exact(start, match.start())
            self._flush()
            start = match.end()
        self._flow.exact(start, end)

    # Blocks.

    def _flush(self) -> None:
        """End the open block: its text becomes a draft, and the texts of its pictures follow."""
        top = self._stack.top
        self._breaks = self._bold_to = 0
        taken = self._flow.take(self._refs) if len(self._flow) else None
        if taken is not None:
            text, pieces, refs = taken
            running = top.region == "nav" or top.muted or (top.region == "edge" and is_links(text, refs))
            draft = Draft(top.kind, text, pieces, top.level, running, top.anchor, refs, muted=top.muted)
            for part in split_items(draft):
                self._add(part)
        self._refs = []
        if self._alts:
            alts, self._alts = self._alts, []
            for alt in alts:
                self._add_alt(alt, top)

    def _add(self, draft: Draft) -> None:
        self._shown += 1
        self._into[-1].append(draft)
        draft.language = draft.language or self._stack.top.language
        for name in self._new_names:
            self.names.setdefault(name, draft)
        self._new_names.clear()

    def _add_alt(self, alt: Span | Draft, top: Element) -> None:
        if isinstance(alt, Draft):
            self._add(alt)
            return
        flow = Flow(self._source)
        flow.run(*alt)
        taken = flow.take([])
        if taken is not None:
            self._add(Draft("alt", taken[0], taken[1], running=top.region == "nav", anchor=top.anchor))

    # Start tags.

    def _start(self, token: Token) -> None:
        name = token.name
        attributes = Attributes(self._source, token)
        if name == "script":
            self.scripts += 1
            if (kind := attributes.get("type").lower()).endswith("json"):
                self.data.append((token.end, kind.endswith("ld+json")))
        if name in elements.VOID and not (self._foreign and token.empty):
            self._void(name, attributes)
            return
        self.frames += name == "frameset"
        if name == "iframe" and not self._stack.top.hidden and not self._stack.nearest(*elements.APART):
            self.embedded += 1
            self._picture(spoken_of(attributes))
        self._close_before(name)
        element = self._element(token, attributes)
        if element.block and not element.apart:
            self._flush()
        if self._seam.is_open or self._source[token.end : token.end + 1] == "0":
            self._seam.begin(self._source, token, attributes, block=element.block)
        self._open(element, attributes)
        if token.empty and (self._xml or self._foreign) and self._stack.top is element:
            self._pop()

    def _close_before(self, name: str) -> None:
        """Close what the start tag of ``name`` ends."""
        if self._foreign:
            if name in elements.CLOSES_PARAGRAPH:
                # No part of a drawing: it was never closed.
                self._pop_to(self._stack.nearest(*elements.FOREIGN))
            return
        if name == "a":
            if (index := self._stack.nearest("a")) > self._stack.barrier:
                self._end_inline(index)
        elif index := self._stack.ended_by_start(name):
            self._pop_to(index)
        if name in ("td", "th") and self._stack.nearest("table") > self._stack.nearest("tr"):
            self._start(Token(0, 0, "tr"))

    def _element(self, token: Token, attributes: Attributes) -> Element:
        element = self._describer.element(token, attributes, self._stack.top, drawing=self._foreign > 0)
        element.shown = self._shown
        if attributes and not self._foreign and token.name not in elements.TABLE_PARTS:
            element.part = self._stack.part(attributes.words("role"))
            element.block |= element.part != ""
        region = "" if element.region or element.hidden else region_of(token.name, attributes)
        if region == "nav" or (region and not self._stack.nearest(*elements.PARTS_OF_A_PAGE)):
            element.region = region
        return element

    def _open(self, element: Element, attributes: Attributes) -> None:
        name = element.name
        if not element.hidden:
            self._begin(element, attributes)
        if not self._stack.push(element):
            return
        if name in elements.FOREIGN and (self._foreign or len(self._around_drawing) < MOST_NESTED):
            element.foreign = True
            self._foreign += 1
            if self._foreign == 1:
                # What a drawing says follows the block in which it stands: a line goes on around an icon.
                self._begin_drawing(element)
        elif name == "foreignobject":
            element.around, self._foreign = self._foreign, 0
        elif element.apart and not element.hidden and len(self._around_drawing) < MOST_NESTED:
            self._begin_drawing(element)
            element.into = self.apart
        if element.table is not None:
            element.into = element.table.loose
        if element.into is not None:
            self._into.append(element.into)

    def _begin_drawing(self, element: Element) -> None:
        self._around_drawing.append((self._flow, self._refs, self._alts))
        self._flow, self._refs, self._alts = Flow(self._source), [], []
        element.into = element.drawn = []

    def _begin(self, element: Element, attributes: Attributes) -> None:
        """What the start of an element that is shown means for the text."""
        name = element.name
        element.first = len(self._into[-1]), len(self.grids)
        element.names_before, element.from_start = len(self._new_names), not len(self._flow)
        if identity := attributes.get("id") or (attributes.get("name") if name == "a" else ""):
            self._new_names.append(identity)
        if name == "sup" and not self._stack.is_raised:
            element.began = self._flow.next_at()
        elif name == "a" and "href" in attributes:
            self._open_link(element, attributes)
        elif name == "q":
            element.quotes = self._stack.elements[self._stack.nearest("q")].quotes + 1
            self._flow.made(_QUOTES[(element.quotes - 1) % 2][0])
        elif "table" in (name, element.part) and self._stack.tables < MOST_NESTED:
            element.table = OpenTable(attributes, is_drawn=name != "table")
        elif (name in elements.TABLE_PARTS or element.part) and not self._foreign and not self._stack.is_apart:
            self._open_part(element, attributes)

    def _open_link(self, element: Element, attributes: Attributes) -> None:
        href = attributes.get("href").strip()
        element.began = self._flow.next_at()
        element.target = href[1:] if href.startswith("#") else None
        element.is_note = is_note_link(attributes)
        if self._seam.link_ended and len(self._flow) and not self._stack.is_raised:
            # Two links side by side are two things to click, and no style sheet is at hand that sets them apart.
            self._flow.made(" ")
            element.began = self._flow.next_at()

    def _open_part(self, element: Element, attributes: Attributes) -> None:
        """Tell the open table about its part."""
        name, table = element.part or element.name, self._table()
        if table is None or name == "table":
            return
        if name in elements.ROW_GROUPS:
            table.group = name
        elif name == "tr":
            table.open_row()
        elif name == "caption":
            element.into = table.captions
        else:
            element.into = table.open_cell(name, attributes).drafts

    def _table(self) -> OpenTable | None:
        return self._stack.elements[self._stack.nearest_part("table")].table

    def _void(self, name: str, attributes: Attributes) -> None:
        top = self._stack.top
        way = self._describer.way(name, attributes, top)
        if way or top.hidden:
            spoken = None if name == "input" or top.unseen else attributes.span("alt")
            if way and spoken is not None and spoken.start < spoken.end:
                self.hidden.append((spoken, way))
            return
        if name == "br":
            self._line_break()
        elif name == "hr":
            self._close_before(name)
            self._flush()
        elif name in ("img", "area"):
            self._picture(picture_text(attributes))
        elif name == "input":
            self._input(attributes)
        if identity := attributes.get("id"):
            self._new_names.append(identity)

    def _picture(self, spoken: Span | None) -> None:
        if spoken is not None and spoken.start < spoken.end:
            self._alts.append(spoken)
            self._shown += 1

    def _input(self, attributes: Attributes) -> None:
        kind = attributes.get("type").lower()
        if kind == "image":
            self._picture(attributes.span("alt"))
        elif kind in _BUTTONS and (span := attributes.span("value")):
            self._flush()
            self._flow.run(*span)
            self._flush()
        elif kind != "hidden":
            self._picture(spoken_of(attributes))

    def _line_break(self) -> None:
        is_lead = 0 < len(self._flow) == self._bold_to
        if is_lead or (self._breaks and self._stack.top.kind != "heading"):
            # A line left empty sets paragraphs apart; a line in bold stands above one like a heading.
            self._flush()
            return
        self._flow.newline()
        self._breaks = 1

    # End tags.

    def _end(self, name: str) -> None:
        stack = self._stack
        if name == "br":
            self._line_break()
            return
        if stack.flattened:
            stack.flattened -= 1
            if name in elements.BLOCKS:
                self._flush()
            return
        index = stack.meant_by_end(name)
        if index:
            if stack.elements[index].block:
                self._pop_to(index)
            else:
                self._end_inline(index)
        elif name in elements.BLOCKS:
            self._flush()

    def _end_inline(self, index: int) -> None:
        if index > self._stack.block:
            self._pop_to(index)
        else:
            self._close(self._stack.forget(index))

    def _pop_to(self, index: int) -> None:
        while len(self._stack.elements) > index:
            self._pop()

    def _pop(self) -> None:
        element = self._stack.top
        if element.block:
            self._flush()
        self._close(element)
        self._stack.pop()
        if element.foreign:
            self._foreign -= 1
        elif element.around:
            self._foreign = element.around

    def _close(self, element: Element) -> None:
        """What the end of an element means for the text."""
        if element.drawn is not None:
            self._flush()
            self._flow, self._refs, self._alts = self._around_drawing.pop()
            self._alts += element.drawn
        if element.into is not None:
            self._into.pop()
        if element.hidden:
            return
        self._end_part(element)
        if element.quotes:
            self._flow.made(_QUOTES[(element.quotes - 1) % 2][1])
        if element.began >= 0 and len(self._flow) > element.began:
            end, names = len(self._flow), tuple(self._new_names[element.names_before :])
            raised = element.name == "sup"
            self._refs.append(Ref(element.began, end, element.target, raised, names, element.is_note))
        if self._seam.is_open or not element.block:
            is_link = element.target is not None or (element.name == "a" and element.began >= 0)
            self._seam.end(element.name, is_link=is_link, block=element.block)
        # One in a line may stand behind other text.
        silent = element.block or not len(self._flow) or 0 <= len(self._flow) <= element.began
        if element.spoken is not None and element.shown == self._shown and silent:
            self._picture(element.spoken)
            if element.block:
                self._flush()

    def _end_part(self, element: Element) -> None:
        """What the end of an element means for the blocks in it."""
        if element.name in elements.ROW_GROUPS and (table := self._table()) is not None:
            table.group = "tbody"
        elif element.name == "dt":
            self._term = self._into[-1][-1] if len(self._into[-1]) == element.first[0] + 1 else None
        elif element.name == "dd":
            join_term(self._into[-1], element.first[0], self._term)
        if element.table is not None:
            self._into[-1].extend(element.table.close(self.grids))
        elif element.name == "figure":
            name_grid(self.grids, element.first[1], self._into[-1][element.first[0] :])
        elif element.name == "title" and not self._foreign:
            # The page's title is in its head, and in no block of the page.
            drafts = self._into[-1]
            if self.title is None and drafts and drafts[-1].kind == "title":
                self.title = drafts.pop()
        elif element.name in ("b", "strong") and element.from_start:
            self._bold_to = len(self._flow)
        elif element.block and element.into is None:
            join_key_figure(self._into[-1], element.first[0])
