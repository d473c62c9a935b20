"""Where a document lies beside public reports, in words."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.report import BesideOut, Report
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import element_name, type_name
from claimcheck.report.words import count

SHOWN = 4
LACKS_SHOWN = 2
APART = 0.05
"""A difference of shares that is worth telling."""


def beside_lines(report: Report) -> Iterator[str]:
    """A line for the whole of each document and for the types of claims that it has most."""
    many = len(report.documents) > 1
    for document in report.documents:
        lead = f"{visible(document.path)}: " if many else ""
        types = [one for one in document.beside if one.type is not None]
        frequent = sorted(types, key=lambda one: (-one.claims, one.type or ""))[:SHOWN]
        for one in (*(one for one in document.beside if one.type is None), *frequent):
            yield f"{lead}{_line(one)}"


def unusual_words(report: Report) -> str:
    """What is asked for and missing more often than in other reports, "" where nothing is or nothing is known."""
    if len(report.documents) != 1:
        return ""
    document = report.documents[0]
    apart = [one for one in document.lacks if one.share - one.usual >= APART]
    lacks = apart[:LACKS_SHOWN] if document.beside else []
    if not lacks:
        return ""
    parts = listed(
        f"{element_name(one.element)} ({one.share:.0%} of its claims, {one.usual:.0%} in public reports)"
        for one in lacks
    )
    return f"Missing more often than in other reports: {parts}."


def _line(one: BesideOut) -> str:
    years = f"{one.since}" if one.since == one.until else f"{one.since} to {one.until}"
    reports = f"{count(one.of_reports, 'public report')} of {years}"
    if one.type is None:
        return (
            f"All {count(one.claims, 'claim')}: median score {one.median:g}, "
            f"above {one.percentile} % of {reports}."
        )
    name = type_name(one.type)
    return (
        f"{name[:1].upper()}{name[1:]} ({count(one.claims, 'claim')}): median score {one.median:g}, "
        f"above {one.percentile} % of {one.of_claims:,} such claims of {reports}."
    )
