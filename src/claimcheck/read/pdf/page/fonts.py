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
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_SYMBOL_NAME = re.compile(rb"dingbat|webding|symbol", re.IGNORECASE)
_NAME_BYTES = 128


class Fonts:
    """What the fonts of one loaded page tell; each is asked once."""

    def __init__(self, text_page: Any) -> None:
        self._raw = text_page.raw
        self._bold: dict[int | None, bool] = {}
        self._weights: dict[int | None, int] = {}
        self._fonts: dict[int, int | None] = {0: None}
        self._bold_by_object: dict[int, bool] = {}

    def font(self, run: Run) -> int | None:
        """The address of the font of ``run``, None if the page does not say which object draws it."""
        drawn = run.drawn
        if drawn not in self._fonts:
            self._fonts[drawn] = native.object_font(drawn)
        return self._fonts[drawn]

    def is_bold(self, run: Run) -> bool:
        """Whether the font is a heavy one, by its weight or, where it has none, by its name."""
        known = self._bold_by_object.get(run.drawn)
        if known is not None:
            return known
        font = self.font(run)
        known = self._bold.get(font) if font else None
        if known is None:
            known = self._weight(run.number) >= _BOLD_WEIGHT or self._is_named(run, _BOLD_NAME)
            self._bold[font] = known
        if font:
            self._bold_by_object[run.drawn] = known
        return known

    def heavier(self, runs: Sequence[Run]) -> list[bool]:
        """Whether each of ``runs`` is heavier than most of their text: fonts may give a made-up weight."""
        fonts = [self.font(run) for run in runs]
        lengths: Counter[int | None] = Counter()
        for font, run in zip(fonts, runs, strict=True):
            if font not in self._weights:
                self._weights[font] = self._weight(run.number)
            lengths[font] += len(run.text)
        usual = self._weights[max(lengths, key=lambda font: lengths[font])] if lengths else 0
        return [self._weights[font] > usual for font in fonts]

    def is_symbolic(self, run: Run) -> bool:
        """Whether the font draws signs for letters, by its name."""
        return self._is_named(run, _SYMBOL_NAME)

    def _weight(self, number: int) -> int:
        return int(pdfium.FPDFText_GetFontWeight(self._raw, number))

    def _is_named(self, run: Run, pattern: re.Pattern[bytes]) -> bool:
        name = ctypes.create_string_buffer(_NAME_BYTES)
        pdfium.FPDFText_GetFontInfo(self._raw, run.number, name, _NAME_BYTES, None)
        return pattern.search(name.value) is not None
