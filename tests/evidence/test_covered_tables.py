"""Statements on a table that they name, and on what the sentence before them names."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
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
