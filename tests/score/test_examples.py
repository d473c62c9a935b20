"""The worked examples of the score: sentences whose figure can be checked by hand."""

from __future__ import annotations

from functools import cache

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

TOLERANCE = 3

TARGET = "By 2031 we will cut absolute emissions of Scope 1 and 2 by 44 %, validated by the SBTi"
FULL_TARGET = (
    "By 2031 we will cut absolute emissions of Scope 1 and 2 by 44 % against 2020 "
    "(812,000 tCO2e, operational control, GHG Protocol), under a transition plan with a budget of EUR 90 million, "
    "with limited assurance by Bureau Nord under ISAE 3410 for the base year and SBTi target ID 1188, "
    "in gross terms without carbon credits"
)
SELF_REPORTED = "The review of 2025 proves, according to the group, that it has met its climate targets"
KPI = "Our water withdrawal was 412,000 m3 in 2024"
FULL_KPI = (
    "In 2024 our water withdrawal at our Lund bakery was 412,000 m3, measured per GRI 303-3, "
    "with limited assurance by Bureau Nord under ISAE 3000, the assurance covering this figure, page 61"
)


@cache
def _auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor()


def _claim(text: str, kind: str) -> ClaimOut:
    report = _auditor().audit_text(text)
    found = [claim for document in report.documents for claim in document.claims]
    chosen = [claim for claim in found if claim.type == kind]
    assert len(chosen) == 1, [(claim.type, claim.score) for claim in found]
    return chosen[0]


@pytest.mark.parametrize(
    ("text", "kind", "score"),
    [
        (f"{SELF_REPORTED}.", "target_met", 5),
        ("Eco-friendly lampshades.", "generic_benefit", 0),
        ("Now with 17 % less plastic.", "comparative", 24),
        (f"{TARGET}.", "future_target", 68),
        (f"{FULL_TARGET}.", "future_target", 96),
        (f"{KPI}.", "performance_metric", 41),
        (f"{FULL_KPI}.", "performance_metric", 100),
    ],
)  # fmt: skip
def test_worked_example(text: str, kind: str, score: int) -> None:
    claim = _claim(text, kind)
    assert abs(claim.score - score) <= TOLERANCE, _arithmetic(claim)


def test_bare_reduction_is_hardly_worth_anything() -> None:
    claim = _claim("We lowered our emissions.", "reduction_achieved")
    assert claim.score <= 25, _arithmetic(claim)


def test_more_evidence_scores_higher() -> None:
    assert _claim(f"{TARGET}.", "future_target").score < _claim(f"{FULL_TARGET}.", "future_target").score
    assert _claim(f"{KPI}.", "performance_metric").score < _claim(f"{FULL_KPI}.", "performance_metric").score


def _arithmetic(claim: ClaimOut) -> str:
    dimensions = ", ".join(f"{one.dimension} {one.weight:g} x {one.share:g}" for one in claim.dimensions)
    credits = ", ".join(f"{one.element} {one.credit:g}" for one in claim.elements if one.credit)
    limits = ", ".join(f"{one.reason} {one.limit:g}" for one in claim.limits)
    return f"{claim.score} = raw {claim.raw}; {dimensions}; held {credits}; limits {limits}"
