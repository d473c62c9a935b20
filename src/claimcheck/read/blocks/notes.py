"""Links the note markers of blocks to the notes they mean."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from claimcheck.model.document import Block, Mark, Page
from claimcheck.text.notes import NoteIndex

_WORDS_BEFORE = 12  # characters in front of a marker that tell whether it is one seen before
_MIN_WORDS = 3
_NEAR = 3  # pages


def link_notes(blocks: Sequence[Block], pages: Sequence[Page] = ()) -> tuple[Block, ...]:
    """The blocks with ``Mark.note`` filled where there is such a note; links that a reader made itself stay."""
    if not any(block.marks for block in blocks) or not any(block.kind == "footnote" for block in blocks):
        return tuple(blocks)
    marks = _link_repeated(blocks, NoteIndex(blocks, pages))
    return tuple(
        replace(block, marks=tuple(marks[number])) if block.marks else block
        for number, block in enumerate(blocks)
    )


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
