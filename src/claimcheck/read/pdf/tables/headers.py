"""The header of a table: which lines above its values belong to it, and which line names the table."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct, field

from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Fragment, Row
from claimcheck.read.pdf.tables.grids import Column

# In parts of the font size, unless said otherwise.
_REACH = 3.6
_TITLE_REACH = 3.2
_SAME_BASELINE = 0.4
_WRAP = 1.45
_SAME_SIZE = 1.12
_LOOK_AHEAD = 1.9
_MAX_TITLE = 220  # characters
_LONG = 40  # characters
_MAX_CELL = 90  # characters
_MAX_LINES = 12
_TOUCHING = 3.0  # points
_FIGURES = 2  # of a row
_FRAME = 1.8
_WRAPPED = 2  # rows above a line that may be the second one of a cell


class Header(Struct):
    """What stands above the values: rows of the header, labels of a first section, and the title's line."""

    fragments: list[Fragment] = field(default_factory=list)
    sections: list[Fragment] = field(default_factory=list)
    title: Fragment | None = None


class _Scan(Struct):
    """The search for the header, line by line upwards."""

    columns: Sequence[Column]
    rules: Rules
    left: float
    right: float
    header: Header = field(default_factory=Header)
    pending: list[Fragment] = field(default_factory=list)
    low: float = 0.0
    first: float = 0.0
    only_title: bool = False
    ceiling: float = float("inf")
    maybe: list[Fragment] = field(default_factory=list)
    above: Sequence[Sequence[Fragment]] = ()

    def inside(self, row: Row) -> list[Fragment]:
        """What of a row stands over the table."""
        return [each for each in row.fragments if each.right > self.left - 1 and each.left < self.right + 1]

    @property
    def first_value(self) -> float:
        return next((column.left for column in self.columns if column.holds_values), self.left)

    def is_over(self, fragment: Fragment) -> bool:
        """Whether a text stands over the values; a year is often set beside them."""
        if fragment.right > self.first_value:
            return True
        texts = [column.right for column in self.columns if column.left < self.first_value]
        return fragment.is_name and fragment.left > max(texts, default=self.first_value)


def find_header(
    above: Sequence[Row],
    columns: Sequence[Column],
    rules: Rules,
    edges: tuple[float, float],
    first: float,
    *,
    ceiling: float,
    only_title: bool = False,
) -> Header:
    """The header in the rows ``above`` the first row of values at y ``first``, given from the bottom up.

    ``edges`` are the left and right edge of the table. ``ceiling`` is the lowest
    baseline of the table above, ``only_title``: the header is known.
    """
    scan = _Scan(columns, rules, *edges, low=first, first=first, only_title=only_title, ceiling=ceiling)
    held = ((row, scan.inside(row)) for row in above)
    found = [(row, inside) for row, inside in held if inside]
    for number, (row, inside) in enumerate(found):
        scan.above = [higher for _, higher in found[number + 1 : number + _MAX_LINES]]
        # Rows without figures may stand between the header and the first of them.
        far = number >= _MAX_LINES
        if far and (number >= _MAX_LINES + _labels(scan) or any(map(_is_figure, inside))):
            break
        if not _take(scan, row, inside):
            break
    scan.header.sections += scan.pending
    if scan.maybe and scan.header.title is None:
        _name(scan, scan.maybe, scan.maybe[0].y - scan.low)
    return scan.header


def _labels(scan: _Scan) -> int:
    return len(scan.pending) + len(scan.header.sections)


def _take(scan: _Scan, row: Row, inside: list[Fragment]) -> bool:
    """Take a row into the header; False where the header ends."""
    header = scan.header
    distance = row.y - scan.low
    ruled = bool(scan.rules.between(scan.low, row.y))
    if distance > _REACH * row.size * (1.6 if not header.fragments else 1.0):
        return False
    over = [each for each in inside if scan.is_over(each) and each.middle <= scan.right + _TOUCHING]
    if _is_prose(inside, over):
        return False
    if _is_section(scan, inside, over):
        over = []
    if scan.only_title or _is_title(scan, row, inside, over):
        return _name(scan, inside, distance)
    if over and (_is_body(scan, inside, over) or _begins_body(scan, inside, distance)):
        return False
    if not over:
        return _label_only(scan, row, inside, distance, ruled)
    if scan.maybe:
        label = scan.maybe[0]
        if row.y - label.y > _LOOK_AHEAD * row.size:
            return _name(scan, scan.maybe, label.y - scan.low)
        header.fragments += scan.maybe
        scan.maybe = []
    # What stands between the header and the values names a section or goes on with the header's label.
    for label in scan.pending:
        joined = any(_same_label(each, label) for each in [*inside, *header.fragments])
        joined = joined or _is_beside(scan, label, inside)
        (header.fragments if joined else header.sections).append(label)
    scan.pending = []
    header.fragments += inside
    scan.low = row.y + max(each.tall for each in inside)
    return True


def _label_only(scan: _Scan, row: Row, inside: list[Fragment], distance: float, ruled: bool) -> bool:
    header = scan.header
    if not header.fragments:
        scan.pending += inside
        scan.low = row.y
        return True
    lefts = [each for each in header.fragments if each.right <= scan.first_value]
    goes_on = any(_same_label(each, lower) for each in inside for lower in lefts)
    # Nearer than lines are: the first line of a label of two, set beside the header.
    if not ruled and (distance < row.size or (goes_on and distance <= _WRAP * row.size)):
        header.fragments += inside
        scan.low = row.y
        return True
    if scan.maybe:
        return False
    scan.maybe = inside
    return True


