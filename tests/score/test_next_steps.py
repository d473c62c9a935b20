"""What the report advises is true: the first next step, written into the text, brings the promised points."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor()

CLAIMS = [
    ("target_met", "We have met our climate targets."),
    ("reduction_achieved", "We lowered our emissions."),
    ("future_target", "We will cut our Scope 1 emissions."),
    ("generic_benefit", "Our packaging is eco-friendly."),
    ("comparative", "The new jar uses less glass."),
    ("carbon_neutral", "Our company is carbon neutral."),
    ("recyclable", "Our cups are recyclable."),
    ("supply_chain", "Our cocoa is responsibly sourced."),
    ("framework_alignment", "Our purchasing follows international sustainability standards."),
    ("digital_enablement", "Our AI platform reduces emissions for customers."),
    ("superlative", "Ours is the most sustainable brewery of the region."),
]


def _claim(kind: str, text: str) -> ClaimOut | None:
    return next((one for one in AUDITOR.audit_text(text).documents[0].claims if one.type == kind), None)


@pytest.mark.parametrize(("kind", "text"), CLAIMS)
def test_the_first_step_brings_what_it_promises(kind: str, text: str) -> None:
    before = _claim(kind, text)
    assert before is not None
    step = before.next_steps[0]
    shape = AUDITOR.rulepack.elements[step.element].shape
    mended = f"{text.rstrip('.')}{shape.sample}."
    after = _claim(kind, mended)
    assert after is not None, mended
    held = {one.element for one in after.elements if one.state != "missing"}
    new = held - {one.element for one in before.elements if one.state != "missing"}
    # The advice adds its element and what comes with it; anything else would be a gain that was not promised.
    assert new <= {step.element, *shape.brings}, mended
    assert after.score == before.score + step.gain, mended
    assert step.advice in {shape.ask, *(one.ask for one in shape.asks)}


@pytest.mark.parametrize(("kind", "text"), CLAIMS)
def test_gains_are_ordered_by_what_comes_first(kind: str, text: str) -> None:
    claim = _claim(kind, text)
    assert claim is not None
    assert claim.next_steps[0].gain > 0
    assert claim.score + sum(step.gain for step in claim.next_steps) <= 100
