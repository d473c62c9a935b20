"""Page headers and footers of a text file: lines that come back page by page and cut the text that runs on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from claimcheck.read.averages import median
from claimcheck.read.blocks.openings import opening
from claimcheck.read.plain.lines import Line

_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"[^\w#]*\w{0,12}\W{0,3}#(?:\W{0,3}\w{0,12}\W{0,3}#)?\W*")
MAX_LENGTH = 100  # characters
EDGE = 3  # lines at the top and the bottom of a page
MIN_PAGES = 3
MIN_SHARE = 0.5  # of the pages
# Without form feeds a page is known by the even distance of what comes back.
MIN_DISTANCE = 20  # lines
MAX_SPREAD = 0.2  # of the median distance


def running_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines that are page headers, footers or page numbers."""
    if not lines:
        return set()
    return _at_edges(lines) if lines[-1].page + 1 >= MIN_PAGES else _at_even_distances(lines)


def _key(line: Line) -> str:
    return " ".join(_DIGITS.sub("#", line.text).split())


def _at_edges(lines: Sequence[Line]) -> set[int]:
    pages: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        pages[line.page].append(index)
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for page, indices in pages.items():
        for index in (*_top(lines, indices), *_bottom(lines, indices)):
            if len(lines[index].text) <= MAX_LENGTH:
                found[_key(lines[index])].setdefault(page, index)
    least = max(MIN_PAGES, MIN_SHARE * len(pages))
    return {
        index
        for key, places in found.items()
        # The number of a page may stand between a left and a right header: those come on every other page.
        if len(places) >= (least if not _NUMBERED.fullmatch(key) else MIN_PAGES)
        for index in places.values()
    }


def _top(lines: Sequence[Line], page: list[int]) -> list[int]:
    """The lines of a page that may be its header: those above a gap, or a first line that ends no sentence."""
    for count in range(min(EDGE, len(page) - 1), 0, -1):
        if lines[page[count]].after_blank:
            return page[:count]
    return [index for index in page[:1] if not lines[index].ends_sentence]


def _bottom(lines: Sequence[Line], page: list[int]) -> list[int]:
    for count in range(min(EDGE, len(page) - 1), 0, -1):
        if lines[page[-count]].after_blank:
            return page[-count:]
    return [index for index in page[-1:] if not lines[index].ends_sentence]


def _at_even_distances(lines: Sequence[Line]) -> set[int]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) <= MAX_LENGTH and opening(line.text) is None:
            found[_key(line)].append(index)
    running: set[int] = set()
    for indices in found.values():
        if len(indices) < MIN_PAGES:
            continue
        distances = [lines[behind].line - lines[before].line for before, behind in pairwise(indices)]
        middle = median(distances)
        if middle >= MIN_DISTANCE and max(abs(each - middle) for each in distances) <= MAX_SPREAD * middle:
            running.update(indices)
    return running
