"""A check of evidence registers as it is written to JSON, schema ``claimcheck-evidence/1``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.model.report import Wire


class VerifiedOut(Wire):
    """An entry with the state of its file on the day; of a confidential one nothing tells the file.

    ``path`` and ``line`` are where it stands; ``found`` is the hash of the file as it is now.
    """

    entry: str
    path: str
    line: int
    state: Literal["ok", "expiring", "expired", "early", "changed", "missing", "unsealed"]
    confidential: bool
    kind: str
    issuer: str | None
    owner: str | None
    file: str | None
    sha256: str | None
    found: str | None
    valid_from: str | None
    valid_until: str | None
    hint: str | None


class VerificationOut(Wire):
    """All entries of the registers that were checked, in their order; ``states`` counts them by state."""

    schema_: Literal["claimcheck-evidence/1"] = Field(default="claimcheck-evidence/1", alias="schema")
    version: str
    as_of: str
    exit_code: int
    entries: list[VerifiedOut]
    states: dict[str, int]
