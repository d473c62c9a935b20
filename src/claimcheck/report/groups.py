"""Claims that say the same as one group, with its places and its best evidence."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.claim_out import BestOut, ClaimOut, GroupOut


def with_groups(claims: Sequence[ClaimOut], numbers: Sequence[int]) -> list[ClaimOut]:
    """The claims with their groups; ``numbers`` has for each the place of the claim that stands for its group."""
    members: dict[int, list[ClaimOut]] = {}
    for claim, number in zip(claims, numbers, strict=True):
        members.setdefault(number, []).append(claim)
    groups = {number: _group(claims[number], own) for number, own in members.items()}
    return [
        claim.model_copy(update={"group": groups[number]})
        for claim, number in zip(claims, numbers, strict=True)
    ]


def _group(head: ClaimOut, members: Sequence[ClaimOut]) -> GroupOut:
    best = max(members, key=lambda claim: claim.score)
    places = {(one.place.start, one.place.end): one.place for one in members}
    return GroupOut.made(
        id=f"{head.id}:{head.occurrence}",
        size=len(places),
        places=list(places.values()),
        best=BestOut.made(id=best.id, occurrence=best.occurrence, score=best.score, place=best.place),
    )
