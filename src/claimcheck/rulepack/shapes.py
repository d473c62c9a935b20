"""The files of claim types and rules as pydantic models, and what all models of rule files share.

Their JSON Schemas stand in ``rules/schema/``. Conditions stay raw here (plain mappings);
``claimcheck.rulepack.conditions`` parses and compiles them. What a field names is marked in its type: see
``claimcheck.rulepack.marks``.
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
from claimcheck.rulepack.allowed_values import (
    CitationKey,
    ClaimTypeName,
    Condition,
    DimensionName,
    ElementName,
    FactName,
    RuleId,
    SectionName,
    SignalName,
    Step,
    Topic,
)


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
    """What a claim type stands for where a sentence speaks of a row of the document's tables in words of its own.

    ``when`` has to hold of the clause.
    """

    says: Says
    when: Condition


class DeedShape(Shape):
    """What a claim type stands for where the company tells what it does about such a topic, in whatever words.

    ``topics`` are those of the sentence or its headings, ``when`` has to hold of the clause, ``state_when`` as well
    where the verb tells how something is.
    """

    topics: list[Topic]
    when: Condition
    state_when: Condition | None = None


class AskShape(Shape):
    """An element that is asked for where ``when`` holds, a condition over the claim, its elements and the context."""

    ask: str
    when: Condition


class DecidingShape(Shape):
    """A question that decides whether a claim holds: asked where ``when`` holds and ``element`` is not held.

    ``ask`` is the question with slots for words of the claim: "How much of the {value|target} has been reached?".
    """

    ask: str
    element: ElementName | None = None
    when: Condition | None = None


class ConditionalElement(Shape):
    """An element that is required once its trigger holds; ``when`` is a condition over core and context."""

    when: Condition
    cite: CitationKey


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
    """``claims/<type>.yml``.

    ``topic`` counts where no word names one; ``own_topic`` says that it counts whatever the words are about, or
    unless they name a field narrower than the environment. ``subject`` is what claims of this type are about; where
    they stand ``apart``, what one measures is no evidence of another beside it. ``measured`` says that sentences which
    speak of a row of a table are such claims, whatever words they use, ``deed`` that sentences are in which the company
    tells of a report what it does about its topics. ``asks`` has the elements that somebody who
    checks such a claim asks for where they are missing, first things first; ``never_asked`` those that count in the
    score and are asked of nobody. A type without either asks for all that it needs. ``decides`` has the questions of
    which the first that is open decides whether such a claim holds.
    """

    id: str
    title: str
    about: str
    topic: str
    own_topic: Literal["always", "unless_narrower"] | None = None
    subject: SubjectKind | None = None
    core: Condition
    measured: MeasuredShape | None = None
    deed: DeedShape | None = None
    names: Literal["silent", "own", "claim"] | None = None
    fallback: bool = False
    apart: bool = False
    absorbs: list[ClaimTypeName] = []
    absorbs_same_words: list[ClaimTypeName] = []
    attribute_from: list[ElementName] = []
    undefined_words: list[SignalName] = []
    tense: str | None = None
    tenses: dict[str, Condition] = {}
    target_kind: dict[str, Condition] = {}
    required: dict[ElementName, CitationKey]
    conditional: dict[ElementName, ConditionalElement] = {}
    half: list[DimensionName] = []
    not_applicable: list[DimensionName] = []
    asks: list[str | AskShape] = []
    never_asked: list[str] = []
    decides: list[DecidingShape] = []
    fires: list[ClaimExample]
    silent: list[ClaimExample]


class ApprovalExample(Shape):
    """A register of approved claims with one entry; ``standing`` is how that stands on the day of the example.

    ``evidence`` is the state of the evidence that it rests on; None where it names none.
    """

    wording: str
    standing: Literal["approved", "expired", "early", "draft", "withdrawn"] = "approved"
    complete: bool = False
    evidence: FileState | Literal["unknown"] | None = None


class CheckExample(Shape):
    """A text that tests a rule; context values left out are those of ``audit``, the day that of the pack's law.

    ``evidence`` is the state of an entry in an evidence register that fits every claim and proves every element,
    ``evidence_text`` a document in Markdown that is handed in as evidence, ``approval`` a register of approved claims;
    ``format`` is markdown for texts whose headings or notes matter, html where it is a caption.
    """

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
    """A deciding fact: a text of which ``told`` holds tells it, so that nobody need be asked.

    ``fact`` is the name of one of ``facts.yml`` that is answered; ``ask`` may then be left out.
    """

    ask: str | None = None
    told: Condition | None = None
    fact: FactName | None = None


class CheckShape(Shape):
    """``checks/<FAMILY>/<ID>-<name>.yml``: one rule.

    ``on`` says what it runs over: claims, passages (sentences in which no claim was found), either, the document as a
    whole (``claimcheck.rulepack.document_conditions``), or passages that contradict each other
    (``claimcheck.rulepack.contradictions``): then ``sum`` shows the arithmetic, with slots, and ``contradicts`` names
    the element of a claim that cannot be relied on. Where a text tells every fact that ``questions`` ask for, the
    confidence is high. ``covers`` are rules that say the same gap, ``rewrite_when`` is what a text has to be for one,
    ``worked`` a sentence of real copy or of a report in which the gap is closed.
    A rule of ``last_resort`` speaks of sentences on whose claims no other rule says anything that weighs. Of a long
    report a rule that speaks ``once`` has one finding, and one that is ``copy_only`` none; one whose gap is
    ``missing_in`` the document has none on a claim on whose matter another sentence has a figure or a date, one whose
    gap is missing in the passage neither where a sentence beside the claim has a figure. ``told_in`` are kinds of
    sections: a long report that has one tells there what the rule asks for.
    """

    id: str
    name: str
    aliases: list[str] = []
    since: str = "0.1.0"
    tier: TierName
    step: Step
    confidence: Literal["high", "medium", "low"]
    on: On = "claim"
    when: Condition
    marks: list[SignalName] = []
    covers: list[RuleId] = []
    last_resort: bool = False
    once: bool = False
    copy_only: bool = False
    missing_in: Literal["sentence", "passage", "document"] = "sentence"
    told_in: list[SectionName] = []
    contradicts: ElementName | None = None
    message: str
    sum: str | None = None
    about: str
    why: str
    remedy: str
    rewrite: str
    rewrite_when: Condition | None = None
    worked: str | None = None
    questions: list[str | QuestionShape] = []
    cite: list[CitationKey] = []
    false_positives: list[str]
    fires: list[CheckExample]
    silent: list[CheckExample]
