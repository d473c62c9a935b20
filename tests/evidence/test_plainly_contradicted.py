"""What any reader sees to be wrong, each beside something like it that is right."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")

RATES = """| Indicator | 2025 | 2024 | 2023 | 2022 | 2021 |
|---|---|---|---|---|---|
| Crashes per 100,000 km | 2.4 | 2.9 | 2.7 | 3.1 | 3.6 |
| Lost-time injuries per million hours | 3.4 | 3.9 | 2.8 | 4.4 | 5.0 |
| Gender pay gap (%) | 9.6 | 9.1 | 9.9 | 10.4 | 11.0 |
| Water losses, Ml/d | 61 | 66 | 70 | 68 | 75 |"""
FLEET = """Table 1 - Fleet at 31 December, number of vehicles

| Type | 2023 | 2024 | 2025 |
|---|---|---|---|
| Diesel vehicles | 610 | 560 | 480 |
| Electric vehicles | 40 | 90 | 141 |
| Gas vehicles | 20 | 31 | 63 |
| Scope 3 emissions per parcel, kg CO2e | 0.64 | 0.52 | 0.58 |"""
DEPOTS = """**Table 2. Water withdrawal by depot, thousand m3**

| Depot | 2023 | 2024 | 2025 |
|---|---|---|---|
| Osby | 310 | 300 | 290 |
| Varde | 120 | 110 | 118 |
| Tolmin | 205 | 204 | 190 |
| **Group** | **635** | **614** | **598** |"""
SITES = """| Site | Staff | ISO 14001 | ISO 45001 | Heat pumps, kW | Spills |
|---|---|---|---|---|---|
| Osby | 120 | yes | yes | 400 | 2 |
| Varde | 80 | yes | yes | 120 | 0 |
| Tolmin | 95 | planned for 2027 | yes | none | 1 |
| Lund | 60 | yes | yes | 90 | 0 |"""
UNTIL = """| Site | Staff | ISO 50001 |
|---|---|---|
| Osby | 120 | yes |
| Varde | 80 | yes |
| Tolmin | 95 | valid until 2027 |"""
LINES = """| Product line | Use | Mark | Licence |
|---|---|---|---|
| Alba | paint | Nordic Swan | 3011 |
| Brio | glue | Nordic Swan (of a customer) | - |
| Cima | oil | Nordic Swan | 3044 |
| Doro | wax | none | - |"""
KINDS = """| Product line | Use | Mark | Licence |
|---|---|---|---|
| Alba | paint | Nordic Swan | 3011 |
| Brio | glue | Nordic Swan (two grades) | 3020 |
| Cima | oil | Nordic Swan | 3044 |"""
GOALS = """| Goal | Base | Target | Due | Status 2025 |
|---|---|---|---|---|
| Net zero, value chain | 2019 | -90% and removals | 2050 | - |
| Net zero, Scopes 1 and 2 | 2019 | -90% | 2040 | -31% |
| Certified fibres | - | 100% | 2029 | 64% |
| Burst pipes | 140 | 80 | 2025 | missed |
| Odour complaints | 40 | 20 | 2025 | reached |"""
WASTE = """| Waste | Unit | 2024 | 2025 |
|---|---|---|---|
| Waste, total | kt | 36.4 | 34.6 |
| Waste, recycled | kt | 30.1 | 29.9 |"""
POWER = """| Energy | Unit | 2024 | 2025 |
|---|---|---|---|
| Renewable share of network electricity | % | 71 | 83 |
| Renewable electricity | % | 60 | 77 |"""

USE = """Table 3: Water and waste

