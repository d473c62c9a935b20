"""A run as it is written to JSON, schema ``claimcheck-report/1``; the JSON Schema is made from these classes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.model.tool import ToolOut
from claimcheck.model.wire import Wire


class ProblemOut(Wire):
    """Something the reader of the report has to know."""

    code: str
    message: str
    effect: Literal["note", "partial", "unreadable"]
    place: str | None = None
    hint: str | None = None


class PlaceOut(Wire):
    """Where a passage stands: 1-based page, line and column; half-open code-point offsets.

    ``path`` names another document, one that was handed in as evidence; None is the document itself.
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
    section: tuple[str, ...]
    block: Literal["title", "heading", "paragraph", "list", "table", "footnote", "caption", "alt"]


class ParsedOut(Wire):
    """A value read as a number."""

    number: float | None = None
    unit: str | None = None
    year: int | None = None
    interim: list[int] = Field(default_factory=list)


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
    state: Literal["ok", "expiring", "expired", "early", "changed", "missing", "unsealed"]
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

    ``source`` is the entry of a register that holds it, or has held it; ``leads_to`` where a locator leads to in this
    document.
    """

    element: str
    need: Literal["required", "conditional", "optional"]
    state: Literal["present", "linked", "registered", "missing", "contradicted"]
    value: str | None
    parsed: ParsedOut | None
    quote: str | None
    place: PlaceOut | None
    credit: float = Field(ge=0, le=1)
    source: SourceOut | None = None
    leads_to: LeadOut | None = None


class DimensionOut(Wire):
    """A term of the score: ``weight`` times ``share``."""

    dimension: str
    weight: float
    share: float = Field(ge=0, le=1)


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
    """The law or standard behind a finding."""

    key: str
    instrument: str
    locator: str
    edition: str
    jurisdiction: str
    valid_from: str | None
    valid_to: str | None
    grade: Literal["read", "secondary", "unverified"]
    url: str | None


class SuppressionOut(Wire):
    """Why a finding is accepted, and until when."""

    reason: str
    until: str | None


class AgainstOut(Wire):
    """A passage that another one is held against."""

    quote: str
    place: PlaceOut


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


class FindingOut(Wire):
    """One rule that applies.

    Of a contradiction ``against`` has the other passages, ``sum`` the arithmetic by which a reader can check it, and
    ``further`` how many more places disagree in the same way.
    """

    rule: str
    name: str
    family: str
    tier: Literal["ban", "conditional", "gap", "presentation", "style"]
    severity: Literal["error", "warning", "info"]
    confidence: Literal["high", "medium", "low"]
    message: str
    why: str
    quote: str
    place: PlaceOut
    jurisdictions: tuple[str, ...]
    citations: list[CitationOut]
    questions: tuple[str, ...]
    remedy: str
    rewrite: str
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
    state: Literal[
        "ok", "expiring", "expired", "early", "changed", "missing", "unsealed", "unknown", "unchecked"
    ]
    held: bool


class ApprovalOut(Wire):
    """How a claim stands in the register of approved claims.

    ``entry`` is the one with its words; of a ``drifted`` claim it is the nearest one, ``wording`` its words, and
    ``changes`` what differs. All are empty for an ``unlisted`` claim, which is a finding only where the register is
    ``complete``.
    """

    state: Literal["approved", "drifted", "expired", "early", "draft", "withdrawn", "unlisted"]
    entry: str | None
    register_: str | None = Field(alias="register")
    line: int | None
    owner: str | None
    approved_by: str | None
    approved_on: str | None
    valid_until: str | None
    wording: str | None
    changes: list[ChangeOut]
    evidence: list[BackingOut]
    complete: bool


class ClaimOut(Wire):
    """A claim with its evidence, arithmetic and findings.

    ``subject`` is what it is about, None where nobody is named; ``target_year`` the year by which a plan is due.
    ``approval`` is how it stands in the register of approved claims, None where no register was named.
    """

    id: str
    occurrence: int
    text: str
    type: str
    topic: str
    tense: Literal["achieved", "ongoing", "planned", "attribute"]
    certainty: Literal["firm", "hedged"]
    target_kind: Literal["net_zero", "reduction", "other"] | None
    target_year: int | None = None
    stance: Literal["asserted", "quoted", "reported"]
    claimant: Literal["company", "third_party", "unknown"]
    subject: Literal["product", "company"] | None = None
    place: PlaceOut
    elements: list[ElementOut]
    dimensions: list[DimensionOut]
    raw: float
    limits: list[LimitOut]
    score: int = Field(ge=0, le=100)
    band: Literal["verifiable", "verifiable_with_gaps", "weak", "not_verifiable", "empty", "contradicted"]
    findings: list[FindingOut]
    next_steps: list[StepOut]
    approval: ApprovalOut | None = None


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
    level: Literal["limited", "reasonable", "moderate", "high"] | None
    words: str = ""


class AssuranceOut(Wire):
    """An assurance statement, in the practitioner's words or as the company tells it.

    ``years`` is empty where it tells none; ``whole`` says that it is on all of the report, ``mark`` what marks the
    figures that it is on. ``figures`` counts the figures that the claims of the document tell as results or facts,
    ``figures_covered`` those of them that the statements of this practitioner cover. Of a statement that could not be
    read ``unread_because`` tells why: it is a picture, or in another language than the document.
    """

    teller: Literal["practitioner", "company"]
    practitioner: str | None
    standards: list[str]
    levels: list[Literal["limited", "reasonable", "moderate", "high"]]
    years: list[int]
    whole: bool
    mark: str | None
    covered: list[AssuredOut]
    excluded: list[AssuredOut]
    conclusion: Literal["unmodified", "qualified"] | None
    place: PlaceOut
    figures_covered: int = 0
    figures: int = 0
    state: Literal["read", "unread"] = "read"
    unread_because: Literal["picture", "language"] | None = None


class CoverageOut(Wire):
    """What was looked at, so that silence can be told from blindness."""

    pages: int | None
    pages_read: int | None
    pages_without_text: list[int]
    characters: int
    characters_unchecked: int
    sentences: int
    claims: int
    set_aside: int
    rules_run: int


class SummaryOut(Wire):
    """Counts over claims; scores are None where there is no claim.

    ``by_tier`` and ``by_state`` count findings: new ones, and those that a baseline or the text itself accepts.
    ``by_approval`` counts claims by how they stand in the register of approved claims, where there is one.
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


class ContextOut(Wire):
    """The setting of the run."""

    audience: str
    medium: str
    subject: str | None
    jurisdictions: list[str]
    as_of: str


class DocumentOut(Wire):
    """One input with everything found in it; ``context`` where it was read in another setting than the run.

    ``assurance`` has the assurance statements in it, in reading order, ``pairs`` the passages to compare.
    """

    path: str
    format: str
    sha256: str
    language: str | None
    title: str | None
    status: Literal["complete", "partial", "unreadable"]
    coverage: CoverageOut
    problems: list[ProblemOut]
    claims: list[ClaimOut]
    set_aside: list[SetAsideOut]
    findings: list[FindingOut]
    assurance: list[AssuranceOut] = []
    pairs: list[PairOut] = []
    summary: SummaryOut
    context: ContextOut | None = None


class Report(Wire):
    """A whole run over one or more inputs."""

    schema_: Literal["claimcheck-report/1"] = Field(default="claimcheck-report/1", alias="schema")
    tool: ToolOut
    context: ContextOut
    exit_code: int
    problems: list[ProblemOut]
    documents: list[DocumentOut]
    summary: SummaryOut
