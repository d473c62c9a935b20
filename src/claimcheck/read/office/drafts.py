"""What reading a story gives before places and sections are known: drafts of blocks and of tables, and its headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.document import BlockKind
from claimcheck.read.blocks import openings
from claimcheck.read.office.lines import NoteKey, Text

_LARGER = 1.15  # times the size of most characters
_DEEPEST = 9


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


def find_headings(drafts: Sequence[Draft]) -> None:
    """Make headings of the drafts that look like one and have text below; the larger, the further out.

    They rank below all headings that are such by their style.
    """
    sizes: Counter[int] = Counter()
    for draft in drafts:
        if draft.kind == "paragraph" and draft.text.size:
            sizes[draft.text.size] += len(draft.text.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0)
    found = [
        draft
        for draft, below in pairwise(drafts)
        if draft.may_head and not below.running and _looks_like_one(draft, body)
    ]
    base = max((draft.level or 0 for draft in drafts if draft.kind == "heading"), default=0)
    ranks = {
        size: rank
        for rank, size in enumerate(sorted({_size(draft, body) for draft in found}, reverse=True), 1)
    }
    for draft in found:
        draft.kind = "heading"
        draft.level = min(base + ranks[_size(draft, body)], _DEEPEST)


def _size(draft: Draft, body: int) -> int:
    return max(draft.text.size or body, body)


def _looks_like_one(draft: Draft, body: int) -> bool:
    text = draft.text
    if "\n" in text.text or not openings.is_title_like(text.text):
        return False
    size = text.size or body
    return size > _LARGER * body if not text.bold else size >= body


def lift_title(drafts: Sequence[Draft]) -> None:
    """Make the title of the only heading of its level, if the document begins with it and has no title.

    The headings below it then name sections, as they do under a title.
    """
    shown = [draft for draft in drafts if not draft.running and draft.kind != "alt"]
    if (
        not shown
        or shown[0].kind != "heading"
        or shown[0].boxed
        or any(draft.kind == "title" for draft in shown)
    ):
        return
    first = shown[0]
    headings = [draft for draft in shown if draft.kind == "heading" and not draft.boxed]
    outermost = [draft for draft in headings if (draft.level or 0) <= (first.level or 0)]
    if len(outermost) == 1 < len(headings):
        first.kind, first.level = "title", 1
