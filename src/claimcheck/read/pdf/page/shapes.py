"""The shapes that a page draws under or around its text: boxes, frames, bars, dots, slices."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import islice

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import Picture
from claimcheck.read.pdf.page.objects import PATH, Objects

MAX_SHAPES = 300
"""Shapes kept of one page, the first that are drawn: boxes come before what stands in them."""

_MAX_OBJECTS = 5_000  # of a page: more are a drawing of many strokes
_MIN_SIDE = 5.0  # of a shape, points: less is a rule
_MAX_SHARE = 0.6  # of the page: what is larger is its background

_modes = (ctypes.c_int * 2)()
_MODES_AT = [
    native.pointer(ctypes.addressof(_modes) + number * ctypes.sizeof(ctypes.c_int)) for number in range(2)
]

_Box = tuple[float, float, float, float]


def shapes_of(box: _Box, objects: Objects) -> list[Picture]:
    """The drawn shapes of a page with ``box`` (left, bottom, right, top), each once, that are no background."""
    return list(islice(dict.fromkeys(_shapes(box, objects)), MAX_SHAPES))


def _shapes(box: _Box, objects: Objects) -> Iterator[Picture]:
    if objects.total > _MAX_OBJECTS:
        return
    left, bottom, right, top = box
    largest = _MAX_SHARE * (right - left) * (top - bottom)
    for address, kind, x0, y0, x1, y1, _ in objects.painted:
        width, height = x1 - x0, y1 - y0
        if kind != PATH or width < _MIN_SIDE or height < _MIN_SIDE or width * height > largest:
            continue
        if native.path_mode(native.pointer(address), *_MODES_AT) and any(_modes):
            yield Picture(x0, y0, x1, y1)
