"""What a report asks of its writers: one matter for each thing that is claimed, however often it is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.contradictions import sides, split
from claimcheck.report.layout import listed, visible
from claimcheck.report.questions import missing_asked
from claimcheck.report.terms import element_name
from claimcheck.report.words import group_key, grouped, in_order

PLACES_SHOWN = 6


class Matter(NamedTuple):
    """A claim with all places that say it, or a finding about the document.

    ``claims`` begins with the one to deal with first; it is empty for a finding about the document. ``findings`` are
    all of theirs, those that somebody has accepted among them.
    """

    document: DocumentOut
    claims: tuple[ClaimOut, ...]
    findings: tuple[FindingOut, ...]

    @property
    def words(self) -> str:
        """What is claimed, or the passages that a finding about the document quotes."""
        if self.claims:
            return visible(self.claims[0].text)
        return " / ".join(visible(quote) for _, quote in sides(self.findings[0]))

    @property
    def places(self) -> list[PlaceOut]:
        """Where it stands, the claim to deal with first ahead."""
        if not self.claims:
            return [one.place for one in self.findings[:1]]
        first = self.claims[0]
        others = first.group.places if first.group is not None else []
        return [first.place, *(one for one in others if one.start != first.place.start)]

    @property
    def open(self) -> list[FindingOut]:
        """Findings that nobody has accepted, the most important ahead, one of each rule."""
        new = (one for one in self.findings if one.state == "new")
        rules: dict[str, FindingOut] = {}
        for group in grouped(new):
            for one in (group.head, *group.others):
                rules.setdefault(one.rule, one)
        return list(rules.values())

    @property
    def missing(self) -> list[str]:
        """What is asked for and stands at none of the places, by its id; what brings most ahead."""
        held = {one.element for claim in self.claims for one in claim.elements if one.state != "missing"}
        lacking = [one for claim in self.claims[:1] for one in missing_asked(claim) if one not in held]
        gains = {step.element: step.gain for claim in self.claims[:1] for step in claim.next_steps}
        return sorted(lacking, key=lambda one: -gains.get(one, 0))

    @property
    def asked(self) -> list[str]:
        """The same in words."""
        return [element_name(one) for one in self.missing]

    @property
    def suggestion(self) -> str:
        """The one thing to do next; "" where there is nothing."""
        found, missing = self.open, self.missing
        if found:
            return visible(found[0].remedy)
        steps = self.claims[0].next_steps if self.claims else []
        return next((visible(one.advice) for one in steps if one.element in missing), "")

    def where(self) -> str:
        """All places for a reader: "page 4, line 12; also pages 9, 33"."""
        first, *others = self.places
        spots = list(dict.fromkeys(one.page or one.line for one in others))
        if first.page is None:
            words, noun = f"line {first.line}", "line"
        else:
            words, noun = f"page {first.page}, line {first.line}", "page"
            spots = [one for one in spots if one != first.page]
        if not spots:
            return words
        shown = listed(map(str, spots[:PLACES_SHOWN])) + (" and more" if len(spots) > PLACES_SHOWN else "")
        return f"{words}; also {noun if len(spots) == 1 else noun + 's'} {shown}"


def matters(report: Report) -> list[Matter]:
    """All of a report: contradictions, then claims in the order in which to deal with them, then what is left."""
    pairs, others = [], []
    for document in report.documents:
        against, left = split(document)
        pairs += [Matter(document, (), (one,)) for one in against]
        others += [Matter(document, (), (one,)) for one in left]
    return [*pairs, *claimed(in_order(report)), *others]


def claimed(pairs: Iterable[tuple[DocumentOut, ClaimOut]]) -> list[Matter]:
    """Claims with their documents as matters, in the order of the first claim of each."""
    groups: dict[tuple[str, str], tuple[DocumentOut, list[ClaimOut]]] = {}
    for document, claim in pairs:
        groups.setdefault((document.path, group_key(claim)), (document, []))[1].append(claim)
    return [
        Matter(document, tuple(claims), tuple(finding for claim in claims for finding in claim.findings))
        for document, claims in groups.values()
    ]
