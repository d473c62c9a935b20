"""Notes and marks that are typed: the one resolver for all formats, over what their readers made.

A block that opens with a mark where notes stand (under a table, at the foot of a page, at the end of a chapter or of
the document) is a note if words before it, within its reach, bear the same mark; and only then are they marked. Marks
that a reader knows to be raised ask for notes as well. What remains open is left to ``link_notes``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.model.document import Block, Table
from claimcheck.read.blocks import note_shapes as shapes
from claimcheck.read.blocks.note_shapes import Opener, Shape, opener
from claimcheck.read.blocks.notes import Lift, Opening, edited
from claimcheck.read.sequences import runs

_MAY_BE_NOTE = frozenset(("paragraph", "list", "footnote", "caption"))
_LONGEST_MARKER = 8  # characters of the list marker in front of a block's text
_BEHIND_RAISED = re.compile(r"\s?[.):\]]?\s*")
_LONGEST_TAGS = 160  # characters of markup in front of an entry
_FIRST_ENTRY = re.compile(r"<ol\b[^<>]*>\s*<li\b[^<>]*>(?:\s*<\w[^<>]*>)*\Z", re.IGNORECASE)
_NEXT_ENTRY = re.compile(r"<li\b[^<>]*>(?:\s*<\w[^<>]*>)*\Z", re.IGNORECASE)
_LEAST_OF_ROW = 15  # characters of a note in the last rows of a table
_TAIL = 2  # blocks behind the last notes of a document: an address, an imprint
_MANY = 3  # notes that are counted from the first on, so that nobody takes them for anything else
_LOST = 4  # notes in a list, of which one may be asked for by a mark that nobody could read
_LOOKED_AT = 8  # notes of one label behind a mark


class _Note(Struct):
    """What may be a note: where it opens, with what, and how far it reaches.

    ``known`` notes are sure to be some; one ``among_notes`` stands in one run with notes that need no place, or is one
    of several that are counted from the first on.
    """

    block: int
    start: int
    opener: Opener
    known: bool = False
    table: range = range(0)
    at_end: bool = False
    opens_section: bool = False
    of_document: bool = False
    among_notes: bool = False
    taken: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where it opens, to be compared with the places of marks."""
        return self.block, self.start


class _Ask(NamedTuple):
    """A mark at ``start`` to ``end`` of a block for a note ``label``; ``mark`` is its index if a reader lifted it.

    ``plain`` as in ``Asked``.
    """

    block: int
    start: int
    end: int
    label: str
    shape: Shape
    mark: int | None = None
    plain: bool = False


def resolve(
    blocks: Sequence[Block], tables: Sequence[Table], source: str
) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """The blocks and tables with typed notes as footnotes and with marks for them in place of their characters.

    ``source`` is that of the document: what a list entry began with stands there. Time is linear in the text.
    """
    notes = _openings(blocks, source)
    if not notes:
        return _settled(blocks), tuple(tables)
    _place(notes, blocks)
    by_label: dict[str, list[_Note]] = defaultdict(list)
    for note in notes:
        by_label[note.opener.label].append(note)
    asks = list(_asks(blocks, by_label))
    found = _Resolver(blocks, by_label, asks).resolve(notes)
    left = _left(asks, [ask for ask, _ in found], [note for note in notes if note.taken or note.known])
    if not found and not left:
        return _settled(blocks), tuple(tables)
    openings = [Opening(note.block, note.start, note.opener.length, note.opener.label) for note in notes if note.taken]
    lifts = [Lift(ask.block, ask.start, ask.end, ask.label, note.place, ask.mark) for ask, note in found]
    lifts += [Lift(ask.block, ask.start, ask.end, ask.label, None, None) for ask in left]
    made, moved = edited(blocks, tables, openings, lifts)
    return _settled(made), moved


def _left(asks: list[_Ask], led: list[_Ask], notes: list[_Note]) -> list[_Ask]:
    """The plain marks for notes that may stand on other pages: which of them is meant, the pages tell."""
    done, openers = set(led), {note.place for note in notes}
    labels = {note.opener.label for note in notes}
    asked = (ask for ask in asks if ask.plain and ask.label in labels and ask not in done)
    return [ask for ask in asked if (ask.block, ask.start) not in openers]


