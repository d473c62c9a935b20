"""Sentences that go on with a claim, and those that turn to something else."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(audience="investor", medium="report"))
CUT = "We cut the Scope 1 emissions of our kilns by 23 % in 2024."
GOAL = "We will cut the water use of our mills by 30 % by 2031."
WATER = "Water withdrawal at our Lund mill fell by 9 % in 2024."
PAN = "The coating of our pan contains no PFAS."


def _element(text: str, name: str) -> ElementOut:
    claim = AUDITOR.audit_text(f"About the works\n\n{text}\n").documents[0].claims[0]
    return next(one for one in claim.elements if one.element == name)


@pytest.mark.parametrize(
    ("text", "element", "quote"),
    [
        (f"{CUT} The survey follows ISO 14064-1.", "method", "ISO 14064-1"),
        (f"{CUT} The kilns burn day and night. They were measured under ISO 14064-1.", "method", "ISO 14064-1"),
        (f"{PAN} The coating was tested by the laboratory Ostrau.", "verifier", "Ostrau"),
        (
            f"{GOAL} The plan has two parts: new pumps for the pulp lines, and £9 million for the basins.",
            "plan",
            "plan",
        ),
        (
            "With every lamp sold, €2 goes to the Bright Lanes fund. The offer ran from 3 May to 30 July 2025.",
            "period",
            "from 3 May to 30 July 2025",
        ),
    ],
)
def test_a_sentence_that_goes_on_is_read_like_a_note(text: str, element: str, quote: str) -> None:
    found = _element(text, element)
    assert found.state == "linked"
    assert found.quote is not None
    assert quote in found.quote or found.quote in quote


@pytest.mark.parametrize(
    ("text", "element"),
    [
        # Another thing of the kind, another site, and what points back to it.
        (
            "Our oak table has a 12 % lower carbon footprint than the old one. The ash bench follows ISO 14067.",
            "method",
        ),
        (f"{PAN} The lid of the other kettle follows EN 14582.", "method"),
        (f"{WATER} The mill in Tarn has ISO 14046 figures. They were verified by Bureau Nord.", "verifier"),
        # A plan that begins in a year has no base there.
        (f"{GOAL} The plan has two parts: new pumps from 2026, and £9 million for basins.", "base_year"),
    ],
)
def test_a_sentence_that_turns_is_no_evidence(text: str, element: str) -> None:
    assert _element(text, element).state == "missing"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("In 2024, 43 % of managers were women. We want women to hold 50 % of management positions by 2027.", "43 %"),
        ("In 2024, 12 % of our canteens were organic. We will cut emissions by 50 % by 2027.", None),
    ],
)
def test_a_level_beside_a_goal_is_its_progress(text: str, quote: str | None) -> None:
    goal = AUDITOR.audit_text(f"About the works\n\n{text}\n").documents[0].claims[1]
    assert next(one for one in goal.elements if one.element == "progress").quote == quote


def test_another_metric_goes_on_with_no_claim() -> None:
    text = "We are one of the most sustainable food companies in the north. Food waste has halved since 2020."
    assert _element(text, "value").state == "missing"


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("We will cut Scope 1 and 2 emissions by 50 % by 2030.", True),
        ("We want women to hold 45 % of management positions by 2030.", False),
    ],
)
def test_a_base_year_is_of_what_its_paragraph_measures(claim: str, held: bool) -> None:
    basis = "Greenhouse gas emissions follow the GHG Protocol. The base year is 2019."
    text = f"# Report 2025\n\n## Goals\n\n{claim}\n\n## Basis of preparation\n\n{basis}\n"
    goal = AUDITOR.audit_text(text, format="markdown").documents[0].claims[0]
    assert (next(one for one in goal.elements if one.element == "base_year").state == "linked") is held
