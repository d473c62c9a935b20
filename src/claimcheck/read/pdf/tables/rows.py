"""Rows of a table: which lines belong to which row of values, and the labels that stand for several rows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct, field

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Fragment
from claimcheck.read.pdf.tables.grids import Column, GridCell, in_reading_order
from claimcheck.read.sequences import median, runs

# In parts of the font size.
_SAME_BASELINE = 0.4
_WRAP = 1.45
_ONE_ROW = 1.3
_SAME_SIZE = 1.06
_DENSE = 1.02  # of the distance of two lines
_NEARER = 0.5  # points
_OPEN = ("-", ",", "/", "&", "(", "–", "\x02")
_GOES_ON = ("(", "/", "&", "+")

_GROUP_WRAP = 1.5
_SPARSE = 0.6  # of the rows
_BORDER = 0.8  # of the width of the column


class BodyRow(Struct):
    """A row of the table: by the number of the column, the fragments there. ``y`` is its main baseline."""

    y: float
    values: bool
    cells: dict[int, list[Fragment]] = field(default_factory=dict)

    def put(self, column: int, fragment: Fragment) -> None:
        """Add a fragment."""
        self.cells.setdefault(column, []).append(fragment)

    def lowest(self, column: int) -> Fragment | None:
        """The lowest fragment in a column."""
        return min(self.cells.get(column, ()), key=lambda each: each.y, default=None)

    def highest(self, column: int) -> Fragment | None:
        """The highest fragment in a column."""
        return max(self.cells.get(column, ()), key=lambda each: each.y, default=None)


def body_rows(
    placed: Sequence[tuple[int, Fragment]], columns: Sequence[Column], main: int, borders: Sequence[float]
) -> list[BodyRow]:
    """Group the fragments of a table's body, each given with its column.

    ``main`` is the column of the row labels, ``borders`` are the y of the rules between rows, from the top down.
    """
    found: list[BodyRow] = []
    limits = [float("inf"), *borders, float("-inf")]
    for high, low in itertools.pairwise(limits):
        band = [(column, each) for column, each in placed if low < each.y <= high]
        if band:
            closed = high != float("inf") and low != float("-inf")
            found += _band_rows(band, columns, main, closed)
    return sorted(found, key=lambda row: -row.y)


def _band_rows(band: list[tuple[int, Fragment]], columns: Sequence[Column], main: int, closed: bool) -> list[BodyRow]:
    valued = [(column, each) for column, each in band if each.is_value and columns[column].holds_values]
    rows = _value_rows(valued, closed)
    for row in rows:
        row.values = True
    seen = {id(each) for _, each in valued}
    loose = sorted(((at, each) for at, each in band if id(each) not in seen), key=lambda item: -item[1].y)
    rest = []
    for column, each in loose:
        near = _on_baseline(rows, each)
        if near is None:
            rest.append((column, each))
        else:
            near.put(column, each)
    if closed and len(rows) == 1:
        apart = _labels_apart(rows[0], rest, main)
        for column, each in rest:
            if id(each) not in apart:
                rows[0].put(column, each)
        return [*rows, *(BodyRow(each.y, False, {main: [each]}) for each in apart.values())]
    return _with_loose(rows, rest, columns, main)


def _value_rows(valued: list[tuple[int, Fragment]], closed: bool) -> list[BodyRow]:
    rows: list[BodyRow] = []
    for column, each in sorted(valued, key=lambda item: -item[1].y):
        last = rows[-1] if rows else None
        near = last is not None and last.y - each.y <= _ONE_ROW * each.size
        if last and last.y - each.y <= _SAME_BASELINE * each.size and column not in last.cells:
            last.put(column, each)
        elif last and closed and near and all(column not in row.cells for row in rows):
            # Between two rules, no column has two values: the cells are set at different heights.
            last.put(column, each)
        else:
            rows.append(BodyRow(each.y, True, {column: [each]}))
    return rows


def _labels_apart(row: BodyRow, rest: Sequence[tuple[int, Fragment]], main: int) -> dict[int, Fragment]:
    """The labels that only share the place between two rules with ``row``, which has one of its own, by their ids.

    They stand away from that label, or are set in another weight, with nothing beside them.
    """
    own = [each for each in row.cells.get(main, ()) if abs(each.y - row.y) <= _SAME_BASELINE * each.size]
    others = sorted((each for column, each in rest if column == main), key=lambda each: abs(each.y - row.y))
    beside = [each.y for column, each in rest if column != main]
    apart: dict[int, Fragment] = {}
    held = list(own)
    for each in others if own else ():
        alone = all(abs(y - each.y) > _SAME_BASELINE * each.size for y in beside)
        near = min(held, key=lambda line: abs(line.y - each.y))
        weights = {near.line.bold, each.line.bold}
        goes_on = near.y > each.y and _goes_on(each)
        listed = openings.is_bullet(each.text[:1]) and each.text[:2] == own[0].text[:2]  # "- coal" below "- oil"
        away = (abs(near.y - each.y) > _WRAP * each.size and not goes_on) or weights == {True, False} or listed
        if alone and away:
            apart[id(each)] = each
        else:
            held.append(each)
    return apart


def _on_baseline(rows: list[BodyRow], fragment: Fragment) -> BodyRow | None:
    near = min(rows, key=lambda row: abs(row.y - fragment.y), default=None)
    return near if near and abs(near.y - fragment.y) <= _SAME_BASELINE * fragment.size else None


def _with_loose(
    rows: list[BodyRow], loose: list[tuple[int, Fragment]], columns: Sequence[Column], main: int
) -> list[BodyRow]:
    """Place the lines that stand on no baseline of values, from the top down."""
    valued = list(rows)
    pitch = median([above.y - below.y for above, below in itertools.pairwise(valued)] or [float("inf")])
    for group in runs(loose, lambda own, item: own[0][1].y - item[1].y <= _SAME_BASELINE * item[1].size):
        labels = [(column, each) for column, each in group if not columns[column].holds_values]
        others = [(column, each) for column, each in group if columns[column].holds_values]
        if others and labels and any(column == main for column, _ in labels) and not _wraps(rows, others):
            rows.append(BodyRow(group[0][1].y, False))
            for column, each in group:
                rows[-1].put(column, each)
            continue
        for column, each in group:
            row = _home(rows, column, each, columns[column].holds_values, pitch, main)
            if row is None:
                row = _on_baseline([each for each in rows if not each.values], each)
            if row is None:
                row = BodyRow(each.y, False)
                rows.append(row)
            row.put(column, each)
    return rows


def _wraps(rows: list[BodyRow], others: list[tuple[int, Fragment]]) -> bool:
    """Whether texts under values are the second lines of their cells."""
    for row in rows:
        above = [row.lowest(column) for column, _ in others]
        if all(each is not None for each in above):
            drops = [each.y - other.y for each, (_, other) in zip(above, others, strict=True) if each]
            if all(0 < drop <= _WRAP * other.size for drop, (_, other) in zip(drops, others, strict=True)):
                return True
    return False


def _home(
    rows: list[BodyRow], column: int, fragment: Fragment, in_values: bool, pitch: float, main: int
) -> BodyRow | None:
    """The row whose cell ``fragment`` continues or begins; none if it stands for itself."""
    up = _neighbour(rows, column, fragment, above=True)
    down = _neighbour(rows, column, fragment, above=False)
    if column == main and not in_values:
        bare = _bare(rows, column, fragment)
        if bare is not None:
            return bare
    drop = up[1] if up else float("inf")
    rise = down[1] if down else float("inf")
    reach = _WRAP * fragment.size
    if in_values:
        if min(drop, rise) > reach:
            return None
        return up[0] if up and drop <= rise else down[0] if down else None
    dense = pitch <= _DENSE * min(drop, rise) if min(drop, rise) <= reach else False
    begins = down is not None and rise <= reach and _continues(fragment, down[2], dense)
    if up and drop <= reach and _continues(up[2], fragment, dense) and not (begins and rise < drop - _NEARER):
        return up[0]
    return down[0] if down and begins else None


def _bare(rows: list[BodyRow], column: int, fragment: Fragment) -> BodyRow | None:
    """The row of values without a label of its own beside which ``fragment`` stands, above or below."""
    near = [row for row in rows if row.values and abs(row.y - fragment.y) <= _WRAP * fragment.size]
    for row in sorted(near, key=lambda row: abs(row.y - fragment.y)):
        if all(abs(each.y - row.y) > _SAME_BASELINE * each.size for each in row.cells.get(column, ())):
            return row
    return None


def _neighbour(
    rows: list[BodyRow], column: int, fragment: Fragment, *, above: bool
) -> tuple[BodyRow, float, Fragment] | None:
    """The nearest row with text in a column above or below ``fragment``, how far off that is, and the text."""
    cells = ((row, (row.lowest if above else row.highest)(column)) for row in rows)
    side = 1 if above else -1
    found = [(row, side * (each.y - fragment.y), each) for row, each in cells if each is not None]
    return min((each for each in found if each[1] > 0), key=itemgetter(1), default=None)


def _continues(before: Fragment, after: Fragment, dense: bool) -> bool:
    """Whether ``after`` goes on with the label whose line above is ``before``."""
    one, other = before.line, after.line
    if max(one.size, other.size) > _SAME_SIZE * min(one.size, other.size):
        return False
    if one.bold is not None and other.bold is not None and one.bold != other.bold:
        return False
    if not dense:
        return True
    return _goes_on(after) or before.text.endswith(_OPEN)


def _goes_on(line: Fragment) -> bool:
    """Whether a line begins as none does that is the first of its label."""
    return line.text[:1].islower() or line.text.startswith(_GOES_ON)


def group_columns(
    placed: Sequence[tuple[tuple[int, int], Fragment]], columns: Sequence[Column], main: int, rules: Rules
) -> Iterator[int]:
    """The columns left of ``main``, the row labels, that have a label for some rows only."""
    labels = len({round(each.y) for (first, last), each in placed if first == last == main})
    for number in range(main):
        held = [each for (first, last), each in placed if first == last == number]
        if held and len(_blocks(held, columns[number], rules)) < _SPARSE * labels:
            yield number


def group_cells(
    column: int, held: Sequence[Fragment], columns: Sequence[Column], rows: Sequence[BodyRow], rules: Rules, header: int
) -> Iterator[GridCell]:
    """The cells of a column of group labels; ``header`` is the number of rows above the first of ``rows``."""
    blocks = _blocks(held, columns[column], rules)
    borders = _borders(columns[column], rules, rows[-1].y, max(rows[0].y, blocks[0][0].y))
    for number, block in enumerate(blocks):
        first, last = block[0], block[-1]
        if borders:
            high = min((at for at in borders if at > first.y), default=float("inf"))
            low = max((at for at in borders if at < last.y), default=float("-inf"))
            # Labels that no rule parts are each of the rows from its own on.
            slack = _SAME_BASELINE * first.size
            if number and blocks[number - 1][-1].y < high:
                high = first.y + slack
            low = max([low, *(each[0].y + slack for each in blocks[number + 1 : number + 2])])
            inside = [at for at, row in enumerate(rows) if low < row.y < high]
        else:
            inside = _until_next(rows, column, first, blocks[number + 1][0] if number + 1 < len(blocks) else None)
        if not inside:
            inside = [min(range(len(rows)), key=lambda at: abs(rows[at].y - first.y))]
        yield GridCell(header + inside[0], column, in_reading_order(block), len(inside), 1)


def _blocks(held: Sequence[Fragment], column: Column, rules: Rules) -> list[list[Fragment]]:
    def goes_on(block: list[Fragment], each: Fragment) -> bool:
        last = block[-1]
        return _is_same_label(last, each) and not _borders(column, rules, each.y + 1, last.y - 1)

    return list(runs(sorted(held, key=lambda item: (-item.y, item.left)), goes_on))


def _is_same_label(above: Fragment, below: Fragment) -> bool:
    same_size = max(above.size, below.size) <= _SAME_SIZE * min(above.size, below.size)
    weights = above.line.bold, below.line.bold
    near = above.y - below.y <= _GROUP_WRAP * below.size
    return same_size and near and (None in weights or weights[0] == weights[1])


def _borders(column: Column, rules: Rules, low: float, high: float) -> list[float]:
    """The heights of the rules across the column."""
    width = column.right - column.left
    near = rules.between(low, high)
    return [r.at for r in near if min(r.end, column.right) - max(r.start, column.left) >= _BORDER * width]


def _until_next(rows: Sequence[BodyRow], column: int, first: Fragment, below: Fragment | None) -> list[int]:
    """The rows from that of a label set to its first row, down to the next label or a row that has none itself."""
    begin = next((at for at, r in enumerate(rows) if abs(r.y - first.y) <= _SAME_BASELINE * first.size), None)
    if begin is None:
        return []
    low = below.y + _SAME_BASELINE * below.size if below is not None else float("-inf")
    following = itertools.takewhile(
        lambda at: at == begin or (rows[at].y > low and column not in rows[at].cells and rows[at].values),
        range(begin, len(rows)),
    )
    return list(following)
