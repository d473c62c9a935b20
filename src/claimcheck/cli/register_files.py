"""The runs behind ``evidence init`` and ``claims init``: audit what is to be asked or approved, write a register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.approval.register import CLAIMS
from claimcheck.approval.starter import HEAD, Drafts, drafts
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.output import OutputFile
from claimcheck.cli.settings import Output
from claimcheck.config.file import Setting
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimRegisterError, UnreadableInput, UsageError
from claimcheck.evidence.register.starter import starter
from claimcheck.evidence.register_evidence import PLACE
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import visible
from claimcheck.report.saved import is_saved, load
from claimcheck.report.words import count


def begin(register: str, origin: str | None) -> str:
    """Write a new register and return what to tell of it.

    ``origin`` is a JSON report or a file to audit, None for neither. Raises ``UsageError`` or ``UnreadableInput``
    before anything is written.
    """
    batch = Batch.like("audit")
    elements = batch.main.rulepack.elements
    documents = documents_of(batch, origin) if origin is not None else ()
    text, asked = starter(
        documents,
        {name: element.shape.ask for name, element in elements.items()},
        {name for name, element in elements.items() if PLACE in element.shape.look},
    )
    write_register(register, text)
    told = f", with {count(asked, 'entry', 'entries')} to fill in" if origin is not None else ""
    return f"{visible(register)}{told}\n"


def write_register(register: str, text: str) -> None:
    """Put the text of a register in its file, whole or not at all."""
    file = OutputFile(Output("text", register))
    try:
        file.write(text)
    finally:
        file.discard()


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


def begin_claims(register: str, origins: Sequence[str]) -> str:
    """Write a new register and return what to tell of it.

    Raises ``UsageError`` or ``UnreadableInput`` before anything is written.
    """
    made = drafts(_documents(origins))
    write_register(register, HEAD + (f"\n{made.text}" if made.text else ""))
    return _told(register, made, "with") if origins else f"{visible(register)}\n"


def add_drafts(register: str, origins: Sequence[str]) -> str:
    """Add drafts for the claims that a register lacks, at its end; what stands there stays as it is."""
    known = CLAIMS.load(register)
    made = drafts(_documents(origins), known.entries)
    if made.entries:
        before = Path(register).read_bytes().decode("utf-8-sig")
        text = f"{before.rstrip()}\n\n{made.text}"
        if _entries(text, register) != len(known.entries) + made.entries:
            raise UsageError(
                "has no place for more entries at its end, and nothing was written", code="bad-register",
                path=register, hint="make claims its last key, with entries that begin with two blanks and a hyphen",
            )  # fmt: skip
        write_register(register, text)
    return _told(register, made, "added")


def _entries(text: str, register: str) -> int | None:
    """How many entries the text of a register has, None where it has faults."""
    try:
        return len(CLAIMS.parsed(text.encode(), register).entries)
    except ClaimRegisterError:
        return None


def _told(register: str, made: Drafts, how: str) -> str:
    words = f"{visible(register)}, {how} {count(made.entries, 'draft')}"
    long = f"; {count(made.too_long, 'claim')} too long for an entry" if made.too_long else ""
    return f"{words}{long}\n"


def _documents(origins: Sequence[str]) -> list[DocumentOut]:
    """The documents of all origins, read without any register of claims: the configured one may not be there yet."""
    if not origins:
        return []
    batch = Batch(Sources(COMMANDS["audit"], {"claims": Setting([], "claims init")}))
    return [document for origin in origins for document in documents_of(batch, origin)]
