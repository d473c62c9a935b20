"""What can hold in a sentence by its signals, claim types or rules; and which signals to look for in every sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache, lru_cache
from typing import Generic, NamedTuple, TypeVar

from claimcheck.rulepack.condition_terms import Branches
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.words import Words

# A signal with words this short (in letters) stands in so many sentences that looking for it everywhere costs more than
# it spares.
SHORTEST = 3
Branch = tuple[int, tuple[int, ...]]
T = TypeVar("T")


class Gates(Generic[T]):
    """The ways in which the conditions of all members can hold, by the need of each that is least likely to be met.

    ``anchors`` has a bit for each signal by which sentences are told apart: of every branch the two needs that are
    least likely to be met. A branch that needs nothing that can be looked for makes its member a candidate everywhere.
    """

    __slots__ = ("_branches", "_everywhere", "_keys", "_members", "anchors")

    def __init__(self, members: Sequence[tuple[T, Branches]], lexicon: Lexicon, signals: int) -> None:
        self._members = [member for member, _ in members]
        # For each signal, by its bit, the branches that it opens: the place of the member and what else is needed.
        self._branches: dict[int, list[Branch]] = {}
        self._everywhere: list[Branch] = []
        self.anchors = 0
        opening = _openings(lexicon.words, signals)
        for place, (_, branches) in enumerate(members):
            for branch in branches:
                bits, anchors, needs = opening(branch)
                if not bits:
                    self._everywhere.append((place, needs))
                    continue
                self.anchors |= anchors
                branch_of = (place, needs)
                for bit in bits:
                    self._branches.setdefault(bit, []).append(branch_of)
        self._keys = sum(self._branches)

    def members(self, mask: int) -> list[T]:
        """The members that signals and kinds of fact leave a chance, in their order."""
        return [self._members[place] for place in sorted(self._open(mask))]

    def is_open(self, mask: int) -> bool:
        """Whether signals and kinds of fact leave any member a chance."""
        return bool(self._open(mask, enough=1))

    def _open(self, mask: int, enough: int = sys.maxsize) -> Collection[int]:
        """The places of such members, until there are ``enough``."""
        branches, found, left = self._everywhere, dict[int, None](), mask & self._keys
        while True:
            for place, needs in branches:
                for need in needs:
                    if not mask & need:
                        break
                else:
                    found[place] = None
            if not left or len(found) >= enough:
                return found
            bit = left & -left
            left ^= bit
            branches = self._branches[bit]


class Need(NamedTuple):
    """A need by its signals: how frequent these may be together, and the most frequent of them; the rarest is first."""

    sum: float
    mask: int
    most: float


class Opening(NamedTuple):
    """The signals that open a branch, by their bits, its anchors, and what it needs besides."""

    bits: tuple[int, ...]
    anchors: int
    needs: tuple[int, ...]


@lru_cache(maxsize=4)
def _openings(words: Words, signals: int) -> Callable[[tuple[int, ...]], Opening]:
    """What opens a branch, worked out once each: it is the same in all contexts."""
    weighed = _weighing(words, signals)

    @cache
    def opening(branch: tuple[int, ...]) -> Opening:
        facts = [need for need in branch if need >> signals]
        needs = sorted([weighed(need) for need in branch if not need >> signals])
        if not needs:
            return Opening((), 0, tuple(facts))
        first, *others = needs
        anchors = first.mask
        if others and others[0].most <= 2.0**-SHORTEST:
            anchors |= others[0].mask
        return Opening(tuple(_bits(first.mask)), anchors, (*(need.mask for need in others), *facts))

    return opening


def _weighing(words: Words, signals: int) -> Callable[[int], Need]:
    """What weighs a need, once each: a signal may be as frequent as its shortest literal is short, as words are."""
    frequencies = {1 << signal: 0.0 for signal in range(signals)}
    frequencies.update((1 << signal, 2.0**-length) for signal, length in words.all.shortest.items())

    @cache
    def weighed(mask: int) -> Need:
        found = [frequencies[bit] for bit in _bits(mask)]
        return Need(sum(found), mask, max(found))

    return weighed


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
