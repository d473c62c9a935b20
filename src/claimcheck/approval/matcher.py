"""Holds the claims of a document against the register: which are worded as approved, which have drifted.

Words are near an approved wording when they share most of their tokens with it in order, when they are a part of it
with nothing else (a qualification was dropped), or when all of it stands in them with more around it. Only wordings
that share one of the rarer tokens are looked at, so the work hardly grows with the register.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple

from claimcheck.approval.gathered import states_of
from claimcheck.approval.wording import (
    MAX_WORDING,
    Keys,
    Places,
    Side,
    Token,
    aligned,
    are_words,
    changes,
    common,
    places_of,
    tokens,
)
from claimcheck.model.approval import Approval, Approvals, Approved, Backing, BackingState, Change, Standing
from claimcheck.model.claim import Core, Element
from claimcheck.model.document import Block, Document, Piece
from claimcheck.model.evidence import Outside
from claimcheck.text.passages import Passages

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


# Where the same words stand in several entries: what says most about them.
_RANKS: tuple[Standing, ...] = ("approved", "withdrawn", "expired", "early", "draft")

Span = tuple[int, int]


class _Wording(NamedTuple):
    """One wording of the register: its entry, its words, how many sentences it has, and what they are about."""

    entry: Approval
    words: str
    sentences: int
    topics: frozenset[str]


class _Unit(NamedTuple):
    """A run of text that may be a wording: its sentences, its tokens, and what is compared of them."""

    span: Span
    sentences: int
    tokens: tuple[Token, ...]
    keys: Keys


def _unit(found: tuple[Token, ...], sentences: int) -> _Unit:
    span = (found[0].start, found[-1].end) if found else (0, 0)
    return _Unit(span, sentences, found, tuple(token.key for token in found))


def _start(token: Token) -> int:
    return token.start


class _Words:
    """The tokens of the sentences of one document, each sentence read once."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._known: dict[int, tuple[Token, ...]] = {}
        self._units: dict[int, _Unit | None] = {}

    def of(self, number: int) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        if number not in self._known:
            span = self._passages.spans[number]
            self._known[number] = tuple(tokens(self._passages.norm.text, span.start, span.end))
        return self._known[number]

    def unit(self, number: int) -> _Unit | None:
        """A sentence as a wording; None where it is longer than any."""
        if number not in self._units:
            found = self.of(number)
            self._units[number] = _unit(found, 1) if len(found) <= MAX_WORDING else None
        return self._units[number]

    def part(self, number: int, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a sentence from ``start`` to ``end`` of the text."""
        found = self.of(number)
        return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]

    def runs(self, number: int, length: int) -> Iterator[tuple[Token, ...]]:
        """Runs of so many sentences of one block with this one among them, as far as they may be a wording."""
        block = self._passages.of_block(self._passages.spans[number].block)
        first, last = max(number - length + 1, block.start), min(number, block.stop - length)
        for at in range(first, last + 1):
            parts = [self.of(one) for one in range(at, at + length)]
            if sum(map(len, parts)) <= MAX_WORDING:
                yield tuple(token for part in parts for token in part)


class Matcher:
    """The register, ready for claims in one language.

    ``passages`` reads a document in that language, ``find`` finds the claims in it.
    """

    def __init__(
        self,
        approvals: Approvals,
        outside: Outside,
        day: date,
        passages: Callable[[Document], Passages],
        find: Callable[[Passages], Iterable[Core]],
    ) -> None:
        self._named = approvals.named
        self._complete = approvals.complete
        self._day = day
        self._backed: dict[str, BackingState] = states_of(outside)
        self._listed: list[_Wording] = []
        self._exact: dict[Keys, list[_Wording]] = {}
        self._near = Wordings(self._read(approvals.entries, passages, find) if approvals.entries else [])
        self._lengths = sorted({one.sentences for one in self._listed if one.sentences > 1})

    def __bool__(self) -> bool:
        return self._named

    def match(
        self, cores: Sequence[Core], elements: Sequence[tuple[Element, ...]], passages: Passages
    ) -> list[Approved | None]:
        """How each claim stands, None for all where there is no register."""
        if not self._named:
            return [None] * len(cores)
        words = _Words(passages)
        seen: set[tuple[str, Span]] = set()
        listed: list[Approved | None] = []
        for core, held in zip(cores, elements, strict=True):
            found, span = self._one(core, words, passages.norm.text)
            key = (found.entry.id if found.entry else "", span)
            if found.entry is not None and found.standing != "drifted":
                found = found._replace(backing=self._backing(found.entry, held))
            listed.append(found._replace(complete=self._complete, repeated=key in seen))
            seen.add(key)
        return listed

    def _read(
        self,
        entries: Iterable[Approval],
        passages: Callable[[Document], Passages],
        find: Callable[[Passages], Iterable[Core]],
    ) -> list[Side]:
        """All wordings, read as one document with a block each."""
        pairs = [(entry, words) for entry in entries for words in entry.wordings]
        blocks = tuple(Block("paragraph", words, (Piece(0, 0, len(words)),)) for _, words in pairs)
        read = passages(Document("", "text", "", "", blocks))
        about: dict[int, set[str]] = {}
        for core in find(read):
            about.setdefault(core.sentence.block, set()).add(core.topic)
        sides = []
        for number, (entry, words) in enumerate(pairs):
            block = read.norm.blocks[number]
            side = Side(read.norm.text, tuple(tokens(read.norm.text, block.start, block.end)))
            topics = frozenset(about.get(number, ()))
            one = _Wording(entry, words, max(len(read.of_block(number)), 1), topics)
            self._listed.append(one)
            self._exact.setdefault(tuple(token.key for token in side.tokens), []).append(one)
            sides.append(side)
        return sides

    def _one(self, core: Core, words: _Words, text: str) -> tuple[Approved, Span]:
        units = list(self._units(core, words))
        same = [(one.entry.standing(self._day), one, unit) for unit in units for one in self._exact.get(unit.keys, ())]
        if same:
            standing, one, unit = min(same, key=lambda found: _RANKS.index(found[0]))
            return Approved(standing, one.entry, one.words), unit.span
        return self._drifted(core, units, text) or (Approved("unlisted"), units[-1].span)

    def _units(self, core: Core, words: _Words) -> Iterator[_Unit]:
        """What may be the whole wording of a claim: runs of sentences, its sentence, its clause; the longest first."""
        sentence, clause = core.sentence, core.clause
        for length in reversed(self._lengths):
            for run in words.runs(sentence.number, length):
                yield _unit(run, length)
        whole = words.unit(sentence.number)
        if whole is not None:
            yield whole
        part = words.part(sentence.number, clause.start, clause.end)
        if whole is None or len(part) < len(whole.tokens):
            yield _unit(part, 1)
            # A clause inside of a sentence opens with a small word that binds it to the one before.
            if clause.start > sentence.start:
                yield _unit(part[1:], 1)

    def _drifted(self, core: Core, units: Sequence[_Unit], text: str) -> tuple[Approved, Span] | None:
        """The nearest approved wording: the shorter words first where two are as near."""
        best: tuple[float, Approved, Span] | None = None
        for unit in reversed(units):
            for number, share in self._near.near(unit.keys, self._comparable(unit.sentences)):
                if best is not None and share <= best[0]:
                    break
                found = self._differing(core, unit, number, text)
                if found is not None:
                    one = self._listed[number]
                    best = share, Approved("drifted", one.entry, one.words, found), unit.span
                    break
        return best and best[1:]

    def _comparable(self, sentences: int) -> Callable[[int], bool]:
        """Which wordings are compared with so many sentences: approved ones, and of several sentences with as many."""

        def fits(number: int) -> bool:
            one = self._listed[number]
            return one.entry.status == "approved" and sentences in (1, one.sentences)

        return fits

    def _differing(self, core: Core, unit: _Unit, number: int, text: str) -> tuple[Change, ...] | None:
        """What has changed; None where the words are about something else, or are near for the sake of others."""
        side = self._near.sides[number]
        pairs = aligned([token.key for token in side.tokens], unit.keys)
        own = [core.clause.start <= token.start < core.clause.end for token in unit.tokens]
        if 2 * sum(own[at] for _, at in pairs) < sum(own):
            return None
        found = changes(side, Side(text, unit.tokens), pairs)
        topics = self._listed[number].topics
        if topics and core.topic not in topics and any(map(are_words, found)):
            return None
        return found

    def _backing(self, entry: Approval, held: tuple[Element, ...]) -> tuple[Backing, ...]:
        """The evidence that an approval names, with its state."""
        unknown: BackingState = "unknown" if self._backed else "unchecked"
        sources = [one.source for one in held if one.source is not None and one.state == "registered"]
        resting = {one.checked.entry.id for one in sources}
        backed = self._backed
        return tuple([Backing(one, backed.get(one, unknown), one in resting) for one in entry.evidence])
