"""Groups of literals that are looked for together: all by one automaton, or in a few short texts what stands there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from claimcheck.rulepack.words import HEAD, Expanded, LiteralGroup
from claimcheck.text.matcher import automaton

# Building an automaton of all literals takes as long as finding by their beginnings which stand in so many characters.
WORTH_BUILDING = 10_000
_BLANK = " "
Unlike = tuple[int, LiteralGroup, str, int]
"""A literal that is no plain word: its kind, its group, its text and its place there."""


class Found(NamedTuple):
    """What stands in a text: the number of a literal, where it starts and where it ends, in order of end.

    ``kinds`` has the kind of each literal by its number; of those that are no plain words the complement of their place
    in ``unlike``, which is negative.
    """

    hits: Sequence[tuple[int, int, int]]
    kinds: Sequence[int]
    unlike: Sequence[Unlike]


class _Table:
    """Literals with what they stand for, by their numbers: ``build`` when all are there, then ``find``."""

    def __init__(self) -> None:
        self._literals: list[str] = []
        self._kinds = array("i")
        self._unlike: list[Unlike] = []
        self._automaton: AhoCorasick | None = None

    def add(self, group: LiteralGroup, kind: int, places: Sequence[int], texts: Iterable[str]) -> None:
        """Add some of the literals of a group; ``texts`` is what to look for."""
        self._literals += texts
        if group.plain:
            self._kinds.extend(repeat(kind, len(places)))
            return
        first, known = len(self._unlike), group.texts
        self._kinds.extend(range(~first, ~first - len(places), -1))
        self._unlike += [(kind, group, known[place], place) for place in places]

    def build(self) -> None:
        """Put all literals into an automaton, which keeps nothing of them but how they are found."""
        if self._literals:
            self._automaton = automaton(self._literals)
            self._literals = []

    def find(self, text: str) -> Found:
        """All that stands in a text, overlapping literals too."""
        if self._automaton is None:
            return _NOTHING
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return Found(hits, self._kinds, self._unlike)


_NOTHING = Found((), (), ())


class Sought:
    """Some groups of the literals of a language, by their numbers in ascending order.

    ``signs`` are those that are one sign alone ("€"). In spaced text each would stand wherever a blank does, so they
    are not found there: whoever asks looks for them in the text itself.
    """

    def __init__(self, words: Expanded, groups: Sequence[int]) -> None:
        self._words = words
        self._groups = groups
        self._own = frozenset(groups)
        signs = (ord(number) for _, numbers, _ in words.heads.of({_BLANK}) for number in numbers)
        self._signed = self._own.intersection(signs)
        self.signs: Sequence[Unlike] = [
            (words.kind_of[number], group, group.texts[place], place)
            for number in sorted(self._signed)
            for group in (words.groups[number],)
            for place, one in enumerate(group.sought)
            if one == _BLANK
        ]
        self._whole: _Table | None = None
        self._left = WORTH_BUILDING

    def find(self, text: str) -> Found:
        """All literals that stand in a text."""
        if self._whole is None:
            self._left -= len(text)
            if self._left > 0:
                return self._find_few(text)
            self._whole = self._all()
        return self._whole.find(text)

    def _all(self) -> _Table:
        table = _Table()
        for number in self._groups:
            group = self._words.groups[number]
            places, texts = range(group.size), group.sought
            if number in self._signed:
                held = [place for place in places if texts[place] != _BLANK]
                table.add(group, self._words.kind_of[number], held, [texts[place] for place in held])
            else:
                table.add(group, self._words.kind_of[number], places, texts)
        table.build()
        return table

    def _find_few(self, text: str) -> Found:
        """The same by an automaton of those literals that the text holds; others are not even unpacked."""
        heads, few = self._words.heads, _Table()
        begun = {text[at : at + size] for size in range(1, HEAD + 1) for at in range(len(text) - size + 1)}
        held: dict[int, list[tuple[int, str]]] = {}
        for lines, numbers, places in heads.of(begun):
            for literal, group, place in zip(lines.split("\n"), numbers, places, strict=True):
                if literal in text and literal != _BLANK:
                    held.setdefault(ord(group), []).append((ord(place), literal))
        for number in sorted(held.keys() & self._own):
            found = sorted(held[number])
            few.add(
                self._words.groups[number],
                self._words.kind_of[number],
                [place for place, _ in found],
                [literal for _, literal in found],
            )
        few.build()
        return few.find(text)
