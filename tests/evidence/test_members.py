"""All, against lists that name fewer and notes that leave some out; goals said to be met, against their state."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
WIDE = {f"CON-{number:03d}" for number in range(4, 10)}


def rules(text: str) -> set[str]:
    """The rules on contradictions that a text fires."""
    fired = {one.rule for one in AUDITOR.audit_text(text, format="markdown").documents[0].findings}
    return {one for one in fired if one.startswith("CON-")} - WIDE


CELLARS = "All our cellars are certified to ISO 50001.\n\n# Where we work\n\n{count}\n\n# Annex\n\n{annex}\n"
FIVE = "The five cellars under our control lie along the Tarn."


@pytest.mark.parametrize(
    ("count", "annex", "fired"),
    [
        (FIVE, "ISO 50001: Albi, Gaillac and Rabastens", True),
        (FIVE, "ISO 50001 certificate EN-4471, valid until May 2027: cellars Albi, Gaillac and Rabastens.", True),
        (FIVE, "ISO 50001: Albi, Gaillac, Rabastens, Lisle and Marssac", False),
        (FIVE, "ISO 14001: Albi, Gaillac and Rabastens", False),
        (FIVE, "Audited to ISO 50001 in spring: Albi, Gaillac and Rabastens", False),
        # Two certificates may cover them together.
        (FIVE, "ISO 50001: Albi, Gaillac and Lisle\n\nISO 50001: Rabastens, Marssac", False),
        (FIVE, "ISO 50001: Albi, Gaillac\n\nISO 50001 was introduced in Rabastens in spring.", False),
        # Nobody knows how many lie in a country, or in what is no name.
        (FIVE, "ISO 50001: France and Spain", False),
        (FIVE, "ISO 50001: cellars in Occitania and Gascony", False),
        (FIVE, "ISO 50001: northern cellars, southern cellars", False),
        ("We opened five cellars in the nineties.", "ISO 50001: Albi, Gaillac and Rabastens", False),
        (f"{FIVE} The two cellars of our neighbour do as well.", "ISO 50001: Albi, Gaillac", False),
    ],
)
def test_all_against_a_list_that_names_fewer(count: str, annex: str, fired: bool) -> None:
    assert (rules(CELLARS.format(count=count, annex=annex)) == {"CON-029"}) is fired


def test_the_claim_may_say_how_many_there_are() -> None:
    text = "All {} cellars are certified to ISO 50001.\n\n# Annex\n\nISO 50001: Albi, Gaillac and Rabastens\n"
    assert rules(text.format("four")) == {"CON-029"}
    assert rules(text.format("three")) == set()


NOTED = "{claim}[^c]\n\nA new oven was built in Rabastens.\n\n[^c]: {note}\n"
ALL = "All our laundries are certified to ISO 14001."
OURS = "Our laundries are certified to ISO 14001."
LUND = "Certificate 12-7 for the laundry in Lund, valid until May 2027."


@pytest.mark.parametrize(
    ("claim", "note", "fired"),
    [
        (ALL, "Rabastens has not been certified yet.", True),
        (ALL, "The laundry in Rabastens is not certified.", True),
        (OURS, f"{LUND} Rabastens has not been certified yet.", True),
        # Something else, somebody else's, another matter, another predicate; one laundry of which nothing is denied.
        (ALL, "The northern laundries in Lund and Aarvik are not certified.", True),
        (ALL, "Joint ventures are not certified.", False),
        (ALL, "The laundries of our suppliers are not certified.", False),
        (ALL, "The offices are not certified.", False),
        (ALL, "Rabastens has not been built yet.", False),
        (OURS, LUND, False),
        ("Our laundry is certified to ISO 14001.", f"{LUND} Rabastens has not been certified yet.", False),
    ],
)
def test_all_against_a_note_that_leaves_some_out(claim: str, note: str, fired: bool) -> None:
    assert (rules(NOTED.format(claim=claim, note=note)) == {"CON-029"}) is fired


GOALS = """
# Goals

