"""Which text of a PDF page nobody sees.

It is drawn invisible, in the colour of its ground, under a filled area, on a layer that is off, or outside of what is
shown of a drawing. How it is drawn makes it suspect; only a look at the picture of the page tells.
"""

from __future__ import annotations

import ctypes
from functools import cached_property
from typing import NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.model.document import Way
from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.clips import is_cut_off
from claimcheck.read.pdf.page.ink import Inks
from claimcheck.read.pdf.page.objects import FORM, IMAGE, PATH, SHADING, Objects
from claimcheck.read.pdf.page.places import on_page
from claimcheck.read.pdf.page.run import Run
from claimcheck.read.pdf.page.view import Bounds, View

_WHITE = 250  # of 255, each of red, green and blue
_FAINT = 5  # of 255, opacity
_EVEN = 4  # of 255, between the darkest and the lightest of where text should be
_MIN_WIDTH, _MIN_HEIGHT = 20.0, 6.0  # of a filled area, points: less covers no line of text
_MAX_AREAS = 200
_BAND = 24.0  # points
_OPAQUE = 255
_MODES, _FILLS = native.Places("2i", 0, 4), native.Places("4I", 0, 4, 8, 12)
_INVISIBLE = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
_BACKDROPS = (IMAGE, SHADING, FORM)
_CUT_OFF: Way = "outside of what is shown"

_modes = (ctypes.c_int * 2)()
_MODES_AT = [
    native.pointer(ctypes.addressof(_modes) + number * ctypes.sizeof(ctypes.c_int)) for number in range(2)
]
_bounds = (ctypes.c_float * 4)()
_BOUNDS_AT = [
    native.pointer(ctypes.addressof(_bounds) + number * ctypes.sizeof(ctypes.c_float)) for number in range(4)
]


class _Area(NamedTuple):
    """A filled area without transparency: its place in the order of drawing, its box and its colour."""

    place: int
    box: Bounds
    colour: int


class Sight:
    """Asks how the text of one page is drawn, and what lies around it.

    ``layered``: the file has layers that are not shown.
    """

    def __init__(self, view: View, objects: Objects, inks: Inks, layered: bool) -> None:
        self._view = view
        self._objects = objects
        self._inks = inks
        self._layered = layered
        self._suspect: dict[int, Way | None] = {0: None}

    def suspicion(self, drawn: int) -> Way | None:
        """How the object at address ``drawn`` may be unseen, by its colour, way of drawing and what is shown."""
        if drawn not in self._suspect:
            self._suspect[drawn] = self._suspicion(drawn)
        return self._suspect[drawn]

    def way(self, run: Run, turn: int) -> Way | None:
        """How a run is hidden, if it is: what is invisible or white needs an image or a colour behind it.

        The text layer of a scan is invisible and lies over the picture of it: that one is read.
        """
        way = self.suspicion(run.drawn)
        if way is None or way == _CUT_OFF:
            return way
        left, bottom = on_page(run.left, run.bottom, turn)
        right, top = on_page(run.right, run.top, turn)
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        pale = self._is_pale(run.drawn)
        if pale and self._stands_on_something(box):
            return None
        darkest, lightest = self._view.levels(box)
        return way if (darkest >= _WHITE if pale else lightest - darkest <= _EVEN) else None

    def _suspicion(self, drawn: int) -> Way | None:
        if is_cut_off(drawn):
            return _CUT_OFF
        if self._layered and self._is_on_layer(drawn):
            return "switched off"
        if self._is_pale(drawn):
            return "transparent" if self._is_clear(drawn) else "in the colour of its ground"
        return self._met(drawn) if self._areas else None

    def _is_pale(self, drawn: int) -> bool:
        """Whether an object is white or clear by itself."""
        mode = self._inks.mode(drawn)
        return mode == _INVISIBLE or (mode in _FILLED and self._is_white(drawn))

    def _is_clear(self, drawn: int) -> bool:
        fill = self._inks.fill(drawn)
        return self._inks.mode(drawn) == _INVISIBLE or (fill is not None and fill[3] <= _FAINT)

    def _is_on_layer(self, drawn: int) -> bool:
        return any(
            native.mark_name(native.object_mark(drawn, number)) == "OC"
            for number in range(native.object_marks(drawn))
        )

    def _met(self, drawn: int) -> Way | None:
        """What a filled area may do to an object: lie over it, or be of its colour below it."""
        place, colour = self._places.get(drawn), self._inks.colour(drawn)
        if place is None or not (place < self._areas[-1].place or colour in self._colours):
            return None
        if not native.object_bounds(native.pointer(drawn), *_BOUNDS_AT):
            return None
        x, y = (_bounds[0] + _bounds[2]) / 2, (_bounds[1] + _bounds[3]) / 2
        for area in self._bands.get(int(y // _BAND), ()):
            left, bottom, right, top = area.box
            if left <= x <= right and bottom <= y <= top and (area.place > place or area.colour == colour):
                return "behind something else" if area.place > place else "in the colour of its ground"
        return None

    @cached_property
    def _bands(self) -> dict[int, list[_Area]]:
        """The areas by the levels that they reach over: most texts have few of them around."""
        bands: dict[int, list[_Area]] = {}
        for area in self._areas:
            low, high = max(area.box[1], self._view.box[1]), min(area.box[3], self._view.box[3])
            for band in range(int(low // _BAND), int(high // _BAND) + 1):
                bands.setdefault(band, []).append(area)
        return bands

    @cached_property
    def _colours(self) -> frozenset[int]:
        return frozenset(area.colour for area in self._areas)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {address: place for place, address in enumerate(self._objects.every)}

    @cached_property
    def _areas(self) -> list[_Area]:
        """The filled areas that a line of text has room in, as many as are looked at."""
        large = [
            each
            for each in self._objects.painted
            if each.right - each.left >= _MIN_WIDTH
            and each.top - each.bottom >= _MIN_HEIGHT
            and each.kind == PATH
        ][:_MAX_AREAS]
        pointers = [native.pointer(each.address) for each in large]
        modes, _ = _MODES.answers(native.path_mode, len(large), pointers)
        fills, known = _FILLS.answers(native.object_fill, len(large), pointers)
        return [
            _Area(each.place, each[2:6], (red << 16) + (green << 8) + blue)
            for each, (mode, _), (red, green, blue, alpha), is_known in zip(
                large, modes, fills, known, strict=True
            )
            if mode != pdfium.FPDF_FILLMODE_NONE
            and is_known
            and alpha == _OPAQUE
            and not native.object_transparency(each.address)
        ]

    def _is_white(self, drawn: int) -> bool:
        fill = self._inks.fill(drawn)
        if fill is None:
            return False
        red, green, blue, alpha = fill
        return alpha <= _FAINT or (red >= _WHITE and green >= _WHITE and blue >= _WHITE)

    def _stands_on_something(self, box: Bounds) -> bool:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in self._behind)

    @cached_property
    def _behind(self) -> list[Bounds]:
        """The places of images, shadings, nested drawings and filled shapes that are not white."""
        return [
            each[2:6]
            for each in self._objects.painted
            if each.kind in _BACKDROPS
            or (each.kind == PATH and self._is_filled(each.address) and not self._is_white(each.address))
        ]

    def _is_filled(self, path: int) -> bool:
        filled = native.path_mode(native.pointer(path), *_MODES_AT)
        return bool(filled) and _modes[0] != pdfium.FPDF_FILLMODE_NONE
