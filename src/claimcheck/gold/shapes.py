"""The files of a gold set as pydantic models; ``claimcheck schema gold`` prints their JSON Schema.

A file is a list of labelled texts, or a mapping with the labels of one document that lies beside it. What the rule
pack decides (claim types, elements) is checked against the pack when a file is loaded.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, RootModel, StrictInt

from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.registers import said
from claimcheck.rulepack.shapes import Shape

Tense = Literal["achieved", "ongoing", "planned", "attribute"]
Place = Literal["sentence", "neighbour", "footnote", "section", "table", "assurance", "document"]
Reason = Literal[
    "negated", "conditional", "question", "definition", "instruction", "reported_other", "quoted_other",
    "proper_name", "off_topic", "mention",
]  # fmt: skip


class ClaimLabels(Shape):
    """A claim as a reader sees it."""

    text: str = Field(min_length=1, description="The words of the claim, copied from the text to the letter.")
    type: str = Field(description="The id of a claim type: the most specific one that fits.")
    topic: Topic = Field(description="What the claim is about.")
    tense: Tense = Field(description="Done, being done, to be done, or so by nature.")
    certainty: Literal["firm", "hedged"] = Field(description="Whether it is said without reserve.")
    stance: Literal["asserted", "quoted", "reported"] = Field(description="Whose words these are.")
    claimant: Literal["company", "third_party", "unknown"] = Field(description="Who claims it.")
    subject: Literal["product", "company", "none"] = Field(description="Whom the claim is about.")
    target_kind: Literal["net_zero", "reduction", "other"] | None = said(
        "What a plan is after; left out where nothing is planned."
    )
    target_year: StrictInt | None = said("The year by which a planned result is due.", ge=1900, le=2200)
    present: list[str] = Field(
        default_factory=list, description="Elements of evidence that the text holds for this claim."
    )
    missing: list[str] = Field(
        default_factory=list, description="Elements that a careful reader needs and does not find."
    )


class Labels(Shape):
    """What one person says of one text; a second labelling is a list of these."""

    id: str = Field(min_length=1, description="The id of the text, once in the gold set.")
    claims: list[ClaimLabels] = Field(description="The claims; an empty list where the text claims nothing.")
    aside: Reason | None = said("Why a text that speaks of the matter is no claim; left out for other text.")


class Sentence(Labels):
    """A text of one or a few sentences with its labels."""

    text: str = Field(min_length=1, description="The text.")
    language: str | None = said("The language, such as de, where the text is too short to tell; else left out.")
    sector: str | None = said("The trade of the company that speaks.")
    setting: str | None = said("Where such a text stands, such as report, web or pack.", alias="register")


class Evidence(Shape):
    """Where a document holds an element of evidence."""

    place: Place = Field(description="How far from the claim.")
    line: StrictInt = Field(ge=1, description="The line it stands in.")


class DocumentClaim(ClaimLabels):
    """A claim of a document."""

    id: str = Field(min_length=1, description="The id of the claim, once in the gold set.")
    line: StrictInt = Field(ge=1, description="The line of the document in which its words begin.")
    where: dict[str, Evidence] = Field(
        default_factory=dict, description="For elements that are present, where the document holds them."
    )


class AsideLabels(Shape):
    """A passage of a document that speaks of the matter and is no claim."""

    line: StrictInt = Field(ge=1, description="The line of the document in which it begins.")
    text: str = Field(min_length=1, description="The words, copied from the document to the letter.")
    aside: Reason = Field(description="Why it is no claim.")


class DocumentLabels(Shape):
    """The labels of a document; text that has none has nothing to do with the matter."""

    document: str = Field(min_length=1, description="The name of the document, which lies beside this file.")
    sector: str | None = said("The trade of the company that speaks.")
    setting: str | None = said("Where such a text stands, such as report, web or pack.", alias="register")
    about: str | None = said("What this document is good for.")
    claims: list[DocumentClaim] = Field(description="All claims of the document.")
    set_aside: list[AsideLabels] = Field(
        default_factory=list, description="All passages about the matter that are no claims."
    )


class GoldFile(RootModel[list[Sentence] | DocumentLabels]):
    """A list of labelled texts, or the labels of one document."""
