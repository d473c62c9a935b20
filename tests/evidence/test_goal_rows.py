"""Tables of goals: what the columns for base year, due year and progress tell of the goal in their row."""

from __future__ import annotations

from typing import Any

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
GOAL = "We are committed to cutting our Scope 1 and 2 emissions by 43 %."
TABLE = """
# Goals

| Goal | Base year | Target year | Reduction | Progress |
|---|---|---|---|---|
| Scope 1 and 2 emissions | 2019 | 2032 | 43 % | 18 % |
| Scope 3 emissions | 2020 | 2035 | 43 % | 4 % |
| Water withdrawal of our Lund mill | 2021 | 2029 | 20 % | 11 % |
"""


def _held(claim: str, table: str = TABLE) -> dict[str, ElementOut]:
    document = AUDITOR.audit_text(f"# Climate\n\n{claim}\n{table}", format="markdown").documents[0]
    return {one.element: one for one in document.claims[0].elements if one.state != "missing"}


def test_a_goal_takes_its_years_and_progress_from_its_row() -> None:
    held = _held(GOAL)
    shown = {name: held[name].quote for name in ("base_year", "target_year", "progress")}
    assert shown == {"base_year": "2019", "target_year": "2032", "progress": "18 %"}
    assert {held[name].credit for name in shown} == {0.8}


@pytest.mark.parametrize(
    "claim",
    [
        # Another metric, other scopes, another number, another base, all mills and not one.
        "We are committed to cutting our waste to landfill by 43 %.",
        "We are committed to cutting our Scope 1 emissions by 43 %.",
        "We are committed to cutting our Scope 1 and 2 emissions by 30 %.",
        "We are committed to cutting our Scope 1 and 2 emissions by 43 % against 2015.",
        "We are committed to cutting our water withdrawal by 20 %.",
    ],
)
def test_another_row_tells_nothing(claim: str) -> None:
    held = _held(claim)
    assert not {"progress"} & held.keys()
    assert "base_year" not in held or held["base_year"].quote == "2015"
    assert "target_year" not in held


def test_a_row_limited_as_the_claim_is_tells_of_it() -> None:
    held = _held("We are committed to cutting the water withdrawal of our Lund mill by 20 %.")
    assert held["base_year"].quote == "2021"
    assert held["target_year"].quote == "2029"


def test_a_result_has_the_base_of_the_progress_that_it_tells() -> None:
    assert _held("Our Scope 1 and 2 emissions have fallen by 18 %.")["base_year"].quote == "2019"
    assert "base_year" not in _held("Our Scope 1 and 2 emissions have fallen by 9 %.")


def test_two_rows_that_differ_tell_nothing() -> None:
    twice = TABLE + "| Scope 1 and 2 emissions | 2017 | 2030 | 43 % | 20 % |\n"
    assert "target_year" not in _held(GOAL, twice)
    same = TABLE + "| Scope 1 and 2 emissions | 2019 | 2032 | 43 % | 18 % |\n"
    assert "target_year" in _held(GOAL, same)


@pytest.mark.parametrize(
    "table",
    [
        # Columns of years in a table that lists no goals, and a table that explains words.
        TABLE.replace("Goal", "Mill").replace("Base year", "Founded").replace("Target year", "Rebuilt"),
        TABLE.replace("# Goals", "# Glossary"),
    ],
)
def test_other_columns_and_glossaries_tell_nothing(table: str) -> None:
    held = _held(GOAL, table)
    assert "base_year" not in held
    assert "target_year" not in held


def test_a_table_without_end_is_read_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.text import goal_tables

    monkeypatch.setattr(goal_tables, "MOST_CELLS", 10)
    assert "target_year" not in _held(GOAL)


def test_what_the_row_denies_is_still_told_by_its_other_cells() -> None:
    text = f"# Climate\n\n{GOAL[:-1]} by 2040.\n{TABLE}"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    held = {one.element: one for one in document.claims[0].elements}
    assert held["target_year"].state == "contradicted"
    assert (held["base_year"].quote, held["progress"].quote) == ("2019", "18 %")
    assert [one.rule for one in document.findings if one.rule == "CON-024"] == ["CON-024"]


def test_a_claim_looks_only_at_rows_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.evidence.goals.goal_table import Goals

    looked: list[int] = []
    rank = Goals._rank

    def counted(goals: Goals, goal: Any, asked: Any) -> Any:
        looked.append(goal.sentence)
        return rank(goals, goal, asked)

    monkeypatch.setattr(Goals, "_rank", counted)
    rows = "| Water withdrawal of our Lund mill | 2020 | 2035 | 43 % | 4 % |\n" * 200
    claims = f"{GOAL}\n\n" * 200
    AUDITOR.audit_text(f"# Climate\n\n{claims}{TABLE}{rows}", format="markdown")
    assert len(looked) <= 200 * 6


STEPS = """
# Goals

| Goal | Base year | Target year | Target | Progress | Means |
|---|---|---|---|---|---|
| Scope 3 emissions | 2020 | 2032 | -25 % | -3 % | lighter bottles |
| Purchased electricity of terminals: zero emissions | 2019 | 2028 | | 76 % | supply contracts |
| Water: 3.2 hl per hl of beer | 2019 | 2028 | | 3.6 | reuse of rinse water |
| Smart meters fitted | 2021 | 2030 | 640,000 | 212,000 | three crews |
| Waste to landfill | 2019 | 2032 | -40 % | -12 % | sorting |
| Soil dug out and reused | 2019 | 2026 | 85 % | 83 % | an exchange |
"""


@pytest.mark.parametrize(
    ("claim", "progress"),
    [
        ("In our supply chain, we aim to cut emissions by 25 % by 2032.", "-3 %"),
        ("For the electricity our terminals buy, we aim for zero emissions by 2028.", "76 %"),
        # The digits tell an amount in a unit that nobody knows.
        ("By 2028 we want to need no more than 3.2 hectolitres of water per hectolitre of beer.", "3.6"),
        # The scopes are all that both name.
        ("By 2032 we will bring Scope 3 down by 25 %.", "-3 %"),
        # What "it" is the sentence before says; nothing else is due then and so much.
        ("We want to reuse 85 per cent of it by 2026.", "83 %"),
    ],
)
def test_the_only_row_of_a_date_and_an_amount_is_meant(claim: str, progress: str) -> None:
    assert _held(claim, STEPS)["progress"].quote == progress


@pytest.mark.parametrize(
    "claim",
    [
        # Another date, another amount, another base, another matter.
        "In our supply chain, we aim to cut emissions by 25 % by 2035.",
        "In our supply chain, we aim to cut emissions by 30 % by 2032.",
        "In our supply chain, we aim to cut emissions by 25 % by 2032 against 2015.",
        "We aim to cut packaging by 25 % by 2032.",
    ],
)
def test_a_row_of_other_numbers_is_not(claim: str) -> None:
    assert "progress" not in _held(claim, STEPS)


def test_the_row_of_a_goal_tells_what_nobody_asks_for() -> None:
    held = _held("By March 2030 we will have fitted 640,000 smart meters.", STEPS)
    assert (held["progress"].quote, held["progress"].need) == ("212,000", "optional")
