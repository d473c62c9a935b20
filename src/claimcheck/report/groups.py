"""Claims that say the same as one group, with its places and its best evidence."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.claim_out import BestOut, ClaimOut, GroupOut, PlaceOut

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
    return GroupOut.made(
        id=f"{head.id}:{head.occurrence}",
        size=len(places),
        places=list(places.values())[:MOST_PLACES],
        best=BestOut.made(id=best.id, occurrence=best.occurrence, score=best.score, place=best.place),
    )
