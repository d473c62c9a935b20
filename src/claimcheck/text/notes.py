"""Which note a marker means: the one that a reader of the page would look at.

Numbering may begin anew on every page, under every table and in every chapter, so the same label often names many
notes. A marker without a note of its own is better left alone than led to the note of another one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple

from claimcheck.model.document import Block, Page

Rule = Literal["page", "table", "facing", "list"]
"""Where a note was found: on the page, under the table, on the page beside, in a list of notes further on."""

_MIN_LIST = 3  # notes
_MISSING_BEFORE_LIST = 0.5  # share of the labels asked for before it that their own pages do not have
_SIDE_BY_SIDE = 60.0  # points, between the tops of notes in neighbouring columns
_MAX_COMPARED = 16  # notes of one label on one page
_NO_PAGE = 1 << 31
_MAX_SKIP = 3  # numbers left out between two notes of a list
_ORPHANS_OF_LIST = 0.5  # share of its notes that nothing on their own page or beside it asks for
_ASKED_OF_LIST = 0.5  # share of its notes that something before it asks for
_CITED = re.compile(r"\[(\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*)\]")
_SIGNED = re.compile(r"(?<=[^\s*†‡|])[*†‡]{1,3}(?![\w*†‡])")
_RANGE = re.compile(r"(\d+)(?:\s?[\u2013-]\s?(\d+))?")
_LONGEST_RANGE = 20
_MOST_DIGITS = 6  # of a number in a range; int() refuses one of thousands of digits


class Link(NamedTuple):
    """Index of the block that is the note, and the rule that found it."""

    note: int
    rule: Rule


def numbers(mark: str) -> list[str]:
    """The labels that a mark of numbers names: "1, 3-5" has 1, 3, 4 and 5."""
    labels: list[str] = []
    for first, last in _RANGE.findall(mark):
        labels.append(first)
        counts = last and max(len(first), len(last)) <= _MOST_DIGITS
        if counts and 0 < int(last) - int(first) <= _LONGEST_RANGE:
            labels += map(str, range(int(first) + 1, int(last) + 1))
        elif last:
            labels.append(last)
    return labels


class NoteIndex:
    """The notes of a document. Making it is linear in its text; a lookup costs the logarithm of its notes."""

    def __init__(self, blocks: Sequence[Block], pages: Sequence[Page] = ()) -> None:
        self._blocks = blocks
        self._pages = pages
        self._starts = [page.start for page in pages]
        self._on_page: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        self._below_text: dict[tuple[int | None, str], list[int]] = defaultdict(list)
        self._noted: dict[int | None, set[str]] = defaultdict(set)
        self._asked: dict[int | None, set[str]] = defaultdict(set)
        self._listed: dict[str, list[int]] = defaultdict(list)
        self._first_of_list: dict[int, int] = {}
        self._missing: dict[int, set[str]] = {}
        self._counts: list[tuple[int, int, int]] = []
        notes = [
            (index, block.label)
            for index, block in enumerate(blocks)
            if block.kind == "footnote" and block.label is not None
        ]
        for index, label in notes:
            key = blocks[index].page, label
            self._on_page[key].append(index)
            self._noted[key[0]].add(label)
        if not notes:
            return
        for index in _under_text(blocks, notes):
            self._below_text[blocks[index].page, blocks[index].label or ""].append(index)
        for number, block in enumerate(blocks):
            if block.kind != "footnote":
                for at, label in _asked(block):
                    self._asked[self._page_of(number, at)].add(label)
        self._missing = {
            page: asked - self._noted.get(page, set()) for page, asked in self._asked.items() if page is not None
        }
        missing: dict[str, list[int]] = defaultdict(list)
        for page, labels in sorted(self._missing.items()):
            for label in labels:
                missing[label].append(page)
        self._counts = self._count_labels()
        behind = 0
        for found in _lists(blocks, notes):
            if self._is_asked_for(found, missing, behind):
                for index in found:
                    self._listed[blocks[index].label or ""].append(index)
                    self._first_of_list[index] = found[0]
                behind = blocks[found[-1]].page or 0

    def link(self, block: int, label: str, at: int = 0) -> Link | None:
        """The note that a marker ``label`` before offset ``at`` of block number ``block`` means."""
        page = self._page_of(block, at)
        note = self._near(block, page, label)
        if note is not None:
            return Link(note, "table" if self._blocks[block].kind == "table" else "page")
        if page is not None:
            for beside in (page + 1, page - 1):
                if self._shares(page, beside, label):
                    return Link(self._on_page[beside, label][0], "facing")
        return self._in_list(block, label)

    def _page_of(self, block: int, at: int) -> int | None:
        """The page of the character in front of offset ``at``: a paragraph may go on from one page to the next."""
        here = self._blocks[block]
        if here.page is None or not self._starts or not here.pieces:
            return here.page
        last = bisect_right(self._starts, here.pieces[-1].source) - 1
        if last < 0 or self._pages[last].number == here.page:
            return here.page
        piece = here.pieces[max(0, bisect_left(here.pieces, at, key=attrgetter("at")) - 1)]
        return self._pages[max(0, bisect_right(self._starts, piece.source) - 1)].number

    def _near(self, block: int, page: int | None, label: str) -> int | None:
        """The note on the page: the only one, or the next; for running text rather one that belongs to no table.

        A note behind another table is not that of a table further down.
        """
        found = self._on_page.get((page, label))
        if found is None:
            return None
        apart = self._below_text.get((page, label))
        if self._blocks[block].kind != "table":
            return self._nearest(apart or found, block)
        if len(found) == 1 or found[-1] > block:
            return self._nearest(found, block)
        return _next(apart, block) if apart else None

    def _nearest(self, found: list[int], block: int) -> int | None:
        """The next note beneath a block, of those side by side the one in its column; else the next in order."""
        here = self._blocks[block].box
        if len(found) == 1 or here is None or len(found) > _MAX_COMPARED:
            return _next(found, block)
        places = [(index, box) for index in found if index != block and (box := self._blocks[index].box)]
        beneath = [(index, box) for index, box in places if box.top <= here.top]
        if not beneath:
            return _next(found, block)
        highest = max(box.top for _, box in beneath)
        row = [(index, box) for index, box in beneath if box.top > highest - _SIDE_BY_SIDE]
        # A short note says little about the width of its column, so overlap is asked for first, then order.
        own = [index for index, box in row if box.left < here.right and here.left < box.right]
        return min(own or [index for index, box in row if box.right > here.left] or [row[0][0]])

    def _shares(self, page: int, beside: int, label: str) -> bool:
        """Whether two pages have one run of notes, which stands on ``beside`` and has ``label``."""
        if label not in self._noted.get(beside, ()):
            return False
        if beside < page and self._on_page[beside, label][0] in self._first_of_list:
            # The list of the chapter before.
            return False
        orphans = self._noted[beside] - self._asked[beside]
        if label in orphans:
            return True
        return beside > page and not orphans.isdisjoint(self._missing.get(page, ()))

    def _is_asked_for(self, found: list[int], missing: dict[str, list[int]], behind: int) -> bool:
        """Whether pages from ``behind`` up to a run of notes ask for it, and its own pages do not.

        ``missing`` has the pages that ask for a label in vain, in order.
        """
        orphans = asked = 0
        first = self._blocks[found[0]].page
        if first is None:
            return False
        for index in found:
            page, label = self._blocks[index].page or first, self._blocks[index].label or ""
            near = (self._asked.get(page, ()), self._missing.get(page - 1, ()), self._missing.get(page + 1, ()))
            orphans += not any(label in labels for labels in near)
            pages = missing.get(label, [])
            at = bisect_left(pages, first)
            asked += at > 0 and pages[at - 1] >= behind
        if orphans < _ORPHANS_OF_LIST * len(found) or asked < _ASKED_OF_LIST * len(found):
            return False
        start, end = (bisect_left(self._counts, (page, 0, 0)) for page in (behind, first))
        (_, asked_first, missing_first), (_, asked_last, missing_last) = (self._counts[start], self._counts[end])
        return missing_last - missing_first >= _MISSING_BEFORE_LIST * (asked_last - asked_first)

    def _count_labels(self) -> list[tuple[int, int, int]]:
        """For each page in order: how many numbers the pages before it ask for, and how many of them in vain."""
        counts = []
        asked = missing = 0
        for page in sorted(self._missing):
            counts.append((page, asked, missing))
            asked += sum(map(str.isdecimal, self._asked[page]))
            missing += sum(map(str.isdecimal, self._missing[page]))
        return [*counts, (_NO_PAGE, asked, missing)]

    def _in_list(self, block: int, label: str) -> Link | None:
        listed = self._listed.get(label)
        if not listed:
            return None
        at = bisect_right(listed, block)
        if at == len(listed) or self._first_of_list[listed[at]] < block:
            return None
        return Link(listed[at], "list")


def _next(notes: list[int], block: int) -> int | None:
    """The first of ``notes`` behind ``block``, else the last before it; a note does not point to itself."""
    at = bisect_right(notes, block)
    if at < len(notes):
        return notes[at]
    if notes[-1] != block:
        return notes[-1]
    return notes[-2] if len(notes) > 1 else None


def _under_text(blocks: Sequence[Block], notes: Iterable[tuple[int, str]]) -> Iterator[int]:
    """The notes that do not follow a row of a table on their page, directly or behind other notes of it.

    Where the numbers begin anew, the notes of the page begin.
    """
    under: set[int] = set()
    for index, label in notes:
        above = index - 1
        same = above >= 0 and blocks[above].page == blocks[index].page
        if same and (blocks[above].kind == "table" or (above in under and not _restarts(blocks[above].label, label))):
            under.add(index)
        else:
            yield index


def _restarts(before: str | None, label: str) -> bool:
    return before is not None and before.isdecimal() and label.isdecimal() and int(label) <= int(before)


def _asked(block: Block) -> Iterator[tuple[int, str]]:
    """Place and label of a block's markers, also of those that still stand in its text."""
    for mark in block.marks:
        yield mark.at, mark.label
    if "[" in block.text:
        for match in _CITED.finditer(block.text):
            for label in numbers(match[1]):
                yield match.start(), label
    if not block.text.isascii() or "*" in block.text:
        for match in _SIGNED.finditer(block.text):
            yield match.start(), match[0]


def _lists(blocks: Sequence[Block], notes: Iterable[tuple[int, str]]) -> Iterator[list[int]]:
    """Runs of notes whose numbers count up, with nothing but headings and page headers between them."""
    run: list[int] = []
    last = 0
    for index, label in notes:
        number = int(label) if label.isdecimal() else 0
        if run and not (last < number <= last + _MAX_SKIP and _adjoin(blocks, run[-1], index)):
            if len(run) >= _MIN_LIST:
                yield run
            run = []
        if number:
            run.append(index)
        last = number
    if len(run) >= _MIN_LIST:
        yield run


def _adjoin(blocks: Sequence[Block], before: int, behind: int) -> bool:
    pages = blocks[before].page, blocks[behind].page
    if pages[0] is not None and pages[1] is not None and not 0 <= pages[1] - pages[0] <= 1:
        return False
    return all(
        blocks[index].running or blocks[index].kind in ("heading", "footnote") for index in range(before + 1, behind)
    )
