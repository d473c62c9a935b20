"""The files of claim types and rules as pydantic models, and what all models of rule files share.

Their JSON Schemas in ``rules/schema/`` tell every key. Conditions stay raw here (plain mappings);
``claimcheck.rulepack.conditions`` compiles them. What a field names is marked in its type: see ``marks``.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from claimcheck.model.context import SubjectKind
from claimcheck.model.evidence import FileState
from claimcheck.model.figure import Says
from claimcheck.rulepack import allowed_values as allowed


class Shape(BaseModel):
    """Base of all file kinds: no unknown keys, no later change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


NO_DATE = "no_date"
"""The type of the error for a value that is no date."""


def _iso_date(value: object) -> object:
    """Only text such as 2026-09-27 is a date; a number is not taken for seconds since 1970."""
    if type(value) is date:
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise PydanticCustomError(NO_DATE, "no date")


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
TierName = Literal["ban", "conditional", "gap", "presentation", "style"]
SeverityName = Literal["error", "warning", "info"]
On = Literal["claim", "passage", "either", "document", "contradiction"]


class MeasuredShape(Shape):
    """A claim type for sentences that speak of a row of the document's tables, in words of their own."""

    says: Says
    when: allowed.Condition


class DeedShape(Shape):
    """A claim type for sentences in which the company tells what it does about ``topics``, in whatever words.

    ``counted`` is the type of those that tell for how many it was done: "900 households connected".
    """

    topics: list[allowed.Topic]
    counted: allowed.ClaimTypeName | None = None
    when: allowed.Condition
    state_when: allowed.Condition | None = None


class AskShape(Shape):
    """An element that is asked for where ``when`` holds, a condition over the claim, its elements and the context."""

    ask: str
    when: allowed.Condition


class DecidingShape(Shape):
    """A question with slots for words of the claim, asked where ``when`` holds and ``element`` is not held."""

    ask: str
    element: allowed.ElementName | None = None
    when: allowed.Condition | None = None


class ConditionalElement(Shape):
    """An element that is required once its trigger holds; ``when`` is a condition over core and context."""

    when: allowed.Condition
    cite: allowed.CitationKey


class ClaimExample(Shape):
    """A sentence that tests a claim type, read in the context that an audit has by default."""

    text: str
    topic: str | None = None
    tense: str | None = None
    certainty: str | None = None
    stance: str | None = None
    target_kind: str | None = None
    hard: bool = False


class ClaimTypeShape(Shape):
    """``claims/<type>.yml``; a type without ``asks`` and ``never_asked`` asks for all that it needs.

    ``purpose`` is the type of what is only done for such a result: "projects to cut waste"; ``said_by`` are the
    signals that say the result.
    """

    id: str
    title: str
    about: str
    topic: str
    own_topic: Literal["always", "unless_narrower"] | None = None
    subject: SubjectKind | None = None
    core: allowed.Condition
    measured: MeasuredShape | None = None
    deed: DeedShape | None = None
    names: Literal["silent", "own", "claim"] | None = None
    purpose: allowed.ClaimTypeName | None = None
    said_by: list[allowed.SignalName] = []
    fallback: bool = False
    apart: bool = False
    absorbs: list[allowed.ClaimTypeName] = []
    absorbs_same_words: list[allowed.ClaimTypeName] = []
    attribute_from: list[allowed.ElementName] = []
    undefined_words: list[allowed.SignalName] = []
    tense: str | None = None
    tenses: dict[str, allowed.Condition] = {}
    target_kind: dict[str, allowed.Condition] = {}
    required: dict[allowed.ElementName, allowed.CitationKey]
    conditional: dict[allowed.ElementName, ConditionalElement] = {}
    half: list[allowed.DimensionName] = []
    not_applicable: list[allowed.DimensionName] = []
    asks: list[str | AskShape] = []
    never_asked: list[str] = []
    decides: list[DecidingShape] = []
    fires: list[ClaimExample]
    silent: list[ClaimExample]


class ApprovalExample(Shape):
    """A register of approved claims with one entry, and how that stands on the day of the example."""

    wording: str
    standing: Literal["approved", "expired", "early", "draft", "withdrawn"] = "approved"
    complete: bool = False
    evidence: FileState | Literal["unknown"] | None = None


class CheckExample(Shape):
    """A text that tests a rule; context values left out are those of ``audit``, the day that of the pack's law."""

    text: str
    marks: str | None = None
    format: Literal["text", "markdown", "html"] = "text"
    audience: str | None = None
    medium: str | None = None
    subject: str | None = None
    as_of: IsoDate | None = None
    evidence: FileState | None = None
    evidence_text: str | None = None
    approval: ApprovalExample | None = None
    hard: bool = False


class QuestionShape(Shape):
    """A deciding fact: a text of which ``told`` holds tells it; ``fact`` is one of ``facts.yml``, to be answered."""

    ask: str | None = None
    told: allowed.Condition | None = None
    fact: allowed.FactName | None = None


class CheckShape(Shape):
    """``checks/<FAMILY>/<ID>-<name>.yml``: one rule; ``on`` says what it runs over."""

    id: str
    name: str
    aliases: list[str] = []
    since: str = "0.1.0"
    tier: TierName
    step: allowed.Step
    confidence: Literal["high", "medium", "low"]
    on: On = "claim"
    when: allowed.Condition
    marks: list[allowed.SignalName] = []
    covers: list[allowed.RuleId] = []
    last_resort: bool = False
    once: bool = False
    once_for_words: bool = False
    copy_only: bool = False
    missing_in: Literal["sentence", "passage", "document"] = "sentence"
    told_in: list[allowed.SectionName] = []
    contradicts: allowed.ElementName | None = None
    message: str
    sum: str | None = None
    about: str
    why: str
    remedy: str
    rewrite: str
    rewrite_when: allowed.Condition | None = None
    worked: str | None = None
    questions: list[str | QuestionShape] = []
    cite: list[allowed.CitationKey] = []
    false_positives: list[str]
    fires: list[CheckExample]
    silent: list[CheckExample]
