"""Which language a run of text is in: by script, small words that a language is full of, else runs of letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.text.disguises import undisguised

LONGEST = 4
"""Letters of the longest run; the blank before and behind a word counts as one."""
_WORD = re.compile(r"[^\W\d_]+")
_MANY = 1 << 15


def words_in(text: str) -> list[str]:
    """The runs of letters of a text, as they are written."""
    return _WORD.findall(text)


def runs_in(word: str) -> list[str]:
    """The runs of letters of a word in lower case, with ``_`` for the blank before and behind it."""
    closed = f"_{word}_"
    return [closed[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(closed) - length + 1)]


class Letters(NamedTuple):
    """How much a run of letters speaks for each of ``languages``, of which the first is the usual one.

    ``runs`` has a line for each run, with a character for each language behind a blank: the logarithm of how often the
    run stands in words of it, less the mean over all languages, in steps of ``1 / STEPS``, ``ZERO`` for none.
    """

    languages: tuple[str, ...]
    runs: str

    def of(self, word: str) -> tuple[float, ...]:
        """How much a word in lower case speaks for each language, beside the mean of all; nothing if no run is known.

        It is the logarithm of how often its runs stand in the language.
        """
        return _weighed(self.runs, word)

    def lead(self, word: str, base: int) -> float:
        """By how much the likeliest other language leads the one with number ``base`` for a word."""
        return _lead(self.runs, word, base)


STEPS = 4
ZERO = ord("P")


@lru_cache(maxsize=1)
def _table(runs: str) -> Mapping[str, bytes]:
    lines = (line.partition(" ") for line in runs.splitlines())
    return {run: weights.encode("ascii") for run, _, weights in lines}


@lru_cache(maxsize=_MANY)
def _weighed(runs: str, word: str) -> tuple[float, ...]:
    table = _table(runs)
    found = [weights for run in runs_in(word) if (weights := table.get(run))]
    none = ZERO * len(found)
    return tuple([(weight - none) / STEPS for weight in map(sum, zip(*found, strict=True))])


@lru_cache(maxsize=_MANY)
def _lead(runs: str, word: str, base: int) -> float:
    weights = _weighed(runs, word)
    others = (*weights[:base], *weights[base + 1 :])
    return max(others) - weights[base] if others else 0.0


# Letters of other scripts than the Latin one: what lies beyond its own and beyond the signs after U+2000. Said by
# what it is not, since Python walks through all characters of a class when it compiles one.
OTHER_SCRIPT = re.compile("[^\0-\u036f\u2000-\u2bff]")
SAMPLE = 240
BYTE = 8
LEAST_WORDS = 8
LEAST_STOP_WORDS = 3
# How many times as many stop words another language needs to displace the one in the lead.
LEAD = 1.5
# Of another script, at least and beside each Latin word.
LEAST_LETTERS = 4
LETTERS_A_WORD = 2
# Of text in a script that a language shares, one letter in so many is one of its own.
SHARED = 10
# Words of a few letters, and how many of them a text must have, before anything is said about them all.
_PLAIN_WORD = re.compile(r"(?<![^\W_])[a-z\u00df-\u017f]{4,}(?![^\W_])")
_VOWELS = "aeiouwyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűų"
_ODD = re.compile(rf"(?=[^{_VOWELS}]+\Z)|.*?(?:[^{_VOWELS}]{{5}}|[aeiou]{{4}})")
# What some programs write for r, s, t, u, v, w, x, y, z and figures in fonts of which they keep a part: no language
# of today writes these among Latin letters.
_STRAY = re.compile("[\u0189\u018b\u018c\u0190\u019a\u01b5\u01c0\u01c1\u01c6\u01c7\u01cc\u03ec-\u03f5]")
ENOUGH_STRAY, MOST_STRAY = 10, 0.01  # of the characters
ENOUGH_WORDS = 40
MOST_WORDS = 2_000
MOST_ODD = 0.1

_CODE = re.compile(r"[a-z]{2}(?![a-z])", re.IGNORECASE)


class LanguageGrammar(Struct, frozen=True):
    """The stop words of languages, and the scripts that give a language away: pairs of code points.

    ``by_word`` has a byte for each language of ``counted``, the lowest first: 1 where the word is a stop word of it.
    ``letters`` tell short text, ``particles`` are small words that stand inside of names in any language, ``names``
    has what a language is called in English by its code, ``own_names`` has all words by which links name languages.
    """

    languages: frozenset[str]
    counted: tuple[str, ...]
    by_word: Mapping[str, int]
    scripts: Mapping[str, tuple[tuple[int, int], ...]]
    letters: Letters | None = None
    particles: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    own_names: frozenset[str] = frozenset()

    @classmethod
    def build(
        cls,
        stop_words: Mapping[str, Iterable[str]],
        scripts: Mapping[str, tuple[tuple[int, int], ...]],
        letters: Letters | None = None,
        particles: Iterable[str] = (),
        names: Mapping[str, str] = MappingProxyType({}),
        own_names: Mapping[str, str] = MappingProxyType({}),
    ) -> LanguageGrammar:
        """Index the stop words of each language."""
        by_word: dict[str, int] = {}
        for place, words in enumerate(stop_words.values()):
            for word in set(words):
                by_word[word] = by_word.get(word, 0) + (1 << BYTE * place)
        return cls(
            frozenset((*stop_words, *scripts, *(letters.languages if letters else ()))),
            tuple(stop_words),
            MappingProxyType(by_word),
            MappingProxyType(dict(scripts)),
            letters,
            frozenset(particles),
            MappingProxyType(dict(names)),
            frozenset(words_in(" ".join((*names, *names.values(), *own_names.values())).lower())),
        )

    def is_small_word(self, word: str, but: str) -> bool:
        """Whether a word in lower case is a stop word of languages other than ``but``, which would not be in a name."""
        told = self.by_word.get(word, 0) if len(word) > 1 and word not in self.particles else 0
        return told > 0 and not (but in self.counted and told >> BYTE * self.counted.index(but) & 1)


def code_of(name: str | None) -> str | None:
    """The language of a tag such as ``de-CH``, None for none and for one that names none, such as ``und``."""
    found = _CODE.match(name.strip()) if name else None
    return found[0].lower() if found else None


def language_of(
    text: str, grammar: LanguageGrammar, words: int = LEAST_WORDS, stop_words: int = LEAST_STOP_WORDS
) -> str | None:
    """Return the language of a text, None where it is too short or too mixed to tell.

    Only the first 240 characters are looked at. It has so many ``words``, of which ``stop_words`` are of the language.
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        if OTHER_SCRIPT.search(sample):
            sample = undisguised(sample)
        low = sample.lower()
        if OTHER_SCRIPT.search(low):
            # Most of the letters are in the script.
            most = sum(map(str.isalpha, low)) // 2 + 1
            written = _by_script(low, grammar, max(LEAST_LETTERS, most))
            if written is not None:
                return written
    found = sample.lower().split()
    if len(found) < words:
        return None
    by_word = grammar.by_word
    # The sample has fewer words than a byte can count.
    total = sum(map(by_word.__getitem__, by_word.keys() & found))
    if not total:
        return None
    counts = total.to_bytes(len(grammar.counted) + 1, "little")
    second, most = sorted(counts)[-2:]
    if most < stop_words or most < LEAD * second:
        return None
    # With that lead there is only one.
    return grammar.counted[counts.index(most)]


