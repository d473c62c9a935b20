"""Which exit code a report has, and which problems somebody has accepted."""

from __future__ import annotations

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.document import status_of
from claimcheck.model.report import DocumentOut, ProblemOut, Report

FAIL_ON = (*SEVERITIES, "never")


def noted(problem: ProblemOut, accepted: frozenset[str]) -> ProblemOut:
    """The problem, as a note where its code is accepted."""
    if problem.code in accepted:
        return problem.model_copy(update={"effect": "note"})
    return problem


def accepted_document(document: DocumentOut, accepted: frozenset[str]) -> DocumentOut:
    """The record of a document whose accepted problems are notes."""
    if not accepted:
        return document
    problems = [noted(one, accepted) for one in document.problems]
    status = status_of({one.effect for one in problems})
    return document.model_copy(update={"problems": problems, "status": status})


def exit_code(report: Report, fail_on: str, min_score: int | None) -> int:
    """Return 3 where some input was read in part or not at all, 1 where a finding reaches ``fail_on``, else 0."""
    problems = [*report.problems, *(one for document in report.documents for one in document.problems)]
    if any(problem.effect != "note" for problem in problems):
        return 3
    if fail_on == "never":
        return 0
    claims = [claim for document in report.documents for claim in document.claims]
    if min_score is not None and any(claim.score < min_score for claim in claims):
        return 1
    failing = SEVERITIES[: FAIL_ON.index(fail_on) + 1]
    findings = [one for claim in claims for one in claim.findings]
    findings += [one for document in report.documents for one in document.findings]
    return int(any(one.severity in failing and one.state == "new" for one in findings))
