"""How the text of a PDF page is painted: which fonts are heavy or draw symbols, its colour, and its outlines."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.run import Run

_BOLD_WEIGHT = 600
_MAX_BOLD = 0.8  # of the text that begins the lines of a page
_LEAST_HEAVY, _HEAVIER = 500, 150  # what is bold beside light text, and by how much
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SYMBOL_NAME = re.compile(rb"ding(?:bat|s)|symbol", re.IGNORECASE)
_NAME_BYTES = 128
_channels, _PLACES = native.buffer(ctypes.c_uint, 4)
_FAR = 64  # of 255, in red, green or blue
_OUTLINED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP)


class Fonts:
    """What the fonts of one loaded page tell; each is asked once."""

    def __init__(self, text_page: Any) -> None:
        self._raw = text_page.raw
        self._bold: dict[int | None, bool] = {}
        self._heavy_from = _BOLD_WEIGHT
        self._fonts: dict[int, int | None] = {0: None}
        self._bold_by_object: dict[int, bool] = {}

    def font(self, run: Run) -> int | None:
        """The address of the font of ``run``, None if the page does not say which object draws it."""
        drawn = run.drawn
        if drawn not in self._fonts:
            self._fonts[drawn] = native.object_font(drawn)
        return self._fonts[drawn]

    def weigh(self, runs: Sequence[Run]) -> None:
        """Tell from ``runs``, each the beginning of a line, how heavy the text of the page is.

        Where most of it is bold its fonts give no true weight: then bold is what is heavier. Where it is light, a
        medium weight is bold.
        """
        lengths: Counter[int | None] = Counter()
        first: dict[int | None, Run] = {}
        for run in runs:
            font = self.font(run)
            lengths[font] += len(run.text)
            first.setdefault(font, run)
        if not lengths:
            return
        weights = {font: self._weight(run.number) for font, run in first.items()}
        bold = sum(lengths[font] for font, run in first.items() if self._is_heavy(run, weights[font]))
        usual = weights[max(lengths, key=lambda font: lengths[font])]
        if bold > _MAX_BOLD * lengths.total():
            self._bold = {font: weight > usual for font, weight in weights.items()}
        else:
            self._heavy_from = min(_BOLD_WEIGHT, max(_LEAST_HEAVY, usual + _HEAVIER))

    def is_bold(self, run: Run) -> bool:
        """Whether the font is a heavy one, by its weight or, where it has none, by its name."""
        known = self._bold_by_object.get(run.drawn)
        if known is not None:
            return known
        font = self.font(run)
        known = self._bold.get(font) if font else None
        if known is None:
            known = self._is_heavy(run, self._weight(run.number))
            self._bold[font] = known
        if font:
            self._bold_by_object[run.drawn] = known
        return known

    def _is_heavy(self, run: Run, weight: int) -> bool:
        return weight >= self._heavy_from or self._is_named(run, _BOLD_NAME)

    def is_symbolic(self, run: Run) -> bool:
        """Whether the font draws signs for letters, by its name."""
        return self._is_named(run, _SYMBOL_NAME)

    def _weight(self, number: int) -> int:
        return int(pdfium.FPDFText_GetFontWeight(self._raw, number))

    def _is_named(self, run: Run, pattern: re.Pattern[bytes]) -> bool:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        pdfium.FPDFText_GetFontInfo(self._raw, run.number, name, _NAME_BYTES, None)
        return pattern.search(name.value) is not None


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
