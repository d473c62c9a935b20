"""Gathers the claim registers of a run, and says how their entries stand and what is wrong with their evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.approval.wording import Keys, keys_of
from claimcheck.errors import ClaimRegisterError, shown
from claimcheck.model.approval import Approval, Approvals, BackingState, EntryState
from claimcheck.model.document import Problem
from claimcheck.model.evidence import Outside
from claimcheck.rulepack.faults import FaultLog

_COUNTING = ("ok", "expiring", "withdrawn")
"""The states that need nobody's attention."""

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
    from claimcheck.approval.register import CLAIMS

    registers = [CLAIMS.load(path) for path in dict.fromkeys(paths)]
    entries = tuple(entry for register in registers for entry in register.entries)
    _unlike(entries)
    said = any(register.complete for register in registers) if complete is None else complete
    return Approvals(entries, said, True, tuple(_problems(entries, states_of(outside))))


def _unlike(entries: Sequence[Approval]) -> None:
    log = FaultLog()
    seen: dict[str, Approval] = {}
    for entry in entries:
        before = seen.setdefault(entry.id, entry)
        if before is not entry:
            told = f"id {shown(entry.id)} stands in {before.register}:{before.line} as well"
            hint = "rename one of them"
            log.add(told, code="duplicate-id", path=entry.register, line=entry.line, hint=hint)
    log.check(ClaimRegisterError)


def _problems(entries: Sequence[Approval], known: dict[str, BackingState]) -> Iterator[Problem]:
    resting = [entry for entry in entries if entry.evidence and entry.status == "approved"]
    if resting and not known:
        number, place = len(resting), resting[0].register
        told = f"the evidence of approved claims ({number}) was not looked up: no register of evidence is named"
        yield Problem(UNCHECKED, told, "note", place, "name it with --evidence")
        return
    for entry in resting:
        place, hint = f"{entry.register}:{entry.line}", "enter it there, or mend its id"
        for name in [one for one in entry.evidence if one not in known]:
            told = f"approved claim {entry.id!r} rests on evidence {name!r}, which no register of evidence has"
            yield Problem(UNKNOWN, told, "note", place, hint)


def states_of(outside: Outside) -> dict[str, BackingState]:
    """The state of every entry of the evidence registers by its id."""
    return {one.entry.id: one.state for one in reversed(outside.entries)}


class Looked(NamedTuple):
    """An entry as it stands on a day.

    ``evidence`` is what it names with the state of each; ``alike`` are ids of other entries with one of its wordings;
    ``used`` says whether a text has its words, None where no text was looked at.
    """

    entry: Approval
    state: EntryState
    evidence: tuple[tuple[str, BackingState], ...]
    alike: tuple[str, ...]
    used: bool | None

    @property
    def lapsed(self) -> tuple[tuple[str, BackingState], ...]:
        """The evidence that does not count; of entries that are not approved nothing is asked."""
        if self.entry.status != "approved":
            return ()
        return tuple(one for one in self.evidence if one[1] not in ("ok", "expiring", "unchecked"))

    @property
    def fine(self) -> bool:
        """Whether nothing has to be done."""
        return self.state in _COUNTING and not self.lapsed and not self.alike


def looked(
    entries: Sequence[Approval], day: date, evidence: Mapping[str, BackingState], used: Collection[str] | None
) -> Iterator[Looked]:
    """Every entry with its state; ``used`` are the ids of those that a text has, None where none was read."""
    sharing: dict[Keys, list[str]] = {}
    for entry in entries:
        # What has ended may stand beside its successor.
        if entry.standing(day) != "expired":
            for wording in entry.wordings:
                sharing.setdefault(keys_of(wording), []).append(entry.id)
    absent: BackingState = "unknown" if evidence else "unchecked"
    for entry in entries:
        others = [
            name
            for wording in entry.wordings
            if entry.id in (names := sharing.get(keys_of(wording), []))
            for name in names
            if name != entry.id
        ]
        yield Looked(
            entry,
            entry.state(day),
            tuple((name, evidence.get(name, absent)) for name in entry.evidence),
            tuple(dict.fromkeys(others)),
            None if used is None else entry.id in used,
        )
