"""The report as notebooks use it: it draws itself, and its flat record becomes data frames."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claimcheck.errors import InternalError
from claimcheck.model import report as wire

if TYPE_CHECKING:
    from pandas import DataFrame

Kind = Literal["claims", "elements", "findings"]


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
            handle, temporary = tempfile.mkstemp(
                prefix=".report-", dir=os.path.dirname(os.path.abspath(name))
            )
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
