"""Leaves out findings below a severity, before anything is counted or written."""

from __future__ import annotations

from claimcheck.model.claim import SEVERITIES
from claimcheck.model.report import DocumentOut
from claimcheck.report.summary import counted
from claimcheck.report.words import document_findings


def at_least(document: DocumentOut, severity: str | None) -> DocumentOut:
    """The document without findings below ``severity``, its count by tier included; unchanged for None."""
    if severity is None:
        return document
    kept = SEVERITIES[: SEVERITIES.index(severity) + 1]
    if kept == SEVERITIES:
        return document
    claims = [
        claim.model_copy(update={"findings": [one for one in claim.findings if one.severity in kept]})
        for claim in document.claims
    ]
    findings = [one for one in document.findings if one.severity in kept]
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
