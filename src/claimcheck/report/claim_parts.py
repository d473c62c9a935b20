"""The parts of a claim's record: its target, its group, its score, and evidence from registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.aim import Aim
from claimcheck.model.claim import Element, Score
from claimcheck.model.claim_out import (
    AimOut,
    BestOut,
    ClaimOut,
    DimensionOut,
    ElementOut,
    GroupOut,
    LimitOut,
    ParsedOut,
    PlaceOut,
    SourceOut,
    StepOut,
)
from claimcheck.model.evidence import Source
from claimcheck.report.places import Places

MOST_PLACES = 50
"""How many places of a group are told. Each of its claims has all of them: unbounded, they would grow by the square."""


def with_groups(
    claims: Sequence[ClaimOut], numbers: Sequence[int], sentences: Sequence[int]
) -> list[ClaimOut]:
    """The claims with their groups; ``numbers`` has for each the place of the claim that stands for its group.

    ``sentences`` are the numbers of their sentences: claims of one sentence have one place.
    """
    members: dict[int, list[int]] = {}
    for place, number in enumerate(numbers):
        members.setdefault(number, []).append(place)
    groups = {
        number: _group(claims[number], [claims[one] for one in own], [sentences[one] for one in own])
        for number, own in members.items()
    }
    return [
        claim.model_copy(update={"group": groups[number]})
        for claim, number in zip(claims, numbers, strict=True)
    ]


def _group(head: ClaimOut, members: Sequence[ClaimOut], sentences: Sequence[int]) -> GroupOut:
    best = max(members, key=lambda claim: claim.score)
    places: dict[int, PlaceOut] = {}
    for one, sentence in zip(members, sentences, strict=True):
        places.setdefault(sentence, one.place)
    return GroupOut(
        id=f"{head.id}:{head.occurrence}",
        size=len(places),
        places=list(places.values())[:MOST_PLACES],
        best=BestOut(id=best.id, occurrence=best.occurrence, score=best.score, place=best.place),
    )


def aim_out(one: Aim, places: Places) -> AimOut:
    """The record of a target, its figures as they are written."""
    place, _, words = places.cited(*one.reached) if one.reached is not None else (None, "", None)
    return AimOut(
        value=None if one.value is None else places.cited(*one.value)[2],
        year=one.due,
        base_year=one.base,
        progress=words,
        progress_place=place,
    )


def registered_out(element: Element, source: Source, parsed: ParsedOut | None) -> ElementOut:
    """The record of such an element; what a confidential entry says stays in the register."""
    told = element.state != "missing" and not source.checked.entry.confidential
    return ElementOut(
        element=element.id,
        need=element.need,
        state=element.state,
        value=source.proof.words if told else None,
        parsed=parsed if told else None,
        quote=None,
        place=None,
        credit=round(element.credit, 4),
        source=_source_out(source),
        leads_to=None,
        asked=element.asked,
    )


def _source_out(source: Source) -> SourceOut:
    """The entry behind an element, named by nothing but its id where it is confidential."""
    entry, hidden = source.checked.entry, source.checked.entry.confidential
    until = entry.valid_until
    return SourceOut(
        entry=entry.id,
        state=source.checked.state,
        confidential=hidden,
        kind=None if hidden else entry.kind,
        issuer=None if hidden else entry.issuer,
        file=None if hidden else entry.file,
        sha256=None if hidden else entry.sha256,
        page=None if hidden else entry.page,
        place=None if hidden else entry.place,
        valid_until=None if hidden or until is None else until.isoformat(),
    )


class ScoreOut(NamedTuple):
    """The fields of a claim that its score makes, in the order of the wire."""

    dimensions: tuple[DimensionOut, ...]
    raw: float
    limits: tuple[LimitOut, ...]
    score: int
    band: str
    next_steps: tuple[StepOut, ...]


def score_out(score: Score) -> ScoreOut:
    """The fields of a score."""
    return ScoreOut(
        dimensions=tuple(
            DimensionOut(dimension=part.dimension, weight=float(part.weight), share=float(part.share))
            for part in score.dimensions
        ),
        raw=score.raw,
        limits=tuple(
            LimitOut(
                reason=limit.reason,
                floor=float(limit.floor),
                credit=float(limit.credit),
                limit=float(limit.limit),
            )
            for limit in score.limits
        ),
        score=score.score,
        band=score.band,
        next_steps=tuple(
            StepOut(element=step.element, gain=step.gain, advice=step.advice) for step in score.steps
        ),
    )
