"""The terms of a label or sentence: the content words by which a document tells what is measured.

Terms are folded and cut to a stem, so that "withdrawn" and "withdrawals" are one. Words that every label may have
("total", "share of the"), units and figures are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import NamedTuple, cast

from msgspec import Struct

from claimcheck.text.tokens import Tokens

LEAST_STEM = 4
"""Letters that a stem keeps."""
_LEAST_PART = 4
"""Letters of each part of a compound that is read as two words ("lost-time"); "own" in "own-brand" tells nothing."""
_SCOPES = re.compile(r"([12])[-\u2013]([23])")
_DIGITS = re.compile(r"[0-9]{1,2}")
_NUMBER = re.compile(r"[0-9]")


class Token(NamedTuple):
    """A word with its offsets in the text it stands in; ``stem`` is its term, empty where it tells nothing."""

    start: int
    end: int
    stem: str


# Past the constructor of named tuples it takes half the time.
_TOKEN = cast("Callable[[tuple[int, int, str]], Token]", partial(tuple.__new__, Token))


class _Reading(NamedTuple):
    """What a word tells wherever it stands: its term, None for a number; or, of a compound or "1-3", its parts.

    ``names`` says that a number behind it belongs to it, of a number that it is short enough to do so; ``goes_on`` that
    it may stand between a name and its number.
    """

    stem: str | None
    parts: tuple[Token, ...]
    names: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class TermWords:
    """What a language knows about terms.

    ``endings`` are cut off, the longest that fits; ``forms`` are words that say how something is counted and not what.
    ``same`` maps a word to the one that it is another form of ("female" to "women").
    ``openers`` begin a noun phrase, ``aiming`` words what something is done for. ``nominative`` openers begin that of
    a subject, for which ``acting`` pronouns of the speaker stand; who does what ``minding`` verbs say has done nothing
    yet, and ``selling`` ones tell a trade. Behind
    ``trading`` prepositions stands what a noun is for, unless it is one's ``own``. ``participles`` are what they have
    inside and at their ends, and ``steering`` nouns what a company has for a matter ("Energieplan").
    Behind ``divided`` a caption says by what its rows are told apart. ``every`` and ``none`` are words for all and for
    nothing of what follows them, ``least`` and ``most`` those for the ends of a scale,
    ``better`` those for its good end, whichever that is, ``ever`` those by which an end holds for all years,
    ``beyond`` those before which any word for more or less does so ("rarer than ever"), ``never`` those by which
    what is more or less than now holds for no year;
    ``less`` and ``more`` are ends before one of these ("more than ever");
    ``superlative`` endings make the end of some scale, ``comparative`` ones a step on it. ``either`` are words for a
    change to the good, ``ordinals`` those from "second" on, ``shares`` those for a part of a whole; what is so
    ``running`` is so in every year, and what moved ``again`` did so before.
    Behind all of something ``apart`` leaves some of it out ("all but two"). What is so of one ``alone`` is so of no
    other. A ``rest`` is what parts told before leave of a whole ("the remaining six").
    """

    endings: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict, hash=False)
    openers: frozenset[str] = frozenset()
    aiming: frozenset[str] = frozenset()
    nominative: frozenset[str] = frozenset()
    acting: frozenset[str] = frozenset()
    minding: frozenset[str] = frozenset()
    selling: frozenset[str] = frozenset()
    trading: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    steering: tuple[str, ...] = ()
    divided: frozenset[str] = frozenset()
    every: frozenset[str] = frozenset()
    none: frozenset[str] = frozenset()
    least: frozenset[str] = frozenset()
    most: frozenset[str] = frozenset()
    better: frozenset[str] = frozenset()
    less: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    ever: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    superlative: tuple[str, ...] = ()
    comparative: tuple[str, ...] = ()
    either: frozenset[str] = frozenset()
    ordinals: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    again: frozenset[str] = frozenset()
    nothing_else: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()

    @property
    def stem(self) -> Callable[[str], str]:
        """What cuts a word in lower case to its stem."""
        ended, same = _ended(self.endings), self.same

        def stem(low: str) -> str:
            low = same.get(low, low)
            found = ended(low)
            return low if found is None else found[1]

        return stem


@lru_cache(maxsize=16)
def _ended(endings: tuple[str, ...]) -> Callable[[str], re.Match[str] | None]:
    """What finds the longest ending of a word that leaves enough letters of its stem, the first group."""
    joined = "|".join(map(re.escape, endings)) or "(?!)"
    return re.compile(rf"(.{{{LEAST_STEM},}}?)(?:{joined})", re.DOTALL).fullmatch


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
    stem: Callable[[str], str] = str
    _known: dict[str, _Reading] = {}
    _forms: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.stem = self.words.stem
        self._forms = stems(self.words, self.words.forms)

    def tokens(self, text: str) -> list[Token]:
        """All words of a text in order; of a compound of two long words each part."""
        numbered, known, found = False, self._known, list[tuple[int, int, str]]()
        for word, start, end in zip(*Tokens.of(text), strict=True):
            if word not in known:
                known[word] = self._read(word)
            stem, parts, names, goes_on = known[word]
            if stem is None and parts and numbered:
                found += [(start, end, told) for _, _, told in parts]
                continue
            if stem is None:
                # A number belongs to the name before it ("Alda 7", "Scope 1 and 2") and else is a figure.
                found += ((start, end, word if numbered and names else ""),)
                continue
            if parts:
                found += [(start + first, start + last, told) for first, last, told in parts]
            else:
                found += ((start, end, stem),)
            numbered = names or (numbered and goes_on)
        return [*map(_TOKEN, found)]

    def _read(self, word: str) -> _Reading:
        if (span := _SCOPES.fullmatch(word)) is not None:
            told = tuple(Token(0, 1, str(one)) for one in range(int(span[1]), int(span[2]) + 1))
            return _Reading(None, told, names=False, goes_on=True)
        if _NUMBER.match(word):
            return _Reading(None, (), _DIGITS.fullmatch(word) is not None, True)
        low = word.lower()
        parts = low.split("-")
        split = list[Token]()
        if len(parts) > 1 and all(self._is_part(part, parts[0]) for part in parts):
            at = 0
            for part in parts:
                split.append(Token(at, at + len(part), self._told(part, part)))
                at += len(part) + 1
        names = word[0].isupper() or low in self.numbered
        return _Reading(self._told(low, word), tuple(split), names, low in self.words.forms)

    def _is_part(self, part: str, first: str) -> bool:
        """Whether part of a compound is a word, or the number of its first one ("Scope-2-Emissionen")."""
        numbered = first in self.numbered and _DIGITS.fullmatch(part) is not None
        return numbered or len(part) >= _LEAST_PART or part in self.words.forms

    def _told(self, low: str, word: str) -> str:
        owner = next((ending for ending in self.possessive if low.endswith(ending)), "")
        stem = self.stem(low.removesuffix(owner))
        silent = low in self.words.forms or stem in self._forms or low in self.own or word in self.symbols
        return "" if silent else stem

    def terms(self, text: str) -> frozenset[str]:
        """The terms of a text, its abbreviations written out."""
        return self.expanded(token.stem for token in self.tokens(text) if token.stem)

    def expanded(self, stems: Iterable[str]) -> frozenset[str]:
        """Stems with those that the document has explained put as what they stand for."""
        if not self.longer:
            return frozenset(stems)
        return frozenset(each for stem in stems for each in self.longer.get(stem, (stem,)))
