"""How the text of a PDF page is painted: its colour, and letters made heavy by an outline."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native

_channels = (ctypes.c_uint * 4)()
_at, _size = ctypes.addressof(_channels), ctypes.sizeof(ctypes.c_uint)
_PLACES = (_at, _at + _size, _at + 2 * _size, _at + 3 * _size)
_FAR = 64  # of 255, in red, green or blue
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


def colour(drawn: int) -> int | None:
    """The colour (red, green and blue in one number) that the object at address ``drawn`` is filled with, if any."""
    if not drawn or not native.object_fill(drawn, *_PLACES):
        return None
    return (_channels[0] << 16) + (_channels[1] << 8) + _channels[2]


def is_outlined(drawn: int) -> bool:
    """Whether letters are drawn with an outline: so programs that lack the bold font make them heavy."""
    return bool(drawn) and native.object_mode(drawn) in _OUTLINED


def differ(one: int | None, other: int | None) -> bool:
    """Whether two colours that are known are told apart at a glance."""
    if one is None or other is None or one == other:
        return False
    return any(abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) >= _FAR for shift in (16, 8, 0))
