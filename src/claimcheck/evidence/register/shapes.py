"""The evidence register as pydantic models; ``claimcheck schema register`` prints their JSON Schema.

What the rule pack decides (elements of evidence) is checked against the pack when a register is loaded.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt

from claimcheck.model.evidence import EvidenceKind
from claimcheck.rulepack.registers import Answer, Name, Text, of_form
from claimcheck.rulepack.shapes import IsoDate, Shape, Topic

SCHEMA = "claimcheck-register/1"
PLACEHOLDERS = ("Name of the body", "Name of the body, with the standard")
"""What the example of a new register has for names; as values they prove nothing."""
MAX_ENTRIES = 2_000
MAX_SUPPORTS = 4_000
"""Of all entries together: every claim is held against those of its topic."""

MAX_PROOFS = 60


def _as_text(value: object) -> object:
    return str(value) if type(value) is int else value


def _spelled_out(value: object) -> Any:
    """Words and bare numbers as the mapping that they are short for."""
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"value": value}
    return value


Claim = Annotated[str, of_form("^c[A-Z2-7]{16}$", "a claim has an id of c and 16 capital letters and digits")]
Hash = Annotated[str, of_form("^[0-9a-fA-F]{64}$", "a hash has 64 digits, from 0 to 9 and a to f")]
Period = Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=int | str)]


class SupportShape(Shape):
    """What the evidence is for: a claim by its id, or whatever agrees in all that is said here."""

    claim: Claim | None = Field(
        default=None,
        description="The id of a claim, as the JSON report has it; it means every occurrence of the claim.",
    )
    topic: Topic | None = Field(default=None, description="The topic of the claims.")
    metric: Text | None = Field(
        default=None, description="What is measured, such as Scope 1 emissions or water withdrawal."
    )
    period: Period | None = Field(
        default=None, description="The year or years, such as 2024, 2023/24 or 2019-2024."
    )
    subject: Text | None = Field(
        default=None, description="company, product, or the name of whom or what it is about."
    )
    boundary: Text | None = Field(
        default=None, description="The sites, units, countries or scopes that it is limited to."
    )

    def model_post_init(self, context: object, /) -> None:
        """See that it says something."""
        del context
        if self.claim is None and self.topic is None and self.metric is None:
            raise ValueError("name a claim, or else a topic or a metric")


class ProofShape(Shape):
    """What a file says of an element, in words or as a number with its unit."""

    text: Text | None = Field(default=None, description="The words.")
    value: Annotated[float, Field(strict=True, allow_inf_nan=False)] | None = Field(
        default=None, description="The number; for elements of time the year."
    )
    unit: Text | None = Field(default=None, description="The unit of the number, such as % or t CO2e.")

    def model_post_init(self, context: object, /) -> None:
        """See that it says one thing."""
        del context
        if (self.text is None) == (self.value is None):
            raise ValueError("write words, or a value with its unit")


ShortProof = Annotated[
    ProofShape, BeforeValidator(_spelled_out, json_schema_input_type=str | float | ProofShape)
]


class EntryShape(Shape):
    """One piece of evidence."""

    id: Name = Field(description="A name of its own, by which reports speak of it.")
    supports: list[SupportShape] = Field(
        min_length=1, max_length=100, description="What it is evidence for; one that fits is enough."
    )
    file: Text = Field(description="The file, relative to the register.")
    sha256: Hash | None = Field(
        default=None,
        description="The hash of the file, which claimcheck evidence verify tells. Without it nothing counts.",
    )
    page: Annotated[StrictInt, Field(ge=1)] | None = Field(default=None, description="The page of the file.")
    place: Text | None = Field(default=None, description="Where in the file, such as Table 2.")
    kind: EvidenceKind = Field(description="What sort of evidence it is.")
    issuer: Text | None = Field(default=None, description="Who issued it.")
    owner: Text | None = Field(default=None, description="Who looks after it.")
    valid_from: IsoDate | None = Field(default=None, description="The first day on which it counts.")
    valid_until: IsoDate | None = Field(default=None, description="The last day on which it counts.")
    confidential: Answer = Field(
        default=False, description="Whether reports may name nothing of it but its id."
    )
    proves: dict[str, ShortProof | None] = Field(
        max_length=MAX_PROOFS,
        description="By id of an element of evidence, what the file says: words, a number, or value and unit; "
        "left empty where it says nothing.",
    )


class RegisterShape(Shape):
    """An evidence register."""

    schema_: Literal["claimcheck-register/1"] = Field(
        alias="schema", description="The version of this format."
    )
    entries: list[EntryShape] | None = Field(
        max_length=MAX_ENTRIES, description="The evidence, an entry each; empty while there is none."
    )
