"""Goals that a report owns up to having failed: none that anybody can still be held to."""

from __future__ import annotations

from bisect import bisect_right

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.admission_out import AdmissionOut
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut

_FAILED: frozenset[AdmissionKind] = frozenset(("given_up", "missed", "behind"))
"""Admissions after which a goal is none that somebody can be held to; one that was moved or lowered is."""


def tells_goal(claim: ClaimOut) -> bool:
    """Whether a claim is a target by its type, or any plan with a date."""
    return claim.type == "future_target" or (claim.tense == "planned" and claim.target_year is not None)


class FailedGoals:
    """The passages of a document that own up to a goal that failed."""

    def __init__(self, document: DocumentOut) -> None:
        failed = (one for one in document.admissions if one.kind in _FAILED)
        self._listed: list[AdmissionOut] = sorted(failed, key=lambda one: one.place.start)
        self._starts = [one.place.start for one in self._listed]

    def of(self, claim: ClaimOut) -> AdmissionKind | None:
        """What is owned up to of the goal of a claim; of another year it is another goal: "… and will by 2030"."""
        place = bisect_right(self._starts, claim.place.start) - 1
        if place < 0 or not tells_goal(claim):
            return None
        one = self._listed[place]
        year = None if one.target is None else one.target.year
        if claim.place.start >= one.place.end or claim.target_year not in (None, year):
            return None
        return one.kind
