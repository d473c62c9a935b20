"""What readers ask of values in a row: averages, which is the commonest, where runs of them end.

``statistics`` reckons with exact fractions, and takes long to import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Number = TypeVar("Number", int, float)


def mean(values: Iterable[float]) -> float:
    """The mean of at least one value."""
    found = list(values)
    return sum(found) / len(found)


def median(values: Iterable[float]) -> float:
    """The middle of at least one value, or the mean of the two in the middle."""
    found = sorted(values)
    half, odd = divmod(len(found), 2)
    return found[half] if odd else (found[half - 1] + found[half]) / 2


def commonest(weighed: Iterable[tuple[Number, float]], default: Number) -> Number:
    """The number with the most weight, of equals the least; ``default`` where there is none."""
    weights: dict[Number, float] = defaultdict(float)
    for number, weight in weighed:
        weights[number] += weight
    return max(weights, key=lambda number: (weights[number], -number), default=default)


def runs(items: Iterable[T], goes_on: Callable[[list[T], T], bool]) -> Iterator[list[T]]:
    """The items in runs: a new one begins with each that does not go on with the run before it."""
    run: list[T] = []
    for each in items:
        if run and not goes_on(run, each):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def merged(spans: Iterable[tuple[Number, Number]], gap: Number) -> list[tuple[Number, Number]]:
    """Spans in order, those as one between which there is no more than ``gap``."""
    found: list[tuple[Number, Number]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + gap:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


def grouped(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each number below ``count`` the one that stands for all those that ``pairs`` join it to."""
    parent = list(range(count))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in pairs:
        parent[root(one)] = root(other)
    return list(map(root, range(count)))
