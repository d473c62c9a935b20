"""A run as it is written to JSON, schema ``claimcheck-report/1``; the JSON Schema is made from these classes."""

from __future__ import annotations

from bisect import bisect_right
from typing import Annotated, Literal

from msgspec import Meta, field

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.assurance import Level, Outcome, Teller, Unread
from claimcheck.model.claim_out import AgainstOut, ClaimOut, FindingOut, PlaceOut
from claimcheck.model.decision import DecisionState
from claimcheck.model.document import Effect, Status
from claimcheck.model.wire import Wire

_FAILED: frozenset[AdmissionKind] = frozenset(("given_up", "missed", "behind"))
"""Admissions after which a goal is none that somebody can be held to; one that was moved or lowered is."""


def tells_goal(claim: ClaimOut) -> bool:
    """Whether a claim is a target by its type, or any plan with a date."""
    return claim.type == "future_target" or (claim.tense == "planned" and claim.target_year is not None)


class FailedGoals:
    """The passages of a document that own up to a goal that failed."""

    def __init__(self, document: DocumentOut) -> None:
        failed = (one for one in document.admissions if one.kind in _FAILED)
        self._listed: list[AdmissionOut] = sorted(failed, key=lambda one: one.place.start)
        self._starts = [one.place.start for one in self._listed]

    def of(self, claim: ClaimOut) -> AdmissionKind | None:
        """What is owned up to of the goal of a claim; of another year it is another goal: "… and will by 2030".

        A row of goals that is behind tells a goal that stands.
        """
        place = bisect_right(self._starts, claim.place.start) - 1
        if place < 0 or not tells_goal(claim):
            return None
        one = self._listed[place]
        year = None if one.target is None else one.target.year
        if claim.place.start >= one.place.end or claim.target_year not in (None, year):
            return None
        return None if one.kind == "behind" and claim.place.block == "table" else one.kind


class PackPartOut(Wire):
    """One of the packs that were laid over each other; no version where it does not give one."""

    name: str
    version: str | None
    sha256: str


class RulepackOut(Wire):
    """Which knowledge was used; ``packs`` are those it was laid together from, lowest first."""

    name: str
    version: str
    sha256: str
    rules: int
    packs: list[PackPartOut] = []


class ToolOut(Wire):
    """Which program was used."""

    name: str
    version: str
    rulepack: RulepackOut


class RemarkOut(Wire):
    """A comment of a reviewer."""

    by: str
    on: str
    text: str


class DecisionOut(Wire):
    """What was decided about a claim, or about the finding with this ``fingerprint``.

    ``claim`` is None for a finding outside of claims. ``wording`` are the words proposed in its place, ``until`` the
    last day on which the decision holds; one that has ``expired`` accepts nothing.
    """

    claim: str | None
    occurrence: int
    fingerprint: str | None
    state: DecisionState
    owner: str | None
    wording: str | None
    until: str | None
    by: str
    on: str
    comments: list[RemarkOut]
    expired: bool


class ProblemOut(Wire):
    """Something the reader of the report has to know."""

    code: str
    message: str
    effect: Effect
    place: str | None = None
    hint: str | None = None


class PairOut(Wire):
    """Two passages to compare: they may be about the same thing, and ``open`` says what neither of them settles.

    ``stated`` and ``held`` are what they say. A pair has no effect on a score.
    """

    quote: str
    place: PlaceOut
    against: AgainstOut
    stated: str
    held: str
    open: list[str]


class SetAsideOut(Wire):
    """A passage about the topic that is no claim of the company."""

    text: str
    reason: Literal[
        "negated", "conditional", "question", "definition", "instruction", "reported_other", "quoted_other",
        "proper_name", "off_topic", "language", "mention",
    ]  # fmt: skip
    topic: str | None
    score: int | None
    place: PlaceOut


class AssuredOut(Wire):
    """What an assurance statement covers, in its ``words``: metrics by their ids, and scopes of greenhouse gases."""

    metrics: list[str]
    scopes: list[str]
    level: Level | None
    words: str = ""


class AssuranceOut(Wire):
    """An assurance statement, in the practitioner's words or as the company tells it.

    ``years`` is empty where it tells none; ``whole`` says that it is on all of the report, ``mark`` what marks the
    figures that it is on. ``figures`` counts the figures that the claims of the document tell as results or facts,
    ``figures_covered`` those of them that the statements of this practitioner cover. Of a statement that could not be
    read ``unread_because`` tells why: it is a picture, or in another language than the document.
    """

    teller: Teller
    practitioner: str | None
    standards: list[str]
    levels: list[Level]
    years: list[int]
    whole: bool
    mark: str | None
    covered: list[AssuredOut]
    excluded: list[AssuredOut]
    conclusion: Outcome | None
    place: PlaceOut
    figures_covered: int = 0
    figures: int = 0
    state: Literal["read", "unread"] = "read"
    unread_because: Unread | None = None


class BesideOut(Wire):
    """Where a document lies beside public reports: the median score of its claims, of one ``type`` or (None) of all.

    ``percentile`` is the share, in per cent, of the ``of_claims`` claims of that type that score lower; without a type,
    that of the ``of_reports`` reports whose median is lower. The reports are of the years ``since`` to ``until``.
    """

    type: str | None
    claims: int
    median: float
    percentile: Annotated[int, Meta(ge=0, le=100)]
    of_claims: int
    of_reports: int
    since: int
    until: int


