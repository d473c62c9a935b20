"""Finds the approved wording that words are nearest to, by their tokens alone, and says what differs.

Words are near an approved wording when they share most of their tokens with it in order, when they are a part of it
with nothing else (a qualification was dropped), or when all of it stands in them with more around it. Only wordings
that share one of the rarer tokens are looked at, so the work hardly grows with the register.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.approval.wording import Keys, Side, common

LEAST = 0.7
"""The share of tokens, of both sides together, that near wordings have in common."""

WHOLE = 4
"""The tokens of a wording at least, where it is looked for inside of longer words."""

PART = 2
"""The tokens of a part at least. With gaps it has to have twice as many, and to be half of the run it spans."""

MOST = 600
"""Longer words are no wording."""

# Nearness has a share of LEAST in common: the shorter side holds at least this much of the longer one.
_FLOOR = LEAST / (2 - LEAST)


class Near(NamedTuple):
    """A wording that is near: its number, and how near, 0 to 1."""

    number: int
    share: float


class Wordings:
    """Wordings with an index of their tokens; ``sides`` has each in its own words."""

    __slots__ = ("_keys", "_openings", "_places", "sides")

    def __init__(self, sides: Sequence[Side]) -> None:
        self.sides = sides
        self._keys: list[Keys] = [tuple(token.key for token in side.tokens) for side in sides]
        self._places: dict[str, list[int]] = {}
        self._openings: dict[Keys, list[int]] = {}
        for number, keys in enumerate(self._keys):
            for key in dict.fromkeys(keys):
                self._places.setdefault(key, []).append(number)
            if len(keys) >= WHOLE:
                self._openings.setdefault(keys[:WHOLE], []).append(number)

    def near(self, keys: Keys, fits: Callable[[int], bool]) -> Iterator[Near]:
        """The wordings near ``keys`` for which ``fits`` holds, the nearest first, then in their order."""
        if len(keys) > MOST or len(keys) < PART:
            return
        bag = Counter(keys)
        found: list[Near] = []
        for number in sorted(set(self._sharing(bag, len(keys))) | set(self._inside(keys))):
            if not fits(number):
                continue
            share = self._share(keys, bag, self._keys[number])
            if share is not None:
                found.append(Near(number, share))
        yield from sorted(found, key=lambda one: -one.share)

    def _sharing(self, bag: Counter[str], size: int) -> Iterator[int]:
        """Wordings with one of the rarest tokens: of as many as may be missing, and one more."""
        rarest = sorted(bag, key=lambda key: (len(self._places.get(key, ())), key))
        left = size - math.ceil(_FLOOR * size) + 1
        for key in rarest:
            if left <= 0:
                return
            left -= bag[key]
            yield from self._places.get(key, ())

    def _inside(self, keys: Keys) -> Iterator[int]:
        """Wordings that stand whole in the words."""
        for at in range(len(keys) - WHOLE + 1):
            for number in self._openings.get(keys[at : at + WHOLE], ()):
                wording = self._keys[number]
                if keys[at : at + len(wording)] == wording:
                    yield number

    def _share(self, keys: Keys, bag: Counter[str], wording: Keys) -> float | None:
        """How much of both is common, None where they are not near."""
        total = len(keys) + len(wording)
        shared = (bag & Counter(wording)).total()
        if shared < len(keys) and shared < len(wording) and 2 * shared < LEAST * total:
            return None
        length = common(wording, keys)
        share = 2 * length / total
        if share >= LEAST or _is_part(keys, wording, length) or _is_whole(wording, keys):
            return share
        return None


def _is_part(keys: Keys, wording: Keys, length: int) -> bool:
    """Whether the words are a part of the wording and nothing else."""
    if length < len(keys):
        return False
    return _stands_in(keys, wording) or (len(keys) >= 2 * PART and _span(keys, wording) <= 2 * len(keys))


def _is_whole(wording: Keys, keys: Keys) -> bool:
    return len(wording) >= WHOLE and _stands_in(wording, keys)


def _stands_in(part: Keys, whole: Keys) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _span(part: Keys, whole: Keys) -> int:
    """How long the shortest run of ``whole`` is that has all of ``part`` in order, for the first place it begins."""
    shortest = len(whole)
    for opening in (at for at, key in enumerate(whole) if key == part[0]):
        at = opening
        for key in part:
            while at < len(whole) and whole[at] != key:
                at += 1
            at += 1
        if at <= len(whole):
            shortest = min(shortest, at - opening)
    return shortest
