"""Which types of claim a sentence can hold, by its signals; and which signals to look for in every sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.rulepack.pack import ClaimType, Lexicon

# A signal with words this short (in letters) stands in so many sentences that looking for it everywhere costs more than
# it spares.
SHORTEST = 3
Branch = tuple[int, tuple[int, ...]]


class Gates:
    """The ways in which the cores of all types can hold, by the need of each that is least likely to be met.

    ``anchors`` has a bit for each signal of the first pass over a text: of every branch the two needs that are least
    likely to be met. A branch that needs nothing that can be looked for makes its type a candidate everywhere.
    """

    __slots__ = ("_branches", "_everywhere", "_keys", "_types", "anchors")

    def __init__(self, types: Sequence[ClaimType], lexicon: Lexicon, signals: int) -> None:
        self._types = types
        # For each signal, by its bit, the branches that it opens: the place of the type and what else is needed.
        self._branches: dict[int, list[Branch]] = {}
        self._everywhere: list[Branch] = []
        self.anchors = 0
        frequencies = _frequencies(lexicon, signals)
        for place, kind in enumerate(types):
            for branch in kind.core.around:
                facts = [need for need in branch if need >> signals]
                needs = sorted(
                    (need for need in branch if not need >> signals),
                    key=lambda need: (sum(frequencies[bit] for bit in _bits(need)), need),
                )
                if not needs:
                    self._everywhere.append((place, tuple(facts)))
                    continue
                self.anchors |= needs[0]
                for need in needs[1:2]:
                    if max(frequencies[bit] for bit in _bits(need)) <= 2.0**-SHORTEST:
                        self.anchors |= need
                for bit in _bits(needs[0]):
                    self._branches.setdefault(bit, []).append((place, (*needs[1:], *facts)))
        self._keys = sum(self._branches)

    def types(self, mask: int) -> list[ClaimType]:
        """The types that signals and kinds of fact leave a chance, in their order."""
        found = set(self._open(mask))
        return [self._types[place] for place in sorted(found)] if found else []

    def is_open(self, mask: int) -> bool:
        """Whether signals and kinds of fact leave any type a chance."""
        return next(self._open(mask), None) is not None

    def _open(self, mask: int) -> Iterator[int]:
        for place, needs in self._everywhere:
            if _all(needs, mask):
                yield place
        left = mask & self._keys
        while left:
            bit = left & -left
            left ^= bit
            for place, needs in self._branches[bit]:
                if _all(needs, mask):
                    yield place


def _all(needs: Iterable[int], mask: int) -> bool:
    for need in needs:  # noqa: SIM110 - a generator costs more than the tests themselves
        if not mask & need:
            return False
    return True


def _frequencies(lexicon: Lexicon, signals: int) -> dict[int, float]:
    """How frequent each signal, by its bit, may be: by its shortest literal, as frequent words are short anywhere."""
    found = {1 << signal: 0.0 for signal in range(signals)}
    shortest: dict[int, int] = {}
    for group in lexicon.groups:
        length = min(map(len, group.texts))
        for signal, _ in group.signals:
            if length < shortest.get(signal, length + 1):
                shortest[signal] = length
    found.update((1 << signal, 2.0**-length) for signal, length in shortest.items())
    return found


def _bits(mask: int) -> Iterator[int]:
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
