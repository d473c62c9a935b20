"""Which language a run of text is in: by script, then by the small words that every text of a language is full of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 4_000
LEAST_WORDS = 8
LEAST_STOP_WORDS = 3
# How many times as many stop words another language needs to displace the one in the lead.
LEAD = 1.5


@dataclass(frozen=True, slots=True)
class LanguageGrammar:
    """Stop words by language, and the scripts that give a language away: language → pairs of code points."""

    stop_words: Mapping[str, frozenset[str]]
    scripts: Mapping[str, tuple[tuple[int, int], ...]]


def language_of(text: str, grammar: LanguageGrammar) -> str | None:
    """Return the language of a text, None where it is too short or too mixed to tell.

    Only the first 4,000 characters are looked at.
    """
    sample = text[:SAMPLE]
    written = _by_script(sample, grammar)
    if written is not None:
        return written
    words = [word.lower() for word in WORD.findall(sample)]
    if len(words) < LEAST_WORDS:
        return None
    counts = sorted(
        ((sum(word in stop_words for word in words), name) for name, stop_words in grammar.stop_words.items()),
        reverse=True,
    )
    if not counts or counts[0][0] < LEAST_STOP_WORDS:
        return None
    best, name = counts[0]
    if len(counts) > 1 and best < LEAD * counts[1][0]:
        return None
    return name


def _by_script(sample: str, grammar: LanguageGrammar) -> str | None:
    """A language whose script makes up most of the letters; the first in the file's order wins."""
    if sample.isascii():
        return None
    letters = [ord(letter) for letter in sample if letter.isalpha()]
    for name, ranges in grammar.scripts.items():
        inside = sum(any(first <= letter <= last for first, last in ranges) for letter in letters)
        if inside * 2 > len(letters) and inside >= 4:
            return name
    return None
