"""The one question that decides a claim."""

from __future__ import annotations

import re

from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import visible
from claimcheck.report.rows import Row
from claimcheck.report.terms import element_question

USUAL = 0.75
"""What this share of the claims of a document lacks tells none of them from the others."""

_NAMED = re.compile(r"(.*) \(fact: ([^\s()]+)\)")
_MANY = 5  # claims of which a share says something


def deciding(row: Row) -> str:
    """What to ask first, else the strongest finding, "" where nothing is open.

    What brings most is asked first, less by the share of claims, of the document or of public reports, that lack it
    too: what all of them lack decides none.
    """
    missing = row.missing
    if missing:
        gains = {step.element: step.gain for step in row.claim.next_steps}
        shares = _shares(row.document)
        decisive = {name: gains.get(name, 0) * (1 - shares.get(name, 0.0)) for name in missing}
        return element_question(max(missing, key=lambda name: (decisive[name], gains.get(name, 0))))
    return next((visible(one.message) for one in row.open), "")


def _shares(document: DocumentOut) -> dict[str, float]:
    """Of each element the share of claims that lack it."""
    total = document.summary.claims
    own = {name: number / total for name, number in document.summary.asked.items()} if total >= _MANY else {}
    for one in document.lacks:
        own[one.element] = max(own.get(one.element, 0.0), one.usual)
    return own


def fact_of(question: str) -> tuple[str, str]:
    """The name of the fact that answers a question, "" where it has none, and the question without it."""
    found = _NAMED.fullmatch(question)
    return (found[2], found[1]) if found else ("", question)
