"""Reports that are files of other programs: which module writes which, what it takes, and which input it needs."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from claimcheck.errors import UnreadableInput, UsageError, require
from claimcheck.model.report import DocumentOut, Report

MarkUp = Callable[[str, DocumentOut, str, bytes], bytes]
"""From kind of file, record of the document, day of the run and audited file to the file with its remarks."""


class FileFormat(Struct, frozen=True):
    """A kind of file: the module that writes it and the library that this needs.

    ``marks`` is the format of the inputs that it marks up; None where it is a file of its own.
    """

    module: str
    library: str
    marks: str | None = None


FILE_FORMATS: dict[str, FileFormat] = {
    "xlsx": FileFormat("claimcheck.report.files.workbook", "openpyxl"),
    "board": FileFormat("claimcheck.report.files.board", "pypdfium2"),
    "dossier": FileFormat("claimcheck.report.files.dossier", "docx"),
    "docx": FileFormat("claimcheck.report.files.word", "docx", marks="docx"),
    "pdf": FileFormat("claimcheck.report.files.portable", "pypdfium2", marks="pdf"),
}


def insist(name: str) -> None:
    """Raise ``UsageError`` (code ``missing-extra``) where the library behind a kind of file is not installed."""
    require(FILE_FORMATS[name].library, "office", f"--output {name}")


def mark_up(name: str, document: DocumentOut, as_of: str, source: bytes) -> bytes:
    """The audited file with its remarks, made in this process: only for files that can be trusted."""
    return bytes(import_module(FILE_FORMATS[name].module).write(document, as_of, source))


def file_of(report: Report, name: str, source: Callable[[str], bytes], mark: MarkUp | None = None) -> bytes:
    """The report as a file; ``source`` gives the bytes of an input by its path, ``mark`` puts the remarks into them.

    Raises ``UsageError`` where the library is not installed, or where not exactly one input can be marked up,
    and ``UnreadableInput`` where that one could not be read.
    """
    insist(name)
    format_ = FILE_FORMATS[name]
    if format_.marks is None:
        return bytes(import_module(format_.module).write(report))
    document = _the_only(report, name, format_.marks)
    return (mark or mark_up)(name, document, report.context.as_of, source(document.path))


def _the_only(report: Report, name: str, format_: str) -> DocumentOut:
    found = [one for one in report.documents if one.format == format_]
    if len(found) == 1 and found[0].status == "unreadable":
        (document,) = found
        (why, *_) = [one for one in document.problems if one.effect == "unreadable"]
        raise UnreadableInput(why.message, code=why.code, path=document.path, hint=why.hint)
    if len(found) != 1:
        many = "none of the inputs is one" if not found else f"{len(found)} of the inputs are"
        message = f"--output {name} marks up one {name} file, and {many}"
        raise UsageError(message, code="conflict", hint=f"name one {name} file as the only path of its kind")
    return found[0]
