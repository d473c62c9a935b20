"""A check of evidence registers as it is written to JSON, schema ``claimcheck-evidence/1``."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from claimcheck.model.approval import BackingState, EntryState
from claimcheck.model.evidence import FileState
from claimcheck.model.wire import Wire


class VerifiedOut(Wire):
    """An entry with the state of its file on the day; of a confidential one nothing tells the file.

    ``path`` and ``line`` are where it stands; ``found`` is the hash of the file as it is now.
    """

    entry: str
    path: str
    line: int
    state: FileState
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


class VerificationOut(Wire, kw_only=True):
    """All entries of the registers that were checked, in their order; ``states`` counts them by state."""

    schema_: Literal["claimcheck-evidence/1"] = field(default="claimcheck-evidence/1", name="schema")
    version: str
    as_of: str
    exit_code: int
    entries: list[VerifiedOut]
    states: dict[str, int]


class NamedEvidenceOut(Wire):
    """Evidence that an entry of a claim register rests on, with the state of its file.

    It is ``unknown`` where no register of evidence has it, ``unchecked`` where none was named.
    """

    entry: str
    state: BackingState


class LookedOut(Wire):
    """An entry of a claim register as it stands on the day.

    ``path`` and ``line`` are where it stands, ``alike`` the ids of other entries with one of its wordings; ``used``
    says whether one of the texts that were read has its words, None where none was read. ``hints`` say what to do.
    """

    entry: str
    path: str
    line: int
    state: EntryState
    owner: str | None
    wording: str
    valid_from: str | None
    valid_until: str | None
    evidence: list[NamedEvidenceOut]
    alike: list[str]
    used: bool | None
    hints: list[str]


class ClaimsVerificationOut(Wire, kw_only=True):
    """All entries of the claim registers that were checked, in their order; ``states`` counts them by state."""

    schema_: Literal["claimcheck-claims-verification/1"] = field(
        default="claimcheck-claims-verification/1", name="schema"
    )
    version: str
    as_of: str
    exit_code: int
    entries: list[LookedOut]
    states: dict[str, int]
