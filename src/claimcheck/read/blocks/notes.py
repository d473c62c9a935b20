"""Links the note markers of blocks to the notes they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec.structs import replace

from claimcheck.model.document import Block, Mark, Page
from claimcheck.text.notes import NoteIndex

_WORDS_BEFORE = 12  # characters in front of a marker that tell whether it is one seen before
_MIN_WORDS = 3
_NEAR = 3  # pages
_LEAST_LISTED = 3  # entries of a list of notes


def link_notes(blocks: Sequence[Block], pages: Sequence[Page] = ()) -> tuple[Block, ...]:
    """The blocks with ``Mark.note`` filled where there is such a note; links that a reader made itself stay."""
    if not any(block.marks for block in blocks):
        return tuple(blocks)
    linked = _with_links(blocks, pages)
    listed = _listed_notes(linked)
    return _with_links(_as_notes(linked, listed), pages) if listed else linked


def _with_links(blocks: Sequence[Block], pages: Sequence[Page]) -> tuple[Block, ...]:
    if not any(block.kind == "footnote" for block in blocks):
        return tuple(blocks)
    marks = _link_repeated(blocks, NoteIndex(blocks, pages))
    return tuple(
        replace(block, marks=tuple(marks[number])) if block.marks else block
        for number, block in enumerate(blocks)
    )


def _listed_notes(blocks: Sequence[Block]) -> range | None:
    """The one list behind the first mark without a note whose entries, counted, are what such marks ask for.

    They ask for its last entry, and for two entries in three.
    """
    asked = {
        int(mark.label): number
        for number, block in reversed([*enumerate(blocks)])
        for mark in block.marks
        if mark.note is None and mark.label.isdecimal()
    }
    if len(asked) < _LEAST_LISTED:
        return None
    runs = (
        range(numbers[0], numbers[-1] + 1)
        for kind, group in groupby(range(len(blocks)), key=lambda number: blocks[number].kind)
        if kind == "list" and (numbers := [*group])
    )
    fitting = [
        run
        for run in runs
        if len(run) == max(asked) and 3 * len(asked) >= 2 * len(run) and run.start > min(asked.values())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _as_notes(blocks: Sequence[Block], listed: range) -> list[Block]:
    """The blocks with the entries of a list as notes that their numbers name."""
    return [
        replace(block, kind="footnote", label=str(number - listed.start + 1)) if number in listed else block
        for number, block in enumerate(blocks)
    ]


def _link_repeated(blocks: Sequence[Block], index: NoteIndex) -> dict[int, list[Mark]]:
    """The marks of each block that has some, linked by place, then by the same marker on a page nearby.

    A table that goes on over pages repeats its head, markers included, but not its notes.
    """
    marks = {
        number: [_linked(mark, number, index) for mark in block.marks]
        for number, block in enumerate(blocks)
        if block.marks
    }
    for order in (list(marks), list(reversed(marks))):
        seen: dict[tuple[str, str], tuple[int, int]] = {}
        for number in order:
            page = blocks[number].page
            if page is not None:
                _repeat(blocks[number].text, page, marks[number], seen)
    return marks


def _repeat(text: str, page: int, marks: list[Mark], seen: dict[tuple[str, str], tuple[int, int]]) -> None:
    """Link the marks of a block like those in ``seen``: page and note of the last marker behind the same words."""
    for place, mark in enumerate(marks):
        words = text[max(0, mark.at - _WORDS_BEFORE) : mark.at]
        if len(words) < _MIN_WORDS:
            continue
        if mark.note is None and (known := seen.get((words, mark.label))) and abs(page - known[0]) <= _NEAR:
            mark = marks[place] = replace(mark, note=known[1])
        if mark.note is not None:
            seen[words, mark.label] = page, mark.note


def _linked(mark: Mark, block: int, index: NoteIndex) -> Mark:
    link = index.link(block, mark.label, mark.at) if mark.note is None else None
    return replace(mark, note=link.note) if link else mark
