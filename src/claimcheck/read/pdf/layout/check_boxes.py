"""Check boxes of a form: a mark in a small frame goes with the label on its line, in whatever order they are drawn."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.read.pdf.page.content import Line, Picture

BALLOTS = "\u2610\u2611\u2612"  # signs that are boxes themselves
_MAX_MARKS = 300  # on one page
# In parts of the font size.
_SIDE = 2.5
_MIDDLE = 0.35
_SAME_LINE = 0.3
_REACH = 3.0


class Ticked(NamedTuple):
    """The mark of a box with its number among the lines of the page, and the label beside it."""

    number: int
    mark: Line
    label: Line


def ticked(lines: Sequence[tuple[int, Line]], shapes: Sequence[Picture]) -> Iterator[Ticked]:
    """The marked boxes among numbered lines of a page that have a label."""
    marks = [(index, line) for index, line in lines if _is_mark(line, shapes)][:_MAX_MARKS]
    if not marks:
        return
    taken = {index for index, _ in marks}
    labels = sorted(
        ((line.y, index, line) for index, line in lines if index not in taken), key=lambda e: e[:2]
    )
    heights = [y for y, _, _ in labels]
    for index, mark in marks:
        slack = _SAME_LINE * mark.size
        first, last = (
            bisect.bisect_left(heights, mark.y - slack),
            bisect.bisect_right(heights, mark.y + slack),
        )
        near = [(number, line) for _, number, line in labels[first:last] if _names(mark, line)]
        number, label = min(near, key=lambda each: each[1].left, default=(-1, mark))
        if number >= 0 and number not in taken:
            taken.add(number)
            yield Ticked(index, mark, label)


def _is_mark(line: Line, shapes: Sequence[Picture]) -> bool:
    """Whether a line is one sign that is a box, or stands in a frame hardly larger than itself."""
    if len(line.text) != 1 or line.turn or line.text.isdecimal():
        return False
    x, y = (line.left + line.right) / 2, line.y + _MIDDLE * line.size
    most = _SIDE * line.size
    return line.text in BALLOTS or any(
        each.left < x < each.right
        and each.bottom < y < each.top
        and each.right - each.left <= most
        and each.top - each.bottom <= most
        for each in shapes
    )


def _names(mark: Line, line: Line) -> bool:
    return (
        line.turn == mark.turn
        and len(line.text) > 1
        and 0 <= line.left - mark.right <= _REACH * mark.size
        and any(map(str.isalpha, line.text))
    )
