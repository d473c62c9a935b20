"""Finds the approved wording that words are nearest to, by their tokens alone, and says what differs.

Words are near an approved wording when they share most of their tokens with it in order, when they are a part of it
with nothing else (a qualification was dropped), or when all of it stands in them with more around it. Only wordings
that share one of the rarer tokens are looked at, so the work hardly grows with the register.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from claimcheck.approval.wording import Keys, Places, Side, common, places_of

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
        """The wordings near ``keys`` for which ``fits`` holds, the nearest first, then in their order.

        Each is worked out when nothing that is left can be nearer, so whoever wants the first one pays for few.
        """
        if len(keys) > MOST or len(keys) < PART:
            return
        places = places_of(keys)
        twice = len(keys) - len(places)
        bounds = sorted(
            (-2 * min(shared + twice, len(keys), size) / (len(keys) + size), number)
            for number, shared in self._sharing(keys).items()
            if fits(number) and (size := len(self._keys[number]))
        )
        waiting: list[tuple[float, int]] = []
        for bound, number in bounds:
            while waiting and waiting[0] < (bound, number):
                share, other = heappop(waiting)
                yield Near(other, -share)
            found = self._share(keys, places, number)
            if found is not None:
                heappush(waiting, (-found, number))
        while waiting:
            share, other = heappop(waiting)
            yield Near(other, -share)

    def _sharing(self, keys: Keys) -> Counter[int]:
        """How many tokens each wording shares that may be near, those that stand twice counted once.

        Such a wording has one of the rarest tokens (of as many as may be missing, and one more), or stands in the words
        whole.
        """
        rarest = sorted(dict.fromkeys(keys), key=lambda key: (len(self._places.get(key, ())), key))
        times = Counter(keys)
        left = len(keys) - math.ceil(_FLOOR * len(keys)) + 1
        chosen = set(self._inside(keys))
        for key in rarest:
            if left <= 0:
                break
            left -= times[key]
            chosen.update(self._places.get(key, ()))
        if not chosen:
            return Counter()
        shared: Counter[int] = Counter()
        for key in rarest:
            shared.update(self._places.get(key, ()))
        return Counter({number: shared[number] for number in chosen})

    def _inside(self, keys: Keys) -> Iterator[int]:
        """Wordings that stand whole in the words."""
        for at in range(len(keys) - WHOLE + 1):
            for number in self._openings.get(keys[at : at + WHOLE], ()):
                wording = self._keys[number]
                if keys[at : at + len(wording)] == wording:
                    yield number

    def _share(self, keys: Keys, places: Places, number: int) -> float | None:
        """How much of both is common, None where they are not near."""
        wording = self._keys[number]
        length = common(places, len(keys), wording)
        share = 2 * length / (len(keys) + len(wording))
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
