"""Reports that were saved as JSON, read back."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.model.report import Report


def is_saved(path: str | os.PathLike[str]) -> bool:
    """Whether a file is taken for a saved report: by its name."""
    return Path(path).suffix.lower() == ".json"


def saved_report(path: str | os.PathLike[str]) -> Report:
    """The report in a file.

    Raises ``UsageError`` for what is no report, ``UnreadableInput`` for what cannot be read.
    """
    name = os.fspath(path)
    try:
        return Report.model_validate_json(Path(name).read_bytes())
    except OSError as error:
        raise UnreadableInput(
            f"cannot be read: {error.strerror or error}", code="not-readable", path=name
        ) from None
    except ValidationError:
        raise UsageError(
            "is no report of claimcheck", code="not-a-report", path=name,
            hint="write one with claimcheck audit PATH --format json, or name the file to audit",
        ) from None  # fmt: skip
