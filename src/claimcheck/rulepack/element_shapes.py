"""The element files under ``rules/elements/`` as pydantic models; ``element.schema.json`` tells every key."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.rulepack import allowed_values as allowed
from claimcheck.rulepack.shapes import Shape


class Grade(Shape):
    """A way in which an element can be held: a condition over the examined sentence, and its match."""

    match: float = Field(ge=0, le=1)
    when: allowed.Condition


class ShownBy(Shape):
    """Which signal or fact the evidence is quoted from; the first that is there is taken."""

    signal: allowed.SignalName | None = None
    fact: str | None = None
    role: str | None = None
    unit: str | None = None
    phrase: bool = False
    opening: bool = False
    behind: allowed.SignalName | None = None
    before: allowed.SignalName | None = None
    dated: bool = False


class FarGrade(Grade):
    """A grade of a statement far away; ``claim`` is what the claim has to be for it."""

    claim: allowed.Condition | None = None
    defines: bool = False
    measures: str | None = None


class TiedGrade(Shape):
    """A grade of what is tied to a claim or goes on with it; ``claimcheck.evidence.tied_forms`` tells the forms."""

    form: allowed.TiedForm
    match: float = Field(ge=0, le=1)
    when: allowed.Condition | None = None
    claim: allowed.Condition | None = None
    optional: bool = False
    signals: list[allowed.SignalName] = []


class ElsewhereShape(Shape):
    """What a statement in the same section, or elsewhere in the document, has to say to be evidence for a claim."""

    sections: list[allowed.SectionName] = []
    whole: bool = False
    named_by: list[allowed.SignalName] = []
    undated: bool = False
    of_paragraph: bool = False
    claim: allowed.Condition | None = None
    grades: list[FarGrade]


class FigureGradeShape(Shape):
    """Figures elsewhere in the document that hold an element: which, in which classes of units, for which claims."""

    kind: allowed.FigureKind
    match: float = Field(ge=0, le=1)
    units: list[allowed.UnitClass] = []
    when: allowed.Condition | None = None


class AskShape(Shape):
    """Advice for claims of these types, topics and tenses, for all where none is named."""

    type: list[allowed.ClaimTypeName] = []
    topic: list[allowed.Topic] = []
    tense: list[Literal["achieved", "ongoing", "planned", "attribute"]] = []
    figure: bool | None = None
    ask: str = Field(max_length=120)


class SlotShape(Shape):
    """Which facts may fill the slot in a rewrite, by kind and role; the kind ``name`` is for words that are no fact."""

    kind: list[Literal["share", "quantity", "money", "year", "period", "standard", "party", "name"]]
    role: list[Literal["base", "target", "interim", "period", "none"]] = []


class ElementShape(Shape):
    """``elements/<id>.yml``. Beside the claim and far away a sentence has to tell by itself what it is about."""

    id: str
    number: int
    title: str
    ask: str = Field(max_length=120)
    asks: list[AskShape] = []
    question: str = ""
    sample: str
    slot: SlotShape | None = None
    grades: list[Grade]
    shown_by: list[ShownBy]
    look: list[
        Literal[
            "sentence", "neighbour", "paragraph", "footnote", "section", "table", "assurance", "document", "register"
        ]
    ]  # fmt: skip
    elsewhere: ElsewhereShape | None = None
    tied: list[TiedGrade] = []
    agree: list[Literal["subject", "metric", "period", "boundary", "scope", "basis", "tense"]] = []
    figures: list[FigureGradeShape] = []
    told: list[allowed.SignalName] = []
    explained: Grade | None = None
    whole_in: list[Literal["neighbour", "footnote"]] = []
    gives_way: list[Literal["scope", "words"]] = []
    by_itself: float | None = Field(default=None, ge=0, le=1)
    beside_units: list[str] = []
    from_others: Literal["any", "same_time", "none"] = "any"
    beside: allowed.Condition | None = None
    beside_claim: allowed.Condition | None = None
    column: Literal["value", "base", "due", "progress", "plan", "label"] | None = None
    tie: Literal["word", "words", "metric", "pointer", "pointer_before"] = "word"
    brings: list[allowed.ElementName] = []
    once: allowed.Condition | None = None
    answered: allowed.Condition | None = None
    includes: list[allowed.ElementName] = []
    denials: bool = False
    outside_names: list[allowed.SignalName] = []
    fires: list[str]
    silent: list[str]
