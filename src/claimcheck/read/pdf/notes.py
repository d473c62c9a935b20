"""Which lines of a PDF are notes: by what they begin with, their place and size, and what the pages ask for.

A line that begins with a number is a note only if a raised mark of its own page asks for that number. Notes that were
taken for one paragraph are parted. What answers marks of other pages, or marks that are not raised, is told where the
typed notes of all formats are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.read.pdf.layout.drafts import Draft, Sheet
from claimcheck.read.pdf.page.content import Line

_MAX_LONE = 5  # characters of a marker in a column of its own

# What a note begins with.
_LONE = re.compile(r"[(\[]?(?P<label>\d{1,3}|[A-Za-z]|[*†‡§]{1,3})[)\].:]?")
_BEHIND_RAISED = re.compile(r"\s?[.):\]]?\s*")
_RAISED_DIGITS = re.compile(r"[\u2070\xb9\xb2\xb3\u2074-\u2079]{1,3}\s*")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETED = re.compile(r"[(\[](?P<label>\d{1,3}|[A-Za-z]|[*†‡§]{1,3})\s?[)\]](?P<behind>:?\s*)")
_SIGN_LETTERS = "註注"
_SIGN_AND_NUMBER = re.compile(rf"[*※{_SIGN_LETTERS}]\s?(?P<label>\d{{1,2}})(?!\d)\s?[:：.)]?\s*")
_SIGN = re.compile(r"(?P<label>[*†‡§]{1,3})\s*(?![*†‡§])")
_NUMBER = re.compile(r"(?P<label>\d{1,3})(?:(?P<point>[.):])\s*|\s+|(?=[^\W\d_]))(?=[^\W\d_]|[\"“«‘(]|(?:19|20)\d\d\b)")
# Marks on the line.
_FLAT_SIGN = re.compile(r"(?<=[^\s*†‡|])[*†‡]{1,3}(?![\w*†‡])")

Shape = Literal["raised", "square", "bracket", "sign", "number", "point", "lone"]


class Start(NamedTuple):
    """What a note begins with: its label, the length of the marker in the line, the marker's shape."""

    label: str
    skip: int
    shape: Shape


def note_start(line: Line) -> Start | None:
    """The marker that ``line`` begins with, if a note can begin like that; it may be all of the line."""
    text = line.text
    if len(text) <= _MAX_LONE and (match := _LONE.fullmatch(text)):
        return Start(match["label"], len(text), "lone")
    if line.marks and line.marks[0].start == line.start and line.marks[0].labels:
        first = line.marks[0]
        match = _BEHIND_RAISED.match(text, first.end - line.start)
        return Start(first.labels[0], match.end() if match else first.end - line.start, "raised")
    if text[:1].isalpha() and text[0] not in _SIGN_LETTERS:
        return None  # most lines: nothing that follows begins with a letter
    if match := _RAISED_DIGITS.match(text):
        return Start(match[0].strip().translate(_PLAIN_DIGITS), match.end(), "raised")
    if match := _BRACKETED.match(text):
        return Start(match["label"], match.end(), "square" if text[0] == "[" else "bracket")
    if match := _SIGN_AND_NUMBER.match(text):
        return Start(match["label"], match.end(), "bracket")
    if match := _SIGN.match(text):
        return Start(match["label"], match.end(), "sign")
    if match := _NUMBER.match(text):
        return Start(match["label"], match.end(), "point" if match["point"] else "number")
    return None


def asked_by(line: Line, first: int) -> Iterator[str]:
    """The labels of the marks of ``line`` from offset ``first`` of the page's text on."""
    for mark in line.marks:
        if mark.start >= first:
            yield from mark.labels
    if "*" in line.text or not line.text.isascii():
        for match in _FLAT_SIGN.finditer(line.text, first - line.start):
            yield match[0]


def follows(label: str, other: str) -> bool:
    """Whether ``other`` is the number or letter behind ``label``."""
    if label.isdecimal() and other.isdecimal():
        return int(other) == int(label) + 1
    return len(label) == len(other) == 1 and ord(other) == ord(label) + 1


