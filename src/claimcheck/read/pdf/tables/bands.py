"""The rows that a table of texts may have, between levels of one width, and the white where its columns part."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from claimcheck.read.pdf.page.rules import Rule
from claimcheck.read.pdf.tables.fragments import Fragment
from claimcheck.read.sequences import merged

MAX_STACKS = 60
"""Widths of rules on one page; those after the first so many are of a drawing."""
MIN_BAND = 6.0
"""Height in points of the lowest row."""
MIDDLE = 0.25
"""How far above its baseline a line has its middle, in parts of the font size."""
_SAME_END = 4.0  # points
_SHORTEST = 100.0  # points, of a level
_BESIDE = 30.0  # points, of the column of labels of groups
_SECTION_LINES = 2
_MAX_ROW_LINES = 55  # that have room in it
_MIN_LEVELS = 2
_APART = 2.2  # of the font size
_BELOW = 1.9  # of the font size, of lines that stand under the last rule

_FEW_ROWS = 2  # in which no text may cross a gutter
_NARROWEST = 0.35  # of the font size, of a gutter
_FILLED = 0.2  # of the rows, of a column
_SIGN = 2  # characters of a bullet
_BULLET_REACH = 3.0  # of the font size
Span = tuple[float, float]


class Band(Struct):
    """What stands between two levels; one that is ``open`` has none below it."""

    top: float
    bottom: float
    fragments: list[Fragment] = field(default_factory=list)
    open: bool = False


def stacks_of(drawn: Sequence[Rule]) -> list[list[Rule]]:
    """Levels of one width below each other."""
    stacks: list[list[Rule]] = []
    for level in drawn:
        if level.end - level.start < _SHORTEST:
            continue
        for stack in stacks:
            same = abs(level.start - stack[0].start) <= _SAME_END and abs(level.end - stack[0].end) <= _SAME_END
            if same:
                if stack[-1].at - level.at >= MIN_BAND:
                    stack.append(level)
                break
        else:
            if len(stacks) < MAX_STACKS:
                stacks.append([level])
    joined = [each for stack in stacks if (each := _with_labels(stack, stacks)) is not None]
    return [stack for stack in (*joined, *stacks) if len(stack) >= _MIN_LEVELS]


def _with_labels(stack: Sequence[Rule], stacks: Sequence[Sequence[Rule]]) -> list[Rule] | None:
    """A stack together with wider levels above it, which rule off the labels of groups of its rows as well."""
    if len(stack) < _MIN_LEVELS:
        return None
    left, right, top = stack[0].start, stack[0].end, stack[0].at
    for wide in stacks:
        over = [level for level in wide if level.at > top]
        same_end = abs(wide[0].end - right) <= 2 * _SAME_END
        if over and same_end and _BESIDE <= left - wide[0].start <= (right - left) / 2:
            return sorted([*wide, *stack], reverse=True)
    return None


def bands_of(stack: Sequence[Rule], inside: Sequence[Fragment]) -> Iterator[Band]:
    """The bands from the top down; what stands right under the last rule is one that is ``open``."""
    bands = [Band(above.at, below.at) for above, below in itertools.pairwise(stack)]
    last = stack[-1].at
    under: list[Fragment] = []
    number = 0
    for each in sorted(inside, key=lambda item: -item.y):
        height = each.y + MIDDLE * each.size
        while number < len(bands) and height <= bands[number].bottom:
            number += 1
        if number < len(bands):
            if height < bands[number].top:
                bands[number].fragments.append(each)
        elif (under[-1].y if under else last) - each.y <= _BELOW * each.size:
            under.append(each)
        else:
            break
    yield from bands
    if under:
        yield Band(last, min(each.y for each in under) - under[-1].size / 2, under, open=True)


def runs_of(bands: Iterator[Band]) -> Iterator[list[Band]]:
    """Bands below each other that may be the rows of one table."""
    run: list[Band] = []
    for band in bands:
        if _is_no_row(band):
            yield run
            run = []
        else:
            run.append(band)
    yield run


def _is_no_row(band: Band) -> bool:
    """Whether a band is high and empty, or has room for many lines, or is a note under a table or the next title.

    The text of these is in one column, and stands on several heights or far apart.
    """
    height, sizes = band.top - band.bottom, [each.size for each in band.fragments]
    if not sizes:
        return height > 4 * MIN_BAND
    heights = sorted({round(each.y) for each in band.fragments})
    drops = (upper - lower for lower, upper in itertools.pairwise(heights))
    apart = len(heights) > _SECTION_LINES or any(drop > _APART * max(sizes) for drop in drops)
    return (apart and not has_columns(band)) or height / min(sizes) > _MAX_ROW_LINES


def has_columns(band: Band) -> bool:
    """Whether its text stands in columns."""
    end = float("-inf")
    for each in sorted(band.fragments, key=lambda item: item.left):
        if each.left > end + each.size / 2 and end > float("-inf"):
            return True
        end = max(end, each.right)
    return False


def gutters(rows: Sequence[Sequence[Fragment]], share: float) -> list[float]:
    """The x of the walls between columns, from the left; ``rows`` are the fragments of each row, the first on top.

    ``share`` is the part of the rows in which texts may run across a wall.
    """
    least = _NARROWEST * min(each.size for row in rows for each in row)
    stretches = [merged(((each.left, each.right) for each in row), 0.0) for row in rows]
    found = list(_open(stretches, 0, least))
    if len(rows) > _FEW_ROWS:
        crossed = _open(stretches, max(1, int(share * len(rows))), least)
        found += [span for span in crossed if all(span[0] >= end or span[1] <= start for start, end in found)]
    return _without_thin(sorted(_wall(span, rows) for span in found), rows)


def _open(rows: Sequence[list[Span]], allowed: int, least: float) -> Iterator[Span]:
    """The stretches at least ``least`` wide that are covered in at most ``allowed`` rows, without those outside."""
    depth = 0
    begin: float | None = None
    for x, step in _ends(span for row in rows for span in row):
        if begin is not None and depth <= allowed < depth + step:
            if x - begin >= least:
                yield (begin, x)
            begin = None
        elif begin is None and depth + step <= allowed < depth:
            begin = x
        depth += step


def _ends(spans: Iterable[Span]) -> list[tuple[float, int]]:
    """Where spans begin (1) and end (-1), in order."""
    return sorted(end for left, right in spans for end in ((left, 1), (right, -1)))


def _wall(span: Span, rows: Iterable[Iterable[Fragment]]) -> float:
    """The middle of the widest stretch of a gutter that fewest texts cross."""
    start, end = span
    over = [each for row in rows for each in row if each.left < end and each.right > start]
    depth, x = 0, start
    best = (len(over) + 1, 0.0, (start + end) / 2)
    for at, step in [*_ends((max(start, each.left), min(end, each.right)) for each in over), (end, 0)]:
        if at > x:
            best = min(best, (depth, x - at, (x + at) / 2))
        depth, x = depth + step, max(x, at)
    return best[2]


def _without_thin(walls: Sequence[float], rows: Sequence[Sequence[Fragment]]) -> list[float]:
    """The walls without those right of a column that holds bullets only, or text in few rows and no header."""
    borders = [*walls, float("inf")]
    kept: list[float] = []
    start = float("-inf")
    for wall, end in zip(borders, [*borders[1:], None], strict=True):
        filled = [_holds_text(row, start, wall) for row in rows]
        if sum(filled) >= max(1, _FILLED * len(rows)) or (filled[0] and len(rows) > _FEW_ROWS):
            if end is not None:
                kept.append(wall)
            start = wall
        elif end is None and kept:
            kept.pop()
    return kept


def _holds_text(row: Sequence[Fragment], start: float, end: float) -> bool:
    """Whether a column of a row holds more than bullets, which stand close before a text."""
    held = [each for each in row if start < each.middle < end]
    signs = [each for each in held if len(each.text) <= _SIGN and not any(map(str.isalnum, each.text))]
    if not held or len(signs) < len(held):
        return bool(held)
    return not all(any(_leads(sign, each) for each in row) for sign in signs)


def _leads(sign: Fragment, text: Fragment) -> bool:
    return 0 <= text.left - sign.right <= _BULLET_REACH * sign.size and abs(text.y - sign.y) <= sign.size / 2
