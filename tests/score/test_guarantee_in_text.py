"""The guarantee of the score, seen from the text: a phrase of evidence more never costs points."""

from __future__ import annotations

import itertools
from functools import cache

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


@cache
def _score(kind: str, text: str) -> int | None:
    claims = AUDITOR.audit_text(text).documents[0].claims
    return next((claim.score for claim in claims if claim.type == kind), None)


# A deadline ahead makes a target of what was said to be so: the one kind of phrase that makes another claim.
MAKES_A_TARGET = {("reduction_achieved", "target_year"), ("carbon_neutral", "target_year")}
# Two phrases stand with every other claim: in the one order with half of these, in the other order with the rest.
RANKS = {name: rank for rank, name in enumerate(["", *SAMPLES])}
TURNS = {kind: turn for turn, (kind, _) in enumerate(CLAIMS)}
PAIRS = [
    (kind, text, first)
    for (kind, text), first in itertools.product(CLAIMS, [*SAMPLES, ""])
    if (kind, first) not in MAKES_A_TARGET
]


def _follows(name: str, first: str, turn: int) -> bool:
    """Whether a phrase stands behind another one with the claim of this turn."""
    one, other = RANKS[name], RANKS[first]
    return (one + other + turn) % 2 == 0 and (one <= other) is (turn % 4 < 2)


@pytest.mark.parametrize(("kind", "text", "first"), PAIRS)
def test_more_evidence_never_costs_points(kind: str, text: str, first: str) -> None:
    begun = text + SAMPLES.get(first, "")
    before = _score(kind, f"{begun}.")
    assert before is not None, f"{first} makes another claim of it: {begun}"
    for name, sample in SAMPLES.items():
        if (not first or _follows(name, first, TURNS[kind])) and (kind, name) not in MAKES_A_TARGET:
            after = _score(kind, f"{begun}{sample}.")
            assert after is not None, f"{name} makes the claim vanish: {begun}{sample}"
            assert after >= before, f"{name} costs {before} -> {after}: {begun}{sample}"


@pytest.mark.parametrize(("kind", "name"), sorted(MAKES_A_TARGET))
def test_a_deadline_makes_a_target(kind: str, name: str) -> None:
    text = dict(CLAIMS)[kind]
    assert _score(kind, f"{text}{SAMPLES[name]}.") is None
    assert _score("future_target", f"{text}{SAMPLES[name]}.") is not None
