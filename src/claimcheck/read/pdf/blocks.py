"""From drafts to blocks: text with its pieces, headings with their level, sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimcheck.model.document import Block, BlockKind, Mark, Piece
from claimcheck.read.blocks.sections import SectionPath
from claimcheck.read.pdf.page import HYPHEN, Line, PageText
from claimcheck.read.pdf.paragraphs import Draft

_MIN_PROSE = 25
_TABLE_GAP = 2.5  # heights of the line
_MIN_PROSE_LINES = 8
_LARGER = 1.04
_MUCH_LARGER = 1.15
_FEW_LINES, _SHORT = 2, 80
_BOLD_FROM = 0.95
_MAX_HEADING = 160
_MAX_HEADING_LINES = 4
_MAX_LEVEL = 6
_UNFINISHED = (".", ";", ",", ":", HYPHEN)
_CELL_GAP = " | "
_PRIVATE = re.compile("[\ue000-\uf8ff]+")
_WIDE_SCRIPT = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


@dataclass(slots=True)
class _Text:
    """A block's text while it grows; ``end`` is the source offset behind the last character taken from it."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    length: int = 0

    def take(self, text: str, source: int) -> None:
        """Append characters that stand at ``source``."""
        if not text:
            return
        last = self.pieces[-1] if self.pieces else None
        if last and last.at + last.length == self.length and last.source + last.length == source:
            self.pieces[-1] = Piece(last.at, last.source, last.length + len(text))
        else:
            self.pieces.append(Piece(self.length, source, len(text)))
        self.make(text)

    def make(self, text: str) -> None:
        """Append characters that the source does not have."""
        self.parts.append(text)
        self.length += len(text)


def body_size(lines: Sequence[Line], fallback: float | None = None) -> float:
    """The font size of most running text, in points.

    Where there is little running text: ``fallback`` or, without one, the size of most characters.
    """
    prose = [line for line in lines if _is_prose(line)]
    if len(prose) < _MIN_PROSE_LINES:
        if fallback is not None:
            return fallback
        prose = list(lines)
    sizes: Counter[float] = Counter()
    for line in prose:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=0.0)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _MIN_PROSE and all(gap.width < _TABLE_GAP for gap in line.gaps)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page taken apart: its number, where its text begins in the source, the size of its running text."""

    number: int
    offset: int
    page: PageText
    body: float
    drafts: list[Draft]


def make_blocks(sheets: Sequence[Sheet]) -> Iterator[Block]:
    """The blocks of a document. The largest heading of its first page is the title; it names no section."""
    sections = SectionPath()
    levels = _heading_levels(sheets)
    title = _title(sheets)
    for sheet in sheets:
        for draft in sheet.drafts:
            made = _text(draft, sheet.page.text, sheet.offset)
            text = "".join(made.parts)
            if not text or text.isspace():
                continue
            kind = "title" if draft is title else _kind(draft, sheet.body)
            level, section = None, sections.path
            if kind == "title":
                level, section = 1, ()
            elif kind == "heading":
                # A heading no larger than the text ranks below all that are.
                level = levels.get(_rounded(draft), min(len(levels) + 1, _MAX_LEVEL))
                section = sections.enter(level, text)
            yield Block(
                kind,
                text,
                tuple(made.pieces),
                page=sheet.number,
                level=level,
                section=section,
                marks=tuple(made.marks),
                label=draft.note,
                running=draft.running,
            )


def _heading_levels(sheets: Sequence[Sheet]) -> dict[int, int]:
    """Levels for the font sizes of headings that are larger than the text around them; largest first."""
    sizes = {
        _rounded(draft)
        for sheet in sheets
        for draft in sheet.drafts
        if _is_heading(draft, sheet.body) and draft.lines[0].size > _LARGER * sheet.body
    }
    return {size: min(rank, _MAX_LEVEL - 1) for rank, size in enumerate(sorted(sizes, reverse=True), 1)}


def _title(sheets: Sequence[Sheet]) -> Draft | None:
    if not sheets or sheets[0].number != 1:
        return None
    headings = [draft for draft in sheets[0].drafts if _is_heading(draft, sheets[0].body)]
    return max(headings, key=lambda draft: draft.lines[0].size, default=None)


def _rounded(draft: Draft) -> int:
    return round(draft.lines[0].size)


def _kind(draft: Draft, body: float) -> BlockKind:
    if draft.is_row:
        return "table"
    if draft.note is not None:
        return "footnote"
    if draft.is_item:
        return "list"
    return "heading" if _is_heading(draft, body) else "paragraph"


def _is_heading(draft: Draft, body: float) -> bool:
    """A short text without final stop that is larger than the body text, or as large and bold.

    The longer it is, the larger it has to be.
    """
    if draft.running or draft.is_row or draft.is_item or draft.note or len(draft.lines) > _MAX_HEADING_LINES:
        return False
    text = " ".join(line.text for line in draft.lines)
    size = draft.lines[0].size
    least = _LARGER if len(draft.lines) <= _FEW_LINES and len(text) <= _SHORT else _MUCH_LARGER
    bold = all(line.bold for line in draft.lines)
    if size <= least * body and not (bold and size >= _BOLD_FROM * body):
        return False
    return (
        len(text) <= _MAX_HEADING
        and not text.endswith(_UNFINISHED)
        and not text[0].islower()
        and sum(map(str.isalpha, text)) > 1
    )


def _text(draft: Draft, page_text: str, offset: int) -> _Text:
    made = _Text()
    for index, line in enumerate(draft.lines):
        if index:
            _join(made, draft, index, page_text, offset)
        start = line.start + (draft.skip if index == 0 else 0)
        for mark in line.marks:
            _take(made, page_text, start, mark.start, offset)
            made.marks += [Mark(made.length, label) for label in mark.labels if made.length]
            start = max(start, mark.end if mark.labels else mark.start)
            if not mark.labels:
                made.make("^")
        if not made.length:
            start += len(page_text[start : line.end]) - len(page_text[start : line.end].lstrip())
        _take(made, page_text, start, line.end, offset)
    return made


def _take(made: _Text, page_text: str, start: int, end: int, offset: int) -> None:
    """Take a run of the page without its private-use characters: icons that mean nothing elsewhere."""
    for match in _PRIVATE.finditer(page_text, start, max(start, end)):
        made.take(page_text[start : match.start()], offset + start)
        start = match.end()
    made.take(page_text[start:end], offset + start)


def _join(made: _Text, draft: Draft, index: int, page_text: str, offset: int) -> None:
    """What stands between a line and the one before it: the line end, a cell border, or nothing."""
    before, line = draft.lines[index - 1], draft.lines[index]
    if draft.is_row:
        made.make(_CELL_GAP)
    elif before.text.endswith(HYPHEN) or (
        _WIDE_SCRIPT.match(before.text[-1]) and _WIDE_SCRIPT.match(line.text)
    ):
        return
    elif before.end + 1 == line.start and page_text[before.end] == "\n":
        made.take("\n", offset + before.end)
    else:
        made.make("\n")
