"""What reading a story gives before places and sections are known: drafts of blocks and of tables."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.document import BlockKind
from claimcheck.read.blocks import openings
from claimcheck.read.office.lines import NoteKey, Text


class Draft(Struct, eq=False):
    """A block to be. ``level`` is that of a heading or list item; ``skip`` characters at its start are a marker.

    ``boxed`` stands in a text box: its headings open no section. ``note`` is the note of the file that it belongs
    to; ``label`` that of a note typed by hand. ``may_head`` holds where its look alone could make it a heading.
    ``page`` is known for paged formats, ``name`` where the file has one for its place.
    """

    kind: BlockKind
    text: Text
    level: int | None = None
    skip: int = 0
    running: bool = False
    boxed: bool = False
    note: NoteKey | None = None
    label: str | None = None
    may_head: bool = False
    page: int | None = None
    name: str = ""

    def belong_to(self, note: NoteKey) -> None:
        """Make it a part of a note of the file."""
        self.note, self.may_head = note, False
        if self.kind not in ("table", "alt"):
            self.kind, self.level, self.label, self.skip = "footnote", None, None, 0


def typed(text: Text) -> Draft:
    """A block of which no style says what it is: a note or an item of a list by what it opens with, or text."""
    if text.opening is not None:
        return Draft("footnote", text, label=text.opening)
    marker = openings.opening(text.text)
    if marker is not None and marker.kind == "bullet":
        return Draft("list", text, 1, marker.length)
    return Draft("paragraph", text, may_head=True)


class CellDraft(NamedTuple):
    """A cell with text: where it is in the grid, in which draft its text is, and where there.

    ``name`` as in ``Draft``.
    """

    row: int
    column: int
    draft: Draft
    start: int
    end: int
    rows: int
    columns: int
    name: str = ""


class TableDraft(Struct, eq=False):
    """A grid; ``first`` is the number of drafts in front of it, ``last`` that of those up to its end.

    ``header_of`` and ``cut`` as in ``Table``.
    """

    cells: list[CellDraft]
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    first: int = 0
    last: int = 0
    caption: Draft | None = None
    header_of: TableDraft | None = None
    cut: bool = False


class Drafts(Struct):
    """The drafts of a story in reading order, and its tables."""

    blocks: list[Draft] = field(default_factory=list)
    tables: list[TableDraft] = field(default_factory=list)

    def take(self, other: Drafts) -> None:
        """Take over the drafts of another story, behind these."""
        offset = len(self.blocks)
        self.blocks += other.blocks
        for table in other.tables:
            table.first += offset
            table.last += offset
        self.tables += other.tables
