"""A claim as it is written to JSON: its place, its evidence, the arithmetic of its score and its findings."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, field

from claimcheck.model.approval import BackingState, Standing
from claimcheck.model.claim import CheckGrade, Confidence, Force, Need, Severity, State, Tier
from claimcheck.model.context import SubjectKind
from claimcheck.model.document import BlockKind
from claimcheck.model.evidence import FileState
from claimcheck.model.wire import Wire


class PlaceOut(Wire, kw_only=True):
    """Where a passage stands: 1-based page, line and column; half-open code-point offsets.

    ``path`` names another document, one that was handed in as evidence; None is the document itself. ``cell`` is the
    cell or run of cells of a sheet, as spreadsheets name them: "Emissions!C12:F12". ``ocr`` is true where it was
    recognised in a picture.
    """

    path: str | None = None
    page: int | None
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None = None
    cell: str | None = None
    section: tuple[str, ...]
    block: BlockKind
    ocr: bool | None = None


class ParsedOut(Wire):
    """A value read as a number."""

    number: float | None = None
    unit: str | None = None
    year: int | None = None
    interim: list[int] = []


class LeadOut(Wire):
    """What stands where a locator points."""

    quote: str
    place: PlaceOut


class SourceOut(Wire):
    """The entry of an evidence register behind an element; of a confidential one there is nothing but id and state.

    ``file`` is relative to the register, ``page`` and ``place`` are inside the file. What is ``expired``, ``early``
    (not valid yet), ``changed``, ``missing`` or ``unsealed`` (without a hash) counts for nothing.
    """

    entry: str
    state: FileState
    confidential: bool
    kind: str | None
    issuer: str | None
    file: str | None
    sha256: str | None
    page: int | None
    place: str | None
    valid_until: str | None


class ElementOut(Wire):
    """One piece of evidence: needed or held.

    ``asked`` is false for a missing one that nobody would ask for of this sentence, or that is asked for once for the
    whole document.
    ``source`` is the entry of a register that holds it, or has held it; ``leads_to`` where a locator leads to in this
    document.
    """

    element: str
    need: Need
    state: State
    value: str | None
    parsed: ParsedOut | None
    quote: str | None
    place: PlaceOut | None
    credit: Annotated[float, Meta(ge=0, le=1)]
    source: SourceOut | None = None
    leads_to: LeadOut | None = None
    asked: bool = True


class DimensionOut(Wire):
    """A term of the score: ``weight`` times ``share``."""

    dimension: str
    weight: float
    share: Annotated[float, Meta(ge=0, le=1)]


class LimitOut(Wire):
    """A ceiling on the score and where it comes from."""

    reason: str
    floor: float
    credit: float
    limit: float


class StepOut(Wire):
    """What to add next; ``gain`` in points, after the steps before it."""

    element: str
    gain: int
    advice: str


class CitationOut(Wire):
    """The law or standard behind a finding, in the version of the day of the run.

    ``checked`` is the day of the last check, ``source`` the copy that was read or who reports a passage that was not
    read itself, ``docket`` the number of a decided case. A standard that goes by reporting periods is for those that
    begin between ``periods_from`` and ``periods_to``.
    """

    key: str
    instrument: str
    locator: str
    edition: str
    jurisdiction: str
    valid_from: str | None
    valid_to: str | None
    grade: CheckGrade
    url: str | None
    checked: str | None = None
    source: str | None = None
    docket: str | None = None
    periods_from: str | None = None
    periods_to: str | None = None


class LawOut(Wire):
    """What one jurisdiction makes of a finding, in its own words.

    ``test`` is the id of the legal test that decides, null where the profile reads the rule; ``why`` is then a reason,
    empty where it has none. ``citations`` are keys of passages, ``undetermined`` deciding facts that nobody has told,
    ``exposure`` what a breach may lead to, ``applies_from`` the day on which the law behind it begins, null where it
    has.
    """

    jurisdiction: str
    test: str | None
    tier: Tier
    severity: Severity
    message: str
    why: str
    remedy: str
    rewrite: str
    exposure: str
    citations: tuple[str, ...]
    undetermined: tuple[str, ...]
    applies_from: str | None


class SuppressionOut(Wire):
    """Why a finding is accepted, and until when."""

    reason: str
    until: str | None


class AgainstOut(Wire):
    """A passage that another one is held against."""

    quote: str
    place: PlaceOut


class FindingOut(Wire, kw_only=True):
    """One rule that applies.

    ``laws`` has what each jurisdiction makes of it, strictest first; what is said of the finding itself is that of the
    first.
    Of a contradiction ``against`` has the other passages, ``sum`` the arithmetic by which a reader can check it, and
    ``further`` how many more places disagree in the same way.
    """

    rule: str
    name: str
    family: str
    tier: Tier
    severity: Severity
    confidence: Confidence
    message: str
    why: str
    quote: str
    place: PlaceOut
    jurisdictions: tuple[str, ...]
    citations: list[CitationOut]
    questions: tuple[str, ...]
    remedy: str
    rewrite: str
    laws: list[LawOut] = []
    against: list[AgainstOut] = []
    sum: str | None = None
    further: int = 0
    fingerprint: str
    state: Literal["new", "baseline", "suppressed"] = "new"
    suppression: SuppressionOut | None = None


class ChangeOut(Wire):
    """Words that differ from an approved wording: what is approved, and what stands there; either may be empty."""

    approved: str
    found: str


class BackingOut(Wire):
    """An entry of an evidence register that an approval rests on, by its id.

    ``state`` is that of its file, ``unknown`` where no register has it, ``unchecked`` where none was named; ``held``
    says that an element of the claim rests on it.
    """

    entry: str
    state: BackingState
    held: bool


class ApprovalOut(Wire):
    """How a claim stands in the register of approved claims.

    ``entry`` is the one with its words; of a ``drifted`` claim it is the nearest one, ``wording`` its words, and
    ``changes`` what differs. All are empty for an ``unlisted`` claim, which is a finding only where the register is
    ``complete``.
    """

    state: Standing
    entry: str | None
    register_: str | None = field(name="register")
    line: int | None
    owner: str | None
    approved_by: str | None
    approved_on: str | None
    valid_until: str | None
    wording: str | None
    changes: list[ChangeOut]
    evidence: list[BackingOut]
    complete: bool


class ReasonOut(Wire):
    """A term of the sum by which claims are ordered."""

    reason: str
    points: int


class BestOut(Wire):
    """The claim of a group that has the best evidence."""

    id: str
    occurrence: int
    score: int
    place: PlaceOut


class GroupOut(Wire):
    """The same claim, said ``size`` times in the document: its first fifty ``places`` in reading order."""

    id: str
    size: int
    places: list[PlaceOut]
    best: BestOut


class AimOut(Wire):
    """The target of a plan: the figure to be reached, by which year, and from which.

    ``progress`` is the figure that tells how far it has come. What is not told, or cannot be told from other figures of
    the text, is None.
    """

    value: str | None
    year: int | None
    base_year: int | None
    progress: str | None
    progress_place: PlaceOut | None


class QuestionOut(Wire):
    """A question on which a claim hangs, and the element that answers it, None where none does."""

    element: str | None
    ask: str


class ClaimOut(Wire, kw_only=True):
    """A claim with its evidence, arithmetic and findings.

    ``rank`` is 1 for what to deal with first, over the document; ``why_first`` is its sum. Claims that say the same
    share a ``group`` and its rank.

    ``subject`` is what it is about, None where nobody is named; ``target_year`` the year by which a plan is due.
    ``aim`` is its target where it is one of the company that says how much, or what by when. ``approval`` is how it
    stands in the register of approved claims, None where no register was named. ``force`` says whether a plan is
    ``promised`` ("will") or ``intended`` ("hope to"), and whether a figure is what comes out ``at_best`` ("up to").
    ``questions`` are those that decide whether it holds and that nothing answers, the first one ahead.
    """

    id: str
    occurrence: int
    text: str
    type: str
    topic: str
    tense: Literal["achieved", "ongoing", "planned", "attribute"]
    certainty: Literal["firm", "hedged"]
    force: tuple[Force, ...] = ()
    target_kind: Literal["net_zero", "reduction", "other"] | None
    target_year: int | None = None
    aim: AimOut | None = None
    stance: Literal["asserted", "quoted", "reported"]
    claimant: Literal["company", "third_party", "unknown"]
    subject: SubjectKind | None = None
    place: PlaceOut
    elements: list[ElementOut]
    dimensions: list[DimensionOut]
    raw: float
    limits: list[LimitOut]
    score: Annotated[int, Meta(ge=0, le=100)]
    band: Literal["verifiable", "verifiable_with_gaps", "weak", "not_verifiable", "empty", "contradicted"]
    findings: list[FindingOut]
    next_steps: list[StepOut]
    questions: list[QuestionOut] = []
    approval: ApprovalOut | None = None
    rank: int = 1
    why_first: list[ReasonOut] = []
    group: GroupOut | None = None
