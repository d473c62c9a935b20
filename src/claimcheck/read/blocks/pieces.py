"""Runs of a text that stand in a source, for a part of that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
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


class Edited:
    """A text in which runs, in order, have given way to others: what it is now, and where old offsets have gone.

    Each of the ``runs`` is its start, its end, and what stands there now.
    """

    def __init__(self, old: str, runs: Sequence[tuple[int, int, str]]) -> None:
        self._old = old
        self._runs = runs
        self._starts = [start for start, _, _ in runs]
        self._gone = [0, *accumulate(end - start - len(text) for start, end, text in runs)]

    def new(self, at: int) -> int:
        """Where an old offset has gone."""
        index = bisect_right(self._starts, at)
        if index and at < self._runs[index - 1][1]:
            return self._starts[index - 1] - self._gone[index - 1]
        return at - self._gone[index]

    @property
    def text(self) -> str:
        """The text now."""
        kept: list[str] = []
        last = 0
        for start, end, text in self._runs:
            kept += (self._old[last:start], text)
            last = end
        return "".join([*kept, self._old[last:]])

    def pieces(self, old: Sequence[Piece]) -> list[Piece]:
        """The pieces of the text now."""
        ends = [0, *(end for _, end, _ in self._runs)]
        kept = zip(ends, [*self._starts, len(self._old)], strict=True)
        return [piece for last, start in kept for piece in cut(old, last, start, self.new(last))]
