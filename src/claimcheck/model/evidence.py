"""Evidence from outside a document: entries of a register, the state of their files, and other documents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from claimcheck.model.document import Document, Problem

EvidenceKind = Literal[
    "assurance", "certificate", "assessment", "test", "measurement", "contract", "registry", "plan", "other"
]
TermState = Literal["ok", "expiring", "expired", "early"]
FileState = Literal[TermState, "changed", "missing", "unsealed"]

EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)

COUNTING: tuple[FileState, ...] = ("ok", "expiring")
"""The states of files that count as evidence."""

SOON = timedelta(days=60)
"""What ends within this time is said to be expiring: renewing a certificate or an approval takes about as long."""


def term_state(valid_from: date | None, valid_until: date | None, day: date) -> TermState:
    """How a day stands to the first and the last day on which something holds."""
    if valid_until is not None and valid_until < day:
        return "expired"
    if valid_from is not None and valid_from > day:
        return "early"
    return "expiring" if valid_until is not None and valid_until - day <= SOON else "ok"


class Support(NamedTuple):
    """What an entry is evidence for; what it does not say is None or empty.

    ``claim`` is the id of a claim, in any of its occurrences. ``metric`` is an id of the rules or words for it,
    ``years`` are all years of the period, ``subject`` is ``company``, ``product`` or a name, ``boundary`` names sites,
    units, countries or scopes.
    """

    claim: str | None = None
    topic: str | None = None
    metric: str | None = None
    years: frozenset[int] = frozenset()
    subject: str | None = None
    boundary: str | None = None


class Proof(NamedTuple):
    """What an entry says about one element: in words, or as a number with its unit."""

    element: str
    text: str | None = None
    value: float | None = None
    unit: str | None = None

    @property
    def words(self) -> str:
        """What a reader is told of it."""
        if self.value is None:
            return self.text or ""
        return f"{self.value:.15g} {self.unit}" if self.unit else f"{self.value:.15g}"


class Entry(NamedTuple):
    """One entry of a register.

    ``register`` and ``line`` are where it stands; ``file`` is the path of the evidence as messages show it, ``target``
    the one to open. ``sha256`` is in lower case, None where nobody has entered it yet. Days are inclusive.
    """

    id: str
    register: str
    line: int
    supports: tuple[Support, ...]
    file: str
    target: str
    sha256: str | None
    page: int | None = None
    place: str | None = None
    kind: EvidenceKind = "other"
    issuer: str | None = None
    owner: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    confidential: bool = False
    proves: tuple[Proof, ...] = ()


class Checked(NamedTuple):
    """An entry with the state of its file on a day; ``found`` is the hash of the file, None where it has none."""

    entry: Entry
    state: FileState
    found: str | None

    @property
    def counts(self) -> bool:
        """Whether it is evidence."""
        return self.state in COUNTING


class Source(NamedTuple):
    """Where evidence outside of the document comes from: an entry of a register and what it says of the element."""

    checked: Checked
    proof: Proof


class Outer(NamedTuple):
    """Where evidence stands in another document: which of those handed in, and offsets of its normalised text.

    ``words`` are what a reader is told of it.
    """

    document: int
    start: int
    end: int
    words: str


class Outside(Struct, frozen=True):
    """All evidence from outside of what is audited: entries of registers, and documents where figures are looked up.

    ``problems`` are what is wrong with any of it.
    """

    entries: tuple[Checked, ...] = ()
    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
