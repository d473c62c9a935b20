"""The runs behind the commands on registers: begin one, and look at every entry of some."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from claimcheck.api import load_rulepack
from claimcheck.approval.gathered import Looked, gather, looked, states_of
from claimcheck.approval.register import CLAIMS, HEAD, drafts
from claimcheck.batch import COMMANDS, Batch, Command
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said_problem, say
from claimcheck.cli.output import write_file
from claimcheck.config.file import Setting
from claimcheck.config.ignoring import Ignoring
from claimcheck.config.inputs import find_inputs, spelled
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimRegisterError, UnreadableInput, UsageError
from claimcheck.evidence.evidence_documents import told
from claimcheck.evidence.register import ENDINGS, checked, load_register, starter
from claimcheck.evidence.register_evidence import PLACE
from claimcheck.model.document import Problem
from claimcheck.model.evidence import SOON, Checked, Entry
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.model.verification import (
    ClaimsVerificationOut,
    LookedOut,
    NamedEvidenceOut,
    VerificationOut,
    VerifiedOut,
)
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.report.approvals import LAPSED
from claimcheck.report.interactive import is_saved, load
from claimcheck.report.layout import visible
from claimcheck.report.words import count
from claimcheck.version import __version__

WIDTH = 60
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


def begin(register: str, origin: str | None, like: Command) -> str:
    """Write a new register and return what to tell of it.

    ``origin`` is a JSON report or a file to read as ``like`` does, None for neither. Raises ``UsageError`` or
    ``UnreadableInput`` before anything is written.
    """
    batch = Batch.like(like)
    elements = batch.main.rulepack.elements
    documents = documents_of(batch, origin) if origin is not None else ()
    text, asked = starter(
        documents,
        {name: element.shape.ask for name, element in elements.items()},
        {name for name, element in elements.items() if PLACE in element.shape.look},
    )
    write_file(register, text)
    told = f", with {count(asked, 'entry', 'entries')} to fill in" if origin is not None else ""
    return f"{visible(register)}{told}\n"


def documents_of(batch: Batch, origin: str) -> Sequence[DocumentOut]:
    """The documents of a JSON report, or of a file to audit.

    Raises ``UsageError`` for what is no report, ``UnreadableInput`` for what cannot be read.
    """
    if is_saved(origin):
        return load(origin).documents
    report = batch.audit([origin])
    for document in report.documents:
        for problem in document.problems:
            if document.status == "unreadable":
                raise UnreadableInput(problem.message, code=problem.code, path=origin, hint=problem.hint)
    return report.documents


def begin_claims(register: str, origins: Sequence[str], like: Command, *, add: bool = False) -> str:
    """Write a new register, or ``add`` drafts for what one lacks at its end; return what to tell of it.

    Raises ``UsageError`` or ``UnreadableInput`` before anything is written.
    """
    known = CLAIMS.load(register).entries if add else ()
    made = drafts(_documents(origins, like), known)
    if not add:
        write_file(register, HEAD + (f"\n{made.text}" if made.text else ""))
    elif made.entries:
        before = Path(register).read_bytes().decode("utf-8-sig")
        text = f"{before.rstrip()}\n\n{made.text}"
        if _entries(text, register) != len(known) + made.entries:
            message = "has no place for more entries at its end, and nothing was written"
            hint = "make claims its last key, with entries that begin with two blanks and a hyphen"
            raise UsageError(message, code="bad-register", path=register, hint=hint)
        write_file(register, text)
    told = f", {'added' if add else 'with'} {count(made.entries, 'draft')}" if origins else ""
    long = f"; {count(made.too_long, 'claim')} too long for an entry" if made.too_long else ""
    return f"{visible(register)}{told}{long}\n"


def _entries(text: str, register: str) -> int | None:
    """How many entries the text of a register has, None where it has faults."""
    try:
        return len(CLAIMS.parsed(text.encode(), register).entries)
    except ClaimRegisterError:
        return None


def _documents(origins: Sequence[str], like: Command) -> list[DocumentOut]:
    """The documents of all origins, read without any register of claims: the configured one may not be there yet."""
    if not origins:
        return []
    batch = Batch(Sources(COMMANDS[like], {"claims": Setting([], "claims init")}))
    return [document for origin in origins for document in documents_of(batch, origin)]


def verified(paths: Sequence[str], day: date) -> VerificationOut:
    """Every entry of the registers with its state on a day.

    Raises ``UsageError`` where there is no register, and ``RegisterError`` where one cannot be used.
    """
    found = [checked(entry, day) for entry in _verified_entries(paths)]
    return VerificationOut(
        version=__version__,
        as_of=day.isoformat(),
        exit_code=0 if all(one.counts for one in found) else 1,
        entries=[_out(one) for one in found],
        states=dict(Counter(one.state for one in found)),
    )


def _verified_entries(paths: Sequence[str]) -> Iterator[Entry]:
    inputs = find_inputs(paths, ENDINGS)
    for problem in inputs.problems:
        hint = "claimcheck evidence init writes a register"
        raise UsageError(problem.message, code=problem.code, path=problem.place, hint=hint)
    elements = load_rulepack().elements
    named = {os.path.realpath(path) for path in paths}
    read = [load_register(path, elements, named=os.path.realpath(path) in named) for path in inputs.paths]
    registers = [one for one in read if one is not None]
    if not registers:
        hint = "claimcheck evidence init writes one"
        raise UsageError("there is no register", code="nothing-to-read", path=spelled(paths[0]), hint=hint)
    for register in registers:
        yield from register


def _out(one: Checked) -> VerifiedOut:
    entry, hidden = one.entry, one.entry.confidential
    return VerifiedOut.like(
        entry,
        entry=entry.id,
        path=entry.register,
        state=one.state,
        issuer=None if hidden else entry.issuer,
        file=None if hidden else entry.file,
        found=one.found,
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


def table(found: VerificationOut | ClaimsVerificationOut) -> str:
    """The entries of registers for a reader: one a line, then hints at what is to be done with each."""
    from tabulate import tabulate

    heads = ("owner", "wording") if isinstance(found, ClaimsVerificationOut) else ("file", "owner")
    cells = [
        (visible(one.entry), WORDS[one.state], one.valid_until or "", *map(visible, _more(one)))
        for one in found.entries
    ]
    titles = ("entry", "state", "until", *heads)
    lines = [tabulate(cells, titles, tablefmt="simple", disable_numparse=True)] if cells else []
    for one in found.entries:
        hints = one.hints if isinstance(one, LookedOut) else [one.hint] if one.hint else []
        if own := [f"  hint: {visible(hint)}" for hint in hints]:
            place = f"{visible(one.path)}:{one.line}: {visible(one.entry)}: {WORDS[one.state]}"
            lines.append("\n".join((place, *own)))
    states = ", ".join(f"{number} {WORDS[state]}" for state, number in found.states.items())
    total = count(len(found.entries), "entry", "entries")
    lines.append(f"{total} on {found.as_of}{': ' if states else ''}{states}")
    return "\n\n".join(lines) + "\n"


def _more(one: VerifiedOut | LookedOut) -> tuple[str, str]:
    """What the list has of an entry behind its state."""
    if isinstance(one, VerifiedOut):
        return "confidential" if one.confidential else one.file or "", one.owner or ""
    words = visible(one.wording)
    return one.owner or "", words if len(words) <= WIDTH else f"{words[: WIDTH - 1]}…"


def verified_claims(
    registers: Sequence[str], evidence: Sequence[str], origins: Sequence[str], day: date, like: Command
) -> ClaimsVerificationOut:
    """Every entry of the registers with its state on a day.

    ``origins`` are texts in which their words are looked for, read as ``like`` does. Raises ``ClaimRegisterError`` or
    ``RegisterError`` for a register that cannot be used.
    """
    given = {"claims": Setting(list(registers), "claims verify"), "evidence": Setting(list(evidence), "claims verify")}
    batch = Batch(Sources(COMMANDS[like], given), as_of=day)
    outside = batch.main.outside
    used, whole = _used(batch, origins) if origins else (None, True)
    found = list(looked(gather(registers, outside).entries, day, states_of(outside), used))
    code = Exit.INCOMPLETE if not whole else Exit.CLEAN if all(one.fine for one in found) else Exit.FINDINGS
    return ClaimsVerificationOut(
        version=__version__,
        as_of=day.isoformat(),
        exit_code=code,
        entries=[_claim_out(one) for one in found],
        states=dict(Counter(one.state for one in found)),
    )


def _used(batch: Batch, origins: Sequence[str]) -> tuple[set[str], bool]:
    """The entries whose words stand in a text, and whether all texts were read whole; what was not is said."""
    inputs = find_inputs(origins, sorted(READABLE_SUFFIXES), Ignoring())
    report = batch.audit(inputs.paths)
    problems: list[tuple[str, Problem | ProblemOut]] = [("", one) for one in inputs.problems]
    problems += [(document.path, one) for document in report.documents for one in document.problems]
    bad = [(path, one) for path, one in problems if one.effect != "note"]
    for path, one in bad:
        say(said_problem(path, one))
    stand = [claim.approval for document in report.documents for claim in document.claims if claim.approval]
    return {one.entry for one in stand if one.entry is not None and one.state != "drifted"}, not bad


def _claim_out(one: Looked) -> LookedOut:
    entry = one.entry
    return LookedOut.like(
        entry,
        entry=entry.id,
        path=entry.register,
        state=one.state,
        wording=entry.wordings[0],
        evidence=[NamedEvidenceOut(entry=name, state=state) for name, state in one.evidence],
        alike=list(one.alike),
        used=one.used,
        hints=list(_hints(one)),
    )


def _hints(one: Looked) -> Iterator[str]:
    """What to do about an entry; nothing where nothing has to be done."""
    match one.state:
        case "expired":
            yield "have it approved again, with a later valid_until"
        case "early":
            yield "check valid_from and --as-of"
        case "draft":
            yield "have it approved: name the owner and write status: approved"
        case "expiring":
            yield f"it ends within {SOON.days} days: have it approved again"
    for name, state in one.lapsed:
        yield f"evidence {name} {LAPSED[state]}"
    if any(state == "unchecked" for _, state in one.evidence):
        yield "its evidence was not looked up: name the register of evidence with --evidence"
    if one.alike:
        yield f"the same wording stands in {', '.join(one.alike)}: keep one of them"
    if one.used is False and one.state != "withdrawn":
        yield "no text that was read has its words"