class LackOut(Wire):
    """What is asked for and missing: in how many claims, their share, and the ``usual`` share in public reports."""

    element: str
    claims: int
    share: Annotated[float, Meta(ge=0, le=1)]
    usual: Annotated[float, Meta(ge=0, le=1)]


class ToldOnceOut(Wire):
    """What many claims lack and none is asked for: an element, how many ``claims`` lack it, and the advice on it."""

    element: str
    claims: int
    advice: str


class CoverageOut(Wire, kw_only=True):
    """What was looked at, so that silence can be told from blindness.

    ``pages_by_ocr`` are those whose text, or some of it, was recognised in a picture.
    """

    pages: int | None
    pages_read: int | None
    pages_without_text: list[int]
    pages_by_ocr: list[int] = []
    characters: int
    characters_unchecked: int
    sentences: int
    claims: int
    set_aside: int
    rules_run: int


class SummaryOut(Wire, kw_only=True):
    """Counts over claims, each kind of claim once for each passage; scores are None where there is no claim.

    ``by_tier`` and ``by_state`` count findings: new ones, and those that a baseline or the text itself accepts.
    ``by_approval`` counts claims by how they stand in the register of approved claims, where there is one. ``groups``
    counts what is claimed, however often it is said, as the pages for people count; ``gaps`` the claims that lack an
    element, and ``asked`` those of them where that is asked for.
    """

    claims: int
    median_score: float | None
    worst_score: int | None
    below_40: int
    by_band: dict[str, int]
    by_type: dict[str, int]
    by_tier: dict[str, int]
    by_state: dict[str, int] = {}
    by_approval: dict[str, int] = {}
    gaps: dict[str, int]
    asked: dict[str, int] = {}
    groups: int = 0


class ContextOut(Wire):
    """The setting of the run; ``facts`` has the answers to deciding facts, by name.

    ``untrusted`` says that nothing was heeded by which a text excuses itself.
    """

    audience: str
    medium: str
    subject: str | None
    jurisdictions: list[str]
    as_of: str
    facts: dict[str, str] = {}
    untrusted: bool = False


class DocumentOut(Wire, kw_only=True):
    """One input with everything found in it; ``context`` where it was read in another setting than the run.

    ``assurance`` has the assurance statements in it, in reading order, ``assurance_named`` is the first place that
    speaks of a check from outside, whether or not a statement was read; ``pairs`` has the passages to compare,
    ``admissions`` what it owns up to, whether that is a claim, set aside or neither. ``beside`` says how it does beside
    public reports, the whole first, and ``lacks`` what is asked for in vain beside how usual that is in them, most
    unusual first; both are empty where it cannot be compared. ``told_once`` has what is told once for the document and
    not asked of each claim, most claims first. ``decisions`` are those of a decisions file about it.
    """

    path: str
    format: str
    sha256: str
    language: str | None
    title: str | None
    status: Status
    coverage: CoverageOut
    problems: list[ProblemOut]
    claims: list[ClaimOut]
    set_aside: list[SetAsideOut]
    findings: list[FindingOut]
    assurance: list[AssuranceOut] = []
    assurance_named: PlaceOut | None = None
    pairs: list[PairOut] = []
    beside: list[BesideOut] = []
    lacks: list[LackOut] = []
    told_once: list[ToldOnceOut] = []
    admissions: list[AdmissionOut] = []
    decisions: list[DecisionOut] = []
    summary: SummaryOut
    context: ContextOut | None = None

    def __repr__(self) -> str:
        """One line: the whole would be as long as the document."""
        told = f"{self.status}, {_counted(self)}" if self.status != "unreadable" else self.status
        return f"<{type(self).__name__} {self.path}: {told}>"

    __str__ = __repr__


class Report(Wire, kw_only=True):
    """A whole run over one or more inputs."""

    schema_: Literal["claimcheck-report/1"] = field(default="claimcheck-report/1", name="schema")
    tool: ToolOut
    context: ContextOut
    exit_code: int
    problems: list[ProblemOut]
    documents: list[DocumentOut]
    summary: SummaryOut

    def __repr__(self) -> str:
        """One line, as of a document."""
        files = f"{len(self.documents)} document{'s' * (len(self.documents) != 1)}"
        return f"<{type(self).__name__}: {files}, {_counted(*self.documents)}, exit code {self.exit_code}>"

    __str__ = __repr__


def _counted(*documents: DocumentOut) -> str:
    claims = sum(len(one.claims) for one in documents)
    findings = sum(len(one.findings) + sum(len(claim.findings) for claim in one.claims) for one in documents)
    return f"{claims} claim{'s' * (claims != 1)}, {findings} finding{'s' * (findings != 1)}"


class AimOut(Wire):
    """The goal of an admission: how much, as the text has it, and by which year; None for what is not told."""

    value: str | None
    year: int | None


class BeforeOut(Wire):
    """What the document itself tells was aimed for, or reported, before."""

    quote: str
    place: PlaceOut


class AdmissionOut(Wire):
    """A passage in which a company owns up to something.

    A goal is ``given_up``, ``missed``, ``postponed``, ``lowered`` or not going to be reached (``behind``), a figure is
    ``restated``, or harm or a penalty is ``admitted``. The passage may be a claim or set aside as well;
    an admission has no effect on any score.
    """

    kind: AdmissionKind
    text: str
    place: PlaceOut
    topic: str | None
    target: AimOut | None = None
    before: BeforeOut | None = None
