"""The cells of a table's header: lines that belong together, and the columns that each cell stands over."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from claimcheck.read.pdf.page.rules import Rule, Rules
from claimcheck.read.pdf.tables.fragments import Fragment
from claimcheck.read.pdf.tables.grids import Column, GridCell, in_reading_order
from claimcheck.read.pdf.tables.header_lines import Span, levelled, own_span, ruled_off, same_style, split
from claimcheck.read.sequences import runs

# In parts of the font size, unless said otherwise.
_SAME_BASELINE = 0.4
_WRAP = 1.45
_ALIGNED = 0.35
_CENTRED = 0.9
_UNDERLINE = 3.0
_SEAM = 2.5  # points
_CENTRE = 2.0  # points, for both ends together
_TOUCHING = 3.0  # points
_WHOLE = 0.9  # of the width of the table
_MOSTLY = 0.75  # of the cell, or of the columns


class _Line(Struct):
    """Header fragments on one baseline with the columns they stand over; ``fixed`` ones are drawn so."""

    fragments: list[Fragment]
    spans: list[Span] = field(default_factory=list)
    fixed: list[bool] = field(default_factory=list)


def header_cells(
    fragments: Sequence[Fragment], columns: Sequence[Column], rules: Rules, width: float
) -> tuple[list[GridCell], int]:
    """The cells of the header and how many rows they need; ``width`` is that of the table, in points."""
    whole: dict[int, list[Fragment]] = {}
    lines = _lines(levelled(split(fragments, columns), rules, whole))
    for depth, line in enumerate(lines):
        lower = [each for below in lines[depth + 1 :] for each in below.fragments]
        for each in line.fragments:
            drawn = _boxed(each, columns, rules, width) or _underlined(each, columns, rules, width, lower)
            if drawn is not None and any(
                _is_over(columns, drawn, other) for other in line.fragments if other is not each
            ):
                drawn = None
            line.spans.append(drawn or own_span(each, columns))
            line.fixed.append(drawn is not None and drawn[1] > drawn[0])
        _in_order(line, len(columns))
    for depth in range(len(lines) - 1):
        _widen(lines[depth], lines[depth + 1 :], columns, lines[:depth])
    cells: list[GridCell] = []
    for line in lines:
        lone = len(line.fragments) == 1
        for each, span in zip(line.fragments, line.spans, strict=True):
            above = next((cell for cell in reversed(cells) if _goes_on(cell, each, span, rules, lone)), None)
            if above is None:
                cells.append(GridCell(0, span[0], [each], 1, span[1] - span[0] + 1))
            else:
                above.fragments.append(each)
                end = max(above.over[-1], span[1])
                above.column = min(above.column, span[0])
                above.columns = end - above.column + 1
    for cell in cells:
        own = (line for each in cell.fragments for line in whole.get(id(each), [each]))
        cell.fragments = in_reading_order(own)
    return cells, _set_levels(cells, len(columns))


def _in_order(line: _Line, columns: int) -> None:
    """Give each cell of a line with as many cells as there are columns its own, where two stand over one of them."""
    count = len(line.fragments)
    upright = not any(each.tall for each in line.fragments)
    if columns - count in (0, 1) and len(set(line.spans)) < count and upright and not any(line.fixed):
        line.spans[:] = [(at, at) for at in range(columns - count, columns)]


def _lines(fragments: Sequence[Fragment]) -> list[_Line]:
    ordered = sorted(fragments, key=lambda item: -item.y)
    level = runs(ordered, lambda line, each: line[0].y - each.y <= _SAME_BASELINE * each.size)
    return [_Line(sorted(line, key=lambda each: each.left)) for line in level]


def _boxed(fragment: Fragment, columns: Sequence[Column], rules: Rules, width: float) -> Span | None:
    """The columns inside the drawn cell of a fragment."""
    level = fragment.y + 0.3 * fragment.size
    walls = [rule.at for rule in rules.vertical if rule.start <= level <= rule.end]
    left = max((at for at in walls if at <= fragment.left + _TOUCHING), default=None)
    right = min((at for at in walls if at >= fragment.right - _TOUCHING), default=None)
    if left is None or right is None or right - left >= _WHOLE * width:
        return None
    return _inside(columns, left, right)


def _underlined(
    fragment: Fragment, columns: Sequence[Column], rules: Rules, width: float, lower: Sequence[Fragment]
) -> Span | None:
    """The columns over the rule that underlines a fragment, with more of the header below that rule."""
    near = rules.between(fragment.y - _UNDERLINE * fragment.size, fragment.y)
    for candidates in ([*_set_over(near, fragment)], near):
        begun = [rule for rule in candidates if rule.start <= fragment.left + _TOUCHING]
        under = [rule for rule in begun if rule.end >= fragment.right - _TOUCHING]
        for rule in reversed([rule for rule in under if rule.length < _WHOLE * width]):
            if any(each.y < rule.at and rule.start < each.middle < rule.end for each in lower):
                return _inside(columns, rule.start, rule.end)
    return None


def _set_over(rules: Sequence[Rule], fragment: Fragment) -> Iterator[Rule]:
    """Rules that only seams part as one, where a fragment is set to the middle of them."""
    for row in runs(rules, lambda row, rule: rule.at == row[-1].at and rule.start <= row[-1].end + _SEAM):
        ends = [rule.end for rule in row]
        for number, rule in enumerate(row):
            end = 2 * fragment.middle - rule.start
            last = bisect_left(ends, end - _CENTRE)
            if number < last < len(row) and ends[last] <= end + _CENTRE:
                yield Rule(rule.at, rule.start, ends[last])


def _is_over(columns: Sequence[Column], span: Span, fragment: Fragment) -> bool:
    if columns[span[0]].left < fragment.middle < columns[span[1]].right:
        return True
    first, last = own_span(fragment, columns)
    return span[0] <= first and last <= span[1]


def _inside(columns: Sequence[Column], left: float, right: float) -> Span | None:
    numbers = [number for number, column in enumerate(columns) if left <= column.middle <= right]
    return (numbers[0], numbers[-1]) if numbers else None


def _widen(line: _Line, lower: Sequence[_Line], columns: Sequence[Column], higher: Sequence[_Line]) -> None:
    """Let cells that stand over fewer columns than the lines below them name cover their share."""
    valued = [number for number, column in enumerate(columns) if column.holds_values]
    over = [number for number, span in enumerate(line.spans) if span[1] >= valued[0]]
    upper = [number for number in over if not line.fixed[number]]
    whole = _whole(line, [*higher, *lower], valued) if len(line.spans) == 1 else None
    if whole is not None:
        line.spans[0] = whole
        return
    named: dict[int, Fragment] = {}
    stacks: dict[int, str] = {}
    for below in lower:
        for each, span in zip(below.fragments, below.spans, strict=True):
            if span[0] == span[1] and span[0] >= valued[0]:
                named.setdefault(span[0], each)
                stacks[span[0]] = f"{stacks.get(span[0], '')}\n{each.text}"
    if over and all(line.fragments[number].is_year for number in over):
        # A year lower down is set to the middle of the rows: it stands beside those above, not under one of them.
        under = {number: each for number, each in named.items() if not each.is_year}
        valued = [number for number in valued if number in under or number not in named] if under else valued
        named = under or named
    # What repeats below tells more than boxes that are drawn around something else.
    if _share(line, over, valued, columns, named, stacks, repeats_only=True):
        return
    if upper and len(upper) < len(named) and not _share(line, upper, valued, columns, named, stacks):
        _widen_each(line, upper, valued, columns, named)


def _whole(line: _Line, others: Sequence[_Line], valued: Sequence[int]) -> Span | None:
    """All columns, for a cell alone on its line over most of them or with the one year that the header names."""
    first, last = line.spans[0]
    if last - first + 1 >= _MOSTLY * len(valued):
        return min(valued[0], first), valued[-1]
    if last < valued[0] or line.fixed[0] or not line.fragments[0].tells_year:
        return None
    others_are_years = any(each.tells_year for other in others for each in other.fragments)
    return None if others_are_years else (valued[0], valued[-1])


def _share(
    line: _Line,
    cells: list[int],
    valued: list[int],
    columns: Sequence[Column],
    named: dict[int, Fragment],
    stacks: dict[int, str],
    *,
    repeats_only: bool = False,
) -> bool:
    """Give each of the line's ``cells`` an equal run of columns, if what stands below repeats or they are years.

    ``stacks`` are the texts of all lines below over each column. False if nothing tells that they have as many.
    """
    count, groups = len(valued), len(cells)
    if groups < 2 or count % groups or count == groups:
        return False
    size = count // groups
    first_lines = [named[number].text if number in named else "" for number in valued]
    repeats = any(
        all(texts[at] == texts[at % size] for at in range(count)) and len(set(texts)) > 1
        for texts in (first_lines, [stacks.get(number, "") for number in valued])
    )
    fragments = [line.fragments[number] for number in cells]
    years = all(each.is_name for each in fragments) and not any(each.is_name for each in named.values())
    # What repeats itself is the first line of cells that do.
    if len({each.text for each in fragments}) == 1 or not (repeats or (years and not repeats_only)):
        return False
    shares = [(valued[at * size], valued[(at + 1) * size - 1]) for at in range(groups)]
    for each, (first, last) in zip(fragments, shares, strict=True):
        if not columns[first].left - each.size <= each.middle <= columns[last].right + each.size:
            return False
    for number, share in zip(cells, shares, strict=True):
        line.spans[number] = share
    return True


def _widen_each(
    line: _Line, upper: list[int], valued: list[int], columns: Sequence[Column], named: dict[int, Fragment]
) -> None:
    for number in upper:
        own = named.get(line.spans[number][0])
        if own is None or not _names_group(line.fragments[number], own):
            continue
        least = max([valued[0], *(last + 1 for _, last in line.spans[:number])])
        most = min([valued[-1], *(first - 1 for first, _ in line.spans[number + 1 :])])
        each = line.fragments[number]
        common = {at: min(each.right, low.right) - max(each.left, low.left) for at, low in named.items()}
        below = {at for at, shared in common.items() if shared > _ALIGNED * each.size}
        span = line.spans[number]
        while span[1] < most and span[1] + 1 in below:
            span = span[0], span[1] + 1
        while span[0] > least and span[0] - 1 in below:
            span = span[0] - 1, span[1]
        line.spans[number] = _centred(each, span, columns, least, most)


def _names_group(upper: Fragment, lower: Fragment) -> bool:
    """Whether ``upper`` is not just the first line of the cell that ``lower`` goes on with."""
    if upper.is_year and not lower.is_name:
        return True
    offs = upper.left - lower.left, upper.right - lower.right, upper.middle - lower.middle
    return min(map(abs, offs)) > _ALIGNED * upper.size or upper.y - lower.y > _WRAP * upper.size


def _centred(fragment: Fragment, span: Span, columns: Sequence[Column], least: int, most: int) -> Span:
    """The widest run of columns from ``least`` to ``most`` whose middle a fragment is set to."""
    best = span
    for first in range(min(least, span[0]), span[0] + 1):
        for last in range(span[1], max(most, span[1]) + 1):
            edges = (columns[first].left + columns[last].right) / 2
            centres = (columns[first].middle + columns[last].middle) / 2
            off = min(abs(edges - fragment.middle), abs(centres - fragment.middle))
            if off <= _CENTRED * fragment.size and last - first > best[1] - best[0]:
                best = first, last
    return best


def _goes_on(cell: GridCell, fragment: Fragment, span: Span, rules: Rules, lone: bool) -> bool:
    """Whether ``fragment`` is the next line of a header cell; ``lone``: nothing else is on its baseline."""
    above = min(cell.fragments, key=lambda each: each.y)
    end = cell.column + cell.columns - 1
    if span[0] > end or span[1] < cell.column:
        return False
    drop = above.y - fragment.y
    if abs(drop) <= _SAME_BASELINE * fragment.size:
        return span == (cell.column, end)
    if drop > _WRAP * max(above.size, fragment.size) or not same_style(above, fragment):
        return False
    same_middle = abs(above.middle - fragment.middle) <= _ALIGNED * above.size and not above.is_name
    if span != (cell.column, end) and not (lone and same_middle):
        offs = above.left - fragment.left, above.right - fragment.right, above.middle - fragment.middle
        if min(map(abs, offs)) > _ALIGNED * fragment.size or (cell.columns > 1) != (span[1] > span[0]):
            return False
    return not ruled_off(above, fragment, rules)


def _set_levels(cells: list[GridCell], columns: int) -> int:
    """Give each cell its row in the header; a cell with none below it reaches down to the values."""
    filled = [0] * columns
    for cell in sorted(cells, key=lambda cell: -max(each.y for each in cell.fragments)):
        covered = [column for column in cell.over if column < columns]
        cell.row = max((filled[column] for column in covered), default=0)
        for column in covered:
            filled[column] = cell.row + 1
    height = max(filled, default=0)
    for cell in cells:
        over = {*cell.over}
        below = [each.row for each in cells if each.row > cell.row and not over.isdisjoint(each.over)]
        cell.rows = min(below, default=height) - cell.row
    return height
