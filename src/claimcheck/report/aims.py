"""Targets on the wire."""

from __future__ import annotations

from claimcheck.model.aim import Aim
from claimcheck.model.claim_out import AimOut
from claimcheck.report.places import Places


def aim_out(one: Aim, places: Places) -> AimOut:
    """The record of a target, its figures as they are written."""
    place, _, words = places.cited(*one.reached) if one.reached is not None else (None, "", None)
    return AimOut.made(
        value=None if one.value is None else places.cited(*one.value)[2],
        year=one.due,
        base_year=one.base,
        progress=words,
        progress_place=place,
    )
