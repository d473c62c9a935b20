"""Which language a run of text is in: by script, then by the small words that every text of a language is full of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from claimcheck.text.disguises import undisguised

# Letters of other scripts than the Latin one: what lies beyond its own and beyond the signs after U+2000. Said by
# what it is not, since Python walks through all characters of a class when it compiles one.
OTHER_SCRIPT = re.compile("[^\0-\u036f\u2000-\u2bff]")
SAMPLE = 240
BYTE = 8
LEAST_WORDS = 8
LEAST_STOP_WORDS = 3
# How many times as many stop words another language needs to displace the one in the lead.
LEAD = 1.5


@dataclass(frozen=True, slots=True)
class LanguageGrammar:
    """The stop words of languages, and the scripts that give a language away: pairs of code points.

    ``by_word`` has a byte for each language of ``counted``, the lowest first: 1 where the word is a stop word of it.
    """

    languages: frozenset[str]
    counted: tuple[str, ...]
    by_word: Mapping[str, int]
    scripts: Mapping[str, tuple[tuple[int, int], ...]]

    @classmethod
    def build(
        cls, stop_words: Mapping[str, Iterable[str]], scripts: Mapping[str, tuple[tuple[int, int], ...]]
    ) -> LanguageGrammar:
        """Index the stop words of each language."""
        by_word: dict[str, int] = {}
        for place, words in enumerate(stop_words.values()):
            for word in set(words):
                by_word[word] = by_word.get(word, 0) + (1 << BYTE * place)
        return cls(
            frozenset((*stop_words, *scripts)),
            tuple(stop_words),
            MappingProxyType(by_word),
            MappingProxyType(dict(scripts)),
        )


def language_of(text: str, grammar: LanguageGrammar) -> str | None:
    """Return the language of a text, None where it is too short or too mixed to tell.

    Only the first 240 characters are looked at.
    """
    sample = text[:SAMPLE]
    if not sample.isascii():
        if OTHER_SCRIPT.search(sample):
            sample = undisguised(sample)
        written = _by_script(sample.lower(), grammar)
        if written is not None:
            return written
    words = sample.lower().split()
    if len(words) < LEAST_WORDS:
        return None
    by_word = grammar.by_word
    # The sample has fewer words than a byte can count.
    total = sum(map(by_word.__getitem__, by_word.keys() & words))
    if not total:
        return None
    counts = total.to_bytes(len(grammar.counted) + 1, "little")
    second, most = sorted(counts)[-2:]
    if most < LEAST_STOP_WORDS or most < LEAD * second:
        return None
    # With that lead there is only one.
    return grammar.counted[counts.index(most)]


def _by_script(sample: str, grammar: LanguageGrammar) -> str | None:
    """A language whose script makes up most of the letters; the first in the file's order wins."""
    if not OTHER_SCRIPT.search(sample):
        return None
    letters = [ord(letter) for letter in sample if letter.isalpha()]
    for name, ranges in grammar.scripts.items():
        inside = sum(any(first <= letter <= last for first, last in ranges) for letter in letters)
        if inside * 2 > len(letters) and inside >= 4:
            return name
    return None
