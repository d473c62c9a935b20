"""How the cells of a workbook are formatted: the number format, the look of the letters, and whether they are seen."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claimcheck.read.office.looks import PLAIN, Look
from claimcheck.read.office.markup import Element, whole
from claimcheck.read.sheets.number_formats import GENERAL, NumberFormat, built_in
from claimcheck.read.xlsx.markup import S, number_in

_OFF = frozenset(("0", "false"))
_WHITE_NUMBERS = frozenset(("1", "9"))  # of the palette that colours by number are taken from
_POINT = 2  # half points


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
    codes = {each.get("numFmtId", ""): each.get("formatCode", GENERAL) for each in root.iter(S + "numFmt")}
    fonts = list(root.iterfind(f"{S}fonts/{S}font"))
    grounds = [_is_white_ground(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    looks = [look_of(font) for font in fonts]
    styles = []
    for each in root.iterfind(f"{S}cellXfs/{S}xf"):
        number = each.get("numFmtId", "0")
        code = codes.get(number) or built_in(whole(each, "numFmtId") or 0)
        font, fill = whole(each, "fontId") or 0, whole(each, "fillId") or 0
        known = 0 <= font < len(fonts)
        ground = grounds[fill] if 0 <= fill < len(grounds) else True
        styles.append(
            CellStyle(
                _format(code),
                looks[font] if known else PLAIN,
                known and ground and _is_white(fonts[font].find(S + "color")),
            )
        )
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