def _settled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without the marks of which nobody could be sure."""
    return tuple(replace(one, marks=tuple(mark for mark in one.marks if not mark.typed)) for one in blocks)


# What may be a note.


def _openings(blocks: Sequence[Block], source: str) -> list[_Note]:
    notes: list[_Note] = []
    counted = 0
    for number, block in enumerate(blocks):
        counted = _count(block, source, counted)
        if counted:
            notes.append(_Note(number, 0, Opener(str(counted), "point", 0)))
            continue
        if not block.text or (block.running and not _stands_in_footer(block, source)):
            continue
        if block.kind == "table":
            row = _row_note(block)
            if row:
                notes.append(_Note(number, 0, row))
        elif block.kind in _MAY_BE_NOTE:
            notes += _of_block(number, block, source)
    return notes


def _stands_in_footer(block: Block, source: str) -> bool:
    """Whether a running block of a file without pages opens as nothing but a note does."""
    if block.page is not None or block.kind not in _MAY_BE_NOTE:
        return False
    first = _first_opener(block, source)
    return first is not None and shapes.stands_anywhere(first.shape)


def _count(block: Block, source: str, before: int) -> int:
    """The number that a page shows in front of an entry of an ordered list, ``before`` that of the entry before it."""
    if block.kind != "list" or not block.pieces:
        return 0
    at = block.pieces[0].source
    tags = source[max(0, at - _LONGEST_TAGS) : at]
    if not tags.endswith(">"):
        return 0
    if _FIRST_ENTRY.search(tags):
        return 1
    return before + 1 if before and _NEXT_ENTRY.search(tags) else 0


def _row_note(block: Block) -> Opener | None:
    """What a note opens with that stands in the frame of a table: a row of one long cell."""
    text = block.text
    return None if len(text) < _LEAST_OF_ROW or text.strip(" |").find(" | ") >= 0 else opener(text)


def _of_block(number: int, block: Block, source: str) -> Iterator[_Note]:
    first = _first_opener(block, source)
    known = block.kind == "footnote" and block.label is not None
    if first is not None:
        yield _Note(number, 0, first, known)
    bullet = block.kind == "list" and (first is None or first.shape not in ("sign", "raised"))
    if block.kind != "caption" and not bullet:
        for at, later in shapes.later_openers(block.text, None if known else first):
            yield _Note(number, at, later)


def _first_opener(block: Block, source: str) -> Opener | None:
    marker = _marker(block, source)
    if block.kind == "footnote" and block.label is not None:
        before = opener(marker + "x") if marker else None
        return Opener(block.label, before.shape if before else _shape_of(block.label), 0)
    if block.marks and block.marks[0].at == 0 and block.marks[0].note is None:
        behind = _BEHIND_RAISED.match(block.text, block.marks[0].typed)
        label = block.marks[0].label
        return Opener(label, _shape_of(label), behind.end() if behind else 0)
    found = opener(marker + block.text)
    if found is None or found.length < len(marker):
        return None
    return found._replace(length=found.length - len(marker))


def _shape_of(label: str) -> Shape:
    return "raised" if label.isalnum() else "sign"


def _marker(block: Block, source: str) -> str:
    """What stands in front of the block's text on its line of the source: the marker of a list entry, or of a note."""
    if block.kind not in ("list", "footnote") or not block.pieces:
        return ""
    at = block.pieces[0].source
    before = source[max(0, at - _LONGEST_MARKER) : at]
    return before[max(map(before.rfind, "\n\f>")) + 1 :].lstrip()


# Where notes stand.


def _place(notes: list[_Note], blocks: Sequence[Block]) -> None:
    """Say of each where it stands: under a table or a heading, at the end of its section or page, or of all."""
    end = len(blocks)
    while end and blocks[end - 1].running:
        end -= 1
    tops = _tops(blocks)
    for run in _runs(notes, blocks):
        first, last = run[0].block, run[-1].block
        above = _beside(blocks, first, -1)
        rows = range(0)
        if above is not None and blocks[above].kind == "table":
            rows = range(tops[above], first)
        below = _beside(blocks, last, 1)
        at_end = below is None or blocks[below].kind in ("heading", "title")
        at_end = at_end or blocks[below or 0].page != blocks[last].page
        behind = (blocks[number].kind for number in range(last + 1, end))
        short = last + 1 + _TAIL >= end and not any(kind in ("heading", "title", "table") for kind in behind)
        known = any(note.known or shapes.stands_anywhere(note.opener.shape) for note in run)
        sure = known or _is_counted(run)
        for note in run:
            note.table, note.of_document, note.among_notes = rows, short, sure
            note.opens_section = above is not None and blocks[above].kind == "heading"
            note.at_end = at_end or short


def _is_counted(run: Sequence[_Note]) -> bool:
    """Whether notes that stand together open alike and are counted: (a), (b), (c)."""
    labels = [note.opener.label for note in run]
    alike = len({note.opener.shape for note in run}) == 1
    first = labels[0] in ("1", "a", "A")
    return first and alike and len(run) >= _MANY and all(shapes.follows(*pair) for pair in pairwise(labels))


def _tops(blocks: Sequence[Block]) -> list[int]:
    """For each block the first row of the table that it ends, page headers inside aside; for others themselves."""
    tops: list[int] = []
    for number, block in enumerate(blocks):
        inside = number > 0 and (block.kind == "table" or block.running) and blocks[tops[-1]].kind == "table"
        tops.append(tops[-1] if inside else number)
    return tops


def _beside(blocks: Sequence[Block], number: int, step: int) -> int | None:
    number += step
    while 0 <= number < len(blocks) and (blocks[number].running or blocks[number].kind == "alt"):
        number += step
    return number if 0 <= number < len(blocks) else None


