"""What must hold for every document, whatever it was read from."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.document import Document


def _crosses(start: int, length: int, ends: Iterable[int]) -> bool:
    return any(start < end < start + length for end in ends)


def check(document: Document) -> Document:
    """Pieces map text to equal source, in order and without overlap."""
    for block in document.blocks:
        at = 0
        assert block.text.strip(), block
        for piece in block.pieces:
            assert piece.length > 0, block
            assert piece.at >= at, block
            at = piece.at + piece.length
            assert block.text[piece.at : at] == document.source[piece.source : piece.source + piece.length], block
        assert at <= len(block.text), block
        assert all(0 <= mark.at <= len(block.text) for mark in block.marks), block
        if block.page is not None:
            # A sentence may go on on the next page; no run of it lies on two.
            page = document.pages[block.page - 1]
            assert page.start <= block.pieces[0].source < page.end, block
            ends = {other.end for other in document.pages}
            assert all(
                any(piece.source < end for end in ends) and not _crosses(piece.source, piece.length, ends)
                for piece in block.pieces
            ), block
    for number, page in enumerate(document.pages, 1):
        assert page.number == number
        assert 0 <= page.start <= page.end <= len(document.source)
    for problem in document.problems:
        assert problem.message, problem
        assert problem.place is not None, problem
    if document.status == "unreadable":
        assert document.blocks == ()
        assert all(problem.hint for problem in document.problems if problem.effect == "unreadable")
    return document


def texts(document: Document, *kinds: str) -> list[str]:
    """The texts of the blocks of these kinds, or of all."""
    return [block.text for block in document.blocks if not kinds or block.kind in kinds]


def codes(document: Document) -> list[tuple[str, str]]:
    """Code and effect of each problem."""
    return [(problem.code, problem.effect) for problem in document.problems]


def letters(text: str) -> str:
    """Letters and digits only: what reading must not lose."""
    return "".join(filter(str.isalnum, text))
