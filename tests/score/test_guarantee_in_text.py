"""The guarantee of the score, seen from the text: a phrase of evidence more never costs points."""

from __future__ import annotations

import itertools

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor()
SAMPLES = {name: element.shape.sample for name, element in AUDITOR.rulepack.elements.items()}
CLAIMS = [
    ("target_met", "We have met our climate targets"),
    ("reduction_achieved", "We cut our Scope 1 emissions by 18 % per EN 16258"),
    ("future_target", "We will cut our Scope 1 emissions by 40 % by 2032"),
    ("comparative", "Our new tub uses 20 % less plastic"),
    ("carbon_neutral", "Our company is carbon neutral"),
    ("generic_benefit", "Our packaging is eco-friendly"),
    ("social", "We trained 4,200 people in rural communities"),
]


def _score(kind: str, text: str) -> int | None:
    claims = AUDITOR.audit_text(text).documents[0].claims
    return next((claim.score for claim in claims if claim.type == kind), None)


@pytest.mark.parametrize("first", [*SAMPLES, ""])
@pytest.mark.parametrize(("kind", "text"), CLAIMS)
def test_more_evidence_never_costs_points(kind: str, text: str, first: str) -> None:
    begun = text + SAMPLES.get(first, "")
    before = _score(kind, f"{begun}.")
    if before is None:
        pytest.skip(f"with {first} in it this is a claim of another type")
    for name, sample in SAMPLES.items():
        after = _score(kind, f"{begun}{sample}.")
        assert after is None or after >= before, f"{name} costs {before} -> {after}: {begun}{sample}"


def test_the_samples_are_all_tried() -> None:
    assert len(list(itertools.product(CLAIMS, SAMPLES))) == len(CLAIMS) * 26