def _runs(notes: list[_Note], blocks: Sequence[Block]) -> Iterator[list[_Note]]:
    """Notes that stand together, with nothing but page headers between them."""
    return runs(notes, lambda run, note: note.block in (run[-1].block, _beside(blocks, run[-1].block, 1)))


# What asks for them.


def _asks(blocks: Sequence[Block], notes: dict[str, list[_Note]]) -> Iterator[_Ask]:
    for number, block in enumerate(blocks):
        for index, mark in enumerate(block.marks):
            if mark.note is None and mark.label in notes and (mark.at or block.kind == "table"):
                yield _Ask(number, mark.at, mark.at + mark.typed, mark.label, _shape_of(mark.label), index)
        if block.kind != "alt":
            for one in shapes.asked(block.text, notes):
                for label in one.labels:
                    yield _Ask(number, one.start, one.end, label, one.shape, plain=one.plain)


class _Resolver:
    """Leads marks to notes: the next one behind a mark that opens alike and reaches it."""

    def __init__(self, blocks: Sequence[Block], notes: dict[str, list[_Note]], asks: list[_Ask]) -> None:
        self._blocks = blocks
        self._notes = notes
        self._asks = asks
        self._in_tables: dict[str, list[int]] = defaultdict(list)
        for ask in asks:
            if blocks[ask.block].kind in ("table", "caption"):
                self._in_tables[ask.label].append(ask.block)

    def resolve(self, notes: list[_Note]) -> list[tuple[_Ask, _Note]]:
        """Each mark with its note; notes that are asked for are ``taken``."""
        _drop_entries(notes, self._notes)
        found = [(ask, note) for ask in self._asks if (note := self._note_of(ask)) is not None]
        wanted = {id(note) for _, note in found}
        kept = {id(note) for note in notes if note.known or shapes.stands_anywhere(note.opener.shape)}
        listed: set[int] = set()
        for run in _runs(notes, self._blocks):
            # Steps and points of a list look the same, but few marks would ask for most of them.
            for _, alike in groupby(run, key=attrgetter("opener.shape")):
                flat = [id(note) for note in alike if id(note) not in kept]
                if _LOST * len(set(flat) - wanted) <= len(flat):
                    kept.update(flat)
                    listed.update(flat)
        sure = [(ask, note) for ask, note in found if id(note) in kept]
        notes_of_marks = {note.place for _, note in sure}
        for note in notes:
            note.taken = not note.known and (note.place in notes_of_marks or id(note) in listed)
        openers = {note.place for note in notes if note.taken or note.known}
        # What opens a note is no mark in it.
        return [(ask, note) for ask, note in sure if (ask.block, ask.start) not in openers]

    def _note_of(self, ask: _Ask) -> _Note | None:
        notes = self._notes[ask.label]
        at = bisect_left(notes, (ask.block, ask.end), key=attrgetter("place"))
        other = None
        for note in notes[at : at + _LOOKED_AT]:
            if note.place == (ask.block, ask.start) or not self._may_answer(note, ask):
                continue
            if note.opener.shape == ask.shape or (note.known and ask.shape == "raised"):
                return note
            # A label that is written is meant before the number that a page shows in front of an entry.
            if other is None or (not other.opener.length and note.opener.length and not other.known):
                other = note
        return other

    def _may_answer(self, note: _Note, ask: _Ask) -> bool:
        shape = note.opener.shape
        if not (note.known or shapes.stands_anywhere(shape) or note.at_end or note.opens_section or note.table):
            return False
        return shapes.answers(shape, ask.shape) and self._reaches(note, ask)

    def _reaches(self, note: _Note, ask: _Ask) -> bool:
        here, there = self._blocks[note.block], self._blocks[ask.block]
        if here.page is not None and here.page != there.page:
            # Notes that fill a section of their own are those of all pages.
            alone = note.opens_section and note.at_end and len(self._notes[ask.label]) == 1
            return (note.of_document or alone) and not note.known
        inside = ask.block in note.table
        if note.table and not inside:
            # The notes of a table answer its own marks first.
            listed = self._in_tables[ask.label]
            first = bisect_left(listed, note.table.start)
            own = first < len(listed) and listed[first] in note.table
            if own and there.kind not in ("caption", "heading"):
                return False
        if inside or note.of_document or note.known or here.page is not None:
            return True
        shape = note.opener.shape
        anywhere = shapes.stands_anywhere(shape) or (note.among_notes and shape == "round")
        if anywhere and len(self._notes[ask.label]) == 1:
            return True
        # "Notes" is a section of its own.
        return (note.opens_section and len(here.section) == 1) or here.section[:1] == there.section[:1]


def _drop_entries(notes: list[_Note], by_label: dict[str, list[_Note]]) -> None:
    """Leave out entries of lists: neighbours that open with the same sign are bullets."""
    bullets: set[int] = set()
    for note, other in pairwise(notes):
        if note.opener.label == other.opener.label and other.block - note.block <= 1 and not note.known:
            bullets |= {id(note), id(other)}
    if bullets:
        notes[:] = [note for note in notes if id(note) not in bullets]
        for label, listed in by_label.items():
            by_label[label] = [note for note in listed if id(note) not in bullets]
