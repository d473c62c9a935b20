"""Letters in a grey picture: thin strokes beside each other on an even ground. What they say is not read."""

from __future__ import annotations

from collections.abc import Sequence

_NEAR, _SAME = 6, 24  # of 255: shades of one ground, and grounds on both sides of a stroke
_STARK = 48  # of 255: from a letter to its ground
_STROKES = 3  # in a row of pixels of a line of text
_SKIPPED = 4  # every fourth row tells the ground
_LINED = 0.015  # of the rows


def shows_letters(rows: Sequence[bytes], even: float) -> bool:
    """Whether rows of pixels (a byte each, 0 is black) may show text, where it is drawn at half a pixel a point.

    ``even`` is the least share of the ground; in a photograph there is no such ground.
    """
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
