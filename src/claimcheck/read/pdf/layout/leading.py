"""How the lines of a PDF page are set: their usual distance, their type, and what parts its paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from claimcheck.read.pdf.page.content import Line

Sign = Literal["edge", "blanks"] | None
ENDS_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
# In parts of the font size, unless said otherwise.
USUAL_LEADING = 1.25
MAX_LEADING = 2.4
LEADING_SLACK = 1.25  # of the usual leading
EDGE = 4.0  # points
_MIN_LEADING = 0.8
_SIZE_SLACK, _SIZE_SLACK_IN_SENTENCE = 1.04, 1.12  # of the smaller size
_MIN_SET_LINES = 4  # that show how those at a left edge are set
_MIN_PARTED = 3  # paragraphs with a blank above
_MIN_EVEN = 8  # lines that end where the one below does
_SAME_EDGE = 1.0  # points
_EARLY = 0.8
_WIDE = 20.0  # half a line of prose


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
    return {
        key: min(ratios, key=lambda ratio: (-ratios[ratio], ratio))
        for key, ratios in found.items()
        if key[1] is None or ratios.total() >= _MIN_SET_LINES
    }


def paragraph_sign(lines: Sequence[Line], leading: Mapping[tuple[int, int | None], float]) -> Sign:
    """What tells where paragraphs of a page end, beside the words.

    Where text is set to one width it is the "edge" that a last line does not reach, and where "blanks" stand below
    most lines that end a sentence early, a line that ends early tells nothing by itself.
    """
    apart = near = even = uneven = 0
    for line, below in itertools.pairwise(lines):
        if (
            abs(line.left - below.left) > _SAME_EDGE
            or not same_type(line, below, False)
            or not is_wide(below)
        ):
            continue
        if not ENDS_SENTENCE.search(line.text):
            even += is_wide(line) and abs(line.right - below.right) <= _SAME_EDGE
            uneven += is_wide(line) and abs(line.right - below.right) > _SAME_EDGE
        elif below.text[:1].isupper():
            usual = leading.get((round(below.size), None), USUAL_LEADING) * below.size
            down = line.y - below.y
            apart += LEADING_SLACK * usual < down <= MAX_LEADING * below.size
            near += 0 < down <= LEADING_SLACK * usual and below.right - line.right > _EARLY * below.size
    if even >= uneven:
        return "edge" if even >= _MIN_EVEN else None
    return "blanks" if apart >= _MIN_PARTED and apart > near else None


def is_wide(line: Line) -> bool:
    """Whether a line is as wide as lines of prose are."""
    return line.right - line.left > _WIDE * line.size


def same_type(line: Line, other: Line, flows: bool) -> bool:
    """Whether two lines are set in one type; a sentence that ``flows`` may change its weight."""
    slack = _SIZE_SLACK_IN_SENTENCE if flows else _SIZE_SLACK
    if line.turn != other.turn or max(line.size, other.size) > slack * min(line.size, other.size):
        return False
    return flows or line.bold is None or other.bold is None or line.bold == other.bold
