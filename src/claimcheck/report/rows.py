"""Claims as they are listed, one row for what says the same or stands in one sentence, and what decides a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut, StepOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.approvals import astray_words
from claimcheck.report.contradictions import against, others, sides, split
from claimcheck.report.filters import counted
from claimcheck.report.layout import listed, visible
from claimcheck.report.style import Sort
from claimcheck.report.terms import element_question, reason_name, type_name
from claimcheck.report.words import asked_of, grouped, in_order, place_words, spot

ORDERS: dict[Sort, str] = {"rank": "what to deal with first", "score": "lowest score first", "place": "as they stand"}
"""What a heading says of the order of claims."""

HEADLINES = 10
"""So many claims are told first, and admissions and targets at most; fewer claims are told in full only."""
PLACES_SHOWN = 6
USUAL = 0.75  # what this share of the claims of a document lacks tells none of them from the others
_NAMED = re.compile(r"(.*) \(fact: ([^\s()]+)\)")


class Row(NamedTuple):
    """What is claimed with all places that say it, or a finding about the document.

    ``claims`` are those of a group, the one to show ahead and the others in the order of the list; it is empty for a
    finding about the document. ``findings`` are all of theirs; what a rule says of the same words counts once.
    """

    document: DocumentOut
    claims: tuple[ClaimOut, ...]
    findings: tuple[FindingOut, ...]

    @property
    def claim(self) -> ClaimOut:
        """The claim to show."""
        return self.claims[0]

    @property
    def words(self) -> str:
        """What is claimed, or the passages that a finding about the document quotes."""
        if self.claims:
            return visible(self.claim.text)
        return " / ".join(visible(quote) for _, quote in sides(self.findings[0]))

    @property
    def places(self) -> list[PlaceOut]:
        """Where it stands, that of the claim to show ahead."""
        if not self.claims:
            return [self.findings[0].place]
        first, group = self.claim.place, self.claim.group
        return [first, *(one for one in (group.places if group else ()) if one.start != first.start)]

    @property
    def times(self) -> int:
        """How often it is said, in places that are not told as well."""
        return self.claim.group.size if self.claims and self.claim.group else 1

    @property
    def open(self) -> list[FindingOut]:
        """Findings that nobody has accepted, the most important ahead, one of each rule."""
        rules: dict[str, FindingOut] = {}
        for one in chain.from_iterable(grouped(one for one in self.findings if one.state == "new")):
            rules.setdefault(one.rule, one)
        return list(rules.values())

    @property
    def held(self) -> set[str]:
        """Elements that stand at another of the places that say it; those of the claim to show were looked at."""
        # Another claim of the same sentence has its evidence for itself.
        same = (one for one in self.claims[1:] if one.type == self.claim.type)
        return {part.element for one in same for part in one.elements if part.state != "missing"}

    @property
    def missing(self) -> list[str]:
        """Elements that are asked for and stand at none of the places that say it: what decides, then by steps."""
        if not self.claims:
            return []
        held = self.held
        order = [step.element for step in self.claim.next_steps]
        lacking = [one for one in asked_of(self.claim) if one not in held]
        first = next((one.element for one in self.claim.questions if one.element not in held), None)
        return sorted(lacking, key=lambda one: (one != first, order.index(one) if one in order else len(order)))

    @property
    def steps(self) -> list[StepOut]:
        """What to add, without what stands at another place."""
        missing = self.missing
        return [one for one in self.claim.next_steps if one.element in missing] if missing else []

    @property
    def suggestion(self) -> str:
        """The one thing to do next; "" where there is nothing."""
        advice = [*(one.remedy for one in self.open[:1]), *(one.advice for one in self.steps[:1])]
        return visible(advice[0]) if advice else ""

    @property
    def astray(self) -> str:
        """How the first of the claims that do not stand as approved stands in the register of claims; else ""."""
        return next(filter(None, map(astray_words, self.claims)), "")

    @property
    def is_open(self) -> bool:
        """Whether anything is left to do."""
        return bool(self.open or self.missing or self.astray or self.is_contradicted)

    @property
    def is_contradicted(self) -> bool:
        """Whether another passage disagrees with what is claimed, at one of its places."""
        return any(one.band == "contradicted" for one in self.claims)


def rows(documents: Sequence[DocumentOut], sort: Sort = "rank") -> list[Row]:
    """A row for each group of claims, in order; a claim without a group is a row of its own."""
    groups: dict[tuple[int, str | int], tuple[DocumentOut, list[ClaimOut]]] = {}
    for document, claim in in_order(documents, sort):
        group = id(claim) if claim.group is None else claim.group.id
        groups.setdefault((id(document), group), (document, []))[1].append(claim)
    return [_row(document, claims, sort) for document, claims in groups.values()]


def gaps_of(listing: Sequence[Row]) -> dict[str, int]:
    """What is asked for and stands at no place that says it, with how many rows lack it, most frequent first."""
    return counted(chain.from_iterable(one.missing for one in listing))


def numbered(listing: Sequence[Row]) -> list[Row]:
    """The rows with the headline claims by topic, in the order of the first of each; places are their numbers.

    All formats count them like this: claim 3 of the first page is "3 of the first 10" in a Word comment.
    """
    topics: dict[str, list[Row]] = {}
    for one in listing[:HEADLINES]:
        topics.setdefault(one.claim.topic, []).append(one)
    return [*chain.from_iterable(topics.values()), *listing[HEADLINES:]]


def _row(document: DocumentOut, claims: list[ClaimOut], sort: Sort) -> Row:
    """The row of a group: by rank the claim that stands for it is ahead, else the one that comes first."""
    if sort == "rank":
        claims = sorted(claims, key=lambda one: not (one.group and one.group.id == f"{one.id}:{one.occurrence}"))
    found: dict[tuple[str, str, str], FindingOut] = {}
    for finding in (one for claim in claims for one in claim.findings):
        found.setdefault((finding.rule, finding.fingerprint, finding.state), finding)
    return Row(document, tuple(claims), tuple(found.values()))


def all_rows(documents: Sequence[DocumentOut]) -> list[Row]:
    """Contradictions, then claims in the order in which to deal with them, then other findings about documents."""
    parts = [(one, *split(one)) for one in documents]
    return [
        *(Row(document, (), (one,)) for document, against, _ in parts for one in against),
        *rows(documents),
        *(Row(document, (), (one,)) for document, _, others in parts for one in others),
    ]


def is_repeated(claim: ClaimOut) -> bool:
    """Whether a claim is said in more places than one."""
    return len(_spots(claim)) > 1


def said_words(claim: ClaimOut) -> str:
    """Where a claim stands: "page 3", or "said 9 times: pages 3, 7, 69; best evidence page 69"."""
    group = claim.group
    noun = spot(claim.place)[0]
    spots = _spots(claim)
    if group is None or len(spots) == 1:
        # Clauses of one sentence, or the same words on one page: there is one place to look at.
        return f"{noun} {spots[0]}"
    often = "twice" if group.size == 2 else f"{group.size:,} times"
    return f"said {often}: {noun}s {_some(spots)}; best evidence {noun} {_spot(group.best.place)}"


def where_words(row: Row) -> str:
    """Where to work on a row: "page 4, line 12; also pages 9, 33"."""
    first, *others = row.places
    noun, words = spot(first)[0], place_words(first)
    spots = [one for one in dict.fromkeys(map(_spot, others)) if one != _spot(first)]
    return f"{words}; also {noun}{'s' if len(spots) > 1 else ''} {_some(spots)}" if spots else words


def _some(spots: Sequence[str]) -> str:
    return listed(spots[:PLACES_SHOWN]) + (", …" if len(spots) > PLACES_SHOWN else "")


def _spots(claim: ClaimOut) -> list[str]:
    """The pages that a claim stands on, or lines where there are no pages, or cells."""
    return list(dict.fromkeys(map(_spot, claim.group.places if claim.group else [claim.place])))


def _spot(place: PlaceOut) -> str:
    return spot(place)[1]


def also_words(row: Row) -> str:
    """What else the same words claim: "renewable energy (26)", with the score of each."""
    others = {one.type: one for one in reversed(row.claims) if one.type != row.claim.type}
    return listed(f"{type_name(one.type)} ({one.score})" for one in reversed(others.values()))


def first_words(claim: ClaimOut) -> str:
    """The sum by which a claim has its place: "promise of neutrality +60, figure +15"."""
    return listed(f"{reason_name(one.reason)} {one.points:+d}" for one in claim.why_first)


def deciding(row: Row) -> str:
    """What to ask first, else the strongest finding, "" where nothing is open."""
    return question_of(row)[1]


def question_of(row: Row) -> tuple[str, str]:
    """The element that answers what to ask first, "" where none does, and the question or finding in words.

    Of what another passage contradicts it is asked first which of the two is right.
    """
    if row.is_contradicted:
        for claim in row.claims:
            for finding in against(row.document, claim):
                place, _ = others(finding, claim)[0]
                return "", f"Which is right? {visible(finding.message)} ({place_words(place)})."
    held = row.held
    for one in row.claim.questions if row.claims else ():
        if one.element not in held:
            return one.element or "", visible(one.ask)
    missing = row.missing
    if missing:
        return missing[0], element_question(missing[0])
    return "", next((visible(one.message) for one in row.open), "")


def fact_of(question: str) -> tuple[str, str]:
    """The name of the fact that answers a question, "" where it has none, and the question without it."""
    found = _NAMED.fullmatch(question)
    return (found[2], found[1]) if found else ("", question)
