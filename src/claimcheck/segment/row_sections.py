"""Rows that head the rows below them, and rows that are a part of a row above: by words, bullets or indentation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby, pairwise
from typing import NamedTuple

from claimcheck.text.structure_words import TableWords

MOST_LEVELS = 3
"""Section rows that may stand in one another."""
MOST_EDGES = 4
"""Left edges of labels in one table; with more of them labels are centred and not indented."""
LEAST_INDENT = 2.5
"""Points by which a label has to begin further right to stand under another one."""

FARTHEST_INDENT = 30
"""Points that one step of indentation is wide at most; labels further right may be set to the right."""

_CENTRED = 5
"""Points by which a label that is a letter or two shorter than another one begins further right if both are centred."""
_SEVERAL = 3
_LEAST_LEFT = 2
_BULLET = re.compile(r"\A[-•·–*] ?(?=[^\W\d_])")
_WORDS = re.compile(r"[^\W_]{3,}")
_CLASS = re.compile(r"[<>≤≥] ?[0-9]|[0-9]{1,3} ?[-–<≤] ?[0-9a-z]|\W*[0-9.,]+[.,][0-9]{2}\b[\W0-9]*\Z")
_NUMBERED = re.compile(r"\(?[a-z][).] ")
_COUNTED = re.compile(r"([A-HJ-UWYZ])\. |([0-9]{1,2})[.)] |([a-z])\) ")
"""Letters and numbers of a list, the outermost first; "I.", "V." and "X." may be Roman."""


class _Head(NamedTuple):
    """A row that heads others; ``outer`` are the labels of several rows that it stands beside."""

    label: str
    left: float | None
    inner: bool = False
    outer: tuple[str, ...] = ()


def steps(labels: Iterable[tuple[str, float | None]]) -> Mapping[int, float]:
    """The steps of indentation of a table's labels, by their left edges in points; none where edges say nothing.

    There are few. Nothing is indented before there is a row to stand under. Where labels begin at several places, or at
    two near each other, at least two begin at the left one: else all are centred. Labels of which a longer one
    always begins further left are set to the right, and stand on one step.
    """
    known = [(text, left) for text, left in labels if left is not None]
    edges = {round(left): left for _, left in known}
    if not 1 < len(edges) <= MOST_EDGES:
        return {}
    first = min(edges)
    few = len({text for text, left in known if round(left) == first}) < _LEAST_LEFT
    if len(edges) < _SEVERAL:
        return {} if few and max(edges) - first < _CENTRED else edges
    if few or round(known[0][1]) > first:
        return {}
    inner = sorted({(len(text), -round(left)) for text, left in known if round(left) > first})
    ordered = all(one[1] < other[1] for one, other in pairwise(inner))
    begin = min(edge for edge in edges if edge > first)
    if ordered and begin > first + FARTHEST_INDENT:
        return {edge: edges[first] if edge == first else edges[begin] for edge in edges}
    return edges


def heads(rows: Iterable[tuple[int, str | None]], totals: Collection[str]) -> Mapping[int, tuple[str, ...]]:
    """By the number of a row the label of the row with figures that heads it, where only the order of rows tells.

    ``rows`` are those with figures and their labels; None parts sections. Labels that come again stand each time below
    one that does not, begin alike, and end the section: what stands below them might be their total. So might they be
    where several rows stand above. What its label calls one of the ``totals`` is that of the whole section.
    """
    found: dict[int, tuple[str, ...]] = {}
    for is_row, section in groupby(rows, key=lambda row: row[1] is not None):
        named = [(number, label) for number, label in section if label is not None]
        while len(named) > 1 and named[-1][1].lower() in totals:
            named.pop()
        times = Counter(label for _, label in named)
        if not is_row or times[named[0][1]] > 1 or times[named[-1][1]] == 1:
            continue
        groups: list[list[tuple[int, str]]] = []
        for number, label in named:
            if times[label] == 1:
                groups.append([])
            groups[-1].append((number, label))
        below = [[label for _, label in group[1:]] for group in groups[len(groups[0]) == 1 :]]
        if len({tuple(labels[:1]) for labels in below}) == 1 and all(len({*own}) == len(own) for own in below):
            found |= {number: group[0][1:] for group in groups for number, _ in group[1:]}
    return found


def _goes_on(above: str, label: str) -> bool:
    """Whether a label may end the one on the row above: it begins with a small letter that is no number of a list."""
    return label[:1].islower() and above[-1:] != ":" and _NUMBERED.match(label) is None


class RowSections:
    """The section rows that are open and the rows that may have parts, outermost first.

    ``left`` is the left edge of a row's label in points, None where edges say nothing.
    """

    def __init__(self, words: TableWords) -> None:
        self._inner = words.inner_rows
        self._totals = frozenset(words.totals)
        self._grand_totals = frozenset(words.grand_totals)
        self._open: list[_Head] = []
        self._rows: list[_Head] = []
        self._fresh = False
        self._indented = False
        self._counted: dict[int, tuple[int, int]] = {}

    def open(self, labels: tuple[str, ...], left: float | None = None) -> None:
        """Enter a row without figures.

        Two such rows in a row stand in one another. A later one takes the place of those that are indented as far
        as it is; where edges say nothing, of the innermost if it is written like that and not like the outer one,
        else of all.
        """
        if not labels or _CLASS.match(" ".join(labels)):
            return  # a class without figures ("< 30 years") heads no other one, nor does an amount
        *outer, label = labels
        self._beside(labels)
        if left is not None:
            self._open = [head for head in self._open if head.left is None or head.left < left - LEAST_INDENT]
        elif self._is_inner(label):
            while self._open and self._is_inner(self._open[-1].label):
                self._open.pop()
        elif not self._fresh:
            same = len(self._open) > 1 and self._open[0].label.isupper() and not label.isupper()
            self._open = self._open[:1] if same else []
        self._open = self._open[: MOST_LEVELS - 1]
        if counted := _COUNTED.match(label):
            self._count(counted)
        self._open.append(_Head(label, left, outer=tuple(outer)))
        self._fresh = True
        self._indented = False
        self._rows = []

    def path(self, labels: tuple[str, ...], left: float | None = None) -> tuple[str, ...]:
        """The labels of a row with figures behind the sections and the row that it stands in."""
        if not labels:
            return ()
        self._beside(labels)
        shared = len(self._open[-1].outer) if self._open else 0
        common, labels = labels[:shared], labels[shared:]
        first = labels[0]
        if counted := _COUNTED.match(first):
            self._count(counted)
        inner, name = self._is_inner(first), first.lower().strip(" :")
        if name in self._grand_totals:
            self._open = []
        elif name.partition(" ")[0] in self._totals:
            self._leave(name)
        outer = self._rows[0].left if self._rows else None
        if left is not None and outer is not None and name in self._totals:
            left = min(left, outer)  # it is of all rows above, wherever it is set
        if self._fresh and not inner and self._open and _goes_on(self._open[-1].label, first):
            # The label of this row began on the row above.
            labels = (f"{self._open.pop().label} {first}", *labels[1:])
        self._fresh = False
        if left is not None and not inner:
            self._close(left)
        above = [head.label for head in self._above(inner, left)]
        if inner:
            labels = (_BULLET.sub("", first, count=1), *labels[1:])
        self._rows.append(_Head(labels[-1], left, inner))
        wide = [head.label for head in self._open if not head.outer]
        return (*wide, *common, *(head.label for head in self._open if head.outer), *above, *labels)

    def _beside(self, labels: tuple[str, ...]) -> None:
        """Close the sections beside labels of several rows that are not those of this row."""
        self._open = [head for head in self._open if labels[:-1][: len(head.outer)] == head.outer]

    def _count(self, counted: re.Match[str]) -> None:
        """Close what opened between "5." and "6.": it is a part of "5."."""
        sign, level = counted[counted.lastindex or 0], counted.lastindex or 0
        number = int(sign) if sign.isdigit() else ord(sign)
        before, depth = self._counted.get(level, (0, 0))
        self._open = self._open[:depth] if number == before + 1 > 1 else self._open
        self._counted = {at: told for at, told in self._counted.items() if at < level}
        self._counted[level] = (number, len(self._open))

    def _leave(self, total: str) -> None:
        """Close the sections that a total is no part of: "Total assets" is that of more than "Current assets"."""
        named = set(_WORDS.findall(total.partition(" ")[2]))
        while named and self._open and named < set(_WORDS.findall(self._open[-1].label.lower())):
            self._open.pop()

    def is_part(self, labels: tuple[str, ...]) -> bool:
        """Whether the words of a row say that it is a part of the row above."""
        return bool(labels) and self._is_inner(labels[0])

    def _close(self, left: float) -> None:
        """Close the section that a row stands beside, if rows before it were indented under that section."""
        if not self._open or self._open[-1].left is None:
            return
        if left > self._open[-1].left + LEAST_INDENT:
            self._indented = True
        elif self._indented:
            self._open = [head for head in self._open if head.left is None or head.left < left - LEAST_INDENT]

    def _above(self, inner: bool, left: float | None) -> list[_Head]:
        """The rows that a row is a part of; rows that can have no more parts are dropped."""
        rows = self._rows
        if inner and any(not row.inner for row in rows):
            while rows[-1].inner and (left is None or (rows[-1].left or 0.0) > left - LEAST_INDENT):
                rows.pop()
            self._rows = rows[:1] if left is None else rows[-MOST_LEVELS:]
        elif left is not None:
            while rows and (rows[-1].left is None or rows[-1].left > left - LEAST_INDENT):
                rows.pop()
            self._rows = rows[-MOST_LEVELS:]
        else:
            self._rows = []
        return list(self._rows)

    def _is_inner(self, label: str) -> bool:
        if _BULLET.match(label):
            return True
        low = label.lower()
        return any(low.startswith(word) and not low[len(word) : len(word) + 1].isalnum() for word in self._inner)
