"""The run behind ``evidence verify``: find registers, check every file, draw the list."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from claimcheck.api import load_rulepack
from claimcheck.config.inputs import find_inputs, spelled
from claimcheck.errors import UsageError
from claimcheck.evidence.evidence_documents import told
from claimcheck.evidence.register import ENDINGS, checked, load_register
from claimcheck.model.evidence import SOON, Checked, Entry
from claimcheck.model.verification import ClaimsVerificationOut, VerificationOut, VerifiedOut
from claimcheck.report.layout import visible
from claimcheck.report.words import count
from claimcheck.version import __version__

WORDS = {
    "ok": "ok",
    "expiring": "expiring",
    "expired": "expired",
    "early": "not yet valid",
    "changed": "changed",
    "missing": "missing",
    "unsealed": "no hash",
    "draft": "draft",
    "withdrawn": "withdrawn",
}


def verified(paths: Sequence[str], day: date) -> VerificationOut:
    """Every entry of the registers with its state on a day.

    Raises ``UsageError`` where there is no register, and ``RegisterError`` where one cannot be used.
    """
    found = [checked(entry, day) for entry in _entries(paths)]
    return VerificationOut(
        version=__version__,
        as_of=day.isoformat(),
        exit_code=0 if all(one.counts for one in found) else 1,
        entries=[_out(one) for one in found],
        states=dict(Counter(one.state for one in found)),
    )


def _entries(paths: Sequence[str]) -> Iterator[Entry]:
    inputs = find_inputs(paths, ENDINGS)
    for problem in inputs.problems:
        raise UsageError(
            problem.message,
            code=problem.code,
            path=problem.place,
            hint="claimcheck evidence init writes a register",
        )
    elements = load_rulepack().elements
    named = {os.path.realpath(path) for path in paths}
    read = [load_register(path, elements, named=os.path.realpath(path) in named) for path in inputs.paths]
    registers = [one for one in read if one is not None]
    if not registers:
        raise UsageError(
            "there is no register", code="nothing-to-read", path=spelled(paths[0]),
            hint="claimcheck evidence init writes one",
        )  # fmt: skip
    for register in registers:
        yield from register


def _out(one: Checked) -> VerifiedOut:
    entry, hidden = one.entry, one.entry.confidential
    return VerifiedOut(
        entry=entry.id,
        path=entry.register,
        line=entry.line,
        state=one.state,
        confidential=hidden,
        kind=entry.kind,
        issuer=None if hidden else entry.issuer,
        owner=entry.owner,
        file=None if hidden else entry.file,
        sha256=entry.sha256,
        found=one.found,
        valid_from=entry.valid_from.isoformat() if entry.valid_from else None,
        valid_until=entry.valid_until.isoformat() if entry.valid_until else None,
        hint=_hint(one),
    )


def _hint(one: Checked) -> str | None:
    """What to do about an entry; None where nothing has to be done."""
    if one.state == "ok":
        return None
    if one.state == "expiring":
        return f"it ends within {SOON.days} days: ask for its successor"
    if one.state == "unsealed":
        return f"look at the file, then add the line: sha256: {one.found}"
    if one.state == "changed":
        return f"look at the file again, then enter sha256: {one.found}, or bring the old one back"
    return told(one).hint


def table(found: VerificationOut) -> str:
    """The list for a reader."""
    return listing(
        found,
        ("file", "owner"),
        lambda one: ("confidential" if one.confidential else one.file or "", one.owner or ""),
        lambda one: () if one.hint is None else (one.hint,),
    )


def listing(
    found: VerificationOut | ClaimsVerificationOut,
    heads: tuple[str, ...],
    cells: Callable[[Any], tuple[str, ...]],
    hints: Callable[[Any], Iterable[str]],
) -> str:
    """The entries of registers for a reader: one a line with further ``cells``, then what is to be done with each."""
    from tabulate import tabulate

    rows = [
        (visible(one.entry), WORDS[one.state], one.valid_until or "", *map(visible, cells(one)))
        for one in found.entries
    ]
    titles = ("entry", "state", "until", *heads)
    lines = [tabulate(rows, titles, tablefmt="simple", disable_numparse=True)] if rows else []
    for one in found.entries:
        told = [f"  hint: {visible(hint)}" for hint in hints(one)]
        if told:
            place = f"{visible(one.path)}:{one.line}: {visible(one.entry)}: {WORDS[one.state]}"
            lines.append("\n".join((place, *told)))
    states = ", ".join(f"{number} {WORDS[state]}" for state, number in found.states.items())
    total = count(len(found.entries), "entry", "entries")
    lines.append(f"{total} on {found.as_of}{': ' if states else ''}{states}")
    return "\n\n".join(lines) + "\n"
