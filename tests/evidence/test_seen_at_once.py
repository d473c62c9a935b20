"""Records, all and none, goals and rates that another place of the document refutes, beside what only looks like it."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")

KILNS = """Table 4: Kilns in Lund, Aarvik and Tolmin

| Indicator | Unit | 2022 | 2023 | 2024 | 2025 |
|---|---|---|---|---|---|
| Dust emitted to air | t | 41.0 | 33.5 | 28.2 | 29.6 |
| VOC released by kilns | t | 60 | 52 | 48 | 42 |
| Stoppages | min per kiln | 7.1 | 5.9 | 4.8 | 5.3 |
| Carbon footprint (Scope 1 and 2) | t CO2e | 9,400 | 8,800 | 8,100 | 8,350 |
| Water per crate of tiles | l | 318 | 297 | 281 | 284 |
| Renewable share of kiln electricity | % | 38 | 57 | 74 | 89 |"""
SHOPS = """| Shops | 2023 | 2024 | 2025 |
|---|---|---|---|
| Share of shops that take back empties (%) | 71 | 83 | 94 |
| Certified cotton (% of cotton bought) | 52 | 66 | 78 |
| Organic area (% of orchards) | 31 | 44 | 57 |"""
ROADMAP = """| Goal | Base year | Target | Due |
|---|---|---|---|
| Net-zero emissions (Scopes 1, 2 and 3) | 2021 | net zero | 2045 |
| Renewable electricity at all sites | | 100% | 2028 |
| LED in all workshops | | | 2029 |"""
FIRST = """| Goal | Base year | Target | Due |
|---|---|---|---|
| Net zero, Scope 1 and 2 | 2021 | -90% and removals | 2040 |"""
SITES = """| Kiln | Gas 2024 (MWh) | Gas 2025 (MWh) |
|---|---|---|
| Lund | 46,000 | 44,100 |
| Aarvik | 31,500 | 30,300 |"""
NONE = "We thank everybody."

WRONG = [
    # Ends of a scale, told with a figure of the row, with another name of its metric, and with small words behind.
    ("Dust emissions are at their lowest level since records began. The kilns are in Lund, Aarvik and Tolmin.", KILNS),
    ("At 5.3 minutes, stoppages in the kilns were the shortest that we have ever recorded.", KILNS),
    ("Our carbon footprint was the smallest since we started to measure it.", KILNS),
    ("Solvent emissions from our kilns fell by 40 % between 2022 and 2025.", KILNS),
    ("Water use per crate has come down to 264 litres.", KILNS),
    # All and none.
    ("Every kilowatt-hour our kilns use now comes from renewable sources.", KILNS),
    ("Each of our shops takes back empties.", SHOPS),
    ("Every barrel in our supply chain is washed by hand. In the end, 88 % of the barrels were washed.", NONE),
    ("All wool in our Alder line is from sheep that graze for 200 days. 81 % of Alder farms show 200 days.", NONE),
    ("None of our quilts contains lead. Quilts made before 2024 still contain lead in their zips.", NONE),
    (
        "No product in our range contains lead.\n\n## Stock\n\nThe zips of the Drummel tents still have a lead core.",
        NONE,
    ),
    # Two rows of one table are about neither alone, and one row is about itself.
    ("In 2025 the kiln at Lund burned 48,100 MWh of gas.", SITES),
    # Goals: a date that opens the sentence, words for all of it, and net zero.
    ("By 2026, we will run all sites on renewable electricity.", ROADMAP),
    ("From 2026 onwards, all our sites will use renewable electricity only.", ROADMAP),
    ("By the end of 2027 every workshop will be lit by LEDs alone.", ROADMAP),
    ("By 2040, we will be a net-zero company.", ROADMAP),
    ("By the middle of the century, in 2043, we intend to be a net-zero company.", ROADMAP),
    ("Our own operations will be net zero by 2035.", FIRST),
]
RIGHT = [
    ("Dust emissions per tonne are at their lowest level since records began.", KILNS),
    ("At 4.8 minutes, stoppages in the kilns were the shortest that we had ever recorded by 2024.", KILNS),
    ("At 5.3 minutes, stoppages in Lund were the shortest that we have ever recorded.", KILNS),
    ("Our carbon footprint in Scope 3 was the smallest since we started to measure it.", KILNS),
    ("The carbon footprint of our Lund kiln was the smallest since we started to measure it.", KILNS),
    ("Solvent emissions from our kilns fell by 30 % between 2022 and 2025.", KILNS),
    ("Solvent emissions from our paint shops fell by 40 % between 2022 and 2025.", KILNS),
    ("Water use per crate came down to 281 litres in 2024.", KILNS),
    ("Water use per kiln has come down to 264 litres.", KILNS),
    ("Every kilowatt-hour our offices use now comes from renewable sources.", KILNS),
    ("Almost every kilowatt-hour our kilns use now comes from renewable sources.", KILNS),
    # What all of something are said to be is not what tells which are meant.
    ("Every shop that takes back empties has a bin.", SHOPS),
    ("Every shop that has been taking back empties for a year was given a bin.", SHOPS),
    ("All certified cotton is kept apart.", SHOPS),
    ("All the cotton that our buyers have certified is kept apart.", SHOPS),
    ("Nearly all of our cotton is certified.", SHOPS),
    ("Not all of our cotton is certified.", SHOPS),
    ("All our organic orchards are pruned by hand.", SHOPS),
    ("Every barrel in our supply chain is washed by hand. In the end, 88 % of the barrels were washed in Lund.", NONE),
    ("Every barrel is washed by hand. In the end, 88 % of the lids were washed.", NONE),
    ("Every barrel is washed by hand. In 2016, 88 % of the barrels were washed.", NONE),
    ("Every barrel is washed by hand. In 2031, 88 % of the barrels would be washed.", NONE),
    ("All wool in our Alder line is from sheep that graze for 200 days. 81 % of Alder farms are online.", NONE),
    ("None of our down quilts contains lead. Quilts made before 2024 still contain lead in their zips.", NONE),
    ("None of our quilts contains lead. Quilts made before 2024 still contain nickel in their zips.", NONE),
    ("No product in our range contains lead. Many brands still use lead.", NONE),
    ("No product in our range contains lead. The industry still uses lead.", NONE),
    ("No product in our range may contain lead. The zips of the Drummel tents still have a lead core.", NONE),
    ("In 2025 the kiln at Lund burned 44,100 MWh of gas.", SITES),
    ("In 2025 the kilns at Lund and Aarvik together burned 74,400 MWh of gas.", SITES),
    ("By 2028, we will run all sites on renewable electricity.", ROADMAP),
    ("By 2026, we will run our shops on renewable electricity.", ROADMAP),
    ("By the end of 2029 every workshop will be lit by LEDs alone.", ROADMAP),
    ("By the end of 2027 every workshop in Tarn will be lit by LEDs alone.", ROADMAP),
    ("By 2045, we will be a net-zero company.", ROADMAP),
    ("By the middle of the century, in 2045, we intend to be a net-zero company.", ROADMAP),
    ("By 2040, we will be a net-zero company. In our own operations we will be net zero by 2040.", ROADMAP),
    ("Our own operations will be net zero by 2040.", FIRST),
    ("Our own operations in Lund will be net zero by 2035.", FIRST),
]


def rules(sentence: str, table: str) -> set[str]:
    text = f"# Annual statement of Orrin Stoneware\n\n## What we did\n\n{sentence}\n\n## Figures\n\n{table}\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    return {one.rule for one in found if one.rule.startswith("CON")} - {"CON-007"}


@pytest.mark.parametrize(("sentence", "table"), WRONG)
def test_what_another_place_refutes(sentence: str, table: str) -> None:
    assert rules(sentence, table)


@pytest.mark.parametrize(("sentence", "table"), RIGHT)
def test_what_no_other_place_refutes(sentence: str, table: str) -> None:
    assert not rules(sentence, table)
