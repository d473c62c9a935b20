"""Leaves findings out of a report: below a severity or a confidence, or in lines that a change did not touch."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from claimcheck.config.directives import FORMATS
from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import FindingOut, PlaceOut
from claimcheck.model.document import Problem
from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.report.summary import counted, summary_out
from claimcheck.report.words import count, document_findings

Lines = tuple[range, ...]
Changes = Mapping[str, Lines | None]
"""By real path of each changed file: its touched lines from 1, None for all of them."""
_LINED = frozenset({*FORMATS, "adoc", "csv", "json", "jsx", "po", "rst", "yaml"})
"""The formats whose lines are those of the file."""
_CODE = "untouched-left-out"

CONFIDENCES = ("high", "medium", "low")


def at_least(document: DocumentOut, severity: str | None, confidence: str | None = None) -> DocumentOut:
    """The document without findings below ``severity`` and ``confidence``, with its counts; None leaves out nothing."""
    severe = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
    sure = CONFIDENCES[: CONFIDENCES.index(confidence) + 1] if confidence else CONFIDENCES
    if (severe, sure) == (SEVERITIES, CONFIDENCES):
        return document

    def kept(findings: Sequence[FindingOut]) -> list[FindingOut]:
        return [one for one in findings if one.severity in severe and one.confidence in sure]

    claims = [claim.model_copy(update={"findings": kept(claim.findings)}) for claim in document.claims]
    findings = kept(document.findings)
    less = document.model_copy(update={"claims": claims, "findings": findings})
    return recounted(less)


def recounted(document: DocumentOut) -> DocumentOut:
    """The document with its findings counted again by tier and by state."""
    findings = list(document_findings(document))
    counts = {
        "by_tier": counted(finding.tier for finding in findings),
        "by_state": counted(finding.state for finding in findings),
    }
    return document.model_copy(update={"summary": document.summary.model_copy(update=counts)})


def touched_only(report: Report, changes: Changes) -> Report:
    """The report without claims and findings in untouched lines.

    Of formats that have no lines of their own, and of files for which ``changes`` has None or nothing, all is kept. The
    exit code is that of the whole report.
    """
    documents = [_touched(one, changes.get(os.path.realpath(one.path))) for one in report.documents]
    summary = summary_out(
        (claim for one in documents for claim in one.claims),
        (finding for one in documents for finding in one.findings),
    )
    return report.model_copy(update={"documents": documents, "summary": summary})


def _touched(document: DocumentOut, lines: Lines | None) -> DocumentOut:
    if lines is None or document.format not in _LINED:
        return document

    def holds(place: PlaceOut) -> bool:
        return any(place.line < one.stop and one.start <= place.end_line for one in lines)

    def concerns(finding: FindingOut) -> bool:
        return holds(finding.place) or any(holds(one.place) for one in finding.against)

    claims = [one for one in document.claims if holds(one.place) or any(map(concerns, one.findings))]
    findings = [one for one in document.findings if concerns(one)]
    kept = document.model_copy(
        update={
            "claims": claims,
            "findings": findings,
            "set_aside": [one for one in document.set_aside if holds(one.place)],
            "pairs": [one for one in document.pairs if holds(one.place) or holds(one.against.place)],
            "summary": summary_out(claims, findings),
        }
    )
    left = sum(1 for _ in document_findings(document)) - sum(1 for _ in document_findings(kept))
    if not left:
        return kept
    told = f"{count(left, 'finding')} outside of the touched lines left out"
    note = Problem(_CODE, told, "note", document.path, "without --changed they are shown")
    return kept.model_copy(update={"problems": [*kept.problems, ProblemOut.like(note)]})
