"""The matcher finds the same in any text, whether it is worth an automaton of all literals or not."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.text import matcher
from claimcheck.text.matcher import Matcher

Found = list[tuple[int, int, int]]
# Literals that begin, end and stand in one another, and one that stands twice.
LITERALS = ["a", "ab", "b", "bab", "abab", "ba", "ab", "é", "zero", "net zero"]


def _plainly(literals: list[str], text: str) -> Found:
    """Every occurrence of every literal, by looking at every place."""
    return [
        (number, start, start + len(literal))
        for number, literal in enumerate(literals)
        for start in range(len(text))
        if text.startswith(literal, start)
    ]


@given(st.text("ab é", max_size=30), st.lists(st.text("abé", min_size=1, max_size=4), max_size=12))
def test_every_occurrence_is_found_in_order_of_its_end(text: str, literals: list[str]) -> None:
    found = Matcher(literals).find(text)
    assert sorted(found) == sorted(_plainly(literals, text))
    assert [end for _, _, end in found] == sorted(end for _, _, end in found)


def test_short_and_long_texts_give_the_same_in_the_same_order() -> None:
    texts = ["".join(parts) for parts in product(["abab", " net zero", "é", "-"], repeat=3)]
    built = Matcher(LITERALS)
    built.find("x" * matcher.WORTH_BUILDING)
    assert built._automaton is not None
    for text in texts:
        few = Matcher(LITERALS)
        assert few.find(text) == built.find(text)
        assert few._automaton is None


def test_an_automaton_is_built_once_when_it_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []
    make = matcher.automaton

    def noted(literals: list[str]) -> object:
        built.append(len(literals))
        return make(literals)

    monkeypatch.setattr(matcher, "automaton", noted)
    many = Matcher(LITERALS)
    for _ in range(100):
        assert many.find("abab")
    assert built.count(len(LITERALS)) == 1
    assert built[-1] == len(LITERALS)


def test_without_literals_nothing_is_found() -> None:
    assert Matcher([]).find("net zero" * 1000) == []
