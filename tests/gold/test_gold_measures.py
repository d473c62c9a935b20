"""The arithmetic, against figures worked out by hand or printed in textbooks."""

from __future__ import annotations

import pytest

from claimcheck.gold.evaluation import f1, f1_interval, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_intervals_are_those_of_the_literature(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_has_no_interval() -> None:
    assert wilson(0, 0) is None


def test_f1_is_the_harmonic_mean() -> None:
    # precision 3/4, recall 3/6
    assert f1(3, 4, 6) == pytest.approx(2 * 0.75 * 0.5 / 1.25)
    assert f1(0, 4, 6) == 0
    assert f1(0, 0, 0) is None


def test_the_interval_of_f1_is_the_same_every_time_and_holds_the_value() -> None:
    texts = [(1, 1, 1)] * 30 + [(0, 1, 1)] * 10
    first = f1_interval(texts)
    assert first is not None
    assert first == f1_interval(texts)
    low, high = first
    assert low < 0.75 < high
    # The share is 30 of 40; by the normal approximation the half width is 1.96 * sqrt(.75 * .25 / 40) = .134
    assert high - low == pytest.approx(2 * 0.134, abs=0.04)


def test_more_texts_make_the_interval_narrower() -> None:
    few, many = f1_interval([(1, 1, 1), (0, 1, 1)] * 10), f1_interval([(1, 1, 1), (0, 1, 1)] * 160)
    assert few is not None
    assert many is not None
    # Sixteen times as many texts: a quarter of the width.
    assert (many[1] - many[0]) / (few[1] - few[0]) == pytest.approx(0.25, abs=0.08)


def test_without_errors_the_interval_is_a_point_and_without_claims_there_is_none() -> None:
    assert f1_interval([(1, 1, 1), (2, 2, 2), (0, 0, 0)]) == (1, 1)
    assert f1_interval([(0, 0, 0)]) is None
    assert f1_interval([]) is None
