"""Words of the normalised text as the source writes them."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from claimcheck.model.document import Block, Document
from claimcheck.text.normalise import NormText

BROKEN = "\x02"
"""What the PDF library writes for the hyphen of a word that is broken at a line end."""
_source = attrgetter("source")


def written(document: Document, norm: NormText, block: Block, run: tuple[int, int], source: tuple[int, int]) -> str:
    """The words of a ``run`` of the text of a block that stands at ``source`` in a document, as a reader sees them.

    They are without markup ("CO2e" for "CO<sub>2</sub>e"), and wraps and blanks are one blank.
    """
    (start, end), (first, last) = run, source
    quote = document.source[first:last]
    if len(block.pieces) == 1 and "\n" not in quote and "  " not in quote and BROKEN not in quote:
        return quote.strip()
    if start < end and norm.block_of(start) in norm.scattered:
        opens, closes = norm.block_span(start, end)
    else:
        opens, closes = _at(block, first), _at(block, last, closing=True)
    visible = block.text[opens:closes]
    if BROKEN in visible:
        visible = _mended(norm, start, opens, visible)
    return " ".join(visible.split())


def _mended(norm: NormText, offset: int, opens: int, visible: str) -> str:
    """Words that were broken at a line end, joined as the normalised text joins them: with a hyphen or without."""
    number = norm.block_of(offset)
    block, shift = norm.blocks[number], norm.shifts.get(number)
    parts = visible.split(BROKEN)
    mended = parts[0]
    at = opens + len(mended)
    for part in parts[1:]:
        place = block.start + (shift.norm_of(at) if shift else at)
        mended += ("-" if norm.text[place : place + 1] == "-" else "") + part.lstrip("\n")
        at += len(BROKEN) + len(part)
    return mended


def _at(block: Block, source: int, closing: bool = False) -> int:
    """The offset in the block's text of a source offset.

    Between two pieces stands markup: what opens there goes on with the next piece, what closes there ends with the
    one before.
    """
    place = bisect_right(block.pieces, source, key=_source) - 1
    if place < 0:
        return 0
    piece = block.pieces[place]
    if closing and place and piece.source == source:
        piece = block.pieces[place - 1]
    return piece.at + min(source - piece.source, piece.length)
