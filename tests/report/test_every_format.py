"""Every format read back with a standard reader: none lacks what a finding says, and twice the same is the same."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import unquote

import html5lib
import junitparser
import pytest
import sample_report as sample
from openpyxl import load_workbook

from claimcheck.model.claim_out import CitationOut, FindingOut
from claimcheck.model.report import Report
from claimcheck.report.files import FILE_FORMATS, file_of
from claimcheck.report.formats import FORMATS, render
from claimcheck.report.style import Style
from claimcheck.report.words import document_findings, place_words

Read = Callable[[str], str]

FIELDS = ("rule", "name", "quote", "place", "reason", "citation", "remedy")
# One line for each finding is a fixed form; a terminal gets the reason as the message, and the rest once for each rule.
LEFT_OUT = {
    "concise": {"name", "quote", "reason", "citation", "remedy"},
    # Its place is told in properties, and there is no room for more than what to do.
    "github": {"quote", "place", "reason", "citation"},
}


def _full() -> Report:
    """Findings that share no word of what they say."""
    report = sample.report()
    for number, finding in enumerate(document_findings(report.documents[0])):
        finding.quote, finding.why = f"quoted words {number}", f"Reason number {number}."
        finding.message, finding.remedy = f"Message number {number}", f"Remedy number {number}."
        finding.place = finding.place.model_copy(update={"column": 101 + number})
        finding.citations = [_citation(number)]
    return report


def _citation(number: int) -> CitationOut:
    return CitationOut(
        key=f"law_{number}", instrument=f"Instrument {number}", locator=f"section {number}", edition="2024",
        jurisdiction="eu", valid_from=None, valid_to=None, grade="read", url="https://example.org/law",
    )  # fmt: skip


def _joined(parts: Any) -> str:
    return " ".join(" ".join(parts).split())


def _of_json(node: Any) -> str:
    """All strings and numbers of JSON, in order, each after its key."""
    if isinstance(node, dict):
        return _joined(f"{key} {_of_json(value)}" for key, value in node.items())
    return _joined(map(_of_json, node)) if isinstance(node, list) else str(node)


def _junit(text: str) -> str:
    suites = junitparser.JUnitXml.fromstring(text.encode())
    parts = []
    for suite in suites:
        assert suite.tests == len(list(suite))
        assert suite.failures == sum(any(isinstance(one, junitparser.Failure) for one in case.result) for case in suite)
        for case in suite:
            parts += [case.name, case.classname, case.system_out or ""]
            parts += [f"{one.type} {one.message} {one.text}" for one in case.result]
    return _joined(parts)


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def _github(text: str) -> str:
    """As the runner reads workflow commands: properties and message are unescaped behind the split."""
    parts = []
    for line in text.splitlines():
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(one.split("=", 1) for one in found[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        parts += [unquote(value) for value in properties.values()]
        parts.append(unquote(found[3]))
    return _joined(parts)


def _csv(text: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return _joined(
        _joined([*row.values(), f"page {row['page']}, line {row['line']}, column {row['column']}"]) for row in rows
    )


def _html(text: str) -> str:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return _joined(parser.parse(text).itertext())


def _review(text: str) -> str:
    """The cards and findings that the script of the page shows, each as the markup that it is."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    data = json.loads(parser.parse(text).find(".//script[@id='data']").text)
    shown = [one["html"] for document in data["documents"] for one in (*document["cards"], *document["loose"])]
    return _joined(
        _joined(html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(one).itertext())
        for one in shown
    )


def _gitlab(text: str) -> str:
    issues = json.loads(text)
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return _of_json(issues)


READERS: dict[str, Read] = {
    "text": lambda text: _joined([text]),
    "concise": lambda text: _joined([text]),
    "json": lambda text: _of_json(json.loads(text)),
    "jsonl": lambda text: _joined(_of_json(json.loads(line)) for line in text.splitlines()),
    "sarif": lambda text: _of_json(json.loads(text)),
    "junit": _junit,
    "github": _github,
    "gitlab": _gitlab,
    "csv": _csv,
    "markdown": lambda text: _joined([unescape(text).replace("\\", "")]),
    "html": _html,
    "review": _review,
}


def _places(finding: FindingOut) -> list[str]:
    """How a place is written: in words, as an address, or in fields."""
    place = finding.place
    return [
        f"page {place.page}, line {place.line}, column {place.column}",
        f":p{place.page}:{place.line}:{place.column}:",
        f"page {place.page} line {place.line} column {place.column}",
        f"startLine {place.line} startColumn {place.column}",
    ]


def _lacking(finding: FindingOut, name: str, told: str) -> list[str]:
    wanted = {
        "rule": [finding.rule],
        "name": [finding.name],
        "quote": [finding.quote],
        "place": _places(finding),
        "reason": [finding.why],
        "citation": [finding.citations[0].instrument],
        "remedy": [finding.remedy],
    }
    assert set(wanted) == set(FIELDS)
    missing = [field for field, words in wanted.items() if not any(word in told for word in words)]
    return [field for field in missing if field not in LEFT_OUT.get(name, ())]


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lacks_what_a_finding_says(name: str) -> None:
    report = _full()
    if name == "text":
        # Findings about the same words stand below the first of them; all are told apart here, and quote their claim.
        for claim in report.documents[0].claims:
            claim.text += " " + " ".join(one.quote for one in claim.findings)
            for number, finding in enumerate(claim.findings):
                finding.place.start += number
    assert name in READERS, f"READERS of this file has no reader of {name}"
    told = READERS[name](render(report, name, Style(width=50)))
    lacking = {one.rule: _lacking(one, name, told) for one in document_findings(report.documents[0])}
    assert not any(lacking.values()), lacking


def test_every_format_has_its_reader() -> None:
    assert set(READERS) == set(FORMATS)
    assert set(LEFT_OUT) < set(FORMATS)


def test_a_field_that_is_not_told_is_noticed() -> None:
    report = _full()
    finding = report.documents[0].claims[0].findings or report.documents[0].claims[1].findings
    told = READERS["json"](render(report, "json"))
    finding[0].remedy = "Another remedy."
    assert _lacking(finding[0], "json", told) == ["remedy"]


def test_the_workbook_lacks_nothing() -> None:
    report = _full()
    book = load_workbook(io.BytesIO(file_of(report, "xlsx", lambda path: b"")))
    rows = list(book["Findings"].iter_rows(values_only=True))
    found = [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]
    for row, finding in zip(found, document_findings(report.documents[0]), strict=True):
        assert (row["Rule"], row["Words"]) == (f"{finding.rule} {finding.name}", finding.quote)
        assert row["Where"] == place_words(finding.place)
        assert (row["Why"], row["How to close the gap"]) == (finding.why, finding.remedy)
        assert finding.citations[0].instrument in str(row["Law"])


def test_every_file_format_is_read_back() -> None:
    assert set(FILE_FORMATS) == {"board", "dossier", "xlsx", "docx", "pdf"}
