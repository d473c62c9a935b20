"""Says that a document has words which are not what they look like."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.document import Block, Problem
from claimcheck.read.reading import Raw
from claimcheck.text.disguises import disguises
from claimcheck.text.line_index import line_and_column

_BROKEN = "\x02"
_HINT = "look at these words in an editor that shows every character, and write them anew"


def hidden_words(raw: Raw, source: str, blocks: Sequence[Block]) -> tuple[Problem, ...]:
    """A note on words with letters of other scripts, unseen characters inside, or turned direction.

    They are read as they look; but text that was written to be overlooked is worth a question.
    """
    count = 0
    first: tuple[Block, int] | None = None
    for block in blocks:
        if block.text.isascii():
            continue
        # A mark that the PDF library writes for the hyphen of a broken word hides nothing.
        for at in disguises(block.text.replace(_BROKEN, "-")):
            count += 1
            first = first or (block, at)
    if first is None:
        return ()
    words = "one word has" if count == 1 else f"{count:,} words have"
    message = (
        f"{words} letters of another script, or characters that cannot be seen, where Latin letters are shown: "
        f"read as shown; the first is {_place(source, *first)}"
    )
    return (Problem("disguised-text", message, "note", raw.path, _HINT),)


def _place(source: str, block: Block, at: int) -> str:
    if block.page is not None:
        return f"on page {block.page}"
    piece = next((piece for piece in reversed(block.pieces) if piece.at <= at), None)
    if piece is None:
        return "made by a reference"
    line, column = line_and_column(source, piece.source + min(at - piece.at, piece.length))
    return f"at line {line}, column {column}"
