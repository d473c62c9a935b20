"""Which words a finding quotes: all that made it where they stand close, else those that belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimcheck.model.passage import Hit

# Words that a reader takes in at a glance; a longer quote begins and ends somewhere in a sentence and tells nothing.
MOST_WORDS = 13
# Fewer say too little: "are", "the water".
LEAST_WORDS = 3
# Words between two hits that still belong together: an article, a preposition, an adjective or two.
REACH = 4


def closest(
    hits: Iterable[Hit], start: int, end: int, words_between: Callable[[int, int], int]
) -> tuple[int, int]:
    """The range from ``start`` to ``end``, or of a long one that run of its hits which has most of them.

    ``words_between`` counts the words between two offsets. Of runs with as many hits the first is quoted.
    """
    if words_between(start, end) <= MOST_WORDS:
        return start, end
    runs: list[tuple[int, int, set[int]]] = []
    for hit in sorted(hits):
        if hit.start < start or hit.end > end:
            continue
        if runs and words_between(runs[-1][1], hit.start) <= REACH:
            first, last, starts = runs[-1]
            runs[-1] = first, max(last, hit.end), {*starts, hit.start}
        else:
            runs.append((hit.start, hit.end, {hit.start}))
    telling = [run for run in runs if words_between(run[0], run[1]) >= LEAST_WORDS]
    if not telling:
        return start, end
    first, last, _ = max(telling, key=lambda run: len(run[2]))
    return first, last
