"""Elements that rest on an entry of an evidence register, on the wire."""

from __future__ import annotations

from claimcheck.model.claim import Element
from claimcheck.model.claim_out import ElementOut, ParsedOut, SourceOut
from claimcheck.model.evidence import Source


def registered_out(element: Element, source: Source, parsed: ParsedOut | None) -> ElementOut:
    """The record of such an element; what a confidential entry says stays in the register."""
    told = element.state != "missing" and not source.checked.entry.confidential
    return ElementOut.made(
        element=element.id,
        need=element.need,
        state=element.state,
        value=source.proof.words if told else None,
        parsed=parsed if told else None,
        quote=None,
        place=None,
        credit=round(element.credit, 4),
        source=source_out(source),
        leads_to=None,
        asked=element.asked,
    )


def source_out(source: Source) -> SourceOut:
    """The entry behind an element, named by nothing but its id where it is confidential."""
    entry, hidden = source.checked.entry, source.checked.entry.confidential
    until = entry.valid_until
    return SourceOut.made(
        entry=entry.id,
        state=source.checked.state,
        confidential=hidden,
        kind=None if hidden else entry.kind,
        issuer=None if hidden else entry.issuer,
        file=None if hidden else entry.file,
        sha256=None if hidden else entry.sha256,
        page=None if hidden else entry.page,
        place=None if hidden else entry.place,
        valid_until=None if hidden or until is None else until.isoformat(),
    )
