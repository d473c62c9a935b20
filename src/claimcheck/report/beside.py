"""Where a document lies beside public reports, on the wire."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import BesideOut, LackOut, SummaryOut
from claimcheck.rulepack.statistics_shapes import PERCENTILES, StatisticsShape

LEAST = 5
"""Fewer claims than these have no middle that would say anything."""


def beside_out(claims: Sequence[ClaimOut], summary: SummaryOut, public: StatisticsShape) -> list[BesideOut]:
    """The whole first, then the types of claims in the order of the statistics."""
    if summary.median_score is None or summary.claims < LEAST:
        return []
    whole = round(100 * bisect_left(public.medians, summary.median_score) / public.reports)
    told = [_beside(None, summary.claims, summary.median_score, whole, public.claims, public.reports, public)]
    for kind in public.types:
        scores = [claim.score for claim in claims if claim.type == kind.id]
        if len(scores) >= LEAST:
            middle = float(median(scores))
            share = share_below(middle, kind.scores)
            told.append(_beside(kind.id, len(scores), middle, share, kind.claims, kind.reports, public))
    return told


def share_below(score: float, points: Sequence[float]) -> int:
    """The share, in per cent, of scores that are lower, between the known percentiles of a distribution."""
    scores, shares = (0.0, *points, 100.0), (0, *PERCENTILES, 100)
    above = max(1, bisect_left(scores, score))
    low, high = scores[above - 1], scores[above]
    part = (score - low) / (high - low) if high > low else 0.0
    return round(shares[above - 1] + part * (shares[above] - shares[above - 1]))


def lacks_out(summary: SummaryOut, public: StatisticsShape) -> list[LackOut]:
    """What is asked for in vain beside how often that is so in public reports, the most unusual first."""
    usual = {one.id: one.share for one in public.missing}
    found = [
        LackOut.made(
            element=name, claims=number, share=round(number / summary.claims, 4), usual=usual.get(name, 0.0)
        )
        for name, number in summary.asked.items()
    ]
    return sorted(found, key=lambda one: (one.usual - one.share, one.element))


def _beside(
    kind: str | None,
    claims: int,
    middle: float,
    percentile: int,
    of_claims: int,
    of_reports: int,
    public: StatisticsShape,
) -> BesideOut:
    return BesideOut.made(
        type=kind,
        claims=claims,
        median=middle,
        percentile=percentile,
        of_claims=of_claims,
        of_reports=of_reports,
        since=public.since,
        until=public.until,
    )
