"""What one report states: its claims, each once, with the words they are known by, and what is no claim there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.claim import Force
from claimcheck.model.claim_out import ClaimOut, ElementOut, PlaceOut
from claimcheck.model.reading import BlockOut, ReadDocument
from claimcheck.model.report import FailedGoals, Report, tells_goal
from claimcheck.text.normalise import canon

MOST_TEXTS = 4
"""Wordings of one claim that are looked at."""
_VALUE, _UNIT = "value", "unit"
HELD = ("present", "linked", "registered")
_TOKEN = re.compile(r"[^\W\d_][^\W_]*|\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
MOST_CHARACTERS = 1_000
"""Of a longer passage the beginning is looked at."""
_LEAST_WORDS = 3
_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")
Texts = tuple[Sequence[ReadDocument], Sequence[ReadDocument]]


class Wording(NamedTuple):
    """A text as it is compared: its words and its figures, in any order."""

    text: str
    words: frozenset[str]
    figures: frozenset[str]

    @property
    def tokens(self) -> frozenset[str]:
        """Words and figures."""
        return self.words | self.figures


def wording(text: str) -> Wording:
    """What is compared of a text."""
    tokens = frozenset(_TOKEN.findall(_THOUSANDS.sub("", canon(text))))
    figures = frozenset(token for token in tokens if token[0].isdecimal())
    return Wording(text, tokens - figures, figures)


class Slot(NamedTuple):
    """What a claim tells of one thing, in its own words; number and year where it is a figure."""

    words: str
    number: float | None
    unit: str | None
    year: int | None


class Member(NamedTuple):
    """A claim, the path of its document, and what the passage owns up to where the claim is about that goal."""

    path: str
    claim: ClaimOut
    admission: AdmissionKind | None


class Stated(Struct, frozen=True, dict=True):
    """A claim of one side: all places where it is made, in reading order."""

    number: int
    members: tuple[Member, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its claims, which stand for type and words."""
        return frozenset(one.claim.id for one in self.members)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types that it has."""
        return frozenset(one.claim.type for one in self.members)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Its wordings, each once, the first few of them."""
        texts = dict.fromkeys(one.claim.text for one in self.members)
        return tuple(wording(text) for text in list(texts)[:MOST_TEXTS])

    @cached_property
    def tokens(self) -> frozenset[str]:
        """Words and figures of all its wordings."""
        return frozenset().union(*(one.tokens for one in self.wordings))

    @cached_property
    def due(self) -> int | None:
        """The year by which it is due, None where it is no plan or tells several."""
        return _only(one.claim.target_year for one in self.members)

    @cached_property
    def is_goal(self) -> bool:
        """Whether it tells a goal: a target by its type, or any plan with a date."""
        return any(tells_goal(one.claim) for one in self.members)

    @cached_property
    def admission(self) -> AdmissionKind | None:
        """What it owns up to of its goal, None where some place tells the goal as one that stands."""
        told = [one.admission for one in self.members if one.admission is not None]
        return told[0] if len(told) == len(self.members) else None

    @cached_property
    def is_target(self) -> bool:
        """Whether it is a plan that somebody can be held to: "our target of 30 % by 2025 was not met" is none."""
        return self.is_goal and self.admission is None

    @cached_property
    def is_planned(self) -> bool:
        """Whether all its places tell what is to come, with or without a date."""
        return self.admission is None and all(one.claim.tense == "planned" for one in self.members)

    @cached_property
    def certainty(self) -> str | None:
        """Whether it is said firmly or with reserve, None where its places differ."""
        told = {one.claim.certainty for one in self.members}
        return told.pop() if len(told) == 1 else None

    @cached_property
    def force(self) -> frozenset[Force]:
        """Whether it is promised or intended, and whether its figure holds at best: what all its places say."""
        return frozenset.intersection(*(frozenset(one.claim.force) for one in self.members))

    @cached_property
    def score(self) -> int:
        """The score where it has the best evidence."""
        return max(one.claim.score for one in self.members)

    @cached_property
    def held(self) -> dict[str, ElementOut]:
        """The elements that it holds in some place."""
        return {one.element: one for one in reversed(self._elements) if one.state in HELD}

    @cached_property
    def told(self) -> frozenset[str]:
        """The elements that it tells in some place, those too that the report says otherwise elsewhere."""
        return frozenset(one.element for one in self._elements if one.state != "missing")

    @cached_property
    def lacking(self) -> frozenset[str]:
        """The elements that it needs and holds nowhere."""
        return frozenset(one.element for one in self._elements if one.state == "missing") - self.held.keys()

    @cached_property
    def _elements(self) -> tuple[ElementOut, ...]:
        return tuple(element for one in self.members for element in one.claim.elements)

    def _of(self, element: str) -> Iterator[ElementOut]:
        """An element in each place; the quote of a contradicted figure is the other one, and its unit has its own."""
        for member in self.members:
            known = {one.element: one for one in member.claim.elements}
            one = known.get(element)
            if one is not None and element == _VALUE and one.state == "contradicted":
                one = known.get(_UNIT, one)
            if one is not None:
                yield one

    def slot(self, element: str) -> Slot | None:
        """What it tells itself of an element, None where it tells nothing, or different things."""
        told: dict[object, Slot] = {}
        for one in self._of(element):
            if one.state == "present" and one.value is not None:
                parsed = one.parsed
                of = (parsed.number, parsed.unit, parsed.year) if parsed else (None, None, None)
                told[of if parsed else canon(one.value)] = Slot(one.value, *of)
        return None if len(told) != 1 else next(iter(told.values()))

    def named(self, element: str) -> frozenset[str]:
        """The tokens that name an element; none where a figure does, or nothing less than all of its words.

        Of figures only digits name anything, as in "scope 3": years and amounts are what may change.
        """
        slot = self.slot(element)
        if slot is None or slot.number is not None or slot.year is not None:
            return frozenset()
        told = wording(slot.words)
        if any(told.words == one.words for one in self.wordings):
            return frozenset()
        return told.words | {figure for figure in told.figures if len(figure) == 1}

    @cached_property
    def steps(self) -> frozenset[int]:
        """The years of steps before the year by which it is due."""
        return frozenset(
            year
            for one in self._elements
            if one.element == "target_year" and one.state == "present" and one.parsed is not None
            for year in one.parsed.interim
        )


