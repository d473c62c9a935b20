"""How wide text is, of which only the letters and the size are known: as in the fonts that most reports are set in."""

from __future__ import annotations

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


def width_of(text: str) -> float:
    """The width of a text in parts of its font size."""
    return sum([_OF.get(char) or (_WIDE if char >= _FROM_WIDE else _USUAL) for char in text])
