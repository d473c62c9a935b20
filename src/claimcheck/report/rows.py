"""Claims as they are listed: what is said several times, or is several claims in one sentence, is one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.layout import listed
from claimcheck.report.style import Sort
from claimcheck.report.terms import reason_name, type_name
from claimcheck.report.words import in_order

ORDERS: dict[Sort, str] = {
    "rank": "what to deal with first",
    "score": "lowest score first",
    "place": "as they stand",
}
"""What a heading says of the order of claims."""

PLACES_SHOWN = 6


class Row(NamedTuple):
    """A group of claims: ``claim`` is the one to show, ``members`` are all of them in the order of the list."""

    document: DocumentOut
    claim: ClaimOut
    members: tuple[ClaimOut, ...]

    @property
    def findings(self) -> list[FindingOut]:
        """The findings of all members; what a rule says of the same words counts once."""
        found: dict[tuple[str, str, str], FindingOut] = {}
        for claim in (self.claim, *self.members):
            for one in claim.findings:
                found.setdefault((one.rule, one.fingerprint, one.state), one)
        return list(found.values())


def rows(report: Report, sort: Sort = "rank") -> list[Row]:
    """A row for each group of claims, in order; a claim without a group is a row of its own."""
    members: dict[tuple[int, str | int], list[tuple[DocumentOut, ClaimOut]]] = {}
    for document, claim in in_order(report, sort):
        group = id(claim) if claim.group is None else claim.group.id
        members.setdefault((id(document), group), []).append((document, claim))
    return [_row(own, sort) for own in members.values()]


def _row(own: Sequence[tuple[DocumentOut, ClaimOut]], sort: Sort) -> Row:
    """The row of a group: by rank the claim that stands for it, else the one that comes first."""
    document, first = own[0]
    claims = tuple(claim for _, claim in own)
    heads = (one for one in claims if one.group and one.group.id == f"{one.id}:{one.occurrence}")
    return Row(document, next(heads, first) if sort == "rank" else first, claims)


def is_repeated(claim: ClaimOut) -> bool:
    """Whether a claim is said in more places than one."""
    return len(_spots(claim)) > 1


def said_words(claim: ClaimOut) -> str:
    """Where a claim stands: "page 3", or "said 9 times: pages 3, 7, 69; best evidence page 69"."""
    group = claim.group
    paged = claim.place.page is not None
    noun = "page" if paged else "line"
    spots = _spots(claim)
    if group is None or len(spots) == 1:
        # Clauses of one sentence, or the same words on one page: there is one place to look at.
        return f"{noun} {spots[0]}"
    shown = listed(f"{spot}" for spot in spots[:PLACES_SHOWN]) + (", …" if len(spots) > PLACES_SHOWN else "")
    often = "twice" if group.size == 2 else f"{group.size:,} times"
    best = group.best.place.page if paged else group.best.place.line
    return f"said {often}: {noun}s {shown}; best evidence {noun} {best}"


def _spots(claim: ClaimOut) -> list[int]:
    """The pages that a claim stands on, or lines where there are no pages."""
    places = claim.group.places if claim.group else [claim.place]
    return list(dict.fromkeys(place.line if place.page is None else place.page for place in places))


def also_words(row: Row) -> str:
    """What else the same words claim: "renewable energy (26)", with the score of each."""
    others = {one.type: one for one in reversed(row.members) if one.type != row.claim.type}
    return listed(f"{type_name(one.type)} ({one.score})" for one in reversed(others.values()))


def first_words(claim: ClaimOut) -> str:
    """The sum by which a claim has its place: "promise of neutrality +60, figure +15"."""
    return listed(f"{reason_name(one.reason)} {one.points:+d}" for one in claim.why_first)
