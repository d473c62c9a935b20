"""Which words a document writes with a hyphen, so that one that a line end parts keeps or loses it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_WORD = 40
_INNER_HYPHEN = re.compile(r"[-\u2010\u2011](?=[^\W\d_])")


def word_before(text: str, end: int) -> str:
    """The word that ends at ``end``, in lower case, or its last ``_LONGEST_WORD`` letters."""
    start = end
    while start > max(0, end - _LONGEST_WORD) and text[start - 1].isalpha():
        start -= 1
    return text[start:end].lower()


def word_at(text: str, start: int) -> str:
    """The word that begins at ``start``, in lower case, or its first ``_LONGEST_WORD`` letters."""
    end = start
    while end < min(len(text), start + _LONGEST_WORD) and text[end].isalpha():
        end += 1
    return text[start:end].lower()


class Compounds:
    """The words that a document writes with a hyphen inside a line; collected when first asked."""

    __slots__ = ("_pairs", "_texts")

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._pairs: set[tuple[str, str]] | None = None

    def __call__(self, left: str, right: str) -> bool:
        """Whether the document writes ``left-right`` inside a line."""
        if self._pairs is None:
            self._pairs = {
                (word_before(text, found.start()), word_at(text, found.end()))
                for text in self._texts
                for found in _INNER_HYPHEN.finditer(text)
            }
        return (left, right) in self._pairs
