"""The same words weigh differently by audience, medium, jurisdiction and date."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.model.claim_out import FindingOut

PACK = claimcheck.load_rulepack()
TEXT = "Eco-friendly lampshades for every room."


def _finding(rule: str, text: str = TEXT, **context: object) -> FindingOut | None:
    auditor = claimcheck.Auditor(PACK, claimcheck.Context(**context))  # type: ignore[arg-type]
    claims = auditor.audit_text(text).documents[0].claims
    return next((one for claim in claims for one in claim.findings if one.rule == rule), None)


def test_a_ban_in_an_advert_is_a_warning_in_a_report() -> None:
    advert = _finding("GEN-001", audience="consumer", medium="advert")
    report = _finding("GEN-001", audience="investor", medium="report")
    assert advert is not None
    assert (advert.tier, advert.severity) == ("ban", "error")
    assert report is not None
    assert report.severity != "error"


def test_the_finding_says_which_law_is_strictest() -> None:
    soap = "Our carbon-neutral soap is here."
    found = _finding("NEU-001", soap, audience="consumer", medium="advert", jurisdictions=("eu", "us"))
    assert found is not None
    assert tuple(found.jurisdictions) == ("eu",)
    alone = _finding("NEU-001", soap, audience="consumer", medium="advert", jurisdictions=("us",))
    assert alone is not None
    assert alone.tier != "ban"
    assert {one.jurisdiction for one in alone.citations} <= {"us", "int"}


def test_a_ban_names_the_deciding_questions() -> None:
    found = _finding("GEN-001", audience="consumer", medium="advert")
    assert found is not None
    assert found.questions


def test_law_that_has_ended_is_not_cited() -> None:
    text = "Our phone is carbon neutral to PAS 2060."
    for as_of in (date(2025, 6, 1), date(2026, 11, 25)):
        auditor = claimcheck.Auditor(PACK, claimcheck.Context(as_of=as_of))
        cited = {
            (one.valid_to, one.key)
            for claim in auditor.audit_text(text).documents[0].claims
            for finding in claim.findings
            for one in finding.citations
        }
        assert all(until is None or until >= as_of.isoformat() for until, _ in cited)


def test_select_and_ignore() -> None:
    text = "We have met our climate targets."

    def rules(**options: tuple[str, ...]) -> set[str]:
        report = claimcheck.Auditor(PACK, **options).audit_text(text)  # type: ignore[arg-type]
        return {one.rule for claim in report.documents[0].claims for one in claim.findings}

    assert "MET-001" in rules()
    assert rules(select=("MET-001",)) == {"MET-001"}
    assert "MET-001" not in rules(ignore=("MET",))
    assert rules(select=("unidentified-target-met",)) == {"MET-001"}


def test_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(claimcheck.ClaimcheckError) as error:
        claimcheck.Auditor(PACK, select=("MET-0001",))
    assert error.value.code == "unknown-rule"
    assert "MET-001" in str(error.value)


@pytest.mark.parametrize("field", ["audience", "medium", "subject"])
def test_unknown_context_value(field: str) -> None:
    with pytest.raises(claimcheck.ClaimcheckError) as error:
        claimcheck.Context(**{field: "nobody"})  # type: ignore[arg-type]
    assert error.value.exit_code == 2


def test_unknown_jurisdiction() -> None:
    with pytest.raises(claimcheck.ClaimcheckError) as error:
        claimcheck.Auditor(PACK, claimcheck.Context(jurisdictions=("atlantis",)))
    assert error.value.code == "unknown-jurisdiction"


@pytest.mark.parametrize(
    ("law", "cited"), [("eu", set()), ("fr", set()), ("au", set()), ("us", set()), ("uk", {"cma_p2"})]
)
def test_a_house_rule_rests_on_the_law_that_it_cites_alone(root: Path, law: str, cited: set[str]) -> None:
    pack = claimcheck.load_rulepack([root / "fixtures" / "docs" / "our-rules"])
    context = claimcheck.Context(audience="consumer", jurisdictions=(law,))
    report = claimcheck.Auditor(pack, context).audit_text("Welcome to the green kitchen.")
    claims = report.documents[0].claims
    found = {one.rule: one for claim in claims for one in claim.findings}
    assert {one.key for one in found["HSE-901"].citations} == cited
    assert {key for one in found["HSE-901"].laws for key in one.citations} == cited
    # Our own rules rest on the general clause where nothing else speaks of them.
    assert found["GEN-001"].citations


def test_a_house_rule_may_leave_the_law_out(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "our-rules"
    shutil.copytree(root / "fixtures" / "docs" / "our-rules", folder)
    [file] = folder.glob("checks/HSE/*.yml")
    file.write_text(file.read_text(encoding="utf-8").replace("cite: [cma_p2]\n", ""), encoding="utf-8")
    context = claimcheck.Context(audience="consumer", jurisdictions=("uk",))
    auditor = claimcheck.Auditor(claimcheck.load_rulepack([folder]), context)
    claims = auditor.audit_text("Welcome to the green kitchen.").documents[0].claims
    [found] = [one for claim in claims for one in claim.findings if one.rule == "HSE-901"]
    assert found.citations == []
