"""From offsets in the normalised text to places and words in the source."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from claimcheck.model.document import Block
from claimcheck.text.passages import Passages


class Places:
    """Locates passages of one document; lines are counted once."""

    __slots__ = ("_line_starts", "_page_starts", "_passages")

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        source = passages.document.source
        starts = [0]
        found = source.find("\n")
        while found >= 0:
            starts.append(found + 1)
            found = source.find("\n", found + 1)
        self._line_starts = starts
        self._page_starts = [page.start for page in passages.document.pages]

    def cited(self, start: int, end: int) -> tuple[dict[str, Any], str, str]:
        """Return the place of a run of normalised text, its source to the letter, and its words as a reader sees them.

        The place has the fields of the wire model; lines of a paged document are counted within the page. The words
        are without markup, and wraps and blanks are one blank.
        """
        document = self._passages.document
        block = self._block(start)
        first, last = self._passages.norm.source_span(start, end)
        page = self._page(first)
        line, column = self._line(first, page)
        end_line, end_column = self._line(last, page)
        place = {
            "page": page,
            "line": line,
            "column": column,
            "end_line": end_line,
            "end_column": end_column,
            "start": first,
            "end": last,
            "section": block.section,
            "block": block.kind,
        }
        quote = document.source[first:last]
        if len(block.pieces) == 1 and "\n" not in quote and "  " not in quote:
            return place, quote, quote.strip()
        visible = block.text[_at(block, first) : _at(block, last, closing=True)]
        return place, quote, " ".join(visible.split())

    def _block(self, offset: int) -> Block:
        norm = self._passages.norm
        return self._passages.document.blocks[norm.blocks[norm.block_of(offset)].index]

    def _page(self, offset: int) -> int | None:
        if not self._page_starts:
            return None
        place = max(bisect_right(self._page_starts, offset) - 1, 0)
        return self._passages.document.pages[place].number

    def _line(self, offset: int, page: int | None) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        if page is None:
            return line, column
        opening = next(one for one in self._passages.document.pages if one.number == page)
        first_line = bisect_right(self._line_starts, opening.start)
        if line == first_line:
            column = offset - opening.start + 1
        return max(line - first_line + 1, 1), column


def _at(block: Block, source: int, closing: bool = False) -> int:
    """The offset in the block's text of a source offset; between pieces, the end of the one before when closing."""
    best = 0
    for piece in block.pieces:
        if piece.source > source or (closing and piece.source >= source and best):
            break
        best = piece.at + min(source - piece.source, piece.length)
        if not closing and source - piece.source >= piece.length:
            # Markup stands here: the words go on with the next piece.
            best = piece.at + piece.length
    return best
