"""Words that stand in the source in another order than they are read: a drop cap that was drawn last."""

from __future__ import annotations

from claimcheck.model.document import Block, Document, Piece
from claimcheck.text.normalise import NormText, normalise

SOURCE = "he jar is carbon neutral. So is the lid.\nA caption.\nT"
TEXT = "The jar is carbon neutral. So is the lid."
CAP = SOURCE.index("T")


def _read(*pieces: Piece, text: str = TEXT) -> NormText:
    block = Block("paragraph", text, pieces)
    return normalise(Document(path="", format="pdf", sha256="", source=SOURCE, blocks=(block,)))


def test_a_run_over_scattered_parts_is_its_longest_part_in_the_source() -> None:
    norm = _read(Piece(0, CAP, 1), Piece(1, 0, len(TEXT) - 1))
    end = TEXT.index(".") + 1
    first, last = norm.source_span(0, end)
    assert SOURCE[first:last] == "he jar is carbon neutral."
    assert norm.block_span(0, end) == (0, end)


def test_runs_within_one_part_are_exact() -> None:
    norm = _read(Piece(0, CAP, 1), Piece(1, 0, len(TEXT) - 1))
    start = TEXT.index("So")
    first, last = norm.source_span(start, len(TEXT))
    assert SOURCE[first:last] == TEXT[start:]
    assert SOURCE[slice(*norm.source_span(0, 1))] == "T"
    assert norm.source_span(4, 4) == (3, 3)


def test_parts_in_order_are_not_scattered() -> None:
    norm = _read(Piece(0, 0, 24), Piece(25, 25, 15), text=f"{SOURCE[:24]}\n{SOURCE[25:40]}")
    assert not norm.scattered
    assert norm.source_span(0, 40) == (0, 40)
