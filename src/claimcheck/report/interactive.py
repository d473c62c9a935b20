"""The report as notebooks use it: it draws itself, its record becomes data frames, and it is saved and read back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import DecodeError

from claimcheck.errors import InternalError, UnreadableInput, UsageError
from claimcheck.model import report as wire
from claimcheck.model.context import path_of

if TYPE_CHECKING:
    from pandas import DataFrame

Kind = Literal["claims", "elements", "findings"]
SCHEMA = "claimcheck-report/1"
MAX_BYTES = 2**30  # most of a saved report that is read, once unpacked
_HINT = "write one with claimcheck audit PATH --format json, or report.save(PATH)"


def is_packed(name: str) -> bool:
    """Whether a file is compressed: by its name."""
    return name.lower().endswith(".gz")


class Report(wire.Report):
    """A whole run over one or more inputs."""

    def to_dataframe(self, kind: Kind = "claims") -> DataFrame:
        """One table of ``claimcheck.record`` as a pandas data frame, with its columns in their order.

        Text is ``string``, whole numbers are ``int64``, or ``Int64`` where they may be empty, other numbers ``float64``
        or ``Float64``, answers ``bool``; a list stays a list. Raises ``UsageError`` for any other kind, and where
        pandas is not installed.
        """
        from claimcheck.report.record import frame

        return frame(self, kind)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write it as JSON, compressed where the name ends in ``.gz``; ``claimcheck.load`` reads it back.

        The file appears whole or not at all, with the same bytes for the same report. Raises ``InternalError`` (code
        ``write-failed``).
        """
        import tempfile

        from claimcheck.report.json import render
        from claimcheck.report.style import Style

        name = os.fspath(path)
        content = render(self, Style()).encode("utf-8", "backslashreplace")
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
            message = f"could not be written: {error.strerror or error}"
            hint = "check the folder and its permissions"
            raise InternalError(message, code="write-failed", path=name, hint=hint) from error
        finally:
            if temporary is not None:
                Path(temporary).unlink(missing_ok=True)

    def _repr_html_(self) -> str:
        """What a notebook shows: verdict, what was not read, and the claims in order."""
        from claimcheck.report.notebook import summary

        return summary(self)


def is_saved(path: str | os.PathLike[str]) -> bool:
    """Whether a file is taken for a saved report: by its name."""
    return path_of("each report", path).lower().endswith((".json", ".json.gz"))


def load(path: str | os.PathLike[str]) -> Report:
    """The report in a file.

    Raises ``UsageError`` for what is no report or one of another schema, ``UnreadableInput`` for what cannot be read.
    """
    name = path_of("path", path)
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
