"""From the bytes of a register to its entries, with every fault at its line; and the first text of a new one."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictInt

from claimcheck.config.paths import regular_file
from claimcheck.errors import RegisterError, shown
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.evidence import (
    EVIDENCE_KINDS,
    Checked,
    Entry,
    EvidenceKind,
    FileState,
    Proof,
    Support,
    term_state,
)
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.registers import ENDINGS, Answer, Name, Opened, Register, Text, comment_line, of_form, said
from claimcheck.rulepack.shapes import IsoDate, Shape

SCHEMA = "claimcheck-register/1"
PLACEHOLDERS = ("Name of the body", "Name of the body, with the standard")
"""What the example of a new register has for names; as values they prove nothing."""
_MAX_ENTRIES = 2_000
_MAX_SUPPORTS = 4_000
"""Of all entries together: every claim is held against those of its topic."""
_MAX_PROOFS = 60

__all__ = ["ENDINGS", "NAME", "load_register", "years_in"]

NAME = "claimcheck-evidence.yml"
LONGEST_PERIOD = 60

_DAY = re.compile(r"((?:19|20|21)[0-9]{2})-[0-9]{2}-[0-9]{2}")
_YEARS = re.compile(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?: ?[-/\u2013] ?((?:19|20|21)[0-9]{2}|[0-9]{2}))?(?![0-9])")


_Claim = Annotated[str, of_form("^c[A-Z2-7]{16}$", "a claim has an id of c and 16 capital letters and digits")]
_Hash = Annotated[str, of_form("^[0-9a-fA-F]{64}$", "a hash has 64 digits, from 0 to 9 and a to f")]


def load_register(path: str, elements: Mapping[str, ElementType], *, named: bool = True) -> tuple[Entry, ...] | None:
    """The entries of a register, in order; ``elements`` are the elements of evidence that there are, by id.

    Raises ``RegisterError`` with every fault. A file that nobody has ``named`` as a register and that does not say
    that it is one is None.
    """
    register = Register(
        RegisterShape,
        form="a register is a mapping with the keys schema and entries",
        hint="claimcheck evidence init writes a register",
        key="entries",
        error=RegisterError,
        make=lambda opened, shape: tuple(_entries(opened, shape, elements)),
    )
    data = register.read(path)
    return register.parsed(data, path) if named or SCHEMA.encode() in data else None


def _entries(opened: Opened, shape: RegisterShape, elements: Mapping[str, ElementType]) -> Iterator[Entry]:
    supports = sum(len(one.supports) for one in shape.entries or ())
    if supports > _MAX_SUPPORTS:
        message = f"all entries support {supports:,} things, at most {_MAX_SUPPORTS:,} are held against claims"
        opened.fault((), message, "register-too-large", "split the register")
        return
    for at, one in opened.each(shape.entries):
        yield _entry(opened, at, one, elements)


def _entry(opened: Opened, at: int, one: EntryShape, elements: Mapping[str, ElementType]) -> Entry:
    return Entry(
        id=one.id,
        register=opened.file.path,
        line=opened.line(at),
        supports=tuple(_support(opened, (at, "supports", n), part) for n, part in enumerate(one.supports)),
        file=one.file,
        target=os.fspath(Path(opened.file.path).parent / one.file),
        sha256=None if one.sha256 is None else one.sha256.lower(),
        page=one.page,
        place=one.place,
        kind=one.kind,
        issuer=one.issuer,
        owner=one.owner,
        valid_from=one.valid_from,
        valid_until=one.valid_until,
        confidential=one.confidential,
        proves=tuple(_proofs(opened, at, one, elements)),
    )


def _support(opened: Opened, at: tuple[str | int, ...], one: SupportShape) -> Support:
    years = years_in(one.period) if one.period is not None else frozenset()
    if one.period is not None and not years:
        hint = "write years such as 2024, 2023/24 or 2019-2024"
        opened.fault((*at, "period"), f"period {shown(one.period)} names no year", "bad-period", hint)
    return Support(one.claim, one.topic, one.metric, years, one.subject, one.boundary)


def _proofs(opened: Opened, at: int, one: EntryShape, elements: Mapping[str, ElementType]) -> Iterator[Proof]:
    if not any(one.proves.values()):
        opened.fault((at, "proves"), "proves says nothing", "empty-value", "say something of one element", key=True)
    for name, proof in one.proves.items():
        place = (at, "proves", name)
        if name not in elements:
            hint = nearest(name, sorted(elements))
            message = f"there is no element of evidence {shown(name)}"
            opened.fault(place, message, "unknown-element", hint, key=True)
        elif proof is not None and _is_unfilled(elements[name], proof):
            message = f"{name} still has the words that ask for it"
            opened.fault(place, message, "unfilled-value", "write what the file says, or take the line out")
        if proof is not None:
            yield Proof(name, proof.text, proof.value, proof.unit)


def _is_unfilled(element: ElementType, proof: ProofShape) -> bool:
    """Whether a value is only what a new register says beside it, and proves nothing."""
    asked = (element.shape.ask, *PLACEHOLDERS)
    words = _plain(proof.text or "")
    return bool(words) and any(words in (_plain(one), f"# {_plain(one)}") for one in asked)


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .").casefold()


def years_in(text: str) -> frozenset[int]:
    """The years that the words for a period name, with those between the first and the last of a run."""
    days = _DAY.findall(text)
    if days:
        return _run(int(days[0]), int(days[-1]))
    found: set[int] = set()
    for first, last in _YEARS.findall(text):
        end = int(last) if len(last) == 4 else int(first[:2] + last) if last else int(first)
        found |= _run(int(first), end)
    return frozenset(found)


def _run(first: int, last: int) -> frozenset[int]:
    return frozenset(range(first, last + 1)) if first <= last <= first + LONGEST_PERIOD else frozenset({first})


def _as_text(value: object) -> object:
    return str(value) if type(value) is int else value


def _spelled_out(value: object) -> Any:
    """Words and bare numbers as the mapping that they are short for."""
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return {"value": value}
    return value


_Period = Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=int | str)]


class SupportShape(Shape):
    """What the evidence is for: a claim by its id, or whatever agrees in all that is said here."""

    claim: _Claim | None = said("The id of a claim, as the JSON report has it; it means every occurrence of the claim.")
    topic: Topic | None = said("The topic of the claims.")
    metric: Text | None = said("What is measured, such as Scope 1 emissions or water withdrawal.")
    period: _Period | None = said("The year or years, such as 2024, 2023/24 or 2019-2024.")
    subject: Text | None = said("company, product, or the name of whom or what it is about.")
    boundary: Text | None = said("The sites, units, countries or scopes that it is limited to.")

    def model_post_init(self, context: object, /) -> None:
        """See that it says something."""
        del context
        if self.claim is None and self.topic is None and self.metric is None:
            raise ValueError("name a claim, or else a topic or a metric")


class ProofShape(Shape):
    """What a file says of an element, in words or as a number with its unit."""

    text: Text | None = said("The words.")
    value: Annotated[float, Field(strict=True, allow_inf_nan=False)] | None = said(
        "The number; for elements of time the year."
    )
    unit: Text | None = said("The unit of the number, such as % or t CO2e.")

    def model_post_init(self, context: object, /) -> None:
        """See that it says one thing."""
        del context
        if (self.text is None) == (self.value is None):
            raise ValueError("write words, or a value with its unit")


_ShortProof = Annotated[ProofShape, BeforeValidator(_spelled_out, json_schema_input_type=str | float | ProofShape)]


class EntryShape(Shape):
    """One piece of evidence."""

    id: Name = Field(description="A name of its own, by which reports speak of it.")
    supports: list[SupportShape] = Field(
        min_length=1, max_length=100, description="What it is evidence for; one that fits is enough."
    )
    file: Text = Field(description="The file, relative to the register.")
    sha256: _Hash | None = said(
        "The hash of the file, which claimcheck evidence verify tells. Without it nothing counts."
    )
    page: Annotated[StrictInt, Field(ge=1)] | None = said("The page of the file.")
    place: Text | None = said("Where in the file, such as Table 2.")
    kind: EvidenceKind = Field(description="What sort of evidence it is.")
    issuer: Text | None = said("Who issued it.")
    owner: Text | None = said("Who looks after it.")
    valid_from: IsoDate | None = said("The first day on which it counts.")
    valid_until: IsoDate | None = said("The last day on which it counts.")
    confidential: Answer = Field(default=False, description="Whether reports may name nothing of it but its id.")
    proves: dict[str, _ShortProof | None] = Field(
        max_length=_MAX_PROOFS,
        description="By id of an element of evidence, what the file says: words, a number, or value and unit; "
        "left empty where it says nothing.",
    )


class RegisterShape(Shape):
    """An evidence register."""

    schema_: Literal["claimcheck-register/1"] = Field(alias="schema", description="The version of this format.")
    entries: list[EntryShape] | None = Field(
        max_length=_MAX_ENTRIES, description="The evidence, an entry each; empty while there is none."
    )


def checked(entry: Entry, day: date) -> Checked:
    """The state of an entry on a day. The worst of several: missing, unsealed, changed, expired, early."""
    found = file_hash(entry.target)
    return Checked(entry, _state(entry, found, day), found)


def _state(entry: Entry, found: str | None, day: date) -> FileState:
    if found is None:
        return "missing"
    if entry.sha256 is None:
        return "unsealed"
    if entry.sha256 != found:
        return "changed"
    return term_state(entry.valid_from, entry.valid_until, day)


def file_hash(path: str) -> str | None:
    """The SHA-256 of a regular file, in lower case; None where there is none that can be read."""
    try:
        with regular_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


WIDTH = 100
BODY, VERIFIER = PLACEHOLDERS

_HEAD = f"""\
# Evidence that stands in no report: certificates, assurance statements, test reports, data.
# audit and check read it with --evidence, or with the key evidence of claimcheck.toml.
# claimcheck evidence verify tells the sha256 of a file, and later whether file and dates still hold.
#
# An entry, to be copied (without the leading #) and filled in:
#
#   - id: certificate-2025            # a name of its own; of confidential entries, reports show nothing else
#     supports:                       # what it is evidence for: a claim by its id (from --format json), or
#       - topic: climate              # every claim that agrees in all that is said here
#         metric: Scope 1 emissions
#         period: 2025                # or 2024/25, or 2019-2025
#         subject: company            # or product, or a name
#         boundary: Lund mill         # sites, countries or scopes, where it is limited to some
#     file: evidence/certificate.pdf  # relative to this file
#     sha256:                         # of the file as you have seen it; without it nothing counts
#     page: 2
#     kind: certificate               # {", ".join(EVIDENCE_KINDS)}
#     issuer: {BODY}
#     owner: Who looks after it
#     valid_from: 2025-01-01
#     valid_until: 2027-12-31
#     confidential: no
#     proves:                         # elements of evidence, and what the file says of each
#       verifier: {VERIFIER}
#       base_year: 2019
#       value: {{value: 12, unit: "%"}}

