"""Where a document lies beside public reports, on the wire and in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import BesideOut, LackOut, Report, SummaryOut
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import element_name, type_name
from claimcheck.report.words import count
from claimcheck.rulepack.allowed_values import PERCENTILES

if TYPE_CHECKING:
    from claimcheck.rulepack.file_shapes import StatisticsShape

_SHOWN = 4
_LACKS_SHOWN = 2
_APART = 0.05  # a difference of shares that is worth telling

LEAST = 5  # fewer claims than these have no middle that would say anything


def beside_out(claims: Sequence[ClaimOut], summary: SummaryOut, public: StatisticsShape) -> list[BesideOut]:
    """The whole first, then the types of claims in the order of the statistics."""
    if summary.median_score is None or summary.claims < LEAST:
        return []
    below = round(100 * bisect_left(public.medians, summary.median_score) / public.reports)
    span = {"since": public.since, "until": public.until}
    whole = BesideOut(
        type=None, claims=summary.claims, median=summary.median_score, percentile=below,
        of_claims=public.claims, of_reports=public.reports, **span,
    )  # fmt: skip
    told = [whole]
    for kind in public.types:
        scores = [claim.score for claim in claims if claim.type == kind.id]
        if len(scores) >= LEAST:
            middle = float(median(scores))
            one = BesideOut(
                type=kind.id, claims=len(scores), median=middle, percentile=share_below(middle, kind.scores),
                of_claims=kind.claims, of_reports=kind.reports, **span,
            )  # fmt: skip
            told.append(one)
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
        LackOut(element=name, claims=number, share=round(number / summary.claims, 4), usual=usual.get(name, 0.0))
        for name, number in summary.asked.items()
    ]
    return sorted(found, key=lambda one: (one.usual - one.share, one.element))


def beside_lines(report: Report) -> Iterator[str]:
    """A line for the whole of each document and for the types of claims that it has most."""
    many = len(report.documents) > 1
    for document in report.documents:
        lead = f"{visible(document.path)}: " if many else ""
        types = [one for one in document.beside if one.type is not None]
        frequent = sorted(types, key=lambda one: (-one.claims, one.type or ""))[:_SHOWN]
        for one in (*(one for one in document.beside if one.type is None), *frequent):
            yield f"{lead}{_line(one)}"


def unusual_words(report: Report) -> str:
    """What is asked for and missing more often than in other reports, "" where nothing is or nothing is known."""
    if len(report.documents) != 1:
        return ""
    document = report.documents[0]
    # What one claim lacks is no habit of a report, however few claims it has.
    apart = [one for one in document.lacks if one.claims > 1 and one.share - one.usual >= _APART]
    lacks = apart[:_LACKS_SHOWN] if document.beside else []
    if not lacks:
        return ""
    parts = listed(
        f"{element_name(one.element)} ({one.share:.0%} here, {one.usual:.0%} in public reports)" for one in lacks
    )
    return f"Missing more often than in other reports: {parts}."


def _line(one: BesideOut) -> str:
    years = f"{one.since}" if one.since == one.until else f"{one.since} to {one.until}"
    reports = f"{count(one.of_reports, 'public report')} of {years}"
    if one.type is None:
        return (
            f"{one.claims:,} claims, each kind counted wherever it is said: median score {one.median:g}, "
            f"above {one.percentile} % of {reports}."
        )
    name = type_name(one.type)
    return (
        f"{name[:1].upper()}{name[1:]} ({count(one.claims, 'claim')}): median score {one.median:g}, "
        f"above {one.percentile} % of {one.of_claims:,} such claims of {reports}."
    )
