"""What stands inside a paragraph: runs, fields, note marks, changes, and the things anchored in it."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from claimcheck.read.docx.styles import Styles, W, look_of
from claimcheck.read.office.drafts import Line, Look, Writer
from claimcheck.read.office.package import MC, Element, chosen_of
from claimcheck.read.unseen import Hidden

_CONTENTS = "TOC"
_NUMBER = "SEQ"
_FONT_PAGE = 0xF000  # where Word puts the places of such a font
_SYMBOL = {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xE2: "®", 0xE3: "©",
    0xE4: "™", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6D: "µ", 0x70: "π",
    0x73: "σ",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff]")

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_BLANKS = re.compile(r"[\t\r\n]+")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_TRUE = frozenset(("1", "true", "on"))


class _Field(Struct, eq=False):
    begin: Element
    code: list[str] = field(default_factory=list)
    in_code: bool = True


def name_of(code: str) -> str:
    """The name of a field, the first word of its code."""
    return code.split(maxsplit=1)[0].upper() if code.strip() else ""


def is_number(code: str) -> bool:
    """Whether a field counts figures or tables, as in a caption."""
    return name_of(code) == _NUMBER


class Fields:
    """The open fields of a story, which may begin in one paragraph and end in another.

    ``unmatched`` are beginnings known to have no end: taken seriously they would swallow all that follows.
    """

    def __init__(self, unmatched: frozenset[Element] = frozenset()) -> None:
        self._open: list[_Field] = []
        self._codes = 0
        self._contents = 0
        self._unmatched = unmatched

    @property
    def hidden(self) -> bool:
        """Whether characters here belong to the code of a field."""
        return self._codes > 0

    @property
    def in_contents(self) -> bool:
        """Whether this is the result of a table of contents."""
        return self._contents > 0

    @property
    def begun(self) -> frozenset[Element]:
        """The beginnings of fields that are still open."""
        return frozenset(field.begin for field in self._open)

    def begin(self, element: Element) -> None:
        """A field opens, with its code first."""
        if element not in self._unmatched:
            self._open.append(_Field(element))
            self._codes += 1

    def code(self, text: str) -> None:
        """Characters of a field's code."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code.append(text)

    def separate(self) -> str:
        """The code ends and the result begins; returns the code."""
        if not self._open or not self._open[-1].in_code:
            return ""
        field = self._open[-1]
        field.in_code = False
        self._codes -= 1
        code = "".join(field.code)
        self._contents += name_of(code) == _CONTENTS
        return code

    def end(self) -> None:
        """The innermost field ends."""
        if not self._open:
            return
        field = self._open.pop()
        if field.in_code:
            self._codes -= 1
        else:
            self._contents -= name_of("".join(field.code)) == _CONTENTS


_COUNTED = {
    **{W + name: "changes" for name in ("ins", "moveTo", "del", "moveFrom")},
    **{W + name: "unopened" for name in ("subDoc", "altChunk")},
    W + "commentReference": "comments",
}
_ADDED = frozenset((W + "ins", W + "moveTo"))


class Counts(Struct):
    """What was left out of the text, and what was decided about it."""

    changes: int = 0
    hidden: Hidden = field(default_factory=Hidden)
    comments: int = 0
    unopened: int = 0
    objects: int = 0
    pictures: int = 0

    def leave_out(self, tag: str) -> bool:
        """Whether nothing of an element is read; it is counted then, or if it is there by a tracked change."""
        name = _COUNTED.get(tag)
        if name is not None:
            setattr(self, name, getattr(self, name) + 1)
        return name is not None and tag not in _ADDED

    def add(self, other: Counts) -> None:
        """Count what another story left out as well."""
        self.hidden.take(other.hidden)
        for name in self.__struct_fields__:
            if name != "hidden":
                setattr(self, name, getattr(self, name) + getattr(other, name))


