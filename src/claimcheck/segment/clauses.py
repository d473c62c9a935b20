"""Where clauses begin inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from claimcheck.text.matcher import Matcher

Clauses = tuple[tuple[int, int], ...]

_LEAST = 3  # tokens on each side of a cut
_LEAST_AT_DASH = 4
_MARKS = ("; ", " - ")


class ClauseSplitter:
    """Splits the sentences of one text; they have to be asked for in reading order.

    A clause ends at a semicolon, at a dash between blanks, or where a clause opener follows, with a comma or
    without. ``openers`` are words of one to four tokens.
    """

    __slots__ = ("_at", "_cuts", "_text")

    def __init__(self, text: str, lower: str, openers: tuple[str, ...]) -> None:
        self._text = text
        self._cuts = sorted(_cuts(lower, openers))
        self._cuts.append((len(text) + 1, 0))
        self._at = 0

    def split(self, start: int, end: int) -> Clauses:
        """The clauses of ``text[start:end]``: they tile it, blanks between them aside."""
        cuts, at = self._cuts, self._at
        while cuts[at][0] <= start:
            at += 1
        first = at
        while cuts[at][0] < end:
            at += 1
        self._at = at
        return self._cut(start, end, cuts[first:at]) if at > first else ((start, end),)

    def _cut(self, start: int, end: int, cuts: list[tuple[int, int]]) -> Clauses:
        text = self._text
        clauses: list[tuple[int, int]] = []
        begin = start
        left = text.count(" ", start, end) + 1
        for at, least in cuts:
            if at <= begin:
                continue
            tokens = text.count(" ", begin, at) + 1
            words = tokens - 1 if least == _LEAST_AT_DASH else tokens
            if words < least or left - tokens < least:
                continue
            if text.count("(", start, at) > text.count(")", start, at):
                continue
            clauses.append((begin, at))
            begin = at + 1
            left -= tokens
        clauses.append((begin, end))
        return tuple(clauses)


@lru_cache(maxsize=16)
def _matcher(openers: tuple[str, ...]) -> Matcher:
    return Matcher([*_MARKS, *(f" {opener.lower()}" for opener in openers)])


def _cuts(lower: str, openers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Offsets of the blanks at which a clause may end, and how many tokens it takes on both sides.

    An opener that a figure follows opens a clause only behind a comma: "since 2019" goes with what stands before.
    """
    length = len(lower)
    for number, start, end in _matcher(openers).find(lower):
        if number < len(_MARKS):
            yield end - 1, _LEAST if number == 0 else _LEAST_AT_DASH
            continue
        inside_word = end < length and (lower[end].isalnum() or lower[end] in "-'")
        figure = lower[end + 1 : end + 2].isdigit() and lower[start - 1 : start] != ","
        if not inside_word and not figure:
            yield start, _LEAST
