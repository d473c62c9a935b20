"""The same words weigh differently by audience, medium, jurisdiction and date."""

from __future__ import annotations

from datetime import date

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
