"""How the text of a PDF page is painted: its colour, and letters made heavy by an outline."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native

_channels, _PLACES = native.buffer(ctypes.c_uint, 4)
_FAR = 64  # of 255, in red, green or blue
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


def fill_of(drawn: int) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity, each of 255, that the object at address ``drawn`` is filled with, if any."""
    if not native.object_fill(native.pointer(drawn), *_PLACES):
        return None
    red, green, blue, opacity = _channels
    return red, green, blue, opacity


class Inks:
    """How the objects of one loaded page paint their text; each is asked once, by its address."""

    def __init__(self) -> None:
        # The way of painting, as pdfium numbers them, and the same as ``fill_of``.
        self.mode: Callable[[int], int] = cache(native.object_mode)
        self.fill = cache(fill_of)

    def colour(self, drawn: int) -> int | None:
        """The colour that text is filled with, red, green and blue in one number; None without one."""
        fill = self.fill(drawn) if drawn else None
        return None if fill is None else (fill[0] << 16) + (fill[1] << 8) + fill[2]

    def is_outlined(self, drawn: int) -> bool:
        """Whether letters are drawn with an outline: so programs that lack the bold font make them heavy."""
        return drawn != 0 and self.mode(drawn) in _OUTLINED


def differ(one: int | None, other: int | None) -> bool:
    """Whether two colours that are known are told apart at a glance."""
    if one is None or other is None or one == other:
        return False
    return any(abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) >= _FAR for shift in (16, 8, 0))