def language_of_script(text: str, grammar: LanguageGrammar, least: int = LEAST_LETTERS) -> str | None:
    """The language whose script a short text is mostly in, words with Latin letters beside it or not.

    Scripts that have no blanks write a word with a few letters, where the Latin words beside them are names. It has
    ``least`` letters of the script.
    """
    sample = text[:SAMPLE].lower()
    if not OTHER_SCRIPT.search(sample):
        return None
    latin = len(words_in(OTHER_SCRIPT.sub(" ", sample)))
    return _by_script(sample, grammar, max(least, LETTERS_A_WORD * latin))


def has_stray_letters(text: str) -> bool:
    """Whether letters stand in a text that no language has, as where the table of a font names its neighbours."""
    found = 0 if text.isascii() else len(_STRAY.findall(text))
    return found >= ENOUGH_STRAY and found > MOST_STRAY * len(text)


def is_no_language(text: str) -> bool:
    """Whether the letters of a text in Latin script make no words, as those of a font with a wrong table of letters.

    Words of every language have vowels between their consonants; abbreviations have capitals and are not looked at.
    """
    if has_stray_letters(text):
        return True
    words = [found[0] for found in islice(_PLAIN_WORD.finditer(text), MOST_WORDS)]
    odd = sum(_ODD.match(word) is not None for word in words)
    return len(words) >= ENOUGH_WORDS and odd > MOST_ODD * len(words)


def _by_script(sample: str, grammar: LanguageGrammar, least: int) -> str | None:
    """The language in whose script a text has the letters, None where ``least`` of them are in no such script.

    Where languages share a script, the one with letters of its own stands first in the file and goes before.
    """
    found = Counter(
        name
        for letter in map(ord, filter(str.isalpha, OTHER_SCRIPT.findall(sample)))
        for name, ranges in grammar.scripts.items()
        if any(first <= letter <= last for first, last in ranges)
    )
    if found.total() < least:
        return None
    return next((name for name in grammar.scripts if found[name] * SHARED > found.total()), None)
