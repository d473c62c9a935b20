"""What stands under a heading, or behind opening words, that name a claim's goal; and statements on a named table."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
GOAL = "# Report 2024\n\n## Climate\n\nBy 2030 we will cut the emissions from our own operations by 45%. It rained.\n\n"
NUMBERED = """## Targets

| No. | Target | Base year | Target year | Status |
|---|---|---|---|---|
| T1 | Cut emissions from own operations by 45% | 2019 | 2030 | on track |
| T2 | Women in management 40% | 2019 | 2030 | on track |

{}
"""
LENDING = """# Report 2024

## Lending

The emissions of the mortgage portfolio fell by 9% between 2021 and 2024. The branches were painted.

## Data

Table 2: Financed emissions and lending

| Indicator | Unit | 2021 | 2024 |
|---|---|---|---|
| Emissions of the mortgage portfolio | kt CO2e | 640 | 584 |
| Mortgages outstanding | EUR billion | 37.2 | 42.5 |

## How this report was made

{}
"""


def _element(text: str, name: str) -> ElementOut:
    claims = AUDITOR.audit_text(text, format="markdown").documents[0].claims
    return next(one for one in claims[0].elements if one.element == name)


@pytest.mark.parametrize(
    ("below", "held"),
    [
        (
            "## Roadmap for own operations\n\n- 2025: heat pumps in 60 branches\n- 2027: a depot without gas\n",
            True,
        ),
        (
            "## Finance\n\nHow the target for own operations is met. Heat pumps go into 60 branches by 2027.\n",
            True,
        ),
        (NUMBERED.format("Roadmap for T1: heat pumps go into 60 branches by 2027."), True),
        # Entries that open or end with the number of the goal, and those of a roadmap on what the goal is about.
        (
            NUMBERED.format("- T1: heat pumps go into 60 branches by 2027.\n- T2: mentors for all by 2026."),
            True,
        ),
        (NUMBERED.format("Heat pumps go into 60 branches by 2027 (T1)."), True),
        ("## Roadmap\n\nOwn operations. Heat pumps go into 60 branches by 2027.\n", True),
        (
            "## Roadmap\n\n| Field | What | When |\n|---|---|---|\n| Own operations | heat pumps | 2027 |\n",
            True,
        ),
        (NUMBERED.format("- T1 and T2 were set by the board in 2019."), False),
        (NUMBERED.format("Mentors for all by 2026 (T2)."), False),
        ("## Roadmap\n\nPackaging. Thinner film for 60 boxes by 2027.\n", False),
        (
            "## Data\n\n| Field | What | When |\n|---|---|---|\n| Own operations | heat pumps | 2027 |\n",
            False,
        ),
        # Of another goal, of nothing in particular, and the goal said again.
        (NUMBERED.format("Roadmap for T2: mentors for 60 managers by 2027."), False),
        ("## Roadmap for packaging\n\n- 2025: thinner film\n- 2027: paper bands\n", False),
        ("## Targets for own operations\n\nThe target of 45% for 2030 was set by the board.\n", False),
        ("## Our own operations\n\nThe depot was built in 1987.\n", False),
    ],
)
def test_a_plan_is_known_by_what_it_is_headed_by(below: str, held: bool) -> None:
    assert (_element(GOAL + below, "plan").state == "linked") is held


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("Financed emissions in Table 2 follow the PCAF standard.", "linked"),
        ("Financed emissions in Table 3 follow the PCAF standard.", "missing"),
        ("Water use in Table 2 follows ISO 14046.", "missing"),
    ],
)
def test_a_statement_on_a_table_is_one_on_its_rows(statement: str, state: str) -> None:
    assert _element(LENDING.format(statement), "method").state == state


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ("Unless stated otherwise, figures are for the financial year 2024.", "linked"),
        ("Our buyers visit suppliers each year.", "missing"),
    ],
)
def test_what_they_cover_is_told_by_the_sentence_before(before: str, state: str) -> None:
    text = (
        "# Report\n\n## Energy\n\nElectricity use fell by 4% compared with 2023. The lamps are new.\n\n"
        f"## How this report was prepared\n\n{before} They cover all stores and the three depots that we run.\n"
    )
    assert _element(text, "boundary").state == state
