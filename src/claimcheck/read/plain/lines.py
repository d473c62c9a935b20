"""The lines of a text file: where they stand, which are quoted, and which every page repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.config.directives import PAGE, without_comment
from claimcheck.read.blocks.openings import opening
from claimcheck.read.sequences import median

_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"[^\w#]*\w{0,12}\W{0,3}#(?:\W{0,3}\w{0,12}\W{0,3}#)?\W*")
_GAP = re.compile(r"[ \xa0]{2,}|\t")
_DRAWN = re.compile(r"[\s|+:=_-]*(?:[=_-]{2,}[\s|+:]*)+")
LEAST_GAPS = 2  # between the columns of a table
MAX_LENGTH = 100  # characters
EDGE = 3  # lines at the top and the bottom of a page
MIN_PAGES = 3
MIN_SHARE = 0.5  # of the pages
# Without form feeds a page is known by the even distance of what comes back.
MIN_DISTANCE = 20  # lines
MAX_SPREAD = 0.2  # of the median distance
# One line that is not blank, without the blanks around it. What lies between two of them holds the line ends.
_LINE = re.compile(r"\S[^\n\r\f\x85\u2028\u2029]*")
_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028]")
_QUOTED = re.compile(r"(?:>[ \t]?)+(?=\S)")
_LAST_OF_SENTENCE = re.compile(r"[.!?:;。！？：；][\"'”’»)\]]*$")


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
        for index in (*_edge(lines, indices, top=True), *_edge(lines, indices, top=False)):
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


def _edge(lines: Sequence[Line], page: list[int], *, top: bool) -> list[int]:
    """The lines of a page that may be its header: those above a gap, or a first line that ends no sentence.

    Not ``top``: those that may be its footer, in the same way.
    """
    for count in range(min(EDGE, len(page) - 1), 0, -1):
        if lines[page[count if top else -count]].after_blank:
            return page[:count] if top else page[-count:]
    return [index for index in (page[:1] if top else page[-1:]) if not lines[index].ends_sentence]


def _at_even_distances(lines: Sequence[Line]) -> set[int]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) <= MAX_LENGTH and opening(line.text) is None and not _heads_table(lines, index):
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


def _heads_table(lines: Sequence[Line], index: int) -> bool:
    """Whether columns stand in a line and right below it, or a rule: tables of one report have the same years."""
    below = lines[index + 1] if index + 1 < len(lines) else None
    if below is None or below.after_blank or len(_GAP.findall(lines[index].text)) < LEAST_GAPS:
        return False
    return is_drawn(below.text) or len(_GAP.findall(below.text)) >= LEAST_GAPS


def is_drawn(text: str) -> bool:
    """Whether a line draws the frame of a table, or a rule."""
    return _DRAWN.fullmatch(text) is not None


class Line(NamedTuple):
    """A line of the source, without the blanks and quotation marks around it, as offsets.

    ``page`` counts form feeds from 0. ``row`` counts the lines that are not blank, ``line`` all of them, roughly.
    ``quoted`` is how deep the line is quoted, as in a letter.
    """

    start: int
    end: int
    text: str
    after_blank: bool
    indent: int = 0
    page: int = 0
    line: int = 0
    quoted: int = 0

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends like a sentence, or like what leads to a list."""
        return _LAST_OF_SENTENCE.search(self.text[-8:]) is not None

    @property
    def goes_on(self) -> bool:
        """Whether the line begins like the middle of a sentence."""
        return self.text[0].islower()


def lines(source: str) -> list[Line]:
    """The lines that are not blank."""
    return list(_unquoted(list(_lines(source)))) if ">" in source else list(_lines(source))


def _lines(source: str) -> Iterator[Line]:
    end = page = number = 0
    after_blank = True
    for match in _LINE.finditer(source):
        start = match.start()
        text = match[0].rstrip()
        if text.endswith(PAGE.closes) and (text := without_comment(text)) == "":
            continue  # the line is for the tool alone
        between = source[end:start]
        if between == "\n\n":
            after_blank, indent, number = True, 0, number + 2
        elif between == "\n" and end:
            after_blank, indent, number = False, 0, number + 1
        else:
            ends = [found.end() for found in _LINE_END.finditer(between)]
            if end:
                after_blank = len(ends) > 1 or "\f" in between or "\u2029" in between
            page += between.count("\f")
            number += len(ends)
            indent = len(between) - max(ends[-1] if ends else 0, between.rfind("\f") + 1)
        end = start + len(text)
        yield Line(start, end, text, after_blank, indent, page, number)


def _unquoted(found: list[Line]) -> Iterator[Line]:
    """Take the marks of quoted letters away: lines with such a mark stand together or alone."""
    quoted = gap = False
    for index, line in enumerate(found):
        if quoted and not line.text.strip("> \t"):
            # A line of nothing but marks is a blank line of the letter.
            gap = True
            continue
        mark = _QUOTED.match(line.text)
        if mark and not quoted and not line.after_blank:
            # One line that begins so may be a comparison, wrapped by chance before its sign.
            behind = found[index + 1].text if index + 1 < len(found) else ""
            mark = mark if behind.startswith(">") else None
        after_blank = line.after_blank or gap or quoted != (mark is not None)
        quoted, gap = mark is not None, False
        if mark:
            start = line.start + mark.end()
            line = line._replace(start=start, text=line.text[mark.end() :], quoted=mark[0].count(">"))
        yield line._replace(after_blank=after_blank)
