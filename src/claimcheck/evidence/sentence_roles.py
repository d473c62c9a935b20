"""What a sentence behind a claim is to it, where no word of an element tells: by the weights of all that is seen of it.

A linear model over features that the program has anyway. It is asked last, for what is found nowhere, and only about
the paragraph of the claim; what it finds is worth half of what is told by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from claimcheck.evidence.candidate_filter import Credits, EvidenceMatch
from claimcheck.evidence.search_scopes import NEIGHBOUR
from claimcheck.evidence.sentence_features import features
from claimcheck.model.claim import Core
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.pack import Pack, SentenceRoles
from claimcheck.text.passages import Passages

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

    def found(
        self, core: Core, passages: Passages, wanted: Collection[str]
    ) -> Iterator[tuple[str, EvidenceMatch]]:
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
                    yield (
                        element,
                        EvidenceMatch("linked", worth, NEIGHBOUR, sentence.start, sentence.end, None),
                    )

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
