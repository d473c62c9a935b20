"""What is true and looks wrong to a hasty reader is accused of nothing; what is wrong in the same words is told."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules, table

GAS = table("Gas consumption of the dryers | MWh | 40,000 | 43,000 | 41,200", years=(2022, 2023, 2024))
SCOPE_1 = table("Scope 1 | tCO2e | 32,600 | 24,000 | 20,850", years=(2019, 2023, 2024))
GROSS = table("Emissions | t | 53,800 | 31,279 | 26,900", years=(2019, 2023, 2024))
SCOPE_3 = table("Scope 3 | kt | 172.1 | 183.8 | 175.0", years=(2022, 2023, 2024))
CLAIMS = table("Storm claims | number | 3,100 | 5,900 | 4,150", years=(2022, 2023, 2024))
RATE = table("Recycling rate | % | 80.1 | 85.0 | 88.9", years=(2022, 2023, 2024))
LEAKAGE = table("Leakage | Ml per day | 78.0 | 70.0 | 66.3", years=(2022, 2023, 2024))
LEADERS = table(
    "Senior leaders, women | number | 40 | 45 | 50",
    "Senior leaders, total | number | 120 | 123 | 125",
    years=(2022, 2023, 2024),
)
CONTRACTS = table("Electricity under renewable contracts | % | 70.0 | 80.0 | 88.0", years=(2022, 2023, 2024))
SPENDING = table(
    "Electricity used | MWh | 900 | 950 | 985", "of which laundries | MWh | 400 | 430 | 455", years=(2022, 2023, 2024)
)
CONTRACTORS = table("Contractors reporting their carbon | {} | 79 | 82 | 84", years=(2022, 2023, 2024))
WELLS = table("Water drawn from wells | m3 | 240 | 220 | 210", years=(2022, 2023, 2024))
COAST = table("Coast region, capacity | hotels | 14 | 15 | 16", years=(2022, 2023, 2024))
BASES = table(
    "Scope 1 and 2, market-based | t | 6,000 | 3,000 | 1,640",
    "Scope 2, location-based | t | 700 | 600 | 500",
    years=(2022, 2023, 2024),
)


@pytest.mark.parametrize(
    "text",
    [
        # Behind "before", "whereas", "but" and "what" a clause has a time of its own.
        "Gas consumption of the dryers had risen in 2023 before it fell back to 41,200 MWh." + GAS,
        "Scope 1 was 20,850 tonnes, whereas in 2019 it had been half as much again." + SCOPE_1,
        "Emissions were 26,900 tonnes, 14% less than in 2023 and half of what they were in 2019." + GROSS,
        "Scope 3 fell by 4.8% to 175.0 kt but is 1.7% higher than in 2022." + SCOPE_3,
        "The recycling rate was 88.9%, after 85.0% in 2023." + RATE,
        "Storm claims came to 4,150, rather more than expected; in 2023 it was otherwise." + CLAIMS,
        "The recycling rate, which had been 85.0% in 2023, has risen for two years and stood at 88.9%." + RATE,
        "There was no work at the coast region in 2024, after 14 hotels in 2022." + COAST,
        # That of a year is what is compared with.
        "Leakage in the year itself was 15% below that of 2022, at 66.3 megalitres a day." + LEAKAGE,
        # "Yet" joins two statements, and what has grown since a year is at no end of its scale.
        "Storm claims fell by three tenths, yet they were still a third above those of 2022." + CLAIMS,
        "The coast region is still the smallest, although its capacity has grown since 2022." + COAST,
        # A whole, another whole, and a part of it.
        "Women were 50 of the 125 senior leaders." + LEADERS,
        "Water drawn from wells came to 210 cubic metres out of 250." + WELLS,
        "In 2024 women were 50 of our then 125 senior leaders." + LEADERS,
        "Of 125 senior leaders 50 were women in 2024." + LEADERS,
        "Electricity under renewable contracts came to 62% of all the heat we used." + CONTRACTS,
        "We used 985 MWh of electricity, 455 MWh of it in our laundries." + SPENDING,
        # A number may be all there are, and "for every" tells a rate.
        "All contractors now report their carbon." + CONTRACTORS.format("number"),
        "Leakage fell to 66.3 megalitres for every 10 days." + LEAKAGE,
        # What has to be is not yet.
        "Leakage must come down by a further 8% to reach 61 megalitres a day." + LEAKAGE,
        "Scopes 1 and 2, measured by location, have come down by 42% since 2022." + BASES,
    ],
)
def test_what_is_true_is_accused_of_nothing(text: str) -> None:
    assert rules(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Gas consumption of the dryers fell back to 44,200 MWh in 2024." + GAS,
        "Scope 1 was 22,850 tonnes in 2024, whereas in 2019 it had been 32,600 tonnes." + SCOPE_1,
        "Our recycling rate is the lowest of the three years." + RATE,
        "The recycling rate was 86.9% in 2024, after 85.0% in 2023." + RATE,
        "Of our electricity 62% came under renewable contracts in 2024." + CONTRACTS,
        "Electricity under renewable contracts came to 62% of the electricity we used." + CONTRACTS,
        "We used 995 MWh of electricity, 455 MWh of it in our laundries." + SPENDING,
        "All contractors now report their carbon." + CONTRACTORS.format("%"),
        "Scopes 1 and 2, market-based, have come down by 42% since 2022." + BASES,
    ],
)
def test_what_is_wrong_in_like_words_is_told(text: str) -> None:
    assert rules(text) != set()


FUEL = table("Marine gas oil | t | 9,850 | 9,620 | 9,310", years=(2022, 2023, 2024))
INSPECTED = table("Repairers inspected | number | 84 | 110 | 121", years=(2022, 2023, 2024))


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("In 2024 we burned less than 9,000 tonnes of marine gas oil." + FUEL, True),
        ("In 2024 we burned less than 9,500 tonnes of marine gas oil." + FUEL, False),
        ("In 2024 we burned more than 9,500 tonnes of marine gas oil." + FUEL, True),
        # What may be, and a limit, are no results.
        ("We can burn less than 9,000 tonnes of marine gas oil in 2024." + FUEL, False),
        ("Our limit for marine gas oil is less than 9,000 tonnes." + FUEL, False),
        # A comma parts what belongs to the first figure from the second.
        ("In 2024 we had 112 repairers inspected, against 110 in 2023." + INSPECTED, True),
        ("In 2024 we had 121 repairers inspected, against 110 in 2023." + INSPECTED, False),
    ],
)
def test_a_bound_is_refuted_beyond_it(text: str, accused: bool) -> None:
    assert (rules(text) != set()) is accused
