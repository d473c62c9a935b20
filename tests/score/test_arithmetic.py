"""The arithmetic of the score, worked by hand from ``docs/score.md``: credits in, shares, weighted mean and score out.

Nothing here is taken from a run. Who changes a weight, a limit or a formula works these sums anew.
"""

from __future__ import annotations

from collections.abc import Container
from copy import copy
from typing import NamedTuple

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.model.claim import Element, Score
from claimcheck.score import Scorer, rounded

PACK = claimcheck.load_rulepack()
FIGURE = {"subject": 1, "metric": 1, "value": 1, "unit": 1}
REDUCTION = {
    **FIGURE, "base_year": 1, "period": 1, "boundary": 1, "method": 1, "locator": 1, "absolute_and_intensity": 1,
    "offsets_split": 1,
}  # fmt: skip
TARGET = {name: 1 for name in REDUCTION if name != "period"} | {"target_year": 1}
COMPARISON = {**FIGURE, "period": 1, "method": 1, "locator": 1}


CHECK = {"verifier": 1, "assurance_level": 1, "assurance_scope": 1}


def score(
    kind: str,
    credit: dict[str, float],
    *,
    defined: bool = True,
    contradicted: str = "",
    asked: Container[str] | None = None,
) -> Score:
    """The score of a claim that holds some elements with some credit, and has one contradicted."""
    shape = PACK.claim_types[kind].shape
    elements = []
    for name in PACK.elements:
        need = "required" if name in shape.required else "conditional" if name in shape.conditional else "optional"
        held = credit.get(name, 0.0)
        state = "contradicted" if name == contradicted else "present" if held else "missing"
        elements.append(Element(name, need, state, held))
    # What a scorer has worked out once it knows: a new one works out all anew.
    return Scorer(PACK).score(kind, tuple(elements), defined, asked)


class Sum(NamedTuple):
    """A claim with what it holds, the terms of its sum that are looked at, and what comes out."""

    kind: str
    credit: dict[str, float]
    terms: dict[str, tuple[float, float]]
    """By dimension its weight for this type, and the share that is held of it."""
    raw: float
    score: int
    defined: bool = True


