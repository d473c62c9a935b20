"""A page of markup whose text stands at fixed places: its lines go through the layout of PDF pages.

``Document.source`` is the page of markup all the same; what is read maps to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Page, Piece, Table, Way
from claimcheck.read.blocks.pieces import traced
from claimcheck.read.html.placed.lines import keeps_blanks, lines_of
from claimcheck.read.html.placed.walk import PlacedPage, Walk
from claimcheck.read.html.tokens import Span
from claimcheck.read.pdf.assembly import PAGE_BREAK, sheets_of
from claimcheck.read.pdf.layout.blocks import make_blocks
from claimcheck.read.pdf.layout.table_blocks import make_tables

_FIXED = re.compile(r"position\s{0,9}:\s{0,9}(?:absolute|fixed)", re.IGNORECASE)
_LEAST_SHARE = 0.8  # of the letters stand at fixed places
_FEWEST = 8  # fragments


class Placed(NamedTuple):
    """What was read of such a page; ``hidden`` are the texts that it hides, ``cut_off`` says that it has no end, and
    ``broken`` are its tags that hold another one.
    """

    blocks: list[Block]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    title: str | None
    hidden: list[tuple[Span, Way]]
    language: str | None
    cut_off: bool
    broken: list[Span]


def read_placed(source: str) -> Placed | None:
    """Read a page of markup; None where its text flows, as that of most pages does."""
    if _FIXED.search(source) is None:
        return None
    walk = Walk(source)
    letters = walk.fixed_letters + walk.loose_letters + walk.long_letters
    pages = list(_pages(walk.pages))
    fragments = sum(len(page.fragments) for page in pages)
    if walk.given_up or fragments < _FEWEST or walk.fixed_letters < _LEAST_SHARE * letters:
        return None
    blocks, tables, found = _laid_out(pages)
    title = next((" ".join(block.text.split()) for block in blocks if block.kind == "title"), None)
    head = walk.title or title
    return Placed(blocks, tables, found, head, walk.hidden, walk.language, walk.cut_off, walk.broken)


def _pages(found: Sequence[PlacedPage]) -> Iterator[PlacedPage]:
    """The pages, blank ones too, without what is only there to hold them."""
    for page, following in zip_longest(found, found[1:]):
        if page.fragments or following is None or following.start >= page.end:
            yield page


class _LaidOut(NamedTuple):
    """The blocks, tables and pages of a document."""

    blocks: list[Block]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]


def _laid_out(pages: Sequence[PlacedPage]) -> _LaidOut:
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
    return _LaidOut(blocks, make_tables(sheets, len(blocks)), found)


def _mapped(block: Block, pieces: Sequence[Piece]) -> Block:
    """The block with its pieces in the source of the markup; what that writes as references is made."""
    found = traced(block.pieces, pieces)
    return replace(block, pieces=found, page=block.page if found else None)
