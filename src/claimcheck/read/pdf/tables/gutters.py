"""Where the columns of a table of texts part: the white that stands between them in nearly all rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.read.pdf.tables.fragments import Fragment

_FEW_ROWS = 2  # in which no text may cross a gutter
_NARROWEST = 0.35  # of the font size, of a gutter
_FILLED = 0.2  # of the rows, of a column
_SIGN = 2  # characters of a bullet
_BULLET_REACH = 3.0  # of the font size

Span = tuple[float, float]


def gutters(rows: Sequence[Sequence[Fragment]], share: float) -> list[float]:
    """The x of the walls between columns, from the left; ``rows`` are the fragments of each row, the first on top.

    ``share`` is the part of the rows in which texts may run across a wall.
    """
    if not rows:
        return []
    least = _NARROWEST * min(each.size for row in rows for each in row)
    merged = [_merged(row) for row in rows]
    found = _open(merged, 0, least)
    if len(rows) > _FEW_ROWS:
        crossed = _open(merged, max(1, int(share * len(rows))), least)
        found += [span for span in crossed if not any(_meet(span, other) for other in found)]
    walls = sorted(_wall(span, rows) for span in found)
    return _without_thin(walls, rows)


def _meet(one: Span, other: Span) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _merged(row: Iterable[Fragment]) -> list[Span]:
    """The stretches of x where text stands in a row."""
    merged: list[Span] = []
    for each in sorted(row, key=lambda item: item.left):
        if merged and each.left <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], each.right)
        else:
            merged.append((each.left, each.right))
    return merged


def _open(rows: Sequence[list[Span]], allowed: int, least: float) -> list[Span]:
    """The stretches at least ``least`` wide that are covered in at most ``allowed`` rows, without those outside."""
    events = sorted(
        [(left, 1) for row in rows for left, _ in row] + [(right, -1) for row in rows for _, right in row]
    )
    found: list[Span] = []
    depth = 0
    begin: float | None = None
    for x, step in events:
        if begin is not None and depth <= allowed < depth + step:
            if x - begin >= least:
                found.append((begin, x))
            begin = None
        elif begin is None and depth + step <= allowed < depth:
            begin = x
        depth += step
    return found


def _wall(span: Span, rows: Iterable[Iterable[Fragment]]) -> float:
    """The middle of the widest stretch of a gutter that fewest texts cross."""
    start, end = span
    over = [each for row in rows for each in row if each.left < end and each.right > start]
    events = sorted(
        [(max(start, each.left), 1) for each in over] + [(min(end, each.right), -1) for each in over]
    )
    depth, x = 0, start
    best = (len(over) + 1, 0.0, (start + end) / 2)
    for at, step in [*events, (end, 0)]:
        if at > x:
            best = min(best, (depth, x - at, (x + at) / 2))
        depth, x = depth + step, max(x, at)
    return best[2]


def _without_thin(walls: Sequence[float], rows: Sequence[Sequence[Fragment]]) -> list[float]:
    """The walls without those right of a column that holds bullets only, or text in few rows and no header."""
    borders = [*walls, float("inf")]
    kept: list[float] = []
    start = float("-inf")
    for wall, end in zip(borders, [*borders[1:], None], strict=True):
        filled = [_holds_text(row, start, wall) for row in rows]
        if sum(filled) >= max(1, _FILLED * len(rows)) or (filled[0] and len(rows) > _FEW_ROWS):
            if end is not None:
                kept.append(wall)
            start = wall
        elif end is None and kept:
            kept.pop()
    return kept


def _holds_text(row: Sequence[Fragment], start: float, end: float) -> bool:
    """Whether a column of a row holds more than bullets, which stand close before a text."""
    held = [each for each in row if start < each.middle < end]
    signs = [each for each in held if len(each.text) <= _SIGN and not any(map(str.isalnum, each.text))]
    if not held or len(signs) < len(held):
        return bool(held)
    return not all(any(_leads(sign, each) for each in row) for sign in signs)


def _leads(sign: Fragment, text: Fragment) -> bool:
    return 0 <= text.left - sign.right <= _BULLET_REACH * sign.size and abs(text.y - sign.y) <= sign.size / 2
