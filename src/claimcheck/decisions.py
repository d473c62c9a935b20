"""The decisions file: its entries with every fault at its line, changed one at a time, and written in one order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from claimcheck.errors import DecisionsError, shown
from claimcheck.model.decision import Decision, Decisions, DecisionState, FactAnswer, Remark
from claimcheck.rulepack.registers import Name, Opened, Register, Text, of_form, said
from claimcheck.rulepack.shapes import IsoDate, Shape

_SCHEMA = "claimcheck-decisions/1"
_MAX_ENTRIES = 5_000
_MAX_REMARKS = 100
MAX_WORDS = 2_000
"""Characters of a comment or a wording."""
_Words = Annotated[str, Field(min_length=1, max_length=MAX_WORDS)]
_Path = Annotated[str, Field(min_length=1, max_length=4_096)]
_ClaimId = Annotated[str, of_form("^c[A-Z2-7]{16}$", "the id of a claim is the letter c and 16 more")]
_Fingerprint = Annotated[str, of_form("^[0-9a-f]{64}$", "a fingerprint has 64 hexadecimal digits")]


NAME = "claimcheck-decisions.yml"
"""What the file is called where nobody says otherwise; it lies in the folder one works in."""
HEAD = f"""\
# What reviewers have decided about claims. claimcheck review writes this file; audit and check take it with the option
# --decisions, or with the key decisions of claimcheck.toml. Findings of accepted claims do not
# count until the decision has ended.