schema: {SCHEMA}
entries:
"""


def starter(documents: Iterable[DocumentOut], asks: Mapping[str, str], provable: Collection[str]) -> tuple[str, int]:
    """The text of a new register, and how many entries to fill in it has.

    ``asks`` has the advice for each element; only those that are ``provable`` are asked for. Claims come in reading
    order, each once.
    """
    parts = [_HEAD]
    seen: set[str] = set()
    for document in documents:
        for claim in document.claims:
            missing = [
                one.element
                for one in claim.elements
                if one.state == "missing" and one.source is None and one.element in provable
            ]
            if missing and claim.id not in seen:
                seen.add(claim.id)
                name = f"{claim.type.replace('_', '-')}-{len(seen)}"
                parts.append("\n".join(_to_fill_in(document, claim, name, missing, asks)) + "\n")
    return "\n".join(parts), len(seen)


def _to_fill_in(
    document: DocumentOut, claim: ClaimOut, name: str, missing: Iterable[str], asks: Mapping[str, str]
) -> Iterator[str]:
    page = f", page {claim.place.page}" if claim.place.page is not None else ""
    yield f"  # {_line(document.path)}{page}, line {claim.place.line}, {claim.score} of 100:"
    yield f"  # “{_line(claim.text)}”"
    yield f"  # - id: {name}"
    yield f"  #   supports: [{{claim: {claim.id}}}]"
    yield "  #   file:"
    yield "  #   sha256:"
    yield "  #   kind:"
    yield "  #   valid_until:"
    yield "  #   proves:"
    for element in missing:
        yield f"  #     {element}:  # {asks.get(element, '')}".rstrip(" #") + ("" if asks.get(element) else ":")


def _line(text: str) -> str:
    """Text as part of a comment that is not endless."""
    shown = comment_line(text)
    return shown if len(shown) <= WIDTH else f"{shown[: WIDTH - 1]}…"
