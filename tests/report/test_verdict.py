"""Which exit code a report has: what counts, from where on, and what goes before what."""

from __future__ import annotations

from typing import Literal

import pytest
import sample_report as sample

from claimcheck.model.report import ProblemOut, Report
from claimcheck.report.assembled import FAIL_ON, accepted_document, exit_code


def problem(effect: Literal["note", "partial", "unreadable"] = "partial") -> ProblemOut:
    return ProblemOut(code="page-damaged", message="is damaged", effect=effect, place=None, hint="fetch it anew")


def report_with(severity: Literal["error", "warning", "info"]) -> Report:
    """One claim of score 15 with one finding."""
    claim = sample.generic_claim()
    del claim.findings[1:]
    claim.findings[0].severity = severity
    document = sample.document([claim])
    document.findings, document.problems = [], []
    return sample.report([document])


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
@pytest.mark.parametrize("fail_on", FAIL_ON)
def test_a_finding_counts_from_its_severity_on(severity: Literal["error", "warning", "info"], fail_on: str) -> None:
    counted = {
        "error": ("error", "warning", "info"), "warning": ("warning", "info"), "info": ("info",),
    }  # fmt: skip
    assert exit_code(report_with(severity), fail_on, None) == int(fail_on in counted[severity])


def test_a_finding_of_the_document_counts_as_one_of_a_claim_does() -> None:
    report = report_with("error")
    (document,) = report.documents
    document.findings, document.claims[0].findings = document.claims[0].findings, []
    assert exit_code(report, "error", None) == 1


@pytest.mark.parametrize("state", ["baseline", "suppressed"])
def test_an_accepted_finding_does_not_count(state: Literal["baseline", "suppressed"]) -> None:
    report = report_with("error")
    report.documents[0].claims[0].findings[0].state = state
    assert exit_code(report, "info", None) == 0


def test_a_score_counts_below_the_least_and_not_at_it() -> None:
    report = report_with("info")
    assert report.documents[0].claims[0].score == 15
    assert [exit_code(report, "error", least) for least in (None, 0, 14, 15, 16, 100)] == [0, 0, 0, 0, 1, 1]
    assert exit_code(report, "never", 100) == 0


@pytest.mark.parametrize("fail_on", FAIL_ON)
@pytest.mark.parametrize("effect", ["partial", "unreadable"])
def test_what_was_not_read_goes_before_findings(effect: Literal["partial", "unreadable"], fail_on: str) -> None:
    report = report_with("error")
    report.documents[0].problems.append(problem(effect))
    assert exit_code(report, fail_on, 100) == 3
    of_the_run = report_with("error")
    of_the_run.problems.append(problem(effect))
    assert exit_code(of_the_run, fail_on, 100) == 3


def test_a_note_is_no_failure() -> None:
    report = report_with("info")
    report.documents[0].problems.append(problem("note"))
    report.problems.append(problem("note"))
    assert exit_code(report, "error", None) == 0


def test_an_accepted_problem_is_a_note_and_the_others_stay() -> None:
    (document,) = report_with("info").documents
    document.problems, document.status = [problem("unreadable"), problem("note")], "unreadable"
    accepted = accepted_document(document, frozenset({"page-damaged"}))
    assert ([one.effect for one in accepted.problems], accepted.status) == (["note", "note"], "complete")
    kept = accepted_document(document, frozenset({"file-damaged"}))
    assert ([one.effect for one in kept.problems], kept.status) == (["unreadable", "note"], "unreadable")
    assert accepted_document(document, frozenset()) is document
