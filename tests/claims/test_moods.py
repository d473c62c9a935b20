"""Aims without a finite verb: by the verb that opens a line, and by the heading or the line over it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.claims.long_report import CLAIM, DEPOTS

import claimcheck

REPORT = claimcheck.Auditor(context=claimcheck.Context(audience="investor", medium="report", as_of=date(2024, 6, 1)))


def _claims(text: str, heading: str = "Climate") -> dict[str, tuple[str, str, int | None]]:
    whole = f"# Report 2023\n\n## Accounts\n\n{DEPOTS}\n\n## Climate\n\n{CLAIM}\n\n## {heading}\n\n{text}\n"
    (document,) = REPORT.audit_text(whole, format="markdown").documents
    return {
        claim.text: (claim.type, claim.tense, claim.target_year) for claim in document.claims if claim.text != CLAIM
    }


@pytest.mark.parametrize(
    ("line", "year"),
    [
        ("Achieve the agreed cut in the emissions of our financed quarries.", None),
        ("Reduce 2 tonnes of the emissions caused by each kiln.", None),
        ("Aim 4: Halve the emissions of our kilns.", None),
    ],
)
def test_a_verb_before_its_object_tells_what_is_to_be_done(line: str, year: int | None) -> None:
    assert [tense for _, tense, _ in _claims(line).values()] == ["planned"]


@pytest.mark.parametrize(
    "line",
    [
        "Cut the emissions of our kilns by 9 % in 2022.",
        "Transport emissions have been halved.",
        "Plant 3 reduced its emissions by 5 %.",
    ],
)
def test_a_noun_or_a_past_that_opens_a_line_orders_nothing(line: str) -> None:
    assert "planned" not in [tense for _, tense, _ in _claims(line).values()]


AIMED = "- Lowering the emissions of our kilns by 30 %"


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("Our climate targets", None),
        ("Goals for 2031", 2031),
        ("Our 2031 climate targets", 2031),
        ("What we aim to reach", None),
    ],
)
def test_what_stands_under_a_heading_for_aims_is_aimed_at(heading: str, year: int | None) -> None:
    assert _claims(AIMED, heading) == {AIMED[2:]: ("future_target", "planned", year)}


@pytest.mark.parametrize("heading", ["Results", "Our targets and progress", "Targets that have been met"])
def test_other_headings_make_no_aim(heading: str) -> None:
    assert [tense for _, tense, _ in _claims(AIMED, heading).values()] == ["ongoing"]


@pytest.mark.parametrize(
    "line",
    [
        "- We lowered the emissions of our kilns by 30 %",
        "- Lowered the emissions of our kilns by 30 %",
        "- The emissions of our kilns were lowered by 30 %",
        "- Lowering the emissions of our kilns by 30 % in 2022",
        "- Fuel accounts for 30 % of the emissions of our kilns",
    ],
)
def test_what_was_done_or_is_so_is_none_under_such_a_heading(line: str) -> None:
    found = _claims(line, "Our climate targets")
    assert "planned" not in [tense for _, tense, _ in found.values()]


def test_a_list_takes_mood_and_year_from_the_line_that_leads_to_it() -> None:
    text = "By 2031 we want to reach less emissions:\n\n- 22 % less per tile\n- a quarter less per brick"
    found = _claims(text)
    assert found["22 % less per tile"] == ("future_target", "planned", 2031)
    assert found["a quarter less per brick"] == ("future_target", "planned", 2031)


@pytest.mark.parametrize(
    ("lead", "line", "year"),
    [
        ("By 2031 we will:", "lower the emissions of our kilns by 30 %", 2031),
        ("By 2031 we will:", "cut the emissions of our kilns by 30 %", 2031),
        ("We have set these goals for 2031:", "Halve the emissions of our kilns.", 2031),
        # An entry with a date of its own needs no other one.
        ("By 2031 we will:", "halve the emissions of our kilns by 2027", 2027),
        ("In 2022 we set ourselves these goals:", "Halve the emissions of our kilns.", None),
    ],
)
def test_an_entry_is_due_when_its_list_is(lead: str, line: str, year: int | None) -> None:
    found = _claims(f"{lead}\n\n- {line}\n- mend the roofs of our depots")
    assert found[line] == ("future_target", "planned", year)


def test_entries_of_a_cell_take_them_as_well() -> None:
    row = "| 1 | Achieve the 2031 cut in emissions of our kilns: • -22% in bricks • -40% in tiles • None |"
    found = _claims("| No | What |\n|---|---|\n" + row)
    assert found["-22% in bricks"] == found["-40% in tiles"] == ("future_target", "planned", 2031)


def test_a_line_leads_to_its_own_list_alone() -> None:
    text = "By 2031 we want to cut emissions:\n\n- 22 % in bricks\n\n## Kilns\n\n- 40 % in tiles\n\nKilns are hot."
    found = _claims(text)
    assert "22 % in bricks" in found
    assert "40 % in tiles" not in found


def test_an_aim_with_its_date_is_about_what_is_claimed_beside_it() -> None:
    text = f"{CLAIM}\n\n- 90 % of the roofs in slate by 2031\n- Roofs in slate were 90 % until 1997"
    assert _claims(text) == {"90 % of the roofs in slate by 2031": ("future_target", "planned", 2031)}


def test_a_level_that_is_yet_to_be_reached_is_an_aim() -> None:
    line = "By 2031, under 15 % of our energy from oil."
    assert _claims(line)[line] == ("future_target", "planned", 2031)
