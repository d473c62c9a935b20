"""The element files under ``rules/elements/`` as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.rulepack.allowed_values import (
    ClaimTypeName,
    Condition,
    ElementName,
    FigureKind,
    SectionName,
    SignalName,
    TiedForm,
    Topic,
    UnitClass,
)
from claimcheck.rulepack.shapes import Shape


class Grade(Shape):
    """A way in which an element can be held: a condition over the examined sentence, and its match."""

    match: float = Field(ge=0, le=1)
    when: Condition


class ShownBy(Shape):
    """Which signal or fact the evidence is quoted from; the first that is there is taken.

    With ``phrase`` the quote of a signal runs on to the end of the noun phrase that it opens; ``opening`` quotes the
    phrase that the claim's clause opens with. A fact with ``behind`` or
    ``before`` is quoted only where it stands close behind or before words of that signal.
    """

    signal: SignalName | None = None
    fact: str | None = None
    role: str | None = None
    unit: str | None = None
    phrase: bool = False
    opening: bool = False
    behind: SignalName | None = None
    before: SignalName | None = None


class FarGrade(Grade):
    """A grade of a statement far away; ``claim`` is what the claim has to be for it.

    ``defines``: the sentence defines what it names first, or what its heading or the label of its row does, and is
    evidence for exactly that metric.
    """

    claim: Condition | None = None
    defines: bool = False


class TiedGrade(Shape):
    """A way in which what is tied to a claim by a mark, or goes on with it, holds an element by its form alone.

    ``claimcheck.evidence.tied_forms`` tells the forms. ``when`` is what the tied sentence has to say besides, ``claim``
    what the claim has to be or to say; ``optional`` ones count for claims that do not ask for the element, too. The
    form ``opens`` opens with words of one of ``signals``, and the form ``examiner`` has one beside a name.
    """

    form: TiedForm
    match: float = Field(ge=0, le=1)
    when: Condition | None = None
    claim: Condition | None = None
    optional: bool = False
    signals: list[SignalName] = []


class ElsewhereShape(Shape):
    """What a statement in the same section, or elsewhere in the document, has to say to be evidence for a claim.

    It counts for what it covers, which its subject tells: the report, a chapter, a table, or what it names. One that
    only names a metric counts outside the claim's own section in the kinds of ``sections`` that are named, in any for
    none. ``whole``: one about the figures of the report that names no metric covers all of them, as a boundary does;
    else it covers none. ``named_by`` are the signals of the element's own name: a sentence with one speaks of it
    ("the base year is"). ``undated``: the years in it are what it answers, and do not limit it to figures of these.
    ``of_paragraph``: where it names nothing it is about what the paragraph measures before it.
    ``claim`` is what the claim has to be or to say for such a statement to be about it.
    """

    sections: list[SectionName] = []
    whole: bool = False
    named_by: list[SignalName] = []
    undated: bool = False
    of_paragraph: bool = False
    claim: Condition | None = None
    grades: list[FarGrade]


class FigureGradeShape(Shape):
    """Figures elsewhere in the document that hold an element: which, in which classes of units, for which claims.

    ``level`` is what is measured in the period of the claim, ``change`` by how much it has changed until then,
    ``base`` the level that the change is measured from, ``reached`` what has become of a plan so far, ``target`` what
    is planned, ``same`` the claim's own figure in another place. ``when`` is a condition over the claim's clause.
    """

    kind: FigureKind
    match: float = Field(ge=0, le=1)
    units: list[UnitClass] = []
    when: Condition | None = None


class HeadedShape(Grade):
    """A way in which a sentence holds an element under a heading, or behind opening words, that name what a claim aims
    at and have one of ``signals``; ``claim`` is what the claim has to be for it. Under a heading that has one of
    ``entries`` and names nothing, whatever opens an entry or a row need have none.
    """

    signals: list[SignalName]
    entries: list[SignalName] = []
    claim: Condition | None = None


class AskShape(Shape):
    """Advice for claims of these types, topics and tenses, for all where none is named.

    ``figure``: only where the sentence has a figure, or has none; for both where it is left out.
    """

    type: list[ClaimTypeName] = []
    topic: list[Topic] = []
    tense: list[Literal["achieved", "ongoing", "planned", "attribute"]] = []
    figure: bool | None = None
    ask: str = Field(max_length=120)


class SlotShape(Shape):
    """Which facts may fill the element's slot in a rewrite: their kinds and, where any are named, their roles.

    The kind ``name`` is for words that are a name and no fact. Figures fit only as each rewrite says.
    """

    kind: list[Literal["share", "quantity", "money", "year", "period", "standard", "party", "name"]]
    role: list[Literal["base", "target", "interim", "period", "none"]] = []


class ElementShape(Shape):
    """``elements/<id>.yml``. ``title`` is what a reader calls it, and ``question`` asks for it where it is missing.

    ``brings`` lists the elements that come along when this one is added.

    ``elsewhere`` is for the places ``section`` and ``document``: a sentence far away is no evidence unless it says
    by itself what it is about. ``told`` are signals that tell what a sentence is about: where there are any, a
    sentence beside the claim counts only if it has one of them, names the topic of the claim, or points back to it.
    ``explained`` is the grade of a sentence that the document gives to explain the term by which the claim, or the row
    of its figure, names what it is about, ``headed`` that of one under a heading that names what the claim aims at.
    ``whole_in`` lists places where a hint, a match below 1, is none. ``by_itself`` is the match from which a
    sentence beside the claim counts though nothing joins the two: it can be about nothing else. ``beside_units``
    are the classes of units of figures that count beside the claim, all for none. ``beside`` is what a sentence
    beside the claim has to say besides: a word that tells enough in the claim's own sentence may mean anything
    there. ``beside_claim`` is what the claim has to be or to say itself for a sentence beside it to count: a claim
    that compares takes no comparison from another. ``tie`` is the weakest tie between the two sentences that
    will do: a word that both have, two of them, a metric, or a word that points back from one to the other, for
    ``pointer_before`` from the claim to the sentence before it. ``column`` is the column of a table of goals that tells
    it for the goal of its row. ``once``: of which claims it is told once for the document that they lack it, where it
    is not asked of each. ``answered``: what the claim, its sentence, its paragraph or its document say where
    nobody asks for it, though it is not held: it is told there, or there is nothing of it to tell. ``includes`` are
    elements that whoever asks a report for it asks for as well. ``from_others`` are the claims of the same sentence
    whose clauses may hold it for this one as well: any, plans for plans and others for others, or none.
    ``denials``: what the sentence denies or leaves out tells it as well. ``tied`` are grades of notes on the
    claim and of what goes on with it. ``ask`` is the advice to add it, unless one of ``asks`` fits the claim.
    ``gives_way`` are kinds of facts, ``words`` for none, that hold it in the claim's own words and say less than what
    the document says elsewhere: that is shown in their place, and counts no less.
    ``slot`` is what may stand for it in a rewrite; without it nothing may.
    """

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
    told: list[SignalName] = []
    explained: Grade | None = None
    headed: HeadedShape | None = None
    whole_in: list[Literal["neighbour", "footnote"]] = []
    gives_way: list[Literal["scope", "words"]] = []
    by_itself: float | None = Field(default=None, ge=0, le=1)
    beside_units: list[str] = []
    from_others: Literal["any", "same_time", "none"] = "any"
    beside: Condition | None = None
    beside_claim: Condition | None = None
    column: Literal["base", "due", "progress", "plan", "label"] | None = None
    tie: Literal["word", "words", "metric", "pointer", "pointer_before"] = "word"
    brings: list[ElementName] = []
    once: Condition | None = None
    answered: Condition | None = None
    includes: list[ElementName] = []
    denials: bool = False
    fires: list[str]
    silent: list[str]
