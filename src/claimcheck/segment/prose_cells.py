"""Cells of a table that hold sentences: measures, targets, explanations.

A row of figures is read as one; a cell that says something is read like any other text. Nothing but shape is looked
at: how many words a cell has, how it ends, and whether it names its row or column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.model.document import Cell, Document, Table
from claimcheck.text.normalise import NormText

# Labels and units are shorter than this many words, and what names a row or column may be as long.
_FEWEST_WORDS = 6
_ENDS = (".", "!", "?", "。", "！", "？")
_WORD = re.compile(r"[^\W\d_]{2,}")
_SEPARATORS = " |"

Runs = list[tuple[int, int]]


def prose_cells(document: Document, norm: NormText) -> Mapping[int, Runs]:
    """Runs of ``norm.text`` of the cells that hold sentences, by block, in order and without overlap."""
    found: dict[int, Runs] = {}
    for table in document.tables:
        for cell in table.cells:
            start, end = _place(cell, norm)
            if start < end and _is_prose(norm.text[start:end], cell, table):
                found.setdefault(cell.block, []).append((start, end))
    for runs in found.values():
        runs.sort()
        _drop_overlaps(runs)
    return found


def between(start: int, end: int, runs: Runs, text: str) -> Runs:
    """What is left of a row around its cells of prose, without the borders of the cells."""
    rest: Runs = []
    for first, last in [*runs, (end, end)]:
        opens, closes = start, first
        while opens < closes and text[opens] in _SEPARATORS:
            opens += 1
        while opens < closes and text[closes - 1] in _SEPARATORS:
            closes -= 1
        if opens < closes:
            rest.append((opens, closes))
        start = last
    return rest


def _place(cell: Cell, norm: NormText) -> tuple[int, int]:
    block, shift = norm.blocks[cell.block], norm.shifts.get(cell.block)
    start, end = (shift.norm_of(cell.start), shift.norm_of(cell.end)) if shift else (cell.start, cell.end)
    return min(block.start + start, block.end), min(block.start + end, block.end)


def _is_prose(text: str, cell: Cell, table: Table) -> bool:
    if len(_WORD.findall(text)) < _FEWEST_WORDS:
        return False
    names = cell.column < table.header_columns or cell.row < table.header_rows
    return text.endswith(_ENDS) or not names


def _drop_overlaps(runs: Runs) -> None:
    last = -1
    kept = []
    for start, end in runs:
        if start >= last:
            kept.append((start, end))
            last = end
    runs[:] = kept
