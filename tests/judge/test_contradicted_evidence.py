"""What another passage contradicts is stated all the same: no rule says that it is missing."""

from __future__ import annotations

import pytest

import claimcheck

TABLE = "\n\n| | 2020 | 2024 |\n|---|--:|--:|\n| {label} | {first} | {last} |\n"
UP = (
    ("Water consumption fell by 8% between 2020 and 2024{tail}.", "Water consumption (m3)", "41,000", "46,300"),
    ("We cut our Scope 1 emissions by 12% between 2020 and 2024{tail}.", "Scope 1 emissions (t CO2e)", "900", "990"),
    ("Energy consumption decreased by 7% between 2020 and 2024{tail}.", "Energy consumption (MWh)", "500", "560"),
)
TAIL = " as our mills replaced their dryers"


def _rules(text: str) -> tuple[set[str], set[str]]:
    """The rules of claims and those of contradictions that speak on a text."""
    auditor = claimcheck.Auditor(context=claimcheck.Context(medium="report"))
    (document,) = auditor.audit_text(text, format="markdown").documents
    return {one.rule for claim in document.claims for one in claim.findings}, {one.rule for one in document.findings}


@pytest.mark.parametrize("tail", ["", TAIL])
@pytest.mark.parametrize(("sentence", "label", "first", "last"), UP)
def test_a_contradicted_figure_is_not_denied(sentence: str, label: str, first: str, last: str, tail: str) -> None:
    text = "# Report 2024\n" + sentence.format(tail=tail) + TABLE.format(label=label, first=first, last=last)
    of_claims, of_pairs = _rules(text)
    assert of_pairs & {"CON-002", "CON-011"}
    assert "QNT-002" not in of_claims


def test_a_figure_that_stands_nowhere_is_missing() -> None:
    assert "QNT-002" in _rules("# Report 2024\nWe reduced water consumption at our mills.")[0]
