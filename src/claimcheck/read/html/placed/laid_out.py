"""The lines of placed pages laid out as those of PDF pages are, and led back to the source of the markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from claimcheck.model.document import Block, Page, Piece, Table
from claimcheck.read.html.placed.lines import keeps_blanks, lines_of
from claimcheck.read.html.placed.walk import PlacedPage
from claimcheck.read.pdf.assembly import PAGE_BREAK, sheets_of
from claimcheck.read.pdf.layout.blocks import make_blocks
from claimcheck.read.pdf.layout.table_blocks import make_tables

_at = attrgetter("at")


class LaidOut(NamedTuple):
    """The blocks, tables and pages of a document."""

    blocks: list[Block]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]


def laid_out(pages: Sequence[PlacedPage]) -> LaidOut:
    """Lay out pages, each with its run of the source."""
    blanks = keeps_blanks(pages)
    made = [lines_of(page, blanks=blanks) for page in pages]
    # The layout counts in a text of its own, in which the lines follow one another.
    own: list[Page] = []
    pieces: list[Piece] = []
    at = 0
    for number, lines in enumerate(made, 1):
        end = at + len(lines.page.text)
        own.append(Page(number, at, end))
        pieces += [Piece(at + piece.at, piece.source, piece.length) for piece in lines.pieces]
        at = end + len(PAGE_BREAK)
    sheets = sheets_of([lines.page for lines in made], tuple(own), [])
    blocks = [_mapped(block, pieces) for block in make_blocks(sheets, {})]
    found = tuple(
        Page(number, page.start, page.end, "read" if page.fragments else "blank")
        for number, page in enumerate(pages, 1)
    )
    return LaidOut(blocks, make_tables(sheets, len(blocks)), found)


def _mapped(block: Block, pieces: Sequence[Piece]) -> Block:
    """The block with its pieces in the source of the markup; what that writes as references is made."""
    found: list[Piece] = []
    for own in block.pieces:
        first = max(bisect_right(pieces, own.source, key=_at) - 1, 0)
        end = own.source + own.length
        for piece in pieces[first : bisect_right(pieces, end, key=_at)]:
            start, stop = max(own.source, piece.at), min(end, piece.at + piece.length)
            if start < stop:
                found.append(
                    Piece(own.at + start - own.source, piece.source + start - piece.at, stop - start)
                )
    return replace(block, pieces=tuple(found), page=block.page if found else None)
