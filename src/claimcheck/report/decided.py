"""Puts decisions into the record of documents: findings of what was accepted are marked, as a baseline marks them.

A decision is about the claim with its id and occurrence in the document with its path; where that file is gone, about
the same claim in any document, so that files may move. None is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.decision import Decision, Decisions
from claimcheck.model.document import Problem
from claimcheck.model.report import DecisionOut, DocumentOut, RemarkOut
from claimcheck.report.filters import allowed, ended, with_findings
from claimcheck.report.homes import Homes
from claimcheck.report.rows import Row
from claimcheck.report.words import count, document_findings

STATE_WORDS = {"accept": "accepted", "dispute": "disputed", "open": "open"}
"""States of decisions in words."""

Subject = tuple[str | None, int, str | None]


def decided_by(
    documents: Sequence[DocumentOut], known: Decisions, as_of: date
) -> tuple[list[DocumentOut], list[Problem]]:
    """The documents with what was decided about them, and what has to be said about the file of decisions.

    A decision that has ended accepts nothing, and that is said.
    """
    homes = Homes(documents, known.name)
    met: set[Decision] = set()
    made = []
    for document in documents:
        by_subject = {
            (one.claim, one.occurrence, one.fingerprint): one
            for one in sorted(known.decisions, key=lambda one: homes.document(one.path) is document)
            if homes.document(one.path) is document or homes.is_gone(one.path)
        }
        own = _own(document, by_subject)
        met.update(own.values())
        made.append(_marked(document, own, as_of) if own else document)
    return made, [*_ended(met, known, as_of), *_unmet(documents, met, known)]


def decision_of(document: DocumentOut, claims: Sequence[ClaimOut]) -> DecisionOut | None:
    """What was decided about the first of some claims that somebody has decided about; None where nobody has."""
    if not document.decisions:
        return None
    known = {(one.claim, one.occurrence): one for one in document.decisions if one.fingerprint is None}
    return next(filter(None, (known.get((claim.id, claim.occurrence)) for claim in claims)), None)


def finding_decision_of(document: DocumentOut, finding: FindingOut) -> DecisionOut | None:
    """What was decided about a finding itself."""
    return next((one for one in document.decisions if one.fingerprint == finding.fingerprint), None)


def row_decision_of(row: Row) -> DecisionOut | None:
    """What was decided about what a row lists."""
    if row.claims:
        return decision_of(row.document, row.claims)
    return finding_decision_of(row.document, row.findings[0])


def decision_words(one: DecisionOut) -> str:
    """A decision in words: "accepted by R. Vane on 2026-11-30 until 2027-03-31; owner: T. Okoro"."""
    state = f"ended, was {STATE_WORDS[one.state]}" if one.expired else STATE_WORDS[one.state]
    until = f" until {one.until}" if one.until else ""
    owner = f"; owner: {one.owner}" if one.owner else ""
    return f"{state} by {one.by} on {one.on}{until}{owner}"


def remark_words(one: DecisionOut) -> str:
    """The comments in words, the last one first; "" without any."""
    return " ".join(f"{said.by}, {said.on}: {said.text}" for said in reversed(one.comments))


def _own(document: DocumentOut, by_subject: Mapping[Subject, Decision]) -> dict[Subject, Decision]:
    """The decisions about claims and findings that the document has."""
    claims = {(claim.id, claim.occurrence) for claim in document.claims}
    findings = {finding.fingerprint for finding in document_findings(document)}
    return {
        subject: one
        for subject, one in by_subject.items()
        if (one.claim is None or (one.claim, one.occurrence) in claims)
        and (one.fingerprint is None or one.fingerprint in findings)
    }


def _marked(document: DocumentOut, own: Mapping[Subject, Decision], as_of: date) -> DocumentOut:
    accepted = {subject: one for subject, one in own.items() if one.state == "accept" and one.holds(as_of)}

    def mark(finding: FindingOut, claim: ClaimOut | None) -> FindingOut:
        at: tuple[str | None, int] = (claim.id, claim.occurrence) if claim is not None else (None, 1)
        one = accepted.get((*at, finding.fingerprint), accepted.get((*at, None)))
        if one is None or finding.state != "new":
            return finding
        # As a baseline marks it, with the last comment as its reason.
        said = f": {one.comments[-1].text}" if one.comments else ""
        return allowed(finding, "baseline", f"{STATE_WORDS[one.state]} by {one.by}{said}", one.until)

    decisions = [
        DecisionOut.like(one, comments=list(map(RemarkOut.like, one.comments)), expired=not one.holds(as_of))
        for one in own.values()
    ]
    return with_findings(document.model_copy(update={"decisions": decisions}), mark)


def _ended(met: set[Decision], known: Decisions, as_of: date) -> Iterator[Problem]:
    found = [
        (one.path, f"a claim was accepted until {one.until} and counts again: {one.words[:80]}")
        for one in known.decisions
        if one in met and one.state == "accept" and not one.holds(as_of)
    ]
    return ended("decision-ended", known.name, found, "decisions have ended")


def _unmet(documents: Sequence[DocumentOut], met: set[Decision], known: Decisions) -> Iterator[Problem]:
    """Decisions about documents that were read whole and have no such claim."""
    whole = {document.path for document in documents if document.status == "complete"}
    gone = sum(1 for one in known.decisions if one.path in whole and one not in met)
    if gone:
        message = f"{count(gone, 'decision')} on claims that cannot be found any more"
        hint = "the words have changed: decide anew, and take the entry out of the file"
        yield Problem("decision-unused", message, "note", known.name, hint)
