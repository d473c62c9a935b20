"""Notes in blocks: those resolved are parted from others, their marks lifted, and markers linked to what they mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Cell, Mark, Page, Table
from claimcheck.read.blocks.runs import Edited, cut, renoted
from claimcheck.text.notes import NoteIndex

_LEAST_LISTED = 3  # entries of a list of notes


class Opening(NamedTuple):
    """A note called ``label`` that begins at ``start`` of a block, with a mark of ``length`` characters."""

    block: int
    start: int
    length: int
    label: str


class Lift(NamedTuple):
    """The characters ``start`` to ``end`` of a block are a mark for the note that begins at ``note``.

    ``note`` is None where it is not known which; ``mark`` is the index among the block's marks where it is one already.
    """

    block: int
    start: int
    end: int
    label: str
    note: tuple[int, int] | None
    mark: int | None


class _Part(NamedTuple):
    """A run of an old block that becomes a block of its own; a note has an opening."""

    block: int
    start: int
    end: int
    opening: Opening | None


def _parts_words(text: str, start: int, end: int) -> bool:
    return 0 < start < end and text[start - 1] in ",.;:!?)" and text[end : end + 1].isalnum()


def edited(
    blocks: Sequence[Block], tables: Sequence[Table], openings: Sequence[Opening], lifts: Sequence[Lift]
) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The blocks and tables as they are with these notes and marks."""
    by_block: dict[int, list[Opening]] = defaultdict(list)
    for opening in openings:
        by_block[opening.block].append(opening)
    lifted: dict[int, list[Lift]] = defaultdict(list)
    for lift in lifts:
        lifted[lift.block].append(lift)
    for listed in lifted.values():
        listed.sort(key=attrgetter("start"))
    parts = [part for number, block in enumerate(blocks) for part in _parts(number, block, by_block[number])]
    # Where the first part of an old block went, and each note.
    first: dict[int, int] = {}
    notes: dict[tuple[int, int], int] = {}
    for number, part in enumerate(parts):
        first.setdefault(part.block, number)
        notes[part.block, part.start] = number
    cuts: dict[int, Edited] = {}
    made: list[Block] = []
    for part in parts:
        block, own = blocks[part.block], lifted[part.block]
        if part.opening is None and not own:
            made.append(replace(block, marks=renoted(block.marks, first.__getitem__)))
            continue
        made.append(_made(part, block, own, first, notes, cuts))
    heads = [number for number in sorted(cuts) if blocks[number].kind in ("heading", "title")]
    renamed = {" ".join(blocks[at].text.split()): " ".join(made[first[at]].text.split()) for at in heads}
    made = [replace(one, section=tuple(renamed.get(name, name) for name in one.section)) for one in made]
    gone = {opening.block for opening in openings if blocks[opening.block].kind == "table"}
    return tuple(made), tuple(_table(table, first, cuts, gone) for table in tables)


def _parts(number: int, block: Block, openings: Sequence[Opening]) -> Iterator[_Part]:
    starts = [(opening.start, opening) for opening in openings]
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, None))  # type: ignore[arg-type]
    ends = [start for start, _ in starts[1:]] + [len(block.text)]
    for (start, opening), end in zip(starts, ends, strict=True):
        yield _Part(number, start, end, opening)