def _only(values: Iterable[int | None]) -> int | None:
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None


def stated(report: Report) -> list[Stated]:
    """The claims of a report in reading order, those of a group as one.

    Members of a group that are due in different years, or share few words, are kept apart: each is looked for.
    """
    groups: dict[tuple[str, str], list[Member]] = {}
    for document in report.documents:
        admissions = FailedGoals(document)
        for claim in document.claims:
            group = claim.group.id if claim.group is not None else f"{claim.id}:{claim.occurrence}"
            member = Member(document.path, claim, admissions.of(claim))
            groups.setdefault((document.path, group), []).append(member)
    parts = [part for members in groups.values() for part in _parted(members)]
    return [Stated(number, tuple(part)) for number, part in enumerate(parts)]


def _parted(members: Sequence[Member]) -> list[list[Member]]:
    if len(members) == 1:
        return [list(members)]
    parts: list[tuple[int | None, frozenset[str], list[Member]]] = []
    for one in members:
        words, due = wording(one.claim.text).words, one.claim.target_year
        for other_due, others, part in parts[:MOST_TEXTS]:
            if due == other_due and 2 * len(words & others) >= min(len(words), len(others)):
                part.append(one)
                break
        else:
            parts.append((due, words, [one]))
    return [part for _, _, part in parts]


class Passage(NamedTuple):
    """A passage, where it stands, and why it is no claim."""

    path: str
    wording: Wording
    place: PlaceOut
    reason: str


def passages_of(report: Report, texts: Sequence[ReadDocument]) -> list[Passage]:
    """What a report set aside, and the other sentences of its documents where their text is at hand."""
    found = [
        Passage(document.path, wording(one.text[:MOST_CHARACTERS]), one.place, one.reason)
        for document in report.documents
        for one in document.set_aside
    ]
    told = {canon(one.wording.text) for one in found}
    told |= {canon(claim.text) for document in report.documents for claim in document.claims}
    for read in texts:
        for block in read.blocks:
            for text in _sentences(block):
                passage = wording(text)
                if canon(text) not in told and len(passage.words) >= _LEAST_WORDS:
                    found.append(Passage(read.path, passage, _place(block), "no_claim"))
    return found


def _sentences(block: BlockOut) -> Iterator[str]:
    """The sentences of a block, as far as their stops tell; nothing of lines that pages repeat."""
    if not block.running:
        for text in _END.split(block.text):
            yield " ".join(text[:MOST_CHARACTERS].split())


def _place(block: BlockOut) -> PlaceOut:
    none = {"path": None, "cell": None, "ocr": None}
    return PlaceOut.like(block, end_line=block.line, end_column=block.column, block=block.kind, **none)
