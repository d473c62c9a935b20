"""The goal whose row outweighs all others in what it shares with a claim tells what the claim leaves open."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context())

GOALS = """

# Goals

| Goal | From | To | When | How far |
|---|---|---|---|---|
| Scope 1 and 2, absolute | 2019: 640 t | -50 % | 2031 | -22 % |
| Crew injury rate | 2021: 9.1 | -25 % | 2024 | -26 % |
| Landfill | 2020: 410 t | 0 t | 2033 | 352 t |
| Packed ropes free of film | 2022: 12 % | 100 % | 2029 | 61 % |
"""


def held(text: str, rest: str) -> dict[str, ElementOut]:
    claims = AUDITOR.audit_text(f"# Ropes\n\n{text}{rest}", format="markdown").documents[0].claims
    return {one.element: one for one in claims[0].elements if one.state in ("linked", "contradicted")}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # One word calls a goal that is said to be met, and its row says what it was.
        ("Our goal for injuries has been met.", {"value": "-25 %", "base_year": "2021: 9.1", "target_year": "2024"}),
        # What the company runs itself is Scope 1 and 2.
        ("We will halve emissions of our own operations by 2031.", {"base_year": "2019: 640 t", "progress": "-22 %"}),
        # A label that is said in full, and the date.
        ("We promise to send nothing at all to landfill by 2033.", {"value": "0 t", "progress": "352 t"}),
        # How much stands in the row alone.
        ("By 2029 we want packed ropes to be free of film.", {"base_year": "2022: 12 %", "progress": "61 %"}),
    ],
)  # fmt: skip
def test_a_goal_is_known_by_what_its_row_shares_with_a_claim(text: str, shown: dict[str, str]) -> None:
    found = held(text, GOALS)
    assert {name: found[name].quote for name in shown if name in found} == shown


@pytest.mark.parametrize(
    "text",
    [
        "Our 2030 goal for injuries has been met.",
        "We will halve emissions of our own operations by 2035.",
        "We promise to send nothing at all to landfill by 2035.",
        "By 2029 we will cut the energy used for packed nets.",
    ],
)
def test_another_date_amount_or_matter_has_no_goal(text: str) -> None:
    assert not {"base_year", "progress"} & held(text, GOALS).keys()


def test_of_two_goals_the_one_is_meant_that_says_less_beyond_the_claim() -> None:
    longer = GOALS + "| Rigger injury rate, yards at sea abroad | 2020: 8.0 | -25 % | 2024 | -10 % |\n"
    assert held("Our goal for injuries has been met.", longer)["base_year"].quote == "2021: 9.1"


def test_a_row_of_levels_is_taken_before_that_of_a_goal() -> None:
    rest = f"\n\n# Figures\n\n| | 2023 | 2024 |\n|---|---|---|\n| Women among rope masters, % | 33 | 37 |\n{GOALS}"
    rest += "| Women among masters | 2022: 29 % | 45 % | 2030 | 37 % |\n"
    assert held("Women lead 37 % of our ropewalks.", rest)["period"].quote.startswith("Women among rope masters")


def test_two_goals_of_the_same_words_tell_nothing() -> None:
    twice = GOALS + "| Rigger injury rate | 2020: 8.0 | -25 % | 2024 | -10 % |\n"
    assert "base_year" not in held("Our goal for injuries has been met.", twice)
