"""The words of SpreadsheetML, sheets read row by row, how cells are formatted, and the texts that they share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from claimcheck.errors import UnreadableInput
from claimcheck.read.office.drafts import PLAIN, Line, Look, Text, Writer
from claimcheck.read.office.package import Element, Part, checked, refuse_types, safe_options, whole
from claimcheck.read.reading import Raw
from claimcheck.read.sheets.number_formats import GENERAL, NumberFormat, built_in
from claimcheck.read.unseen import Hidden

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TRUE = frozenset(("1", "true", "on"))
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = 0x20
_SURROGATES = range(0xD800, 0xE000)
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")
Run = tuple[str, Element | None]
Shared = str | list[tuple[str, Look]]
"""A text, or its runs: the letters of each, and how they look."""
_OFF = frozenset(("0", "false"))
_WHITE_NUMBERS = frozenset(("1", "9"))  # of the palette that colours by number are taken from
_POINT = 2  # half points


def is_true(element: Element, attribute: str) -> bool:
    """Whether an attribute is there and says yes."""
    return element.get(attribute, "") in _TRUE


def number_in(element: Element, attribute: str) -> float | None:
    """A number in an attribute; None if there is none."""
    try:
        return float(element.get(attribute, ""))
    except ValueError:
        return None


def plain(text: str) -> str:
    """A text of the file with the characters that it writes as ``_x000D_`` and the like."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    if code in (0x0A, 0x09):
        return chr(code)
    return "" if code < _CONTROL or code in _SURROGATES else chr(code)


def each(part: Part, raw: Raw, names: tuple[str, ...], failures: list[UnreadableInput | str]) -> Iterator[Element]:
    """The elements of these names in a part, one after the other: each is gone when the next one comes.

    What is broken, behind which nothing is read, is a failure. Raises ``UnreadableInput`` as ``parse`` does.
    """
    data = checked(part, raw)
    wanted = tuple(S + name for name in names)
    found = etree.iterparse(BytesIO(data), tag=wanted, events=("end",), **safe_options())
    try:
        for number, (_, element) in enumerate(found):
            if number == 0:
                refuse_types(element, part, raw)
            yield element
            element.clear(keep_tail=False)
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        failures.append(part.broken(error))
        return
    if not part.whole:
        failures.append(f"{part.name} could not be unpacked to its end")


def shared_strings(part: Part, raw: Raw, failures: list[UnreadableInput | str]) -> list[Shared]:
    """The shared texts in the order of their numbers; what is broken is a failure."""
    return [content_of(item) for item in each(part, raw, ("si",), failures)]


def content_of(item: Element) -> Shared:
    """The text of a shared or inline string; how its sounds are written is no part of it."""
    runs = [(plain(text), look_of(style)) for text, style in _runs(item)]
    if any(look.struck or look.raised or look.bold is not None for _, look in runs):
        return runs
    return "".join(text for text, _ in runs)


def _runs(item: Element) -> Iterator[Run]:
    for child in item:
        if child.tag == S + "t":
            yield child.text or "", None
        elif child.tag == S + "r":
            yield child.findtext(S + "t") or "", child.find(S + "rPr")


def text_of(shared: Shared, look: Look, hidden: Hidden, place: str) -> Text:
    """A text with its note marks, set in the look of its cell at ``place``; what of it is crossed out is ``hidden``."""
    line = Line()
    writer = Writer(line, hidden, place)
    for text, own in [(shared, PLAIN)] if isinstance(shared, str) else shared:
        writer.put(_LINE_ENDS.sub("\n", text) if "\n" in text or "\r" in text else text, own.over(look))
    return line.finish()


def letters_of(shared: Shared) -> str:
    """All letters of a text, seen or not."""
    return shared if isinstance(shared, str) else "".join(text for text, _ in shared)


class CellStyle(NamedTuple):
    """The style of a cell; ``white`` letters stand on white ground."""

    format: NumberFormat
    look: Look = PLAIN
    white: bool = False


@cache
def _format(code: str) -> NumberFormat:
    return NumberFormat(code)


def plain_style() -> CellStyle:
    """The style of cells that have none."""
    return CellStyle(_format(GENERAL))


def read_styles(root: Element | None) -> list[CellStyle]:
    """The styles of cells by their numbers; ``root`` is that of the part of styles, None if there is none."""
    if root is None:
        return []
    codes = {form.get("numFmtId", ""): form.get("formatCode", GENERAL) for form in root.iter(S + "numFmt")}
    fonts = list(root.iterfind(f"{S}fonts/{S}font"))
    grounds = [_is_white_ground(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    looks = [look_of(font) for font in fonts]
    styles = []
    for xf in root.iterfind(f"{S}cellXfs/{S}xf"):
        code = codes.get(xf.get("numFmtId", "0")) or built_in(whole(xf, "numFmtId") or 0)
        font, fill = whole(xf, "fontId") or 0, whole(xf, "fillId") or 0
        known = 0 <= font < len(fonts)
        ground = grounds[fill] if 0 <= fill < len(grounds) else True
        white = known and ground and _is_white(fonts[font].find(S + "color"))
        styles.append(CellStyle(_format(code), looks[font] if known else PLAIN, white))
    return styles


def look_of(font: Element | None) -> Look:
    """The look that a font, or the properties of a run of text, ask for."""
    if font is None:
        return PLAIN
    align, size = font.find(S + "vertAlign"), font.find(S + "sz")
    points = None if size is None else number_in(size, "val")
    return Look(
        bold=_is_on(font.find(S + "b")),
        raised=align is not None and align.get("val") == "superscript",
        size=None if points is None or not 0 < points < 1_000 else round(points * _POINT),
        struck=_is_on(font.find(S + "strike")),
    )


def _is_on(switch: Element | None) -> bool | None:
    return None if switch is None else switch.get("val", "1") not in _OFF


def _is_white(colour: Element | None) -> bool:
    if colour is None or number_in(colour, "tint"):
        return False
    if colour.get("indexed") in _WHITE_NUMBERS or colour.get("theme") == "0":
        return True
    return bool(colour.get("rgb", "")[-6:].upper() == "FFFFFF")


def _is_white_ground(fill: Element) -> bool:
    """Whether a cell filled so is white: not filled at all, or with white."""
    pattern = fill.find(S + "patternFill")
    if pattern is None:
        return False
    kind = pattern.get("patternType", "none")
    return kind == "none" or (kind == "solid" and _is_white(pattern.find(S + "fgColor")))
