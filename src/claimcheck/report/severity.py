"""Leaves out findings below a severity or a confidence, before anything is counted or written."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.summary import counted
from claimcheck.report.words import document_findings

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
