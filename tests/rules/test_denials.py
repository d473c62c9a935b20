"""Messages deny nothing that stands in the text or that their rule does not look for."""

from __future__ import annotations

import re

import pytest

import claimcheck
from claimcheck.model.context import Audience


def _told(text: str, audience: Audience = "consumer") -> dict[str, str]:
    """The messages on a text by the ids of their rules."""
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience=audience))
    (document,) = auditor.audit_text(text, format="markdown").documents
    return {one.rule: one.message for claim in document.claims for one in claim.findings}


def test_no_rule_denies_a_verifier_that_it_does_not_look_for() -> None:
    checks = claimcheck.load_rulepack().checks.values()
    denied = {one.id for one in checks if re.search(r"\bno\b.*\bverifi(er|cation)\b", one.shape.message)}
    assert denied
    assert [one.id for one in checks if one.id in denied and "verifier" not in str(one.shape.when)] == []


def test_a_goal_that_somebody_checked_lacks_its_plan_only() -> None:
    goal = "By 2032 we will lower scope 1 emissions by 35 % against 2019, a goal that TÜV Nord has verified."
    assert "verif" not in _told(goal, "investor")["TGT-014"]


def test_a_comparator_named_too_loosely_is_told_once_and_not_denied() -> None:
    told = _told("Our kettle needs 35 % less power than regular kettles.")
    assert "CMP-002" in told
    assert not {"CMP-001", "QNT-005"} & set(told)
    assert "QNT-005" in _told("Our kettle needs 35 % less power.")


def test_each_barred_word_of_a_sentence_is_told() -> None:
    assert {"GEN-001", "GEN-002"} <= set(_told("Eco-friendly delivery, sustainable manufacture."))
    assert "GEN-001" not in _told("Sustainable chimneys.")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("In 2024 we tripled the number of solar roofs from 12 to 36.", set()),
        ("Our fleet has 54 electric tractors, twice as many as in 2022 (27).", set()),
        ("We doubled the share of recycled glass in our jars from 30 % to 60 %.", set()),
        ("We doubled the use of recycled glass.", {"QNT-007"}),
        ("We tripled the use of recycled glass at 9 depots.", {"QNT-007"}),
        ("We cut emissions in 2025, as much as 3,000 cars.", {"QNT-008"}),
    ],
)
def test_a_multiple_whose_values_stand_beside_it_is_not_without_them(text: str, denied: set[str]) -> None:
    assert {"QNT-007", "QNT-008"} & set(_told(text, "investor")) == denied


LOCATION_BASED = {"RED-008", "RED-010"}
BY_METHOD = "| tCO2e | 2023 | 2024 |\n|---|--:|--:|\n| Scope 2, location-based | 990 | 940 |"
BY_COLUMN = "| tCO2e | Market-based | Location-based |\n|---|--:|--:|\n| Scope 2 | 210 | 940 |"


@pytest.mark.parametrize("claim", ["Scope 2", "Scope 1 and 2"])
@pytest.mark.parametrize(
    ("elsewhere", "is_told"),
    [
        (BY_METHOD, True),
        (BY_COLUMN, True),
        ("- 940 t CO2e of Scope 2 (location-based)", True),
        ("We use the market-based and not the location-based method.", False),
        ("| tCO2e | 2023 | 2024 |\n|---|--:|--:|\n| Scope 2, market-based | 240 | 210 |", False),
    ],
)
def test_dual_reporting_in_another_place_is_not_denied(claim: str, elsewhere: str, is_told: bool) -> None:
    text = f"{claim} emissions (market-based) fell by 12 % against 2022.\n\n# Data\n\n{elsewhere}\n"
    assert is_told != bool(LOCATION_BASED & set(_told(text, "investor")))


@pytest.mark.parametrize("goal", ["halve our Scope 1 emissions from 2019", "halve our emissions across the group"])
@pytest.mark.parametrize(
    ("elsewhere", "is_told"),
    [
        ("Budget and milestones stand in our decarbonisation roadmap.", True),
        (
            "# Strategy\n\nOur climate transition plan names the investments, the timetable and who answers for them.",
            True,
        ),
        ("Our pension plan has a budget of EUR 40 million.", False),
        ("Banks ask their customers for a transition plan with milestones.", False),
        ("We will publish our transition plan.", False),
    ],
)
def test_a_plan_that_is_told_in_another_place_is_not_denied(goal: str, elsewhere: str, is_told: bool) -> None:
    told = _told(f"By 2031 we will {goal}.\n\n{elsewhere}", "investor")
    assert is_told != bool({"TGT-001", "TGT-014"} & set(told))


@pytest.mark.parametrize(
    ("text", "rule", "stated"),
    [
        ("In 2025 we planted 61,000 native trees in Kenya with the Elm Trust.", "DON-001", "area"),
        ("We offset the emissions of our vans with Plan Vivo credits from Uganda.", "NEU-003", "registry"),
        ("Our figures were externally verified under ISAE 3000.", "VER-001", "standard"),
        ("Our bags are home compostable.", "CIR-005", "home"),
        ("Our brewery is water-positive and returned 40,000 m3 in 2024.", "NAT-002", "volume"),
    ],
)
def test_of_several_things_none_that_is_stated_is_denied(text: str, rule: str, stated: str) -> None:
    message = _told(text)[rule].rpartition("': ")[2]
    assert stated not in message or message.endswith("are not all stated")


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [
        ("All of our compost is spread under the Soil Assurance Scheme, certified by Bureau Nord.", False),
        ("Our waste fell by 9 % in 2024, certified under the Fibre Assurance Programme.", False),
        ("Our waste fell by 9 % in 2024, with assurance by KPMG under the scheme of the guild.", True),
        ("Our waste fell by 9 % in 2024, assured by KPMG.", True),
    ],
)
def test_the_name_of_a_scheme_is_no_assurance_without_its_level(text: str, is_asked: bool) -> None:
    assert ("VER-002" in _told(text, "investor")) is is_asked


@pytest.mark.parametrize(
    ("goal", "is_denied"),
    [
        ("The airline will reach net zero operational emissions by 2041.", False),
        ("We will halve our operational carbon footprint by 2032.", False),
        ("The airline will reach net zero by 2041.", True),
        ("We will halve our carbon footprint by 2032.", True),
    ],
)
def test_emissions_of_operations_are_told_with_their_boundary(goal: str, is_denied: bool) -> None:
    assert ("TGT-004" in _told(goal, "investor")) is is_denied
