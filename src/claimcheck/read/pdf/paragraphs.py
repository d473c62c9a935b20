"""From the lines of a PDF page to drafts of blocks: paragraphs, list items, table rows, notes.

Lines keep the order of the file, which follows columns better than any order by place. A few drafts stay open
at once, so that text whose columns were written line by line comes out column by column.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from claimcheck.read.blocks import openings
from claimcheck.read.pdf import rows as pdf_rows
from claimcheck.read.pdf.page import HYPHEN, Line, PageText

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.3
_USUAL_LEADING = 1.25
_MAX_USUAL_LEADING = 1.75
_MIN_LEADING, _MAX_LEADING = 0.8, 2.4
_LEADING_SLACK = 1.25  # of the usual leading
_SIZE_SLACK = 1.04  # of the smaller size
_SIZE_SLACK_IN_SENTENCE = 1.12
_MIN_INDENT, _MAX_INDENT = 0.8, 4.0
_BULLET_REACH = 5.0
_LETTER_WIDTH = 0.5
_SMALL = 0.92  # of the body size

_OPEN_DRAFTS = 4
_MAX_BULLETS = 500  # written apart from their text, on one page
_ENDS = re.compile(r"[.!?:;。！？：；][\"'”’»)\]]*$")
_ENDS_SENTENCE = re.compile(r"[.!?。！？][\"'”’»)\]]*$")
_SMALL_NOTE = re.compile(
    r"(?:\((?P<bracket>\d{1,2}|[a-z])\)|(?P<sign>[*†‡]{1,3})|(?P<number>\d{1,2})[.)]?)\s+(?=\S)"
)


@dataclass(slots=True)
class Draft:
    """A block to be. ``skip`` is the length of the marker or label that its first line begins with.

    ``right`` is the right edge of its lines.
    """

    lines: list[Line]
    marker: openings.Opening | None = None
    is_item: bool = False
    note: str | None = None
    skip: int = 0
    is_row: bool = False
    running: bool = False

    right: float = -math.inf

    def __post_init__(self) -> None:
        self.right = max(line.right for line in self.lines)

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)
        self.right = max(self.right, line.right)


def drafts(page: PageText, body_size: float, running: frozenset[int]) -> list[Draft]:
    """Group the lines of a page; ``running`` holds the indexes of its repeated header and footer lines."""
    return _Grouper(page, body_size).run(running)


class _Grouper:
    def __init__(self, page: PageText, body_size: float) -> None:
        self._page = page
        self._small = _SMALL * body_size
        self._leading = _usual_leading(page.lines)
        self._bullets = [line for line in page.lines if openings.is_bullet(line.text)][:_MAX_BULLETS]
        marks = [(line, mark) for line in page.lines for mark in line.marks]
        self._labels = {label for line, mark in marks if mark.start > line.start for label in mark.labels}
        self._drafts: list[Draft] = []
        self._open: list[Draft] = []

    def run(self, running: frozenset[int]) -> list[Draft]:
        lines = self._page.lines
        self._drafts += [Draft([lines[index]], running=True) for index in sorted(running)]
        for row in pdf_rows.rows((at, line) for at, line in enumerate(lines) if at not in running):
            row_lines = [line for _, line in row]
            if cells := pdf_rows.table_row(row_lines):
                self._drafts.append(Draft(cells, is_row=True))
                continue
            after = row[-1][0] + 1
            for line in pdf_rows.columns(row_lines, lines[after] if after < len(lines) else None):
                if not openings.is_bullet(line.text):
                    self._place(line)
        self._drafts.sort(key=lambda draft: draft.lines[0].start)
        return self._drafts

    def _place(self, line: Line) -> None:
        """Add ``line`` to the open draft that it continues, or begin a new one with it."""
        marker = openings.opening(line.text)
        note = self._note(line)
        bulleted = any(_belongs(bullet, line) for bullet in self._bullets)
        draft = None if note or bulleted else self._continued(line)
        if draft and (marker is None or not openings.may_interrupt(marker, draft.marker)):
            draft.add(line)
        else:
            label, skip = note or (None, marker.length if marker else 0)
            draft = Draft([line], marker, bulleted or marker is not None, label, skip)
            self._drafts.append(draft)
        self._open = [*(each for each in self._open if each is not draft), draft][-_OPEN_DRAFTS:]

    def _continued(self, line: Line) -> Draft | None:
        for draft in reversed(self._open):
            if self._goes_on(draft, line):
                return draft
        return self._open[-1] if self._open and _in_next_column(self._open[-1], line) else None

    def _goes_on(self, draft: Draft, line: Line) -> bool:
        """Whether ``line`` is the next line of ``draft``."""
        last = draft.lines[-1]
        flows = _flows(last, line)
        down = last.y - line.y
        if down <= _SAME_BASELINE * line.size or down > self._reach(draft, line, flows):
            return False
        if not _same_type(last, line, flows) or line.left >= draft.right or line.right <= last.left:
            return False
        return flows or not _begins_paragraph(draft, line)

    def _reach(self, draft: Draft, line: Line, flows: bool) -> float:
        """How far below the last line the next one may stand, in points."""
        usual = self._leading.get(round(line.size), _USUAL_LEADING)
        if usual > _MAX_USUAL_LEADING and not flows:
            usual = _USUAL_LEADING
        reach = min(_LEADING_SLACK * usual, _MAX_LEADING) * line.size
        if len(draft.lines) > 1:
            own = draft.lines[-2].y - draft.lines[-1].y
            reach = min(reach, _LEADING_SLACK * own) if own > 0 else reach
        return reach

    def _note(self, line: Line) -> tuple[str, int] | None:
        """Label of the note that ``line`` begins, and the length of the marker."""
        if line.marks and line.marks[0].start == line.start and line.marks[0].labels:
            return line.marks[0].labels[0], 0
        if found := openings.note_label(line.text):
            return found
        match = _SMALL_NOTE.match(line.text) if line.size <= self._small else None
        if match is None:
            return None
        label = match["bracket"] or match["sign"] or match["number"]
        bottom, top = self._page.edges(line.turn)
        # A figure may begin a small line as well: a bare number counts only if a mark on the page asks for it.
        low = not match["number"] and line.y <= (bottom + top) / 2
        return (label, match.end()) if low or label in self._labels else None


def _usual_leading(lines: list[Line]) -> dict[int, float]:
    """The commonest distance of lines for each font size (rounded to points), in parts of that size."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for line, below in itertools.pairwise(lines):
        ratio = (line.y - below.y) / (below.size or 1)
        overlap = line.left < below.right and below.left < line.right
        if _MIN_LEADING < ratio < _MAX_LEADING and overlap and _same_type(line, below, False):
            found[round(below.size)][round(ratio, 2)] += 1
    return {size: min(ratios, key=lambda ratio: (-ratios[ratio], ratio)) for size, ratios in found.items()}


