"""The terms of a label or sentence: the content words by which a document tells what is measured.

Terms are folded and cut to a stem, so that "withdrawn" and "withdrawals" are one. Words that every label may have
("total", "share of the"), units and figures are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from claimcheck.text.metric_words import WORD

LEAST_STEM = 4
"""Letters that a stem keeps."""
_LEAST_PART = 4
"""Letters of each part of a compound that is read as two words ("lost-time")."""
_DIGITS = re.compile(r"[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]")


class Token(NamedTuple):
    """A word with its offsets in the text it stands in; ``stem`` is its term, empty where it tells nothing."""

    start: int
    end: int
    stem: str


@dataclass(frozen=True, slots=True)
class TermWords:
    """What a language knows about terms.

    ``endings`` are cut off, the longest that fits; ``forms`` are words that say how something is counted and not what.
    ``same`` maps a word to the one that it is another form of ("female" to "women").
    ``openers`` begin a noun phrase. Behind ``divided`` a caption says by what its rows are told apart. ``every`` and
    ``none`` are words for all and for nothing of what follows them, ``least`` and ``most`` those for the ends of a
    scale, ``ever`` those by which an end holds for all years; ``superlative`` endings make the end of some scale.
    """

    endings: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict, hash=False)
    openers: frozenset[str] = frozenset()
    divided: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    least: frozenset[str] = frozenset()
    most: frozenset[str] = frozenset()
    ever: tuple[str, ...] = ()
    superlative: tuple[str, ...] = ()

    def stem(self, low: str) -> str:
        """The stem of a word in lower case."""
        low = self.same.get(low, low)
        for ending in self.endings:
            if low.endswith(ending) and len(low) - len(ending) >= LEAST_STEM:
                return low[: -len(ending)]
        return low


@lru_cache(maxsize=64)
def stems(words: TermWords, listed: frozenset[str]) -> frozenset[str]:
    """The stems of words in lower case that a language lists: the same in every document, so cut once."""
    return frozenset(map(words.stem, listed))


class TermReader(Struct):
    """Reads terms in texts of one document; ``own`` are the words of the company's name, ``symbols`` those of units;
    ``possessive`` endings make an owner of a name.

    Behind one of ``numbered``, and behind a name, a small number is part of what is named. ``longer`` maps an
    abbreviation that the document explains, as a stem, to the stems of what it stands for.
    """

    words: TermWords
    symbols: frozenset[str]
    numbered: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    possessive: tuple[str, ...] = ()
    longer: Mapping[str, tuple[str, ...]] = {}
    _stems: dict[str, str] = {}
    _known: dict[str, str] = {}
    _forms: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._forms = stems(self.words, self.words.forms)

    def stem(self, low: str) -> str:
        """The stem of a word in lower case."""
        found = self._stems.get(low)
        if found is None:
            found = self._stems[low] = self.words.stem(low)
        return found

    def tokens(self, text: str) -> Iterator[Token]:
        """All words of a text in order; of a compound of two long words each part."""
        numbered = False
        for match in WORD.finditer(text):
            word, start = match.group(), match.start()
            if _NUMBER.match(word):
                # A number belongs to the name before it ("Alda 7", "Scope 1 and 2") and else is a figure.
                stem = word if numbered and _DIGITS.fullmatch(word) else ""
                yield Token(start, match.end(), stem)
                continue
            low = word.lower()
            parts = low.split("-")
            if len(parts) > 1 and all(len(part) >= _LEAST_PART for part in parts):
                at = start
                for part in parts:
                    yield Token(at, at + len(part), self._told(part, part))
                    at += len(part) + 1
            else:
                yield Token(start, match.end(), self._told(low, word))
            numbered = word[0].isupper() or low in self.numbered or (numbered and low in self.words.forms)

    def _told(self, low: str, word: str) -> str:
        found = self._known.get(word)
        if found is None:
            owner = next((ending for ending in self.possessive if low.endswith(ending)), "")
            stem = self.stem(low.removesuffix(owner))
            silent = low in self.words.forms or stem in self._forms or low in self.own or word in self.symbols
            found = self._known[word] = "" if silent else stem
        return found

    def terms(self, text: str) -> frozenset[str]:
        """The terms of a text, its abbreviations written out."""
        return self.expanded(token.stem for token in self.tokens(text) if token.stem)

    def expanded(self, stems: Iterable[str]) -> frozenset[str]:
        """Stems with those that the document has explained put as what they stand for."""
        found: set[str] = set()
        for stem in stems:
            found.update(self.longer.get(stem, (stem,)))
        return frozenset(found)
