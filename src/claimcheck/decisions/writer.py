"""The text of a decisions file: one order of entries and keys, so that versions of it can be compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from claimcheck.decisions.shapes import SCHEMA
from claimcheck.model.decision import Decision, Decisions, FactAnswer

HEAD = f"""\
# What reviewers have decided about claims. claimcheck review writes this file; audit and check take it with the option
# --decisions, or with the key decisions of claimcheck.toml. Findings of accepted claims do not
# count until the decision has ended.

schema: {SCHEMA}
"""

Pair = tuple[str, str | int | date | None]


def text_of(decisions: Decisions) -> str:
    """As it is written to the file."""
    answers = sorted(decisions.answers, key=lambda one: (one.path, one.fact))
    entries = sorted(
        decisions.decisions,
        key=lambda one: (one.path, one.claim or "", one.occurrence, one.fingerprint or ""),
    )
    lines = [*_listed("facts", map(_answer, answers)), *_listed("decisions", map(_decision, entries))]
    return HEAD + "".join(f"{line}\n" for line in lines)


def _listed(name: str, entries: Iterable[list[str]]) -> Iterator[str]:
    """A list of entries, the first line of each with its mark."""
    found = [
        line for first, *others in entries for line in (f"  - {first}", *(f"    {line}" for line in others))
    ]
    if found:
        yield f"{name}:"
        yield from found


def _answer(one: FactAnswer) -> list[str]:
    return _pairs(
        ("path", one.path), ("fact", one.fact), ("answer", one.answer), ("by", one.by), ("on", one.on)
    )


def _decision(one: Decision) -> list[str]:
    lines = _pairs(
        ("path", one.path), ("claim", one.claim), ("occurrence", one.occurrence), ("fingerprint", one.fingerprint),
        ("words", one.words or None), ("state", one.state), ("owner", one.owner), ("wording", one.wording),
        ("until", one.until), ("by", one.by), ("on", one.on),
    )  # fmt: skip
    remarks = (_pairs(("by", said.by), ("on", said.on), ("text", said.text)) for said in one.comments)
    return [*lines, *_listed("comments", remarks)]


def _pairs(*pairs: Pair) -> list[str]:
    return [f"{key}: {_value(value)}" for key, value in pairs if value is not None]


def _value(value: str | int | date) -> str:
    """A value; text is in quotes, so that whatever people write is text."""
    return json.dumps(_printable(value), ensure_ascii=False) if isinstance(value, str) else str(value)


def _printable(text: str) -> str:
    """The text without characters that YAML does not print; ends of lines stay."""
    return "".join(char if char == "\n" or char.isprintable() else " " for char in text)
