"""Goals: rows of tables in any words, steps of one goal, and sentences that a table of goals denies or does not."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut
from claimcheck.model.report import DocumentOut
from claimcheck.text.goal_columns import years_in

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
ROADMAP = """
# Roadmap

| Aim | From | Until | Target | Stands at | Who pays |
|---|---|---|---|---|---|
| Diesel use of the tugs | 2019 | 2031 | -45 % | -20 % | EUR 14 million |
| Shore power at terminals | 2020 | 2029 | 100 % | 40 % | EUR 9 million |
| Women among the pilots | 2021 | 2033 | 30 % | 12 % | EUR 1 million |
"""
TRUE = (
    "We will cut the diesel use of our tugs by 45 % by 2031. We will raise the share of women among our pilots to 30 % "
    "by 2033. All our terminals will have shore power by 2029."
)


def _audited(text: str, kind: str = "markdown") -> DocumentOut:
    return AUDITOR.audit_text(text, format=kind).documents[0]


def _held(claim: str, table: str) -> dict[str, ElementOut]:
    document = _audited(f"# Harbour\n\n{claim}\n{table}")
    return {one.element: one for one in document.claims[0].elements if one.state != "missing"}


def _accused(document: DocumentOut) -> list[str]:
    return [one.rule for one in document.findings if one.rule in {"CON-003", "CON-014", "CON-015", "CON-024"}]


def test_columns_are_told_by_what_they_hold() -> None:
    held = _held("We will cut the diesel use of our tugs by 45 % by 2031.", ROADMAP)
    quotes = [held[name].quote for name in ("base_year", "progress", "plan")]
    assert quotes == ["2019", "-20 %", "EUR 14 million"]
    assert held["plan"].place is not None


def test_headers_of_plain_text_may_stand_in_the_line_of_the_title() -> None:
    text = """Our harbour

We will cut the diesel use of our tugs by 45 % by 2031.

Table 2: Targets             From   To     Target   2025

Diesel use of the tugs       2019   2031   -45 %    -20 %
Women among the pilots       2021   2033   30 %     12 %
"""
    elements = {one.element: one.quote for one in _audited(text, "text").claims[0].elements}
    assert elements["base_year"] == "2019"


def test_a_cell_of_targets_may_say_the_goal_itself() -> None:
    table = """
| Topic | Our goal | Actions |
|---|---|---|
| Energy | 30 % less heat for our greenhouses by 2030 | Second glass for eight houses |
| Water | Rain for all our seedlings by 2028 | Four basins |
"""
    held = _held("By 2030 we will use 30 % less heat in our greenhouses.", table)
    assert held["plan"].quote == "Second glass for eight houses"


def test_each_date_of_a_row_is_a_step_of_its_own() -> None:
    table = """
# Targets

