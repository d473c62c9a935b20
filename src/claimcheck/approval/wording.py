"""Words as they are compared: in order, whatever their case, blanks, dashes, quotes and stops; numbers in full."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from claimcheck.model.approval import Change
from claimcheck.text.normalise import normalise_text

# Scripts that put no blanks between words are compared letter by letter.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Punctuation that says something beside a word or figure.
_SAYING = frozenset("%\u2030&@#/\u00a7")
_WORD = re.compile(r"[^\W\d_]")

MAX_WORDING = 2_000
"""Characters of a wording in a register, and tokens of one in a text."""

Keys = tuple[str, ...]
Places = Mapping[str, int]


class Token(NamedTuple):
    """A word, number or sign: the form that is compared, and where it stands."""

    key: str
    start: int
    end: int


@cache
def _token() -> re.Pattern[str]:
    # Takes long to compile, and few runs have a register.
    return re.compile(rf"(?:(?<![^\s(])[-+])?[0-9]+(?:[.,][0-9]+)*|[{_UNSPACED}]|[^\W\d_{_UNSPACED}]+|\S")


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a run of normalised text; offsets are those of the text."""
    for match in _token().finditer(text, start, len(text) if end is None else end):
        word = match[0]
        if len(word) == 1 and word not in _SAYING and unicodedata.category(word)[0] in "PC":
            continue
        yield Token(_key(word), match.start(), match.end())


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def keys_of(text: str) -> Keys:
    """What is compared of words that stand alone, in any typography."""
    return tuple(token.key for token in tokens(normalise_text(text).text))


def places_of(keys: Sequence[str]) -> Places:
    """Where each token stands, a bit for each place."""
    places: dict[str, int] = {}
    for at, key in enumerate(keys):
        places[key] = places.get(key, 0) | 1 << at
    return places


def common(places: Places, size: int, other: Sequence[str]) -> int:
    """The length of the longest run of tokens that both have in this order, not necessarily side by side.

    ``places`` are those of a run of ``size`` tokens; time grows with the length of the other one.
    """
    full = row = (1 << size) - 1
    for key in other:
        met = row & places.get(key, 0)
        row = ((row + met) | (row - met)) & full
    return size - row.bit_count()


def aligned(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places in the two that hold the same tokens, as many as can be, in order."""
    head = 0
    while head < min(len(first), len(second)) and first[head] == second[head]:
        head += 1
    tail = 0
    while tail < min(len(first), len(second)) - head and first[-1 - tail] == second[-1 - tail]:
        tail += 1
    inner, other = first[head : len(first) - tail], second[head : len(second) - tail]
    pairs = [(at, at) for at in range(head)]
    pairs += [(head + one, head + two) for one, two in _longest(inner, other)]
    pairs += [(len(first) - tail + at, len(second) - tail + at) for at in range(tail)]
    return pairs


def _longest(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[int, int]]:
    rows = [[0] * (len(second) + 1)]
    for key in reversed(first):
        below, row = rows[-1], [0] * (len(second) + 1)
        for at in range(len(second) - 1, -1, -1):
            row[at] = below[at + 1] + 1 if key == second[at] else max(below[at], row[at + 1])
        rows.append(row)
    rows.reverse()
    one = two = 0
    while one < len(first) and two < len(second):
        if first[one] == second[two]:
            yield one, two
            one, two = one + 1, two + 1
        elif rows[one + 1][two] >= rows[one][two + 1]:
            one += 1
        else:
            two += 1


class Side(NamedTuple):
    """One of two wordings: a text, and its tokens."""

    text: str
    tokens: Sequence[Token]

    def words(self, start: int, end: int) -> str:
        """The text of a run of tokens."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def is_sign(self, at: int) -> bool:
        """Whether the token is neither word nor figure."""
        return not any(map(str.isalnum, self.tokens[at].key))


def changes(approved: Side, found: Side, pairs: Sequence[tuple[int, int]]) -> tuple[Change, ...]:
    """What differs between two wordings, run by run in order; ``pairs`` are the places that agree."""
    listed: list[Change] = []
    one = two = 0
    for left, right in (*pairs, (len(approved.tokens), len(found.tokens))):
        if left > one or right > two:
            # A sign belongs to the figure before it.
            more = int(left > one and right > two and left < len(approved.tokens) and approved.is_sign(left))
            listed.append(Change(approved.words(one, left + more), found.words(two, right + more)))
        one, two = left + 1, right + 1
    return tuple(listed)


def are_words(change: Change) -> bool:
    """Whether words stand in the place of other words, not only figures in that of figures."""
    return bool(_WORD.search(change.approved) and _WORD.search(change.found))
