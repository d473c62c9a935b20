"""The file kinds under ``rules/`` as pydantic models; their JSON Schemas stand in ``rules/schema/``.

Conditions stay raw here (plain mappings); ``claimcheck.rulepack.conditions`` parses and compiles them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from claimcheck.model.context import SubjectKind
from claimcheck.model.evidence import FileState
from claimcheck.rulepack.allowed_values import Condition as Condition
from claimcheck.rulepack.allowed_values import Step as Step
from claimcheck.rulepack.allowed_values import Topic as Topic
from claimcheck.rulepack.shape import AskShape, DeedShape, MeasuredShape
from claimcheck.rulepack.shape import Shape as Shape


def _iso_date(value: object) -> object:
    """Only text such as 2026-09-27 is a date; a number is not taken for seconds since 1970."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if type(value) is date:
        return value
    raise ValueError("a date is written 2026-09-27")


IsoDate = Annotated[date, BeforeValidator(_iso_date)]
TierName = Literal["ban", "conditional", "gap", "presentation", "style"]
SeverityName = Literal["error", "warning", "info"]
On = Literal["claim", "passage", "either", "document", "contradiction"]


class ConditionalElement(Shape):
    """An element that is required once its trigger holds; ``when`` is a condition over core and context."""

    when: Condition
    cite: str


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
    score and are asked of nobody. A type without either asks for all that it needs.
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
    absorbs: list[str] = []
    absorbs_same_words: list[str] = []
    attribute_from: list[str] = []
    undefined_words: list[str] = []
    tense: str | None = None
    tenses: dict[str, Condition] = {}
    target_kind: dict[str, Condition] = {}
    required: dict[str, str]
    conditional: dict[str, ConditionalElement] = {}
    half: list[str] = []
    not_applicable: list[str] = []
    asks: list[str | AskShape] = []
    never_asked: list[str] = []
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
    fact: str | None = None


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
    ``missing_in`` the document has none on a claim on whose matter another sentence has a figure or a date.
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
    marks: list[str] = []
    covers: list[str] = []
    last_resort: bool = False
    once: bool = False
    copy_only: bool = False
    missing_in: Literal["sentence", "document"] = "sentence"
    contradicts: str | None = None
    message: str
    sum: str | None = None
    about: str
    why: str
    remedy: str
    rewrite: str
    rewrite_when: Condition | None = None
    worked: str | None = None
    questions: list[str | QuestionShape] = []
    cite: list[str]
    false_positives: list[str]
    fires: list[CheckExample]
    silent: list[CheckExample]


class UnitShape(Shape):
    """A unit of ``units.yml``; ``factor`` turns a value into the base unit of its class."""

    id: str
    unit_class: str
    factor: float
    symbols: list[str]


class UnitsShape(Shape):
    """``units.yml``: symbols that all languages share."""

    units: list[UnitShape]
    currencies: dict[str, list[str]]


class LimitShape(Shape):
    """A ceiling of the score: it opens with the credit of what ``on`` names."""

    reason: str
    title: str = ""
    floor: float
    on: list[str]
    types: list[str] = []
    needs_required: str | None = None


class BandShape(Shape):
    """A band and the least score that reaches it; ``about`` says what it means to a reader."""

    id: str
    title: str = ""
    about: str = ""
    least: int


class DimensionShape(Shape):
    """A dimension: its weight and its elements with their weight v."""

    id: str
    title: str = ""
    weight: float
    elements: dict[str, float]


class MentionShape(Shape):
    """How specific a passage is that claims nothing: points for each kind of fact, the first few of each."""

    points: dict[str, int] = {}
    most_of_a_kind: int = 1


class ScoringShape(Shape):
    """``scoring.yml``."""

    source: str
    dimensions: list[DimensionShape]
    limits: list[LimitShape]
    limit_slack: float
    contradicted_at_most: int
    bands: list[BandShape]
    place_credit: dict[str, dict[str, float]]
    qualification_credit: dict[str, dict[str, float]] = {}
    unknown_match: float
    mention: MentionShape = Field(default_factory=MentionShape)


class LanguagesShape(Shape):
    """``languages.yml``: how languages are told apart, those without a lexicon too, and what captions open with.

    ``scripts`` has, for a language that its script gives away, the first and last code point of each range in
    hexadecimal ("3040-30FF"). ``names`` has what languages are called in English, ``particles`` the small words inside
    of names. ``captions`` and ``sources`` have the words of each language that open the caption of a figure or table,
    and a line on where it is from.
    """

    about: str
    names: dict[str, str] = {}
    stop_words: dict[str, list[str]]
    scripts: dict[str, list[str]]
    particles: list[str] = []
    captions: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}


class LettersShape(Shape):
    """``letters.yml``: how runs of letters speak for ``languages``, first the one that text is usually in.

    ``runs`` has a line for each run, with a character for each language behind a blank.
    """

    about: str
    languages: list[str]
    runs: str


class SharedConditionShape(Shape):
    """A condition that several rules, claim types or elements name with ``shared``."""

    id: str
    about: str
    when: Condition


class ConditionsShape(Shape):
    """``conditions.yml``: conditions that are asked for in many places, each once."""

    about: str
    conditions: list[SharedConditionShape]


class PackShape(Shape):
    """``pack.yml``: the name and version of a rule pack, and what each family of rules is about.

    A pack of a user may say which version of the built-in rules it needs, and switch off or weigh their rules.
    """

    name: str
    version: str
    about: str
    families: dict[str, str] = {}
    requires: str | None = None
    disable: list[str] = []
    severity: dict[str, str] = {}