| Target | Base year | Target 2030 | Target 2040 | Measures |
|---|---|---|---|---|
| Scope 3 emissions | 2021 | -25 % | -70 % | Loans to suppliers |
| Packaging per parcel | 2021 | -10 % | -30 % | Thinner film |
"""
    text = "We will cut our Scope 3 emissions by {} by {}."
    for amount, year in (("25 %", 2030), ("70 %", 2040)):
        document = _audited(f"# Climate\n\n{text.format(amount, year)}\n{table}")
        assert _accused(document) == []
        assert any(one.element == "plan" and one.state == "linked" for one in document.claims[0].elements)
    assert _accused(_audited(f"# Climate\n\n{text.format('35 %', 2030)}\n{table}")) == ["CON-024"]
    assert _accused(_audited(f"# Climate\n\n{text.format('40 %', 2035)}\n{table}")) == []


def test_what_is_true_is_not_accused() -> None:
    assert _accused(_audited(f"# Harbour\n\n{TRUE}\n{ROADMAP}")) == []


@pytest.mark.parametrize(
    ("true", "false"), [("2031", "2029"), ("45 %", "60 %"), ("2033", "2030"), ("30 %", "40 %"), ("2029", "2027")]
)
def test_what_is_made_false_is_noticed(true: str, false: str) -> None:
    assert _accused(_audited(f"# Harbour\n\n{TRUE.replace(true, false)}\n{ROADMAP}")) == ["CON-024"]


def test_a_finding_names_the_row_and_the_element_that_fails() -> None:
    document = _audited(f"# Harbour\n\n{TRUE.replace('45 %', '60 %')}\n{ROADMAP}")
    (finding,) = [one for one in document.findings if one.rule == "CON-024"]
    assert finding.message.startswith("60 % is stated here; the table of goals has -45 % for “Diesel use of the tugs”")
    states = {one.element: one.state for one in document.claims[0].elements}
    assert (states["value"], states["target_year"], states["plan"]) == ("contradicted", "present", "linked")


@pytest.mark.parametrize(
    "claim",
    [
        # Others' goals, parts, names, money, papers, steps, and what is only said of the matter.
        "Our suppliers will have shore power at terminals by 2035.",
        "We will cut the diesel use of our tugs in Tallinn by 45 % by 2028.",
        "We will cut the diesel use of our largest tugs by 45 % by 2028.",
        "We will invest EUR 3 million in shore power at terminals by 2026.",
        "We will publish our plan for shore power at terminals by 2027.",
        "We will cut the diesel use of our tugs by 20 % by 2028 as a first step.",
        "Our previous target was to cut the diesel use of the tugs by 45 % by 2035.",
        "We will cut the price of shore power at terminals by 2026.",
        "Women will be 40 % of our crane drivers by 2033.",
        "The ministry will pay for shore power at terminals until 2027.",
        "We will have shore power at some terminals by 2027.",
        "We will cut the diesel use of tugs by at least 40 % by 2031.",
    ],
)
def test_another_goal_is_not_accused(claim: str) -> None:
    assert _accused(_audited(f"# Harbour\n\n{claim}\n{ROADMAP}")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will be net zero by 2050.", "Our vessels will be net zero by 2040."),
        ("We will be net zero by 2050.", "Our customers will be net zero by 2060."),
        ("We will be net zero by 2050.", "We will publish our net zero plan by 2027."),
        ("We will be net zero by 2050.", "These emissions will be net zero by 2060."),
        ("Our rented sheds will be net zero by 2030.", "For tenants and building our net zero date is 2040."),
        ("In Latvia our fleet will be electric by 2028.", "Our fleet will be electric by 2035."),
        ("We want 30 % women in top management by 2026.", "We want 50 % women in middle management by 2026."),
        ("The bank will be net zero in lending by 2050.", "The bank will be net zero in its branches by 2030."),
    ],
)
def test_goals_that_differ_in_anything_told_are_two(one: str, other: str) -> None:
    assert _accused(_audited(f"# First\n\n{one}\n\n# Second\n\n{other}\n")) == []


def test_years_are_written_in_many_ways() -> None:
    assert list(years_in("FY30 or 2029/30, by 2031")) == [2030, 2031, 2030]
    assert list(years_in("PM10, 6 of 22, 20,301 t, ISO 14001")) == []


STEPS = """
# Our aims

| What | Start | End | Where it stands |
|---|---|---|---|
| Diesel use of the tugs | 2019/20 | -25 % by 2029, -45 % by 2031 | -20 % |
| RHO emissions | 2020/21 | -70 % by 2033 | 38 % |
| Packaging of the shops free of film | 2021/22 | all goods by 2030 | 71 % |
"""


def test_how_much_and_until_when_may_stand_in_one_cell() -> None:
    held = _held("We will cut the diesel use of our tugs by 45 % by 2031.", STEPS)
    assert [held[name].quote for name in ("base_year", "progress")] == ["2019/20", "-20 %"]
    assert _accused(_audited(f"# Harbour\n\nWe will cut the diesel use of our tugs by 25 % by 2029.\n{STEPS}")) == []


def test_every_step_of_a_cell_has_its_own_date() -> None:
    said = "We will cut the diesel use of our tugs by 45 % by 2029."
    assert _accused(_audited(f"# Harbour\n\n{said}\n{STEPS}"))


def test_headers_that_are_dates_to_come_hold_what_is_due_then() -> None:
    table = """
