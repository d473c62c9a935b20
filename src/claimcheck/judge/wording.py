"""Fills the slots of messages and rewrites with the writer's own words, or with a bracketed placeholder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple, Protocol

from claimcheck.model.approval import Approved
from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Slot
from claimcheck.rulepack.shapes import SLOT
from claimcheck.text.spans import names_day


class Slots(Protocol):
    """What has words for slots."""

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where there are none."""


class PairWords:
    """The words of two passages that disagree, by slot name."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[Slot, str]) -> None:
        self._words: dict[str, str] = dict(words.items())

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where there are none."""
        return self._words.get(slot)


class PassageWords:
    """The words of a sentence without a claim: ``text`` is all of it, ``match`` and ``core`` what a finding quotes."""

    __slots__ = ("_match", "_text")

    def __init__(self, text: str, match: str) -> None:
        self._text = text
        self._match = match

    def of(self, slot: str) -> str | None:
        """The words for a slot, None for all that only a claim has."""
        if slot == "text":
            return self._text
        return self._match if slot in ("match", "core") else None


class Quoted(NamedTuple):
    """Ranges of the normalised text: ``core`` made the claim, ``match`` is what a finding quotes."""

    core: tuple[int, int]
    match: tuple[int, int]


class Words:
    """The words of one claim by slot name: ``text``, ``core``, ``match``, ``topic``, ``type``, each held element.

    ``title`` is what the type of the claim is called, ``quoted`` has the ranges of ``core`` and ``match``, and
    ``approved`` how the claim stands in a register of approved claims.
    """

    __slots__ = ("_approved", "_core", "_elements", "_quoted", "_text", "_title")

    def __init__(
        self,
        title: str,
        core: Core,
        elements: Mapping[str, Element],
        text: str,
        quoted: Quoted,
        approved: Approved | None = None,
    ) -> None:
        self._approved = approved
        self._title = title
        self._core = core
        self._elements = elements
        self._text = text
        self._quoted = quoted

    def of(self, slot: str) -> str | None:
        """The words for a slot, None where the claim has none."""
        work_out = _OF_CLAIM.get(slot)
        if work_out is not None:
            return work_out(self)
        registered = _OF_APPROVAL.get(slot)
        if registered is not None:
            return None if self._approved is None else registered(self._approved)
        element = self._elements.get(slot)
        if element is None or element.start is None or element.state == "missing":
            return None
        fact = element.fact
        if fact is not None and fact.kind == "period" and element.id == "base_year":
            # Of a period that names a base year only that year.
            return str(fact.year)
        if fact is not None and fact.kind == "year" and element.id == "period" and names_day(fact.text):
            # A result is had in a year, and told on a day.
            return str(fact.year)
        return self._text[element.start : element.end]

    def _clause(self) -> str:
        return self._text[self._core.clause.start : self._core.clause.end].rstrip(" .,;:")

    def _made(self) -> str:
        start, end = self._quoted.core
        return self._text[start:end]

    def _matched(self) -> str:
        start, end = self._quoted.match
        return self._text[start:end]

    def _topic(self) -> str:
        return self._core.topic

    def _type(self) -> str:
        return self._title


_OF_CLAIM = {
    "text": Words._clause,
    "core": Words._made,
    "match": Words._matched,
    "topic": Words._topic,
    "type": Words._type,
}


def _owner(approved: Approved) -> str | None:
    return approved.entry and approved.entry.owner


def _until(approved: Approved) -> str | None:
    end = approved.entry and approved.entry.valid_until
    return end.isoformat() if end else None


def _changes(approved: Approved) -> str:
    """What is approved and what stands there, run by run; nothing between the quotes is nothing in the text."""
    return "; ".join(f"“{one.approved}” → “{one.found}”" for one in approved.changes)


_OF_APPROVAL: Mapping[str, Callable[[Approved], str | None]] = {
    "approved": lambda approved: approved.wording,
    "changes": _changes,
    "owner": _owner,
    "until": _until,
    "entry": lambda approved: approved.entry and approved.entry.id,
    "lapsed": lambda approved: ", ".join(one.entry for one in approved.lapsed),
}


class Template:
    """A message or a rewrite, parsed once: plain text, and slots with what stands there where no words are known."""

    __slots__ = ("_parts",)

    def __init__(self, text: str) -> None:
        self._parts: list[str | tuple[str, str]] = []
        at = 0
        for slot in SLOT.finditer(text):
            self._parts += [text[at : slot.start()], (slot[1], slot[2] or f"[{slot[1]}]")]
            at = slot.end()
        self._parts.append(text[at:])

    def fill(self, words: Slots) -> str:
        """The text with its slots filled; a figure that is not in the text is never invented."""
        return "".join(
            [part if part.__class__ is str else words.of(part[0]) or part[1] for part in self._parts]
        )


@lru_cache(maxsize=4096)
def template(text: str) -> Template:
    """The template of a text, parsed when it is first needed."""
    return Template(text)
