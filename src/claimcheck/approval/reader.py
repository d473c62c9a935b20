"""From the bytes of a claim register to its entries, with every fault at its line."""

from __future__ import annotations

from typing import Any

from claimcheck.approval.shapes import ApprovalShape, ClaimsShape
from claimcheck.approval.wording import keys_of
from claimcheck.errors import ClaimRegisterError
from claimcheck.model.approval import Approval, ClaimRegister
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.registers import register_bytes
from claimcheck.rulepack.validate import shaped
from claimcheck.rulepack.yamlfile import YamlFile, parse_any

NAME = "claims.yml"
WRITES = "claimcheck claims init writes one"


def load_claims(path: str) -> ClaimRegister:
    """Read a claim register. Raises ``ClaimRegisterError`` with every fault."""
    log = FaultLog()
    data = register_bytes(path, WRITES, log)
    found = parsed_claims(data, path, log) if data is not None else None
    log.check(ClaimRegisterError)
    assert found is not None, "a register that is none has faults"
    return found


def parsed_claims(data: bytes, path: str, log: FaultLog) -> ClaimRegister | None:
    """The register in the bytes of a file; None with the faults in ``log``."""
    parsed = parse_any(data, path, log)
    if parsed is None:
        return None
    file, values = parsed
    if not isinstance(values, dict):
        told = "a claim register is a mapping with the keys schema and claims"
        file.fault(log, (), told, code="yaml-shape", hint=WRITES)
        return None
    shape = shaped(file, values, ClaimsShape, log)
    return None if shape is None else _Reader(file, path, log).register(shape)


class _Reader:
    """The entries of one file."""

    def __init__(self, file: YamlFile, path: str, log: FaultLog) -> None:
        self.file = file
        self.path = path
        self.log = log

    def register(self, shape: ClaimsShape) -> ClaimRegister:
        seen: set[str] = set()
        entries: list[Approval] = []
        for at, one in enumerate(shape.claims or ()):
            if one.id in seen:
                self.fault((at, "id"), f"id {shown(one.id)} stands twice", "duplicate-id")
            seen.add(one.id)
            entries.append(self.entry(at, one))
        return ClaimRegister(self.path, tuple(entries), shape.complete)

    def entry(self, at: int, one: ApprovalShape) -> Approval:
        if one.valid_from and one.valid_until and one.valid_from > one.valid_until:
            self.fault((at, "valid_until"), "valid_until is before valid_from", "bad-period")
        if one.status == "approved" and one.owner is None:
            hint = "name who answers for the claim, or write status: draft"
            self.fault((at, "status"), "an approved claim has an owner", "missing-owner", hint)
        self.wordings(at, one)
        line, _ = self.file.place(("claims", at))
        return Approval(
            id=one.id,
            register=self.path,
            line=line,
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

    def wordings(self, at: int, one: ApprovalShape) -> None:
        """See that each says something, and something else than those before it."""
        seen: set[tuple[str, ...]] = set()
        for number, wording in enumerate(one.wording):
            keys = keys_of(wording)
            place: tuple[str | int, ...] = (at, "wording", number)
            if not any(map(str.isalnum, "".join(keys))):
                self.fault(place, "the wording has no words", "empty-value")
            elif keys in seen:
                self.fault(place, "the wording stands twice in this entry", "duplicate-wording")
            seen.add(keys)

    def fault(self, at: tuple[Any, ...], message: str, code: str, hint: str | None = None) -> None:
        self.file.fault(self.log, ("claims", *at), message, code=code, hint=hint)
