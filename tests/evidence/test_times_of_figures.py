"""A figure is held against the year that it is told of: not that of another figure, a part of a year, or several."""

from __future__ import annotations

import pytest
from tests.evidence.test_against_rows import rules, table

import claimcheck

STEAM = table("Steam bought | MWh | 64,000 | 52,500 | 47,300 | 44,100", years=(2019, 2022, 2023, 2024))
REUSE = table("Share of pallets reused | % | 41 | 57 | 66 | 72", years=(2019, 2022, 2023, 2024))
FILM = table("Stretch film used | t | 930 | 815 | 790 | 702", years=(2019, 2022, 2023, 2024))
CO2 = table("Scope 1 emissions | t CO2 | 640 | 600 | 580 | 510", years=(2019, 2022, 2023, 2024))
STAFF = """

| Depot | Employees 2023 | Employees 2024 |
|---|---|---|
| Harbour | 245 | 255 |
| Rail | 210 | 225 |
| Total | 455 | 480 |
"""


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        # A figure that others are compared with has its year for itself.
        ("Steam bought, at 44,100 MWh, was almost a third below the 64,000 MWh of 2019." + STEAM, False),
        ("Steam bought, at 49,100 MWh, was almost a third below the 64,000 MWh of 2019." + STEAM, True),
        ("Steam bought, at 44,100 MWh, undercut 2019's 64,000 MWh by far." + STEAM, False),
        ("Steam bought was 44,100 MWh, that is 3,200 MWh less than the 47,300 MWh we paid for in 2023." + STEAM, False),
        ("Steam bought came to 44,100 MWh, following 47,300 MWh in 2023." + STEAM, False),
        ("Steam bought came to 48,100 MWh, following 47,300 MWh in 2023." + STEAM, True),
        ("Steam bought came to 44,100 MWh instead of the 47,300 MWh of 2023." + STEAM, False),
        ("The share of pallets reused, at 72%, was six points above the 66% of 2023." + REUSE, False),
        ("The share of pallets reused, at 79%, was well above the 66% of 2023." + REUSE, True),
        ("The share of pallets reused was 72%, up from 66% in 2023 and 41% in 2019." + REUSE, False),
        ("The share of pallets reused was 72%, up from 61% in 2023 and 41% in 2019." + REUSE, True),
        ("Steam bought was 44,100 MWh, down from 47,300 MWh the year before and 64,000 MWh in 2019." + STEAM, False),
        ("Steam bought fell from 64,000 MWh in 2019 to 49,100 MWh in 2024." + STEAM, True),
        # So has one at the beginning of what leads to another.
        ("After 66% in 2023, the share of pallets reused came to 72%." + REUSE, False),
        ("From a high of 64,000 MWh in 2019, steam bought came down to 44,100 MWh." + STEAM, False),
        ("From a high of 64,000 MWh in 2019, steam bought came down to 41,100 MWh." + STEAM, True),
        ("After a fall to 47,300 MWh in 2023, steam bought fell again, to 44,100 MWh." + STEAM, False),
        ("After the flood in 2023, steam bought came to 44,100 MWh." + STEAM, False),
        ("Having stood at 47,300 MWh in 2023, steam bought amounted to 44,100 MWh." + STEAM, False),
        ("Steam bought amounted to 44,100 MWh after having stood at 47,300 MWh in 2023." + STEAM, False),
        # And one that something has moved from since, or that stands apart.
        ("Steam bought stood at 47,300 MWh in 2023 and has since fallen to 44,100 MWh." + STEAM, False),
        ("Steam bought came to 49,300 MWh in 2023." + STEAM, True),
        ("Steam bought, 47,300 MWh in 2023, is now 44,100 MWh." + STEAM, False),
        # So has one in brackets.
        ("Steam bought (2023: 47,300 MWh) came to 44,100 MWh." + STEAM, False),
        ("Steam bought came to 44,100 MWh (47,300 MWh in 2023)." + STEAM, False),
        ("Steam bought came to 49,100 MWh (47,300 MWh in 2023)." + STEAM, True),
        # A change is measured against the year of the amount that it is below.
        ("Steam bought, at 44,100 MWh, was 31% below the 64,000 MWh of 2019." + STEAM, False),
        ("Steam bought, at 44,100 MWh, was 45% below the 64,000 MWh of 2019." + STEAM, True),
        # Those on a list may be in another unit than the first.
        ("Scope 1 emissions came to 510 t CO2, from 580 t in the preceding year and 640 t in 2019." + CO2, False),
        ("Scope 1 emissions came to 560 t CO2, from 580 t in the preceding year and 640 t in 2019." + CO2, True),
        # What figures on a list have in common they keep.
        ("Steam bought and film used came to 47,900 MWh and 702 tonnes in 2024." + STEAM, True),
        ("Steam bought fell by 6.8% to 47,100 MWh in 2024." + STEAM, True),
    ],
)  # fmt: skip
def test_a_year_belongs_to_its_figure(text: str, accused: bool) -> None:
    assert (rules(text) != set()) is accused