SUMS = {
    # 6 + 8 of 12 + 10 + 9 + 12 + 11 + 3.5 + 9 + 8 + 12 = 86.5: the core names the attribute, and no word is vague.
    "nothing": Sum("reduction_achieved", {}, {"subject": (12, 0.5), "qualification": (8, 1)}, 16.2, 16),
    # 6 of 86.5.
    "nothing, and vague": Sum("reduction_achieved", {}, {"qualification": (8, 0)}, 6.9, 7, defined=False),
    # 12 + 10 + 4.5 + 12 + 8 of 86.5 is 53.76; unchecked: 40 + 0.1 * 13.76 = 41.4.
    "a figure": Sum(
        "reduction_achieved",
        {**FIGURE, "period": 1, "boundary": 1},
        {"subject": (12, 1), "metric": (10, 1), "time": (9, 0.5), "boundary": (12, 1), "access": (9, 0)},
        53.8,
        41,
    ),
    # Metric (5 * 0.8 + 2 * 0.5) of 10; 6 + 5 + 8 of 86.5.
    "a figure in part": Sum(
        "reduction_achieved", {"value": 0.8, "unit": 0.5}, {"metric": (10, 0.5)}, 22.0, 22
    ),
    # All but the check, 83 of 86.5; access opens the limit "unchecked" for it.
    "everything required": Sum(
        "reduction_achieved",
        REDUCTION,
        {"method": (11, 1), "verification": (3.5, 0), "access": (9, 1), "completeness": (12, 1)},
        96.0,
        96,
    ),
    # What is not needed counts half: 1/2 of 2, 1/2 of 2, 1/2 of 3, 2/2 of 4, 1/2 of 1 and 2/2 of 2, which makes
    # 6 + 2.25 + 3 + 1.833 + 0.875 + 4 + 6 = 23.96 of 86.5; unmeasured: 25 + 0.1 * 2.7 = 25.3.
    "what is not needed": Sum(
        "reduction_achieved",
        dict.fromkeys(
            ("target_year", "lifecycle_stage", "assumptions", "scheme", "use_conditions", "comparator"), 1
        ),
        {
            "time": (9, 0.25),
            "boundary": (12, 0.25),
            "method": (11, 0.1667),
            "verification": (3.5, 0.25),
            "qualification": (8, 0.5),
            "completeness": (12, 0.5),
        },
        27.7,
        25,
        defined=False,
    ),
    # 1/2 of 2 for each of two, and 2/2 of 2: a dimension is never more than full. 6 + 8 + 12 of 86.5 is 30.1;
    # unmeasured: 25 + 0.1 * 5.1 = 25.5.
    "more than full": Sum(
        "reduction_achieved",
        dict.fromkeys(("trade_offs", "legal_margin", "comparator", "contribution_terms"), 1),
        {"completeness": (12, 1)},
        30.1,
        26,
    ),
    # The check in its four parts: 2 + 1 of 4. 6 + 2.625 + 8 of 86.5.
    "a check": Sum(
        "reduction_achieved", {"verifier": 1, "assurance_level": 1}, {"verification": (3.5, 0.75)}, 19.2, 19
    ),
    # 83 + 2 of 86.5 + 10, the plan being asked for as well: 88.08; undeliverable: at 2 of 10 it stands at
    # 50 + 50 * 0.4 = 70, and 70 + 0.1 * 18.08 = 71.8.
    "a target without a plan": Sum(
        "future_target", TARGET, {"time": (9, 1), "deliverability": (10, 0.2)}, 88.1, 72
    ),
    # 5 of 10 more, and the limit is gone: 90 of 96.5.
    "a target with a plan": Sum(
        "future_target", {**TARGET, "plan": 1}, {"deliverability": (10, 0.7)}, 93.3, 93
    ),
    # 3 of 10 more: 83 + 5 of 96.5, and the limit is gone at one half.
    "a target with progress": Sum(
        "future_target", {**TARGET, "progress": 1}, {"deliverability": (10, 0.5)}, 91.2, 91
    ),
    # Without a metric there is no attribute: 7 + 9 + 11 + 9 + 8 + 12 of 12 + 10 + 9 + 6 + 11 + 3.5 + 9 + 8 + 12 = 80.5
    # is 69.57; generic: 15 + 0.1 * 54.57 = 20.5.
    "a comparison in no respect": Sum(
        "comparative",
        {**COMPARISON, "metric": 0, "comparator": 1},
        {"subject": (12, 0), "metric": (10, 0.7), "boundary": (6, 0), "completeness": (12, 1)},
        69.6,
        20,
    ),
    # The attribute by 0.8, half of it for the missing subject; metric 3 * 0.8 + 5 + 2 of 10.
    # 4.8 + 9.4 + 8 of 80.5.
    "a comparison of nothing named": Sum(
        "comparative",
        {"metric": 0.8, "value": 1, "unit": 1},
        {"subject": (12, 0.4), "metric": (10, 0.94)},
        27.6,
        28,
    ),
    # 12 + 10 + 9 + 11 + 9 + 8 of 80.5 is 73.29; uncompared: 50 + 0.1 * 23.29 = 52.3.
    "a comparison with nothing": Sum("comparative", COMPARISON, {"completeness": (12, 0)}, 73.3, 52),
    # The scheme is what the label is about. 12 * 0.25 + 7 / 3 + 8 of 12 + 5.5 + 7 + 9 + 8 = 41.5.
    "half a label": Sum(
        "label", {"scheme": 0.5}, {"subject": (12, 0.25), "method": (5.5, 0), "verification": (7, 0.3333)}, 32.1, 32
    ),
    # What the word means is what the claim is about: 12 * 0.25 + 4 of 12 + 10 + 6 + 5.5 + 3.5 + 9 + 8 + 6 = 60.
    "a broad word, half explained": Sum(
        "generic_benefit",
        {"qualification": 0.5},
        {"subject": (12, 0.25), "qualification": (8, 0.5), "completeness": (6, 0)},
        11.7,
        12,
        defined=False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SUMS)
def test_a_sum_comes_out_as_by_hand(name: str) -> None:
    one = SUMS[name]
    got = score(one.kind, one.credit, defined=one.defined)
    terms = {term.dimension: (term.weight, term.share) for term in got.dimensions}
    assert {dimension: terms[dimension] for dimension in one.terms} == one.terms
    assert (got.raw, got.score) == (one.raw, one.score)


@pytest.mark.parametrize(
    ("credit", "limit"), [(0, 40), (0.1, 52), (0.25, 70), (0.45, 94), (0.5, 100), (0.8, 100), (1, 100)]
)
def test_a_limit_rises_evenly_and_is_gone_at_one_half(credit: float, limit: float) -> None:
    got = score("reduction_achieved", {"locator": credit})
    assert {one.reason: one.limit for one in got.limits}["unchecked"] == limit


def test_credits_of_limits_are_told_in_four_digits_and_limits_in_one() -> None:
    # 40 + 60 * 2 * 0.123456 is 54.81.
    (limit,) = [one for one in score("reduction_achieved", {"locator": 0.123456}).limits if one.floor == 40]
    assert (limit.credit, limit.limit) == (0.1235, 54.8)


def test_each_limit_has_its_floor() -> None:
    got = {kind: score(kind, {}, defined=False).limits for kind in ("comparative", "future_target")}
    assert {one.reason: one.limit for one in got["comparative"]} == {
        "generic": 15, "unmeasured": 25, "unchecked": 40, "uncompared": 50,
    }  # fmt: skip
    # The core of a target names what it is about: half of the subject is held, and the limit on it is gone.
    assert {one.reason: one.limit for one in got["future_target"]} == {
        "generic": 100, "unmeasured": 25, "unchecked": 40, "undeliverable": 50,
    }  # fmt: skip


def test_the_lowest_of_several_limits_holds() -> None:
    # 12 + 3 + 9 + 12 + 11 + 8 + 12 of 86.5 is 77.5; unmeasured: 25 + 0.1 * 52.5 = 30.2, unchecked 43.7.
    got = score("reduction_achieved", {**REDUCTION, "value": 0, "unit": 0, "locator": 0})
    assert (got.raw, got.score) == (77.5, 30)


def test_a_contradicted_claim_has_ten_points_at_most() -> None:
    assert score("reduction_achieved", REDUCTION, contradicted="trade_offs").score == 10
    assert score("reduction_achieved", {}, defined=False, contradicted="value").score == 7
    got = score("reduction_achieved", {**REDUCTION, "method": 0}, contradicted="trade_offs")
    assert (got.band, got.steps) == ("contradicted", ())


def test_what_is_contradicted_counts_for_nothing() -> None:
    got = score("reduction_achieved", {"value": 1, "unit": 1}, contradicted="value")
    assert {one.dimension: one.share for one in got.dimensions}["metric"] == 0.2


WHOLE = {**REDUCTION, **CHECK}
# What a claim with all its evidence lacks, and the steps back to 100 of 100.
STEPS = {
    # 68.5 of 86.5 is 79.2; 12 more is 93.1. Own cuts and offsets apart fill the last dimension, as what it is compared
    # with would: the first of the two is named.
    "greatest gain first": ({"boundary": 0, "offsets_split": 0}, [("boundary", 14), ("offsets_split", 7)]),
    # 68 of 86.5 is 78.6; 11, 4.5 and 3 more are 91.3, 96.5 and 100.
    "greatest gain last in order": (
        {"period": 0, "boundary": 0.75, "method": 0},
        [("method", 12), ("period", 6), ("boundary", 3)],
    ),
    # 74.5 of 86.5 is 86.1, and 80.5 is 93.1: each is half of one dimension.
    "two of one dimension": (
        {"absolute_and_intensity": 0, "offsets_split": 0},
        [("absolute_and_intensity", 7), ("offsets_split", 7)],
    ),
    # 63 of 86.5 is 72.8; unmeasured: 25 + 0.1 * 47.8 = 29.8. The figure brings its unit: 70 of 86.5 is 80.9.
    "a limit opened": (
        {"value": 0, "unit": 0, "period": 0, "boundary": 0},
        [("value", 51), ("boundary", 14), ("period", 5)],
    ),
    # 80.5 of 86.5 is 93.1: the subject is half of its dimension.
    "half of a dimension": ({"subject": 0}, [("subject", 7)]),
    # 85.66 of 86.5 is 99.03.
    "one point": ({"boundary": 0.93}, [("boundary", 1)]),
    "nothing": ({}, []),
}


@pytest.mark.parametrize("name", STEPS)
def test_next_steps_come_out_as_by_hand(name: str) -> None:
    lacking, steps = STEPS[name]
    got = score("reduction_achieved", {**WHOLE, **lacking}).steps
    assert [(one.element, one.gain) for one in got] == steps
    assert [one.advice for one in got] == [PACK.elements[element].shape.ask for element, _ in steps]


def test_a_step_names_nothing_that_is_not_asked() -> None:
    # 68.5 + 6 of 86.5 is 86.1.
    got = score("reduction_achieved", {**WHOLE, "boundary": 0, "offsets_split": 0}, asked={"offsets_split"})
    assert [(one.element, one.gain) for one in got.steps] == [("offsets_split", 7)]


def test_a_step_names_nothing_that_the_type_does_not_list() -> None:
    # The life cycle would fill half of what is missing; only the boundary is asked of a reduction.
    got = score("reduction_achieved", {**WHOLE, "boundary": 0}, asked={"lifecycle_stage"})
    assert got.steps == ()


def test_a_step_that_brings_no_point_is_not_named() -> None:
    # 85.68 of 86.5 is 99.05; 0.24 or 0.22 more stay below 99.5, and only both together reach it.
    lacking = {"period": 0.92, "boundary": 0.98, "method": 0.98}
    got = score("reduction_achieved", {**WHOLE, **lacking}, asked={"boundary", "method"})
    assert (got.score, got.steps) == (99, ())


def test_a_step_counts_what_the_attribute_rests_on() -> None:
    # Without the metric 7 + 9 + 2 + 11 + 9 + 8 + 12 of 80.5 is 72.05, and under "generic" 15 + 0.1 * 57.05 = 20.7;
    # with it 12 + 3 more are 90.7.
    held = {**COMPARISON, "metric": 0, "comparator": 1, "lifecycle_stage": 1}
    got = score("comparative", held, asked={"metric"})
    assert (got.score, [(one.element, one.gain) for one in got.steps]) == (21, [("metric", 70)])


@pytest.mark.parametrize(
    ("credit", "got", "band"),
    [
        # 83 + 3.5 * 0.5; 83 - 11 - 12 * 0.26 and 83 - 11 - 12 * 0.27, which is 79.49 and no 80.
        ({**REDUCTION, "verifier": 1}, 98, "verifiable"),
        ({**REDUCTION, "method": 0, "boundary": 0.74}, 80, "verifiable"),
        ({**REDUCTION, "method": 0, "boundary": 0.73}, 79, "verifiable_with_gaps"),
        # 83 - 11 - 12 - 12; 6 + 7 + 8; 6 + 8.
        ({**REDUCTION, "method": 0, "boundary": 0, "absolute_and_intensity": 0, "offsets_split": 0}, 55, "weak"),
        ({"value": 1, "unit": 1}, 24, "not_verifiable"),
        ({}, 16, "empty"),
    ],
)
def test_bands(credit: dict[str, float], got: int, band: str) -> None:
    found = score("reduction_achieved", credit)
    assert (found.score, found.band) == (got, band)


@pytest.mark.parametrize(("value", "whole"), [(0, 0), (0.49, 0), (0.5, 1), (40.5, 41), (41.49, 41), (100, 100)])
def test_halves_are_rounded_up(value: float, whole: int) -> None:
    assert rounded(value) == whole


def test_bands_begin_where_the_documentation_says() -> None:
    assert {one.id: one.least for one in PACK.scoring.bands} == {
        "verifiable": 80, "verifiable_with_gaps": 60, "weak": 40, "not_verifiable": 20, "empty": 0,
    }  # fmt: skip


def test_below_all_bands_a_score_is_in_the_lowest() -> None:
    bands = tuple(one for one in PACK.scoring.bands if one.least)
    scoring = copy(PACK.scoring)
    vars(scoring)["bands"] = bands
    pack = replace(PACK, scoring=scoring)
    assert Scorer(pack).score("reduction_achieved", (), defined=False).band == "not_verifiable"
