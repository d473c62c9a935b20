"""Lines of prose: runs of long lines of about one width below each other, which no table holds.

A line that is stretched between the edges of its paragraph has wide gaps as well; unlike those of a table they are
all alike.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.sequences import runs

_MIN_LINES = 4
_MIN_LENGTH = 30  # characters
_MAX_DROP = 1.75  # of the font size
_SAME_LEFT = 0.5
_SAME_SIZE = 1.03
_WIDTH = 0.8  # of the widest line
_FULL = 0.8  # of the lines but the last
_MAX_DIGITS = 0.15  # of the characters
_WIDE = 2.5  # heights of the line, of a gap
_EVEN = 1.25  # of the narrowest gap
_MIN_GAPS = 2
_SAME_EDGE = 0.3  # of the font size


def prose_lines(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The numbers of those lines that are prose."""
    found = runs(lines, lambda run, each: _follows(run[-1][1], each[1]))
    return {index for run in found if _is_prose([line for _, line in run]) for index, _ in run}


def stretched_lines(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The numbers of those lines that are set apart word by word, to the edges of the full line above or below."""
    found = set()
    for (_, above), (index, line) in itertools.pairwise(lines):
        if _is_stretched(line) and _is_full_beside(above, line, above):
            found.add(index)
    for (index, line), (_, below) in itertools.pairwise(lines):
        if _is_stretched(line) and _is_full_beside(line, below, below):
            found.add(index)
    return found


def _is_stretched(line: Line) -> bool:
    """Whether all blanks between the words of a line are wide, and about as wide as each other."""
    if len(line.gaps) < _MIN_GAPS or len(line.gaps) != line.text.count(" "):
        return False
    widths = [gap.width for gap in line.gaps]
    return max(widths) <= _EVEN * min(widths)


def _is_full_beside(line: Line, below: Line, full: Line) -> bool:
    """Whether two lines below each other have the same edges, and ``full`` is one of them without wide gaps."""
    slack = _SAME_EDGE * below.size
    return (
        _follows(line, below)
        and line.turn == below.turn
        and abs(line.left - below.left) <= slack
        and abs(line.right - below.right) <= slack
        and len(full.text) >= _MIN_LENGTH
        and (not full.gaps or _is_stretched(full))
    )


def _follows(line: Line, below: Line) -> bool:
    drop = (line.y - below.y) / (below.size or 1.0)
    sizes = max(line.size, below.size) <= _SAME_SIZE * min(line.size, below.size)
    return 0 < drop <= _MAX_DROP and sizes and abs(line.left - below.left) <= _SAME_LEFT * below.size


def _is_prose(run: list[Line]) -> bool:
    if len(run) < _MIN_LINES:
        return False
    inner = run[:-1]
    widest = max(line.right - line.left for line in run)
    full = [
        line
        for line in inner
        if line.right - line.left >= _WIDTH * widest
        and len(line.text) >= _MIN_LENGTH
        and all(gap.width < _WIDE for gap in line.gaps)
    ]
    if len(full) < _FULL * len(inner):
        return False
    digits = sum(sum(map(str.isdigit, line.text)) for line in run)
    return digits <= _MAX_DIGITS * sum(len(line.text) for line in run)


def begins_note(line: Line) -> bool:
    """Whether a line is no row of a table: a raised number opens it, and a run of words follows."""
    first = line.marks[0] if line.marks else None
    raised = first is not None and first.lifted and first.start == line.start
    return (raised or line.text[:1] in _RAISED_DIGITS) and len(line.text.split()) > _WORDS_OF_NOTE


_RAISED_DIGITS = tuple("\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079")
_WORDS_OF_NOTE = 4
