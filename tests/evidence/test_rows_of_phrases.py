"""Which words belong to which figure, and which unit to which cell: a wrong figure is noticed, a right one is not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.evidence.test_against_rows import PACK, rules, table

import claimcheck
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.phrases import ClauseReader
from claimcheck.evidence.figures.series import Series

CONTRACTS = table(
    "Permanent contracts | number | 2,110 | 2,240 | 2,305", "Fixed-term contracts | number | 310 | 290 | 275"
)
SCOPES = table(
    "Scope 1 | tCO2e | 20,000 | 17,500 | 15,000",
    "Scope 2, location-based | tCO2e | 10,000 | 11,000 | 12,000",
    caption="Emissions, waste and water",
)
RENEWABLE = table("Renewable electricity, print shops | % | 61 | 84 | 93")
OXIDE = table("Solvent released in print | kg | 800 | 640 | 500")
RATIO = table("Direct CO2e emissions (Scope 1) / tonnes of board sold | kg | 410 | 402 | 391")
CALLS = table("First time resolution (FTR) | % | 81 | 84 | 88")
BY_GAS = "\n".join(
    [
        "",
        "| Emissions | Unit | 2019 | 2022 | 2024 |",
        "|---|---|---|---|---|",
        "| Scope 1 emissions | ktCO2e | 40.1 | 38.2 | 37.4 |",
        "| CO2 | ktCO2e | 38.0 | 36.1 | 35.2 |",
        "",
    ]
)


@pytest.mark.parametrize(
    ("sentence", "right", "wrong", "rows"),
    [
        # A hyphen inside a word and the sign of a share cut no phrase.
        ("At the end of 2024 we had {} fixed-term contracts.", "275", "375", CONTRACTS),
        ("At the end of 2024 we had {} fixed\u2010term contracts.", "275", "375", CONTRACTS),
        ("In 2024 we ran our print shops on {}% renewable electricity.", "93", "100", RENEWABLE),
        # How it is counted is no term, and a scope needs no word of the caption.
        ("Location-based, Scope 2 emissions rose by {} % between 2019 and 2024.", "20", "30", SCOPES),
        ("Our Scope 1 emissions were {} tonnes in 2024.", "15,000", "19,500", SCOPES),
        # What has the weight of something weighs it.
        ("The weight of solvent released in print was {} kg in 2024.", "500", "650", OXIDE),
        # What only tells why limits nothing.
        (
            "Scope 1 emissions fell by {} % between 2019 and 2024, due to fewer orders from the packaging sector.",
            "25",
            "40",
            SCOPES,
        ),
        ("Our first time resolution stood at {} % in 2024.", "88", "71", CALLS),
        # Neither the order of columns nor a base in the head of one makes another row of it.
        (
            "Between 2019 and 2024 our Scope 1 emissions fell by {} %.",
            "25",
            "40",
            table("Scope 1 | tCO2e | 20,000 | 15,000", years=("2019 (base year)", 2024)),
        ),
    ],
)
def test_rows_that_a_phrase_names(sentence: str, right: str, wrong: str, rows: str) -> None:
    assert rules(sentence.format(right) + "\n" + rows) == set()
    assert rules(sentence.format(wrong) + "\n" + rows) & {"CON-002", "CON-011"}


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        # What follows "of which" tells the parts of the figure before it.
        ("In 2024 we ended 1,290 contracts, of which 900 were permanent contracts.", CONTRACTS),
        ("In 2024, 1,410 managers were trained in permanent contracts.", CONTRACTS),
        # Another measure, another gas, another way of counting.
        ("Scope 1 emissions were 300 kg in 2024.", RATIO),
        ("Scope 1 emissions were 36.3 ktCO2e in 2024.", BY_GAS.replace("| Scope 1 emissions", "| Electricity")),
        ("Market-based, Scope 2 emissions were 9,000 tCO2e in 2024.", SCOPES),
        ("In 2024, 110 of our print shops were inspected.", table("Print shops inspected | % | 88 | 95 | 100")),
        # A part of some is not said of all.
        ("Two of our three print shops run entirely on renewable electricity.", RENEWABLE),
        # Without a year it is about the last one, which has four times as much.
        ("There were 700 fixed-term contracts.", table("Fixed-term contracts | number | 800 | 1,900 | 2,900")),
        ("Staff turnover rose by 2 % in 2024: 17 % fixed-term contracts, 9 % permanent contracts.", CONTRACTS),
    ],
)
def test_rows_that_measure_something_else(sentence: str, rows: str) -> None:
    assert rules(sentence + "\n" + rows) == set()


@pytest.mark.parametrize(("told", "fired"), [("fell by 2 %", True), ("rose by 2 %", False)])
def test_what_rose_has_not_fallen_by_as_much(told: str, fired: bool) -> None:
    rows = table("Scope 3 emissions | ktCO2e | 119 | 119 | 121")
    assert ("CON-002" in rules(f"Scope 3 emissions {told} between 2022 and 2024.\n{rows}")) is fired


def test_the_last_year_is_not_that_of_a_road_map() -> None:
    rows = table("Freshwater withdrawal | m3 | 3,000 | 2,800 | 2,610", "Hazardous waste | t | 410 | 400 | 380")
    road = table("Kilns that run on gas | number | 3 | 2 | 0", years=(2026, 2028, 2032))
    assert "CON-002" in rules(f"Freshwater withdrawal has fallen by 24 % since 2019.\n{rows}\n{road}")


def pairs(text: str) -> list[tuple[str, list[str]]]:
    """What is left to be compared: the stated words and the open slots."""
    context = claimcheck.Context(as_of=PACK.law_as_of)
    document = claimcheck.Auditor(PACK, context, lang="en").audit_text(text, format="markdown").documents[0]
    return [(one.stated, one.open) for one in document.pairs]


HAZARDOUS = table("Hazardous waste | t | 410 | 400 | 380")
PADS = table("Reusable pads | % | 41 | 52 | 66")
PROMOTED = "\n".join(
    [
        "",
        "| Promotions by grade and gender | Unit | 2019 | 2022 | 2024 |",
        "|---|---|---|---|---|",
        "| Promotions from clerk to manager | number | 40 | 52 | 61 |",
        "| of which women | % | 30 | 33 | 41 |",
        "",
    ]
)
COUNTRIES = table(
    "Energy consumption, Poland | MWh | 900 | 850 | 800", "Energy consumption, Spain | MWh | 1,400 | 1,350 | 1,300"
)


@pytest.mark.parametrize(
    ("sentence", "rows", "left"),
    [
        ("79% of the hospital pads that we sold in 2024 were reusable.", PADS, [("79%", ["part"])]),
        ("66% of the hospital pads that we sold in 2024 were reusable.", PADS, []),
        # More of its words are another thing's than the row's.
        ("79% of the hospital pads that we sold in 2024 in green boxes to nurses in Spain were washed.", PADS, []),
        ("Women were 24 % of the board and of the managers of subsidiaries in 2024.", PROMOTED, []),
        # A name is that of another company, place or product.
        ("79% of the pads of our Brelland hospital were reusable in 2024.", PADS, []),
        # Since when is open, and no year of the row gives it.
        ("Hazardous waste fell by 19 % to 380 t.", HAZARDOUS, [("19 %", ["period"])]),
        ("Hazardous waste fell by 5 % to 380 t.", HAZARDOUS, []),
        # One part among others is not what a sentence without a part is about.
        ("Our energy consumption was 2,700 MWh in 2024.", COUNTRIES, []),
    ],
)
def test_pairs_worth_a_look(sentence: str, rows: str, left: list[tuple[str, list[str]]]) -> None:
    assert rules(f"{sentence}\n{rows}") == set()
    assert pairs(f"{sentence}\n{rows}") == left


def test_a_clause_without_noun_phrases_is_limited_by_its_parts_alone() -> None:
    parts = frozenset({"lund"})
    clause = Clause(0, 0, (), (), parts, {}, frozenset(), (), parts, None, others=False, text="", lower="")
    reader = object.__new__(ClauseReader)
    reader._vocabulary, reader._scopes, reader._named = SimpleNamespace(loose=frozenset()), (), (clause, ())
    assert reader.unmatched(clause, frozenset(), Series(frozenset())) == parts
