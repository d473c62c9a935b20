"""What a statement that is made once covers: the report, a chapter, a table, or the metrics that its subject names."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
CUT = "Our Scope 1 and 2 emissions fell by 23 %."
WATER = "Our water withdrawal fell by 14 %."
PLAN = "We will cut our Scope 1 and 2 emissions by 43 % by 2032."
WATER_PLAN = "We will cut our water withdrawal by 20 % by 2031."
ABOUT = "About this report"
TABLE = """### Table 3: Emissions and energy

| Indicator | 2022 | 2024 |
|---|---|---|
| Scope 1 and 2 emissions, kt | 30 | 23.1 |
| Energy use, GWh | 410 | 398 |

{}

"""


def _held(text: str, claim: str, element: str) -> ElementOut:
    claims = AUDITOR.audit_text(text, format="markdown").documents[0].claims
    found = next(one for one in claims if one.text.rstrip(".") == claim.rstrip("."))
    return next(one for one in found.elements if one.element == element)


def _apart(claim: str, statement: str, heading: str = ABOUT, between: str = "") -> str:
    """A report whose claim and statement stand in different chapters."""
    return f"# Alder Mills\n\n## Results\n\n{claim}\n\nThe year was busy.\n\n{between}## {heading}\n\n{statement}\n"


def _below(claim: str, statement: str, chapter: str) -> str:
    """A chapter that opens with a statement, with the claim under one of its headings."""
    return (
        f"# Alder Mills\n\n## {chapter}\n\n{statement}\n\n### What we did\n\nThe year was busy.\n\n{claim}\n\n"
        "## Our people\n\nWe are 900.\n"
    )


@pytest.mark.parametrize(
    "statement",
    [
        "All figures cover the calendar year 2024 and our wholly owned sites.",
        "This report covers the twelve months to 31 March 2024.",
        "Numbers in this report are those of the calendar year 2024.",
        "Unless stated otherwise, figures are for the year ended 30 June 2024.",
        "The environmental indicators were collected for the 2024 calendar year.",
        "The present document describes our performance from 1 January to 31 December 2024.",
        "Period: 1 January 2024 to 31 December 2024.",
    ],
)
def test_the_period_of_the_report(statement: str) -> None:
    assert _held(_apart(WATER, statement), WATER, "period").state == "linked"


@pytest.mark.parametrize(
    "statement",
    [
        # Of something else, of somebody else, of a date on which something happened, and of what is to come.
        "Data on injuries are for the calendar year 2024.",
        "The survey figures relate to the calendar year 2024.",
        "The report of our auditors covers the calendar year 2024.",
        "The financial statements cover the calendar year 2024.",
        "The base year figures relate to the calendar year 2019.",
        "The report was approved by the board in March 2025.",
        "For earlier data, please refer to the review of 31 March 2023.",
        "In 2024, the results of the audits for the three years 2019/2022 were presented.",
        "Our reporting will cover the calendar year 2026 from then on.",
    ],
)
def test_the_period_of_something_else(statement: str) -> None:
    assert _held(_apart(WATER, statement), WATER, "period").state == "missing"


@pytest.mark.parametrize(
    "statement",
    [
        "This chapter covers the calendar year 2024.",
        "The figures in this chapter are for the calendar year 2024.",
        "Figures in this section refer to the 2024 financial year.",
    ],
)
def test_a_chapter_is_covered_with_all_below_its_heading_and_no_other(statement: str) -> None:
    assert _held(_below(WATER, statement, "Water"), WATER, "period").state == "linked"
    assert _held(_apart(WATER, statement, "Our people"), WATER, "period").state == "missing"


@pytest.mark.parametrize(
    "statement",
    [
        "The report covers the parent company and all fully consolidated subsidiaries.",
        "Reported data include the nine mills that we operate.",
        "The figures exclude joint ventures.",
        "Environmental data cover 97 % of our production volume.",
        "The organisational boundary is set by financial control.",
        "The scope of the economic, social and environmental data covers all fully consolidated companies.",
    ],
)
def test_the_boundary_of_the_report(statement: str) -> None:
    assert _held(_apart(WATER, statement), WATER, "boundary").state == "linked"


@pytest.mark.parametrize(
    "statement",
    [
        "The insurance covers all sites.",
        "Our code of conduct applies to all subsidiaries.",
        "The report of our auditors covers all subsidiaries.",
        "Emission data include all sites under operational control.",
        "Though it is the first report for the group as a whole, this report goes on from the last one.",
    ],
)
def test_the_boundary_of_something_else(statement: str) -> None:
    assert _held(_apart(WATER, statement), WATER, "boundary").state == "missing"


@pytest.mark.parametrize(
    "statement",
    [
        "The base year of all climate targets is 2019.",
        "2019 is the base year for all our targets.",
        "Our emission targets have a base year of 2019.",
        "All targets are measured against 2019.",
        "Unless noted, our reduction goals use 2019 as their base year.",
    ],
)
def test_the_base_year_of_targets(statement: str) -> None:
    assert _held(_apart(PLAN, statement), PLAN, "base_year").state == "linked"


@pytest.mark.parametrize(
    ("claim", "statement"),
    [
        (WATER_PLAN, "The base year of all climate targets is 2019."),
        (WATER_PLAN, "Our emission targets have a base year of 2019."),
        (WATER_PLAN, "All targets were approved in 2019."),
        (WATER, "The base year for greenhouse gas emissions is 2019."),
        (WATER, "The base year was restated in 2023."),
        (WATER, "In one business, the 2022 baseline was revisited."),
    ],
)
def test_the_base_year_of_something_else(claim: str, statement: str) -> None:
    assert _held(_apart(claim, statement), claim, "base_year").state == "missing"


@pytest.mark.parametrize(
    "statement",
    [
        "Emissions are calculated by the GHG Protocol Corporate Standard.",
        "Greenhouse gas figures follow the GHG Protocol.",
        "The inventory of greenhouse gases was drawn up under the GHG Protocol.",
    ],
)
def test_a_method_counts_for_the_metrics_that_its_subject_names(statement: str) -> None:
    assert _held(_apart(CUT, statement), CUT, "method").state == "linked"
    assert _held(_apart(WATER, statement), WATER, "method").state == "missing"


@pytest.mark.parametrize(
    ("claim", "statement", "element", "state"),
    [
        (CUT, "The emissions of the factories follow the GHG Protocol, market-based.", "method", "linked"),
        ("Our energy use fell by 3 %.", "The table covers all nine mills.", "boundary", "linked"),
        (WATER, "The table covers all nine mills.", "boundary", "missing"),
    ],
)
def test_a_table_is_covered_by_the_labels_of_its_rows(claim: str, statement: str, element: str, state: str) -> None:
    text = _apart(claim, "We are many.", "Our people", TABLE.format(statement))
    assert _held(text, claim, element).state == state
