"""The file for counsel: what it has of each claim, law by law, and that the same report gives the same bytes."""

from __future__ import annotations

import io

import pytest

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.files import file_of

docx = pytest.importorskip("docx", reason="the extra office is not installed")
TEXT = "Our carbon-neutral soap is here. The eco-friendly kettle boils a litre in three minutes."


def _report(text: str = TEXT, **answers: str) -> Report:
    pack = claimcheck.load_rulepack()
    context = claimcheck.Context(
        audience="consumer", jurisdictions=("eu", "us"), as_of=pack.law_as_of, facts=tuple(answers.items())
    )
    return claimcheck.Auditor(pack, context, lang="en").audit_text(text)


def _written(report: Report) -> bytes:
    def nothing_is_read(path: str) -> bytes:
        raise AssertionError(path)

    return file_of(report, "dossier", nothing_is_read)


def _tables(data: bytes) -> list[list[list[str]]]:
    word = docx.Document(io.BytesIO(data))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]


def test_each_claim_has_its_laws_and_room_for_a_decision() -> None:
    report = _report()
    data = _written(report)
    word = docx.Document(io.BytesIO(data))
    said = "\n".join(one.text for one in word.paragraphs)
    claims = report.documents[0].claims
    for claim in claims:
        assert f"“{claim.text}”" in said
    heads = [table[0][0] for table in _tables(data)]
    assert heads.count("Law") == heads.count("Fact") == heads.count("Evidence") == len(claims)
    assert heads.count("Decision (keep, change, remove)") == len(claims)
    rows = [row for table in _tables(data) if table[0][0] == "Law" for row in table[1:]]
    for claim in claims:
        for finding in claim.findings:
            for law in finding.laws:
                if law.severity != "info":
                    own = [row for row in rows if row[0] == law.jurisdiction and law.message in row[2]]
                    assert [row[3] for row in own][:1] == [law.remedy], law
    assert "2026-11-25" in said


def test_open_facts_are_undetermined_and_answers_are_shown() -> None:
    open_ = [row for table in _tables(_written(_report())) if table[0][0] == "Fact" for row in table[1:]]
    assert any("(fact: credits)" in row[0] and row[1] == "undetermined" for row in open_)
    told = [row for table in _tables(_written(_report(credits="no"))) if table[0][0] == "Fact" for row in table[1:]]
    assert any(row[:2] == ["credits", "no"] for row in told)
    assert not any("(fact: credits)" in row[0] for row in told)


def test_a_text_without_claims_says_so() -> None:
    word = docx.Document(io.BytesIO(_written(_report("The kettle boils a litre."))))
    assert any("No claims" in one.text for one in word.paragraphs)
    assert word.tables == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert _written(_report()) == _written(_report())


def test_each_law_that_asks_for_something_says_what_that_rests_on() -> None:
    report = claimcheck.audit_text("By 2045 our tannery will be net zero.")
    rows = [row for table in _tables(_written(report)) if table[0][0] == "Law" for row in table[1:]]
    assert any(not law.citations for claim in report.documents[0].claims for one in claim.findings for law in one.laws)
    assert rows
    assert all(row[4] for row in rows)


def test_a_claim_that_no_law_objects_to_is_not_called_wanting() -> None:
    report = _report()
    for claim in report.documents[0].claims:
        claim.findings = []
    said = [one.text for one in docx.Document(io.BytesIO(_written(report))).paragraphs]
    assert "No error and no warning is found under these laws." in said
