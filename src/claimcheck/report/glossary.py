"""The words of a report and what they mean."""

from __future__ import annotations

from claimcheck.model.report import Report
from claimcheck.report.terms import Term, glossary


def glossary_of(report: Report) -> list[tuple[str, list[Term]]]:
    """The words that stand in this report, by kind; kinds without any are left out."""
    claims = [claim for document in report.documents for claim in document.claims]
    bands = sorted({claim.band for claim in claims}, key=list(report.summary.by_band).index)
    elements = dict.fromkeys(sorted({one.element for claim in claims for one in claim.elements}))
    found = glossary(bands, elements, report.summary.by_type)
    return [(kind, terms) for kind, terms in found if terms]