class Inline:
    """Reads the content of one paragraph into a line; ``page`` is the colour behind it, None if that is not known.

    ``anchored`` gets the drawings and objects that stand in it, in order; ``is_caption`` is set where a field counts
    figures or tables, ``in_contents`` where a part of it belongs to a table of contents.
    """

    def __init__(
        self, line: Line, styles: Styles, fields: Fields, counts: Counts, base: Look, page: str | None
    ) -> None:
        self._line = line
        self._styles = styles
        self._fields = fields
        self._base = base
        self._look = base
        self._writer = Writer(line, counts.hidden, page=page)
        self._in_mark = False
        self.counts = counts
        self.anchored: list[Element] = []
        self.is_caption = False
        self.in_contents = fields.in_contents

    def read(self, element: Element) -> None:
        """Read all children of an element. What is unknown is looked into, so that no text is lost."""
        for child in element:
            handler = _HANDLERS.get(child.tag)
            if handler is not None:
                handler(self, child)
            elif child.tag in _MADE:
                self._show(_MADE[child.tag])
            elif child.tag not in _SKIPPED and not self.counts.leave_out(child.tag):
                self.read(child)

    def _show(self, text: str) -> None:
        if self._fields.hidden or self._in_mark:
            return
        self._writer.put(text, self._look)

    # Runs.

    def _run(self, element: Element) -> None:
        around = self._look
        self._look = self._base
        first = element[0] if len(element) else None
        if first is not None and first.tag == W + "rPr" and len(first):
            style = first.find(W + "rStyle")
            base = self._base
            if style is not None:
                base = self._styles.characters(style.get(W + "val", "")).over(base)
            self._look = look_of(first).over(base)
        self.read(element)
        self._look, self._in_mark = around, False

    def _text(self, element: Element) -> None:
        text = element.text
        if not text:
            return
        if (text[0].isspace() or text[-1].isspace()) and element.get(_PRESERVE) != "preserve":
            text = text.strip(" \t\r\n")
        if "\n" in text or "\t" in text or "\r" in text:
            text = _BLANKS.sub(" ", text)
        if not text.isascii() and max(text) >= "\ue000":
            text = _PRIVATE.sub(lambda match: _sign(ord(match[0]), _font_of(element.getparent())), text)
        self._show(text)

    def _symbol(self, element: Element) -> None:
        try:
            code = int(element.get(W + "char", ""), 16)
        except ValueError:
            return
        self._show(_sign(code, element.get(W + "font", "")))

    def _reference(self, element: Element) -> None:
        if not self._fields.hidden and not self._look.hidden:
            kind = element.tag.removeprefix(W).removesuffix("Reference")
            self._line.refer((kind, element.get(W + "id", "")))
            # A mark that the author chose stands as text in the rest of the run.
            self._in_mark = element.get(W + "customMarkFollows") in _TRUE

    # Fields.

    def _field_mark(self, element: Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "separate":
            self._note_code(self._fields.separate())
        elif kind == "end":
            self._fields.end()
        else:
            self._fields.begin(element)

    def _simple_field(self, element: Element) -> None:
        self._note_code(element.get(W + "instr", ""))
        self.read(element)

    def _note_code(self, code: str) -> None:
        if code:
            self.is_caption |= is_number(code)
            self.in_contents |= name_of(code) == "TOC"

    # Choices, and what is set otherwise than in a line.

    def _anchor(self, element: Element) -> None:
        if not self._fields.hidden and not self._look.hidden:
            self.anchored.append(element)

    def _power(self, element: Element) -> None:
        self._show("^")
        self.read(element)

    def _fraction(self, element: Element) -> None:
        for index, child in enumerate(element.iterchildren(M + "num", M + "den")):
            if index:
                self._show("/")
            self.read(child)


def _font_of(run: Element) -> str:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")


_MADE = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n"}
_MADE |= {W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
_Handler = Callable[[Inline, Element], None]
_HANDLERS: dict[str, _Handler] = {
    W + "r": Inline._run,
    **dict.fromkeys((W + "t", M + "t"), Inline._text),
    M + "sup": Inline._power,
    M + "f": Inline._fraction,
    W + "sym": Inline._symbol,
    **dict.fromkeys((W + "footnoteReference", W + "endnoteReference"), Inline._reference),
    W + "fldChar": Inline._field_mark,
    W + "instrText": lambda inline, element: inline._fields.code(element.text or ""),
    W + "fldSimple": Inline._simple_field,
    MC + "AlternateContent": lambda inline, element: inline.read(chosen_of(element)),
    **dict.fromkeys((W + "drawing", W + "pict", W + "object"), Inline._anchor),
}
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rubyPr", "rt", "delText", "delInstrText",
        "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd",
    )
) | {M + "rPr", M + "ctrlPr", M + "fPr", M + "sSupPr"}  # fmt: skip


def _sign(code: int, font: str) -> str:
    """The character at a place of a font of signs; nothing for a mere icon."""
    table = _SYMBOL if font.lower() == "symbol" else _WINGDINGS if font.lower().startswith("wingding") else {}
    place = code - _FONT_PAGE if code >= _FONT_PAGE else code
    if found := table.get(place):
        return found
    return "" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0xD7FF else chr(code)
