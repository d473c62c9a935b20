"""Passages of law and of standards on the wire."""

from __future__ import annotations

from claimcheck.model.claim import Citation
from claimcheck.model.claim_out import CitationOut


def citation_out(one: Citation) -> CitationOut:
    """A citation; days are written as in ISO 8601."""
    return CitationOut.made(
        key=one.key,
        instrument=one.instrument,
        locator=one.locator,
        edition=one.edition,
        jurisdiction=one.jurisdiction,
        valid_from=one.valid_from.isoformat() if one.valid_from else None,
        valid_to=one.valid_to.isoformat() if one.valid_to else None,
        grade=one.grade,
        url=one.url,
    )
