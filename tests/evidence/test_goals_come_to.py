"""Plain sentences against rows and goals of which nothing sets them apart, each beside one that may be right."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")

YEARS = """| Indicator | 2021 | 2023 | 2024 |
|---|---|---|---|
| Lost-time injuries per million hours worked | 5.2 | 3.1 | 3.7 |
| Petrol use (litres) | 71,000 | 64,000 | 66,000 |
| Certified tea (%) | 80 | 88 | 91 |
| Recycled steel, share of steel (%) | 41 | 52 | 63 |"""
BOTH_RATES = f"{YEARS}\n| Recordable injuries per million hours worked | 9.0 | 8.1 | 7.2 |"
GOALS = """| Goal | Base | Due | Status 2024 |
|---|---|---|---|
| Scope 1 and 2 emissions down by 60 % | 2018 | 2032 | −27 % |
| Kitchen waste: 90 g per meal | 2018 | 2024 | 104 g, missed |
| 40 % women in management | – | 2024 | 37 % |
| Glue without solvents, 100 % | – | 2027 | 83 % |
| Scope 3 down by 25 % | 2018 | 2030 | −6 % |
| All labels printed on recycled paper | – | 2026 | 45 % |
| Net zero | 2018 | 2045 | begun |"""


def _accused(sentence: str, table: str) -> set[str]:
    text = f"# Ullerby Report 2024\n\n{sentence}\n\n## Data\n\n{table}\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    found = {one.rule for one in document.findings if one.rule.startswith("CON")}
    return found - {f"CON-{number:03d}" for number in range(4, 10)}


@pytest.mark.parametrize(
    ("sentence", "table", "accused"),
    [
        # The only rate of injuries is meant; of two nobody knows which.
        ("Our injury rate fell in 2024.", YEARS, True),
        ("Our injury rate fell in 2024.", BOTH_RATES, False),
        ("Our injury rate rose in 2024.", YEARS, False),
        # A unit in brackets is no part.
        ("Petrol use fell in 2024.", YEARS, True),
        ("Petrol use rose in 2024.", YEARS, False),
        # More or less than in a year that is named.
        ("Petrol use was lower than in 2023.", YEARS, True),
        ("We used less petrol in 2024 than in 2023.", YEARS, True),
        ("Petrol use was lower than in 2021.", YEARS, False),
        # What each is a piece of, what the company calls its own, and its verb limit nothing.
        ("Every leaf of tea that we pack is certified.", YEARS, True),
        ("We serve only certified tea.", YEARS, True),
        ("All the steel in our ranges is recycled.", YEARS, True),
        ("Every grower of tea that we know is certified.", YEARS, True),
        ("All tea from Assam is certified.", YEARS, False),
        # What is to be so is not said to be so; a word for it in another clause takes nothing back.
        ("All the steel in our ranges was to be recycled.", YEARS, False),
        ("We missed the day by which every leaf of tea has to be certified.", YEARS, False),
        ("All the steel in our ranges is recycled, as it must be.", YEARS, True),
        # What is joined with a row is more than the row, unless each has its figure.
        ("Petrol use and gas use fell in 2024.", YEARS, False),
        ("Oil use and petrol use fell in 2024.", YEARS, False),
        ("All the steel in our Lund works is recycled.", YEARS, False),
    ],
)
def test_a_row_is_known_whatever_else_says_nothing(sentence: str, table: str, accused: bool) -> None:
    assert bool(_accused(sentence, table)) is accused


BY_YEAR = """| Year | Output (t) | Water use (m3) | Energy use (MWh) |
|---|---|---|---|
| 2021 | 900 | 5,200 | 310 |
| 2023 | 940 | 4,800 | 290 |
| 2024 | 910 | 4,900 | 262 |"""
RESTATED = """| | 2024 | 2023 (restated) | 2023 (as reported) | 2019 (base) |
|---|---|---|---|---|
| Scope 1 emissions (t CO2e) | 310 | 352 | 371 | 480 |"""

BY_UNIT = """| Business | Scope 1 emissions 2023 (t CO2e) | Scope 1 emissions 2024 (t CO2e) | Staff 2024 |
|---|---|---|---|
| Glass | 4,100 | 4,300 | 310 |
| Paper | 2,200 | 1,900 | 120 |
| Group total | 6,300 | 6,200 | 430 |
| of which Norway | 2,900 | 2,700 | 200 |"""


@pytest.mark.parametrize(
    ("sentence", "table", "accused"),
    [
        # Columns may say what is measured, of which scope and year.
        ("Scope 1 emissions of Glass came to 3,900 tonnes in 2024.", BY_UNIT, True),
        ("Scope 1 emissions fell in Glass in 2024.", BY_UNIT, True),
        ("Scope 1 emissions fell in Paper in 2024.", BY_UNIT, False),
        ("Outside Norway, Scope 1 emissions were 3,500 tonnes in 2024.", BY_UNIT, False),
        ("Scope 3 emissions of Glass came to 34,000 tonnes in 2024.", BY_UNIT, False),
        # Years may stand in rows.
        ("Water use fell in 2024.", BY_YEAR, True),
        ("Energy use fell in 2024.", BY_YEAR, False),
        ("Energy use has fallen by 25 % since 2021.", BY_YEAR, True),
        ("Energy use has fallen by 15 % since 2021.", BY_YEAR, False),
        # A rise by as much as it fell is none.
        ("Energy use was 15 % higher than in 2021.", BY_YEAR, True),
        ("Energy use improved by 15 % against 2021.", BY_YEAR, False),
        # What was restated is of another year than this one; the base year is one of the row.
        ("Scope 1 emissions fell to 290 t CO2e in 2024.", RESTATED, True),
        ("Scope 1 emissions were 371 t CO2e in 2023.", RESTATED, False),
        ("Scope 1 emissions have fallen by 45 % since 2019.", RESTATED, True),
        ("Scope 1 emissions have fallen by 35 % since 2019.", RESTATED, False),
    ],
)
def test_the_figures_of_a_measure_are_one_row_wherever_they_stand(sentence: str, table: str, accused: bool) -> None:
    assert bool(_accused(sentence, table)) is accused


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        # A goal that has fallen due, whatever year it was of.
        ("We reached our kitchen waste goal.", True),
        ("We have met our target for women in management.", True),
        ("We have met our target for women in the workshop.", False),
        # It need not be called by the words of its row, nor say its date where it says its amount.
        ("Our goal of cutting Scope 3 emissions by 25 % has been met.", True),
        ("Our goal of cutting Scope 3 emissions by 5 % has been met.", False),
        ("Our goal of cutting Scope 3 emissions of freight by 25 % has been met.", False),
        ("Our goal of cutting Scope 3 emissions by 25 % has not been met.", False),
        # The state of a goal since its base year.
        ("By 2022 we had cut our Scope 1 and 2 emissions by 19 % against 2018.", False),
        # All of what a goal has come to in part, whether it says so in figures or not.
        ("All our labels are printed on recycled paper.", True),
        ("45 % of all our labels are printed on recycled paper.", False),
        ("All our glue is without solvents.", True),
        ("All our new glue is without solvents.", False),
        ("All our glue will be without solvents.", False),
        ("All our glue without solvents comes from Osby.", False),
    ],
)
def test_a_goal_has_come_to_what_its_table_says(sentence: str, accused: bool) -> None:
    assert bool(_accused(sentence, GOALS)) is accused
