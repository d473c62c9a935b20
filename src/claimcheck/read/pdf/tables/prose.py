"""Lines of prose: runs of long lines of about one width below each other, which no table holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.read.pdf.page.content import Line

_MIN_LINES = 4
_MIN_LENGTH = 30  # characters
_MAX_DROP = 1.75  # of the font size
_SAME_LEFT = 0.5
_SAME_SIZE = 1.03
_WIDTH = 0.8  # of the widest line
_FULL = 0.8  # of the lines but the last
_MAX_DIGITS = 0.15  # of the characters
_WIDE = 2.5  # heights of the line, of a gap


def prose_lines(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The numbers of those lines that are prose."""
    return {index for run in _runs(lines) if _is_prose([line for _, line in run]) for index, _ in run}


def _runs(lines: Sequence[tuple[int, Line]]) -> Iterator[list[tuple[int, Line]]]:
    run: list[tuple[int, Line]] = []
    for index, line in lines:
        if run and not _follows(run[-1][1], line):
            yield run
            run = []
        run.append((index, line))
    if run:
        yield run


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
    digits = sum(each.isdigit() for line in run for each in line.text)
    return len(full) >= _FULL * len(inner) and digits <= _MAX_DIGITS * sum(len(line.text) for line in run)
