"""Gathers the claim registers of a run, and says what is wrong with the evidence that they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.approval.states import states_of
from claimcheck.errors import ClaimRegisterError
from claimcheck.model.approval import Approval, Approvals, BackingState
from claimcheck.model.document import Problem
from claimcheck.model.evidence import Outside
from claimcheck.rulepack.faults import FaultLog, shown

UNKNOWN, UNCHECKED = "approval-evidence-unknown", "approval-evidence-unchecked"
CODES = (UNKNOWN, UNCHECKED)
"""Codes of the problems of claim registers."""


def gather(paths: Sequence[str], outside: Outside, complete: bool | None = None) -> Approvals:
    """The entries of all registers; ``complete`` overrules what they say of themselves.

    Raises ``ClaimRegisterError`` for a register that cannot be used, and for an id that two of them have.
    """
    if not paths:
        return Approvals()
    # Few runs have a register, and the models of its entries take a while to load.
    from claimcheck.approval.reader import CLAIMS

    registers = [CLAIMS.load(path) for path in dict.fromkeys(paths)]
    entries = tuple(entry for register in registers for entry in register.entries)
    _unlike(entries)
    said = any(register.complete for register in registers)
    known = states_of(outside)
    return Approvals(
        entries,
        said if complete is None else complete,
        True,
        tuple(_problems(entries, known)),
    )


def _unlike(entries: Sequence[Approval]) -> None:
    log = FaultLog()
    seen: dict[str, Approval] = {}
    for entry in entries:
        before = seen.setdefault(entry.id, entry)
        if before is not entry:
            where = f"{before.register}:{before.line}"
            told = f"id {shown(entry.id)} stands in {where} as well"
            log.add(
                told, code="duplicate-id", path=entry.register, line=entry.line, hint="rename one of them"
            )
    log.check(ClaimRegisterError)


def _problems(entries: Sequence[Approval], known: dict[str, BackingState]) -> Iterator[Problem]:
    resting = [entry for entry in entries if entry.evidence and entry.status == "approved"]
    if resting and not known:
        yield Problem(
            UNCHECKED,
            f"the evidence of approved claims ({len(resting)}) was not looked up: no register of evidence is named",
            "note",
            resting[0].register,
            "name it with --evidence",
        )
        return
    for entry in resting:
        for name in entry.evidence:
            if name not in known:
                yield Problem(
                    UNKNOWN,
                    f"approved claim {entry.id!r} rests on evidence {name!r}, which no register of evidence has",
                    "note",
                    f"{entry.register}:{entry.line}",
                    "enter it there, or mend its id",
                )
