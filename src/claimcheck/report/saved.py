"""Reports that were saved as JSON, read back."""

from __future__ import annotations

import json
import os
from pathlib import Path

from msgspec import DecodeError

from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.report.interactive import Report, is_packed

SCHEMA = "claimcheck-report/1"
MAX_BYTES = 2**30  # most of a saved report that is read, once unpacked
_HINT = "write one with claimcheck audit PATH --format json, or report.save(PATH)"


def is_saved(path: str | os.PathLike[str]) -> bool:
    """Whether a file is taken for a saved report: by its name."""
    return os.fspath(path).lower().endswith((".json", ".json.gz"))


def load(path: str | os.PathLike[str]) -> Report:
    """The report in a file.

    Raises ``UsageError`` for what is no report or one of another schema, ``UnreadableInput`` for what cannot be read.
    """
    name = os.fspath(path)
    content = _content(name)
    try:
        return Report.model_validate_json(content)
    except (DecodeError, RecursionError):
        raise _refused(name, content) from None


def _content(name: str) -> bytes:
    try:
        if not is_packed(name):
            return Path(name).read_bytes()
        import gzip
        import zlib

        try:
            with gzip.open(name) as file:
                content = file.read(MAX_BYTES + 1)
        except (EOFError, zlib.error) as error:
            raise OSError(f"it is damaged: {error}") from None
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise UnreadableInput(message, code="not-readable", path=name) from None
    if len(content) > MAX_BYTES:
        raise UnreadableInput("is larger than 1 GiB when unpacked", code="too-large", path=name)
    return content


def _refused(name: str, content: bytes) -> UsageError:
    """Why something is not taken for a report: another schema, or none."""
    try:
        told = json.loads(content)["schema"]
    except (ValueError, RecursionError, LookupError, TypeError):
        told = None
    if isinstance(told, str) and told.startswith("claimcheck-report/") and told != SCHEMA:
        return UsageError(
            f"is a report of the schema {told}, and this version reads {SCHEMA}", code="other-schema",
            path=name, hint="use the version of claimcheck that wrote it, or audit the document again",
        )  # fmt: skip
    if told == SCHEMA:
        return UsageError(
            f"says that it is {SCHEMA}, and is not", code="not-a-report", path=name,
            hint="a later version may have added to it: install the version that wrote it, or a later one",
        )  # fmt: skip
    return UsageError("is no report of claimcheck", code="not-a-report", path=name, hint=_HINT)
