"""What a claim says in part and the document in full, and for when a report says that its figures hold."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of, medium="report"), lang="en")
ABOUT = "\n\nIt rained in May. The gate was painted.\n\n## About this report\n\n{}\n"
WATER = """

Table 1: Water

| Indicator | Unit | 2019 | 2024 |
|---|---|---|---|
| Water withdrawal | thousand m³ | 1,240 | 1,066 |
| Water withdrawal per tonne of glass | m³/t | 3.4 | 2.7 |
"""


def _element(claim: str, name: str, more: str = "") -> ElementOut:
    report = AUDITOR.audit_text(f"# Report\n\n## Results\n\n{claim}{more}", format="markdown")
    elements = report.documents[0].claims[0].elements
    return next(one for one in elements if one.element == name)


@pytest.mark.parametrize(
    ("told", "state", "quote"),
    [
        (
            "All figures cover the four glassworks over which we have operational control.",
            "linked",
            "operational control",
        ),
        # A scope says no more than the claim does.
        ("Scope 1 and 2 emissions are calculated in line with the GHG Protocol.", "present", "Scope 1 and 2"),
        ("The cook retired.", "present", "Scope 1 and 2"),
    ],
)
def test_a_scope_gives_way_to_what_the_figures_cover(told: str, state: str, quote: str) -> None:
    claim = "Our Scope 1 and 2 emissions fell by 23% between 2019 and 2024."
    found = _element(claim, "boundary", ABOUT.format(told))
    assert (found.state, found.credit) == (state, 1.0)
    assert quote in (found.quote or "")


def test_sites_that_a_claim_names_do_not_give_way() -> None:
    told = ABOUT.format("All figures cover the four glassworks over which we have operational control.")
    assert _element("In Spain and Portugal we cut emissions by 23% in 2024.", "boundary", told).state == "present"


def test_the_row_of_the_ratio_says_more_than_in_absolute_terms() -> None:
    claim = "In absolute terms, our water withdrawal fell by 14% between 2019 and 2024."
    assert _element(claim, "absolute_and_intensity").state == "present"
    found = _element(claim, "absolute_and_intensity", WATER)
    assert (found.state, found.credit) == ("linked", 1.0)
    assert (found.quote or "").endswith("2.7")


@pytest.mark.parametrize("since", ["since 2022", "since January 2022", "since FY2022"])
def test_what_holds_since_a_year_needs_no_other_period(since: str) -> None:
    told = ABOUT.format("All figures refer to the calendar year 2024.")
    found = _element(f"Our head office has been carbon neutral {since}.", "period", told)
    assert (found.state, found.credit) == ("present", 1.0)


@pytest.mark.parametrize(
    "claim",
    [
        "All the electricity that we buy comes from renewable sources.",
        "Our water withdrawal is at its lowest level since records began.",
    ],
)
@pytest.mark.parametrize(
    "told",
    [
        "All figures refer to the calendar year 2024.",
        "Figures are for the financial year 2024, the 52 weeks to 1 February 2025.",
        "Figures are given for the twelve months from 1 July 2023 to 30 June 2024.",
    ],
)
def test_what_is_measured_without_a_figure_holds_for_the_period_of_all(claim: str, told: str) -> None:
    assert _element(claim, "period", ABOUT.format(told)).state == "linked"


@pytest.mark.parametrize("claim", ["Our paint is eco-friendly.", "We are committed to halving our waste."])
def test_what_is_not_measured_has_no_period(claim: str) -> None:
    elements = AUDITOR.audit_text(
        f"# Report\n\n## Results\n\n{claim}" + ABOUT.format("All figures refer to the calendar year 2024."),
        format="markdown",
    )
    held = [one.element for one in elements.documents[0].claims[0].elements if one.state != "missing"]
    assert "period" not in held


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        # What machines did in a year is a result of the company; what a product is like is none.
        ("Our emergency generators burned 27% less diesel in 2024 than in 2021.", "linked"),
        ("There were no oil spills from our tanks in 2024.", "linked"),
        ("Our kettle uses 27% less energy than the kettle of 2021.", "missing"),
    ],
)
def test_what_was_done_is_within_the_boundary_of_the_report(claim: str, state: str) -> None:
    told = ABOUT.format("All figures cover the four glassworks over which we have operational control.")
    assert _element(claim, "boundary", told).state == state


def test_a_note_that_opens_with_who_was_asked_is_no_boundary() -> None:
    claim = "Our delivery service has been carbon neutral since 2022.†"
    note = "For the assessment we asked three shops."
    assert _element(claim, "boundary", f"\n\nIt rained.\n\n† {note}\n").state == "missing"


def test_who_checked_the_targets_is_told_in_a_note() -> None:
    claim = "By 2030 we will cut our Scope 1 and 2 emissions by 70%.†"
    note = "\n\nIt rained.\n\n† Both targets were checked in March 2023 by the {}.\n"
    found = _element(claim, "verifier", note.format("Nordic Panel for Climate Targets"))
    assert (found.state, found.quote) == ("linked", "Nordic Panel for Climate Targets")
    assert _element(claim, "verifier", note.format("legal department")).state == "missing"


def test_the_entry_of_a_glossary_tells_how_a_figure_was_had() -> None:
    glossary = """

## Glossary

- *Management position*: a post at grade 6 or above with responsibility for staff.
- *Patient reached*: a person who starts a course of treatment, as recorded by the clinic.
"""
    found = _element("Women held 31% of management positions at the end of 2024.", "method", glossary)
    assert (found.state, found.need) == ("linked", "optional")
    without = AUDITOR.audit_text(f"# Report\n\nManagement positions are open to all.{glossary}", format="markdown")
    held = [one.element for claim in without.documents[0].claims for one in claim.elements if one.state == "linked"]
    assert held == []
