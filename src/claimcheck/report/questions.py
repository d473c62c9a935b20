"""The one question that decides a claim."""

from __future__ import annotations

from claimcheck.model.claim import SEVERITIES, TIERS
from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import visible
from claimcheck.report.terms import element_question

USUAL = 0.75
"""What this share of the claims of a document lacks tells none of them from the others."""


def missing_asked(claim: ClaimOut) -> list[str]:
    """The elements that are missing and asked for, the one that brings most first."""
    wanted = [one.element for one in claim.elements if one.state == "missing" and one.asked]
    gains = {step.element: step.gain for step in claim.next_steps}
    return sorted(wanted, key=lambda name: -gains.get(name, 0))


def deciding(document: DocumentOut, claim: ClaimOut) -> str:
    """What to ask first, else the strongest finding, "" where nothing is open.

    What nearly all claims of the document lack is asked for last: it decides none of them.
    """
    missing = missing_asked(claim)
    if missing:
        lacking, total = document.summary.asked, document.summary.claims
        first = min(missing, key=lambda name: lacking.get(name, 0) >= USUAL * total)
        return element_question(first)
    findings = [one for one in claim.findings if one.state == "new"]
    return visible(min(findings, key=_strength).message) if findings else ""


def _strength(finding: FindingOut) -> tuple[int, int, str]:
    return SEVERITIES.index(finding.severity), TIERS.index(finding.tier), finding.rule
