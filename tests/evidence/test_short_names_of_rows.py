"""A row is called by the words that its label begins with, where no other row has one of them."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
ROWS = """| Indicator | 2023 | 2024 | 2025 |
|---|---|---|---|
| Copper sprayed (kg per hectare) | 3.0 | 2.7 | 2.4 |
| Engagement score (0 to 100) | 68 | 71 | 70 |
| Lost-time accidents | 14 | 12 | 9 |
| Seasonal pickers | 60 | 64 | 71 |
| Steel in gearboxes (t) | 30 | 31 | 33 |
| Paper consumption (t) | 90 | 80 | 72 |
| Paper recycled (t) | 40 | 41 | 45 |"""


def _rules(sentence: str) -> set[str]:
    document = AUDITOR.audit_text(f"# Report\n\n{ROWS}\n\n{sentence}", format="markdown").documents[0]
    findings = (*document.findings, *(found for claim in document.claims for found in claim.findings))
    return {found.rule for found in findings if found.rule.startswith("CON-01") or found.rule == "CON-002"}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Copper reached 3.4 kg per hectare in 2025.", "CON-011"),
        ("Engagement fell by 9 % from 2023 to 2025.", "CON-002"),
        ("Engagement improved to 78 in 2025.", "CON-011"),
    ],
)
def test_a_row_is_refuted_by_its_short_name(sentence: str, rule: str) -> None:
    assert _rules(sentence) == {rule}


@pytest.mark.parametrize(
    "sentence",
    [
        # As the row has it.
        "Engagement improved to 70 in 2025.",
        # What stands before the word in the label tells a part of it.
        "Accidents came to 21 in 2025.",
        "Pickers came to 90 in 2025.",
        "Steel came to 60 t in 2025.",
        # Two rows begin with it.
        "Paper came to 60 t in 2025.",
        # Of something else, or a part.
        "Engagement of our suppliers improved to 78 in 2025.",
        "In Lund, engagement improved to 78 in 2025.",
        "Community engagement improved to 78 in 2025.",
        # Counted in another way.
        "Copper fell by 40 % between 2023 and 2025.",
    ],
)
def test_what_may_be_another_thing_refutes_nothing(sentence: str) -> None:
    assert not _rules(sentence)
