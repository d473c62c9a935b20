"""One page of a PDF taken apart, as it goes from one step of the reader to the next."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.page.content import Line, PageText
from claimcheck.read.sequences import commonest

_MIN_PROSE = 25
_MIN_PROSE_LINES = 8
_TABLE_GAP = 2.5  # heights of the line


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
    prose = [line for line in lines if _is_prose(line)]
    if len(prose) < _MIN_PROSE_LINES:
        if fallback is not None:
            return fallback
        prose = list(lines)
    return commonest(((round(line.size, 1), len(line.text)) for line in prose), 0.0)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _MIN_PROSE and (
        not line.gaps or all(gap.width < _TABLE_GAP for gap in line.gaps)
    )
