"""Characters of the two fonts of signs that Word uses: their codes are places in the font, not characters."""

from __future__ import annotations

import re

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


def sign(code: int, font: str) -> str:
    """The character at a place of a font of signs; nothing for a mere icon."""
    table = _SYMBOL if font.lower() == "symbol" else _WINGDINGS if font.lower().startswith("wingding") else {}
    place = code - _FONT_PAGE if code >= _FONT_PAGE else code
    if found := table.get(place):
        return found
    return "" if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0xD7FF else chr(code)


def without_icons(text: str, font: str) -> str:
    """Text whose private-use characters are what they look like in ``font``; mere icons fall away."""
    return _PRIVATE.sub(lambda match: sign(ord(match[0]), font), text)
