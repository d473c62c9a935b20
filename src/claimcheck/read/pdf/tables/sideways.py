"""Headers set sideways: lines that run up or down the page over the narrow columns of a table."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.tables.fragments import Fragment, Row, make

_RISING, _FALLING = 1, 3  # quarter turns to the left
_LEAST = 2  # lines; a single one is the label of an axis or stands in the margin
_SHORTEST = 2  # characters
MAX_SIDEWAYS = 400
"""Sideways lines of a page; one with more is a drawing."""


def sideways_rows(lines: Iterable[tuple[int, Line]], turn: int) -> list[Row]:
    """The lines that stand sideways to those with ``turn``, in the coordinates of these, from the top down.

    Those at the same height make a row: its baseline is where the lowest of them begins, and each fragment is as
    ``tall`` as the row.
    """
    found = [
        (index, line, (line.turn - turn) % 4)
        for index, line in lines
        if (line.turn - turn) % 4 in (_RISING, _FALLING) and len(line.text) >= _SHORTEST
    ]
    if not _LEAST <= len(found) <= MAX_SIDEWAYS:
        return []
    placed = sorted((_placed(index, line, way, turn) for index, line, way in found), key=lambda each: each.y)
    groups: list[list[Fragment]] = []
    top = float("-inf")
    for each in placed:
        if groups and each.y < top:
            groups[-1].append(each)
        else:
            groups.append([each])
            top = float("-inf")
        top = max(top, each.y + each.tall)
    return [_row(group) for group in reversed(groups) if len(group) >= _LEAST]


def _placed(index: int, line: Line, way: int, turn: int) -> Fragment:
    left, right = (-line.top, -line.bottom) if way == _RISING else (line.bottom, line.top)
    bottom, top = (line.left, line.right) if way == _RISING else (-line.right, -line.left)
    upright = replace(line, left=left, right=right, y=bottom, bottom=bottom, top=top, turn=turn, gaps=[])
    return replace(make(index, upright), tall=top - bottom, falls=way == _FALLING, is_value=False)


def _row(group: list[Fragment]) -> Row:
    bottom = min(each.y for each in group)
    top = max(each.y + each.tall for each in group)
    level = [
        replace(each, line=replace(each.line, y=bottom), y=bottom, tall=top - bottom)
        for each in sorted(group, key=lambda each: each.left)
    ]
    return Row(bottom, max(each.size for each in level), level)