@pytest.mark.parametrize(
    ("when", "accused"),
    [
        ("Between January and June 2024", False),
        ("From April to December 2024", False),
        ("In the six months to June 2024", False),
        ("In the first half of 2024", False),
        ("In the first nine months of 2024", False),
        ("In early 2024", False),
        ("In mid-2024", False),
        ("In July 2024", False),
        ("In Q3 2024", False),
        ("In July", False),
        ("From July 2023 to May 2024", False),
        # All of a year, and what may stand for it.
        ("In 2024", True),
        ("From January to December 2024", True),
        ("In the year ended June 2024", True),
        ("In December 2024", True),
        ("At 31 March 2024", True),
        # More than a year.
        ("In 2023 and 2024", False),
        ("In 2022 to 2024", False),
        ("Between 2022 and 2024", False),
    ],
)
def test_what_is_told_of_no_year_is_held_against_none(when: str, accused: bool) -> None:
    assert (rules(f"{when}, the share of pallets reused was 78%.{REUSE}") != set()) is accused


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("In July 2024 stretch film used rose." + FILM, False),
        ("In 2024 stretch film used rose." + FILM, True),
        # What is reached over several years is of the last, and the change is one against the first.
        ("Between 2019 and 2024 stretch film used fell to 702 tonnes." + FILM, False),
        ("Between 2019 and 2024 stretch film used fell to 662 tonnes." + FILM, True),
        ("From 2022 to 2023 stretch film used fell by 25 tonnes, less than a third of the fall of 2024." + FILM, False),
        ("From 2022 to 2023 stretch film used fell by 95 tonnes." + FILM, True),
        ("Stretch film used rose from 815 t in 2022 to 930 t in 2019, before it fell by 3% in 2023." + FILM, False),
        ("Stretch film used was 25 tonnes higher in 2022 than in 2023." + FILM, False),
        ("Stretch film used fell by 25 tonnes in 2022 against 2023." + FILM, True),
        # Each change has a year, or a base year, of its own.
        ("Stretch film used fell by 3% in 2023 and by 11% in 2024." + FILM, False),
        ("Stretch film used fell by 11% year on year and by 25% compared with 2019." + FILM, False),
        ("Stretch film used fell by 11% year on year and by 35% compared with 2019." + FILM, True),
        ("Stretch film used fell by 45% compared with 2019." + FILM, True),
    ],
)  # fmt: skip
def test_changes_of_a_part_of_a_year_and_of_several(text: str, accused: bool) -> None:
    assert (rules(text) != set()) is accused


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Between 2023 and 2024 stretch film used fell by 11%, half as much again as we had planned." + FILM, False),
        ("Between 2023 and 2024 stretch film used fell by 88 tonnes, a third of the fall that we plan." + FILM, False),
        ("Between 2023 and 2024 stretch film used fell by half." + FILM, True),
        ("Between 2023 and 2024 stretch film used fell by a third of what it was." + FILM, True),
    ],
)  # fmt: skip
def test_a_share_of_another_figure_is_no_change(text: str, accused: bool) -> None:
    assert (rules(text) != set()) is accused


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Excluding our mill in Lund, steam bought came to 36,100 MWh in 2024.", False),
        ("Steam bought came to 36,100 MWh in 2024.", True),
        # Columns may be named by the year in which a split year begins, or ends.
        ("Steam bought came to 44,100 MWh in 2023/24.", False),
        ("Steam bought came to 47,300 MWh in 2023/24.", False),
        ("Steam bought came to 40,100 MWh in 2023/24.", True),
    ],
)
def test_parts_that_are_left_out_and_split_years(text: str, accused: bool) -> None:
    assert (rules(text + STEAM) != set()) is accused


def test_the_whole_of_a_share_in_words_is_none_of_its_part() -> None:
    assert rules("Almost half of our 480 employees (47%) work in Rail." + STAFF) == set()
    assert rules("In 2024 we had 245 employees in Rail." + STAFF) != set()


GERMAN = table(
    "Bezogener Dampf | MWh | 64.000 | 52.500 | 47.300 | 44.100",
    "Anteil wiederverwendeter Paletten | % | 41 | 57 | 66 | 72",
    years=(2019, 2022, 2023, 2024),
)


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Nach einem Rückgang auf 47.300 MWh im Jahr 2023 sank der bezogene Dampf weiter auf 44.100 MWh.", False),
        ("Der bezogene Dampf sank von 64.000 MWh im Jahr 2019 auf 44.100 MWh.", False),
        ("Der bezogene Dampf sank von 64.000 MWh im Jahr 2019 auf 40.100 MWh.", True),
        ("Im Juli 2024 lag der Anteil wiederverwendeter Paletten bei 78 %.", False),
        ("Mitte 2024 lag der Anteil wiederverwendeter Paletten bei 69 %.", False),
        ("Im Jahr 2024 lag der Anteil wiederverwendeter Paletten bei 78 %.", True),
    ],
)
def test_german_sentences(text: str, accused: bool) -> None:
    document = claimcheck.Auditor(lang="de").audit_text(text + GERMAN, format="markdown").documents[0]
    assert any(one.rule.startswith("CON-0") for one in document.findings) is accused
