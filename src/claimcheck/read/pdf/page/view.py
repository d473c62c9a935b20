"""A page as it looks: a small grey picture of it, drawn when somebody first asks."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any, NamedTuple

Bounds = tuple[float, float, float, float]
"""Left, bottom, right and top in points, in the coordinates of the page's characters."""

_SCALE = 0.5  # pixels a point
_MAX_PIXELS = 1_000
_NEAR, _SAME = 6, 24  # of 255: shades of one ground, and grounds on both sides of a stroke
_STARK = 48  # of 255: from a letter to its ground
_STROKES = 3  # in a row of pixels of a line of text
_SKIPPED = 4  # every fourth row tells the ground
_LINED = 0.015  # of the rows


class _Grey(NamedTuple):
    pixels: bytes
    width: int
    height: int
    stride: int
    scale: float


class View:
    """The look of one loaded page of pypdfium2."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self.box: Bounds = page.get_bbox()

    @cached_property
    def _grey(self) -> _Grey:
        left, bottom, right, top = self.box
        scale = min(_SCALE, _MAX_PIXELS / max(right - left, top - bottom, 1.0))
        # Without its own turn the page lies as its characters do.
        turn = self._page.get_rotation()
        bitmap = self._page.render(scale=scale, rotation=(360 - turn) % 360, grayscale=True)
        return _Grey(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale)

    def _rows(self, box: Bounds) -> list[bytes]:
        pixels, width, height, stride, scale = self._grey
        left, _, _, top = self.box
        first, last = int((box[0] - left) * scale), int((box[2] - left) * scale)
        upper, lower = int((top - box[3]) * scale), int((top - box[1]) * scale)
        return [
            pixels[row * stride + max(first, 0) : row * stride + min(last + 1, width)]
            for row in range(max(upper, 0), min(lower + 1, height))
        ]

    def levels(self, box: Bounds) -> tuple[int, int]:
        """The darkest and the lightest grey there, 0 to 255; white where the page ends."""
        there = b"".join(self._rows(box))
        return min(there, default=255), max(there, default=255)

    def shows_letters(self, box: Bounds, even: float, without: Collection[tuple[float, float]] = ()) -> bool:
        """Whether what is seen there may hold text that the page draws as a picture.

        Letters are thin strokes beside each other on a ground that makes up at least ``even`` of the picture; in a
        photograph there is no such ground. ``without`` are the lower and upper edges of what is text anyway.
        """
        scale, top = self._grey.scale, box[3]
        heights = ((number, top - number / scale) for number in range(int((box[3] - box[1]) * scale) + 1))
        skipped = {number for number, y in heights if any(low <= y <= high for low, high in without)}
        rows = [row for number, row in enumerate(self._rows(box)) if number not in skipped]
        there = b"".join(rows[::_SKIPPED])
        shades = [there.count(shade) for shade in range(256)]
        size, ground = max(
            (sum(shades[max(shade - _NEAR, 0) : shade + _NEAR + 1]), shade) for shade in range(256)
        )
        if size < even * len(there):
            return False
        lined = sum(_strokes(row, ground) >= _STROKES for row in rows)
        return lined >= max(_LINED * len(rows), 1)


def _strokes(row: bytes, ground: int) -> int:
    """How many strokes of at most two pixels stand in a row of pixels on a ground."""
    return sum(
        abs(before - ground) <= 2 * _NEAR
        and abs(first - before) > _STARK
        and (abs(second - before) <= _SAME or abs(third - before) <= _SAME)
        for before, first, second, third in zip(row, row[1:], row[2:], row[3:], strict=False)
    )
