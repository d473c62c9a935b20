"""A trace as it is written to JSON, schema ``claimcheck-trace/1``."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from claimcheck.model.claim_out import ElementOut, PlaceOut
from claimcheck.model.context import SubjectKind
from claimcheck.model.report import ProblemOut
from claimcheck.model.trace import Outcome, Place, Slot, Told, Unasked, Verdict
from claimcheck.model.wire import Wire


class OperandOut(Wire):
    """An operand as a rule file could have it on one line, what it came to, and the file and line that it stands in."""

    words: str
    came_to: bool
    file: str
    line: int


class CandidateOut(Wire):
    """What was looked at as evidence: where, what it comes to, and the slot that refused it.

    ``details`` are as in ``claimcheck.model.trace.Detail``.
    """

    where: Place
    outcome: Outcome
    slot: Slot | None
    details: dict[Told, list[str]]
    quote: str | None
    place: PlaceOut | None
    credit: float
    operands: list[OperandOut]


class TracedElementOut(Wire):
    """An element as the report has it, with its candidates in the order in which they are looked at."""

    element: ElementOut
    candidates: list[CandidateOut]


class NotAskedOut(Wire):
    """An element that the claim neither needs nor has, and why; ``operands`` are those by which a trigger is false."""

    element: str
    reason: Unasked
    operands: list[OperandOut]


class RuleTraceOut(Wire):
    """What a rule did there; ``because`` is the rule that covers it, or what it looks at instead."""

    rule: str
    name: str
    verdict: Verdict
    because: str | None
    operands: list[OperandOut]


class TracedClaimOut(Wire):
    """A claim with why each of its elements is held or missing."""

    id: str
    occurrence: int
    text: str
    type: str
    tense: Literal["achieved", "ongoing", "planned", "attribute"]
    subject: SubjectKind | None
    score: int
    place: PlaceOut
    elements: list[TracedElementOut]
    not_asked: list[NotAskedOut]
    rules: list[RuleTraceOut]


class TracedSentenceOut(Wire):
    """A sentence without a claim, with what rules over sentences did on it: ``operands`` are all of theirs."""

    text: str
    place: PlaceOut
    rules: list[RuleTraceOut]


class TraceOut(Wire, kw_only=True):
    """The claims of one line of a file, and where rules are asked about, its sentences without a claim."""

    schema_: Literal["claimcheck-trace/1"] = field(default="claimcheck-trace/1", name="schema")
    version: str
    path: str
    problems: list[ProblemOut]
    claims: list[TracedClaimOut]
    sentences: list[TracedSentenceOut]
