"""Rows of tables of goals: each that says how much by when is a plan, whatever it measures, and nothing else is."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
GOALS = """\
# Annual report 2024

| Field | Target | Baseline (value) | Target year | 2024 |
|---|---|---|---|---|
| Ships | Reduce Scope 1 emissions by 35% | 2020 (91 kt CO2e) | 2031 | 74 kt CO2e (-19%) |
| Ships | 40 hybrid ferries | 2020 (2) | 2029 | 11 |
| Yards | 75% recycled steel | 2020 (31%) | 2030 | 52% |
| Crew | Cut injuries per million hours by 50% | 2020 (4.8) | 2028 | 3.6 |
| Crew | 25% women on board | 2020 (9%) | 2030 | 14% |
| Yards | All paint free of copper | – | 2027 | 80% |
"""
TOLD = """\
# Report 2024

| Target | Base year | Base value | Target year | Target value | 2024 | Status |
|---|---|---|---|---|---|---|
| Renewable electricity bought (GWh) | 2020 | 61 | 2030 | 140 | 98 | On track |
| Scope 1 and 2 emissions (tCO2e, market-based) | 2020 | 9,400 | 2032 | 1,900 | 7,050 | On track |
| Water drawn per guest (l/night) | 2020 | 310 | 2025 | 240 | 281 | On track |
"""
BARE = """\
# Report 2024

| Site | Target | Target year |
|---|---|---|
| Norr mill | Cut emissions by 30% | 2030 |
| Lund mill | Recycle 90% of its waste | 2029 |
"""
RESULTS = """\
# Report 2024

| Indicator | Base year 2019 | 2023 | 2024 |
|---|---|---|---|
| Renewable electricity (%) | 31 | 58 | 66 |
| Women in management (%) | 18 | 24 | 25 |
"""
GONE = """\
# Report 2024

| Target | Target year | 2024 |
|---|---|---|
| Recycle 70% of waste | 2023 | 64% |
| Women in 30% of leading posts | 2023 | 27% |
"""
MONEY = """\
# Report 2024

| Target | Target year | 2024 |
|---|---|---|
| Operating margin of 12% | 2027 | 9% |
| Dividend of 40% of profit | 2027 | 36% |
"""
ASKED = """\
# Report 2024

| Question on the target | Target year | Answer |
|---|---|---|
| By when are emissions to fall by 40%? | 2031 | Yes |
| Is there a target of 50% for women? | 2030 | No |
"""


def rows(text: str) -> list[ClaimOut]:
    (document,) = AUDITOR.audit_text(text, format="markdown").documents
    return [one for one in document.claims if one.place.block == "table"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            GOALS,
            [("35%", 2031, 2020, "74 kt CO2e (-19%)"), ("40", 2029, 2020, "11"), ("75%", 2030, 2020, "52%"),
             ("50%", 2028, 2020, "3.6"), ("25%", 2030, 2020, "14%"), (None, 2027, None, "80%")],
        ),
        (BARE, [("30%", 2030, None, None), ("90%", 2029, None, None)]),
        (TOLD, [("140", 2030, 2020, "98"), ("1,900", 2032, 2020, "7,050"), ("240", 2025, 2020, "281")]),
    ],
)  # fmt: skip
def test_each_row_is_a_goal(text: str, told: list[tuple[str | None, int, int | None, str | None]]) -> None:
    found = rows(text)
    assert {(one.type, one.tense) for one in found} == {("future_target", "planned")}
    aims = [one.aim for one in found if one.aim is not None]
    assert [(one.value, one.year, one.base_year, one.progress) for one in aims] == told


def test_how_much_is_not_read_from_the_cell_of_progress() -> None:
    amounts = [one.quote for row in rows(GOALS) for one in row.elements if one.element == "value" and one.quote]
    assert all(amount not in ("11", "52%", "3.6", "14%", "80%") for amount in amounts)
    assert [any(one.element == "value" and one.quote for one in row.elements) for row in rows(GOALS)][-1] is False


@pytest.mark.parametrize("text", [RESULTS, GONE, MONEY, ASKED])
def test_results_past_dates_money_and_questions_are_no_goals(text: str) -> None:
    assert all(one.tense != "planned" for one in rows(text))
