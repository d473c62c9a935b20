"""What a page draws under or around its text: boxes, frames, bars, dots, slices, and the images on it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.content import Picture
from claimcheck.read.pdf.page.objects import IMAGE, PATH, Objects

MAX_SHAPES = 300
"""Shapes kept of one page, the first that are drawn: boxes come before what stands in them."""

_MAX_OBJECTS = 5_000  # of a page: more are a drawing of many strokes
_MIN_SHAPE, _MIN_IMAGE = 5.0, 60.0  # of a side, points: less is a rule, or an icon
_MAX_SHARE = 0.6  # of the page: what is larger is its background

_Box = tuple[float, float, float, float]


def shapes_of(box: _Box, objects: Objects) -> list[Picture]:
    """The drawn shapes of a page with ``box`` (left, bottom, right, top), each once, that are no background."""
    shapes = (
        each
        for address, each in _large(box, objects, PATH, _MIN_SHAPE)
        if any(native.modes_of(address) or ())
    )
    return list(islice(dict.fromkeys(shapes), MAX_SHAPES))


def pictures_of(box: _Box, objects: Objects) -> list[Picture]:
    """The images of a page with ``box`` that are large enough to be looked at, and no background."""
    return [each for _, each in _large(box, objects, IMAGE, _MIN_IMAGE)]


def _large(box: _Box, objects: Objects, kind: int, least: float) -> Iterator[tuple[int, Picture]]:
    """The address and place of each object of a kind that is on both sides as long as ``least``."""
    left, bottom, right, top = box
    largest = _MAX_SHARE * (right - left) * (top - bottom)
    for address, own, x0, y0, x1, y1, _ in objects.painted if objects.total <= _MAX_OBJECTS else ():
        width, height = x1 - x0, y1 - y0
        if own == kind and min(width, height) >= least and width * height <= largest:
            yield address, Picture(x0, y0, x1, y1)
