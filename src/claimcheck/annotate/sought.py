"""Groups of literals that are looked for together: all by one automaton, or in a few short texts what stands there."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from claimcheck.rulepack.words import HEAD, Expanded, LiteralGroup
from claimcheck.text.matcher import ASKING, WORTH_BUILDING, automaton

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
    """Literals with what they stand for, by their numbers."""

    __slots__ = ("_automaton", "kinds", "literals", "unlike")

    def __init__(self) -> None:
        self.literals: list[str] = []
        self.kinds = array("i")
        self.unlike: list[Unlike] = []
        self._automaton: AhoCorasick | None = None

    def add(self, group: LiteralGroup, kind: int, places: Sequence[int], texts: Iterable[str]) -> None:
        """Add some of the literals of a group; ``texts`` is what to look for."""
        self.literals += texts
        if group.plain:
            self.kinds.extend(repeat(kind, len(places)))
            return
        first, known = len(self.unlike), group.texts
        self.kinds.extend(range(~first, ~first - len(places), -1))
        self.unlike += [(kind, group, known[place], place) for place in places]

    def find(self, text: str) -> Found:
        """All that stands in a text, overlapping literals too."""
        if self._automaton is None:
            self._automaton = automaton(self.literals)
        return Found(self._automaton.find_matches_as_indexes(text, overlapping=True), self.kinds, self.unlike)


_NOTHING = Found((), (), ())


class Sought:
    """Some groups of the literals of a language, by their numbers in ascending order."""

    __slots__ = ("_groups", "_left", "_own", "_whole", "_words")

    def __init__(self, words: Expanded, groups: Sequence[int]) -> None:
        self._words = words
        self._groups = groups
        self._own = frozenset(groups)
        self._whole: _Table | None = None
        self._left = WORTH_BUILDING

    def expect(self, length: int) -> None:
        """Say that texts of this length in all will be searched, bit by bit: that may be worth an automaton at once."""
        self._left -= length

    def find(self, text: str) -> Found:
        """All literals that stand in a text."""
        if self._whole is None:
            if not self._groups:
                return _NOTHING
            self._left -= len(text) + ASKING
            if self._left > 0:
                return self._find_few(text)
            self._whole = self._all()
        return self._whole.find(text)

    def _all(self) -> _Table:
        table = _Table()
        for number in self._groups:
            group = self._words.groups[number]
            table.add(group, self._words.kind_of[number], range(group.size), group.sought)
        return table

    def _find_few(self, text: str) -> Found:
        """The same by an automaton of those literals that the text holds; others are not even unpacked."""
        heads, few = self._words.heads, _Table()
        begun = {text[at : at + size] for size in range(1, HEAD + 1) for at in range(len(text) - size + 1)}
        near = {number for head in begun.intersection(heads) for number in heads[head]}
        for number in sorted(near & self._own):
            group = self._words.groups[number]
            held = [(place, one) for place, one in enumerate(group.sought) if one in text]
            if held:
                places, texts = zip(*held, strict=True)
                few.add(group, self._words.kind_of[number], places, texts)
        return few.find(text) if few.literals else _NOTHING
