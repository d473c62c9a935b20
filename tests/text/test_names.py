"""Which name in a document is that of the company that speaks."""

from __future__ import annotations

import pytest

from claimcheck.text.names import Names

SITES = "The works in Lund grew. Lund was built in 1998. We like Lund. Steam for Lund. Visit Lund."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        # The title opens with the company, and a site stands more often than it.
        (f"Arvenor Foods Report 2024\n\n{SITES} Arvenor bought kilns.", {"arvenor"}),
        (f"ARVENOR HALDIR LIMITED\n\n{SITES} At Arvenor Haldir we bought kilns.", {"arvenor", "haldir"}),
        # A title that names none, one whose name has no other place, and a row of a table.
        (f"Report on the year\n\n{SITES}", {"lund"}),
        (f"Threads 2024\n\n{SITES}", {"lund"}),
        ("Tarn works | 2023 | 2024\n\nThe Tarn works grew. We like it.", set()),
        # Names of years name nobody, and whoever has a legal form comes before the name of a report.
        ("In FY24 we grew. FY24 was good. FY24 ended. On to FY25 from FY24.", set()),
        (f"Threads and Felt\n\n{SITES} Lund Wool SE sells felt. Threads of wool.", {"lund"}),
    ],
)
def test_the_company_is_named_by_its_title(text: str, own: set[str]) -> None:
    names = Names(text, ("'s", "'"), forms=("SE", "Limited"), common={"report", "the", "in", "we", "at", "on"})
    assert names.own == own


def test_what_acts_most_often_is_the_company_however_often_another_name_stands() -> None:
    text = f"{SITES} {SITES} At Arvenor Oy we bake. " + "Arvenor Oy has grown. " * 4
    names = Names(text, ("'s", "'"), helpers=("has",), common={"at", "the", "we", "oy"})
    assert names.own == {"arvenor"}
    # A name that all companies share names none.
    grouped = text.replace("Arvenor Oy has", "The Group has")
    assert Names(grouped, ("'s", "'"), helpers=("has",), common={"at", "the", "we", "group"}).own == {"lund"}


def test_digits_that_stand_with_a_name_more_than_once_are_part_of_it() -> None:
    text = "Orlex 40 is mild. We sell Orlex 40. In Tarn 40 people work. Staff 31, and staff at Tarn. Staff 31."
    names = Names(text, ())
    assert names.numbered == {"Orlex"}
    assert Names(f"{text} In Tarn 40 mend.", (), others=("tarn",)).numbered == {"Orlex"}


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("We like Velm.", True),
        ("We saw Velm's kiln.", True),
        ("Velm grew.", False),
        ("We like Velm, and velm is a word.", False),
    ],
)
def test_a_name_stands_inside_a_sentence_and_has_its_capital_everywhere(text: str, inside: bool) -> None:
    assert Names(text, ("'s", "'")).stands_inside("Velm") is inside


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Die Kredite wuchsen. Wir geben Kredite. Viele Kredite. Auch Kredite. Firmenkredite sind neu.", set()),
        ("Die Halver wuchs. Wir sind Halver. Viele Halver. Auch Halver. Halvers Werk ist neu.", {"halver"}),
    ],
)
def test_a_part_of_longer_nouns_is_no_company_where_all_nouns_have_capitals(text: str, own: set[str]) -> None:
    common = {"die", "wir", "viele", "auch"}
    assert Names(text, (), common=common, nouns=True).own == own
