"""The row that outweighs all others in what it shares with a claim tells of it, and accuses nobody."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack(), claimcheck.Context())

FIGURES = """

## Figures

| Ropewalks and offices | Unit | 2021 (base) | 2023 | 2024 |
|---|---|---|---|---|
| Scope 1 | t CO2e | 6,100 | 5,210 | 4,650 |
| Crew injuries with lost days, per million hours | | 9.1 | 7.4 | 6.8 |
| Hemp waste sent to landfill | t | 410 | 385 | 352 |
| Hemp waste composted | t | 120 | 160 | 190 |
| Hemp waste of the Tarnow walk | t | 61 | 60 | 44 |
| Energy per loom shift | kWh | 880 | 760 | 690 |
| Women among rope masters | % | 22 | 33 | 37 |

Our Tarnow walk and the one at Brell make ropes.
"""


def held(text: str, rest: str) -> dict[str, ElementOut]:
    claims = AUDITOR.audit_text(f"# Ropes\n\n{text}{rest}", format="markdown").documents[0].claims
    return {one.element: one for one in claims[0].elements if one.state in ("linked", "contradicted")}


def test_the_row_that_shares_most_tells_the_unit_that_is_left_out() -> None:
    found = held("Injuries of our crew with lost days stood at 6.8, the best we have seen.", FIGURES)
    assert found["unit"].quote.startswith("Crew injuries with lost days")


@pytest.mark.parametrize(
    "text",
    [
        # Two rows say as much of what the claim names.
        "Our hemp waste has been reduced again.",
        # The row is that of a single walk.
        "Hemp waste in all our walks came to 44 tonnes.",
        # Per another unit.
        "We cut energy use per crew shift by 22 % since 2021.",
    ],
)
def test_no_row_is_taken_that_does_not_outweigh_the_others(text: str) -> None:
    found = held(text, FIGURES)
    assert not {"unit", "value", "period", "absolute_and_intensity"} & found.keys()


def test_the_year_of_a_column_that_is_called_base_belongs_to_its_row() -> None:
    found = held("Our direct emissions are 24 % lower than when we started.", FIGURES)
    assert found["base_year"].quote.startswith("Scope 1 | 2021 (base): 6,100")


def test_a_row_that_only_supports_refutes_nothing() -> None:
    text = "Injuries that cost our crew some days stood at 7.9 in 2024."
    document = AUDITOR.audit_text(f"# Ropes\n\n{text}{FIGURES}", format="markdown").documents[0]
    assert not [one for one in document.findings if one.rule.startswith("CON")]
