"""The register of approved claims: its shape, its entries with their faults, and drafts of new ones."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from claimcheck.approval.wording import MAX_WORDING, keys_of
from claimcheck.errors import ClaimRegisterError
from claimcheck.model.approval import Approval, ApprovalStatus, ClaimRegister
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.context import Audience, Medium
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.registers import Answer, Name, Opened, Register, Text, comment_line, said
from claimcheck.rulepack.shapes import IsoDate, Shape

SCHEMA = "claimcheck-claims/1"
_MAX_ENTRIES = 2_000


def _listed(value: object) -> Any:
    """One wording as the list that it is short for."""
    return [value] if isinstance(value, str) else value


_Wording = Annotated[str, Field(min_length=1, max_length=MAX_WORDING)]

_Wordings = Annotated[
    list[_Wording],
    Field(min_length=1, max_length=20),
    BeforeValidator(_listed, json_schema_input_type=_Wording | list[_Wording]),
]


class ApprovalShape(Shape):
    """One claim as it may be made."""

    id: Name = Field(description="A name of its own, by which reports speak of it.")
    wording: _Wordings = Field(
        description="The words, as they may stand in a text; a list where there are several ways to say it."
    )
    status: ApprovalStatus = Field(
        description="approved, draft while nobody has approved it, or withdrawn where it may be said no more."
    )
    owner: Text | None = said("Who answers for the claim.")
    approved_by: Text | None = said("Who has approved it.")
    approved_on: IsoDate | None = said("The day on which that was.")
    valid_from: IsoDate | None = said("The first day on which it may be said.")
    valid_until: IsoDate | None = said("The last day on which it may be said.")
    evidence: list[Name] | None = said(
        "The evidence that the approval rests on, by id of its entry in an evidence register.", max_length=50
    )
    jurisdiction: list[Name] | None = said("The law under which it may be said; anywhere where none is named.")
    audience: list[Audience] | None = said("To whom it may be said; to anybody where none is named.")
    medium: list[Medium] | None = said("Where it may be said; anywhere where none is named.")
    facts: dict[Name, Text] | None = said("Answers to deciding facts, by name, that hold for this claim.")
    note: Text | None = said("Whatever people want to know; reports leave it out.")


class ClaimsShape(Shape):
    """A register of approved claims."""

    schema_: Literal["claimcheck-claims/1"] = Field(alias="schema", description="The version of this format.")
    complete: Answer = Field(
        default=False, description="Whether every claim that may be made is in here, so that any other is a finding."
    )
    claims: list[ApprovalShape] | None = Field(
        max_length=_MAX_ENTRIES, description="The claims, an entry each; empty while there is none."
    )


def _register(opened: Opened, shape: ClaimsShape) -> ClaimRegister:
    entries = tuple(_entry(opened, at, one) for at, one in opened.each(shape.claims))
    return ClaimRegister(entries, shape.complete)


def _entry(opened: Opened, at: int, one: ApprovalShape) -> Approval:
    if one.status == "approved" and one.owner is None:
        hint = "name who answers for the claim, or write status: draft"
        opened.fault((at, "status"), "an approved claim has an owner", "missing-owner", hint)
    _check_wordings(opened, at, one)
    return Approval(
        id=one.id,
        register=opened.file.path,
        line=opened.line(at),
        wordings=tuple(one.wording),
        status=one.status,
        owner=one.owner,
        approved_by=one.approved_by,
        approved_on=one.approved_on,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        evidence=tuple(dict.fromkeys(one.evidence or ())),
        jurisdictions=tuple(one.jurisdiction or ()),
        audiences=tuple(one.audience or ()),
        media=tuple(one.medium or ()),
        facts=tuple(sorted((one.facts or {}).items())),
    )


def _check_wordings(opened: Opened, at: int, one: ApprovalShape) -> None:
    """See that each says something, and something else than those before it."""
    seen: set[tuple[str, ...]] = set()
    for number, wording in enumerate(one.wording):
        keys = keys_of(wording)
        place = (at, "wording", number)
        if not any(map(str.isalnum, "".join(keys))):
            opened.fault(place, "the wording has no words", "empty-value")
        elif keys in seen:
            opened.fault(place, "the wording stands twice in this entry", "duplicate-wording")
        seen.add(keys)


CLAIMS = Register(
    ClaimsShape,
    form="a claim register is a mapping with the keys schema and claims",
    hint="claimcheck claims init writes one",
    key="claims",
    error=ClaimRegisterError,
    make=_register,
)


WIDTH = 100

HEAD = f"""\
# Claims that may be made. audit and check hold every claim against this file with --claims, or with the key claims of
# claimcheck.toml; claimcheck claims verify says which entries need somebody's attention.
#
# An entry, to be copied (without the leading #) and filled in:
#
#   - id: scope-1-cut                 # a name of its own, by which reports speak of it
#     wording: We cut our Scope 1 emissions by 23 % in 2025.
#                                     # or a list of wordings; blanks, dashes, quotes and case make no difference
#     status: approved                # draft until somebody has approved it; withdrawn when it may be said no more
#     owner: Who answers for it
#     approved_by: Who has approved it
#     approved_on: 2026-02-12
#     valid_until: 2026-12-31         # the last day on which it may be said
#     evidence: [assurance-2025]      # ids of the evidence register that it rests on
#     note: What people should know

schema: {SCHEMA}
# With yes, a claim that is not in here is a finding.
complete: no
claims:
"""


class Drafts(NamedTuple):
    """Text of new entries, how many they are, and how many claims have too many words for one."""

    text: str
    entries: int
    too_long: int


def drafts(documents: Iterable[DocumentOut], known: Collection[Approval] = ()) -> Drafts:
    """A draft for every wording of the documents that is not ``known``, in reading order, each once."""
    seen = {keys_of(wording) for entry in known for wording in entry.wordings}
    ids = {entry.id for entry in known}
    parts: list[str] = []
    too_long = 0
    for document in documents:
        for claim in document.claims:
            words = comment_line(claim.text).rstrip(" ,;:")
            keys = keys_of(words)
            if keys in seen or not any(map(str.isalnum, "".join(keys))):
                continue
            seen.add(keys)
            if len(words) > MAX_WORDING:
                too_long += 1
                continue
            parts.append("\n".join(_draft(document, claim, words, _free(claim.type, ids))) + "\n")
    return Drafts("\n".join(parts), len(parts), too_long)


def _free(kind: str, ids: set[str]) -> str:
    stem = kind.replace("_", "-")
    number = 1
    while f"{stem}-{number}" in ids:
        number += 1
    ids.add(f"{stem}-{number}")
    return f"{stem}-{number}"


def _draft(document: DocumentOut, claim: ClaimOut, words: str, name: str) -> Iterator[str]:
    page = f", page {claim.place.page}" if claim.place.page is not None else ""
    path = comment_line(document.path)
    path = path if len(path) <= WIDTH else f"…{path[1 - WIDTH :]}"
    held = [one.source.entry for one in claim.elements if one.source is not None and one.state == "registered"]
    yield f"  # {path}{page}, line {claim.place.line}, {claim.score} of 100"
    yield f"  - id: {name}"
    yield f"    wording: {json.dumps(words, ensure_ascii=False)}"
    yield "    status: draft"
    yield "    owner:"
    yield "    valid_until:"
    yield f"    evidence: [{', '.join(dict.fromkeys(held))}]"
