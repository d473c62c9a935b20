"""Puts remarks into the audited file in a process of its own, within the limits of reading."""

from __future__ import annotations

from typing import Any

from claimcheck.errors import InternalError, UsageError
from claimcheck.model.report import DocumentOut
from claimcheck.read.isolation import process
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.files import FILE_FORMATS, MarkUp, mark_up

_GROWTH = 64 * MEBIBYTE  # what remarks may add to a file


def apart(limits: Limits) -> MarkUp:
    """What marks up a file within some limits, in another process.

    It raises ``UsageError`` where the file cannot be marked up, and ``InternalError`` (code ``not-marked-up``) where
    it took too long, too much memory, or the process with it.
    """

    def mark(name: str, document: DocumentOut, as_of: str, source: bytes) -> bytes:
        job = {"name": name, "document": document.model_dump(), "as_of": as_of}
        pages, most = document.coverage.pages or 0, len(source) + _GROWTH
        answer, data = process.done(__name__, job, source, limits, pages, most)
        if "error" in answer:
            code, message, hint = answer["error"]
            raise UsageError(message, code=code, path=document.path, hint=hint)
        if "lost" in answer:
            raise _failed(document.path, answer["lost"])
        return data

    return mark


def _failed(path: str, why: str) -> InternalError:
    return InternalError(
        f"could not be marked up: {why}",
        code="not-marked-up",
        path=path,
        hint="open it in its program and save it anew, or leave this output out; every other format tells the same",
    )


def main() -> None:
    """What runs in the other process."""
    process.serve(lambda job: __import__(FILE_FORMATS[job["name"]].module), _marked)


def _marked(job: dict[str, Any], source: bytes) -> process.Answer:
    document = DocumentOut.model_validate(job["document"])
    return {}, mark_up(job["name"], document, job["as_of"], source)
