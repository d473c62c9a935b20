"""Where on a page tables are: columns of figures that stand below each other and share their rows.

A column is a chain of values one below the other. Chains that share rows make a region, unless a column of labels
parts them: then two tables stand side by side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from claimcheck.read.pdf.tables.fragments import Fragment, Row
from claimcheck.read.sequences import grouped

MAX_ROWS = 1_000
"""Rows of one page that are looked at; a page with more is a drawing made of letters."""
MAX_CHAINS = 200
"""Chains that are open at once, for the same reason."""

# In parts of the font size.
_DROP = 14.0
_OVERLAP = 0.3  # of the narrower one
_ALIGNED = 0.4
_NARROW = 10.0
_NARROW_PARTS = 3.0  # of the width of the chain
_WRAP = 1.4


_SHARED = 0.3  # of the rows of the shorter chain
_LABELLED = 0.5  # of the rows that two chains share
_LABEL_LENGTH = 5.0  # characters
_DISTINCT = 0.6
_COVERED = 0.5


class Chain(Struct):
    """Values below each other; ``rows`` are the numbers of their rows."""

    left: float
    right: float
    members: list[Fragment]
    rows: list[int]

    @property
    def y(self) -> float:
        """Baseline of the lowest value."""
        return self.members[-1].y

    def covers(self, fragment: Fragment) -> bool:
        """Whether ``fragment`` stands below the chain."""
        common = min(self.right, fragment.right) - max(self.left, fragment.left)
        if common > _OVERLAP * min(self.right - self.left, fragment.right - fragment.left):
            return True
        return abs(self.right - fragment.right) < _ALIGNED * fragment.size

    def add(self, fragment: Fragment, row: int) -> None:
        """Append a value."""
        self.members.append(fragment)
        self.rows.append(row)
        self.left, self.right = min(self.left, fragment.left), max(self.right, fragment.right)


class Region(Struct):
    """Part of a page that holds a table: its columns of values and, for each row number, the values there."""

    columns: list[Chain]
    rows: dict[int, list[Fragment]] = field(default_factory=dict)

    @property
    def left(self) -> float:
        """Left edge of its first column of values."""
        return self.columns[0].left

    @property
    def right(self) -> float:
        """Right edge of its last column of values."""
        return self.columns[-1].right


def regions(rows: list[Row]) -> Iterator[Region]:
    """The regions of a page whose rows are given from the top down."""
    if len(rows) > MAX_ROWS:
        return
    for chains in _groups(rows, _chains(rows)):
        columns = _columns(chains)
        for part in _parts(rows, columns):
            region = _region(columns, part)
            if region is not None:
                yield region


def _chains(rows: list[Row]) -> list[Chain]:
    closed: list[Chain] = []
    active: list[Chain] = []
    for number, row in enumerate(rows):
        texts = [each for each in row.fragments if not each.is_value]
        kept: list[Chain] = []
        for chain in active:
            too_far = chain.y - row.y > _DROP * row.size
            crossed = any(_crosses(text, chain) for text in texts)
            (closed if too_far or crossed else kept).append(chain)
        active = kept
        free = list(active)
        for value in row.values:
            over = [chain for chain in free if chain.covers(value)]
            if over:
                chain = min(over, key=lambda each: _distance(each, value))
                chain.add(value, number)
                free.remove(chain)
            elif len(active) < MAX_CHAINS:
                active.append(Chain(value.left, value.right, [value], [number]))
    return closed + active


def _distance(chain: Chain, value: Fragment) -> float:
    last = chain.members[-1]
    return min(abs(last.left - value.left), abs(last.right - value.right), abs(last.middle - value.middle))


def _crosses(text: Fragment, chain: Chain) -> bool:
    """Whether ``text`` runs across the chain, so that nothing below it belongs to the chain."""
    width = chain.right - chain.left
    if min(text.right, chain.right) - max(text.left, chain.left) <= _OVERLAP * width:
        return False
    return text.is_prose or text.right - text.left > max(_NARROW_PARTS * width, _NARROW * text.size)


def _groups(rows: list[Row], chains: list[Chain]) -> list[list[Chain]]:
    """Chains that belong to one table."""
    home = {id(value): number for number, chain in enumerate(chains) for value in chain.members}
    shared: dict[tuple[int, int], list[str]] = defaultdict(list)
    for row in rows:
        before: int | None = None
        text = ""
        for each in row.fragments:
            if not each.is_value:
                text += each.text
                continue
            number = home.get(id(each))
            if number is None:
                continue
            if before is not None:
                shared[min(before, number), max(before, number)].append(text)
            before, text = number, ""
    pairs = ((*pair, texts) for pair, texts in shared.items())
    joined = ((one, other) for one, other, own in pairs if _belong_together(chains[one], chains[other], own))
    groups: dict[int, list[Chain]] = defaultdict(list)
    for group, chain in zip(grouped(len(chains), joined), chains, strict=True):
        groups[group].append(chain)
    return list(groups.values())


def _belong_together(one: Chain, other: Chain, between: list[str]) -> bool:
    shorter = min(len(one.members), len(other.members))
    if len(between) < min(2, shorter) or len(between) < _SHARED * shorter:
        return False
    texts = [text for text in between if text]
    if len(texts) < _LABELLED * len(between):
        return True
    long = sum(map(len, texts)) >= _LABEL_LENGTH * len(texts)
    return not (long and len(set(texts)) >= _DISTINCT * len(texts))


def _columns(chains: list[Chain]) -> list[Chain]:
    """Chains as columns from left to right; those below each other are one column."""
    columns: list[Chain] = []
    for chain in sorted(chains, key=lambda each: each.left):
        last = columns[-1] if columns else None
        if last and _same_column(last, chain):
            last.members += chain.members
            last.rows += chain.rows
            last.left, last.right = min(last.left, chain.left), max(last.right, chain.right)
        else:
            columns.append(Chain(chain.left, chain.right, list(chain.members), list(chain.rows)))
    return columns


def _same_column(one: Chain, other: Chain) -> bool:
    common = min(one.right, other.right) - max(one.left, other.left)
    width = min(one.right - one.left, other.right - other.left)
    return common > _COVERED * width and not set(one.rows) & set(other.rows)


def _parts(rows: list[Row], columns: list[Chain]) -> Iterable[list[int]]:
    """Row numbers of the values, cut where a heading or a new header stands between them."""
    held: dict[int, list[Fragment]] = defaultdict(list)
    for column in columns:
        for number, value in zip(column.rows, column.members, strict=True):
            held[number].append(value)
    part: list[int] = []
    in_body = False
    last = -1
    left, right = math.inf, -math.inf
    for number in sorted(held):
        heads = _is_header(rows[number], held[number], columns)
        left, right = min(left, held[number][0].left), max(right, held[number][-1].right)
        broken = any(_is_break(rows[at], rows[last], rows[number], left, right) for at in range(last + 1, number))
        if part and in_body and (heads or broken):
            yield part
            part, in_body = [], False
            left, right = held[number][0].left, held[number][-1].right
        part.append(number)
        in_body = in_body or not heads
        last = number
    if part:
        yield part


def _is_header(row: Row, values: list[Fragment], columns: list[Chain]) -> bool:
    """Whether the values of a row are the years or classes that a header names."""
    if not all(value.is_name for value in values):
        return False
    left, right = columns[0].left, columns[-1].right
    texts = [each for each in row.fragments if not each.is_value]
    return len(values) > 1 or not texts or any(left < each.middle < right for each in texts)


def _is_break(row: Row, above: Row, below: Row, left: float, right: float) -> bool:
    """Whether a row without values ends the table above it: it has texts over its columns that are no wrapped cells.

    ``left`` and ``right`` are the edges of the values of the table.
    """
    over = [each for each in row.fragments if each.right > left and each.left < right]
    if not over:
        return False
    if above.y - row.y <= _WRAP * row.size:
        return False
    wide = [each for each in over if each.right - each.left > _NARROW * each.size and each.left < left]
    labelled = any(each.right <= left for each in row.fragments)
    if len(over) == 1 and not wide and row.y - below.y <= _WRAP * row.size:
        return False
    return bool(wide) or (len(over) > 1 or not labelled)


def _region(columns: list[Chain], part: list[int]) -> Region | None:
    numbers = set(part)
    kept = []
    for column in columns:
        held = [(row, one) for row, one in zip(column.rows, column.members, strict=True) if row in numbers]
        if held:
            values = [value for _, value in held]
            left, right = min(each.left for each in values), max(each.right for each in values)
            kept.append(Chain(left, right, values, [row for row, _ in held]))
    rows: dict[int, list[Fragment]] = {number: [] for number in sorted(part)}
    for column in kept:
        for row, value in zip(column.rows, column.members, strict=True):
            rows[row].append(value)
    if not kept or len(rows) < 2:
        return None
    return Region(kept, rows)
