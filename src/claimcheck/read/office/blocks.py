"""From drafts to what was read of a file: the text, the place of each block in it, sections, marks and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, repeat
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Cell, Mark, Page, PageStatus, Piece, Problem, Spot, Table
from claimcheck.read.blocks.runs import SectionPath, renoted
from claimcheck.read.limits import raising
from claimcheck.read.office.drafts import Draft, NoteKey, TableDraft
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden

BLOCK_END = "\n"
"""Stands between two blocks in the extracted text: a line is a paragraph or a row of a table."""


def finished(
    made: Made,
    raw: Raw,
    said: Iterable[Problem],
    hidden: Hidden,
    *,
    title: str | None,
    language: str | None = None,
    pages: Sequence[Page] = (),
) -> Reading:
    """The reading of a file: as many blocks from the start as the limits allow, with the tables and notes in them.

    ``title`` is that in the properties of the file, which counts where the text has none.
    """
    short, cut = _cap_characters(made.blocks, raw)
    blocks, capped = cap_blocks(short, raw)
    title = " ".join(" ".join(block.text.split()) for block in blocks if block.kind == "title") or title
    index = [*range(len(blocks)), *repeat(None, len(made.blocks) - len(blocks))]
    kept = tuple(replace(block, marks=renoted(block.marks, index.__getitem__)) for block in blocks)
    said, tables = (*said, *cut, *capped), _kept(made.tables, blocks)
    read = Reading(made.source, kept, tuple(pages), said, title, tables, language=language)
    return replace(read, spots=made.spots, unseen=hidden.texts)


def _cap_characters(blocks: list[Block], raw: Raw) -> tuple[list[Block], tuple[Problem, ...]]:
    """The blocks at the start that have no more characters than the limits allow."""
    limit = raw.limits.characters
    if sum(len(block.text) for block in blocks) <= limit:
        return blocks, ()
    lengths = accumulate(len(block.text) for block in blocks)
    count = next(number for number, length in enumerate(lengths) if length > limit)
    message = f"only the first {limit:,} characters were read"
    return blocks[:count], (raw.problem("limit-characters", message, "partial", raising("characters")),)


def _kept(tables: list[Table], blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """Tables with the cells whose blocks were kept."""
    count = len(blocks)
    kept = []
    for table in tables:
        cells = tuple(cell for cell in table.cells if cell.block < count)
        caption = table.caption if table.caption is not None and table.caption < count else None
        if cells:
            kept.append(replace(table, cells=cells, caption=caption))
    return tuple(kept)


class Made(NamedTuple):
    """The extracted text with its blocks and tables, the runs of its pages by their numbers, and the names in it."""

    source: str
    blocks: list[Block]
    tables: list[Table]
    runs: dict[int, tuple[int, int]]
    spots: tuple[Spot, ...]


def make_blocks(drafts: Sequence[Draft], tables: Sequence[TableDraft], labels: Mapping[NoteKey, str]) -> Made:
    """Lay out the drafts one after the other. ``labels`` names the notes of the file."""
    index = {draft: number for number, draft in enumerate(drafts)}
    first_of: dict[NoteKey, int] = {}
    for number, draft in enumerate(drafts):
        if draft.note is not None and draft.kind == "footnote":
            first_of.setdefault(draft.note, number)
    parts: list[str] = []
    blocks: list[Block] = []
    runs: dict[int, tuple[int, int]] = {}
    starts: dict[Draft, int] = {}
    at = 0
    for draft, section in zip(drafts, _sections(drafts), strict=True):
        text, skip = draft.text.text, draft.skip
        marks: list[Mark] = []
        for reference in draft.text.references:
            place = max(reference.at - skip, 0)
            if reference.key is None:
                marks.append(Mark(place, reference.label, typed=reference.typed))
            elif reference.key in labels:
                marks.append(Mark(place, labels[reference.key], first_of.get(reference.key)))
        if draft.label is not None:
            marks = [mark for mark in marks if mark.at > 0]
        pieces = (Piece(0, at + skip, len(text) - skip),)
        head = draft.kind, text[skip:], pieces, draft.page, draft.level, section, tuple(marks)
        blocks.append(Block(*head, _label(draft, labels), draft.running))
        if draft.page is not None:
            runs[draft.page] = runs.get(draft.page, (at, at))[0], at + len(text)
        parts.append(text)
        starts[draft] = at
        at += len(text) + len(BLOCK_END)
    captions = _captions(drafts, tables)
    numbers = {id(table): number for number, table in enumerate(tables)}
    made = [
        _table(table, index, captions.get(number), numbers.get(id(table.header_of)))
        for number, table in enumerate(tables)
    ]
    named = [cell for table in tables for cell in table.cells if cell.name]
    spots = [Spot(starts[draft], draft.name) for draft in drafts if draft.name]
    spots += [Spot(starts[cell.draft] + cell.start, cell.name) for cell in named]
    return Made(BLOCK_END.join(parts), blocks, made, runs, tuple(sorted(spots)))


def make_pages(
    labels: Sequence[str | None], runs: Mapping[int, tuple[int, int]], statuses: Mapping[int, PageStatus]
) -> list[Page]:
    """The pages of a file, each with its label and its run of the text.

    One without text is blank, where ``statuses`` has nothing else of it.
    """
    pages: list[Page] = []
    end = 0
    for number, label in enumerate(labels, 1):
        start, end = runs.get(number, (end, end))
        status = "read" if number in runs else statuses.get(number, "blank")
        pages.append(Page(number, start, end, status, label))
    return pages


def _sections(drafts: Sequence[Draft]) -> Iterator[tuple[str, ...]]:
    """The section path of each draft: a note stands in the section of its first mark."""
    path = SectionPath()
    page = None
    of_note: dict[NoteKey, tuple[str, ...]] = {}
    for draft in drafts:
        if draft.page != page:
            # What stands on a slide or sheet stands under its own headings.
            path, page = SectionPath(), draft.page
        own = path.path
        if draft.note is not None:
            own = of_note.get(draft.note, ())
        elif draft.running or draft.kind == "title":
            own = ()
        elif draft.kind == "heading" and not draft.boxed:
            own = path.enter(draft.level or 1, draft.text.text)
        for reference in draft.text.references:
            if reference.key is not None:
                of_note.setdefault(reference.key, own if draft.kind != "heading" else path.path)
        yield own


def _label(draft: Draft, labels: Mapping[NoteKey, str]) -> str | None:
    return None if draft.kind != "footnote" else draft.label if draft.note is None else labels[draft.note]


def _captions(drafts: Sequence[Draft], tables: Sequence[TableDraft]) -> dict[int, int]:
    """For each table the caption above it, or else the one below it that no other table has above."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    place = {id(draft): number for number, draft in enumerate(drafts) if draft.kind == "caption"}
    above = [place.get(id(table.caption), table.first - 1) for table in tables]
    for beside in (above, [table.last for table in tables]):
        for number, at in enumerate(beside):
            free = number not in found and at not in taken and 0 <= at < len(drafts)
            if free and drafts[at].kind == "caption":
                found[number] = at
                taken.add(at)
    return found


def _table(table: TableDraft, index: Mapping[Draft, int], caption: int | None, header_of: int | None) -> Table:
    cells = [
        Cell(cell.row, cell.column, index[cell.draft], cell.start, cell.end, cell.rows, cell.columns)
        for cell in table.cells
    ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    page = table.cells[0].draft.page if table.cells else None
    shape = table.rows, table.columns, table.header_rows, table.header_columns
    return Table(tuple(cells), *shape, caption, page, header_of, table.cut)
