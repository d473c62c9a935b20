"""How much of each part of a report fits where there is room for so many characters only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to show below a heading; ``position`` is its place among the others, ``weight`` low for the worst."""

    heading: str
    text: str
    position: int
    weight: int = 0

    @property
    def size(self) -> int:
        """Characters that it takes where its heading stands above it, with the blank lines between."""
        return len(self.heading) + len(self.text) + 4


@dataclass(slots=True)
class Part:
    """Pieces of one kind, of which those of the least weight are shown first, and the characters they may count on.

    ``label`` counts what is shown: "12 of 40 " and then the label.
    """

    label: str
    pieces: Sequence[Piece]
    share: int
    shown: list[Piece] = field(default_factory=list)
    spent: int = 0

    @property
    def cut(self) -> bool:
        """Whether some of it is left out."""
        return len(self.shown) < len(self.pieces)

    def grow(self, room: int) -> None:
        """Show more, up to ``room`` characters in all."""
        waiting = sorted(self.pieces, key=lambda piece: (piece.weight, piece.position))[len(self.shown) :]
        for piece in waiting:
            if self.spent + piece.size > room:
                break
            self.shown.append(piece)
            self.spent += piece.size

    def in_order(self) -> list[Piece]:
        """What is shown, in the order of the report."""
        return sorted(self.shown, key=lambda piece: piece.position)


def fit(parts: Iterable[Part], room: int) -> None:
    """Show of each part what its share has room for, then of each in turn what the others have left."""
    listed = list(parts)
    for part in listed:
        part.grow(part.share)
    left = room - sum(part.spent for part in listed)
    for part in listed:
        before = part.spent
        part.grow(before + left)
        left -= part.spent - before