def _same_type(line: Line, other: Line, flows: bool) -> bool:
    slack = _SIZE_SLACK_IN_SENTENCE if flows else _SIZE_SLACK
    if line.turn != other.turn or max(line.size, other.size) > slack * min(line.size, other.size):
        return False
    return line.text.endswith(HYPHEN) or line.bold is None or other.bold is None or line.bold == other.bold


def _flows(line: Line, below: Line) -> bool:
    """Whether a sentence plainly goes on from one line to the other."""
    return line.text.endswith(HYPHEN) or (below.text[:1].islower() and not _ENDS.search(line.text))


def _begins_paragraph(draft: Draft, line: Line) -> bool:
    """Whether ``line`` is indented, or the last line of ``draft`` was ended although there was room."""
    last = draft.lines[-1]
    if not _ENDS_SENTENCE.search(last.text):
        return False
    indent = (line.left - last.left) / line.size
    if _MIN_INDENT <= indent <= _MAX_INDENT and not (draft.is_item and len(draft.lines) == 1):
        return True
    first_word = line.text.split(maxsplit=1)[0]
    room = draft.right - last.right - _LETTER_WIDTH * line.size * (len(first_word) + 2)
    return room > 0 and not line.text[:1].islower()


def _in_next_column(draft: Draft, line: Line) -> bool:
    """Whether a sentence goes on at the top of the column to the right."""
    last = draft.lines[-1]
    return (
        line.y > last.y
        and line.left >= draft.right
        and not draft.is_item
        and _flows(last, line)
        and _same_type(last, line, False)
    )


def _belongs(bullet: Line, line: Line) -> bool:
    """Whether a bullet that was written apart stands in front of ``line``."""
    return (
        bullet.turn == line.turn
        and abs(bullet.y - line.y) <= _SAME_BASELINE * line.size
        and 0 < line.left - bullet.left < _BULLET_REACH * line.size
    )
