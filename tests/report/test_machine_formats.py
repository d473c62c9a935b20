"""SARIF, JUnit, GitHub, GitLab and CSV: each parses with a standard reader, lacks nothing, and trusts no text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import sample_report as sample

from claimcheck.model.claim_out import ApprovalOut, SuppressionOut
from claimcheck.model.report import ProblemOut, Report
from claimcheck.report.csv import COLUMNS
from claimcheck.report.formats import render
from claimcheck.report.json import parts, seen
from claimcheck.report.style import Style
from claimcheck.report.words import document_findings

MACHINES = ("sarif", "junit", "github", "gitlab", "csv")
HOSTILE = '=cmd|"/c calc"!A1 %0A::error::x\n</failure>]]>&\x1b[31m\x00,"'


def _findings(report: Report) -> list[Any]:
    return [finding for document in report.documents for finding in document_findings(document)]


@pytest.mark.parametrize("name", MACHINES)
def test_no_format_lacks_what_a_finding_says(name: str) -> None:
    report = sample.report()
    shown = render(report, name)
    if name == "junit":
        shown = " ".join("".join(Xml.fromstring(shown).itertext()).split())
    for finding in _findings(report):
        law = [citation.instrument for citation in finding.citations[:1]]
        said = (finding.message,) if name == "github" else (finding.quote, finding.why, finding.remedy, *law)
        for text in (finding.rule, *said):
            plain = json.dumps(text, ensure_ascii=False)[1:-1] if name in ("sarif", "gitlab") else text
            assert (plain.replace("%", "%25") if name == "github" else plain) in shown, (finding.rule, text)


@pytest.mark.parametrize("name", MACHINES)
def test_the_same_report_is_the_same_text(name: str) -> None:
    assert render(sample.report(), name) == render(sample.report(), name)


@pytest.mark.parametrize("claims", [[], [0], [2, 2, 0]])
def test_json_in_parts_is_the_whole_and_no_part_has_more_than_a_claim(claims: list[int]) -> None:
    some = [sample.document().model_copy(update={"claims": sample.document().claims[:n]}) for n in claims]
    report = sample.report(some)
    told = list(parts(report))
    assert "".join(told) == render(report, "json") == seen(report.model_dump_json(indent=2)) + "\n"
    assert sum(part.count('"next_steps": [') for part in told) == sum(claims)
    assert all(part.count('"next_steps": [') <= 1 for part in told)


def test_sarif_has_places_fingerprints_and_the_rules_that_fired() -> None:
    report = sample.report()
    log = json.loads(render(report, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({finding.rule for finding in _findings(report)})
    assert all(rule["help"]["text"] and rule["fullDescription"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert len(run["results"]) == len(_findings(report))
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert min(region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) >= 1
        assert re.fullmatch(r"\S+:\d+", result["partialFingerprints"]["claimcheck/v1"])
        assert (result["baselineState"], result["suppressions"]) == ("new", [])
    assert run["invocations"][0]["exitCode"] == report.exit_code


def test_sarif_says_what_was_accepted_and_what_could_not_be_read() -> None:
    report = sample.report()
    finding = _findings(report)[0]
    finding.state, finding.suppression = ("suppressed", SuppressionOut(reason="quotes the award", until="2027-06-30"))
    report.documents[0].problems.append(
        ProblemOut(code="too-large", message="is too large", effect="unreadable", place=None, hint="split it")
    )
    (run,) = json.loads(render(report, "sarif"))["runs"]
    (accepted,) = (one for one in run["results"] if one["suppressions"])
    assert accepted["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "quotes the award"}]
    assert run["invocations"][0]["executionSuccessful"] is False
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert ("too-large", "error") in [(one["descriptor"]["id"], one["level"]) for one in told]


def test_sarif_writes_paths_as_addresses() -> None:
    document = sample.document([sample.generic_claim()], path="my reports/a#b:c.pdf")
    (run,) = json.loads(render(sample.report([document]), "sarif"))["runs"]
    assert run["artifacts"][0]["location"]["uri"] == "my%20reports/a%23b%3Ac.pdf"


def test_junit_has_a_case_for_each_claim_and_failures_for_what_counts() -> None:
    report = sample.report()
    root = Xml.fromstring(render(report, "junit"))
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == [document.path for document in report.documents]
    for suite, document in zip(suites, report.documents, strict=True):
        failing = [one for one in document_findings(document) if one.severity in ("error", "warning")]
        assert len(suite.findall("testcase/failure")) == len(failing)
        assert int(suite.get("tests", "0")) == len(suite.findall("testcase")) >= len(document.claims)
    accepted = next(one for one in _findings(report) if one.severity == "error")
    accepted.state = "baseline"
    less = Xml.fromstring(render(report, "junit"))
    assert len(less.findall(".//failure")) == len(root.findall(".//failure")) - 1


def test_github_shows_the_worst_first_and_leaves_accepted_ones_out() -> None:
    report = sample.report()
    lines = render(report, "github").splitlines()
    kinds = [line[2:].split(" ")[0] for line in lines]
    findings = kinds[: len(_findings(report))]
    assert findings == sorted(findings, key=["error", "warning", "notice"].index)
    assert lines[0].startswith("::error file=fixtures/northbeck.pdf,line=12,endLine=12,col=5,")
    _findings(report)[0].state = "suppressed"
    assert len(render(report, "github").splitlines()) == len(lines) - 1


def test_gitlab_lists_what_counts_with_a_fingerprint_each() -> None:
    issues = json.loads(render(sample.report(), "gitlab"))
    findings, unread = len(_findings(sample.report())), 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == findings + unread
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)


def test_csv_has_a_row_for_each_finding() -> None:
    rows = list(csv.DictReader(io.StringIO(render(sample.report(), "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(_findings(sample.report())) + 1
    assert [row["state"] for row in rows if row["state"] != "new"] == ["partial"], "what was not read whole"


@pytest.mark.parametrize("name", MACHINES)
def test_a_low_score_is_reported_as_an_error(name: str) -> None:
    assert "score 15 is below 48" in render(sample.report(), name, Style(min_score=48))
    assert "score 15 is below 48" not in render(sample.report(), name)


@pytest.mark.parametrize("name", MACHINES)
def test_text_of_strangers_stays_text(name: str) -> None:
    claim = sample.generic_claim()
    for finding in claim.findings:
        finding.message = finding.quote = finding.rewrite = HOSTILE
    report = sample.report([sample.document([claim], path="a\n::error::b.md")])
    shown = render(report, name)
    assert "\x1b" not in shown
    assert "\x00" not in shown
    if name == "junit":
        assert Xml.fromstring(shown).findall(".//failure")
    elif name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    elif name == "github":
        assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in shown.splitlines())
    else:
        json.loads(shown)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", " @", "\n+"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(begin: str) -> None:
    claim = sample.generic_claim()
    claim.findings[0].message = f"{begin}SUM(A1)"
    rows = csv.DictReader(io.StringIO(render(sample.report([sample.document([claim])]), "csv")))
    (message,) = [row["message"] for row in rows if row["message"].endswith("SUM(A1)")]
    assert message.startswith("'")


def test_github_reads_back_what_was_said_and_where() -> None:
    name, message = "50%, new::%2C.md", "30 % less, %0A is no end of a line, and :: no sign"
    claim = sample.generic_claim()
    for finding in claim.findings:
        finding.message = message
    (line,) = render(sample.report([sample.document([claim], path=name)]), "github").splitlines()[:1]
    _, told, data = line.split("::", 2)
    fields = dict(field.split("=", 1) for field in told.partition(" ")[2].split(","))
    assert _read_back(fields["file"]) == name
    assert _read_back(data).splitlines()[0] == message


def _read_back(text: str) -> str:
    """What the platform makes of an escaped text, the sign of the escapes last."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_csv_has_each_value_in_its_column() -> None:
    claim = sample.generic_claim()
    claim.approval = ApprovalOut(
        state="drifted",
        entry="bottle",
        register_=None,
        line=None,
        owner="Marketing",
        approved_by=None,
        approved_on=None,
        valid_until="2027-01-31",
        wording=None,
        changes=[],
        evidence=[],
        complete=False,
    )
    rows = list(csv.DictReader(io.StringIO(render(sample.report([sample.document([claim])]), "csv"))))
    found = {row["rule"]: {column: value for column, value in row.items() if value} for row in rows}
    assert found["GEN-001"] == {
        "path": "fixtures/northbeck.pdf",
        "page": "3",
        "line": "12",
        "column": "5",
        "rule": "GEN-001",
        "name": "unqualified-generic-claim",
        "tier": "ban",
        "severity": "error",
        "confidence": "high",
        "jurisdictions": "eu uk",
        "score": "15",
        "quote": "quoted words",
        "message": "“eco-friendly” stands without the attribute that would make it checkable",
        "why": "Why it matters.",
        "law": "eu: Directive (EU) 2024/825, Annex, point 4a (from 2026-09-27); "
        "uk: CMA Green Claims Code, principle (b) (secondary source)",
        "questions": "Is excellent performance recognised under an official ecolabel?",
        "remedy": "Say what is meant.",
        "instead": "Our bottles are made with [share] recycled glass",
        "state": "new",
        "fingerprint": "GEN-001-fingerprint:1",
        "approval": "drifted",
        "approval_entry": "bottle",
        "approval_owner": "Marketing",
        "approval_until": "2027-01-31",
    }
    of_two = found["CON-011"]
    assert of_two["against"] == "page 14, line 7: CO2 emissions of the mills | target 2031 | cut by 45 %"
    assert of_two["sum"] == "44 % and 45 % are 1 percentage point apart; rounding explains 1.0 percentage points"
    assert not {"score", "law", "approval"} & of_two.keys()