| Aim | Now | By 2028 | By 2035 |
|---|---|---|---|
| Diesel use of the tugs against 2019 | -20 % | -45 % | -90 % |
| Women among the pilots | 12 % | 30 % | - |
"""
    held = _held("We will cut the diesel use of our tugs by 90 % by 2035.", table)
    assert held["base_year"].quote == "2019"
    assert str(held["progress"].quote).endswith("Now: -20 %")


def test_a_base_year_over_figures_makes_no_goals_of_results() -> None:
    table = """
| | 2019 (base year) | 2024 | 2025 |
|---|---|---|---|
| Diesel use of the tugs, t | 410 | 380 | 328 |
"""
    held = _held("We will cut the diesel use of our tugs by 45 % by 2031.", table)
    assert "progress" not in held or held["progress"].quote != "328"


def test_a_goal_said_to_be_met_may_be_called_by_one_word() -> None:
    held = _held("Our 2030 packaging goal has been met.", STEPS)
    assert held["metric"].quote == "Packaging of the shops free of film"
    assert held["base_year"].quote == "2021/22"
    assert "base_year" not in _held("Our 2031 packaging goal has been met.", STEPS)
    assert "base_year" not in _held("Our water goal has been met.", STEPS)


@pytest.mark.parametrize(
    ("further", "accused"),
    [
        ("Water reused | 2028 | 40 % | 12 %", True),
        # Electric vehicles elsewhere: nobody knows which are meant.
        ("Electric vehicles in the depots | 2028 | 90 % | 60 %", False),
    ],
)
def test_where_a_goal_is_met_need_not_be_said_again(further: str, accused: bool) -> None:
    table = (
        "\n# Goals\n\n| Goal | Due | Aim | Now |\n|---|---|---|---|\n"
        f"| Electric vehicles in the fleet | 2027 | 60 % | 41 % |\n| {further} |\n"
    )
    assert bool(_accused(_audited("By 2027, 80 % of our vehicles will be electric.\n" + table))) is accused


def test_the_name_of_a_goal_is_no_plan_to_meet_it() -> None:
    row = "| Recovery of waste: 75 % | 2024 | 71 % | missed |\n"
    table = f"\n# Goals\n\n| Goal | Due | Now | State |\n|---|---|---|---|\n{row}"
    text = "Our 2024 goal of recovering three quarters of our waste has been met.\n"
    assert _accused(_audited(text + table))


def test_an_abbreviation_accounts_for_the_words_that_it_stands_for() -> None:
    held = _held("By 2033 we will cut the emissions of residual harbour oil (RHO) by 70 %.", STEPS)
    assert held["progress"].quote == "38 %"


def test_scopes_that_only_the_label_names_part_nothing_where_no_other_row_has_its_words() -> None:
    row = "| Scope 1 and 2 emissions of the docks | 2019 | -60 % by 2032 | -31 % |\n"
    claim = "We will cut the emissions of the docks by 60 % by 2032."
    assert _held(claim, STEPS + row)["progress"].quote == "-31 %"
    other = "| Scope 3 emissions of the docks | 2019 | -60 % by 2032 | -2 % |\n"
    assert "progress" not in _held(claim, STEPS + row + other)


def test_who_does_it_and_relative_clauses_are_part_of_what_a_goal_is_about() -> None:
    table = """
| Goal | Aim | By | From | Reached in 2024 |
|---|---|---|---|---|
| Female share of foreman posts | 35 % | 2030 | 2021 | 19 % |
| Suppliers with climate targets, of yarn | 70 % | 2029 | 2022 | 41 % |
"""
    held = _held("By 2030, 35 % of our foreman posts will be held by women.", table)
    assert held["progress"].state == "linked"
    assert held["base_year"].quote == "2021"
    held = _held("By 2029, suppliers that stand for 70 % of our yarn will have climate targets.", table)
    assert held["progress"].state == "linked"
