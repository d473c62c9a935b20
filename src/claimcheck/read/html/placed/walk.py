"""From the tokens of a page to fragments of text, each with its place: a line, a word, or what stands between gaps."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.model.document import Piece, Way
from claimcheck.read.html.elements import APART, BLOCKS, TABLE_PARTS, UNSEEN, VOID
from claimcheck.read.html.flow import Flow
from claimcheck.read.html.placed.boxes import Box, Named, Styles, inside, length, line_height, named, page_of
from claimcheck.read.html.tokens import Attributes, Scanner, Span, Token

_WIDTHS = {
    "ijl'|!.,:;I’‘·": 0.26,
    'ftr()[]-/\\ \u00a0"“”*°': 0.33,
    "cksvxyzJ": 0.5,
    "abdeghnopquL0123456789$€£?_#<>=+~–": 0.556,
    "FTZ": 0.62,
    "ABEKPSVXY&": 0.67,
    "CDHNRUw": 0.72,
    "GOQ": 0.78,
    "mM%": 0.85,
    "W@—…": 0.98,
}
_OF = {char: width for chars, width in _WIDTHS.items() for char in chars}
_USUAL, _WIDE = 0.556, 1.0
_FROM_WIDE = "\u2e80"

_SKIPPED = frozenset(("html", "body"))
_SILENT = UNSEEN | APART
_RAISED, _LOWERED = 0.35, -0.15  # of the size around it
_SMALL = 0.7
_BLANK = 0.15  # of the size: a gap that parts words
_SPACE = 0.28  # of the size: as wide as a blank is
_DESCENT, _ASCENT = 0.22, 0.93  # of the size
_EARLY, _EARLY_SHARE = 2_000, 0.3  # letters after which so many have to stand at fixed places
_DEEPEST = 200
_LONGEST = 300  # characters: a longer text is no line
_WORDS = re.compile(r"\w")


class Fragment(Struct):
    """A piece of text at its place. ``y`` is its baseline, counted downwards from the top of the page.

    ``owner`` is the number of the element that has the place; ``blanks`` says whether the text begins and ends with
    one. Lengths are in pixels.
    """

    text: str
    pieces: list[Piece]
    page: int
    owner: int
    x: float
    y: float
    width: float
    size: float
    turn: int
    bold: bool
    blanks: tuple[bool, bool] = (False, False)
    loose: bool = False


class PlacedPage(Struct):
    """A page: its run of the source, and its size, None where nothing tells it."""

    start: int
    end: int
    width: float | None
    height: float | None
    fragments: list[Fragment] = field(default_factory=list)


class _Frame(Struct):
    """An open element."""

    name: str
    element: Named
    box: Box
    anchor: Box
    page: int
    owner: int
    large: bool = False
    opens_page: bool = False
    advance: float | None = None
    letters: int = 0
    blank: bool = False


class Walk:
    """Walks over one page of markup; ``pages`` have the fragments in the order of the source.

    ``given_up``: most text stands at no fixed place, and it was not walked to the end. ``hidden`` are the texts that
    are switched off, ``title`` is that of the document, and ``language`` what it says of itself. ``cut_off``: it has no
    end; ``broken`` are its tags that hold another one.
    """

    def __init__(self, source: str) -> None:
        self.pages: list[PlacedPage] = []
        self.given_up = self.cut_off = False
        self.hidden: list[tuple[Span, Way]] = []
        self.broken: list[Span] = []
        self.title: str | None = None
        self.language: str | None = None
        self.fixed_letters = self.loose_letters = self.long_letters = 0
        self._source = source
        self._styles = Styles(source)
        self._flow = Flow(source)
        start = Box()
        self._stack = [_Frame("", ("", frozenset()), start, start, 0, 0)]
        self._around: list[Named] = []
        self._owners = 0
        self._line = 0
        self._cursor = self._kerned = 0.0
        self._lead = self._trail = False
        scanner = Scanner(source, xml=True)
        for token in scanner.tokens():
            if not token.name:
                self._text(token)
            elif token.closes:
                self._close(token)
            else:
                self._open(token)
            if self.given_up:
                return
        self.broken = scanner.broken
        self.cut_off = scanner.unfinished or any(frame.name in _SKIPPED for frame in self._stack)
        while len(self._stack) > 1:
            self._pop(len(source))

    # Elements.

    def _open(self, token: Token) -> None:
        name = token.name
        if name == "br":
            self._break()
        if name in VOID:
            return
        if len(self._stack) > _DEEPEST:
            # Nobody sets lines as deep as that.
            self.given_up = True
            return
        outer = self._stack[-1]
        attributes = Attributes(self._source, token)
        if name == "html" and attributes:
            self.language = attributes.get("lang") or attributes.get("xml:lang") or None
        element = named(name, attributes)
        style = self._styles.of(element, self._around, attributes.get("style") if attributes else "")
        box = inside(outer.box, outer.anchor, style)
        if name in _SILENT or name == "head":
            box = replace(box, hidden=True)
        frame = _Frame(name, element, box, box if box.placed else outer.anchor, outer.page, outer.owner, outer.large)
        self._set_page(frame, token)
        if box.fixed and frame.page:
            self._cut()
            self._owners += 1
            frame.owner = self._owners
            self._line, self._cursor = 0, 0.0
        elif name in BLOCKS or name in TABLE_PARTS:
            self._break()
        elif name in ("sup", "sub"):
            self._cut()
            frame.box = replace(box, size=box.size * _SMALL if box.size == outer.box.size else box.size)
        elif box.size != outer.box.size or box.bold != outer.box.bold:
            self._cut()
        advance = length(style.get("width"), box.size) or length(style.get("margin-left"), box.size)
        if advance is not None and not box.fixed and name == "span":
            frame.advance = advance * box.scale
        self._stack.append(frame)
        self._around.append(element)
        if token.empty:
            self._pop(token.end)

    def _set_page(self, frame: _Frame, token: Token) -> None:
        box = frame.box
        if frame.name in _SKIPPED or frame.name.startswith("ix:") or box.hidden:
            return
        large = (box.width or 0.0) >= 1 and (box.height or 0.0) >= 1 and box.may_be_page
        opens = box.may_be_page if not frame.page else (large and not frame.large and _is_large(box))
        if opens:
            self._cut()
            self.pages.append(PlacedPage(token.start, len(self._source), box.width, box.height))
            frame.page, frame.opens_page, frame.large = len(self.pages), True, _is_large(box)
            frame.box = frame.anchor = page_of(box)
        elif box.fixed and not frame.page:
            # Lines right in the body: that is the page.
            self.pages.append(PlacedPage(token.start, len(self._source), None, None))
            for each in self._stack:
                each.page = len(self.pages)
            frame.page = len(self.pages)

    def _close(self, token: Token) -> None:
        for index in range(len(self._stack) - 1, 0, -1):
            if self._stack[index].name == token.name:
                while len(self._stack) > index:
                    self._pop(token.end)
                return

    def _pop(self, end: int) -> None:
        frame = self._stack[-1]
        outer = self._stack[-2]
        if frame.advance is not None and not frame.letters:
            self._advance(frame)
        elif frame.name == "title":
            taken = self._flow.take([])
            if taken is not None and self.title is None:
                self.title = " ".join(taken[0].split())
        elif frame.owner != outer.owner or frame.box.size != outer.box.size or frame.box.bold != outer.box.bold:
            self._cut()
        elif frame.name in BLOCKS or frame.name in TABLE_PARTS:
            self._break()
        elif frame.advance is not None:
            self._cut()
        if frame.opens_page:
            self.pages[frame.page - 1].end = end
        self._stack.pop()
        self._around.pop()
        outer.letters += frame.letters

    def _advance(self, frame: _Frame) -> None:
        """A span without letters that only moves what follows."""
        advance = frame.advance or 0.0
        wide = advance / (frame.box.shown_size or 1.0)
        if frame.blank or wide > _BLANK:
            self._trail = True
            self._cut(moved=True)
            self._lead = True
        if len(self._flow):
            self._kerned += advance
        else:
            self._cursor += advance

    # Text.

    def _text(self, token: Token) -> None:
        frame = self._stack[-1]
        if frame.name == "title" and len(self._stack) < 5:
            self._flow.run(token.start, token.end)
            return
        source = self._source
        has_letters = _WORDS.search(source, token.start, token.end) is not None
        if frame.box.hidden:
            if has_letters and not any(each.name in _SILENT for each in self._stack):
                self.hidden.append((Span(token.start, token.end), "switched off"))
            return
        if not has_letters and source[token.start : token.end].isspace():
            self._blank(frame)
            return
        frame.letters += 1
        count = token.end - token.start
        if not frame.owner:
            self.loose_letters += count
        elif count > _LONGEST:
            self.long_letters += count
        else:
            self.fixed_letters += count
        seen = self.fixed_letters + self.loose_letters + self.long_letters
        if seen > _EARLY and self.fixed_letters < _EARLY_SHARE * seen:
            self.given_up = True
        if not len(self._flow) and source[token.start].isspace():
            self._cursor += _SPACE * frame.box.shown_size if self._cursor and not self._lead else 0.0
            self._lead = True
        self._flow.run(token.start, token.end)
        self._trail = source[token.end - 1].isspace()

    def _blank(self, frame: _Frame) -> None:
        frame.blank = True
        if frame.advance is None:
            if len(self._flow):
                self._flow.made(" ")
                self._trail = True
            else:
                self._lead = True
                self._cursor += _SPACE * frame.box.shown_size if self._cursor else 0.0

    def _break(self) -> None:
        """A line ends inside an element that has a place."""
        if len(self._flow):
            self._cut()
            self._line += 1
            self._cursor = 0.0

    def _cut(self, *, moved: bool = False) -> None:
        """End the fragment that is open; ``moved``: how wide the blank behind it is, is told."""
        taken = self._flow.take([])
        lead, trail, self._lead, self._trail = self._lead, self._trail, False, False
        kerned, self._kerned = self._kerned, 0.0
        if taken is None:
            return
        text, pieces, _ = taken
        frame = self._stack[-1]
        page = frame.page or len(self.pages)
        if not page:
            self.pages.append(PlacedPage(pieces[0].source if pieces else 0, len(self._source), None, None))
            page = 1
        box, owner = frame.box, self._owner_box()
        size = box.shown_size
        blanks = text.count(" ") + lead + trail
        letters = sum([_OF.get(char) or (_WIDE if char >= _FROM_WIDE else _USUAL) for char in text])
        width = kerned + letters * size + (box.letter * len(text) + box.word * blanks) * box.scale
        base = self._first_base(owner) if owner.foot is None else owner.foot - _DESCENT * owner.shown_size
        base += self._line * line_height(owner)
        if frame.name == "sup":
            base -= _RAISED * owner.shown_size
        elif frame.name == "sub":
            base -= _LOWERED * owner.shown_size
        place = owner.x + self._cursor, base, width, size, box.turn, box.bold
        made = Fragment(text, pieces, page, frame.owner, *place, (lead, trail), not frame.owner)
        self.pages[page - 1].fragments.append(made)
        self._cursor += width + (_SPACE * size if trail and not moved else 0.0)

    def _owner_box(self) -> Box:
        for frame in reversed(self._stack):
            if frame.box.fixed:
                return frame.box
        return self._stack[-1].box

    @staticmethod
    def _first_base(box: Box) -> float:
        height = _ASCENT + _DESCENT
        leading = box.leading if box.leading else height * box.size
        return box.y + ((leading - height * box.size) / 2 + _ASCENT * box.size) * box.scale


def _is_large(box: Box) -> bool:
    return bool(box.width and box.height)
