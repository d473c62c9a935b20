"""The areas that a page draws under or around its text: filled boxes, frames, plots, nested drawings, images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import Picture
from claimcheck.read.pdf.page.objects import PATH, SHADING, Objects

MAX_PANELS, MAX_SHAPES = 300, 300
"""Panels and shapes kept of one page, the first that are drawn: boxes come before what stands in them."""

_MAX_OBJECTS = 5_000  # of a page: more are a drawing of many strokes
_MIN_WIDTH, _MIN_HEIGHT = 40.0, 24.0  # of a panel, points
_MIN_SIDE = 5.0  # of a shape, points: less is a rule
_MAX_SHARE = 0.6  # of the page: what is larger is its background

_modes = (ctypes.c_int * 2)()
_MODES_AT = [
    native.pointer(ctypes.addressof(_modes) + number * ctypes.sizeof(ctypes.c_int)) for number in range(2)
]

_Box = tuple[float, float, float, float]


class Drawn(NamedTuple):
    """What is drawn on a page: ``panels`` are large enough for text, ``shapes`` are bars, dots, slices as well."""

    panels: list[Picture]
    shapes: list[Picture]


def drawn(box: _Box, objects: Objects) -> Drawn:
    """The drawn areas of a page with ``box`` (left, bottom, right, top), each once, that are no background."""
    panels: dict[Picture, None] = {}
    shapes: dict[Picture, None] = {}
    for area, is_path in _areas(box, objects):
        if is_path and len(shapes) < MAX_SHAPES:
            shapes[area] = None
        if (
            area.right - area.left >= _MIN_WIDTH
            and area.top - area.bottom >= _MIN_HEIGHT
            and len(panels) < MAX_PANELS
        ):
            panels[area] = None
    return Drawn(list(panels), list(shapes))


def _areas(box: _Box, objects: Objects) -> Iterator[tuple[Picture, bool]]:
    """The places of what is painted, and whether it is a path."""
    if objects.total > _MAX_OBJECTS:
        return
    left, bottom, right, top = box
    largest = _MAX_SHARE * (right - left) * (top - bottom)
    for address, kind, x0, y0, x1, y1, _ in objects.painted:
        width, height = x1 - x0, y1 - y0
        if kind == SHADING or width < _MIN_SIDE or height < _MIN_SIDE or width * height > largest:
            continue
        is_path = kind == PATH
        if not is_path or (native.path_mode(native.pointer(address), *_MODES_AT) and any(_modes)):
            yield Picture(x0, y0, x1, y1), is_path
