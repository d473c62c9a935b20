"""Which found passage is which labelled one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from claimcheck.gold.outcomes import overlaps, paired


@dataclass
class Run:
    start: int
    end: int


def runs(*pairs: tuple[int, int]) -> list[Run]:
    return [Run(*pair) for pair in pairs]


@pytest.mark.parametrize(
    ("other", "same"),
    [((0, 10), True), ((5, 15), True), ((6, 16), False), ((4, 6), True), ((9, 11), True), ((10, 20), False)],
)
def test_half_of_the_shorter_passage_has_to_lie_in_the_other(other: tuple[int, int], same: bool) -> None:
    assert overlaps(Run(0, 10), Run(*other)) is same
    assert overlaps(Run(*other), Run(0, 10)) is same


def test_passages_of_no_length_are_no_passages() -> None:
    assert not overlaps(Run(3, 3), Run(0, 10))


def test_the_greatest_overlap_is_taken_first_and_each_passage_once() -> None:
    # The whole sentence was found; of its two claims it is the longer one.
    assert paired(runs((0, 10), (12, 40)), runs((0, 40))) == [(1, 0)]
    # One claim was found in two parts; the larger part is it.
    assert paired(runs((0, 40)), runs((0, 10), (12, 40))) == [(0, 1)]
    assert paired(runs((0, 10), (12, 40)), runs((0, 11), (11, 40))) == [(0, 0), (1, 1)]


def test_a_greedy_choice_leaves_the_rest_to_others() -> None:
    # The second labelled passage takes the long one, so that the first keeps the short one.
    assert paired(runs((0, 10), (0, 30)), runs((0, 30), (0, 8))) == [(0, 1), (1, 0)]


def test_the_tighter_fit_then_the_like_one_wins_a_tie() -> None:
    assert paired(runs((0, 10)), runs((0, 30), (0, 12))) == [(0, 1)]
    same = runs((0, 10), (0, 10))
    assert paired(runs((0, 10)), same, lambda i, j: j == 1) == [(0, 1)]
    assert paired(runs((0, 10)), same) == [(0, 0)]


def test_nothing_pairs_with_nothing() -> None:
    assert paired([], runs((0, 4))) == []
    assert paired(runs((0, 4)), runs((4, 8))) == []
