"""A claim that another passage contradicts: no file passes over that, or says that nothing is left to do."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.files import file_of
from claimcheck.report.files.comments import comment
from claimcheck.report.first_page import first_page
from claimcheck.report.rows import Row, rows

docx = pytest.importorskip("docx", reason="the extra office is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="the extra office is not installed")

CHANGE = "Water consumption fell by 8% between 2020 and 2024."
ROW = "Water consumption (m3) | 41,000 | {last}"
TEXT = "# Report 2024\n\n{claim}\n\n| | 2020 | 2024 |\n|---|--:|--:|\n| {row} |\n"


def _report(last: str, claim: str = CHANGE) -> Report:
    auditor = claimcheck.Auditor(context=claimcheck.Context(medium="report"))
    return auditor.audit_text(TEXT.format(claim=claim, row=ROW.format(last=last)), format="markdown")


def _file(report: Report, kind: str) -> io.BytesIO:
    def nothing_is_read(path: str) -> bytes:
        raise AssertionError(path)

    return io.BytesIO(file_of(report, kind, nothing_is_read))


def _tables(report: Report) -> dict[str, list[list[str]]]:
    """The tables of the dossier by their first heads."""
    word = docx.Document(_file(report, "dossier"))
    found = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    return {table[0][0]: table[1:] for table in found}


@pytest.mark.parametrize(("last", "is_contradicted"), [("46,300", True), ("39,900", True), ("37,720", False)])
def test_the_dossier_has_what_contradicts_a_claim(last: str, is_contradicted: bool) -> None:
    tables = _tables(_report(last))
    assert ("Contradiction" in tables) is is_contradicted
    assert any("CON-" in row[0] and last in row[1] for row in tables.get("Contradiction", [])) is is_contradicted
    told = [row for row in tables.get("Law", []) if "are stated" in row[2] or "is stated; the figures" in row[2]]
    assert bool(told) is is_contradicted
    if is_contradicted:
        assert not any(last in row[1] for row in tables["Evidence"])


@pytest.mark.parametrize(("last", "is_contradicted"), [("46,300", True), ("37,720", False)])
def test_which_is_right_is_asked_first(last: str, is_contradicted: bool) -> None:
    report = _report(last)
    (row, *_) = rows(report.documents)
    assert row.is_contradicted is is_contradicted
    question = first_page(report).headlines[0].question
    assert question.startswith("Which is right?") is is_contradicted
    if is_contradicted:
        assert row.is_open
        assert "8%" in question


@pytest.mark.parametrize("kind", ["Water", "Energy"])
def test_a_contradiction_is_listed_under_the_topic_of_its_claim(kind: str) -> None:
    report = _report("46,300") if kind == "Water" else _energy()
    sheet = openpyxl.load_workbook(_file(report, "xlsx"))["What to do"]
    head, *lines = [list(one) for one in sheet.iter_rows(values_only=True)]
    (found,) = [one for one in lines if " / " in str(one[head.index("What is claimed")])]
    assert found[head.index("Topic")] == kind


@pytest.mark.parametrize(("last", "is_contradicted"), [("46,300", True), ("37,720", False)])
def test_no_comment_says_that_nothing_is_asked_of_it(last: str, is_contradicted: bool) -> None:
    (document,) = _report(last).documents
    (claim, *_) = document.claims
    whole = replace(claim, elements=[one for one in claim.elements if one.state != "missing"])
    lines = comment(Row(document, (whole,), ()), 1)
    assert bool(lines) is is_contradicted
    if is_contradicted:
        assert lines[0].startswith("1 of the first 10. ")


def _energy() -> Report:
    text = TEXT.format(
        claim="Energy consumption fell by 7% between 2020 and 2024.", row="Energy consumption (MWh) | 500 | 560"
    )
    auditor = claimcheck.Auditor(context=claimcheck.Context(medium="report"))
    return auditor.audit_text(text, format="markdown")
