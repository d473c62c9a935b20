"""From offsets in the normalised text to places and words in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.document import Block, Document
from claimcheck.text.line_index import line_starts
from claimcheck.text.normalise import NormText
from claimcheck.text.written import written

_PLAIN = re.compile(r"[^\W\d][\w.]*")
# A sheet of this name would read like a cell.
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*")
_start = attrgetter("start")

Cited = tuple[PlaceOut, str]
_MOST_KNOWN = 64


class Lines:
    """Finds pages, lines and columns; lines of a paged document are counted within the page. The last line is kept."""

    def __init__(self, document: Document) -> None:
        starts, pages = line_starts(document.source), document.pages
        self._starts, self._line, self.run = starts, 0, range(0)
        self._page_starts = [page.start for page in pages]
        # Number, start and first line of each page, in the order of their starts.
        self._pages = [(page.number, page.start, bisect_right(starts, page.start)) for page in pages]

    def at(self, offset: int) -> tuple[int | None, int, int]:
        """Page, line and column of an offset in the source, from 1; ``run`` is then the run of the line."""
        if offset not in self.run:
            self._line = bisect_right(self._starts, offset)
            closes = self._starts[self._line] if self._line < len(self._starts) else offset + 1
            self.run = range(self._starts[self._line - 1], closes)
        line, column = self._line, offset - self.run.start + 1
        if not self._pages:
            return None, line, column
        number, opening, first_line = self._pages[max(bisect_right(self._page_starts, offset) - 1, 0)]
        if line == first_line:
            column = offset - opening + 1
        return number, max(line - first_line + 1, 1), column


class Places:
    """Locates passages of one document; lines are counted once.

    Claims, their evidence and their findings stand close together, so the last block and line are kept at hand.
    """

    def __init__(self, document: Document, norm: NormText) -> None:
        self._document = document
        self._norm = norm
        self._lines = Lines(document)
        self._cells = CellNames(document) if document.spots else None
        self._block_run = range(0)
        self._block: Block | None = None
        # How far that block stands from its place in the source, None where it does not stand there as it is.
        self._moved: int | None = None
        # A claim and its findings often quote the same words.
        self._known: dict[tuple[int, int], Cited] = {}

    def cited(self, start: int, end: int) -> Cited:
        """Return the place of a run of normalised text in the source, and its words as a reader sees them.

        Lines of a paged document are counted within the page. The words are without markup ("CO2e" for
        "CO<sub>2</sub>e"), and wraps and blanks are one blank.
        """
        known = self._known.get((start, end))
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[start, end] = self._cite(start, end)
        return known

    def _cite(self, start: int, end: int) -> Cited:
        block = self._block
        if block is None or start not in self._block_run:
            block = self._block_at(start)
        if self._moved is not None and start <= end <= self._block_run.stop:
            first, last = start + self._moved, end + self._moved
        else:
            first, last = self._norm.source_span(start, end)
        page, line, column = self._lines.at(first)
        if page is None and last in self._lines.run:
            end_line, end_column = line, column + last - first
        else:
            _, end_line, end_column = self._lines.at(last)
        place = PlaceOut(
            path=None,
            page=page,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            start=first,
            end=last,
            bbox=None,
            cell=self._cells.of(first, last) if self._cells else None,
            section=block.section,
            block=block.kind,
            ocr=block.recognised or None,
        )
        return place, written(self._document, self._norm, block, (start, end), (first, last))

    def _block_at(self, offset: int) -> Block:
        """The block at an offset, which is kept at hand."""
        norm = self._norm
        number = norm.block_of(offset)
        run = norm.blocks[number]
        self._block_run = range(run.start, run.end)
        block = self._block = self._document.blocks[number]
        pieces = norm.pieces[number]
        as_it_is = len(pieces) == 1 and number not in norm.shifts
        self._moved = pieces[0].source - pieces[0].at - run.start if as_it_is else None
        return block


class CellNames:
    """Names runs of the source of one document."""

    def __init__(self, document: Document) -> None:
        self._spots = document.spots
        self._page_starts = [page.start for page in document.pages]
        self._sheets = [_quoted(page.label or "") for page in document.pages]

    def of(self, start: int, end: int) -> str | None:
        """The cells from ``start`` to ``end`` of the source: "Emissions!C12", "'Key data'!B3:F3"."""
        first = bisect_right(self._spots, start, key=_start) - 1
        last = bisect_right(self._spots, max(start, end - 1), key=_start) - 1
        if first < 0:
            return None
        opens, closes = self._spots[first].name, self._spots[last].name
        sheet = bisect_right(self._page_starts, start) - 1
        run = opens if opens == closes else f"{opens}:{closes}"
        return f"{self._sheets[sheet]}!{run}" if sheet >= 0 and self._sheets[sheet] else run


def _quoted(sheet: str) -> str:
    if not sheet or (_PLAIN.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet)):
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
