"""Reports written as files: JSON, compressed where the name ends in ``.gz``."""

from __future__ import annotations

import os
from pathlib import Path

from claimcheck.errors import InternalError
from claimcheck.model.report import Report
from claimcheck.report.json import render
from claimcheck.report.style import Style


def is_packed(name: str) -> bool:
    """Whether a file is compressed: by its name."""
    return name.lower().endswith(".gz")


def save(report: Report, path: str | os.PathLike[str]) -> None:
    """Write a report as the format ``json`` has it: all of it or nothing, and the same bytes for the same report.

    Raises ``InternalError`` (code ``write-failed``).
    """
    import tempfile

    name = os.fspath(path)
    content = render(report, Style()).encode("utf-8", "backslashreplace")
    if is_packed(name):
        import gzip

        content = gzip.compress(content, mtime=0)
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=".report-", dir=os.path.dirname(os.path.abspath(name)))
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        os.replace(temporary, name)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        message = f"could not be written: {error.strerror or error}"
        hint = "check the folder and its permissions"
        raise InternalError(message, code="write-failed", path=name, hint=hint) from error
