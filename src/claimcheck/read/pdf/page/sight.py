"""Which text of a PDF page nobody sees, and the page as it looks: a small grey picture of it, and letters in that.

Text is drawn invisible, in the colour of its ground, under a filled area, on a layer that is off, or outside of what
is shown of a drawing. How it is drawn makes it suspect; only a look at the picture of the page tells.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.model.document import Way
from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import on_page
from claimcheck.read.pdf.page.ink import Inks
from claimcheck.read.pdf.page.objects import PATH, Objects
from claimcheck.read.pdf.page.run import Run

_NEAR, _SAME = 6, 36  # of 255: shades of one ground, and of the ground beside a stroke
_STARK = 48  # of 255: from a letter to its ground
_STROKE = re.compile(rb"g(?=l.?[gn])")  # at most two pixels wide
_STROKES = 3  # in a row of pixels of a line of text
_SKIPPED = 4  # every fourth row tells the ground
_LINED = 0.015  # of the rows
_SHADES, _MOSTLY, _PLAIN, _DRAWN = 40, 0.9, 0.55, 0.01  # of a drawing: shades, their share, its ground, what is drawn
_OFF = (-1, _NEAR), (_STARK, 255)  # shades between which these are off the ground

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in points, in the coordinates of the page's characters."""
_SCALE = 0.5  # pixels a point
_MAX_PIXELS = 1_000
_FEW = 4  # looks: a page is drawn whole for more

_CLEAR = 4.0  # points, at least, from the text to what is shown: a word that a cell cuts off is nearer
_SEEN = 0.3  # of the height of a line, below which nobody reads it
_MAX_PATHS, _MAX_SEGMENTS = 16, 64
_point, _POINT_AT = native.buffer(ctypes.c_float, 2)

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


def shows_letters(rows: Sequence[bytes], even: float) -> bool:
    """Whether rows of pixels (a byte each, 0 is black) may show text, where it is drawn at half a pixel a point.

    ``even`` is the least share of the ground; in a photograph there is no such ground.
    """
    there = b"".join(rows[::_SKIPPED])
    shades = Counter(there)
    size, ground = max(
        (sum(shades[near] for near in range(shade - _NEAR, shade + _NEAR + 1)), shade) for shade in range(256)
    )
    if size < even * len(there):
        return False
    kinds = bytes(_kind(abs(shade - ground)) for shade in range(256))
    lined = sum(len(_STROKE.findall(row.translate(kinds))) >= _STROKES for row in rows)
    return lined >= max(_LINED * len(rows), 1)


def _kind(off: int) -> int:
    """What a pixel is that is so far from the ground: of it, nearly so, of a letter, or neither."""
    return b"gnl-"[0 if off <= 2 * _NEAR else 1 if off <= _SAME else 2 if off > _STARK else 3]


