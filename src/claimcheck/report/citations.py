"""Passages of law and of standards, and what laws make of a finding, on the wire."""

from __future__ import annotations

from datetime import date

from claimcheck.model.claim import Citation, Law
from claimcheck.model.claim_out import CitationOut, LawOut


def citation_out(one: Citation) -> CitationOut:
    """A citation; days are written as in ISO 8601."""
    return CitationOut.made(
        key=one.key,
        instrument=one.instrument,
        locator=one.locator,
        edition=one.edition,
        jurisdiction=one.jurisdiction,
        valid_from=iso(one.valid_from),
        valid_to=iso(one.valid_to),
        grade=one.grade,
        url=one.url,
        checked=iso(one.checked),
        source=one.source,
        docket=one.docket,
        periods_from=iso(one.periods_from),
        periods_to=iso(one.periods_to),
    )


def law_out(one: Law) -> LawOut:
    """What one jurisdiction makes of a finding."""
    return LawOut.made(
        jurisdiction=one.jurisdiction,
        test=one.test,
        tier=one.tier,
        severity=one.severity,
        message=one.message,
        why=one.why,
        remedy=one.remedy,
        rewrite=one.rewrite,
        exposure=one.exposure,
        citations=one.citations,
        undetermined=one.undetermined,
        applies_from=one.starts.isoformat() if one.starts else None,
    )


def iso(day: date | None) -> str | None:
    """A day in ISO 8601, None where there is none."""
    return day.isoformat() if day else None
