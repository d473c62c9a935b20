"""How claims stand in the register of approved claims: on the wire, and in words."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.approval import STANDINGS, Approval, Approved
from claimcheck.model.claim_out import ApprovalOut, BackingOut, ChangeOut, ClaimOut
from claimcheck.model.report import SummaryOut
from claimcheck.report.layout import listed, visible

_STATES = {
    "approved": "approved",
    "drifted": "drifted from an approved wording",
    "expired": "with an approval that has ended",
    "early": "with an approval that has not begun",
    "draft": "not approved yet",
    "withdrawn": "withdrawn",
    "unlisted": "not in the register",
}
LAPSED = {
    "expired": "has expired",
    "early": "is not valid yet",
    "changed": "has another file",
    "missing": "has no file",
    "unsealed": "has no hash",
    "unknown": "is in no register of evidence",
}
_NO_ENTRY = Approval("", "", 0, (), "draft")


def approval_out(one: Approved) -> ApprovalOut:
    """The record of how a claim stands."""
    entry = one.entry or _NO_ENTRY
    return ApprovalOut.like(
        entry,
        state=one.standing,
        entry=one.entry and entry.id,
        register_=one.entry and entry.register,
        line=one.entry and entry.line,
        wording=one.wording,
        changes=list(map(ChangeOut.like, one.changes)),
        evidence=list(map(BackingOut.like, one.backing)),
        complete=one.complete,
    )


def approval_words(claim: ClaimOut) -> str:
    """How a claim stands, for a reader: "approved by reporting team until 2026-12-31"; "" without a register."""
    one = claim.approval
    if one is None:
        return ""
    if one.entry is None:
        return _STATES[one.state]
    owner = f" by {visible(one.owner)}" if one.owner else ""
    until = f" until {one.valid_until}" if one.valid_until else ""
    words = f"{_STATES[one.state]}{owner}{until}" if one.state == "approved" else _STATES[one.state]
    if one.state != "approved":
        words += "".join(f", {part}" for part in (owner and f"owner{owner[3:]}", until.strip()) if part)
    return f"{words} (register entry {visible(one.entry)})"


def astray_words(claim: ClaimOut) -> str:
    """The same of a claim that is not to be made as it stands, with what differs; "" where it may.

    What is not in the register may be said where the register is not complete, and by others than the company.
    """
    one = claim.approval
    if one is None or one.state == "approved":
        return ""
    if one.state == "unlisted" and (not one.complete or claim.claimant == "third_party"):
        return ""
    state, changes = _STATES[one.state], listed(map(change_words, one.changes))
    return approval_words(claim).replace(state, f"{state}, {changes}" if changes else state, 1)


def approval_details(claim: ClaimOut) -> Iterator[str]:
    """What a reader needs beside that: the approved words, what differs, evidence that does not count."""
    one = claim.approval
    if one is None:
        return
    if one.state == "drifted":
        yield f"approved: “{visible(one.wording or '')}”"
        yield f"differs: {listed(map(change_words, one.changes))}"
    for part in one.evidence:
        if part.state in LAPSED:
            yield f"evidence {visible(part.entry)} {LAPSED[part.state]}"
        elif not part.held and part.state != "unchecked":
            yield f"evidence {visible(part.entry)} is in the register, for something else than this claim"


def change_words(change: ChangeOut) -> str:
    """A difference between what is approved and what stands there."""
    approved, found = visible(change.approved), visible(change.found)
    if not approved:
        return f"“{found}” is added"
    return f"“{approved}” became “{found}”" if found else f"“{approved}” is left out"


def approvals_words(summary: SummaryOut) -> str:
    """Claims by how they stand, as a sentence; "" where no register was named."""
    counts = summary.by_approval
    parts = [f"{counts[name]:,} {_STATES[name]}" for name in STANDINGS if counts.get(name)]
    return f"Held against the register of claims: {listed(parts)}." if parts else ""
