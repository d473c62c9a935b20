"""Which lines of a PDF are notes: by what they begin with, their place and size, and what the pages ask for.

A line that begins with a number is a note only if a raised mark of its own page asks for that number. Notes that were
taken for one paragraph are parted. What answers marks of other pages, or marks that are not raised, is told where the
typed notes of all formats are.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.notes import markers
from claimcheck.read.pdf.notes.markers import Start
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.sequences import runs

LARGE = 1.03  # of the body size: no larger than the text
_SAME_BASELINE = 0.3  # of the font size
_RAISED_BY = 0.7  # at most, of the font size
_MARKER_REACH = 8.0  # of the font size, from a marker to its text
_BAND = 12.0  # points
_MAX_MARKERS = 200  # that stand apart, on a page
_MIN_FRAMED = 25  # characters of a note inside the frame of a table

_SMALL = 0.92  # of the body size
_MUCH_LARGER = 1.2
_LONGER_THAN_HEADINGS = 60  # characters
_MIN_NAMED = 30  # characters of a line such as "Nota 1: …"
_ENDS = re.compile(r"[.!?;。！？；][\"'”’»)\]]*$")


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

    @property
    def is_text(self) -> bool:
        """Whether it stands neither in a header or footer of the page nor in a row of a table."""
        return not self.draft.running and not self.draft.is_row


class PageNotes(Struct):
    """What is known of the notes of one page.

    ``asked`` has the height of the topmost mark of each label, ``noted`` the labels of the notes.
    """

    sheet: Sheet
    candidates: list[Candidate]
    asked: dict[str, float]
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
    apart = list(_markers_apart(sheet))
    columns = {id(line) for *_, line in apart}
    candidates = [Candidate(draft, number, start, line) for draft, number, start, line in apart]
    for draft in sheet.drafts:
        framed = _may_be_note(draft)
        for number, line in enumerate(draft.lines):
            start = markers.note_start(line) if framed or not draft.is_row else None
            if start and start.shape == "lone":
                start = start._replace(shape="raised") if framed and number == 0 and line.marks else None
            if start:
                candidates.append(Candidate(draft, number, start))
            if id(line) in columns:
                continue
            first = line.start + (start.skip if start and number == 0 else 0)
            for label in markers.asked_by(line, first):
                asked[label] = max(asked.get(label, line.y), line.y)
    return PageNotes(sheet, candidates, asked)


def _may_be_note(row: Draft) -> bool:
    """Whether a row of a table may hold a note that stands in its frame: it is one long cell, or begins raised."""
    if row.grid is None:
        first = row.lines[0]
        return bool(first.marks) and first.marks[0].start == first.start
    return len(row.cells) == 1 and max(len(line.text) for line in row.lines) >= _MIN_FRAMED


def _markers_apart(sheet: Sheet) -> Iterator[tuple[Draft, int, Start, Line]]:
    """Markers in a column of their own: draft and number of the line beside each, and the marker."""
    columns = [draft for draft in sheet.drafts if not draft.is_row and _are_markers(draft)]
    if not columns:
        return
    rows: dict[int, list[tuple[Draft, int]]] = defaultdict(list)
    ours = {id(draft) for draft in columns}
    for draft in sheet.drafts:
        if id(draft) not in ours and not draft.is_row and not draft.running:
            for number, line in enumerate(draft.lines):
                rows[int(line.y // _BAND)].append((draft, number))
    for marker in [line for draft in columns for line in draft.lines][:_MAX_MARKERS]:
        band = int(marker.y // _BAND)
        near = [each for row in (band - 1, band, band + 1) for each in rows.get(row, ())]
        beside = [(draft, number) for draft, number in near if _stands_beside(marker, draft.lines[number])]
        start = markers.note_start(marker)
        if beside and start:
            draft, number = min(beside, key=lambda each: each[0].lines[each[1]].left)
            yield (draft, number, Start(start.label, 0, "lone"), marker)


def _are_markers(draft: Draft) -> bool:
    starts = map(markers.note_start, draft.lines)
    return all(
        start is not None and start.skip >= len(line.text)
        for start, line in zip(starts, draft.lines, strict=True)
    )


def _stands_beside(marker: Line, line: Line) -> bool:
    """Whether ``line`` begins to the right of a marker, on the same line."""
    level = -_SAME_BASELINE * line.size <= marker.y - line.y <= _RAISED_BY * line.size
    near = 0 <= line.left - marker.right <= _MARKER_REACH * line.size
    return level and near and marker.turn == line.turn and marker.size <= LARGE * line.size


def with_notes(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages with their notes marked as such, each a draft of its own."""
    pages = [page_notes(sheet) for sheet in sheets]
    for page in pages:
        _choose_on_page(page)
    return [parted(page) if page.chosen else page.sheet for page in pages]


