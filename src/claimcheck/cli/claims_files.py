"""The run behind ``claims init``: audit what is to be approved, write a register or add to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from claimcheck.approval.register import CLAIMS
from claimcheck.approval.starter import HEAD, Drafts, drafts
from claimcheck.batch import COMMANDS, Batch
from claimcheck.cli.starter_files import documents_of, write_register
from claimcheck.config.file import Setting
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimRegisterError, UsageError
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import visible
from claimcheck.report.words import count


def begin(register: str, origins: Sequence[str]) -> str:
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
