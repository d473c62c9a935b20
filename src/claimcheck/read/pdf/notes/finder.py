"""Which lines of a PDF are notes: by what they begin with, their place and size, and what the pages ask for.

A line that begins with a number is a note only if a raised mark asks for that number: on its own page, on the page
beside it, or, for a list of notes at the end of a chapter, on the pages before. Notes that were taken for one
paragraph are parted.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from claimcheck.read.pdf.layout.sheet import Sheet
from claimcheck.read.pdf.notes.candidates import LARGE, Candidate, PageNotes, page_notes
from claimcheck.read.pdf.notes.markers import flat_marks, follows
from claimcheck.read.pdf.notes.parting import parted
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.sequences import runs

_SMALL = 0.92  # of the body size
_MUCH_LARGER = 1.2
_LONGER_THAN_HEADINGS = 60  # characters
_MARGIN = 2.0  # of the font size, between the left edges of notes
_MIN_NAMED = 30  # characters of a line such as "Nota 1: …"
_MIN_LIST = 3  # notes
_MIN_LARGE_LIST = 8  # notes as large as the text, where a list of steps looks the same
_ASKED_OF_LIST = 0.7  # share of its notes that pages before it ask for

_ENDS = re.compile(r"[.!?;。！？；][\"'”’»)\]]*$")


def with_notes(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The pages with their notes marked as such, each a draft of its own."""
    pages = [page_notes(sheet) for sheet in sheets]
    for page in pages:
        _choose_on_page(page)
    for at, page in enumerate(pages):
        beside = [pages[near] for near in (at - 1, at + 1) if 0 <= near < len(pages)]
        _choose_for_neighbours(page, beside)
    _choose_lists(pages)
    for page in pages:
        _choose_general(page)
        _mark_flat(page)
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
    if shape == "lone" or each.draft.running or each.draft.is_row:
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
    rest = [
        each
        for each in page.candidates
        if (each.line == 0 or each.draft.is_row)
        and each.start.shape in ("bracket", "point")
        and each.where.size <= LARGE * page.sheet.body
    ]
    page.choose(each for each in page.candidates if _is_named(page, each))
    for run in _runs([each for each in rest if each.start.label not in page.noted], 1):
        if all(each.start.label in page.asked for each in run):
            page.choose(run)


def _is_named(page: PageNotes, each: Candidate) -> bool:
    """Whether a line such as "Nota 1: …" is the note that a mark above it asks for."""
    label = each.start.label
    below = each.where.y < page.asked.get(label, -math.inf)
    return (
        each.start.shape == "word"
        and below
        and label not in page.noted
        and len(each.where.text) >= _MIN_NAMED
    )


def _is_small(page: PageNotes, each: Candidate) -> bool:
    return each.where.size <= _SMALL * page.sheet.body


def _begins_here(page: PageNotes, each: Candidate, before: Candidate | None) -> bool:
    """Whether a note may begin at this line: not in the middle of a sentence that happens to wrap there."""
    if each.line == 0 or each.start.shape in ("raised", "sign", "lone") or each.draft.is_row:
        return True
    if before is not None and before.draft is each.draft and follows(before.start.label, each.start.label):
        return True
    if each.start.shape == "bracket" and each.start.label in page.asked and _is_small(page, each):
        return True
    return _ENDS.search(each.draft.lines[each.line - 1].text) is not None and each.start.shape != "square"


def _choose_for_neighbours(page: PageNotes, beside: Sequence[PageNotes]) -> None:
    """Notes that a mark on the page before or behind asks for: a double page, a table over two pages."""
    wanted = {label for near in beside for label in near.missing()} - page.noted - page.asked.keys()
    if not wanted:
        return
    found = [
        each
        for each in page.candidates
        if each.start.label in wanted
        and _is_small(page, each)
        and each.start.shape not in ("sign", "lone")
        and not each.draft.running
        and not each.draft.is_row
        and _begins_here(page, each, None)
    ]
    page.choose(found)


def _choose_lists(pages: Sequence[PageNotes]) -> None:
    """Lists of notes behind the pages whose marks ask for them."""
    missing: set[str] = set()
    for page in pages:
        chosen = {(id(each.draft), each.line) for each in page.chosen}
        rest = [
            each
            for each in page.candidates
            if each.start.label.isdecimal()
            and not each.draft.running
            and not each.draft.is_row
            and (id(each.draft), each.line) not in chosen
        ]
        for run in _runs(rest, _MIN_LIST):
            labels = {each.start.label for each in run}
            large = run[0].start.shape != "raised" and not _is_small(page, run[0])
            if large and len(run) < _MIN_LARGE_LIST:
                continue
            if len(labels & missing) >= _ASKED_OF_LIST * len(labels):
                page.choose(run)
        missing |= page.missing()


def _choose_general(page: PageNotes) -> None:
    """Notes on the whole page: a sign that no mark repeats begins a line right above or below the other notes."""
    signs = {id(each.draft): each for each in page.candidates if _may_be_general(page, each)}
    notes = {id(each.draft): each.where for each in page.chosen}
    drafts = page.sheet.drafts if signs else []
    beside = [
        *zip(drafts, drafts, strict=True),
        *itertools.pairwise(drafts),
        *itertools.pairwise(drafts[::-1]),
    ]
    for note, other in beside:
        if id(note) not in notes or (sign := signs.get(id(other))) is None:
            continue
        if sign.start.label not in page.noted and _is_set_alike(notes[id(note)], sign.where):
            page.choose([sign])
            notes.setdefault(id(other), sign.where)


def _may_be_general(page: PageNotes, each: Candidate) -> bool:
    free = not (each.draft.running or each.draft.is_row or each.start.label in page.noted)
    return free and each.start.shape == "sign" and each.line == 0


def _is_set_alike(note: Line, line: Line) -> bool:
    alike = note.turn == line.turn and max(note.size, line.size) <= LARGE * min(note.size, line.size)
    return alike and abs(note.left - line.left) <= _MARGIN * line.size


def _mark_flat(page: PageNotes) -> None:
    """Make marks of signs and bracketed labels on the line, where the page has a note that begins with the same."""
    labels = {each.start.label for each in page.chosen if each.start.shape in ("sign", "bracket")}
    if not labels:
        return
    first = {(id(each.draft), each.line): each.start.skip for each in page.chosen}
    for draft in page.sheet.drafts:
        for number, line in enumerate(draft.lines):
            if new := flat_marks(line, labels, first.get((id(draft), number), 0)):
                line.marks = sorted([*line.marks, *new], key=attrgetter("start"))


def _runs(candidates: Sequence[Candidate], least: int) -> Iterator[list[Candidate]]:
    """Runs of at least so many candidates of one shape and size whose labels count up by one."""
    for run in runs(candidates, lambda own, each: _counts_up(own[-1], each)):
        if len(run) >= least:
            yield run


def _counts_up(last: Candidate, each: Candidate) -> bool:
    return (
        each.start.shape == last.start.shape
        and follows(last.start.label, each.start.label)
        and abs(each.where.size - last.where.size) < 1
    )
