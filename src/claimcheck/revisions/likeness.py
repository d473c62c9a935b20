"""Which claims of two reports are the same: the same words, then the words and figures they share, the rare ones most.

Claims are compared where they share a rare token, so that the work grows with the reports and not with their product.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, product
from typing import NamedTuple

from claimcheck.revisions.stated import Stated, Wording

LEAST = 0.5
"""The share of words, weighed by how rare they are, that two wordings of one claim have in common."""
LEAST_WITH_FIGURES = 0.25
"""The same where they have two figures or more in common, and most of them."""
MOST_FIGURES, LEAST_FIGURES = 0.6, 2
ALMOST = 0.75
"""The share that makes a passage one to compare, whatever its figures."""
LEAST_OF_TEXT = 0.6
"""The same of a passage that is no claim where it stands."""
ALL_BUT, LEAST_WORDS = 0.9, 5
"""The share of a claim, of so many words or more, that a longer passage has."""
LEAST_HELD_WORDS = 4
"""Words of a claim that the other report makes with more words, such as those of its evidence."""
COMMON = 200
"""What more claims of both reports have in common leads from none to another."""
TELLING = 8
"""So many of the rarest words of a claim lead to passages that are no claims."""
_FIGURES, _SAME_WORDS = 0.25, 1.0

Weights = Mapping[str, int]
Key = str | frozenset[str]


class Like(NamedTuple):
    """How alike two claims are: words and figures shared, 0 to 1, in the wordings by which they are nearest."""

    words: float
    figures: float
    shared_figures: int
    old: Wording
    new: Wording
    same: bool
    held: bool
    """Whether one has nearly all words of the other one: "The trays are recyclable, certified by …"."""

    @property
    def rank(self) -> float:
        """What the best pair is chosen by."""
        return round(self.words + _FIGURES * self.figures + _SAME_WORDS * self.same, 9)

    @property
    def is_near(self) -> bool:
        """Whether they may be one claim."""
        by_figures = self.shared_figures >= LEAST_FIGURES and self.figures >= MOST_FIGURES
        return self.held or self.words >= (LEAST_WITH_FIGURES if by_figures else LEAST)


class Pair(NamedTuple):
    """A claim of each side, by their numbers."""

    old: int
    new: int
    like: Like


class Near(NamedTuple):
    """Pairs that are near; and by number the claims of each side that have nothing but common words."""

    pairs: list[Pair]
    vague_old: frozenset[int]
    vague_new: frozenset[int]


class Matched(NamedTuple):
    """Pairs of claims that are the same; and for others, by their numbers, what they may be."""

    pairs: tuple[Pair, ...]
    open_old: Mapping[int, Sequence[int]]
    open_new: Mapping[int, Sequence[int]]


def weights_of(texts: Iterable[frozenset[str]]) -> Weights:
    """A weight for each token, greater the fewer of the texts of both reports have it.

    Weights are whole numbers, so that sums are exact.
    """
    listed = list(texts)
    counts = Counter(token for tokens in listed for token in tokens)
    return {token: round(1000 * math.log2(1 + len(listed) / number)) for token, number in counts.items()}


def likeness(old: Stated, new: Stated, weights: Weights) -> Like:
    """How alike two claims are where they are most so."""
    same = not old.ids.isdisjoint(new.ids)
    pairs = (_like(one, two, weights, same) for one, two in product(old.wordings, new.wordings))
    return max(pairs, key=lambda like: like.rank)


def _like(old: Wording, new: Wording, weights: Weights, same: bool) -> Like:
    shared, figures = len(old.figures & new.figures), len(old.figures) + len(new.figures)
    held = any(
        len(one) >= LEAST_HELD_WORDS and _held(one, other, weights) >= ALMOST
        for one, other in ((old.words, new.words), (new.words, old.words))
    )
    alike = _dice(old.words, new.words, weights), 2 * shared / figures if figures else 1.0
    return Like(*alike, shared, old, new, same, held)


def _held(one: frozenset[str], other: frozenset[str], weights: Weights) -> float:
    """The share of the words of one text that another one has."""
    total = sum(weights[word] for word in one)
    return sum(weights[word] for word in one & other) / total if total else 0.0


def _dice(one: frozenset[str], two: frozenset[str], weights: Weights) -> float:
    total = sum(weights[word] for word in one) + sum(weights[word] for word in two)
    return 2 * sum(weights[word] for word in one & two) / total if total else 0.0


def near(olds: Sequence[Stated], news: Sequence[Stated], weights: Weights) -> Near:
    """The pairs that may be one claim, in the order of their numbers, and the claims that nothing leads from."""
    counts = Counter(key for one in (*olds, *news) for key in _keys(one))
    found = list(_unchanged(olds, news, weights))
    done_old, done_new = {pair.old for pair in found}, {pair.new for pair in found}
    index: dict[Key, list[Stated]] = {}
    for one in news:
        for key in _keys(one) if one.number not in done_new else ():
            if counts[key] <= COMMON:
                index.setdefault(key, []).append(one)
    for one in olds:
        if one.number in done_old:
            continue
        met = {other.number: other for key in _keys(one) for other in index.get(key, ())}
        for number in sorted(met):
            like = likeness(one, met[number], weights)
            if like.same or like.is_near:
                found.append(Pair(one.number, number, like))
    vague_old, vague_new = (
        frozenset(one.number for one in side if all(counts[token] > COMMON for token in one.tokens))
        for side in (olds, news)
    )
    return Near(found, vague_old, vague_new)


def _unchanged(olds: Sequence[Stated], news: Sequence[Stated], weights: Weights) -> Iterator[Pair]:
    """The claims that are made in all the same words on both sides, and so are no others."""
    before, after = Counter(one.ids for one in olds), {one.ids: one for one in news}
    several = Counter(one.ids for one in news)
    for one in olds:
        other = after.get(one.ids)
        if other is not None and before[one.ids] == several[one.ids] == 1:
            yield Pair(one.number, other.number, likeness(one, other, weights))


def _keys(one: Stated) -> set[Key]:
    """What leads from a claim to those like it: its ids, its tokens, and all of its words together."""
    return {*one.ids, *one.tokens, one.wordings[0].words}


def passages_like(claims: Sequence[Stated], passages: Sequence[Wording], weights: Weights) -> dict[int, list[int]]:
    """For claims, by their numbers, the places in ``passages`` of those in nearly the same words."""
    index: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        for token in passage.words:
            index.setdefault(token, []).append(place)
    found: dict[int, list[int]] = {}
    for one in claims:
        known = sorted((len(index[token]), token) for token in one.tokens if token in index)[:TELLING]
        met = {place for number, token in known if number <= COMMON for place in index[token]}
        for place in sorted(met):
            if any(_stands_in(own.words, passages[place].words, weights) for own in one.wordings):
                found.setdefault(one.number, []).append(place)
    return found


def _stands_in(claim: frozenset[str], passage: frozenset[str], weights: Weights) -> bool:
    """Whether a passage is like a claim, or has all but all of its words among others."""
    if _dice(claim, passage, weights) >= LEAST_OF_TEXT:
        return True
    return len(claim) >= LEAST_WORDS and _held(claim, passage, weights) >= ALL_BUT


def matched(pairs: Iterable[Pair], fits: Callable[[Pair], bool]) -> Matched:
    """The best pairs first, each claim once; of pairs that are equally good none, unless the words are the same.

    ``fits`` says whether a pair that is near can be one claim. What was near and is in no pair is told as open.
    """
    ordered = sorted(pairs, key=lambda pair: (-pair.like.rank, pair.old, pair.new))
    refused = {(pair.old, pair.new) for pair in ordered if not pair.like.same and not fits(pair)}
    taken: dict[int, Pair] = {}
    given: dict[int, Pair] = {}
    tied: tuple[set[int], set[int]] = set(), set()
    for _, level in groupby(ordered, key=lambda pair: pair.like.rank):
        free = [
            pair
            for pair in level
            if (pair.old, pair.new) not in refused
            and not (pair.old in taken or pair.old in tied[0] or pair.new in given or pair.new in tied[1])
        ]
        times = Counter(pair.old for pair in free), Counter(pair.new for pair in free)
        for pair in free:
            if pair.old in taken or pair.new in given:
                continue
            if pair.like.same or (times[0][pair.old] == 1 and times[1][pair.new] == 1):
                taken[pair.old] = given[pair.new] = pair
            else:
                tied[0].add(pair.old)
                tied[1].add(pair.new)
    open_old: dict[int, list[int]] = {}
    open_new: dict[int, list[int]] = {}
    for pair in ordered:
        if pair.old not in taken and _may_be(pair, given.get(pair.new)):
            open_old.setdefault(pair.old, []).append(pair.new)
        if pair.new not in given and _may_be(pair, taken.get(pair.old)):
            open_new.setdefault(pair.new, []).append(pair.old)
    return Matched(tuple(taken[number] for number in sorted(taken)), open_old, open_new)


def _may_be(pair: Pair, other: Pair | None) -> bool:
    """Whether a claim may be one that another claim has been taken for, or nobody has."""
    return other is None or (not other.like.same and pair.like.words >= ALMOST)
