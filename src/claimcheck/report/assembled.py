"""The report of a run, put together from the records of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.errors import UsageError
from claimcheck.model.context import Context
from claimcheck.model.decision import Decisions
from claimcheck.model.document import Problem
from claimcheck.model.report import ContextOut, DocumentOut, ProblemOut
from claimcheck.model.tool import ToolOut
from claimcheck.report.decided import decided_by
from claimcheck.report.interactive import Report
from claimcheck.report.summary import summary_out
from claimcheck.report.verdict import FAIL_ON, accepted_document, exit_code, noted

if TYPE_CHECKING:
    from claimcheck.config.baseline import KnownBaseline


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
        raise UsageError(
            f"fail-on {fail_on!r} is not known", code="unknown-value", hint=f"one of {', '.join(FAIL_ON)}"
        )
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
        summary=summary_out(
            (claim for one in shown for claim in one.claims),
            (finding for one in shown for finding in one.findings),
        ),
    )
    report.exit_code = exit_code(report, fail_on, min_score)
    return report


def context_out(context: Context) -> ContextOut:
    """A setting as a report tells it."""
    jurisdictions, facts = list(context.jurisdictions), dict(context.facts)
    return ContextOut.like(context, medium=str(context.medium), jurisdictions=jurisdictions, facts=facts)
