"""Assurance statements on the wire."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.assurance import Assurance, Subject
from claimcheck.model.report import AssuranceOut, AssuredOut
from claimcheck.report.places import Places


def assurance_out(one: Assurance, places: Places) -> AssuranceOut:
    """The record of a statement; its place is that of all of its words."""
    return AssuranceOut.made(
        teller=one.teller,
        practitioner=one.practitioner.text if one.practitioner else None,
        standards=[standard.text for standard in one.standards],
        levels=[level for level, _ in one.levels],
        years=sorted(one.years),
        whole=one.whole,
        mark=one.mark,
        covered=_assured(one.covered),
        excluded=_assured(one.excluded),
        conclusion=one.outcome,
        place=places.cited(one.start, one.end)[0],
    )


def _assured(parts: Iterable[Subject]) -> list[AssuredOut]:
    """Each kind of figure once, in the order in which the statement names them."""
    told = dict.fromkeys((tuple(sorted(one.metrics)), tuple(sorted(one.scopes)), one.level) for one in parts)
    return [
        AssuredOut.made(metrics=list(metrics), scopes=list(scopes), level=level)
        for metrics, scopes, level in told
    ]