def _same_label(one: Fragment, other: Fragment) -> bool:
    same_size = max(one.size, other.size) <= _SAME_SIZE * min(one.size, other.size)
    same_weight = one.line.bold == other.line.bold or None in (one.line.bold, other.line.bold)
    near = abs(one.y - other.y) <= _WRAP * max(one.size, other.size)
    return same_size and same_weight and near and min(one.right, other.right) > max(one.left, other.left)


def _is_beside(scan: _Scan, label: Fragment, inside: list[Fragment]) -> bool:
    """Whether a label is the second line of one that stands beside the header: both nearer than lines are."""
    drop = min(each.y for each in inside) - label.y
    return 0 < drop < label.size and _has_wide_rule(scan, scan.first, label.y)


def _is_prose(inside: list[Fragment], over: list[Fragment]) -> bool:
    if any(each.is_prose for each in inside):
        return True
    longest = max(inside, key=lambda each: len(each.text))
    if len(longest.text) > _MAX_CELL and longest in over:
        return True
    ends = longest.text.endswith((".", ";")) and len(longest.text) > _MAX_CELL / 2
    return ends and len(inside) == 1


def _is_body(scan: _Scan, inside: list[Fragment], over: list[Fragment]) -> bool:
    """Whether a row is one of values: that of a table above."""
    figures = [each for each in over if _is_figure(each)]
    labelled = any(each.right <= scan.first_value for each in inside)
    return labelled and len(figures) >= _FIGURES and len(figures) > len(over) / 2


def _is_figure(fragment: Fragment) -> bool:
    return fragment.is_figure and not fragment.is_dash


def _begins_body(scan: _Scan, inside: list[Fragment], distance: float) -> bool:
    """Whether a row with a label of its own stands above a header that has its label: a row of another table."""
    labelled = any(each.right <= scan.first_value for each in inside)
    named = any(each.right <= scan.first_value for each in scan.header.fragments)
    plain = not any(each.line.bold or each.is_name for each in inside)
    # Bold in part, its cells are names of columns, unless they are figures.
    plain = plain and (any(map(_is_figure, inside)) or all(each.line.bold is False for each in inside))
    # Fewer cells than in the header below are headings of groups of columns.
    lowest = min((each.y for each in scan.header.fragments), default=0.0)
    level = [each for each in scan.header.fragments if each.y - lowest <= _SAME_BASELINE * each.size]
    full = len(inside) >= len(level)
    return labelled and named and plain and full and distance > _WRAP * inside[0].size


def _is_title(scan: _Scan, row: Row, inside: list[Fragment], over: list[Fragment]) -> bool:
    """Whether a row is one line that begins with the table and runs on over its columns."""
    if len(inside) != 1 or not over:
        return False
    only = inside[0]
    if only.is_name or _ends_cell(scan, only) or _is_framed(scan, only):
        return False
    if len(only.text) > _LONG or _is_ruled_off(scan, row.y):
        return True
    return only.left < scan.first_value - 2 * only.size and only.left < scan.columns[0].right


def _is_section(scan: _Scan, inside: list[Fragment], over: list[Fragment]) -> bool:
    """Whether a line that runs on over the columns names the first rows: the header stands above it."""
    if scan.only_title or scan.header.fragments or len(inside) != 1 or not over:
        return False
    if inside[0].left > scan.columns[0].left + inside[0].size or inside[0].has_year:
        return False
    y = inside[0].y
    for row in scan.above:
        if row[0].y - y > _REACH * row[0].size:
            return False
        texts = [each for each in row if each.right > scan.first_value]
        if len(texts) > 1 and not any(each.is_figure for each in row):
            return True
        if len(row) > 1:
            return False
        y = row[0].y
    return False


def _ends_cell(scan: _Scan, only: Fragment) -> bool:
    """Whether ``only`` is the second line of one of several cells above it."""
    near = itertools.chain.from_iterable(scan.above[:_WRAPPED])
    above = [each for each in near if each.y - only.y <= _WRAP * only.size]
    over = [each for each in above if min(each.right, only.right) > max(each.left, only.left)]
    same = any(max(one.size, only.size) <= _SAME_SIZE * min(one.size, only.size) for one in over)
    return len(above) > 1 and same


def _is_framed(scan: _Scan, only: Fragment) -> bool:
    """Whether ``only`` stands over the values, with a rule as wide as the table above and below it."""
    if only.left < scan.first_value - only.size:
        return False
    return _is_ruled_off(scan, only.y) and _has_wide_rule(scan, only.y, only.y + _FRAME * only.size)


def _is_ruled_off(scan: _Scan, y: float) -> bool:
    """Whether a rule as wide as the table stands between what was found so far and y."""
    return bool(scan.header.fragments) and _has_wide_rule(scan, scan.low, y)


def _has_wide_rule(scan: _Scan, low: float, high: float) -> bool:
    wide = 0.8 * (scan.right - scan.left)
    levels: dict[int, float] = {}
    for rule in scan.rules.between(low, high):
        length = min(rule.end, scan.right) - max(rule.start, scan.left)
        levels[round(rule.at)] = levels.get(round(rule.at), 0.0) + max(0.0, length)
    return any(length >= wide for length in levels.values())


def _name(scan: _Scan, inside: list[Fragment], distance: float) -> bool:
    first = min(inside, key=lambda each: each.left)
    near = distance <= min(_TITLE_REACH * first.size, scan.ceiling - first.y)
    if near and len(inside) == 1 and len(first.text) <= _MAX_TITLE and not first.text.endswith((".", ";")):
        scan.header.title = first
    return False