| | 2022 | 2023 | 2024 | 2025 |
|---|---|---|---|---|
| Accidents per million hours worked | 14.1 | 9.8 | 8.2 | 8.9 |
| Litres per loaf | 5.1 | 4.4 | 4.6 | 4.0 |
| Toner (kg) | 310 | 280 | 285 | 240 |
| Diesel (MWh) | 71 | 64 | 60 | 52 |"""
STEPS = """| | 2022 | 2023 | 2024 | 2025 |
|---|---|---|---|---|
| Heat use (MWh) | 780 | 760 | 720 | 690 |
| – gas | 500 | 490 | 450 | 460 |
| – wood | 280 | 270 | 270 | 230 |
| Emissions (Scope 1), t CO2e | 320 | 310 | 300 | 290 |
| Emissions (Scope 2), t CO2e | 210 | 190 | 120 | 100 |
| Emissions (Scope 1 and 2), t CO2e | 530 | 500 | 420 | 390 |"""
COUNTS = """| Safety | 2023 | 2024 | 2025 |
|---|---|---|---|
| Accidents at work | 61 | 55 | 49 |
| Accidents per million hours worked | 8.0 | 8.2 | 8.9 |"""

GIFTS = "In 2025 we gave £{} to charities. Of this, £150,000 went to clinics, £90,000 to schools, £30,000 to choirs. {}"
SOME = "In 2025 we gave £310,000 to charities. Of this, £150,000 went to a clinic and £90,000 to schools."
GIVING = (
    "{}. In 2025 we gave £2.9 million to charities. Clinics received £1.2 million, schools £0.9 million and choirs "
    "£0.4 million{}."
)
COUNTED = "We have counted since 2021. Over the same period, our crash rate fell by {}%."
WRONG = [
    # A part of a whole that is told as its row gives it.
    ("In all 410 MWh of the 690 MWh of heat came from gas.", STEPS),
    ("Wood gave 270 MWh of the 690 MWh of heat use.", STEPS),
    # A multiple is a change as well.
    ("In 2025 toner use was twice as much as the year before.", USE),
    ("Diesel use was more than twice as much as in 2022.", USE),
    # A level that is right settles which row is meant, though a part of it went the other way; and until when.
    ("Heat use rose to 690 MWh.", STEPS),
    ("Heat use fell by 7% to 690 MWh.", STEPS),
    ("Heat use fell by 10 MWh to 690 MWh.", STEPS),
    ("In 2025 heat use fell by 19% to 690 MWh.", STEPS),
    # One scope is not two.
    ("Emissions of Scope 2 are down 26% compared with 2022.", STEPS),
    ("Since 2022 we have halved the emissions of Scope 1 and 2.", STEPS),
    # One step of several went the other way, in whichever order the columns stand.
    ("Our crash rate has gone down year after year since 2021.", RATES),
    ("Our crash rate came down in each year.", RATES),
    ("Water losses have come down in every year since 2021.", RATES),
    ("We began to count in 2021. Water losses have come down in each year since then, without exception.", RATES),
    ("Water losses fell for four years in a row.", RATES),
    ("The gender pay gap narrowed once again.", RATES),
    ("The gender pay gap narrowed again in 2025.", RATES),
    # A rate, and a label that says per what it is.
    ("Our lost-time injury rate in 2025 was the lowest we have ever recorded.", RATES),
    ("Our lost-time injury rate was at its lowest level ever in 2025.", RATES),
    ("Our safety record was the best since we began to count, with a lost-time injury rate of 3.4.", RATES),
    ("The number of our electric vehicles doubled during the year, to 141.", FLEET),
    ("In 2025 gas vehicles tripled within the year.", FLEET),
    ("Each parcel causes fewer emissions than it ever has.", FLEET),
    # A member of all.
    ("All four sites are certified to ISO 14001.", SITES),
    # Goals.
    ("We intend to be net zero across the whole value chain by 2045.", GOALS),
    ("We want to be a net zero company by 2035.", GOALS),
    ("We will reach net zero in Scopes 1 and 2 by 2045.", GOALS),
    ("We have promised that all our fibres will be certified ones by 2027.", GOALS),
    ("This shows that the target for burst pipes which we had set ourselves for 2025 was achieved.", GOALS),
    # Money, and what is told once in the text and once in a row.
    (GIFTS.format("310,000", "There were no other gifts."), ""),
    (GIVING.format("Giving", "; there was nothing else"), ""),
    ("In total 36.4 kt of waste left our sites in 2025.", WASTE),
    ("Every kilowatt-hour our network uses is renewable.", POWER),
    (COUNTED.format(55), RATES),
    # Verbs that tell what goes on, comparatives with an object, and rates that only their unit names.
    ("Water use per loaf has fallen year after year since 2022.", USE),
    ("Water use per loaf has been falling year by year.", USE),
    ("We have used less toner in each year since 2022.", USE),
    ("We have been using less toner year by year.", USE),
    ("We burned more diesel in each year since 2022.", USE),
    ("Water losses have been going down year after year since 2021.", RATES),
]
RIGHT = [
    ("In all 460 MWh of the 690 MWh of heat came from gas.", STEPS),
    ("In all 460 of the 690 MWh of heat came from gas.", STEPS),
    ("Gas gave 110 MWh of the 350 MWh of heat that Lund used.", STEPS),
    ("Ash gave 60 MWh of the 690 MWh of heat use.", STEPS),
    ("In 2022 diesel use was one and a half times as much as in 2025.", USE),
    ("In 2025 toner use was twice as much as the year before.", USE.replace("240", "571")),
    ("We used twice as many cartridges as the year before.", USE),
    ("We drive twice as fast as the year before.", USE),
    ("Heat use fell by 12% to 690 MWh.", STEPS),
    ("Heat use fell by 30 MWh to 690 MWh.", STEPS),
    ("We count from 2015. Heat use fell by 19% to 690 MWh compared with 2015.", STEPS),
    ("Heat use in Lund fell by 7% to 690 MWh.", STEPS),
    ("Like for like, heat use fell by 7% to 690 MWh.", STEPS),
    ("Emissions of Scope 2 are down 52% compared with 2022.", STEPS),
    ("Our crash rate has gone down year after year since 2024.", RATES),
    ("Our crash rate fell in 2025.", RATES),
    ("Water losses have come down in every year since 2023.", RATES),
    ("We changed our meters in 2023. Water losses have come down in each year since then, without exception.", RATES),
    ("Water losses fell for two years in a row.", RATES),
    ("The gender pay gap narrowed once again in Lund.", RATES),
    ("The gender pay gap narrowed between 2021 and 2025.", RATES),
    ("The crash rate of our contractors has gone down year after year since 2021.", RATES),
    ("Our lost-time injury rate in 2023 was the lowest we have ever recorded.", RATES),
    ("Our lost-time injury rate was lower than in the year before.", RATES),
    ("Our safety record in Lund was the best since we began to count, with a lost-time injury rate of 1.4.", RATES),
    ("The number of gas vehicles doubled during the year.", FLEET),
    ("The number of electric vehicles more than tripled since 2023.", FLEET),
    ("The number of electric vehicles in Lund doubled during the year.", FLEET),
    ("Each parcel causes fewer emissions than in 2023.", FLEET),
    ("Each letter causes fewer emissions than it ever has.", FLEET),
    ("Each of our three depots drew less water than in 2023.", DEPOTS),
    ("Each of our two largest depots drew less water than in the year before.", DEPOTS),
    ("Each of our three depots drew less river water than in the year before.", DEPOTS),
    ("Each of our three depots needed less water per tonne than in the year before.", DEPOTS),
    ("Our depots drew less water than in the year before.", DEPOTS),
    ("All four sites are certified to ISO 45001.", SITES),
    ("All three sites are certified to ISO 50001.", UNTIL),
    ("All our sites will have heat pumps by 2030.", SITES),
    ("All our sites report on heat pumps.", SITES),
    ("All our sites have spill kits.", SITES),
    ("All five sites have heat pumps.", SITES),
    ("All our sites do not yet have heat pumps.", SITES),
    ("Three of our product lines hold the Nordic Swan.", KINDS),
    ("Two of our product lines hold the Nordic Swan.", LINES),
    ("We intend to be net zero across the whole value chain by 2050.", GOALS),
    ("We want to be a net zero company by 2040.", GOALS),
    ("We want to be a net zero company by 2045.", GOALS),
    ("Our laundries will be net zero by 2035.", GOALS),
    ("We have promised that all our fibres will be certified ones by 2029.", GOALS),
    ("The target for odour complaints which we had set ourselves for 2025 was achieved.", GOALS),
    ("The target for burst pipes which we had set ourselves for 2022 was achieved.", GOALS),
    (SOME, ""),
    (GIFTS.format("270,000", "There were no other gifts."), ""),
    (GIFTS.format("310,000", ""), ""),
    (GIVING.format("Giving", ""), ""),
    (GIVING.format("Lund", " in Lund"), ""),
    ("Our crash rate fell by 33 % since 2021, since traffic fell by 60 %.", RATES),
    ("Crashes are the lowest ever in Lund, with a lost-time injury rate of 3.4.", RATES),
    ("In total 34.6 kt of waste left our sites in 2025.", WASTE),
    ("In total 35 kt of waste left our sites in 2025.", WASTE),
    ("Every kilowatt-hour our offices use is renewable.", POWER),
    ("The dairy at Lund itself runs wholly on renewable electricity.", POWER),
    ("Our furnaces run entirely on renewable electricity.", POWER),
    (COUNTED.format(33), RATES),
    ("Accidents at work declined again.", COUNTS),
    ("Accidents at work declined again.", USE),
    ("Accidents at work have dropped again.", USE),
    ("Accidents on the road declined again.", USE),
    ("Accidents at work in Lund declined again.", USE),
    ("Accidents at work are declining.", USE),
    ("Waste per loaf has fallen year after year since 2022.", USE),
    ("Water use per loaf has fallen year after year since 2024.", USE),
    ("Water use per roll has fallen year after year since 2022.", USE),
    ("Milk per loaf has fallen year after year since 2022.", USE),
    ("We have used less toner in each year since 2024.", USE),
    ("We have used less toner for brochures in each year since 2022.", USE),
    ("We have sold less toner in each year since 2022.", USE),
    ("We have used less toner per page in each year since 2022.", USE),
    ("We have used less diesel in each year since 2022.", USE),
    ("We have not used less toner in each year since 2022.", USE),
    ("We want to use less toner year by year.", USE),
    ("Toner use is falling.", USE),
    ("Water losses have been going down year after year since 2023.", RATES),
]


def rules(sentence: str, table: str) -> set[str]:
    text = f"# Quarrel Linen Report 2025\n\n{sentence}\n\n## Figures\n\n{table}\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    return {one.rule for one in found if one.rule.startswith("CON")} - {"CON-007"}


@pytest.mark.parametrize(("sentence", "table"), WRONG)
def test_what_the_document_refutes(sentence: str, table: str) -> None:
    assert rules(sentence, table)


@pytest.mark.parametrize(("sentence", "table"), RIGHT)
def test_what_only_looks_as_if_it_were_refuted(sentence: str, table: str) -> None:
    assert not rules(sentence, table)


@pytest.mark.parametrize(("share", "refuted"), [("35%", True), ("35% / 65%", False)])
def test_a_ratio_in_a_note_is_no_share_of_what_is_meant(share: str, refuted: bool) -> None:
    told = f"All of our fuel is renewable fuel.[^1]\n\n[^1]: With {share} of renewable fuel.\n"
    text = f"# Harmsworth Lines Sustainability Report 2025\n\n{told}"
    found = AUDITOR.audit_text(text, format="markdown").documents[0].findings
    assert any(one.rule == "CON-026" for one in found) == refuted
