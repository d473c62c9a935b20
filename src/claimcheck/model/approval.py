"""Approved claims: the entries of a claim register, and how a claim that was found stands towards them."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from claimcheck.model.context import Context
from claimcheck.model.document import Problem
from claimcheck.model.evidence import FileState, TermState, term_state

ApprovalStatus = Literal["draft", "approved", "withdrawn"]
EntryStanding = Literal["approved", "expired", "early", "draft", "withdrawn"]
EntryState = Literal[TermState, "draft", "withdrawn"]
Standing = Literal[EntryStanding, "drifted", "unlisted"]
BackingState = Literal[FileState, "unknown", "unchecked"]

APPROVAL_STATUSES: tuple[ApprovalStatus, ...] = get_args(ApprovalStatus)
STANDINGS: tuple[Standing, ...] = (
    "approved", "drifted", "expired", "early", "draft", "withdrawn", "unlisted",
)  # fmt: skip


class Approval(NamedTuple):
    """One entry of a claim register: a claim as it may be made.

    ``register`` and ``line`` are where it stands. ``wordings`` are all ways in which it may be worded, the first one
    first. Days are inclusive; ``evidence`` has ids of entries of an evidence register. It holds for these
    ``jurisdictions``, ``audiences`` and ``media``, for all where none are named. ``facts`` answers deciding facts.
    """

    id: str
    register: str
    line: int
    wordings: tuple[str, ...]
    status: ApprovalStatus
    owner: str | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    evidence: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    def holds_for(self, context: Context) -> bool:
        """Whether it was approved for this setting: for all its jurisdictions, its audience and its medium."""
        lands = not self.jurisdictions or set(context.jurisdictions) <= set(self.jurisdictions)
        audience = not self.audiences or context.audience in self.audiences
        return lands and audience and (not self.media or context.medium in self.media)

    def answer(self, fact: str) -> str | None:
        """What it answers of a deciding fact, None where nothing."""
        return next((said for name, said in self.facts if name == fact), None)

    def standing(self, day: date) -> EntryStanding:
        """How words that are those of the entry stand on a day."""
        state = self.state(day)
        return "approved" if state == "ok" or state == "expiring" else state

    def state(self, day: date) -> EntryState:
        """The same for those who look after the entry, to whom an end is told before it comes."""
        term = term_state(self.valid_from, self.valid_until, day)
        return term if self.status == "approved" else self.status


class ClaimRegister(Struct, frozen=True):
    """A claim register as read: its entries in order, and whether it claims to have them all."""

    entries: tuple[Approval, ...]
    complete: bool = False


class Approvals(Struct, frozen=True):
    """The entries of all claim registers of a run, and what is wrong with the evidence that they name.

    ``complete`` says that a claim which is in none of them is one that nobody has approved. ``named`` is False where
    there is no register at all.
    """

    entries: tuple[Approval, ...] = ()
    complete: bool = False
    named: bool = False
    problems: tuple[Problem, ...] = ()


class Change(NamedTuple):
    """Words that differ: what is approved, and what stands there instead; either may be empty."""

    approved: str
    found: str


class Backing(NamedTuple):
    """An entry of an evidence register that an approval names.

    ``state`` is that of its file, ``unknown`` where no register has it, ``unchecked`` where there is none. ``held``
    says that an element of the claim rests on it.
    """

    entry: str
    state: BackingState
    held: bool


class Approved(NamedTuple):
    """How a claim stands towards the register.

    ``entry`` is the one with its words, or of a drifted claim with the nearest words, which are ``wording``; None for
    a claim in no register. ``repeated``: another claim in the same words comes before it and bears the findings.
    """

    standing: Standing
    entry: Approval | None = None
    wording: str | None = None
    changes: tuple[Change, ...] = ()
    backing: tuple[Backing, ...] = ()
    complete: bool = False
    repeated: bool = False

    @property
    def lapsed(self) -> tuple[Backing, ...]:
        """The evidence that the approval names and that does not count."""
        return tuple(one for one in self.backing if one.state not in ("ok", "expiring", "unchecked"))
