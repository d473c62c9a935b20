"""The text of a table: its cells, and the rows that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from claimcheck.read.office.drafts import CellDraft, Draft
from claimcheck.read.office.lines import Line, Reference, Text
from claimcheck.read.office.looks import PLAIN

CELL_GAP = " | "


class Placed(Protocol):
    """Something that has its place in a grid."""

    @property
    def row(self) -> int:
        """Its first row, from 0."""

    @property
    def column(self) -> int:
        """Its first column, from 0."""

    @property
    def rows(self) -> int:
        """How many rows it covers."""

    @property
    def columns(self) -> int:
        """How many columns it covers."""


class CellLine(Line):
    """The text of a cell: a line end between two of its paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self._joined = True

    def open_paragraph(self) -> None:
        """A further paragraph begins, unless the end of the one before is deleted."""
        if not self._joined:
            self.add("\n", PLAIN)
        self._joined = False

    def join_next(self) -> None:
        """The next paragraph goes on in this one."""
        self._joined = True


def make_row(row: Sequence[Placed], texts: Sequence[Text]) -> tuple[Draft | None, list[CellDraft]]:
    """The draft of a row, None if all its cells are empty, and its cells that are not."""
    parts: list[str] = []
    references: list[Reference] = []
    places: list[tuple[Placed, int, int]] = []
    at = 0
    for cell, text in zip(row, texts, strict=True):
        if not text.text:
            continue
        if parts:
            parts.append(CELL_GAP)
            at += len(CELL_GAP)
        parts.append(text.text)
        references += [reference._replace(at=reference.at + at) for reference in text.references]
        places.append((cell, at, at + len(text.text)))
        at += len(text.text)
    if not parts:
        return None, []
    draft = Draft("table", Text("".join(parts), tuple(references)))
    cells = [
        CellDraft(cell.row, cell.column, draft, start, end, cell.rows, cell.columns)
        for cell, start, end in places
    ]
    return draft, cells
