"""The report as notebooks use it: it draws itself, and its flat record becomes data frames."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Literal

from claimcheck.model import report as wire

if TYPE_CHECKING:
    from pandas import DataFrame

Kind = Literal["claims", "elements", "findings"]


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

        The file appears whole or not at all. Raises ``InternalError`` (code ``write-failed``).
        """
        from claimcheck.report.saving import save

        save(self, path)

    def _repr_html_(self) -> str:
        """What a notebook shows: verdict, what was not read, and the claims in order."""
        from claimcheck.report.notebook import summary

        return summary(self)
