"""Which text of a PDF page nobody sees.

It is drawn invisible, in the colour of its ground, under a filled area, on a layer that is off, or outside of what is
shown of a drawing. How it is drawn makes it suspect; only a look at the picture of the page tells.
"""

from __future__ import annotations

import ctypes
import math
from functools import cached_property
from typing import NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.model.document import Way
from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.ink import Inks
from claimcheck.read.pdf.page.objects import PATH, Objects
from claimcheck.read.pdf.page.places import on_page
from claimcheck.read.pdf.page.run import Run
from claimcheck.read.pdf.page.view import Bounds, View

_CLEAR = 4.0  # points, at least, from the text to what is shown: a word that a cell cuts off is nearer
_SEEN = 0.3  # of the height of a line, below which nobody reads it
_MAX_PATHS, _MAX_SEGMENTS = 16, 64
_point, _POINT_AT = native.buffer(ctypes.c_float, 2)
_Bounds = tuple[float, float, float, float]
_WHITE = 0xFFFFFF
_PALE = 250  # of 255, each of red, green and blue: seen as white
_FAINT = 5  # of 255, opacity
_EVEN = 4  # of 255, between the darkest and the lightest of where text should be
_LEAST = 4.0  # points: the sides of an area that a letter has room in
_MOST_AREAS = 1_000
_BAND = 24.0  # points
_OPAQUE = 255
_MODES, _FILLS = native.Places("2i", 0, 4), native.Places("4I", 0, 4, 8, 12)
_FILLED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
_CUT_OFF: Way = "outside of what is shown"


def is_cut_off(drawn: int) -> bool:
    """Whether nothing of the object at address ``drawn`` is shown, and what is shown is well away from it."""
    clip = native.object_clip(drawn)
    count = native.clip_paths(clip) if clip else 0
    # Many shapes, or long ones, are letters that something is seen through.
    box = native.bounds_of(drawn) if 0 < count <= _MAX_PATHS else None
    shown = _shown(clip, count) if box is not None else None
    if box is None or shown is None:
        return False
    left, bottom, right, top = box
    if min(shown[3], top) - max(shown[1], bottom) <= _SEEN * (top - bottom):
        return True  # the last line in a cell that is too low for it
    clear = max(top - bottom, _CLEAR)
    return max(shown[0] - right, left - shown[2], shown[1] - top, bottom - shown[3]) > clear


def is_shown(drawn: int, x: float, y: float) -> bool:
    """Whether what the object at address ``drawn`` paints at a place is shown there."""
    clip = native.object_clip(drawn)
    count = native.clip_paths(clip) if clip else 0
    shown = _shown(clip, count) if 0 < count <= _MAX_PATHS else None
    return shown is None or (shown[0] <= x <= shown[2] and shown[1] <= y <= shown[3])


def _shown(clip: int, count: int) -> _Bounds | None:
    """The box that all paths of ``clip`` have in common; None where one of them is too long to look at."""
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for path in range(count):
        segments = native.clip_segments(clip, path)
        if segments > _MAX_SEGMENTS:
            return None
        points = [
            (_point[0], _point[1])
            for number in range(segments)
            if native.segment_point(native.pointer(native.clip_segment(clip, path, number)), *_POINT_AT)
        ]
        if points:
            across, up = zip(*points, strict=True)
            left, bottom = max(left, min(across)), max(bottom, min(up))
            right, top = min(right, max(across)), min(top, max(up))
    return left, bottom, right, top


class _Area(NamedTuple):
    """What is painted: its place in the order of drawing, its address and box, and its colour if that is opaque."""

    place: int
    address: int
    box: Bounds
    colour: int | None


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
        """How a run is hidden, if it is."""
        way = self.suspicion(run.drawn)
        if way is None or way == _CUT_OFF:
            return way
        left, bottom = on_page(run.left, run.bottom, turn)
        right, top = on_page(run.right, run.top, turn)
        box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        return way if self._view.is_even(box, _EVEN) else None

    def _suspicion(self, drawn: int) -> Way | None:
        if is_cut_off(drawn):
            return _CUT_OFF
        if self._layered and _is_on_layer(drawn):
            return "switched off"
        fill, mode = self._inks.fill(drawn), self._inks.mode(drawn)
        clear = mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or (fill is not None and fill[3] <= _FAINT)
        colour = _colour(*fill[:3]) if fill is not None and mode in _FILLED else None
        place = self._places.get(drawn, self._objects.total)
        if not clear and colour not in self._colours and place > self._last:
            return None
        ground, covered = self._around(drawn, place)
        if covered:
            return "behind something else"
        if clear:
            # The text layer of a scan is invisible and lies over the picture of it: that one is read.
            return None if ground is None else "transparent"
        return "in the colour of its ground" if colour is not None and colour == ground else None

    def _around(self, drawn: int, place: int) -> tuple[int | None, bool]:
        """The colour behind an object, None for a picture or one that shows through, and whether an area covers it."""
        ground: int | None = _WHITE
        if (own := native.bounds_of(drawn)) is None:
            return ground, False
        x, y = (own[0] + own[2]) / 2, (own[1] + own[3]) / 2
        for area in self._bands.get(int(y // _BAND), ()):
            left, bottom, right, top = area.box
            if left <= x <= right and bottom <= y <= top:
                if area.place < place:
                    ground = area.colour
                elif area.colour is not None and is_shown(area.address, x, y):
                    return ground, True
        return ground, False

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
        return frozenset(area.colour for area in self._areas if area.colour is not None) | {_WHITE}

    @cached_property
    def _last(self) -> int:
        """The place of the last area that may cover something."""
        return max((area.place for area in self._areas if area.colour is not None), default=-1)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {address: place for place, address in enumerate(self._objects.every)}

    @cached_property
    def _areas(self) -> list[_Area]:
        """Filled shapes, images, shadings and nested drawings, in the order of drawing."""
        large = [
            each
            for each in self._objects.painted
            if each.right - each.left >= _LEAST and each.top - each.bottom >= _LEAST
        ][:_MOST_AREAS]
        paths = [each for each in large if each.kind == PATH]
        pointers = [native.pointer(each.address) for each in paths]
        modes, _ = _MODES.answers(native.path_mode, len(paths), pointers)
        fills, known = _FILLS.answers(native.object_fill, len(paths), pointers)
        areas = [_Area(each.place, each.address, each[2:6], None) for each in large if each.kind != PATH]
        for path, (mode, _), (*colour, alpha), is_known in zip(paths, modes, fills, known, strict=True):
            if mode != pdfium.FPDF_FILLMODE_NONE and is_known and alpha > _FAINT:
                opaque = alpha == _OPAQUE and not native.object_transparency(path.address)
                areas.append(_Area(path.place, path.address, path[2:6], _colour(*colour) if opaque else None))
        return sorted(areas)


def _colour(red: int, green: int, blue: int) -> int:
    return _WHITE if min(red, green, blue) >= _PALE else (red << 16) + (green << 8) + blue


def _is_on_layer(drawn: int) -> bool:
    marks = (native.object_mark(drawn, number) for number in range(native.object_marks(drawn)))
    return any(native.mark_name(mark) == "OC" for mark in marks)
