"""Shaded bars as high as a line that head the text below: a title at the left, the figure it is about at the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.read.pdf.layout.rows import columns, rows
from claimcheck.read.pdf.page.content import Line, Picture
from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.page.rules import Rules

_VALUE = re.compile(r"[-–+~<>≤≥±(]*\s?[$€£¥]?\s?\d[^|]{0,14}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![.,]\d)")  # the head of a column
_MIN_TEXT = 25  # characters of the line below
_MAX_TITLE = 80  # characters
# In parts of the font size.
_REACH = 4.0
_HEIGHT = 2.5
_JOINT = 1.0


def title_bars(
    lines: Sequence[tuple[int, Line]], shapes: Sequence[Picture], rules: Rules
) -> Iterator[tuple[set[int], list[Line]]]:
    """The bars among numbered lines of a page: the numbers of the lines of each, and its title and figure.

    Where one of ``rules`` that goes on above and below stands between the two, they are cells of a table.
    """
    if not shapes:
        return
    above: list[Line] = []
    row: list[tuple[int, Line]] = []
    for below in [*rows(lines), []]:
        own = [line for _, line in row]
        under = [line for _, line in below]
        bar = _title_and_figure(own, above, under)
        if bar and _is_shaded(bar[0], bar[1], shapes) and not _is_parted(bar[0], bar[1], rules):
            yield {index for index, _ in row}, bar
        above, row = own, below


def _title_and_figure(row: list[Line], above: list[Line], below: list[Line]) -> list[Line]:
    """The two cells of a row that stands out above text, and below no other row; empty if it is none."""
    if not below or (len(row) == 1 and not row[0].gaps):
        return []
    cells = columns(row)
    if len(cells) != 2 or any(line.turn for line in (*row, below[0])):
        return []
    (title, value), text = cells, below[0]
    if not any(map(str.isalpha, title.text)) or len(title.text) > _MAX_TITLE:
        return []
    if _VALUE.fullmatch(value.text) is None or _YEAR.search(value.text):
        return []
    if len(text.text) < _MIN_TEXT or len(columns(below)) > 1 or text.left >= value.left:
        return []
    if above and 0 < above[0].y - title.y <= _REACH * title.size and len(columns(above)) > 1:
        return []
    heads = 0 < title.y - text.y <= _REACH * title.size
    stands_out = (title.bold is True and text.bold is not True) or differ(title.colour, text.colour)
    return cells if heads and stands_out else []


def _is_parted(title: Line, value: Line, rules: Rules) -> bool:
    between = rules.upright_between(title.right, value.left)
    return any(
        rule.start <= title.y <= rule.end and rule.length > 2 * _HEIGHT * title.size for rule in between
    )


def _is_shaded(title: Line, value: Line, shapes: Sequence[Picture]) -> bool:
    """Whether filled areas no higher than a line lie under all of the row."""
    size = title.size
    under = sorted(
        (each.left, each.right)
        for each in shapes
        if each.bottom <= title.y <= each.top - size / 2 and each.top - each.bottom <= _HEIGHT * size
    )
    reached = title.left
    for left, right in under:
        if left <= reached + _JOINT * size:
            reached = max(reached, right)
    return bool(under) and under[0][0] <= title.left and reached >= value.right