| Goal | From | Destination | Where we are |
|---|---|---|---|
| Glass returned | 2019 | {aim} | {state} |
| Women among brewers | 2019 | 40% by 2033 | 31% |
"""


@pytest.mark.parametrize(
    ("claim", "aim", "state", "fired"),
    [
        ("We met our 2024 goal for glass.", "100% by 2024", "91%, not yet there", True),
        ("We met our 2024 goal for glass.", "100% by 2024", "100%", False),
        # Another date may be an earlier goal; without a date nobody knows which goal it was.
        ("We met our 2020 goal for glass.", "100% by 2024", "91%", False),
        ("We met our goal for glass.", "100% by 2024", "91%", False),
        ("We met our 2024 interim goal for glass.", "100% by 2024", "91%", False),
        ("We will have met our 2024 goal for glass by then.", "100% by 2024", "91%", False),
        ("We have not met our 2024 goal for glass.", "100% by 2024", "91%", False),
        ("Once our 2024 goal for glass is met, the old line stops.", "100% by 2024", "91%", False),
        ("Had we met our 2024 goal for glass, the old line would stand still.", "100% by 2024", "91%", False),
        ("So far 91% of our 2024 goal for glass has been met.", "100% by 2024", "91%", False),
        # Who knows whether more or less of it is better?
        ("We met our 2024 goal for glass.", "20% by 2024", "11%", False),
        ("We met our 2024 goal for glass.", "at least 60% by 2024, 100% by 2029", "91%", False),
        ("We met our 2024 goal for yeast.", "100% by 2024", "91%", False),
    ],
)
def test_a_goal_said_to_be_met_against_its_state(claim: str, aim: str, state: str, fired: bool) -> None:
    assert ("CON-024" in rules(f"{claim}\n{GOALS.format(aim=aim, state=state)}")) is fired


@pytest.mark.parametrize(
    ("claim", "fired"),
    [
        ("We will reach net-zero ferry emissions by 2044.", True),
        ("We will reach net-zero ferry emissions by 2049.", False),
        ("We will reach net-zero harbour emissions by 2044.", False),
    ],
)
def test_a_goal_is_told_by_the_cell_before_what_is_aimed_for(claim: str, fired: bool) -> None:
    head = "\n# Goals\n\n| Area | Goal | Where we are |\n|---|---|---|\n"
    rows = "| Ferry emissions | Net zero by 2049 | 61 kt |\n| Women at sea | 15% by 2030 | 9% |\n"
    assert ("CON-024" in rules(claim + "\n" + head + rows)) is fired


@pytest.mark.parametrize(
    ("head", "fired"),
    [("2020 (restated)", True), ("2020 (estimated)", False), ("2020 (restated) | 2020 (as reported)", False)],
)
def test_what_was_restated_is_the_figure_of_its_year(head: str, fired: bool) -> None:
    columns = head.count("|") + 3
    figures = " | ".join(["2,980"] + ["2,710"] * head.count("|") + ["2,590"])
    text = (
        "Yeast bought has fallen by 18% since 2020.\n\n"
        f"| Indicator | {head} | 2025 |\n{'|---' * columns}|\n| Yeast bought, t | {figures} |\n"
    )
    assert ("CON-002" in rules(text)) is fired


ROW = "\n\n| Indicator | Unit | 2023 | 2024 |\n|---|---|---|---|\n| {} | % | 91 | {} |\n"


@pytest.mark.parametrize(
    ("claim", "row", "share", "fired"),
    [
        ("Every gram of wool that we use is certified.", "Certified wool", "97", True),
        ("Every gram of wool that we use is certified.", "Certified wool", "100", False),
        ("Every farm of milk cows is certified.", "Certified milk", "97", False),
        # What a word more says may be the opposite.
        ("All our cheeses are free of wax.", "Cheeses with wax", "0", False),
        ("Zero waste goes to landfill.", "Waste kept from landfill", "100", False),
        ("All our cheeses are free of wax.", "Cheeses free of wax", "93", True),
    ],
)
def test_what_is_said_of_all_is_what_the_row_counts(claim: str, row: str, share: str, fired: bool) -> None:
    assert ("CON-026" in rules(claim + ROW.format(row, share))) is fired


GIVEN = """# The year

We gave 4,100 loaves to food banks in 2024.

# {heading}

{line}

Our bakery in Rabastens is the oldest.
"""


@pytest.mark.parametrize(
    ("heading", "line", "fired"),
    [
        ("Counts", "Loaves given to food banks: 3,100 in 2024, by delivery notes.", True),
        ("Counts", "Loaves given to food banks: 4,100 in 2024, by delivery notes.", False),
        ("Counts", "Loaves given to food banks: about 4,000 in 2024.", False),
        ("Counts", "Loaves given to food banks: 3,100 in 2021.", False),
        ("Counts", "Loaves given to food banks: 3,100.", False),
        ("Counts", "Loaves given to schools: 3,100 in 2024.", False),
        ("Counts", "Loaves given to food banks in Albi: 3,100 in 2024.", False),
        ("Counts", "Rye loaves given to food banks: 3,100 in 2024.", False),
        ("Rabastens", "Loaves given to food banks: 3,100 in 2024.", False),
    ],
)
def test_a_sentence_with_a_label_is_a_row_of_one_figure(heading: str, line: str, fired: bool) -> None:
    assert ("CON-001" in rules(GIVEN.format(heading=heading, line=line))) is fired


WORKS = "All five works are certified to ISO 50001.[^1]\n\n[^1]: {note}\n"


@pytest.mark.parametrize(
    ("note", "fired"),
    [
        ("Sites on the certificate: Carrow, Lissan, Dunmoy, Pettle.", True),
        ("Certificate EN-5031, for Carrow, Lissan, Dunmoy, Pettle and Strathgarve.", False),
        ("Old works, a fifth of all, are not certified yet.", True),
        ("Certificate EN-5031, valid until May 2028.", False),
    ],
)
def test_a_note_on_all_may_name_fewer_or_leave_a_kind_out(note: str, fired: bool) -> None:
    assert bool(rules(WORKS.format(note=note))) == fired
