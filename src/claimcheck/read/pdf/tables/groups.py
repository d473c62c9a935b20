"""Labels that stand for several rows: the cells of columns left of the row labels."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Fragment
from claimcheck.read.pdf.tables.grids import Column, GridCell, in_reading_order
from claimcheck.read.pdf.tables.rows import BodyRow
from claimcheck.read.sequences import runs

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_WRAP = 1.5
_SAME_SIZE = 1.06
_SPARSE = 0.6  # of the rows
_BORDER = 0.8  # of the width of the column


def group_columns(
    placed: Sequence[tuple[tuple[int, int], Fragment]], columns: Sequence[Column], main: int, rules: Rules
) -> list[int]:
    """The columns left of ``main``, the row labels, that have a label for some rows only."""
    sparse: list[int] = []
    labels = len({round(each.y) for (first, last), each in placed if first == last == main})
    for number in range(main):
        held = [each for (first, last), each in placed if first == last == number]
        if held and len(_blocks(held, columns[number], rules)) < _SPARSE * labels:
            sparse.append(number)
    return sparse


def group_cells(
    column: int,
    held: Sequence[Fragment],
    columns: Sequence[Column],
    rows: Sequence[BodyRow],
    rules: Rules,
    header: int,
) -> list[GridCell]:
    """The cells of a column of group labels; ``header`` is the number of rows above the first of ``rows``."""
    blocks = _blocks(held, columns[column], rules)
    top = max(rows[0].y, blocks[0][0].y)
    borders = _borders(columns[column], rules, rows[-1].y, top)
    cells = []
    for number, block in enumerate(blocks):
        first, last = block[0], block[-1]
        if borders:
            high = min((at for at in borders if at > first.y), default=float("inf"))
            low = max((at for at in borders if at < last.y), default=float("-inf"))
            inside = [at for at, row in enumerate(rows) if low < row.y < high]
        else:
            inside = _until_next(
                rows, column, first, blocks[number + 1][0] if number + 1 < len(blocks) else None
            )
        if not inside:
            inside = [min(range(len(rows)), key=lambda at: abs(rows[at].y - first.y))]
        cells.append(GridCell(header + inside[0], column, in_reading_order(block), len(inside), 1))
    return cells


def _blocks(held: Sequence[Fragment], column: Column, rules: Rules) -> list[list[Fragment]]:
    def goes_on(block: list[Fragment], each: Fragment) -> bool:
        last = block[-1]
        return _goes_on(last, each) and not _borders(column, rules, each.y + 1, last.y - 1)

    return list(runs(sorted(held, key=lambda item: (-item.y, item.left)), goes_on))


def _goes_on(above: Fragment, below: Fragment) -> bool:
    same_size = max(above.size, below.size) <= _SAME_SIZE * min(above.size, below.size)
    weights = above.line.bold, below.line.bold
    return (
        same_size
        and (None in weights or weights[0] == weights[1])
        and above.y - below.y <= _WRAP * below.size
    )


def _borders(column: Column, rules: Rules, low: float, high: float) -> list[float]:
    """The heights of the rules across the column."""
    width = column.right - column.left
    return [
        rule.at
        for rule in rules.between(low, high)
        if min(rule.end, column.right) - max(rule.start, column.left) >= _BORDER * width
    ]


def _until_next(rows: Sequence[BodyRow], column: int, first: Fragment, below: Fragment | None) -> list[int]:
    """The rows from that of a label set to its first row, down to the next label or a row that has none itself."""
    begin = next(
        (at for at, row in enumerate(rows) if abs(row.y - first.y) <= _SAME_BASELINE * first.size), None
    )
    if begin is None:
        return []
    low = below.y + _SAME_BASELINE * below.size if below is not None else float("-inf")
    following = itertools.takewhile(
        lambda at: at == begin or (rows[at].y > low and column not in rows[at].cells and rows[at].values),
        range(begin, len(rows)),
    )
    return list(following)
