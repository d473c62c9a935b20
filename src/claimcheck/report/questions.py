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
    """The elements that are missing and asked for."""
    return [one.element for one in claim.elements if one.state == "missing" and one.asked]


def deciding(document: DocumentOut, claim: ClaimOut) -> str:
    """What to ask first, else the strongest finding, "" where nothing is open.

    What brings most is asked first, less by the share of the claims of the document that lack it too: what all of them
    lack decides none.
    """
    missing = missing_asked(claim)
    if missing:
        lacking, total = document.summary.asked, document.summary.claims
        gains = {step.element: step.gain for step in claim.next_steps}

        def weight(name: str) -> tuple[int, int]:
            gain = gains.get(name, 0)
            return -gain * (total - lacking.get(name, 0)), -gain

        return element_question(min(missing, key=weight))
    findings = [one for one in claim.findings if one.state == "new"]
    return visible(min(findings, key=_strength).message) if findings else ""


def _strength(finding: FindingOut) -> tuple[int, int, str]:
    return SEVERITIES.index(finding.severity), TIERS.index(finding.tier), finding.rule