def _made(
    part: _Part,
    block: Block,
    lifts: Sequence[Lift],
    first: dict[int, int],
    notes: dict[tuple[int, int], int],
    cuts: dict[int, Edited],
) -> Block:
    start, opening = part.start, part.opening
    text = block.text[start : part.end]
    opens = opening.length if opening else 0
    end = max(opens, len(text.rstrip(" \n|" if block.kind == "table" else None)))
    low = bisect_left(lifts, start + opens, key=attrgetter("start"))
    own = lifts[low : bisect_left(lifts, start + end, key=attrgetter("start"))]
    inside = [lift._replace(start=lift.start - start, end=lift.end - start) for lift in own]
    runs = sorted({(lift.start, lift.end) for lift in inside if lift.end > lift.start})
    head = [(0, opens)] if opens else []
    tail = [(end, len(text))] if end < len(text) else []
    # Where two words would run into one, a blank is left.
    left = Edited(text, [(*run, " " if _parts_words(text, *run) else "") for run in (*head, *runs, *tail)])
    cuts.setdefault(part.block, left)
    marks = [Mark(left.new(lift.start), lift.label, None if lift.note is None else notes[lift.note]) for lift in inside]
    taken = {lift.mark for lift in inside}
    low = bisect_left(block.marks, start, key=attrgetter("at"))
    for index in range(low, bisect_right(block.marks, part.end, key=attrgetter("at"))):
        mark = block.marks[index]
        # A raised mark that opens a note has become its label.
        if index not in taken and (opening is None or mark.at > start):
            note = None if mark.note is None else first[mark.note]
            marks.append(replace(mark, at=left.new(mark.at - start), note=note))
    pieces = tuple(left.pieces(cut(block.pieces, start, part.end)))
    made = replace(block, text=left.text, pieces=pieces, marks=tuple(sorted(marks, key=attrgetter("at"))))
    return made if opening is None else replace(made, kind="footnote", level=None, label=opening.label, running=False)


def _table(table: Table, first: dict[int, int], cuts: dict[int, Edited], gone: set[int]) -> Table:
    """A table over the new blocks, without the rows that have become notes."""
    cells = tuple(_cell(cell, first, cuts) for cell in table.cells if cell.block not in gone)
    caption = None if table.caption is None else first[table.caption]
    if caption == table.caption and cells == table.cells:
        return table
    return replace(table, cells=cells, caption=caption)


def _cell(cell: Cell, first: dict[int, int], cuts: dict[int, Edited]) -> Cell:
    cut = cuts.get(cell.block)
    block = first[cell.block]
    if cut is None:
        return cell if block == cell.block else replace(cell, block=block)
    return replace(cell, block=block, start=cut.new(cell.start), end=cut.new(cell.end))


def link_notes(blocks: Sequence[Block], pages: Sequence[Page] = ()) -> tuple[Block, ...]:
    """The blocks with ``Mark.note`` filled where there is such a note; links that a reader made itself stay."""
    if not any(block.marks for block in blocks):
        return tuple(blocks)
    linked = _with_links(blocks, pages)
    listed = _listed_notes(linked)
    if listed is None:
        return linked
    # The entries of the list are notes that their numbers name.
    notes = [replace(linked[at], kind="footnote", label=str(count)) for count, at in enumerate(listed, 1)]
    return _with_links([*linked[: listed.start], *notes, *linked[listed.stop :]], pages)


def _with_links(blocks: Sequence[Block], pages: Sequence[Page]) -> tuple[Block, ...]:
    if not any(block.kind == "footnote" for block in blocks):
        return tuple(blocks)
    index = NoteIndex(blocks, pages)
    linked = (tuple(_linked(mark, at, index) for mark in block.marks) for at, block in enumerate(blocks))
    return tuple(replace(block, marks=marks) for block, marks in zip(blocks, linked, strict=True))


def _listed_notes(blocks: Sequence[Block]) -> range | None:
    """The one list behind the first mark without a note whose entries, counted, are what such marks ask for.

    They ask for its last entry, and for two entries in three.
    """
    marks = [(mark, number) for number, block in reversed([*enumerate(blocks)]) for mark in block.marks]
    asked = {int(one.label): at for one, at in marks if one.note is None and one.label.isdecimal()}
    if len(asked) < _LEAST_LISTED:
        return None
    groups = [[*own] for _, own in groupby(range(len(blocks)), key=lambda number: blocks[number].kind)]
    runs = [range(own[0], own[-1] + 1) for own in groups if blocks[own[0]].kind == "list"]
    first, most = min(asked.values()), max(asked)
    fitting = [run for run in runs if len(run) == most and 3 * len(asked) >= 2 * most and run.start > first]
    return fitting[0] if len(fitting) == 1 else None


def _linked(mark: Mark, block: int, index: NoteIndex) -> Mark:
    link = index.link(block, mark.label, mark.at) if mark.note is None else None
    return replace(mark, note=link.note) if link else mark
