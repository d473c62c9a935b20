"""A run of characters that are drawn in one piece, turned upright.

Lengths are in points. x grows along the line, y grows upwards across it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

HYPHEN = "\x02"
"""What pdfium writes for a hyphen that ends a line; the word goes on right behind it."""
UNMAPPED = "\x01"
UPSIDE_DOWN = 2

_SAME = 0.02  # of the height
_BLANK_GAP = 0.15  # of the height: narrower than any blank between words
_STOPS, _STOP_GAP = "%.,;:)", 0.1
_NO_GAP = 0.02  # of the height, to either side: letters of one word

CharBox = tuple[float, float, float, float]
"""Left, top, right and bottom of a character on the page; the box is its font's, so one font is equally high."""


class Run(NamedTuple):
    """Characters without a blank between them, equally high and on one baseline; turned upright.

    ``bottom`` and ``top`` are those of the font. ``number`` is the index of the first character on the page,
    ``drawn`` the address of the object that draws it, ``last`` of the one that draws the last character.
    ``blank`` is the blank in front of it as pdfium has it, ``broken`` tells that pdfium sees a line end there.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    number: int
    drawn: int
    last: int
    blank: str
    broken: bool

    @property
    def height(self) -> float:
        """The height of the font, with what hangs below the line."""
        return self.top - self.bottom


# A page has hundreds of them: this goes without the function of Python that a named tuple has for it.
_run: Callable[[tuple[object, ...]], Run] = partial(tuple.__new__, Run)


def upright(
    text: str,
    first: CharBox,
    last: CharBox,
    origin: tuple[float, float],
    turn: int,
    number: int,
    drawn: tuple[int, int],
    blank: str,
    broken: bool,
) -> Run:
    """The run from ``first`` to ``last``, the boxes of its end characters, whose direction is ``turn``.

    ``drawn`` are the addresses of what draws these two.
    """
    left, top, right, bottom = first
    x, y = origin
    if turn == 0:
        return _run((text, left, last[2], bottom, top, y, number, *drawn, blank, broken))
    if turn == 1:
        return Run(text, bottom, last[1], -right, -left, -x, number, *drawn, blank, broken)
    if turn == UPSIDE_DOWN:
        return Run(text, -right, -last[0], -top, -bottom, -y, number, *drawn, blank, broken)
    return Run(text, -top, -last[3], left, right, x, number, *drawn, blank, broken)


def lengthened(run: Run, text: str, end: Run) -> Run:
    """``run`` as far as ``end``, the last character of ``text``."""
    if end is run:
        return run
    _, left, _, bottom, top, base, number, drawn, _, blank, broken = run
    return _run((text, left, end.right, bottom, top, base, number, drawn, end.last, blank, broken))


def alike(first: CharBox, last: CharBox) -> bool:
    """Whether both ends of a word are equally high, and on one line with each other."""
    slack = _SAME * (first[1] - first[3])
    if abs(first[1] - last[1]) <= slack and abs(first[3] - last[3]) <= slack:
        return first[0] <= last[2]
    slack = _SAME * (first[2] - first[0])
    return abs(first[0] - last[0]) <= slack and abs(first[2] - last[2]) <= slack


def joins(run: Run, end: Run, each: Run) -> bool:
    """Whether a character goes on a run whose last one is ``end``, and that may be drawn in several pieces."""
    height = run.top - run.bottom
    slack = _SAME * height
    alike = abs(run.base - each.base) <= slack and abs(each.top - each.bottom - height) <= slack
    return end.text[-1] != HYPHEN and alike and not is_apart(end, each, height)


def is_apart(run: Run, after: Run, height: float) -> bool:
    """Whether a gap between two runs is a blank: a narrower one is behind a stop, where letters do not touch."""
    gap = after.left - run.right
    if gap <= _STOP_GAP * height:
        return False
    return gap > _BLANK_GAP * height or (run.text[-1] in _STOPS and after.text[0].isalpha())


def touch(before: CharBox, after: CharBox) -> bool:
    """Whether two characters of a level line stand as near to each other as the letters of a word."""
    return abs(after[0] - before[2]) <= _NO_GAP * (after[1] - after[3])
