"""Rows of figures that belong to no table: a table that was not found loses its columns and years."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.model.document import Block

_FIGURE = re.compile(r"[-–+(<>~]*[€$£]?\d[\d.,'’]*[)%]*")
_FIGURES = 3  # in a row
_ROWS = 4  # on a page
_LEVEL = 3.0  # points between the baselines of one row


def pages_of_loose_rows(blocks: Iterable[Block]) -> list[int]:
    """The pages on which several labels have figures beside them that stand in no table, in order."""
    labels: dict[int, list[Block]] = {}
    figures: dict[int, list[tuple[float, float, int]]] = {}
    for block in blocks:
        if block.kind == "table" or block.running or block.box is None or block.page is None:
            continue
        words = block.text.split()
        if "\n" in block.text:
            labels.setdefault(block.page, []).append(block)
        elif all(map(_FIGURE.fullmatch, words)):
            figures.setdefault(block.page, []).append((block.box.bottom, block.box.left, len(words)))
        else:
            labels.setdefault(block.page, []).append(block)
    return [page for page, found in sorted(figures.items()) if _rows(found, labels.get(page, [])) >= _ROWS]


def _rows(figures: list[tuple[float, float, int]], labels: list[Block]) -> int:
    """How many levels have figures enough, and a label to the left of them."""
    rows: list[list[tuple[float, float, int]]] = []
    for each in sorted(figures):
        if rows and each[0] - rows[-1][0][0] <= _LEVEL:
            rows[-1].append(each)
        else:
            rows.append([each])
    return sum(
        sum(count for _, _, count in row) >= _FIGURES
        and any(_stands_before(label, row[0][0], min(left for _, left, _ in row)) for label in labels)
        for row in rows
    )


def _stands_before(label: Block, level: float, left: float) -> bool:
    box = label.box
    return box is not None and box.right <= left and box.bottom - _LEVEL <= level <= box.top
