"""The decisions file as pydantic models; ``claimcheck schema decisions`` prints their JSON Schema."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from claimcheck.model.decision import DecisionState
from claimcheck.rulepack.registers import Name, Text, of_form
from claimcheck.rulepack.shapes import IsoDate, Shape

SCHEMA = "claimcheck-decisions/1"
MAX_ENTRIES = 5_000
MAX_REMARKS = 100
MAX_WORDS = 2_000
"""Characters of a comment or a wording."""

Words = Annotated[str, Field(min_length=1, max_length=MAX_WORDS)]
Path = Annotated[str, Field(min_length=1, max_length=4_096)]
ClaimId = Annotated[str, of_form("^c[A-Z2-7]{16}$", "the id of a claim is the letter c and 16 more")]
Fingerprint = Annotated[str, of_form("^[0-9a-f]{64}$", "a fingerprint has 64 hexadecimal digits")]


class RemarkShape(Shape):
    """A comment."""

    by: Text = Field(description="Who wrote it.")
    on: IsoDate = Field(description="The day on which that was.")
    text: Words = Field(description="What it says.")


class DecisionShape(Shape):
    """What was decided about one claim, or about one finding."""

    path: Path = Field(description="The document, as reports name it.")
    claim: ClaimId | None = Field(default=None, description="The id of the claim, as in the JSON report.")
    occurrence: int = Field(
        default=1, ge=1, strict=True, description="Which of the claims of this id, in reading order."
    )
    fingerprint: Fingerprint | None = Field(
        default=None, description="The finding that it concerns; without one it concerns the whole claim."
    )
    words: Words | None = Field(default=None, description="What is claimed, for readers of this file.")
    state: DecisionState = Field(
        default="open",
        description="accept where it may stand as it is, dispute where somebody objects, open before either.",
    )
    owner: Text | None = Field(default=None, description="Who is to deal with it.")
    wording: Words | None = Field(default=None, description="The words proposed in its place.")
    until: IsoDate | None = Field(default=None, description="The last day on which the decision holds.")
    by: Text = Field(description="Who decided last.")
    on: IsoDate = Field(description="The day on which that was.")
    comments: list[RemarkShape] | None = Field(
        default=None, max_length=MAX_REMARKS, description="What reviewers say, the oldest first."
    )


class FactShape(Shape):
    """The answer to a deciding fact."""

    path: Path = Field(description="The document, as reports name it.")
    fact: Name = Field(description="The name of the fact, as with --fact.")
    answer: Text = Field(description="The answer; no and none mean no, anything else means yes.")
    by: Text = Field(description="Who answered.")
    on: IsoDate = Field(description="The day on which that was.")


class DecisionsShape(Shape):
    """A file of decisions."""

    schema_: Literal["claimcheck-decisions/1"] = Field(
        alias="schema", description="The version of this format."
    )
    facts: list[FactShape] | None = Field(
        default=None, max_length=MAX_ENTRIES, description="Answers to deciding facts, by document."
    )
    decisions: list[DecisionShape] | None = Field(
        default=None,
        max_length=MAX_ENTRIES,
        description="What was decided, an entry for each claim or finding.",
    )
