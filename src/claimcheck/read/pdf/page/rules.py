"""The straight lines that are drawn on a page: rules between rows and columns, and the edges of filled cells.

Lengths are in points; the coordinates are those of the page's lines of one writing direction (see ``page``).
"""

from __future__ import annotations

import bisect
import ctypes
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium
from msgspec import Struct, field

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.ink import fill_of
from claimcheck.read.pdf.page.objects import PATH, Painted
from claimcheck.read.sequences import merged, runs

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
_SAME_EXTENT = 3.0
_UNDERLINE = 0.35  # of the font size, below the baseline
_MAX_UNDER = 80
_RECTANGLE = 5  # segments
_WHITE = 250  # of 255
_PAGE_SHARE = 0.95
_UPRIGHT = 0
_LINE, _MOVE = pdfium.FPDF_SEGMENT_LINETO, pdfium.FPDF_SEGMENT_MOVETO
_POINTS = native.Places("2f", 0, 4)

_matrix = pdfium.FS_MATRIX()
_MATRIX_AT = native.pointer(ctypes.addressof(_matrix))


class Rule(NamedTuple):
    """A horizontal rule at y ``at`` from x ``start`` to ``end``, or a vertical one with x and y exchanged."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.start


class Rules(Struct, frozen=True):
    """The rules of a page, each list sorted by ``at``."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)

    def turned(self, turn: int) -> Rules:
        """The same rules in the coordinates of lines with ``turn`` quarter turns."""
        if turn == _UPRIGHT:
            return self
        if turn == 2:
            return Rules(_moved(self.horizontal, -1, -1), _moved(self.vertical, -1, -1))
        # Along a line that runs up the page x is the page's y; along one that runs down it is -y.
        up = 1 if turn == 1 else -1
        return Rules(_moved(self.vertical, -up, up), _moved(self.horizontal, up, -up))

    def with_twins(self) -> Rules:
        """Those that are as long as another one and begin and end where it does, as the rules of a table do."""
        return Rules(_twins(self.horizontal), _twins(self.vertical))

    def between(self, low: float, high: float) -> list[Rule]:
        """The horizontal rules with ``low`` <= y <= ``high``, from the lowest up."""
        return _between(self.horizontal, low, high)

    def underlines(self, left: float, right: float, y: float, size: float) -> bool:
        """Whether a rule runs right under the text from ``left`` to ``right`` on the baseline ``y``, as long as it."""
        under = self.between(y - _UNDERLINE * size, y)[:_MAX_UNDER]
        return any(max(abs(one.start - left), abs(one.end - right)) <= _SAME_EXTENT for one in under)

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


def _moved(rules: list[Rule], height: int, along: int) -> list[Rule]:
    """The rules with the signs of their heights, and of where they begin and end, times 1 or -1."""
    return sorted(Rule(height * rule.at, *sorted((along * rule.start, along * rule.end))) for rule in rules)


class _Edge(NamedTuple):
    """A side of a filled area. ``rises``: the area is above it or to its right."""

    fill: int
    at: float
    start: float
    end: float
    rises: bool


def read_rules(box: tuple[float, float, float, float], painted: Iterable[Painted]) -> Rules:
    """The rules of a page with ``box`` (left, bottom, right, top) among what is ``painted`` on it."""
    widest, highest = _PAGE_SHARE * (box[2] - box[0]), _PAGE_SHARE * (box[3] - box[1])
    drawn: tuple[list[Rule], list[Rule]] = [], []
    sides: tuple[list[_Edge], list[_Edge]] = [], []
    left_to_read = MAX_SEGMENTS
    for path in painted:
        width, height = path.right - path.left, path.top - path.bottom
        long = width >= _SHORTEST or height >= _SHORTEST
        if path.kind != PATH or not long or width > widest or height > highest:
            continue
        count: int = native.path_segments(path.address)
        simple = count <= _RECTANGLE
        if simple and height <= _THICKEST:
            drawn[0].append(Rule((path.bottom + path.top) / 2, path.left, path.right))
        elif simple and width <= _THICKEST:
            drawn[1].append(Rule((path.left + path.right) / 2, path.bottom, path.top))
        else:
            fill = _fill_without_stroke(path.address) if simple else None
            left_to_read -= count
            if left_to_read < 0:
                return Rules()
            white = fill is not None and all(fill >> shift & 0xFF >= _WHITE for shift in (16, 8, 0))
            if 0 < count <= _MAX_SEGMENTS and not white:
                _take_segments(path, count, fill, drawn, sides)
        if len(drawn[0]) + len(drawn[1]) + len(sides[0]) + len(sides[1]) > MAX_RULES:
            return Rules()
    return Rules(*(_joined([*own, *_borders(edges)]) for own, edges in zip(drawn, sides, strict=True)))


