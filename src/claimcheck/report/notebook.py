"""What a notebook shows of a report: a small piece of HTML without script, readable on light and on dark ground.

Styles stand at the elements, because notebooks take style sheets out of what they do not trust, and colours are those
of the page around it.
"""

from __future__ import annotations

from claimcheck.model.report import Report
from claimcheck.report.approvals import approval_words
from claimcheck.report.first_page import first_page
from claimcheck.report.html.page import template
from claimcheck.report.layout import shorten, visible
from claimcheck.report.rows import ORDERS, Row, deciding, rows
from claimcheck.report.targets import ADMITS
from claimcheck.report.terms import type_name
from claimcheck.report.words import MEANING, address, all_problems

LIMIT = 20
TEXT = 160
PROBLEMS = 20


def summary(report: Report) -> str:
    """Verdict, what was not read, and up to ``LIMIT`` claims in order; the same report, the same text."""
    listing = rows(report.documents)
    registered = any(one.claim.approval for one in listing)

    def cells(row: Row) -> list[str]:
        claim = row.claim
        where, register = (address(row.document.path, claim.place), [approval_words(claim)] if registered else [])
        text = shorten(visible(claim.text), TEXT)
        return [text, type_name(claim.type), where, deciding(row) or "nothing", *register]

    shown = template("notebook.html.j2").render(
        report=report, page=first_page(report), listing=listing, limit=LIMIT, registered=registered, cells=cells,
        # Notes are in the other formats.
        problems=[one for one in all_problems(report) if one[1].effect != "note"], most_problems=PROBLEMS,
        short=lambda words: shorten(words, TEXT), admits=ADMITS, order=ORDERS["rank"], meaning=MEANING,
    )  # fmt: skip
    return shown.removesuffix("\n")
