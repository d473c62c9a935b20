"""Plain text: paragraphs between blank lines, list items, and headings where they are clear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, BlockKind, Piece
from claimcheck.read.blocks import openings
from claimcheck.read.blocks.sections import SectionPath
from claimcheck.read.encoding import decode
from claimcheck.read.reading import Raw, Reading, cap_blocks

# One line that is not blank, without the blanks around it. What lies between two of them holds the line ends.
_LINE = re.compile(r"\S[^\n\r\f]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Line(NamedTuple):
    """A line of the source, without surrounding blanks, as offsets."""

    start: int
    end: int
    text: str
    after_blank: bool


@dataclass(slots=True)
class _Draft:
    """A block that lines are still being added to."""

    lines: list[Line] = field(default_factory=list)
    marker: openings.Opening | None = None
    label: str | None = None
    skip: int = 0


def read(raw: Raw) -> Reading:
    """Read a plain text file. Raises ``UnreadableInput`` (``empty``, ``binary``, ``undecodable``)."""
    decoded = decode(raw)
    source = decoded.text
    blocks, capped = cap_blocks(_with_headings(source, list(_drafts(source))), raw)
    if not blocks:
        hint = "check that the file was saved or downloaded whole"
        raise UnreadableInput("has no text in it", code="empty", path=raw.path, hint=hint)
    title = next((block.text for block in blocks[:1] if block.kind == "title"), None)
    return Reading(source, blocks, problems=(*decoded.problems, *capped), title=title)


def _lines(source: str) -> Iterator[Line]:
    end = 0
    after_blank = True
    for match in _LINE.finditer(source):
        start = match.start()
        text = match[0].rstrip()
        if end:
            between = source[end:start]
            after_blank = "\f" in between or _has_two_line_ends(between)
        end = start + len(text)
        yield Line(start, end, text, after_blank)


def _has_two_line_ends(between: str) -> bool:
    first = _LINE_END.search(between)
    return first is not None and _LINE_END.search(between, first.end()) is not None


def _drafts(source: str) -> Iterator[_Draft]:
    """Group the lines of the source into blocks."""
    draft = _Draft()
    for line in _lines(source):
        marker = openings.opening(line.text)
        note = openings.note_label(line.text) if line.after_blank or draft.label else None
        opens = marker is not None and (line.after_blank or openings.may_interrupt(marker, draft.marker))
        drawn = openings.is_rule(line.text)
        if draft.lines and (line.after_blank or opens or note or drawn):
            yield draft
            draft = _Draft()
        if drawn:
            continue
        if not draft.lines:
            draft.marker = marker
            draft.label, draft.skip = note or (None, marker.length if marker else 0)
        draft.lines.append(line)
    if draft.lines:
        yield draft


def _with_headings(source: str, drafts: list[_Draft]) -> list[Block]:
    sections = SectionPath()
    blocks = []
    for index, draft in enumerate(drafts):
        block = _block(source, draft)
        if _is_heading(drafts, index):
            if index == 0:
                block = replace(block, kind="title", level=1)
            else:
                block = replace(block, kind="heading", level=2, section=sections.enter(2, block.text))
        else:
            block = replace(block, section=sections.path)
        blocks.append(block)
    return blocks


def _is_heading(drafts: list[_Draft], index: int) -> bool:
    """A heading is one title-like line between blank lines, with text below it."""
    draft = drafts[index]
    if len(draft.lines) != 1 or draft.label or draft.marker or index + 1 == len(drafts):
        return False
    below = drafts[index + 1].lines[0]
    return draft.lines[0].after_blank and below.after_blank and openings.is_title_like(draft.lines[0].text)


def _block(source: str, draft: _Draft) -> Block:
    first = draft.lines[0]
    parts = [first.text[draft.skip :]]
    pieces: list[Piece] = []
    run_at, run_start, at = 0, first.start + draft.skip, len(parts[0])
    run_end = first.end
    for line in draft.lines[1:]:
        # The newline stands for the line end; where it is the next character of the source, the run goes on.
        if source.startswith("\n", run_end):
            run_end += 1
        at += 1
        if run_end != line.start or source[run_end - 1] != "\n":
            pieces.append(Piece(run_at, run_start, run_end - run_start))
            run_at, run_start = at, line.start
        run_end = line.end
        parts.append(line.text)
        at += len(line.text)
    pieces.append(Piece(run_at, run_start, run_end - run_start))
    kind: BlockKind = "footnote" if draft.label else "list" if draft.marker else "paragraph"
    return Block(kind, "\n".join(parts), tuple(pieces), label=draft.label)
