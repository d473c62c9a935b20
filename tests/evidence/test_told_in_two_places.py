"""What a sentence says in figures and another one, a row or a table of goals says again: divided, gone on with, met."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules, table

COMPLAINTS = table(
    "Complaints per 1,000 customers | number | 2.1 | 3.1 | 2.7", years=(2020, 2022, 2024), caption="Service"
)
LOANS = table(
    "New green home loans | EUR billion | 1.0 | 1.6 | 1.1 | 1.4", years=(2021, 2022, 2023, 2024), caption="Lending"
)
EMISSIONS = table("Scope 1 and 2 emissions | ktCO2e | 310 | 232 | 212", years=(2019, 2023, 2024))
POWER = table("Electricity consumed - Norway (GWh) | GWh | 323 | 346", years=(2023, 2024))
OWN_BRAND = table("Own-brand plastic packaging | t | 21,900 | 18,900 | 18,400")
PARTS = "The sum has three parts: EUR {} million for schools, EUR 0.6 million for courses, EUR 0.3 million for tools."
GOALS = """

| Goal | Base | Due | Status 2025 |
|---|---|---|---|
| Suppliers with science-based targets, share of spend 60% | 2022 | 2029 | 33% |
| Net zero investment portfolio | 2019 | 2050 | - |
| Cotton from certified farms: 100% | 2021 | 2026/27 | 83% |
"""


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        # As many amounts as a later sentence says that there are.
        (f"We gave EUR 1.8 million to good causes in 2024. {PARTS}", "0.9", "0.5"),
        # So many tonnes less than in a year are a change, and no level of that year.
        ("Our own-brand plastic packaging weighed {} tonnes less in 2024 than in 2019." + OWN_BRAND, "3,500", "4,300"),
        # What names nothing itself measures what the sentence before it does.
        (
            "In 2023 we consumed 323 GWh of electricity in our operations in Norway. In 2024, this increased to {} GWh."
            + POWER,
            "346",
            "396",
        ),
        # Since a year, only the years behind it count, and only where an end of the scale is claimed.
        ("With EUR 1.4 billion, 2024 was the strongest year for new green home loans since we began in {}." + LOANS,
         "2022", "2021"),
    ],
)  # fmt: skip
def test_what_agrees_is_silent_and_what_does_not_is_told(text: str, right: str, wrong: str) -> None:
    assert rules(text.format(right)) == set()
    assert rules(text.format(wrong)) != set()


@pytest.mark.parametrize(
    "text",
    [
        # The year belongs to what happened then.
        "Complaints fell to 2.7 per 1,000 customers, the lowest level since two systems were merged in 2022."
        + COMPLAINTS,
        "Scope 1 and 2 emissions for 2023 change from 236 to 232 kt, and those for base year 2019 from 315 to 310 kt."
        + EMISSIONS,
        # Amounts without as many parts as the sentence counts are no list of all.
        f"We gave EUR 1.8 million to good causes in 2024. {PARTS.format('0.5').replace('three', 'two')}",
        # A share of the part is none of the whole.
        "Scope 3 rests on average data for 71% of purchased goods."
        + table("Scope 3 | tCO2e | 1,910,000 | 1,842,000", "of which purchased goods | tCO2e | 1,120,000 | 1,085,000",
                years=(2019, 2024)),
    ],
)  # fmt: skip
def test_what_belongs_to_something_else_accuses_nobody(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("By 2027, suppliers that stand for 60% of our spend will have science-based targets.", True),
        ("By 2029, suppliers that stand for 60% of our spend will have science-based targets.", False),
        ("The investment portfolio as a whole is to reach net zero by 2045.", True),
        ("This portfolio is to reach net zero by 2045.", False),
        ("We reached our cotton goal two years early.", True),
        ("We reached our cotton goal two years late.", False),
    ],
)
def test_goals_of_the_table_are_known_whoever_has_to_reach_them(sentence: str, accused: bool) -> None:
    assert ("CON-024" in rules(f"# Report 2025\n\n{sentence}\n\n# Targets{GOALS}")) is accused


NET_ZERO = """# Report 2025

{}

# Targets

