"""The report of a run, put together from the records of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.errors import UsageError
from claimcheck.model import report as wire
from claimcheck.model.claim import SEVERITIES
from claimcheck.model.context import Context
from claimcheck.model.decision import Decisions
from claimcheck.model.document import Problem, status_of
from claimcheck.model.report import ContextOut, DocumentOut, ProblemOut, ToolOut
from claimcheck.report.decided import decided_by
from claimcheck.report.filters import summary_of
from claimcheck.report.interactive import Report
from claimcheck.report.words import all_problems, document_findings

if TYPE_CHECKING:
    from claimcheck.config.baseline import KnownBaseline

FAIL_ON = (*SEVERITIES, "never")


class Frame(NamedTuple):
    """What a report says of its run, whatever the documents."""

    tool: ToolOut
    context: ContextOut


def assembled(
    frame: Frame,
    documents: Sequence[DocumentOut],
    problems: Iterable[Problem | ProblemOut] = (),
    *,
    fail_on: str = "never",
    min_score: int | None = None,
    accept: Sequence[str] = (),
    baseline: KnownBaseline | None = None,
    decisions: Decisions | None = None,
) -> Report:
    """The records of documents as a report, sorted by path, with summary and exit code; see ``Auditor.report``."""
    if fail_on not in FAIL_ON:
        message = f"fail-on {fail_on!r} is not known"
        raise UsageError(message, code="unknown-value", hint=f"one of {', '.join(FAIL_ON)}")
    accepted = frozenset(accept)
    shown = [accepted_document(one, accepted) for one in sorted(documents, key=lambda one: one.path)]
    told = list(problems)
    day = date.fromisoformat(frame.context.as_of)
    if baseline is not None:
        from claimcheck.report.baselined import accepted_by

        shown, of_baseline, _ = accepted_by(shown, baseline, day)
        told += of_baseline
    if decisions is not None:
        shown, of_decisions = decided_by(shown, decisions, day)
        told += of_decisions
    report = Report(
        schema_="claimcheck-report/1",
        tool=frame.tool,
        context=frame.context,
        exit_code=0,
        problems=[noted(ProblemOut.like(one) if isinstance(one, Problem) else one, accepted) for one in told],
        documents=shown,
        summary=summary_of(shown),
    )
    report.exit_code = exit_code(report, fail_on, min_score)
    return report


def context_out(context: Context) -> ContextOut:
    """A setting as a report tells it."""
    jurisdictions, facts = list(context.jurisdictions), dict(context.facts)
    return ContextOut.like(context, medium=str(context.medium), jurisdictions=jurisdictions, facts=facts)


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


def exit_code(report: wire.Report, fail_on: str, min_score: int | None) -> int:
    """Return 3 where some input was read in part or not at all, 1 where a finding reaches ``fail_on``, else 0."""
    if any(problem.effect != "note" for _, problem in all_problems(report)):
        return 3
    if fail_on == "never":
        return 0
    claims = [claim for document in report.documents for claim in document.claims]
    if min_score is not None and any(claim.score < min_score for claim in claims):
        return 1
    failing = SEVERITIES[: FAIL_ON.index(fail_on) + 1]
    found = document_findings(*report.documents)
    return int(any(one.severity in failing and one.state == "new" for one in found))
