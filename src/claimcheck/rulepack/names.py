"""Tells words of a name ("Green Park Tower", "Journal of Circular Systems") from words that say something."""

from __future__ import annotations

import re

from claimcheck.model.passage import Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.name_runs import NameRuns

_WORD = re.compile(r"[^\W\d_][\w'-]*")
# A name is no longer than this; it bounds what is looked at around a hit.
_REACH = 60
_HEADS = ("other_name", "public_name", "outside_body")
# Letters of a small word inside a name.
LINK = 3


def long_names(lexicon: Lexicon) -> NameRuns:
    """What tells names of several words in one language."""
    words, frames = lexicon.role_words, lexicon.frames
    return NameRuns(
        [word for role in _HEADS for word in words.get(role, ())],
        frames.opening("preposition") | frames.opening("coordinator") | frames.opening("determiner"),
        lexicon.metrics.whole,
        frames.opening("instrument"),
        words.get("outside_body", ()),
    )


def is_in_name(text: str, sentence: Sentence, hit: Hit) -> bool:
    """Whether every word of the hit has a capital, and so has a word beside it that does not open the sentence.

    "Solar power" at the beginning of a sentence is no name; neither is anything in a line where every word has one.
    """
    first = text[hit.start]
    # Most words of a topic are written small.
    if first.islower() or not all(_is_capital(word) for word in _WORD.findall(text, hit.start, hit.end)):
        return False
    if all(_is_capital(word) for word in _WORD.findall(text, sentence.start, sentence.end)):
        return False
    before = _WORD.findall(text, max(sentence.start, hit.start - _REACH), hit.start)
    after = _WORD.findall(text, hit.end, min(sentence.end, hit.end + _REACH))
    touches_before = bool(before) and text[hit.start - 1] == " " and text[hit.start - 2].isalnum()
    touches_after = bool(after) and text[hit.end : hit.end + 1] == " " and text[hit.end + 1].isalpha()
    # A small word may link two parts of a name ("Director of Climate and Nature").
    linked = touches_before and len(before) > 1 and _links(before[-1]) and _is_capital(before[-2])
    if linked and text.find(before[-2], sentence.start) > sentence.start:
        return True
    opens = touches_before and hit.start - len(before[-1]) - 1 == sentence.start
    return (touches_before and not opens and _is_capital(before[-1])) or (touches_after and _is_capital(after[0]))


def _links(word: str) -> bool:
    return word.islower() and len(word) <= LINK


def _is_capital(word: str) -> bool:
    """A capital first and a small letter after it; initials such as "CO2" and "ESG" make no name."""
    return word[0].isupper() and not word.isupper()
