"""Copy that a law allows draws no finding that denies what it says, and the barred twin of it still does."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import claimcheck


@cache
def _auditor(land: str, medium: Any) -> claimcheck.Auditor:
    context = claimcheck.Context(audience="consumer", medium=medium, jurisdictions=(land,))
    return claimcheck.Auditor(context=context)


def _told(text: str, land: str = "eu", medium: Any = "web") -> set[str]:
    """The rules of the findings on a text."""
    (document,) = _auditor(land, medium).audit_text(text).documents
    return {one.rule for claim in document.claims for one in claim.findings}


@pytest.mark.parametrize("land", ["eu", "de"])
@pytest.mark.parametrize(
    "text",
    [
        "No emissions while cycling.",
        "Our minibus is locally emissions-free.",
        "The sweeper drives with zero emissions on the road.",
        "Unser Lieferwagen fährt emissionsfrei durch die Altstadt.",
        "Mit dem neuen Bus lokal emissionsfrei unterwegs sein.",
    ],
)
def test_no_emissions_at_a_stage_that_is_named_is_no_neutrality(text: str, land: str) -> None:
    assert not _told(text, land) & {"NEU-001", "NEU-002", "NEU-007"}


@pytest.mark.parametrize(
    ("text", "land"),
    [
        ("Our minibus is emissions-free.", "eu"),
        ("Unser Lieferwagen ist emissionsfrei und kommt am Morgen.", "de"),
        ("Klimaneutral fahren mit unserem neuen Tarif für alle.", "de"),
        ("No emissions while cycling, and climate neutral at that: our bicycles.", "eu"),
        ("Drive emission-free: we offset what the minibus gives off.", "eu"),
    ],
)
def test_a_balance_or_no_stage_is_told(text: str, land: str) -> None:
    assert _told(text, land) & {"NEU-001", "NEU-002", "NEU-007"}
