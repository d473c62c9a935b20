"""What changed between two reports, as it is written to JSON, schema ``claimcheck-diff/1``."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import field

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import ContextOut, ProblemOut, ToolOut
from claimcheck.model.wire import Wire

Status = Literal["changed", "gone", "unclear", "new", "updated", "reworded", "same"]
ChangeKind = Literal[
    "postponed", "brought_forward", "lowered", "raised", "rebased", "rescoped", "basis", "step_gone", "step_new",
    "hedged", "firmer", "owned_up", "restated",
]  # fmt: skip

STATUSES: tuple[Status, ...] = get_args(Status)
CHANGES: tuple[ChangeKind, ...] = get_args(ChangeKind)
WORSE: frozenset[ChangeKind] = frozenset(("postponed", "lowered", "step_gone", "hedged"))
"""Changes after which less is promised, or later."""


class StatedOut(Wire):
    """A claim on one side: its words where they have the best evidence, and how often it is made there."""

    path: str
    id: str
    occurrence: int
    text: str
    type: str
    topic: str
    target_year: int | None
    score: int
    place: PlaceOut
    size: int


class ChangeOfOut(Wire):
    """A slot that is known on both sides and differs, in the words of each; of a step one side has none."""

    change: ChangeKind
    old: str | None
    new: str | None


class WordsOut(Wire):
    """Words that stand in the place of others; either may be empty."""

    old: str
    new: str


class HeldOut(Wire):
    """Evidence that one side holds and the other one lacks, in the words of the side that holds it."""

    element: str
    words: str | None


class AlikeOut(Wire):
    """A passage of the other side that may be the same claim.

    ``reason`` says why it is no claim there, as in ``set_aside`` of the report, or ``no_claim`` where nothing was found
    in it; None for a claim.
    """

    path: str
    text: str
    place: PlaceOut
    reason: str | None


class EntryOut(Wire):
    """A claim with what became of it.

    ``changed``: a slot differs that both sides tell. ``updated``: the figures differ, as from year to year.
    ``reworded``: the words differ, and nothing that both sides tell. ``gone`` and ``new`` are found on one side only;
    ``unclear`` too, and passages on the other side may be the same claim: they are ``alike``. What owns up to a goal
    that failed is an ``admission``, in NEW where it is in both, and no target there.
    """

    status: Status
    target: bool
    admission: AdmissionKind | None
    old: StatedOut | None
    new: StatedOut | None
    changes: list[ChangeOfOut]
    words: list[WordsOut]
    lost: list[HeldOut]
    gained: list[HeldOut]
    alike: list[AlikeOut]


class SideOut(Wire):
    """One of the two reports; ``unread`` counts pages without words, ``unchecked`` characters that were not checked."""

    paths: list[str]
    titles: list[str]
    languages: list[str]
    complete: bool
    pages: int | None
    unread: int
    unchecked: int
    claims: int
    groups: int
    median_score: float | None
    tool: ToolOut
    context: ContextOut


class DiffSummaryOut(Wire):
    """Claims by what became of them, each counted once however often it is made.

    ``both`` counts those found in both reports. ``targets`` and ``changes`` count the same for targets only, and the
    changes of all claims by kind; ``lost`` and ``gained`` count claims.
    """

    both: int
    by_status: dict[str, int]
    targets: dict[str, int]
    changes: dict[str, int]
    lost: int
    gained: int
    worse: int


class Diff(Wire, kw_only=True):
    """What changed from one report to another; nothing is compared where one of them could not be read."""

    schema_: Literal["claimcheck-diff/1"] = field(default="claimcheck-diff/1", name="schema")
    version: str
    exit_code: int
    compared: bool
    problems: list[ProblemOut]
    old: SideOut
    new: SideOut
    entries: list[EntryOut]
    summary: DiffSummaryOut
