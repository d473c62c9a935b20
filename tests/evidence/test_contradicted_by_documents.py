"""Documents that are handed in as evidence and say something else than the claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck import Auditor, Context
from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut

CONTEXT = Context(audience="investor", jurisdictions=("eu", "uk", "us"))
LEVEL, CHANGE = "CON-020", "CON-021"
TABLE = """\
# Data of the year

| Emissions | Unit | 2019 | 2024 |
|---|---|---|---|
| Scope 1 | tCO2e | {base} | {now} |
"""
CLAIM = "In 2024 we cut our Scope 1 emissions to 12,400 tCO2e."


def audited(tmp_path: Path, claim: str, evidence: str) -> DocumentOut:
    """The record of a claim with a document beside it that is handed in."""
    path = tmp_path / "data.md"
    path.write_text(evidence)
    return Auditor(context=CONTEXT, evidence=path).audit_text(claim).documents[0]


def against(document: DocumentOut) -> list[FindingOut]:
    """The contradictions with the document."""
    return [one for one in document.findings if one.rule in (LEVEL, CHANGE)]


def value(claim: ClaimOut) -> str:
    """The state of the value of a claim."""
    return next(one.state for one in claim.elements if one.element == "value")


def test_another_value_is_told_with_both_passages_and_the_sum(tmp_path: Path) -> None:
    document = audited(tmp_path, CLAIM, TABLE.format(base="15,100", now="14,200"))
    [found] = against(document)
    [other] = found.against
    assert found.rule == LEVEL
    assert found.quote == CLAIM
    assert other.quote.split(" | ") == ["Scope 1", "tCO2e", "15,100", "14,200"]
    assert other.place.path == str(tmp_path / "data.md")
    assert other.place.line == 5
    assert found.place.path is None
    assert found.sum == "12,400 tCO2e and 14,200 tCO2e are 1,800 tCO2e apart; rounding explains 50 tCO2e"


def test_the_claim_is_contradicted_and_shows_where(tmp_path: Path) -> None:
    agreed = audited(tmp_path, CLAIM, TABLE.format(base="15,100", now="12,400")).claims[0]
    [claim] = audited(tmp_path, CLAIM, TABLE.format(base="15,100", now="14,200")).claims
    element = next(one for one in claim.elements if one.element == "value")
    assert value(agreed) == "present"
    assert element.state == "contradicted"
    assert element.place is not None
    assert element.place.path == str(tmp_path / "data.md")
    assert claim.band == "contradicted"
    assert claim.score <= 10 < agreed.score


@pytest.mark.parametrize(
    "evidence",
    [
        TABLE.format(base="15,100", now="12,400"),
        "In 2024 our Scope 1 emissions were 12.4 ktCO2e.",
        "In 2023 our Scope 1 emissions were 14,200 tCO2e.",
        "In 2024 our Scope 2 emissions were 14,200 tCO2e.",
        "In 2024 the Scope 1 emissions of our Lund mill were 4,900 tCO2e.",
        "The Scope 1 emissions of Harrow Foods Ltd were 14,200 tCO2e in 2024.",
        "In 2024 our Scope 1 emissions were below 14,200 tCO2e.",
        "Scope 1 emissions of 2024 were restated from 14,200 tCO2e.",
    ],
)
def test_what_is_the_same_or_about_something_else_is_no_contradiction(tmp_path: Path, evidence: str) -> None:
    document = audited(tmp_path, CLAIM, evidence)
    assert against(document) == []
    assert value(document.claims[0]) == "present"


def test_a_change_is_worked_out_from_both_years(tmp_path: Path) -> None:
    claim = "We cut our Scope 1 emissions by 23 % in 2024 against 2019."
    wrong = audited(tmp_path, claim, TABLE.format(base="15,100", now="14,200"))
    right = audited(tmp_path, claim, TABLE.format(base="15,100", now="11,627"))
    [found] = against(wrong)
    assert found.rule == CHANGE
    assert found.sum == "(14,200 tCO2e - 15,100 tCO2e) / 15,100 tCO2e = -6.0 %, and not 23 %"
    assert value(wrong.claims[0]) == "contradicted"
    assert against(right) == []


def test_figures_that_no_claim_makes_are_not_held_against_the_document(tmp_path: Path) -> None:
    text = "| Emissions | Unit | 2024 |\n|---|---|---|\n| Scope 1 | tCO2e | 12,400 |\n"
    path = tmp_path / "data.md"
    path.write_text(TABLE.format(base="15,100", now="14,200"))
    auditor = Auditor(context=CONTEXT, evidence=path)
    assert against(auditor.audit_text(text, format="markdown").documents[0]) == []


def test_a_document_is_not_held_against_itself(tmp_path: Path) -> None:
    text = f"{CLAIM}\n\nIn 2024 our Scope 1 emissions were 14,200 tCO2e.\n"
    path = tmp_path / "report.md"
    path.write_text(text)
    report = Auditor(context=CONTEXT, evidence=path).audit(path)
    rules = [one.rule for one in report.documents[0].findings]
    assert "CON-001" in rules
    assert LEVEL not in rules
