"""Text that lies outside of its clipping path: a drawing that is placed on a page shows a part of itself only."""

from __future__ import annotations

import ctypes
import math

from claimcheck.read.pdf.page import native

_CLEAR = 4.0  # points, at least, from the text to what is shown: a word that a cell cuts off is nearer
_SEEN = 0.3  # of the height of a line, below which nobody reads it
_MAX_PATHS, _MAX_SEGMENTS = 16, 64

_point, _POINT_AT = native.buffer(ctypes.c_float, 2)

_Bounds = tuple[float, float, float, float]


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
