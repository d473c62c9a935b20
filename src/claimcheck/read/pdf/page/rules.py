"""The straight lines that are drawn on a page: rules between rows and columns, and the edges of filled cells.

Lengths are in points; the coordinates are those of the page's lines of one writing direction (see ``page``).
"""

from __future__ import annotations

import bisect
import ctypes
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

MAX_OBJECTS = 20_000
"""Objects looked at on one page; a page with more has drawings, not rules."""
MAX_RULES = 3_000
"""Rules kept of one page."""
MAX_SEGMENTS = 40_000
"""Segments of paths looked at on one page."""

_MAX_SEGMENTS = 400  # of one path; more make a drawing
_THICKEST = 3.0
_SHORTEST = 6.0
_STRAIGHT = 0.5
_SAME_LINE = 2.5
_SEAM = 1.5
_JOINT = 1.0
_SAME_END = 4.0
_RECTANGLE = 5  # segments
_WHITE = 250  # of 255
_PAGE_SHARE = 0.95
_UPRIGHT = 0


class Rule(NamedTuple):
    """A horizontal rule at y ``at`` from x ``start`` to ``end``, or a vertical one with x and y exchanged."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page, each list sorted by ``at``."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)

    def turned(self, turn: int) -> Rules:
        """The same rules in the coordinates of lines with ``turn`` quarter turns."""
        if turn == _UPRIGHT:
            return self
        if turn == 2:
            return Rules(_mirrored(self.horizontal, True), _mirrored(self.vertical, True))
        # Along a line that runs up the page x is the page's y; along one that runs down it is -y.
        down = turn == 3
        across = [Rule(-each.at if not down else each.at, *_ends(each, down)) for each in self.vertical]
        along = [Rule(each.at if not down else -each.at, *_ends(each, not down)) for each in self.horizontal]
        return Rules(sorted(across), sorted(along))

    def with_twins(self) -> Rules:
        """Those that are as long as another one and begin and end where it does, as the rules of a table do."""
        return Rules(_twins(self.horizontal), _twins(self.vertical))

    def between(self, low: float, high: float) -> list[Rule]:
        """The horizontal rules with ``low`` <= y <= ``high``, from the lowest up."""
        return _between(self.horizontal, low, high)

    def upright_between(self, low: float, high: float) -> list[Rule]:
        """The vertical rules with ``low`` <= x <= ``high``, from left to right."""
        return _between(self.vertical, low, high)


def _twins(rules: list[Rule]) -> list[Rule]:
    ends = [(round(rule.start / _SAME_END), round(rule.end / _SAME_END)) for rule in rules]
    count = Counter(ends)
    return [rule for rule, end in zip(rules, ends, strict=True) if count[end] > 1]


def _between(rules: list[Rule], low: float, high: float) -> list[Rule]:
    first = bisect.bisect_left(rules, (low,))
    return rules[first : bisect.bisect_right(rules, (high, float("inf")))]


def _ends(rule: Rule, negated: bool) -> tuple[float, float]:
    return (-rule.end, -rule.start) if negated else (rule.start, rule.end)


def _mirrored(rules: list[Rule], negated: bool) -> list[Rule]:
    return sorted(Rule(-rule.at, *_ends(rule, negated)) for rule in rules)


class _Edge(NamedTuple):
    """A side of a filled area. ``rises``: the area is above it or to its right."""

    fill: int
    at: float
    start: float
    end: float
    rises: bool


def read_rules(page: Any) -> Rules:
    """The rules of a page of pypdfium2; none of those inside forms."""
    left, bottom, right, top = page.get_bbox()
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    sides: tuple[list[_Edge], list[_Edge]] = [], []
    left_to_read = MAX_SEGMENTS
    for path in _paths(page.raw):
        if path.right - path.left > _PAGE_SHARE * (right - left) or path.top - path.bottom > _PAGE_SHARE * (
            top - bottom
        ):
            continue
        count = pdfium.FPDFPath_CountSegments(path.raw)
        simple = count <= _RECTANGLE
        if simple and path.top - path.bottom <= _THICKEST:
            horizontal.append(Rule((path.bottom + path.top) / 2, path.left, path.right))
        elif simple and path.right - path.left <= _THICKEST:
            vertical.append(Rule((path.left + path.right) / 2, path.bottom, path.top))
        else:
            fill = _fill_without_stroke(path.raw) if simple else None
            left_to_read -= count
            if left_to_read < 0:
                return Rules()
            if fill is None or not _is_white(fill):
                _take_segments(path, fill, horizontal, vertical, sides)
        if len(horizontal) + len(vertical) + len(sides[0]) + len(sides[1]) > MAX_RULES:
            return Rules()
    horizontal += _borders(sides[0])
    vertical += _borders(sides[1])
    return Rules(_joined(horizontal), _joined(vertical))


def _borders(edges: list[_Edge]) -> Iterator[Rule]:
    """The edges of filled areas, without those where an area of the same colour goes on."""
    kept = sorted(edges)
    inner: set[int] = set()
    for number, edge in enumerate(kept):
        for other in range(number + 1, len(kept)):
            next_edge = kept[other]
            if next_edge.fill != edge.fill or next_edge.at - edge.at > _SEAM:
                break
            if next_edge.rises != edge.rises and min(edge.end, next_edge.end) > max(
                edge.start, next_edge.start
            ):
                inner |= {number, other}
    for number, edge in enumerate(kept):
        if number not in inner:
            yield Rule(edge.at, edge.start, edge.end)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch; a border is often drawn cell by cell, or twice."""
    joined: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules):
        if level and rule.at - level[0].at > _SAME_LINE:
            joined += _merged(level)
            level = []
        level.append(rule)
    return sorted([*joined, *_merged(level)])


