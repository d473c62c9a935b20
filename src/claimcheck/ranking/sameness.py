"""Which claims of a document say the same: by their sentence, their figures, years and scopes, and their words.

Claims of one sentence are one group. Two sentences are one where nothing sets them apart - other figures, years,
scopes or goals - and most words are shared. Candidates come from an index of rare words and figures, so the time is
near to linear in the claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.model.claim import Core, Element
from claimcheck.model.passage import FIGURES, Fact, scopes_of
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.terms import TermReader

ALIKE, ALIKE_BUT = 0.8, 0.9
"""The share of the words of the longer sentence that both have, and they are the same without any figure.

The second where each has words that the other has not: "our impact on water" and "on soil" are two things.
"""
ABOUT = 0.7
"""The share of the words of the shorter one that both have, and they are where figures or goals agree."""
LEAST = 3
"""Words that both have where nothing else agrees; every other thing that is told and agrees stands for one of them."""
MOST_CANDIDATES = 24
"""Groups behind one key of the index that are looked at: a word that more sentences have tells nothing."""
NOTHING: frozenset[str] = frozenset()
NET_ZERO = frozenset({"net_zero"})
Key = tuple[str, object]


SLOTS = 4
"""The first fields of what is said, of which no two may differ."""


class Said(NamedTuple):
    """What a sentence says, as far as it tells claims apart.

    ``figures`` are values with their units, ``years`` those it is about: of a goal the year that it is due, else all
    but those it counts from. ``limits`` are the stems of the words that limit it and the digits of greenhouse gas
    scopes, ``goals`` kinds of targets, ``topics`` what its claims are about, ``words`` the stems of its words.
    """

    figures: frozenset[tuple[float, str]]
    years: frozenset[int]
    limits: frozenset[str]
    goals: frozenset[str]
    topics: frozenset[str]
    words: frozenset[str]

    def is_apart(self, other: Said) -> bool:
        """Whether what sets claims apart is told by both and differs."""
        measured = bool(self.figures) and self.figures == other.figures and self.years == other.years
        if self.topics.isdisjoint(other.topics) and not measured and not (self.is_end and other.is_end):
            return True
        return any(
            mine and theirs and mine != theirs
            for mine, theirs in zip(self[:SLOTS], other[:SLOTS], strict=True)
        )

    @property
    def is_end(self) -> bool:
        """Whether it tells of one goal that is the same in any words: net zero, by a year."""
        return self.goals == NET_ZERO and len(self.years) == 1

    def joined(self, other: Said) -> Said:
        """What both say together; the words stay, so that a group does not wander off."""
        return Said(
            self.figures or other.figures,
            self.years or other.years,
            self.limits or other.limits,
            self.goals or other.goals,
            self.topics,
            self.words,
        )


class Sameness:
    """Finds the groups of the claims of one language."""

    __slots__ = ("_terms",)

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = TermReader(lexicon.terms, NOTHING)

    def groups(
        self, cores: Sequence[Core], elements: Sequence[Sequence[Element]], passages: Passages
    ) -> list[int]:
        """For each claim the number of the first sentence of its group."""
        members: dict[int, list[int]] = {}
        for number, core in enumerate(cores):
            members.setdefault(core.sentence.number, []).append(number)
        said = {
            sentence: self._said([cores[one] for one in own], [elements[one] for one in own], passages)
            for sentence, own in sorted(members.items())
        }
        often = Counter(word for one in said.values() for word in one.words)
        heads: dict[int, Said] = {}
        index: dict[Key, list[int]] = {}
        group: dict[int, int] = {}
        for sentence, one in said.items():
            keys = list(_keys(one, often))
            found = _nearest(one, heads, index, keys)
            head = sentence if found is None else found
            heads[head] = one if found is None else heads[head].joined(one)
            group[sentence] = head
            for key in keys:
                listed = index.setdefault(key, [])
                if len(listed) < MOST_CANDIDATES and head not in listed:
                    listed.append(head)
        return [group[core.sentence.number] for core in cores]

    def _said(self, cores: Sequence[Core], elements: Sequence[Sequence[Element]], passages: Passages) -> Said:
        sentence = cores[0].sentence
        facts = passages.facts(sentence.number)
        kinds = {core.target_kind for core in cores if core.target_kind not in (None, "other")}
        due = {
            core.target_year for core in cores if core.target_kind in kinds and core.target_year is not None
        }
        limits = set(scopes_of(facts))
        limits |= {
            word
            for held in elements
            for one in held
            if one.id == "boundary"
            and one.where == "sentence"
            and one.start is not None
            and one.end is not None
            for word in self._stems(passages, one.start, one.end)
        }
        return Said(
            frozenset(_value(fact) for fact in facts if fact.kind in FIGURES and fact.value is not None),
            frozenset(due or (fact.year for fact in facts if fact.year is not None and fact.role != "base")),
            frozenset(limits),
            frozenset(kind for kind in kinds if kind is not None),
            frozenset(core.topic for core in cores),
            frozenset(self._stems(passages, sentence.start, sentence.end)),
        )

    def _stems(self, passages: Passages, start: int, end: int) -> Iterator[str]:
        """The stems of the words between two offsets, without numbers."""
        for token in self._terms.tokens(passages.norm.lower[start:end]):
            if token.stem and not token.stem.isdigit():
                yield token.stem


def _value(fact: Fact) -> tuple[float, str]:
    return (fact.value or 0.0, fact.unit or fact.kind)


def _keys(one: Said, often: Counter[str]) -> Iterator[Key]:
    """What two sentences have in common, one at least, wherever they are the same."""
    for figure in sorted(one.figures):
        yield "figure", figure
    for goal in sorted(one.goals):
        yield "goal", (goal, *sorted(one.years))
    # Of two sentences with so many words in common, the rarest of one are in the other as well.
    rarest = sorted(one.words, key=lambda word: (often[word], word))
    for word in rarest[: int(len(rarest) * (1 - ALIKE)) + 1]:
        yield "word", word


def _nearest(
    one: Said, heads: dict[int, Said], index: dict[Key, list[int]], keys: Sequence[Key]
) -> int | None:
    """The group that says the same, with the most words in common; the earliest of those."""
    best, found = -1, None
    for head in dict.fromkeys(head for key in keys for head in index.get(key, ())):
        other = heads[head]
        common = len(one.words & other.words)
        if common > best and not one.is_apart(other) and _is_same(one, other, common):
            best, found = common, head
    return found


def _is_same(one: Said, other: Said, common: int) -> bool:
    """Whether what is not apart is the same."""
    if one.is_end and other.is_end:
        return True
    shorter, longer = sorted((len(one.words), len(other.words)))
    agreed = sum(
        bool(mine) and mine == theirs for mine, theirs in zip(one[:SLOTS], other[:SLOTS], strict=True)
    )
    if common < max(1, LEAST - agreed):
        return one.words == other.words and one[:SLOTS] == other[:SLOTS]
    if common >= (ALIKE if common == shorter else ALIKE_BUT) * longer:
        return True
    measured = one.figures or (one.goals and one.goals == other.goals and one.years)
    return bool(measured) and one.figures == other.figures and common >= ABOUT * shorter
