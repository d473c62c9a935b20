"""Every element file through the whole engine: its sample words, its number.

Its examples are what ``rules test`` asks, in ``tests/cli/test_rule_examples.py``.
"""

from __future__ import annotations

from functools import cache

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.rulepack.pack import Pack

HELD = {"present", "linked", "registered"}


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


@cache
def _auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor(rulepack=_pack())


@cache
def _claims(text: str) -> tuple[ClaimOut, ...]:
    report = _auditor().audit_text(text)
    return tuple(claim for document in report.documents for claim in document.claims)


def _held(claim: ClaimOut) -> dict[str, float]:
    return {one.element: one.credit for one in claim.elements if one.state in HELD}


BARE = {
    "future_target": "We will cut Scope 1 emissions.",
    "reduction_achieved": "We lowered our emissions.",
    "donation": "We donate to nature projects.",
    "recyclable": "Recyclable packaging.",
    "comparative": "Less plastic.",
    "generic_benefit": "Eco-friendly lampshades.",
}


@pytest.mark.parametrize("element", sorted(_pack().elements))
def test_sample_words_make_the_element_held(element: str) -> None:
    """``sample``, put before the final stop of a claim that lacks the element, earns the whole credit."""
    sample = _pack().elements[element].shape.sample
    tried = []
    for kind, text in BARE.items():
        before = [one for one in _claims(text) if one.type == kind]
        assert before, f"no {kind} in {text!r}: {[one.type for one in _claims(text)]}"
        if _held(before[0]).get(element, 0.0) == 1.0:
            continue
        after = [one for one in _claims(f"{text[:-1]}{sample}.") if one.type == kind]
        tried.append((kind, _held(after[0]).get(element, 0.0) if after else None))
    assert any(credit == 1.0 for _, credit in tried), tried


@pytest.mark.parametrize("element", sorted(_pack().elements))
def test_sample_brings_little_else(element: str) -> None:
    """What else the sample makes held stands under ``brings``, or the next steps would lie."""
    shape = _pack().elements[element].shape
    text = BARE["future_target"]
    (before, *_), (after, *_) = _claims(text), _claims(f"{text[:-1]}{shape.sample}.")
    assert after.type == before.type
    more = {name for name, credit in _held(after).items() if credit > _held(before).get(name, 0.0)}
    assert more <= {element, *shape.brings}


def test_numbers_follow_the_published_order() -> None:
    numbers = [element.shape.number for element in _pack().elements.values()]
    assert sorted(numbers) == list(range(1, 27))


def test_every_element_weighs_in_one_dimension_at_least() -> None:
    weighed = {name for dimension in _pack().scoring.dimensions for name in dimension.elements}
    assert weighed == set(_pack().elements)