class View:
    """The look of one loaded page of pypdfium2."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.box: Bounds = page.get_bbox()
        left, bottom, right, top = self.box
        self._scale = min(_SCALE, _MAX_PIXELS / max(right - left, top - bottom, 1.0))
        self._looks = 0

    def _rows(self, box: Bounds) -> list[bytes]:
        """The rows of pixels that a part of the page is in, from the top down; none beyond its edges."""
        self._looks += 1
        if self._looks <= _FEW:
            return self._drawn(box)
        left, _, _, top = self.box
        first, last = int((box[0] - left) * self._scale), int((box[2] - left) * self._scale)
        upper, lower = int((top - box[3]) * self._scale), int((top - box[1]) * self._scale)
        return [row[max(first, 0) : last + 1] for row in self._whole[max(upper, 0) : lower + 1]]

    @cached_property
    def _whole(self) -> list[bytes]:
        return self._drawn(self.box)

    def _drawn(self, box: Bounds) -> list[bytes]:
        pixel = 1 / self._scale
        left, bottom, right, top = self.box
        sides = (box[0] - left, box[1] - bottom, right - box[2], top - box[3])
        crop = tuple(max(side - pixel, 0.0) for side in sides)
        if right - left - crop[0] - crop[2] < pixel or top - bottom - crop[1] - crop[3] < pixel:
            return []
        # Without its own turn the page lies as its characters do.
        turn = (360 - self._page.get_rotation()) % 360
        bitmap = self._page.render(scale=self._scale, rotation=turn, crop=crop, grayscale=True)
        pixels, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
        return [pixels[row * stride : row * stride + width] for row in range(bitmap.height)]

    def is_even(self, box: Bounds, most: int) -> bool:
        """Whether all shades there, of 255, are at most so far apart; beyond the page nothing is seen either."""
        there = b"".join(self._rows(box))
        return not there or max(there) - min(there) <= most

    def is_drawing(self, box: Bounds) -> bool:
        """Whether what is seen there is a drawing, as a chart is: one ground, few shades; a photograph has many."""
        shades = Counter(b"".join(row[2:-2] for row in self._rows(box)[2:-2]))  # without what is around it
        most, whole = shades.most_common(_SHADES), shades.total()
        off = {shade: abs(shade - most[0][0]) for shade in shades} if most else {}
        plain, drawn = (sum(shades[each] for each in off if low < off[each] <= high) for low, high in _OFF)
        few = sum(count for _, count in most) >= _MOSTLY * whole
        return few and plain >= _PLAIN * whole and drawn >= _DRAWN * whole > 0

    def shows_letters(self, box: Bounds, even: float, without: Collection[tuple[float, float]] = ()) -> bool:
        """Whether what is seen there may hold text that the page draws as a picture.

        ``even`` is the least share of its ground, ``without`` the lower and upper edges of what is text anyway.
        """
        top = min(box[3], self.box[3])
        heights = ((row, top - number / self._scale) for number, row in enumerate(self._rows(box)))
        rows = [row for row, y in heights if not any(low <= y <= high for low, high in without)]
        return shows_letters(rows, even)


def is_cut_off(drawn: int) -> bool:
    """Whether nothing of the object at address ``drawn`` is shown, and what is shown is well away from it."""
    shown = _shown(drawn)
    box = native.bounds_of(drawn) if shown is not None else None
    if box is None or shown is None:
        return False
    left, bottom, right, top = box
    if min(shown[3], top) - max(shown[1], bottom) <= _SEEN * (top - bottom):
        return True  # the last line in a cell that is too low for it
    clear = max(top - bottom, _CLEAR)
    return max(shown[0] - right, left - shown[2], shown[1] - top, bottom - shown[3]) > clear


def _shown(drawn: int) -> Bounds | None:
    """The box that all paths have in common which cut the object at address ``drawn``.

    None without any, and for many or long ones, which are letters that something is seen through.
    """
    clip = native.object_clip(drawn)
    count = native.clip_paths(clip) if clip else 0
    if not 0 < count <= _MAX_PATHS:
        return None
    left, bottom, right, top = -math.inf, -math.inf, math.inf, math.inf
    for path in range(count):
        segments = native.clip_segments(clip, path)
        if segments > _MAX_SEGMENTS:
            return None
        ends = (native.pointer(native.clip_segment(clip, path, number)) for number in range(segments))
        points = [(_point[0], _point[1]) for end in ends if native.segment_point(end, *_POINT_AT)]
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
        if self._layered:
            marks = (native.object_mark(drawn, number) for number in range(native.object_marks(drawn)))
            if any(native.mark_name(mark) == "OC" for mark in marks):
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
                elif area.colour is not None:
                    shown = _shown(area.address)
                    if shown is None or (shown[0] <= x <= shown[2] and shown[1] <= y <= shown[3]):
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
        painted = (each for each in self._objects.painted if each.right - each.left >= _LEAST)
        large = [each for each in painted if each.top - each.bottom >= _LEAST][:_MOST_AREAS]
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
