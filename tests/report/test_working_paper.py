"""The working paper: it opens on what to do in words, helps to decide, and gives the decisions back."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.report import Report, ToldOnceOut
from claimcheck.report.files import file_of
from claimcheck.report.files.decisions import DECISIONS, accepted
from claimcheck.report.words import document_findings

TEXT = """\
# Our copy

Our new bottle is eco-friendly.

The kettle is carbon neutral.

Our mills cut emissions by 31 % between 2019 and 2025.

By 2040 we will cut the emissions of our mills by 60 % against 2019.

Our new bottle is eco-friendly.
"""
SNAKE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
IDS = re.compile(r"\b(?:[0-9a-f]{40,}|c[a-z2-7]{16})\b")


@pytest.fixture(scope="module")
def report() -> Report:
    return claimcheck.audit_text(TEXT, context=claimcheck.Context(audience="consumer"))


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return load_workbook(io.BytesIO(_paper(report)))


def _paper(report: Report) -> bytes:
    return file_of(report, "xlsx", lambda path: b"")


def _rows(sheet: Any) -> list[dict[str, Any]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def _words(sheet: Any) -> str:
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def test_it_opens_on_what_to_do_with_the_claims_words_first(report: Report, book: Workbook) -> None:
    sheet = book.worksheets[0]
    assert book.active is sheet
    assert sheet.title == "What to do"
    rows = _rows(sheet)
    assert list(rows[0])[:3] == ["No.", "What is claimed", "Where"]
    rows = [row for row in rows if row["Topic"] != "Whole document"]
    assert [row["No."] for row in rows] == list(range(1, len(rows) + 1))
    texts = [claim.text for claim in report.documents[0].claims]
    assert {row["What is claimed"] for row in rows} <= set(texts)
    (twice,) = [row for row in rows if row["What is claimed"] == "Our new bottle is eco-friendly."]
    assert twice["Times said"] == 2
    assert twice["Where"] == "line 3; also line 11"
    assert {row["Decision"] for row in rows} == {"open"}
    assert all(row["What to ask"] and row["Suggestion"] for row in rows)


def test_people_read_words_and_programs_find_ids_on_the_last_sheets(report: Report, book: Workbook) -> None:
    *read, claims, findings = book.worksheets
    assert (claims.title, findings.title) == ("Claim ids", "Finding ids")
    for sheet in read:
        assert not SNAKE.findall(_words(sheet)), sheet.title
        if sheet.title != "About this run":
            assert not IDS.findall(_words(sheet)), sheet.title
    document = report.documents[0]
    assert [row["Claim"] for row in _rows(claims)] == [one.id for one in document.claims]
    assert [row["Fingerprint"] for row in _rows(findings)] == [one.fingerprint for one in document_findings(document)]
    assert document.sha256 in _words(book["About this run"])


def test_every_claim_finding_and_held_element_has_a_row(report: Report, book: Workbook) -> None:
    document = report.documents[0]
    assert [row["What is claimed"] for row in _rows(book["All claims"])] == [one.text for one in document.claims]
    assert [row["Words"] for row in _rows(book["Findings"])] == [one.quote for one in document_findings(document)]
    told = [element for claim in document.claims for element in claim.elements]
    assert len(_rows(book["Evidence"])) == len([one for one in told if one.state != "missing" or one.asked])
    (target,) = _rows(book["Targets"])
    assert (target["What is to be reached"], target["By when"], target["Measured from"]) == ("60 %", "2040", "2019")
    assert target["Verdict"]


def test_what_is_admitted_has_a_sheet() -> None:
    words = "We moved our net-zero target from 2035 to 2040."
    book = load_workbook(io.BytesIO(_paper(claimcheck.audit_text(words))))
    (row,) = _rows(book["Admissions"])
    assert row == {
        "What is admitted": words,
        "Kind": "Goal postponed",
        "Where": "line 1",
        "Goal": "by 2040",
        "Said before": "2035",
        "Where before": "line 1",
    }


def test_what_is_told_once_has_a_row_behind_the_claims() -> None:
    report = claimcheck.audit_text(TEXT)
    (document,) = report.documents
    once = [ToldOnceOut(element=name, claims=7, advice=f"Say the {name} once.") for name in ("locator", "method")]
    report = report.model_copy(update={"documents": [document.model_copy(update={"told_once": once})]})
    rows = _rows(load_workbook(io.BytesIO(_paper(report))).worksheets[0])[-2:]
    assert [row["Suggestion"] for row in rows] == [one.advice for one in once]
    assert {row["Topic"] for row in rows} == {"Whole document"}
    assert all("missing in 7 claims" in row["What is claimed"] for row in rows)


def test_lists_dates_and_colours_help_to_decide(report: Report, book: Workbook) -> None:
    sheet = book.worksheets[0]
    heads = {str(cell.value): cell.column_letter for cell in sheet[1]}
    last = sheet.max_row
    rules = {one.type: one for one in sheet.data_validations.dataValidation}
    assert rules["list"].formula1 == f'"{",".join(DECISIONS)}"'
    assert str(rules["list"].sqref) == f"{heads['Decision']}2:{heads['Decision']}{last}"
    year, month, day = report.context.as_of.split("-")
    assert rules["date"].formula1 == f"DATE({year},{int(month)},{int(day)})"
    assert str(rules["date"].sqref) == f"{heads['Due']}2:{heads['Due']}{last}"
    coloured = {
        str(ranges.sqref)[0]: {rule.formula[0] for rule in ranges.rules} for ranges in sheet.conditional_formatting
    }
    assert coloured[heads["Decision"]] == {f'"{one}"' for one in DECISIONS}
    verdicts = {f'"{row["Verdict"]}"' for row in _rows(sheet) if row["Verdict"]}
    assert verdicts <= coloured[heads["Verdict"]]
    assert len(coloured[heads["Verdict"]]) == 6


def test_sheets_can_be_filtered_and_printed(book: Workbook) -> None:
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert "&P" in sheet.oddFooter.right.text
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_no_cell_is_a_formula_and_twice_the_same_is_the_same(tmp_path: Path) -> None:
    text = "=HYPERLINK(1) is eco-friendly.\n\n+1 \uffff\x01 is carbon neutral.\n\n@SUM is carbon neutral and green.\n"
    path = tmp_path / "=1&R.md"
    path.write_text(text, encoding="utf-8")
    report = claimcheck.audit(path, context=claimcheck.Context(audience="consumer"))
    data = _paper(report)
    assert data == _paper(report)
    book = load_workbook(io.BytesIO(data))
    assert "=HYPERLINK(1) is eco-friendly." in _words(book["What to do"])
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "&amp;L=1&amp;&amp;R.md&amp;R" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_what_was_not_read_is_the_first_thing_to_do() -> None:
    italian = "Il nostro impegno per la tutela del territorio nasce molti anni fa e continua con le persone."
    report = claimcheck.audit_text("We say that our new bottle is eco-friendly.\n\n" * 9 + italian)
    assert report.documents[0].status == "partial"
    first, *others = _rows(load_workbook(io.BytesIO(_paper(report)))["What to do"])
    assert first["What is claimed"].startswith("Not read: ")
    assert others[0]["No."] == 1


def test_of_several_documents_each_place_names_its_own(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("Our new bottle is eco-friendly.\n", encoding="utf-8")
    report = claimcheck.audit([tmp_path / "a.md", tmp_path / "b.md"])
    rows = _rows(load_workbook(io.BytesIO(_paper(report)))["What to do"])
    assert [(row["No."], row["Where"]) for row in rows] == [
        (1, f"{tmp_path}/a.md, line 1"),
        (2, f"{tmp_path}/b.md, line 1"),
    ]


def test_findings_of_the_document_are_things_to_do() -> None:
    text = "| tCO2e | 2024 |\n|---|---|\n| Kiln | 40 |\n| Mill | 70 |\n| Total | 150 |\n"
    report = claimcheck.audit_text(text)
    findings = [one for one in report.documents[0].findings if one.against]
    assert findings
    book = load_workbook(io.BytesIO(_paper(report)))
    first = _rows(book["What to do"])[0]
    assert (first["Topic"], first["Suggestion"]) == ("Whole document", findings[0].remedy)
    assert {row["Rule"] for row in _rows(book["Contradictions"])} == {one.rule for one in findings}


def _decided(report: Report, sheet: str, row: int, **values: str) -> bytes:
    book = load_workbook(io.BytesIO(_paper(report)))
    heads = [str(cell.value) for cell in book[sheet][1]]
    for head, value in values.items():
        book[sheet].cell(row, heads.index(head) + 1).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_decision_on_a_claim_accepts_the_findings_of_all_its_places(report: Report) -> None:
    rows = _rows(load_workbook(io.BytesIO(_paper(report)))["What to do"])
    words = "Our new bottle is eco-friendly."
    (number,) = [row["No."] for row in rows if row["What is claimed"] == words]
    data = _decided(report, "What to do", number + 1, Decision="Accepted", Comment="quotes the award", Owner="legal")
    found = accepted(data, "paper.xlsx")
    wanted = [one for claim in report.documents[0].claims if claim.text == words for one in claim.findings]
    assert len(wanted) > 1
    assert sorted(one.fingerprint for one in found) == sorted(one.fingerprint for one in wanted)
    assert {(one.path, one.reason) for one in found} == {("<text>", "accepted: quotes the award (legal)")}


@pytest.mark.parametrize("decision", ["open", "reworded", "evidence added"])
def test_what_is_to_be_mended_is_not_accepted(report: Report, decision: str) -> None:
    assert accepted(_decided(report, "What to do", 2, Decision=decision), "paper.xlsx") == []


def test_a_decision_on_a_finding_goes_ahead_of_the_one_on_its_claim(report: Report) -> None:
    finding = next(document_findings(report.documents[0]))
    data = _decided(report, "Findings", 2, Decision="wrong alarm")
    (entry,) = accepted(data, "paper.xlsx")
    assert (entry.fingerprint, entry.rule, entry.reason) == (finding.fingerprint, finding.rule, "wrong alarm")


def test_a_decision_that_is_not_in_the_list_is_told_with_its_row(report: Report) -> None:
    with pytest.raises(UsageError, match="row 2 of the sheet What to do has the decision 'perhaps'"):
        accepted(_decided(report, "What to do", 2, Decision="perhaps"), "paper.xlsx")


@pytest.mark.parametrize(
    ("sheet", "head"), [("What to do", "Decision"), ("Findings", "Owner"), ("Finding ids", "To do no.")]
)
def test_a_column_that_was_renamed_is_told_and_nothing_is_decided(report: Report, sheet: str, head: str) -> None:
    book = load_workbook(io.BytesIO(_decided(report, "What to do", 2, Decision="accepted")))
    (cell,) = (one for one in book[sheet][1] if one.value == head)
    buffer = io.BytesIO()
    cell.value = f"{head} "
    book.save(buffer)
    assert accepted(buffer.getvalue(), "paper.xlsx"), "a blank behind a head makes no other head"
    cell.value = f"Our {head}"
    book.save(buffer)
    with pytest.raises(UsageError, match=f"the sheet {sheet} has no column {head}") as raised:
        accepted(buffer.getvalue(), "paper.xlsx")
    assert "first row" in (raised.value.hint or "")


@pytest.mark.parametrize("data", [b"", b"PK", b"not a workbook at all"])
def test_what_is_no_working_paper_is_said(data: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        accepted(data, "paper.xlsx")
    assert raised.value.code == "bad-workbook"
