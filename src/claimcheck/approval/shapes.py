"""The claim register as pydantic models; ``claimcheck schema claims`` prints their JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from claimcheck.approval.wording import MAX_WORDING
from claimcheck.model.approval import ApprovalStatus
from claimcheck.model.context import Audience, Medium
from claimcheck.rulepack.registers import Answer, Name, Text
from claimcheck.rulepack.shapes import IsoDate, Shape

SCHEMA = "claimcheck-claims/1"
MAX_ENTRIES = 2_000


def _listed(value: object) -> Any:
    """One wording as the list that it is short for."""
    return [value] if isinstance(value, str) else value


Wording = Annotated[str, Field(min_length=1, max_length=MAX_WORDING)]
Wordings = Annotated[
    list[Wording],
    Field(min_length=1, max_length=20),
    BeforeValidator(_listed, json_schema_input_type=Wording | list[Wording]),
]


class ApprovalShape(Shape):
    """One claim as it may be made."""

    id: Name = Field(description="A name of its own, by which reports speak of it.")
    wording: Wordings = Field(
        description="The words, as they may stand in a text; a list where there are several ways to say it."
    )
    status: ApprovalStatus = Field(
        description="approved, draft while nobody has approved it, or withdrawn where it may be said no more."
    )
    owner: Text | None = Field(default=None, description="Who answers for the claim.")
    approved_by: Text | None = Field(default=None, description="Who has approved it.")
    approved_on: IsoDate | None = Field(default=None, description="The day on which that was.")
    valid_from: IsoDate | None = Field(default=None, description="The first day on which it may be said.")
    valid_until: IsoDate | None = Field(default=None, description="The last day on which it may be said.")
    evidence: list[Name] | None = Field(
        default=None,
        max_length=50,
        description="The evidence that the approval rests on, by id of its entry in an evidence register.",
    )
    jurisdiction: list[Name] | None = Field(
        default=None, description="The law under which it may be said; anywhere where none is named."
    )
    audience: list[Audience] | None = Field(
        default=None, description="To whom it may be said; to anybody where none is named."
    )
    medium: list[Medium] | None = Field(
        default=None, description="Where it may be said; anywhere where none is named."
    )
    facts: dict[Name, Text] | None = Field(
        default=None, description="Answers to deciding facts, by name, that hold for this claim."
    )
    note: Text | None = Field(default=None, description="Whatever people want to know; reports leave it out.")


class ClaimsShape(Shape):
    """A register of approved claims."""

    schema_: Literal["claimcheck-claims/1"] = Field(alias="schema", description="The version of this format.")
    complete: Answer = Field(
        default=False,
        description="Whether every claim that may be made is in here, so that any other is a finding.",
    )
    claims: list[ApprovalShape] | None = Field(
        max_length=MAX_ENTRIES, description="The claims, an entry each; empty while there is none."
    )
