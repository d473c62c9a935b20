"""From the bytes of a claim register to its entries, with every fault at its line."""

from __future__ import annotations

from claimcheck.approval.shapes import ApprovalShape, ClaimsShape
from claimcheck.approval.wording import keys_of
from claimcheck.errors import ClaimRegisterError
from claimcheck.model.approval import Approval, ClaimRegister
from claimcheck.rulepack.registers import Opened, Register


def _register(opened: Opened, shape: ClaimsShape) -> ClaimRegister:
    entries = tuple(_entry(opened, at, one) for at, one in opened.each(shape.claims))
    return ClaimRegister(entries, shape.complete)


def _entry(opened: Opened, at: int, one: ApprovalShape) -> Approval:
    if one.status == "approved" and one.owner is None:
        hint = "name who answers for the claim, or write status: draft"
        opened.fault((at, "status"), "an approved claim has an owner", "missing-owner", hint)
    _check_wordings(opened, at, one)
    return Approval(
        id=one.id,
        register=opened.file.path,
        line=opened.line(at),
        wordings=tuple(one.wording),
        status=one.status,
        owner=one.owner,
        approved_by=one.approved_by,
        approved_on=one.approved_on,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        evidence=tuple(dict.fromkeys(one.evidence or ())),
        jurisdictions=tuple(one.jurisdiction or ()),
        audiences=tuple(one.audience or ()),
        media=tuple(one.medium or ()),
        facts=tuple(sorted((one.facts or {}).items())),
    )


def _check_wordings(opened: Opened, at: int, one: ApprovalShape) -> None:
    """See that each says something, and something else than those before it."""
    seen: set[tuple[str, ...]] = set()
    for number, wording in enumerate(one.wording):
        keys = keys_of(wording)
        place = (at, "wording", number)
        if not any(map(str.isalnum, "".join(keys))):
            opened.fault(place, "the wording has no words", "empty-value")
        elif keys in seen:
            opened.fault(place, "the wording stands twice in this entry", "duplicate-wording")
        seen.add(keys)


CLAIMS = Register(
    ClaimsShape,
    form="a claim register is a mapping with the keys schema and claims",
    hint="claimcheck claims init writes one",
    key="claims",
    error=ClaimRegisterError,
    make=_register,
)