def test_csv_leaves_empty_what_a_low_score_has_not() -> None:
    shown = render(sample.report([sample.document([sample.generic_claim()])]), "csv", Style(min_score=48))
    (row,) = [row for row in csv.DictReader(io.StringIO(shown)) if row["rule"] == "min-score"]
    assert {column: value for column, value in row.items() if value} == {
        "path": "fixtures/northbeck.pdf", "page": "3", "line": "12", "column": "5", "rule": "min-score",
        "severity": "error", "score": "15", "state": "new", "fingerprint": row["fingerprint"],
        "message": "score 15 is below 48: Our eco-friendly bottles are kind to the planet.",
    }  # fmt: skip


def test_github_writes_a_command_for_each_finding_and_each_unread_part() -> None:
    document = sample.document([sample.generic_claim()])
    document.findings = []
    document.problems.append(
        ProblemOut(code="fonts", message="letters are small", effect="note", place=None, hint="zoom in")
    )
    foreign = document.set_aside[0].model_copy(update={"reason": "language"})
    document.set_aside.append(foreign)
    place = "file=fixtures/northbeck.pdf,line=12,endLine=12,col=5,endColumn=17"
    aside = "file=fixtures/northbeck.pdf,line=30,endLine=30,col=5,endColumn=32"
    generic = "“eco-friendly” stands without the attribute that would make it checkable"
    unjudged = "there are no rules for the language of this passage: it was not judged"
    remedy = "%0ASay what is meant.%0AMore: claimcheck rule"
    assert render(sample.report([document]), "github").splitlines() == [
        f"::error {place},title=GEN-001 unqualified-generic-claim::{generic}{remedy} GEN-001",
        f"::notice {place},title=STY-003 planet-person::Message of planet-person{remedy} STY-003",
        "::warning file=fixtures/northbeck.pdf::a picture and no text",
        f"::notice {aside},title=not judged::{unjudged}",
    ]