schema: {_SCHEMA}
"""


class RemarkShape(Shape):
    """A comment."""

    by: Text = Field(description="Who wrote it.")
    on: IsoDate = Field(description="The day on which that was.")
    text: _Words = Field(description="What it says.")


class DecisionShape(Shape):
    """What was decided about one claim, or about one finding."""

    path: _Path = Field(description="The document, as reports name it.")
    claim: _ClaimId | None = said("The id of the claim, as in the JSON report.")
    occurrence: int = Field(
        default=1, ge=1, strict=True, description="Which of the claims of this id, in reading order."
    )
    fingerprint: _Fingerprint | None = said("The finding that it concerns; without one it concerns the whole claim.")
    words: _Words | None = said("What is claimed, for readers of this file.")
    state: DecisionState = Field(
        default="open",
        description="accept where it may stand as it is, dispute where somebody objects, open before either.",
    )
    owner: Text | None = said("Who is to deal with it.")
    wording: _Words | None = said("The words proposed in its place.")
    until: IsoDate | None = said("The last day on which the decision holds.")
    by: Text = Field(description="Who decided last.")
    on: IsoDate = Field(description="The day on which that was.")
    comments: list[RemarkShape] | None = said("What reviewers say, the oldest first.", max_length=_MAX_REMARKS)


class FactShape(Shape):
    """The answer to a deciding fact."""

    path: _Path = Field(description="The document, as reports name it.")
    fact: Name = Field(description="The name of the fact, as with --fact.")
    answer: Text = Field(description="The answer; no and none mean no, anything else means yes.")
    by: Text = Field(description="Who answered.")
    on: IsoDate = Field(description="The day on which that was.")


class DecisionsShape(Shape):
    """A file of decisions."""

    schema_: Literal["claimcheck-decisions/1"] = Field(alias="schema", description="The version of this format.")
    facts: list[FactShape] | None = said("Answers to deciding facts, by document.", max_length=_MAX_ENTRIES)
    decisions: list[DecisionShape] | None = said(
        "What was decided, an entry for each claim or finding.", max_length=_MAX_ENTRIES
    )


def _decisions(opened: Opened, shape: DecisionsShape) -> Decisions:
    facts = opened._replace(key="facts")
    answers = [_answer(one, facts.line(at)) for at, one in enumerate(shape.facts or ())]
    decisions = [_decision(one) for one in shape.decisions or ()]
    _check_once(facts, [(one.path, one.fact) for one in answers])
    _check_once(opened, [(one.path, one.claim, one.occurrence, one.fingerprint) for one in decisions])
    for at, one in enumerate(decisions):
        if one.claim is None and one.fingerprint is None:
            told = "a decision names a claim or the fingerprint of a finding"
            opened.fault((at,), told, "missing-key", "add the key claim")
    return Decisions(opened.file.path, tuple(answers), tuple(decisions))


def _check_once(opened: Opened, keys: list[tuple[Any, ...]]) -> None:
    """See that nothing is answered or decided twice."""
    seen: set[tuple[Any, ...]] = set()
    for at, key in enumerate(keys):
        if key in seen:
            opened.fault((at,), f"{shown(str(key[1]))} stands twice for this document", "duplicate")
        seen.add(key)


def _answer(one: FactShape, line: int) -> FactAnswer:
    return FactAnswer(one.path, one.fact, one.answer, one.by, one.on, line)


def _decision(one: DecisionShape) -> Decision:
    comments = tuple(Remark(said.by, said.on, said.text) for said in one.comments or ())
    return Decision(**{**dict(one), "words": one.words or "", "comments": comments})


DECISIONS = Register(
    DecisionsShape,
    form="a decisions file is a mapping with the keys schema, facts and decisions",
    hint="claimcheck review writes one; claimcheck schema decisions has every key",
    key="decisions",
    error=DecisionsError,
    make=_decisions,
)


def answered(decisions: Decisions, path: str, fact: str, answer: str | None, by: str, on: date) -> Decisions:
    """With an answer for a document in place of the one before; None takes it back."""
    kept = tuple(one for one in decisions.answers if (one.path, one.fact) != (path, fact))
    new = () if answer is None else (FactAnswer(path, fact, answer, by, on),)
    return decisions._replace(answers=(*kept, *new))


def decided(decisions: Decisions, blank: Decision, change: Callable[[Decision], Decision]) -> Decisions:
    """With what is known about the claim or finding of ``blank`` changed, and ``blank`` changed where nothing is."""
    known = next((one for one in decisions.decisions if _key(one) == _key(blank)), None)
    new = change(known._replace(by=blank.by, on=blank.on, words=blank.words) if known else blank)
    kept = tuple(one for one in decisions.decisions if one is not known)
    return decisions._replace(decisions=(*kept, *(() if _is_empty(new) else (new,))))


def _key(one: Decision) -> tuple[str, str | None, int, str | None]:
    return one.path, one.claim, one.occurrence, one.fingerprint


def _is_empty(one: Decision) -> bool:
    """Whether nothing is decided or said."""
    return one.state == "open" and not (one.owner or one.wording or one.until or one.comments)


def text_of(decisions: Decisions) -> str:
    """As it is written to the file."""
    answers = sorted(decisions.answers, key=lambda one: (one.path, one.fact))
    entries = sorted(
        decisions.decisions, key=lambda one: (one.path, one.claim or "", one.occurrence, one.fingerprint or "")
    )
    lines = [*_listed("facts", map(_answer_lines, answers)), *_listed("decisions", map(_decision_lines, entries))]
    return HEAD + "".join(f"{line}\n" for line in lines)


def _listed(name: str, entries: Iterable[list[str]]) -> Iterator[str]:
    """A list of entries, the first line of each with its mark."""
    found = [line for first, *others in entries for line in (f"  - {first}", *(f"    {line}" for line in others))]
    if found:
        yield f"{name}:"
        yield from found


def _answer_lines(one: FactAnswer) -> list[str]:
    return _pairs(one._replace(line=None)._asdict())


def _decision_lines(one: Decision) -> list[str]:
    lines = _pairs({**one._asdict(), "words": one.words or None, "comments": None})
    return [*lines, *_listed("comments", (_pairs(said._asdict()) for said in one.comments))]


def _pairs(values: Mapping[str, str | int | date | None]) -> list[str]:
    return [f"{key}: {_value(value)}" for key, value in values.items() if value is not None]


def _value(value: str | int | date) -> str:
    """A value; text is in quotes, so that whatever people write is text."""
    return json.dumps(_printable(value), ensure_ascii=False) if isinstance(value, str) else str(value)


def _printable(text: str) -> str:
    """The text without characters that YAML does not print; ends of lines stay."""
    return "".join(char if char == "\n" or char.isprintable() else " " for char in text)
