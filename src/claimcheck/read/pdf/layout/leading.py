"""How the lines of a PDF page are set, and which stand side by side: cells of rows, and check boxes with labels."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Line, Picture
from claimcheck.read.sequences import runs

ENDS_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
# In parts of the font size, unless said otherwise.
USUAL_LEADING = 1.25
MAX_LEADING = 2.4
LEADING_SLACK = 1.25  # of the usual leading
EDGE = 4.0  # points
_MIN_LEADING = 0.8
_SIZE_SLACK, _SIZE_SLACK_IN_SENTENCE = 1.04, 1.12  # of the smaller size
_MIN_SET_LINES = 4  # that show how those at a left edge are set
_WIDE = 20.0  # half a line of prose

_SAME_BASELINE = 0.3  # of the font size
_NEXT_LINE = 1.6
_MIN_HANGING = 3.0
_ALIGNED = 2.0  # points
_COLUMN_GAP = 2.5  # heights of the line
_FIGURE_GAP = 1.0
_MAX_LABEL = 100
_MAX_MEAN_CELL = 30
_MIN_COLUMNS = 3
_DASHES, _EVEN = "-–—", 1.5
_CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){2,}\.?")
_FIGURE = re.compile(
    r"[(\[]?[-–+~<>≤≥±$€£¥]*\s?\d[\d.,'\u2009\u202f\xa0 ]*(?:[%‰]|pp)?[)\]*]?|n\.?/?a\.?|[-–—•*]+", re.IGNORECASE
)

BALLOTS = "\u2610\u2611\u2612"  # signs that are boxes themselves
_MAX_MARKS = 300  # on one page
# In parts of the font size.
_SIDE = 2.5
_MIDDLE = 0.35
_SAME_LINE = 0.3
_REACH = 3.0


def usual_leading(lines: list[Line]) -> Mapping[tuple[int, int | None], float]:
    """The commonest distance of lines for each font size, in parts of that size: at any left edge (None), and at each.

    At one edge only wide lines tell it, which are those of prose. Sizes are rounded to points, edges to ``EDGE``.
    """
    found: dict[tuple[int, int | None], Counter[float]] = defaultdict(Counter)
    for line, below in itertools.pairwise(lines):
        ratio = (line.y - below.y) / (below.size or 1)
        overlap = line.left < below.right and below.left < line.right
        if _MIN_LEADING < ratio < MAX_LEADING and overlap and same_type(line, below, False):
            found[round(below.size), None][round(ratio, 2)] += 1
            if is_wide(line):
                found[round(below.size), round(below.left / EDGE)][round(ratio, 2)] += 1
    told = {key: own for key, own in found.items() if key[1] is None or own.total() >= _MIN_SET_LINES}
    return {key: min(own, key=lambda ratio: (-own[ratio], ratio)) for key, own in told.items()}


def is_wide(line: Line) -> bool:
    """Whether a line is as wide as lines of prose are."""
    return line.right - line.left > _WIDE * line.size


def same_type(line: Line, other: Line, flows: bool) -> bool:
    """Whether two lines are set in one type; a sentence that ``flows`` may change its weight."""
    slack = _SIZE_SLACK_IN_SENTENCE if flows else _SIZE_SLACK
    if line.turn != other.turn or max(line.size, other.size) > slack * min(line.size, other.size):
        return False
    return flows or line.bold is None or other.bold is None or line.bold == other.bold


def rows(lines: Iterable[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    """Group consecutive numbered lines that stand on one baseline, from left to right."""

    def goes_on(row: list[tuple[int, Line]], each: tuple[int, Line]) -> bool:
        last, line = row[-1][1], each[1]
        level = abs(last.y - line.y) <= _SAME_BASELINE * max(last.size, line.size)
        return level and last.turn == line.turn and line.left >= last.right

    return runs(lines, goes_on)


def table_row(row: list[Line]) -> list[Line]:
    """The cells of ``row`` if it is one of a table: figures in columns, or at least three short columns."""
    if _is_whole(row):
        return []
    cells = [cell for line in row for cell in split(line, _FIGURE_GAP)]
    figures = [_FIGURE.fullmatch(cell.text) is not None for cell in cells]
    if sum(figures) > 1:
        return cells
    cells = columns(row)
    if len(cells) < 2:
        return []
    if _FIGURE.fullmatch(cells[-1].text) and all(len(cell.text) <= _MAX_LABEL for cell in cells):
        return cells
    short = sum(len(cell.text) for cell in cells) <= _MAX_MEAN_CELL * len(cells)
    return cells if short and len(cells) >= _MIN_COLUMNS else []


def labelled(found: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """``found``, the cells of one row after another, without rows of bare figures that no row with words is near.

    Those are the labels of a chart.
    """
    figures = [bool(cells) and all(_FIGURE.fullmatch(cell.text) for cell in cells) for cells in found]
    for bare, alike in itertools.groupby(range(len(found)), key=figures.__getitem__):
        numbers = list(alike)
        ends = [at for at in (numbers[0] - 1, numbers[-1] + 1) if 0 <= at < len(found)]
        in_table = not bare or any(found[at] for at in ends)
        yield from [found[at] if in_table else [] for at in numbers]


def columns(row: list[Line], below: Line | None = None) -> list[Line]:
    """The lines of ``row``, split at gaps as wide as between columns, or where the line ``below`` begins."""
    if _is_whole(row):
        return row
    if below is not None and len(row) == 1:
        row = _split_above(row[0], below)
    return [cell for line in row for cell in split(line, _COLUMN_GAP)]


def _is_whole(row: Sequence[Line]) -> bool:
    """Whether a row is one line without a wide gap, as most are: nothing can part it."""
    return len(row) == 1 and not row[0].gaps


def split(line: Line, width: float) -> list[Line]:
    """Split ``line`` at each gap of at least ``width`` heights, and before a bullet, but not right behind one."""
    if not line.gaps:
        return [line]
    borders = [line.start, *(gap.at for gap in line.gaps), line.end]
    texts = [line.text[start - line.start : end - line.start].strip() for start, end in pairwise(borders)]
    bullets = [openings.is_bullet(text) for text in texts]
    bullets[0] |= _CHAPTER.fullmatch(texts[0]) is not None
    for at, (gap, behind) in enumerate(pairwise(line.gaps), 1):
        # In a stretched line a dash that parts words stands between blanks of one width.
        bullets[at] &= texts[at] not in _DASHES or gap.width > _EVEN * behind.width
    beside = zip(line.gaps, bullets, bullets[1:], strict=False)
    return line.cut([gap for gap, left, right in beside if not left and (right or gap.width >= width)])


def _split_above(line: Line, below: Line) -> list[Line]:
    """Split a label from the text beside it, if that text goes on in ``below``, which begins under it.

    A bullet or the number of an item is no label.
    """
    marker = openings.opening(line.text)
    first = line.gaps[0].at - line.start if line.gaps else 0
    if marker is not None and first == marker.length:
        return [line]
    dropped = line.y - below.y
    hanging = below.left > line.left + _MIN_HANGING * line.size and 0 < dropped <= _NEXT_LINE * line.size
    cuts = [gap for gap in line.gaps if abs(gap.right - below.left) < _ALIGNED] if hanging else []
    return line.cut(cuts[:1])


def ticked(lines: Sequence[tuple[int, Line]], shapes: Sequence[Picture]) -> Iterator[tuple[int, Line, Line]]:
    """The number and mark of each box that is marked among the lines of a page, and the label beside it."""
    marks = [(index, line) for index, line in lines if _is_mark(line, shapes)][:_MAX_MARKS]
    if not marks:
        return
    taken = {index for index, _ in marks}
    free = ((line.y, index, line) for index, line in lines if index not in taken)
    labels = sorted(free, key=lambda each: each[:2])
    heights = [y for y, _, _ in labels]
    for index, mark in marks:
        slack = _SAME_LINE * mark.size
        level = labels[bisect_left(heights, mark.y - slack) : bisect_right(heights, mark.y + slack)]
        near = [(number, line) for _, number, line in level if _names(mark, line)]
        number, label = min(near, key=lambda each: each[1].left, default=(-1, mark))
        if number >= 0 and number not in taken:
            taken.add(number)
            yield index, mark, label


def _is_mark(line: Line, shapes: Sequence[Picture]) -> bool:
    """Whether a line is one sign that is a box, or stands in a frame hardly larger than itself."""
    if len(line.text) != 1 or line.turn or line.text.isdecimal():
        return False
    x, y = (line.left + line.right) / 2, line.y + _MIDDLE * line.size
    most = _SIDE * line.size
    around = [each for each in shapes if each.left < x < each.right and each.bottom < y < each.top]
    return line.text in BALLOTS or any(max(e.right - e.left, e.top - e.bottom) <= most for e in around)


def _names(mark: Line, line: Line) -> bool:
    near = line.turn == mark.turn and 0 <= line.left - mark.right <= _REACH * mark.size
    return near and len(line.text) > 1 and any(map(str.isalpha, line.text))
