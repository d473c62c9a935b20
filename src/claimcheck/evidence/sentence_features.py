"""What can be seen of a sentence behind a claim without knowing what it says: the features that its role is told by.

Signals, facts, guards and small words, how far behind the claim it stands, and what it has in common with it. Features
are names, so that weights for them can be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.model.passage import FIGURES, Sentence
from claimcheck.text.passages import Passages

OPENING = 12
"""Characters of a sentence in which a signal opens it."""
STEM = 6
"""Letters by which words of two sentences are compared."""
_FIRST = ("first", "second", "third")
_WORD = re.compile(r"[^\W\d_]+|[^\w\s]")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_LONG = re.compile(r"[^\W\d_]{4,}")
_TWO_CAPITALS = re.compile(r"[A-Z]\w+ [A-Z]")
CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
"""A word with a capital that no sentence opens with."""
WORDS, MOST_LENGTH = 8, 6
"""Words of a step in the length of a sentence, and the most such steps."""
MOST = 3
"""Where counting of all else ends."""
FIGURE = "#"


def features(
    passages: Passages, claim: Sentence, behind: Sentence, kind: str, names: Mapping[int, str]
) -> set[str]:
    """The features of the sentence ``behind`` a claim of type ``kind``; ``names`` are those of signals by number."""
    hits = [(hit.start, names[hit.signal]) for hit in behind.hits_any if hit.signal in names]
    opened = behind.start + OPENING
    seen = {f"signal {name}" for _, name in hits}
    seen.update([f"opens {name}" for start, name in hits if start < opened])
    seen.update([f"guard {run.reason}" for run in behind.guards])
    seen.update((f"type {kind}", f"distance {behind.number - claim.number}"))
    if len(behind.clauses) == 1:
        seen.add("one clause")
    return seen | _of_facts(passages, claim, behind) | _of_words(passages.norm.text, claim, behind)


def _of_facts(passages: Passages, claim: Sentence, behind: Sentence) -> set[str]:
    seen: set[str] = set()
    mine = {fact.unit_class for fact in passages.facts(claim.number) if fact.kind in FIGURES}
    for fact in passages.facts(behind.number):
        kind = f"fact {fact.kind}"
        seen.update((kind, f"{kind} {fact.role}", f"{kind} {fact.unit_class}"))
        if fact.unit_class and fact.unit_class in mine:
            seen.add("same unit")
    return seen


def _of_words(text: str, claim: Sentence, behind: Sentence) -> set[str]:
    told = text[behind.start : behind.end]
    words = _WORD.findall(_NUMBER.sub(FIGURE, told.lower()))
    stems = {word[:STEM] for word in _LONG.findall(told.lower())}
    stems &= {word[:STEM] for word in _LONG.findall(text[claim.start : claim.end].lower())}
    seen = {f"word {word}" for word in words}
    seen.update([f"{place} {word}" for place, word in zip(_FIRST, words, strict=False)])
    seen.update(
        (
            f"words {min(len(words) // WORDS, MOST_LENGTH)}",
            f"figures {min(words.count(FIGURE), MOST)}",
            f"capitals {min(len(CAPITAL.findall(told)), MOST)}",
            f"shared {min(len(stems), MOST)}",
        )
    )
    if _TWO_CAPITALS.match(told):
        seen.add("opens with a name")
    return seen
