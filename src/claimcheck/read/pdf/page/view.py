"""A page as it looks: a small grey picture of it, or of a part where few are asked for, and letters in that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

_NEAR, _SAME = 6, 36  # of 255: shades of one ground, and of the ground beside a stroke
_STARK = 48  # of 255: from a letter to its ground
_STROKE = re.compile(rb"g(?=l.?[gn])")  # at most two pixels wide
_STROKES = 3  # in a row of pixels of a line of text
_SKIPPED = 4  # every fourth row tells the ground
_LINED = 0.015  # of the rows
Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in points, in the coordinates of the page's characters."""
_SCALE = 0.5  # pixels a point
_MAX_PIXELS = 1_000
_FEW = 4  # looks: a page is drawn whole for more


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

    def shows_letters(self, box: Bounds, even: float, without: Collection[tuple[float, float]] = ()) -> bool:
        """Whether what is seen there may hold text that the page draws as a picture.

        ``even`` is the least share of its ground, ``without`` the lower and upper edges of what is text anyway.
        """
        top = min(box[3], self.box[3])
        heights = ((row, top - number / self._scale) for number, row in enumerate(self._rows(box)))
        rows = [row for row, y in heights if not any(low <= y <= high for low, high in without)]
        return shows_letters(rows, even)
