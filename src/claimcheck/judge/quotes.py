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
    """The range from ``start`` to ``end``, or of a long one the first run of its hits that says something.

    ``words_between`` counts the words between two offsets.
    """
    if words_between(start, end) <= MOST_WORDS:
        return start, end
    first = last = -1
    for hit in sorted(hits):
        if hit.start < start or hit.end > end:
            continue
        if last >= 0 and words_between(last, hit.start) > REACH:
            if words_between(first, last) >= LEAST_WORDS:
                break
            first = last = -1
        first = hit.start if first < 0 else first
        last = max(last, hit.end)
    return (first, last) if last >= 0 and words_between(first, last) >= LEAST_WORDS else (start, end)
