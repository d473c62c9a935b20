"""Builds texts to measure with: drafted copy of any size, and text that tries to be slow.

Everything is seeded: the same size gives the same text on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLAIM_SHARE = 0.12
SEED = 20251125

NAMES = (
    "Ines Callow", "Tomas Verrin", "Ruth Adeyinka", "Jonas Pell", "Maia Korhonen", "Piet Wassen",
    "Leda Marsh", "Owen Strickland", "Farida Noor", "Karel Vondra", "Sun Aldous", "Greta Holm",
)  # fmt: skip
PLACES = (
    "Leyburn", "Oravec", "Aarvik", "Porto Sella", "Hexham Cross", "Lindow", "Marrabel", "Sankt Veren",
    "Tolmin", "Nyhavn", "Brackley Mill", "Castelrosso", "Dunmore", "Ostrava West",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
COMPANIES = ("Tarnholm", "The group", "Our company", "Corvane")


def _lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


class _Writer:
    """Fills the slots of sentences and joins them into copy."""

    def __init__(self, seed: int, share: float) -> None:
        self.random = random.Random(seed)
        self.share = share
        self.prose, self.claims, self.openings = (
            _lines("prose.txt"),
            _lines("claims.txt"),
            _lines("openings.txt"),
        )

    def fill(self, sentence: str) -> str:
        pick = self.random
        return sentence.format(
            name=pick.choice(NAMES), place=pick.choice(PLACES), month=pick.choice(MONTHS),
            company=pick.choice(COMPANIES), number=pick.randint(13, 960), small=pick.randint(2, 12),
            share=pick.randint(11, 89),
        )  # fmt: skip

    def sentence(self) -> str:
        if self.random.random() < self.share:
            return self.fill(self.random.choice(self.claims))
        plain = self.random.choice(self.prose)
        if self.random.random() < 0.4 and not plain.startswith("{"):
            plain = f"{self.random.choice(self.openings)} {plain[0].lower()}{plain[1:]}"
        elif self.random.random() < 0.15:
            other = self.random.choice(self.prose)
            lowered = other if other.startswith("{") else other[0].lower() + other[1:]
            plain = f"{plain[:-1]}, and {lowered}"
        return self.fill(plain)

    def blocks(self) -> Iterator[str]:
        """Markdown blocks without end."""
        while True:
            heading = self.fill(self.random.choice(self.prose)).rstrip(".")
            yield f"{'#' * self.random.randint(2, 3)} {heading[:60].rsplit(' ', 1)[0]}"
            for _ in range(self.random.randint(2, 5)):
                sentences = [self.sentence() for _ in range(self.random.randint(3, 6))]
                if self.random.random() < 0.12:
                    yield "\n".join(f"- {sentence}" for sentence in sentences)
                else:
                    yield " ".join(sentences)


def copy(size: int, seed: int = SEED, share: float = CLAIM_SHARE) -> str:
    """Markdown copy of at least ``size`` bytes, ending with a whole block; ``share`` of its sentences are claims."""
    parts: list[str] = []
    length = 0
    for block in _Writer(seed, share).blocks():
        parts.append(block)
        length += len(block.encode()) + 2
        if length >= size:
            break
    return "\n\n".join(parts) + "\n"


def _one_line(size: int) -> str:
    return " ".join(copy(size).split())[:size]


def _digits(size: int) -> str:
    return "".join(random.Random(SEED).choices("0123456789", k=size))


# Each takes a size in bytes and gives a text that many engines need quadratic time for.
HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": _one_line,
    "only digits": _digits,
    "only newlines": lambda size: "\n" * size,
    "only dots": lambda size: "." * size,
    "only open quotes": lambda size: "“" * (size // 3),
    "only claim words": lambda size: ("eco-friendly " * (size // 13 + 1))[:size],
    "only commas": lambda size: ("a, " * (size // 3 + 1))[:size],
}
