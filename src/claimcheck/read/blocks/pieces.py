"""Runs of a text that stand in a source, for a part of that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from claimcheck.model.document import Piece

_at = attrgetter("at")


def cut(pieces: Sequence[Piece], start: int, end: int, at: int = 0) -> list[Piece]:
    """The pieces of characters ``start`` to ``end`` of a text, as those of a text in which they begin at ``at``."""
    kept = []
    for index in range(max(bisect_right(pieces, start, key=_at) - 1, 0), len(pieces)):
        piece = pieces[index]
        if piece.at >= end:
            break
        left, right = max(piece.at, start), min(piece.at + piece.length, end)
        if left < right:
            kept.append(Piece(left - start + at, piece.source + left - piece.at, right - left))
    return kept


def traced(pieces: Sequence[Piece], through: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a text whose source is itself made: ``through`` are the pieces of that."""
    return tuple(
        part for piece in pieces for part in cut(through, piece.source, piece.source + piece.length, piece.at)
    )