def _borders(edges: list[_Edge]) -> Iterator[Rule]:
    """The edges of filled areas, without those where an area of the same colour goes on."""
    kept = sorted(edges)
    inner: set[int] = set()
    for number, edge in enumerate(kept):
        for other in range(number + 1, len(kept)):
            next_edge = kept[other]
            if next_edge.fill != edge.fill or next_edge.at - edge.at > _SEAM:
                break
            overlap = min(edge.end, next_edge.end) > max(edge.start, next_edge.start)
            if overlap and next_edge.rises != edge.rises:
                inner |= {number, other}
    for number, edge in enumerate(kept):
        if number not in inner:
            yield Rule(edge.at, edge.start, edge.end)


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and touch; a border is often drawn cell by cell, or twice."""
    lines = runs(sorted(rules), lambda line, rule: rule.at - line[0].at <= _SAME_LINE)
    return sorted(rule for line in lines for rule in _closed(line, sum(each.at for each in line) / len(line), _JOINT))


def levels(rules: Iterable[Rule], gap: float) -> list[Rule]:
    """Horizontal ``rules``, given and returned from the lowest up, with gaps of up to ``gap`` points closed.

    What is drawn cell by cell is one line across.
    """
    heights = itertools.groupby(rules, key=lambda rule: rule.at)
    return [rule for at, own in heights for rule in _closed(own, at, gap)]


def _closed(rules: Iterable[Rule], at: float, gap: float) -> Iterator[Rule]:
    """Rules on the height ``at``, those joined between which the gap is no wider than ``gap``."""
    spans = merged(((rule.start, rule.end) for rule in rules), gap)
    return (Rule(at, start, end) for start, end in spans)


def _take_segments(
    path: Painted,
    count: int,
    fill: int | None,
    drawn: tuple[list[Rule], list[Rule]],
    sides: tuple[list[_Edge], list[_Edge]],
) -> None:
    """Take the straight segments of a path: as rules, or as edges of an area that is ``fill``ed without outline."""
    middles = (path.bottom + path.top) / 2, (path.left + path.right) / 2
    for x0, y0, x1, y1 in _segments(path.address, count):
        for upright, (low, high, begin, end) in enumerate(((y0, y1, x0, x1), (x0, x1, y0, y1))):
            if abs(high - low) <= _STRAIGHT and abs(end - begin) >= _SHORTEST:
                rule = Rule((low + high) / 2, min(begin, end), max(begin, end))
                if fill is None:
                    drawn[upright].append(rule)
                else:
                    sides[upright].append(_Edge(fill, *rule, rule.at < middles[upright]))


def _fill_without_stroke(path: int) -> int | None:
    """The colour of an area without an outline, as one number; None if an outline is drawn."""
    modes = native.modes_of(path)
    if modes is None or modes[1]:
        return None
    red, green, blue, _ = fill_of(path) or (0, 0, 0, 0)
    return (red << 16) + (green << 8) + blue


def _segments(path: int, count: int) -> Iterator[tuple[float, float, float, float]]:
    drawn = native.pointer(path)
    native.object_matrix(drawn, _MATRIX_AT)
    a, b, c, d, e, f = _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f
    segments = list(map(native.pointer, map(native.path_segment, repeat(drawn), range(count))))
    points, _ = _POINTS.answers(native.segment_point, count, segments)
    kinds, closes = map(native.segment_kind, segments), map(native.segment_closes, segments)
    first = last = (0.0, 0.0)
    for (x, y), kind, is_closing in zip(points, kinds, closes, strict=True):
        here = (a * x + c * y + e, b * x + d * y + f)
        if kind == _LINE:
            yield *last, *here
        elif kind == _MOVE:
            first = here
        last = here
        if is_closing:
            yield *last, *first
