"""What a sentence behind a claim is to it, where no word of an element tells: by the weights of all that is seen of it.

A linear model over features that the program has anyway, which are names, so that its weights can be read. It is
asked last, for what is found nowhere, and only about the paragraph of the claim; what it finds is worth half of what
is told by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from claimcheck.evidence.candidate_filter import Credits, EvidenceMatch
from claimcheck.evidence.search_scopes import NEIGHBOUR
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Sentence
from claimcheck.rulepack.pack import Pack, SentenceRoles
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


def features(passages: Passages, claim: Sentence, behind: Sentence, kind: str, names: Mapping[int, str]) -> set[str]:
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


REACH = 4
"""Sentences behind a claim that are read."""
WORTH = 0.5

Weights = Mapping[str, tuple[int, ...]]
Tests = Mapping[str, Callable[[Sentence, Passages], bool]]
"""By element, what has to hold of a sentence whatever its weights come to."""


class Weighed(NamedTuple):
    """What the features of a sentence come to for an element, the ``least`` that is asked, and each with its weight."""

    came_to: int
    least: int
    features: tuple[tuple[str, int], ...]


@lru_cache(maxsize=2)
def _weights(lines: str) -> Weights:
    parted = (line.rpartition(": ") for line in lines.splitlines())
    return {name: tuple(map(int, numbers.split())) for name, _, numbers in parted}


class RoleReader:
    """Tells the roles of sentences behind claims; built once for a pack and a language."""

    def __init__(self, pack: Pack, language: str, credits_: Credits, tests: Tests) -> None:
        known = pack.roles if pack.roles is not None and pack.roles.language == language else None
        self._model, self._credits, self._tests = known, credits_, tests
        self._weights = {} if known is None else _weights(known.weights)
        weighed = {name.partition(" ")[2] for name in self._weights}
        self._names = {number: name for name, number in pack.signal_numbers.items() if name in weighed}

    def found(self, core: Core, passages: Passages, wanted: Collection[str]) -> Iterator[tuple[str, EvidenceMatch]]:
        """The elements of ``wanted`` that a sentence behind a claim in its paragraph holds, the nearest one of each."""
        model, number = self._model, core.sentence.number
        last = passages.of_block(core.sentence.block).stop
        if model is None or number + 1 == last or passages.is_row(number):
            return
        left = [one for one in model.elements if one in wanted and NEIGHBOUR in self._credits[one]]
        for behind in range(number + 1, min(last, number + 1 + REACH)) if left else ():
            sentence = passages.sentence(behind)
            for element in self._told(model, core, passages, sentence):
                if element in left:
                    left.remove(element)
                    worth = WORTH * self._credits[element][NEIGHBOUR]
                    yield (element, EvidenceMatch("linked", worth, NEIGHBOUR, sentence.start, sentence.end, None))

    def _told(self, model: SentenceRoles, core: Core, passages: Passages, behind: Sentence) -> list[str]:
        """The elements that a sentence behind a claim is evidence for."""
        seen = self._seen(core, passages, behind)
        sums = map(sum, zip(*[self._weights[name] for name in seen], strict=True))
        told = zip(model.elements, model.least, sums, strict=False)
        return [
            one
            for one, least, came_to in told
            if came_to >= least and (one not in self._tests or self._tests[one](behind, passages))
        ]

    def _seen(self, core: Core, passages: Passages, behind: Sentence) -> set[str]:
        """The features of a sentence behind a claim that have weights."""
        return features(passages, core.sentence, behind, core.type, self._names) & self._weights.keys()

    def weighed(self, element: str, core: Core, passages: Passages, behind: Sentence) -> Weighed | None:
        """How a sentence behind a claim is told to be evidence for an element; None where it is not told so."""
        model = self._model
        if model is None or element not in self._told(model, core, passages, behind):
            return None
        at = model.elements.index(element)
        found = [(name, self._weights[name][at]) for name in sorted(self._seen(core, passages, behind))]
        return Weighed(sum(weight for _, weight in found), model.least[at], tuple(found))