def test_an_annotation_has_room_for_three_hundred_characters() -> None:
    claim = sample.generic_claim()
    (finding,) = [one for one in claim.findings if one.rule == "GEN-001"]
    finding.message, finding.remedy = "much " * 100, "to do " * 100
    shown = render(sample.report([sample.document([claim])]), "github").splitlines()
    (told,) = [_read_back(line.split("::", 2)[2]) for line in shown if "GEN-001" in line]
    assert 290 < len(told) <= 300
    assert told.splitlines()[1] == "More: claimcheck rule GEN-001", "no remedy where there is no room"


JUNIT = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="claimcheck">
  <testsuite name="fixtures/northbeck.pdf" tests="3" failures="1" errors="1">
    <testcase classname="fixtures/northbeck.pdf" name="Our eco-friendly bottles are kind to the planet. (page 3, line 12, cgeneric:1)">
      <failure type="min-score" message="score 15 is below 48: Our eco-friendly bottles are kind to the planet.">min-score, error
score 15 is below 48: Our eco-friendly bottles are kind to the planet.
where: page 3, line 12, column 5</failure>
      <system-out>score 15 of 100

STY-003 planet-person, info
Message of planet-person
where: page 3, line 12, column 5
quote: quoted words
in the baseline
why: Why it matters.
remedy: Say what is meant.</system-out>
    </testcase>
    <testcase classname="fixtures/northbeck.pdf" name="the whole document">
      <system-out>CON-004 good-news-up-front, info
Message of good-news-up-front
where: page 1, line 1, column 5
quote: quoted words
why: Why it matters.
remedy: Say what is meant.</system-out>
    </testcase>
    <testcase classname="fixtures/northbeck.pdf" name="reading: page-without-text">
      <error type="page-without-text" message="a picture and no text" />
    </testcase>
  </testsuite>
</testsuites>
"""  # noqa: E501


def test_junit_has_failures_errors_and_the_rest_in_their_places() -> None:
    document = sample.document([sample.generic_claim()])
    claim = document.claims[0]
    claim.findings = [one for one in claim.findings if one.rule == "STY-003"]
    claim.findings[0].state = "baseline"
    del document.findings[1:]
    document.problems.append(
        ProblemOut(code="fonts", message="letters are small", effect="note", place=None, hint="zoom in")
    )
    assert render(sample.report([document]), "junit", Style(min_score=48)) == JUNIT
