"""A long quote is narrowed to words that belong together."""

from __future__ import annotations

import pytest

from claimcheck.judge.phrases import LEAST_WORDS, MOST_WORDS, closest
from claimcheck.model.passage import Hit

FILL = "and so it goes on and on without any end in sight for now "


def _hits(text: str, *words: str) -> list[Hit]:
    return [Hit(text.index(word), text.index(word) + len(word), 1, "") for word in words]


def _quote(text: str, *words: str) -> str:
    hits = _hits(text, *words)
    start, end = min(hit.start for hit in hits), max(hit.end for hit in hits)
    first, last = closest(hits, start, end, lambda a, b: len(text[a:b].split()))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "words", "quote"),
    [
        ("cut emissions by far", ("cut", "far"), "cut emissions by far"),
        (f"cut our emissions {FILL}fast", ("cut", "emissions", "fast"), "cut our emissions"),
        (f"cut {FILL}save much water", ("cut", "save", "water"), "save much water"),
        (f"cut {FILL}save", ("cut", "save"), f"cut {FILL}save"),
        (f"cut our emissions {FILL}save much water", ("cut", "emissions", "save", "much", "water"), "save much water"),
    ],
)
def test_the_run_that_says_most(text: str, words: tuple[str, ...], quote: str) -> None:
    assert _quote(text, *words) == quote


def test_what_lies_outside_does_not_count() -> None:
    text = f"old mills cut our emissions {FILL}fast"
    start = text.index("cut")
    hits = _hits(text, "old", "mills", "cut", "emissions", "fast")
    first, last = closest(hits, start, len(text), lambda a, b: len(text[a:b].split()))
    assert text[first:last] == "cut our emissions"


def test_a_run_has_words_enough() -> None:
    assert 1 < LEAST_WORDS < MOST_WORDS
