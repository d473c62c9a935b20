"""Which text of a PDF page nobody sees: drawn invisible, white on white, or outside of what is shown of a drawing."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.clips import is_cut_off
from claimcheck.read.pdf.page.ink import Inks
from claimcheck.read.pdf.page.objects import FORM, IMAGE, PATH, SHADING, Painted
from claimcheck.read.pdf.page.places import on_page
from claimcheck.read.pdf.page.run import Run

_WHITE = 250  # of 255, each of red, green and blue
_FAINT = 5  # of 255, opacity
_LOOK = 0.5  # pixels a point
_MAX_PIXELS = 1_000
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
_BACKDROPS = (IMAGE, SHADING, FORM)

_modes = (ctypes.c_int * 2)()
_MODES_AT = [
    native.pointer(ctypes.addressof(_modes) + number * ctypes.sizeof(ctypes.c_int)) for number in range(2)
]

_Bounds = tuple[float, float, float, float]


class Sight:
    """Asks how the text of one page is drawn, and what lies behind it."""

    def __init__(self, page: Any, painted: Sequence[Painted], inks: Inks) -> None:
        self._page = page
        self._painted = painted
        self._inks = inks
        self._suspect: dict[int, bool] = {}
        self._cut_off: set[int] = set()
        self._behind: list[_Bounds] | None = None
        self._picture: tuple[bytes, int, int, int] | None = None
        self._scale = _LOOK

    def is_suspect(self, drawn: int) -> bool:
        """Whether the object at address ``drawn`` may be unseen, by its colour, way of drawing and what is shown."""
        known = self._suspect.get(drawn)
        if known is None:
            known = self._suspect[drawn] = drawn != 0 and self._is_suspect(drawn)
        return known

    def is_hidden(self, run: Run, turn: int) -> bool:
        """Whether a run cannot be seen: what is invisible or white needs an image or a colour behind it.

        The text layer of a scan is invisible and lies over the picture of it: that one is read.
        """
        if not self.is_suspect(run.drawn):
            return False
        if run.drawn in self._cut_off:
            return True
        left, bottom = on_page(run.left, run.bottom, turn)
        right, top = on_page(run.right, run.top, turn)
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        return not self._stands_on_something(box) and self._is_blank(box)

    def _is_suspect(self, drawn: int) -> bool:
        if is_cut_off(drawn):
            self._cut_off.add(drawn)
            return True
        mode = self._inks.mode(drawn)
        return mode == _INVISIBLE or (mode in _FILLED and self._is_white(drawn))

    def _is_white(self, drawn: int) -> bool:
        fill = self._inks.fill(drawn)
        if fill is None:
            return False
        red, green, blue, alpha = fill
        return alpha <= _FAINT or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)

    def _stands_on_something(self, box: _Bounds) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if self._behind is None:
            self._behind = list(self._backdrops())
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._behind)

    def _is_blank(self, box: _Bounds) -> bool:
        """Whether the page shows nothing but white there. Patterns call themselves white, so only a look tells."""
        left, bottom, right, top = self._page.get_bbox()
        if self._picture is None:
            self._scale = min(_LOOK, _MAX_PIXELS / max(right - left, top - bottom, 1.0))
            # Without its own turn the page lies as its characters do.
            turn = self._page.get_rotation()
            bitmap = self._page.render(scale=self._scale, rotation=(360 - turn) % 360, grayscale=True)
            self._picture = (bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        pixels, width, height, stride = self._picture
        first, last = int((box[0] - left) * self._scale), int((box[2] - left) * self._scale)
        upper, lower = int((top - box[3]) * self._scale), int((top - box[1]) * self._scale)
        rows = (
            pixels[row * stride + max(first, 0) : row * stride + min(last + 1, width)]
            for row in range(max(upper, 0), min(lower + 1, height))
        )
        return all(min(row, default=255) >= _WHITE for row in rows)

    def _backdrops(self) -> Iterator[_Bounds]:
        """The places of images, shadings, nested drawings and filled shapes that are not white."""
        for each in self._painted:
            if each.kind in _BACKDROPS or (each.kind == PATH and self._is_filled(each.address)):
                yield each.left, each.bottom, each.right, each.top

    def _is_filled(self, path: int) -> bool:
        if not native.path_mode(native.pointer(path), *_MODES_AT):
            return False
        return _modes[0] != pdfium.FPDF_FILLMODE_NONE and not self._is_white(path)