def _choose_on_page(page: PageNotes) -> None:
    plausible = [each for each in page.candidates if _is_plausible(page, each)]
    small = {each.start.label for each in plausible if _is_small(page, each) or each.start.shape == "raised"}
    before: Candidate | None = None
    for each in plausible:
        flat = each.start.shape in ("number", "point")
        # The page's own small print goes before a numbered list with the same numbers.
        if flat and each.start.label in small and not _is_small(page, each):
            continue
        if _begins_here(page, each, before):
            page.choose([each])
            before = each
    if page.missing():
        _choose_others(page)


def _is_plausible(page: PageNotes, each: Candidate) -> bool:
    """Whether a candidate can be a note of its own page."""
    label, _, shape = each.start
    line = each.where
    small = _is_small(page, each)
    if shape == "word":
        return False
    if label in page.asked:
        largest = LARGE if len(line.text) < _LONGER_THAN_HEADINGS else _MUCH_LARGER
        below = line.y < page.asked[label] and (shape != "number" or line.size <= largest * page.sheet.body)
        return small or (below and shape != "point")
    if shape == "lone" or not each.is_text:
        return False
    bottom, top = page.sheet.page.edges(line.turn)
    low = line.y <= (bottom + top) / 2
    if shape == "raised":
        return small or low
    return (shape == "square" and label.isdigit()) or (shape in ("bracket", "sign") and small and low)


def _choose_others(page: PageNotes) -> None:
    """What the page asks for and has not found: notes as large as the text, and those above their marks.

    Steps and points of a list look the same, but few marks would ask for all of them.
    """
    shaped = [each for each in page.candidates if each.start.shape in ("bracket", "point")]
    first = [each for each in shaped if each.line == 0 or each.draft.is_row]
    rest = [each for each in first if each.where.size <= LARGE * page.sheet.body]
    page.choose(each for each in page.candidates if _is_named(page, each))
    for run in runs((each for each in rest if each.start.label not in page.noted), _counts_up):
        if all(each.start.label in page.asked for each in run):
            page.choose(run)


def _is_named(page: PageNotes, each: Candidate) -> bool:
    """Whether a line such as "Nota 1: …" is the note that a mark above it asks for."""
    label = each.start.label
    named = each.start.shape == "word" and len(each.where.text) >= _MIN_NAMED
    return named and label not in page.noted and each.where.y < page.asked.get(label, -math.inf)


def _is_small(page: PageNotes, each: Candidate) -> bool:
    return each.where.size <= _SMALL * page.sheet.body


def _begins_here(page: PageNotes, each: Candidate, before: Candidate | None) -> bool:
    """Whether a note may begin at this line: not in the middle of a sentence that happens to wrap there."""
    if each.line == 0 or each.start.shape in ("raised", "sign", "lone") or each.draft.is_row:
        return True
    if before and before.draft is each.draft and markers.follows(before.start.label, each.start.label):
        return True
    if each.start.shape == "bracket" and each.start.label in page.asked and _is_small(page, each):
        return True
    return _ENDS.search(each.draft.lines[each.line - 1].text) is not None and each.start.shape != "square"


def _counts_up(run: Sequence[Candidate], each: Candidate) -> bool:
    """Whether a candidate is set like the last one of a run and bears the next label."""
    last = run[-1]
    alike = each.start.shape == last.start.shape and abs(each.where.size - last.where.size) < 1
    return alike and markers.follows(last.start.label, each.start.label)


def parted(page: PageNotes) -> Sheet:
    """The page with the chosen notes as drafts of their own."""
    cuts: dict[int, dict[int, Start]] = defaultdict(dict)
    for each in page.chosen:
        cuts[id(each.draft)][each.line] = each.start
    used = {id(each.marker) for each in page.chosen}
    drafts: list[Draft] = []
    for draft in page.sheet.drafts:
        starts = cuts.get(id(draft))
        if starts is None:
            if not all(id(line) in used for line in draft.lines):
                drafts.append(draft)
            continue
        ends = [*sorted(starts)[1:], len(draft.lines)]
        first = min(starts)
        if first:
            # A row that gives notes away is none any more.
            drafts.append(replace(draft, lines=draft.lines[:first], is_row=False, grid=None, cells=()))
        for at, end in zip(sorted(starts), ends, strict=True):
            label, skip, _ = starts[at]
            drafts.append(Draft(draft.lines[at:end], note=label, skip=skip))
    return replace(page.sheet, drafts=drafts)
