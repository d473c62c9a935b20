"""Lines of a PDF page that may begin a note, and what the marks of the page ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.read.pdf.layout.drafts import Draft
from claimcheck.read.pdf.layout.sheet import Sheet
from claimcheck.read.pdf.notes.markers import Start, asked_by, note_start
from claimcheck.read.pdf.page.content import Line

LARGE = 1.03  # of the body size: no larger than the text
_SAME_BASELINE = 0.3  # of the font size
_RAISED_BY = 0.7  # at most, of the font size
_MARKER_REACH = 8.0  # of the font size, from a marker to its text
_BAND = 12.0  # points
_MAX_MARKERS = 200  # that stand apart, on a page
_MIN_FRAMED = 25  # characters of a note inside the frame of a table


class Candidate(NamedTuple):
    """A line that may begin a note: line number ``line`` of ``draft``; ``marker`` is a marker that stands apart."""

    draft: Draft
    line: int
    start: Start
    marker: Line | None = None

    @property
    def where(self) -> Line:
        """The line."""
        return self.draft.lines[self.line]


class PageNotes(Struct):
    """What is known of the notes of one page.

    ``asked`` has the height of the topmost mark of each label, ``times`` how often there is one, ``noted`` the labels
    of the notes.
    """

    sheet: Sheet
    candidates: list[Candidate]
    asked: dict[str, float]
    times: Counter[str]
    chosen: list[Candidate] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)

    def missing(self) -> set[str]:
        """The labels that marks of the page ask for in vain."""
        return self.asked.keys() - self.noted

    def choose(self, found: Iterable[Candidate]) -> None:
        """Take candidates for notes."""
        for each in found:
            self.chosen.append(each)
            self.noted.add(each.start.label)


def page_notes(sheet: Sheet) -> PageNotes:
    """What a page may hold of notes; none is chosen yet."""
    asked: dict[str, float] = {}
    times: Counter[str] = Counter()
    apart = _markers_apart(sheet)
    columns = {id(line) for *_, line in apart}
    candidates = [Candidate(draft, number, start, line) for draft, number, start, line in apart]
    for draft in sheet.drafts:
        framed = _may_be_note(draft)
        for number, line in enumerate(draft.lines):
            start = note_start(line) if framed or not draft.is_row else None
            if start and start.shape == "lone":
                start = start._replace(shape="raised") if framed and number == 0 and line.marks else None
            if start:
                candidates.append(Candidate(draft, number, start))
            if id(line) in columns:
                continue
            first = line.start + (start.skip if start and number == 0 else 0)
            for label in asked_by(line, first):
                asked[label] = max(asked.get(label, line.y), line.y)
                times[label] += 1
    return PageNotes(sheet, candidates, asked, times)


def _may_be_note(row: Draft) -> bool:
    """Whether a row of a table may hold a note that stands in its frame: it is one long cell, or begins raised."""
    if row.grid is None:
        first = row.lines[0]
        return bool(first.marks) and first.marks[0].start == first.start
    return len(row.cells) == 1 and max(len(line.text) for line in row.lines) >= _MIN_FRAMED


def _markers_apart(sheet: Sheet) -> list[tuple[Draft, int, Start, Line]]:
    """Markers in a column of their own: draft and number of the line beside each, and the marker."""
    columns = [draft for draft in sheet.drafts if not draft.is_row and _are_markers(draft)]
    if not columns:
        return []
    rows: dict[int, list[tuple[Draft, int]]] = defaultdict(list)
    ours = {id(draft) for draft in columns}
    for draft in sheet.drafts:
        if id(draft) not in ours and not draft.is_row and not draft.running:
            for number, line in enumerate(draft.lines):
                rows[int(line.y // _BAND)].append((draft, number))
    found = []
    for marker in [line for draft in columns for line in draft.lines][:_MAX_MARKERS]:
        band = int(marker.y // _BAND)
        near = [each for row in (band - 1, band, band + 1) for each in rows.get(row, ())]
        beside = [(draft, number) for draft, number in near if _stands_beside(marker, draft.lines[number])]
        start = note_start(marker)
        if beside and start:
            draft, number = min(beside, key=lambda each: each[0].lines[each[1]].left)
            found.append((draft, number, Start(start.label, 0, "lone"), marker))
    return found


def _are_markers(draft: Draft) -> bool:
    starts = map(note_start, draft.lines)
    return all(
        start is not None and start.skip >= len(line.text)
        for start, line in zip(starts, draft.lines, strict=True)
    )


def _stands_beside(marker: Line, line: Line) -> bool:
    """Whether ``line`` begins to the right of a marker, on the same line."""
    level = -_SAME_BASELINE * line.size <= marker.y - line.y <= _RAISED_BY * line.size
    near = 0 <= line.left - marker.right <= _MARKER_REACH * line.size
    return level and near and marker.turn == line.turn and marker.size <= LARGE * line.size
