"""Letters in a grey picture: thin strokes beside each other on an even ground. What they say is not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NEAR, _SAME = 6, 36  # of 255: shades of one ground, and of the ground beside a stroke
_STARK = 48  # of 255: from a letter to its ground
_STROKE = re.compile(rb"g(?=l.?[gn])")  # at most two pixels wide
_STROKES = 3  # in a row of pixels of a line of text
_SKIPPED = 4  # every fourth row tells the ground
_LINED = 0.015  # of the rows


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