def _merged(level: list[Rule]) -> Iterator[Rule]:
    if not level:
        return
    at = sum(rule.at for rule in level) / len(level)
    ordered = sorted(level, key=lambda rule: rule.start)
    start, end = ordered[0].start, ordered[0].end
    for rule in ordered[1:]:
        if rule.start > end + _JOINT:
            yield Rule(at, start, end)
            start = rule.start
            end = rule.end
        end = max(end, rule.end)
    yield Rule(at, start, end)


class _Path(NamedTuple):
    """A path of the page with the box around it."""

    raw: Any
    left: float
    bottom: float
    right: float
    top: float


def _paths(page: Any) -> Iterator[_Path]:
    bounds = [ctypes.c_float() for _ in range(4)]
    references = [ctypes.byref(each) for each in bounds]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        found = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(found) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(found, *references):
            continue
        left, bottom, right, top = (each.value for each in bounds)
        if right - left >= _SHORTEST or top - bottom >= _SHORTEST:
            yield _Path(found, left, bottom, right, top)


def _take_segments(
    path: _Path,
    fill: int | None,
    horizontal: list[Rule],
    vertical: list[Rule],
    sides: tuple[list[_Edge], list[_Edge]],
) -> None:
    """Take the straight segments of a path: as rules, or as edges of an area that is ``fill``ed without outline."""
    middle_x, middle_y = (path.left + path.right) / 2, (path.bottom + path.top) / 2
    for x0, y0, x1, y1 in _segments(path.raw):
        if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) >= _SHORTEST:
            at, start, end = (y0 + y1) / 2, min(x0, x1), max(x0, x1)
            if fill is None:
                horizontal.append(Rule(at, start, end))
            else:
                sides[0].append(_Edge(fill, at, start, end, at < middle_y))
        elif abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) >= _SHORTEST:
            at, start, end = (x0 + x1) / 2, min(y0, y1), max(y0, y1)
            if fill is None:
                vertical.append(Rule(at, start, end))
            else:
                sides[1].append(_Edge(fill, at, start, end, at < middle_x))


def _fill_without_stroke(path: Any) -> int | None:
    """The colour of an area without an outline, as one number; None if an outline is drawn."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(mode), ctypes.byref(stroke)) or stroke.value:
        return None
    colour = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(path, *(ctypes.byref(each) for each in colour))
    red, green, blue, _ = (each.value for each in colour)
    return (red << 16) + (green << 8) + blue


def _is_white(colour: int) -> bool:
    """Whether nobody sees an area of this colour on paper."""
    return all(colour >> shift & 0xFF >= _WHITE for shift in (16, 8, 0))


def _segments(path: Any) -> Iterator[tuple[float, float, float, float]]:
    count = pdfium.FPDFPath_CountSegments(path)
    if not 0 < count <= _MAX_SEGMENTS:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, ctypes.byref(matrix))
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    x_out, y_out = ctypes.c_float(), ctypes.c_float()
    x_reference, y_reference = ctypes.byref(x_out), ctypes.byref(y_out)
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x_reference, y_reference)
        x, y = x_out.value, y_out.value
        here = (a * x + c * y + e, b * x + d * y + f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield *last, *here
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = here
        last = here
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *last, *first
