"""Who speaks in remarks, and where the words of claims stand in a text without its blanks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

AUTHOR, INITIALS = "claimcheck", "cc"
_LEAST_BEGINNING = 16  # letters: fewer may stand anywhere


def compact(text: str) -> Iterator[tuple[str, int]]:
    """Letters of a text in one spelling, each with its place; blanks, hyphens, stars and what has no shape are none."""
    for at, char in enumerate(text):
        for letter in unicodedata.normalize("NFKC", char).casefold():
            if not letter.isspace() and letter not in "-*­" and unicodedata.category(letter) not in ("Cf", "Cc", "Pd"):
                yield letter, at


class Finder:
    """Finds the words of claims in a text, each behind the one before where it can be."""

    def __init__(self, text: str) -> None:
        pairs = list(compact(text))
        self._letters = "".join(letter for letter, _ in pairs)
        self._places = [at for _, at in pairs]
        self._behind = 0

    def find(self, words: str) -> tuple[int, int] | None:
        """First and last place of the words in the text; None where they are not there."""
        wanted = "".join(letter for letter, _ in compact(words))
        return self._place(wanted) if wanted else None

    def beginning(self, words: str) -> tuple[int, int] | None:
        """The same of as much of their beginning as is there, for words that go on elsewhere."""
        wanted = "".join(letter for letter, _ in compact(words))
        least, most = _LEAST_BEGINNING, len(wanted)
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if wanted[:middle] in self._letters else (least, middle - 1)
        return self._place(wanted[:least]) if len(wanted) >= least else None

    def _place(self, wanted: str) -> tuple[int, int] | None:
        at = self._letters.find(wanted, self._behind)
        if at < 0:
            at = self._letters.find(wanted)
        if at < 0:
            return None
        # The next claim may be about the same words, so only their beginning is left behind.
        self._behind = at
        return self._places[at], self._places[at + len(wanted) - 1]
