"""What assurance statements name by its number: rows by codes and ordinals, notes by labels, rows by a column."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
CLAIM = "Energy use came to 383 GWh in 2025."
OTHER = "Water use came to 1,940 ML in 2025."
REPORT = """# Brackmoor Hotels Report 2025

{claim}

## Data

{table}

## Independent assurance

{told}

Oakes Lindqvist LLP, Leeds, 3 March 2026
"""
CODED = """| Ref. | Indicator | Unit | 2024 | 2025 |
|---|---|---|---|---|
| EN-1 | Energy use | GWh | 391 | 383 |
| EN-2 | Water use | ML | 2,010 | 1,940 |"""
COUNTED = """| No. | Pledge | 2024 | 2025 |
|---|---|---|---|
| 1 | Energy use (GWh) | 391 | 383 |
| 2 | Water use (ML) | 2,010 | 1,940 |
| 3 | Waste (t) | 940 | 902 |"""
MARKED = """| Indicator | Unit | 2024 | 2025 | Checked |
|---|---|---|---|---|
| Energy use | GWh | 391 | 383 | Yes |
| Water use | ML | 2,010 | 1,940 | No |"""


def _elements(claim: str, table: str, told: str) -> dict[str, str]:
    text = REPORT.format(claim=claim, table=table, told=told)
    found = AUDITOR.audit_text(text, format="markdown").documents[0].claims[0]
    return {one.element: one.quote or "" for one in found.elements if one.state == "linked"}


WORDED = """| Code | Indicator | Unit | 2024 | 2025 |
|---|---|---|---|---|
| Elec-All | Energy use | GWh | 391 | 383 |
| Wat-All | Water use | ML | 2,010 | 1,940 |"""
LETTERED = """R = reasonable assurance, L = limited assurance

| Indicator | Unit | 2024 | 2025 | Status |
|---|---|---|---|---|
| Energy use | GWh | 391 | 383 | R |
| Water use | ML | 2,010 | 1,940 | L |
| Waste | t | 940 | 902 | - |"""


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (WORDED, "We examined Elec-All for 2025 and give limited assurance under ISAE 3000."),
        (
            CODED,
            "We examined EN-1 for 2025 and give limited assurance under ISAE 3000. No other entry was examined.",
        ),
        (
            COUNTED,
            "We examined the 2025 figures of pledges 1 and 3 and give limited assurance under ISAE 3000.",
        ),
        (
            MARKED,
            'We give limited assurance under ISAE 3000 on the 2025 figures whose column "Checked" says "Yes".',
        ),
    ],
)
def test_a_row_is_covered_that_its_number_or_column_names(table: str, told: str) -> None:
    assert _elements(CLAIM, table, told).get("verifier") == "Oakes Lindqvist LLP"
    assert "verifier" not in _elements(OTHER, table, told)


def test_each_row_has_the_level_that_is_told_of_its_code() -> None:
    told = (
        "We give reasonable assurance on EN-1 and limited assurance on EN-2, both for 2025, under ISAE 3000."
    )
    assert _elements(CLAIM, CODED, told)["assurance_level"] == "reasonable assurance"
    assert _elements(OTHER, CODED, told)["assurance_level"] == "limited assurance"


def test_what_is_named_as_nothing_that_was_checked_is_left_out() -> None:
    told = "We give limited assurance on EN-1 for 2025 under ISAE 3000. Nothing else, EN-2 included, was examined."
    assert "verifier" in _elements(CLAIM, CODED, told)
    assert "verifier" not in _elements(OTHER, CODED, told)


def test_the_figures_that_numbered_notes_are_on_are_covered() -> None:
    text = """# Brackmoor Hotels Report 2025

Energy use came to 383 GWh in 2025.<sup>1</sup> Water use came to 1,940 ML in 2025.<sup>2</sup>
Waste was 902 t.<sup>3</sup>

## Notes

1. Metered at all hotels.
2. Read from the bills.
3. Weighed by the collectors.

## Independent assurance

Oakes Lindqvist LLP checked, with limited assurance under ISAE 3000, the data for 2025 to which notes 1 and 3 relate.
"""
    claims = AUDITOR.audit_text(text, format="markdown").documents[0].claims[:3]
    held = [
        any(one.element == "verifier" and one.state == "linked" for one in claim.elements) for claim in claims
    ]
    assert held == [True, False, True]


def test_letters_in_cells_have_the_level_of_their_legend() -> None:
    told = "We examined the 2025 amounts marked R and reviewed those marked L, under ISAE 3000."
    for claim, level in ((CLAIM, "reasonable assurance"), (OTHER, "limited assurance")):
        found = _elements(claim, LETTERED, told)
        assert (found["verifier"], found["assurance_level"]) == ("Oakes Lindqvist LLP", level)
    assert "verifier" not in _elements("Waste came to 902 t in 2025.", LETTERED, told)


@pytest.mark.parametrize(
    "signed", ["Oakes & Lindqvist Prüfung, 3 March 2026", "Oakes Lindqvist, Leeds, 3 March 2026"]
)
def test_whoever_signs_with_a_date_needs_no_legal_form(signed: str) -> None:
    text = REPORT.replace("Oakes Lindqvist LLP, Leeds, 3 March 2026", signed)
    told = "To the board. We have performed a limited assurance engagement under ISAE 3000 on this report for 2025."
    document = AUDITOR.audit_text(
        text.format(claim=CLAIM, table=CODED, told=told), format="markdown"
    ).documents[0]
    (held,) = [one for one in document.claims[0].elements if one.element == "verifier"]
    assert (held.state, held.quote) == ("linked", signed.split(",")[0])


def test_what_stands_behind_a_colon_is_all_that_was_checked() -> None:
    told = (
        "Oakes Lindqvist LLP issued a limited assurance report under ISAE 3000. It bears on three indicators for 2025: "
        "energy use, Scope 1 emissions, and accident frequency. Nothing else in this report was verified."
    )
    assert _elements(CLAIM, CODED, told).get("verifier") == "Oakes Lindqvist LLP"
    assert "verifier" not in _elements(OTHER, CODED, told)
