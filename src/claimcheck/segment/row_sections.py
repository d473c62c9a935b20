"""Rows that head the rows below them, and rows that are a part of a row above: by words, bullets or indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.text.structure_words import TableWords

MOST_LEVELS = 3
"""Section rows that may stand in one another."""
MOST_EDGES = 4
"""Left edges of labels in one table; with more of them labels are centred and not indented."""
LEAST_INDENT = 2.5
"""Points by which a label has to begin further right to stand under another one."""

_SEVERAL = 3
_BULLET = re.compile(r"\A[-•·–*] ?(?=[^\W\d_])")


class _Head(NamedTuple):
    label: str
    left: float | None


def indents(lefts: Iterable[float | None]) -> bool:
    """Whether the left edges of a table's labels, in points, are few enough to be steps of indentation.

    Nothing is indented before there is a row to stand under, so where the first label begins further right than
    others, and they begin at several places, all are centred.
    """
    known = [left for left in lefts if left is not None]
    edges = {round(left) for left in known}
    if not 1 < len(edges) <= MOST_EDGES:
        return False
    return len(edges) < _SEVERAL or known[0] <= min(known) + LEAST_INDENT


class RowSections:
    """The section rows that are open and the rows that may have parts, outermost first.

    ``left`` is the left edge of a row's label in points, None where edges say nothing.
    """

    __slots__ = ("_fresh", "_indented", "_inner", "_open", "_rows")

    def __init__(self, words: TableWords) -> None:
        self._inner = words.inner_rows
        self._open: list[_Head] = []
        self._rows: list[_Head] = []
        self._fresh = False
        self._indented = False

    def open(self, labels: tuple[str, ...], left: float | None = None) -> None:
        """Enter a row without figures.

        Two such rows in a row stand in one another. A later one takes the place of those that are indented as far
        as it is; where edges say nothing, of the innermost if it is written like that and not like the outer one,
        else of all.
        """
        if not labels:
            return
        label = " ".join(labels)
        if left is not None:
            self._open = [head for head in self._open if head.left is None or head.left < left - LEAST_INDENT]
        elif not self._fresh:
            same = len(self._open) > 1 and self._open[0].label.isupper() and not label.isupper()
            self._open = self._open[:1] if same else []
        self._open = [*self._open[: MOST_LEVELS - 1], _Head(label, left)]
        self._fresh = True
        self._indented = False
        self._rows = []

    def path(self, labels: tuple[str, ...], left: float | None = None) -> tuple[str, ...]:
        """The labels of a row with figures behind the sections and the row that it stands in."""
        if not labels:
            return ()
        first = labels[0]
        inner = self._is_inner(first)
        if self._fresh and first[:1].islower() and not inner and self._open:
            # The label of this row began on the row above.
            labels = (f"{self._open.pop().label} {first}", *labels[1:])
        self._fresh = False
        if left is not None:
            self._close(left)
        above = [head.label for head in self._above(inner, left)]
        if inner:
            labels = (_BULLET.sub("", first, count=1), *labels[1:])
        self._rows.append(_Head(labels[-1], left))
        return (*(head.label for head in self._open), *above, *labels)

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
        if left is not None:
            while rows and (rows[-1].left is None or rows[-1].left > left - LEAST_INDENT):
                rows.pop()
            self._rows = rows[-MOST_LEVELS:]
        elif inner:
            self._rows = rows[:1]
        else:
            self._rows = []
        return list(self._rows)

    def _is_inner(self, label: str) -> bool:
        if _BULLET.match(label):
            return True
        low = label.lower()
        return any(
            low.startswith(word) and not low[len(word) : len(word) + 1].isalnum() for word in self._inner
        )
