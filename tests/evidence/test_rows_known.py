"""Which rows a sentence of an ordinary report is known to be about: a wrong figure is noticed, a right one is not."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules, table

import claimcheck

COMPANY = (
    "Tarnbeck is a maker of paper. Tarnbeck sells in Europe. Tarnbeck has two mills. Tarnbeck was founded in 1911.\n\n"
)
ENERGY = table("Total energy consumption | MWh | 21,400 | 20,900 | 19,700")
LISTED = table(
    "Total electricity consumed (machines, offices and cooling) | MWh | 9,800 | 9,100 | 8,700",
    "Electricity purchased | MWh | 9,300 | 8,600 | 8,200",
)
SOURCES = table(
    "Groundwater | m3 | 40,000 | 38,000 | 36,000",
    "Public supply | m3 | 11,000 | 10,000 | 9,000",
    "Total | m3 | 51,000 | 48,000 | 45,000",
    caption="**Table 7: Overview of water withdrawal by source**",
)
INJURIES = table("Total recordable injury frequency rate | | 4.4 | 4.0 | 3.2")


@pytest.mark.parametrize(
    ("sentence", "right", "wrong", "rows"),
    [
        ("Tarnbeck Group's energy consumption stood at about {} MWh in 2024.", "19,700", "25,600", ENERGY),
        ("During the 2024 reporting period, our energy consumption was {} MWh.", "19,700", "25,600", ENERGY),
        ("In particular, energy consumption was {} MWh in 2024.", "19,700", "25,600", ENERGY),
        ("Total electricity consumed in 2024 was {} MWh.", "8,700", "6,100", LISTED),
        ("Water withdrawal was {} m3 in 2024.", "45,000", "58,000", SOURCES),
        ("Tarnbeck had a total recordable injury frequency rate of {} in 2024.", "3.2", "2.4", INJURIES),
        (
            "The water withdrawn fell by 12% from 2019 to 2024, with an amount of {} m3 in 2024.",
            "45,000",
            "58,000",
            SOURCES,
        ),
    ],
)
def test_a_wrong_figure_is_noticed(sentence: str, right: str, wrong: str, rows: str) -> None:
    assert "CON-011" not in rules(COMPANY + sentence.format(right) + "\n" + rows)
    assert "CON-011" in rules(COMPANY + sentence.format(wrong) + "\n" + rows)


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("With them, energy consumption was 25,600 MWh in 2024.", ENERGY),
        ("Energy consumption of the tannery was 9,600 MWh in 2024.", ENERGY),
        ("In Lund, energy consumption stood at 9,600 MWh in 2024.", ENERGY),
        (
            "Electricity consumed was 12,100 MWh in 2024.",
            table("Total electricity consumed (Lund) | MWh | 9,800 | 9,100 | 8,700"),
        ),
        (
            "Water withdrawal was 45,000 m3 in 2024.",
            SOURCES.replace("water withdrawal by source", "water withdrawal from wells"),
        ),
        ("The tannery had a total recordable injury frequency rate of 2.4 in 2024.", INJURIES),
        ("Electricians had a total recordable injury frequency rate of 2.4 in 2024.", INJURIES),
        ("The total recordable injury frequency rate was 2.4 at the tannery in 2024.", INJURIES),
        ("We set a ceiling of 2.4 for the total recordable injury frequency rate in 2024.", INJURIES),
    ],
)
def test_what_limits_still_counts(sentence: str, rows: str) -> None:
    assert "CON-011" not in rules(COMPANY + sentence + "\n" + rows)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Costs include gains of £2.0m (2023: £2.8m) and losses of £4.0m (2023: £1.7m) in 2024.", "CON-012"),
        (
            "By 2027 we will cut our emissions by 30 %, and by 2030 we will cut them by 35 % and waste by 10 %.",
            "CON-030",
        ),
        ("We will cut Scope 1 emissions by 60 % by 2030 and Scope 3 emissions by 30 % by 2035.", "CON-030"),
        ("By 2030 we will cut packaging by 60 % and, by 2035, food waste by 30 %.", "CON-030"),
        (
            "Our goals, set in 2027, are 60 % lower Scope 1 emissions by 2030 and 30 % lower ones from travel.",
            "CON-030",
        ),
        ("Cash is enough to operate for at least the 12 month period from March 2022.", "CON-030"),
    ],
)
def test_figures_of_two_things_exclude_nothing(text: str, rule: str) -> None:
    assert rule not in rules(text)


def pairs(text: str) -> int:
    """How many passages are left to be compared."""
    return len(claimcheck.audit_text(text, format="markdown").documents[0].pairs)


def test_all_of_something_else_is_no_pair() -> None:
    rows = table("Recycled paper, mill in Lund | % | 60 | 66 | 71")
    assert pairs("All our recycled paper is checked." + rows) == 0


def test_a_figure_that_one_row_has_is_no_pair_with_another() -> None:
    rows = table("Emissions of natural gas | tCO2e | 140 | 180 | 215", "Total emissions | tCO2e | 490 | 540 | 599")
    sentence = "Emissions of natural gas, LPG and diesel were {} tCO2e."
    assert pairs(sentence.format(599) + rows) == 0
    assert pairs(sentence.format(399) + rows) == 1
