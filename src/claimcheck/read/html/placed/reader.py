"""A page of markup whose text stands at fixed places: its lines go through the layout of PDF pages.

``Document.source`` is the page of markup all the same; what is read maps to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Page, Piece, Table, Way
from claimcheck.read.blocks.runs import traced
from claimcheck.read.html.placed.walk import Fragment, PlacedPage, Walk
from claimcheck.read.html.tokens import Span
from claimcheck.read.pdf.assembly import PAGE_BREAK, sheets_of
from claimcheck.read.pdf.layout.blocks import make_blocks, make_tables
from claimcheck.read.pdf.page.content import Line, PageText, upright
from claimcheck.read.pdf.page.lines import gaps_of, line_of
from claimcheck.read.pdf.page.run import Run
from claimcheck.read.pdf.page.signs import raised_marks
from claimcheck.read.sequences import runs

_POINTS = 0.75  # of a pixel
_USUAL_SIDE, _LEAST_SIDE, _MOST_SIDE = 595.0, 400.0, 900.0
_BELOW, _ABOVE = 0.22, 0.93  # of the size
# In parts of the height of the characters.
_LEVEL, _JUMP = 0.35, 0.58
_FEW_LETTERS, _SMALL = 3, 0.9
_OVERLAP, _GAP = 0.3, 0.6
_BLANK_GAP = 0.35
_SHIFT = 0.08
_UNSURE = 0.12  # of a width that nobody told
_KEEPS_BLANKS = 0.2  # of the places where two words meet
_FIXED = re.compile(r"position\s{0,9}:\s{0,9}(?:absolute|fixed)", re.IGNORECASE)
_LEAST_SHARE = 0.8  # of the letters stand at fixed places
_FEWEST = 8  # fragments


class PageLines(NamedTuple):
    """A page with its text, and which runs of that text stand where in the source."""

    page: PageText
    pieces: list[Piece]


def keeps_blanks(pages: Sequence[PlacedPage]) -> bool:
    """Whether the blanks between words that have places of their own stand in the text."""
    met = kept = 0
    for page in pages:
        for one, other in pairwise(page.fragments):
            if one.owner != other.owner and _is_level(one, other) and other.x > one.x:
                met += 1
                kept += one.blanks[1] or other.blanks[0]
    return kept >= _KEEPS_BLANKS * met


def lines_of(page: PlacedPage, *, blanks: bool) -> PageLines:
    """The lines of a page; ``blanks``: those between words stand in the text."""
    placed = [each for each in page.fragments if not each.loose]
    width = page.width or max((each.x + each.width for each in placed), default=0.0)
    height = max(page.height or 0.0, max((each.y + each.size for each in placed), default=0.0))
    side = min(width, height) * _POINTS
    scale = _POINTS if _LEAST_SIDE <= side <= _MOST_SIDE or not side else _POINTS * _USUAL_SIDE / side
    lowest = max((each.y for each in placed), default=0.0)
    for number, each in enumerate(fragment for fragment in page.fragments if fragment.loose):
        # Text without a place comes last, each on a line of its own.
        each.y = lowest + 3 * each.size * (number + 1)
        height = max(height, each.y + each.size)
    made: list[Line] = []
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for row in runs(page.fragments, _goes_on):
        drawn = [_run(fragment, height, scale) for fragment in row]
        for place, (one, other) in enumerate(pairwise(drawn)):
            if other.left > one.left and other.left - 0.05 * one.height < one.right:
                drawn[place] = one._replace(right=max(one.left, other.left - 0.05 * one.height))
        line, text = _line(row, drawn, at, blanks, pieces)
        made.append(line)
        parts.append(text)
        at += len(text) + 1
    return PageLines(PageText("\n".join(parts), made, (0.0, 0.0, width * scale, height * scale)), pieces)


def _is_level(one: Fragment, other: Fragment) -> bool:
    return one.turn == other.turn and abs(one.y - other.y) <= _LEVEL * max(one.size, other.size)


def _goes_on(row: list[Fragment], fragment: Fragment) -> bool:
    last = row[-1]
    tallest = max(row, key=attrgetter("size"))
    if fragment.loose or last.loose or fragment.turn != last.turn:
        return False
    height = max(tallest.size, fragment.size)
    gap, unsure = fragment.x - last.x - last.width, _UNSURE * last.width
    small = len(fragment.text) <= _FEW_LETTERS and fragment.size < _SMALL * tallest.size
    # The 2 of CO2, or the mark of a note, may be set far below or above the line.
    jump = _JUMP if small and gap <= _OVERLAP * height + unsure else _LEVEL
    if abs(fragment.y - tallest.y) > jump * height:
        return False
    if fragment.owner == last.owner:
        # One element is one line; what its gaps part, the layout decides.
        return True
    if fragment.turn or fragment.x < last.x:
        return False
    return -_OVERLAP * height - unsure <= gap <= _GAP * height + unsure


def _run(fragment: Fragment, height: float, scale: float) -> Run:
    x, y = upright(fragment.x * scale, (height - fragment.y) * scale, fragment.turn)
    size = fragment.size * scale
    right, bottom, top = x + fragment.width * scale, y - _BELOW * size, y + _ABOVE * size
    return Run(fragment.text, x, right, bottom, top, y, 0, 0, 0, "", False)


def _line(row: Sequence[Fragment], runs: Sequence[Run], at: int, blanks: bool, pieces: list[Piece]) -> tuple[Line, str]:
    """A line at offset ``at`` of its page, and its text; where that stands in the source goes to ``pieces``."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for number, fragment in enumerate(row):
        if number and _parts_words(row[number - 1], fragment, runs[number - 1], runs[number], blanks):
            parts.append(" ")
            length += 1
        starts.append(length)
        pieces += [Piece(at + length + piece.at, piece.source, piece.length) for piece in fragment.pieces]
        parts.append(fragment.text)
        length += len(fragment.text)
    text = "".join(parts)
    main = max(zip(row, runs, strict=True), key=lambda pair: len(pair[0].text))
    weights = {fragment.bold for fragment in row}
    even = len({run.height for run in runs}) == 1
    size, bold = main[1].height / (_BELOW + _ABOVE), weights.pop() if len(weights) == 1 else None
    marks = [] if even else raised_marks(text, list(runs), starts, main[1], at)
    gaps = gaps_of(runs, starts, main[1].height, at)
    return line_of(runs, main[1], text, at, size, row[0].turn, bold=bold, marks=marks, gaps=gaps), text


def _parts_words(one: Fragment, other: Fragment, before: Run, run: Run, blanks: bool) -> bool:
    """Whether a blank stands between two fragments of a line."""
    if one.blanks[1] or other.blanks[0]:
        return True
    if one.owner == other.owner:
        return False
    wide = run.left - before.right > _BLANK_GAP * max(run.height, before.height)
    # A small letter that is set lower or higher belongs to its word: CO2.
    shifted = one.size != other.size and abs(run.base - before.base) > _SHIFT * max(run.height, before.height)
    return wide or not (blanks or shifted)


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


def _laid_out(pages: Sequence[PlacedPage]) -> tuple[list[Block], tuple[Table, ...], tuple[Page, ...]]:
    """The blocks, tables and pages of a document, each page with its run of the source."""
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
    return blocks, make_tables(sheets, len(blocks)), found


def _mapped(block: Block, pieces: Sequence[Piece]) -> Block:
    """The block with its pieces in the source of the markup; what that writes as references is made."""
    found = traced(block.pieces, pieces)
    return replace(block, pieces=found, page=block.page if found else None)
