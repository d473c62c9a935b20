"""Drafts of the blocks of a PDF page, and the page as it goes from one step of the reader to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct, field

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.pdf.tables.grids import Grid, GridCell
from claimcheck.read.sequences import commonest

_MIN_PROSE = 25
_MIN_PROSE_LINES = 8
_TABLE_GAP = 2.5  # heights of the line


class Draft(Struct):
    """A block to be. ``skip`` is the length of the marker or label that its first line begins with.

    ``right`` is the right edge of its lines. ``capital`` is a drop capital in front of it. ``tail`` is the draft on
    page ``tail_page`` that goes on with its sentence; such a draft is ``joined`` and makes no block of its own.
    ``key_figure``: it is a number that stands out, with the words that say what it counts.

    A row of a table has its ``grid`` and the ``cells`` that its lines make, in order; ``first`` is where the table
    begins, or the label of a check box. Once there are blocks, ``block`` is the number of its own, and ``places`` are
    the start and end of each line in its text.
    """

    lines: list[Line]
    marker: openings.Opening | None = None
    is_item: bool = False
    note: str | None = None
    skip: int = 0
    is_row: bool = False
    running: bool = False

    right: float = -math.inf
    capital: Line | None = None
    tail: Draft | None = None
    tail_page: int = 0
    joined: bool = False
    key_figure: bool = False
    grid: Grid | None = None
    cells: Sequence[GridCell] = ()
    first: int | None = None
    places: list[tuple[int, int]] = field(default_factory=list)
    block: int = -1

    def __post_init__(self) -> None:
        self.right = max(line.right for line in self.lines)

    @property
    def left(self) -> float:
        """The left edge of its lines."""
        return min(line.left for line in self.lines)

    @property
    def length(self) -> int:
        """How many characters its lines have."""
        return sum(len(line.text) for line in self.lines)

    def add(self, line: Line) -> None:
        """Append a line."""
        self.lines.append(line)
        self.right = max(self.right, line.right)


class Sheet(Struct, frozen=True):
    """One page taken apart: its number, where its text begins in the source, the size of its running text.

    ``usual`` is that size or, if it is larger, that of the whole document: what is no larger is no heading.
    """

    number: int
    offset: int
    page: PageText
    body: float
    drafts: list[Draft]
    usual: float = 0.0


def body_size(lines: Sequence[Line], fallback: float | None = None) -> float:
    """The font size of most running text, in points.

    Where there is little running text: ``fallback`` or, without one, the size of most characters.
    """
    long = (line for line in lines if len(line.text) >= _MIN_PROSE)
    prose = [line for line in long if all(gap.width < _TABLE_GAP for gap in line.gaps)]
    if len(prose) < _MIN_PROSE_LINES:
        if fallback is not None:
            return fallback
        prose = list(lines)
    return commonest(((round(line.size, 1), len(line.text)) for line in prose), 0.0)
