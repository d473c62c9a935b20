"""The row of a claim whose words leave it open is the only one whose figures come to the claim's own."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context())

TABLE = """

## Figures

| Looms, dye houses and offices | Unit | 2019 | 2023 | 2024 |
|---|---|---|---|---|
| Scope 1 | t CO2e | 61,000 | 52,100 | 46,500 |
| Scope 1 and 2, market-based | kt CO2e | 98.0 | 66.1 | 57.4 |
| Scope 1 and 2, location-based | kt CO2e | 99.0 | 88.3 | 85.1 |
| Electricity used by looms | GWh | 212 | 219 | 224 |
| Electricity per metre of cloth | kWh/m | 8.4 | 6.9 | 6.3 |
| Steam losses (% of energy) | % | 6.1 | 4.9 | 4.6 |
| Steam losses | MWh | 830 | 700 | 660 |
| Women among loom leaders | % | 22 | 33 | 37 |
"""


def element(text: str, name: str, rest: str = TABLE) -> ElementOut | None:
    claims = AUDITOR.audit_text(f"{text}{rest}", format="markdown").documents[0].claims
    return next((part for part in claims[0].elements if part.element == name), None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Our direct emissions are 24 % lower than in 2019.", "46,500"),
        ("Emissions of our looms and dye houses are 41 % below the base year.", "57.4"),
        ("Our operational carbon footprint is 14 % smaller than in the base year.", "85.1"),
    ],
)
def test_the_row_that_comes_to_the_change_is_the_one(text: str, value: str) -> None:
    found = element(text, "absolute_and_intensity")
    assert found is not None
    assert (found.state, found.value) == ("linked", value)


def test_the_year_from_which_it_comes_to_the_change_is_the_base() -> None:
    found = element("Our operational carbon footprint is 41 % smaller than in the base year.", "base_year")
    assert found is not None
    assert found.state == "linked"
    assert found.parsed is not None
    assert found.parsed.year == 2019


def test_the_row_with_the_figure_tells_its_year() -> None:
    found = element("Women lead 37 % of our looms.", "period")
    assert found is not None
    assert found.state == "linked"


def test_what_is_counted_in_all_stands_beside_a_share() -> None:
    found = element("Losses in our steam network fell to 4.6 % of the energy.", "absolute_and_intensity")
    assert found is not None
    assert (found.state, found.value) == ("linked", "660")


@pytest.mark.parametrize(
    "text",
    [
        "We cut emissions from commuting by 41 % between 2019 and 2024.",
        "Our subsidiary Tarn Cloth cut its emissions by 41 % since 2019.",
        "Our Oslo mill cut its emissions by 41 % since 2019.",
        "We cut Scope 2 emissions by 41 % since 2019.",
        "Our emissions are 33 % lower than in 2019.",
    ],
)
def test_what_is_limited_to_something_else_has_no_row(text: str) -> None:
    found = element(text, "absolute_and_intensity")
    assert found is None or found.state != "linked"


def test_two_rows_that_come_to_it_settle_nothing() -> None:
    rest = TABLE.replace("| 85.1 |", "| 58.0 |")
    found = element("Our operational carbon footprint is 41 % smaller than in the base year.", "base_year", rest)
    assert found is None or found.state != "linked"


def test_a_figure_in_a_relative_clause_is_not_the_value() -> None:
    found = element("Loom House, of which we own 75 %, cut its water use by 31 % between 2019 and 2024.", "value")
    assert found is not None
    assert found.value == "31 %"