LARGE = 1.03  # of the body size: no larger than the text
_SAME_BASELINE = 0.3  # of the font size
_RAISED_BY = 0.7  # at most, of the font size
_MARKER_REACH = 8.0  # of the font size, from a marker to its text
_BAND = 12.0  # points
_MAX_MARKERS = 200  # that stand apart, on a page

_SMALL = 0.92  # of the body size
_MUCH_LARGER = 1.2
_LONGER_THAN_HEADINGS = 60  # characters
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


class PageNotes(Struct):
    """What is known of the notes of one page.

    ``asked`` has the height of the topmost mark of each label, ``chosen`` are the notes.
    """

    sheet: Sheet
    candidates: list[Candidate]
    asked: dict[str, float]
    chosen: list[Candidate] = field(default_factory=list)


def page_notes(sheet: Sheet) -> PageNotes:
    """What a page may hold of notes; none is chosen yet."""
    asked: dict[str, float] = {}
    apart = list(_markers_apart(sheet))
    columns = {id(line) for *_, line in apart}
    candidates = [Candidate(draft, number, start, line) for draft, number, start, line in apart]
    for draft in sheet.drafts:
        for number, line in enumerate(draft.lines):
            start = note_start(line) if not draft.is_row else None
            start = start if start and start.shape != "lone" else None
            if start:
                candidates.append(Candidate(draft, number, start))
            if id(line) in columns:
                continue
            first = line.start + (start.skip if start and number == 0 else 0)
            for label in asked_by(line, first):
                asked[label] = max(asked.get(label, line.y), line.y)
    return PageNotes(sheet, candidates, asked)


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
        start = note_start(marker)
        if beside and start:
            draft, number = min(beside, key=lambda each: each[0].lines[each[1]].left)
            yield (draft, number, Start(start.label, 0, "lone"), marker)


def _are_markers(draft: Draft) -> bool:
    starts = map(note_start, draft.lines)
    return all(
        start is not None and start.skip >= len(line.text) for start, line in zip(starts, draft.lines, strict=True)
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
            page.chosen.append(each)
            before = each


def _is_plausible(page: PageNotes, each: Candidate) -> bool:
    """Whether a candidate can be a note of its own page."""
    label, _, shape = each.start
    line = each.where
    small = _is_small(page, each)
    if label in page.asked:
        largest = LARGE if len(line.text) < _LONGER_THAN_HEADINGS else _MUCH_LARGER
        below = line.y < page.asked[label] and (shape != "number" or line.size <= largest * page.sheet.body)
        return small or (below and shape != "point")
    if shape == "lone" or each.draft.running:
        return False
    bottom, top = page.sheet.page.edges(line.turn)
    low = line.y <= (bottom + top) / 2
    if shape == "raised":
        return small or low
    return (shape == "square" and label.isdigit()) or (shape in ("bracket", "sign") and small and low)


def _is_small(page: PageNotes, each: Candidate) -> bool:
    return each.where.size <= _SMALL * page.sheet.body


def _begins_here(page: PageNotes, each: Candidate, before: Candidate | None) -> bool:
    """Whether a note may begin at this line: not in the middle of a sentence that happens to wrap there."""
    if each.line == 0 or each.start.shape in ("raised", "sign", "lone"):
        return True
    if before and before.draft is each.draft and follows(before.start.label, each.start.label):
        return True
    if each.start.shape == "bracket" and each.start.label in page.asked and _is_small(page, each):
        return True
    return _ENDS.search(each.draft.lines[each.line - 1].text) is not None and each.start.shape != "square"


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
            drafts.append(replace(draft, lines=draft.lines[:first]))
        for at, end in zip(sorted(starts), ends, strict=True):
            label, skip, _ = starts[at]
            drafts.append(Draft(draft.lines[at:end], note=label, skip=skip))
    return replace(page.sheet, drafts=drafts)