| Goal | Base | Due | Status 2025 |
|---|---|---|---|
| Net zero, Scopes 1 to 3 | 2019 | 2050 | started |
| Net zero, Scope 1 and 2 | 2019 | 2040 | started |
"""


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        # By the GHG Protocol the value chain is all three scopes.
        ("We will reach net zero across our whole value chain by 2045.", True),
        ("We will reach net zero in Scope 1, 2 and 3 by 2045.", True),
        ("We will reach net zero across our whole value chain by 2050.", False),
        ("We remain on course to reach net zero across our whole value chain by 2045.", True),
        ("We remain on course to reach net zero across our whole value chain by 2050.", False),
        # What it emits itself and by its energy is Scopes 1 and 2.
        ("Our own operations will be net zero by 2035.", True),
        ("Our own operations will be net zero by 2040.", False),
        ("Our own operations in Lund will be net zero by 2035.", False),
        ("The operations of our hauliers will be net zero by 2035.", False),
        ("We will halve the emissions of our value chain by 2045.", False),
    ],
)
def test_net_zero_in_the_value_chain_is_that_of_all_scopes(sentence: str, accused: bool) -> None:
    assert ("CON-024" in rules(NET_ZERO.format(sentence))) is accused


ABSENT = table(
    "Waste to landfill | t | 620 | 480 | 340",
    "Oil spills | number | 3 | 1 | 2",
    "Fatal accidents, employees | number | 1 | 0 | 1",
    "Fatal accidents, contractors | number | 1 | 1 | 0",
    "Waste diverted from landfill | t | 20 | 30 | 40",
    "Complaints | number | 4 | 5 | 6",
    years=(2022, 2023, 2024),
)


@pytest.mark.parametrize(
    "sentence",
    [
        "We sent no waste to landfill in 2024.",
        "There were no oil spills in 2024.",
        "We had no oil spills in 2023.",
        "There were no fatal accidents of employees in 2024.",
    ],
)
def test_what_is_said_not_to_be_stands_in_a_row(sentence: str) -> None:
    assert "CON-026" in rules(f"{sentence}{ABSENT}")


@pytest.mark.parametrize(
    "sentence",
    [
        "There were no major oil spills in 2024.",
        "We had no oil spills larger than 100 litres in 2024.",
        "There were no oil spills at our Lund site in 2024.",
        "There were no fines for oil spills in 2024.",
        "There were no complaints about oil spills in 2024.",
        "There were no substantiated complaints in 2024.",
        "No fatal accidents of contractors occurred in 2024.",
        "No hazardous waste was sent to landfill in 2024.",
        "Our Lund works sent no waste to landfill in 2024.",
        "No oil spills occurred in the second half of 2024.",
        "No waste was diverted from landfill in 2021.",
        "There was no increase in oil spills in 2024.",
        "Zero waste to landfill is our goal.",
        "By 2030 there will be no waste to landfill.",
    ],
)
def test_a_no_to_something_else_accuses_nobody(sentence: str) -> None:
    assert "CON-026" not in rules(f"{sentence}{ABSENT}")


@pytest.mark.parametrize(
    ("sentence", "right", "wrong"),
    [
        ("The frequency of leaks {} from 3.4 to 2.9 per million hours.", "fell", "rose"),
        ("We {} our use of tap water from 64,000 to 71,500 cubic metres.", "raised", "reduced"),
        ("Our use of tap water fell by {}, from 64,000 to 55,900 cubic metres.", "13 %", "21 %"),
        ("Sales of spare parts rose from EUR 4.1 million to EUR 5.2 million, an increase of {}.", "27 %", "17 %"),
        (
            "The share of women on our boards rose by {}, from 31 % to 38 %.",
            "7 percentage points",
            "12 percentage points",
        ),
        # Points are often called per cent.
        ("The share of women on our boards rose by {}, from 31 % to 38 %.", "7 %", "35 %"),
        ("In 2024 an auditor visited {} of our 212 mills, or 64 per cent of all of them.", "136", "116"),
        ("In 2024 {} of the 212 mills (64 %) were visited by an auditor.", "136", "116"),
        ("{} of the 46 depots were fitted with chargers, which is 41 per cent of them.", "Nineteen", "Nine"),
    ],
)
def test_what_a_sentence_works_out_itself_has_to_be_right(sentence: str, right: str, wrong: str) -> None:
    assert rules(f"# Report 2024\n\n{sentence.format(right)}") == set()
    assert rules(f"# Report 2024\n\n{sentence.format(wrong)}") & {"CON-002", "CON-013"}


@pytest.mark.parametrize(
    "sentence",
    [
        # Of something else, of those who came of it, by another measure.
        "In 2024 an auditor visited 116 of our 212 mills, or 64 per cent of our spend.",
        "In 2024 an auditor visited 116 of our 212 mills, or 64 per cent by weight.",
        "In 2024 an auditor visited 116 of our 212 mills, and 64 per cent of them passed.",
        # Of what is counted per unit, and year by year.
        "Our use of tap water fell from 64,000 to 55,900 cubic metres, or by 21 % per tonne.",
        "Our use of tap water fell by 2 % a year from 64,000 to 55,900 cubic metres.",
        # Ages, places in a list, and a verb that belongs to a noun.
        "We reduced fares for guests from 6 to 12.",
        "In the ranking of our trade we fell from 12 to 15.",
        "Reduced working hours went from 30 to 35 hours a week.",
        # "Improved" goes either way.
        "The frequency of leaks improved from 2.9 to 3.4 per million hours.",
    ],
)
def test_what_a_sentence_does_not_work_out_is_left_alone(sentence: str) -> None:
    assert rules(f"# Report 2024\n\n{sentence}") == set()


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("The share of spoilt loaves rose from 3.1 to 2.7 % in 2024.", True),
        ("The share of spoilt loaves fell from 3.1 to 2.7 % in 2024.", True),
        ("The share of spoilt loaves rose from 2.7 to 3.1 % in 2024.", False),
        ("The share of spoilt loaves fell from 3.1 to 2.7 % between 2020 and 2022.", False),
        ("In Lund the share of spoilt loaves fell from 3.1 to 2.7 %.", False),
    ],
)
def test_two_levels_stand_in_the_order_of_their_row(sentence: str, *, accused: bool) -> None:
    rows = table("Share of spoilt loaves | % | 2.7 | 3.1", years=(2023, 2024), caption="Waste")
    assert bool(rules(f"# Report 2024\n\n{sentence}{rows}")) is accused
