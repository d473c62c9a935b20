"""Which words a document writes with a hyphen, so that one that a line end parts keeps or loses it.

A document that is set without breaking words parts its compounds only, and each of them keeps its hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

_LONGEST_WORD = 40
_INNER_HYPHEN = re.compile(r"[-\u2010\u2011](?=[^\W\d_])")
_BREAK = re.compile(r"(?<=[^\W\d_])(?:\x02|[-\u2010]\n)(?=[^\W\d_])")
GOES_ON = re.compile(r"[^\W\d_]{1,3}-[^\W\d_]")
"""The rest of a compound behind a line end ("whole-" / "of-company"): no word goes on like that."""
_LEAST_KEPT, _OFTENER = 2, 2  # parted words that have a hyphen elsewhere; as many times those that have none
_MOST_ASKED = 200


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
    """Which words that a line end parts have a hyphen; what tells it is collected when first asked."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __call__(self, left: str, right: str) -> bool:
        """Whether the document writes ``left-right`` inside a line, or breaks nothing else at the ends of its lines."""
        return (left, right) in self._pairs or not (self._whole is None or (left, right) in self._whole)

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        """The words on both sides of a hyphen inside a line."""
        return self._parted(_INNER_HYPHEN)

    @cached_property
    def _whole(self) -> set[tuple[str, str]] | None:
        """The parts of words that have no hyphen elsewhere; None where the document breaks words at line ends."""
        breaks = self._parted(_BREAK)
        kept = len(breaks & self._pairs)
        if kept < _LEAST_KEPT:
            return None
        text = "\n".join(self._texts).lower()
        rest = sorted(breaks - self._pairs)[:_MOST_ASKED]
        whole = {(before, behind) for before, behind in rest if before + behind in text}
        return None if kept < _OFTENER * len(whole) else whole

    def _parted(self, sign: re.Pattern[str]) -> set[tuple[str, str]]:
        """The words on both sides of a sign, wherever it stands."""
        return {
            (word_before(text, found.start()), word_at(text, found.end()))
            for text in self._texts
            for found in sign.finditer(text)
        }
