"""The areas that a page draws under or around its text: filled boxes, frames, plots, nested drawings, images."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import Picture

MAX_PANELS, MAX_SHAPES = 300, 300
"""Panels and shapes kept of one page, the first that are drawn: boxes come before what stands in them."""

_MAX_OBJECTS = 5_000  # of a page: more are a drawing of many strokes
_MIN_WIDTH, _MIN_HEIGHT = 40.0, 24.0  # of a panel, points
_MIN_SIDE = 5.0  # of a shape, points: less is a rule
_MAX_SHARE = 0.6  # of the page: what is larger is its background
_KINDS = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)


class Drawn(NamedTuple):
    """What is drawn on a page: ``panels`` are large enough for text, ``shapes`` are bars, dots, slices as well."""

    panels: list[Picture]
    shapes: list[Picture]


def drawn(page: Any) -> Drawn:
    """The drawn areas of an open page, each once, that are no background."""
    panels: dict[Picture, None] = {}
    shapes: dict[Picture, None] = {}
    for area, is_path in _areas(page):
        if is_path and len(shapes) < MAX_SHAPES:
            shapes[area] = None
        if (
            area.right - area.left >= _MIN_WIDTH
            and area.top - area.bottom >= _MIN_HEIGHT
            and len(panels) < MAX_PANELS
        ):
            panels[area] = None
    return Drawn(list(panels), list(shapes))


def _areas(page: Any) -> Iterator[tuple[Picture, bool]]:
    """The places of what is painted, and whether it is a path."""
    left, bottom, right, top = page.get_bbox()
    largest = _MAX_SHARE * (right - left) * (top - bottom)
    handle = native.address_of(page.raw)
    count = native.page_objects(handle)
    bounds, modes = (ctypes.c_float * 4)(), (ctypes.c_int * 2)()
    at, size = ctypes.addressof(bounds), ctypes.sizeof(ctypes.c_float)
    fill, stroke = ctypes.addressof(modes), ctypes.addressof(modes) + ctypes.sizeof(ctypes.c_int)
    for index in range(count if count <= _MAX_OBJECTS else 0):
        each = native.page_object(handle, index)
        kind = native.object_kind(each)
        if kind not in _KINDS or not native.object_bounds(each, at, at + size, at + 2 * size, at + 3 * size):
            continue
        x0, y0, x1, y1 = bounds
        if x1 - x0 < _MIN_SIDE or y1 - y0 < _MIN_SIDE or (x1 - x0) * (y1 - y0) > largest:
            continue
        is_path = kind == pdfium.FPDF_PAGEOBJ_PATH
        if not is_path or (native.path_mode(each, fill, stroke) and any(modes)):
            yield Picture(x0, y0, x1, y1), is_path
