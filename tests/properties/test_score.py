"""The guarantee of the score: more evidence cannot lower it, and less cannot raise it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.claim import Element
from claimcheck.score import Scorer

PACK = claimcheck.load_rulepack()
SCORER = Scorer(PACK)
NAMES = tuple(sorted(PACK.elements, key=lambda name: PACK.elements[name].shape.number))
CREDITS = st.sampled_from([0.0, 0.25, 0.4, 0.5, 0.8, 1.0])
Evidence = tuple[str, tuple[Element, ...], bool]
TYPES = st.sampled_from(sorted(PACK.claim_types))


def _need(kind: str, name: str) -> str:
    shape = PACK.claim_types[kind].shape
    return "required" if name in shape.required else "conditional" if name in shape.conditional else "optional"


@st.composite
def _evidence(draw: st.DrawFn) -> tuple[str, tuple[Element, ...], bool]:
    kind = draw(TYPES)
    credits = draw(st.lists(CREDITS, min_size=len(NAMES), max_size=len(NAMES)))
    elements = tuple(
        Element(name, _need(kind, name), "present" if credit else "missing", credit)  # type: ignore[arg-type]
        for name, credit in zip(NAMES, credits, strict=True)
    )
    return kind, elements, draw(st.booleans())


@given(_evidence(), st.sampled_from(NAMES), CREDITS)
def test_more_evidence_never_lowers_the_score(case: Evidence, name: str, more: float) -> None:
    kind, elements, defined = case
    richer = tuple(
        one._replace(credit=max(one.credit, more), state="present") if one.id == name else one for one in elements
    )
    assert SCORER.score(kind, richer, defined).score >= SCORER.score(kind, elements, defined).score


@given(_evidence(), st.sampled_from(NAMES))
def test_a_contradiction_never_raises_the_score(case: Evidence, name: str) -> None:
    kind, elements, defined = case
    denied = tuple(one._replace(state="contradicted") if one.id == name else one for one in elements)
    scored = SCORER.score(kind, denied, defined)
    assert scored.score <= SCORER.score(kind, elements, defined).score
    assert scored.score <= PACK.scoring.contradicted_at_most
    assert scored.band == "contradicted"


@given(_evidence())
def test_steps_add_up_and_the_first_is_exact(case: Evidence) -> None:
    kind, elements, defined = case
    scored = SCORER.score(kind, elements, defined)
    if not scored.steps:
        return
    first = scored.steps[0]
    bring = {first.element, *PACK.elements[first.element].shape.brings}
    added = tuple(one._replace(credit=1.0, state="present") if one.id in bring else one for one in elements)
    assert SCORER.score(kind, added, defined).score == scored.score + first.gain
    everything = tuple(
        one._replace(credit=1.0, state="present")
        if one.need != "optional" or any(one.id in PACK.elements[step.element].shape.brings for step in scored.steps)
        else one
        for one in elements
    )
    reached = scored.score + sum(step.gain for step in scored.steps)
    assert reached <= SCORER.score(kind, everything, defined).score


@given(_evidence())
def test_the_printed_terms_give_the_raw_score(case: Evidence) -> None:
    kind, elements, defined = case
    scored = SCORER.score(kind, elements, defined)
    total = sum(part.weight for part in scored.dimensions)
    raw = 100 * sum(part.weight * part.share for part in scored.dimensions) / total
    assert raw == pytest.approx(scored.raw, abs=0.06)
    ceilings = [
        limit.limit + PACK.scoring.limit_slack * (raw - limit.limit) for limit in scored.limits if limit.limit < raw
    ]
    assert min([raw, *ceilings]) == pytest.approx(scored.score, abs=0.6)


@pytest.mark.parametrize("kind", sorted(PACK.claim_types))
def test_nothing_held_is_low_and_everything_is_high(kind: str) -> None:
    shape = PACK.claim_types[kind].shape
    nothing = SCORER.score(kind, (), defined=True).score
    undefined = SCORER.score(kind, (), defined=False).score
    assert nothing <= 25
    if "qualification" in shape.required:
        assert undefined <= 15
    listed = {*shape.required, *shape.conditional}
    held = tuple(Element(name, "required", "present", 1.0) for name in NAMES if name in listed)
    assert SCORER.score(kind, held, defined=True).score >= 78
    required = tuple(Element(name, "required", "present", 1.0) for name in NAMES if name in shape.required)
    assert SCORER.score(kind, required, defined=True).score >= 60
