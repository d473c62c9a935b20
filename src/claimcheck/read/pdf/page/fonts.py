"""The fonts of a PDF page: which are heavy, and which draw symbols where the text has letters."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
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
