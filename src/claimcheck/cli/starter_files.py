"""The run behind ``evidence init``: audit what is to be asked for, write the register."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.batch import Batch
from claimcheck.cli.output import OutputFile
from claimcheck.cli.settings import Output
from claimcheck.errors import UnreadableInput
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
