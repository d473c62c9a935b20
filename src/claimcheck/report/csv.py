"""Comma-separated values, a row for each finding, for spreadsheets: no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io

from claimcheck.model.report import Report
from claimcheck.report.finding_text import Item, items
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import accepted_words, citation_words, place_words, unread

COLUMNS = (
    "path", "page", "line", "column", "rule", "name", "tier", "severity", "confidence", "jurisdictions", "score",
    "quote", "message", "why", "law", "questions", "remedy", "instead", "against", "sum", "state", "fingerprint",
    "approval", "approval_entry", "approval_owner", "approval_until",
)  # fmt: skip
# Spreadsheets run what begins so: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@")


def render(report: Report, style: Style) -> str:
    """A header and a row for each finding by path, place and rule; also claims below ``style.min_score``.

    An input that was not read whole is a row as well, whose state is how far it was: "unreadable" or "partial".
    """
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in items(report, style.min_score):
        told = _row(item, report.context.as_of)
        writer.writerow([_cell(told.get(column)) for column in COLUMNS])
    for path, problem in unread(report):
        severity = "error" if problem.effect == "unreadable" else "warning"
        told = {
            "path": path, "rule": problem.code, "severity": severity, "message": problem.message,
            "remedy": problem.hint, "state": problem.effect,
        }  # fmt: skip
        writer.writerow([_cell(told.get(column)) for column in COLUMNS])
    return table.getvalue()


def _row(item: Item, as_of: str) -> dict[str, object]:
    """The cells by their columns; those of a claim with too low a score have its place and score."""
    place, finding = item.place, item.finding
    told: dict[str, object] = {
        "path": item.document.path, "page": place.page, "line": place.line, "column": place.column, "rule": item.rule,
        "severity": item.severity, "score": item.score, "message": item.message, "state": "new",
        "fingerprint": item.fingerprint,
    }  # fmt: skip
    if item.claim is not None and (one := item.claim.approval) is not None:
        told |= {"approval": one.state, "approval_entry": one.entry, "approval_owner": one.owner}
        told["approval_until"] = one.valid_until
    if finding is None:
        return told
    against = "; ".join(f"{place_words(one.place)}: {one.quote}" for one in finding.against)
    law = "; ".join(citation_words(finding.citations, as_of))
    return told | {
        "name": finding.name, "tier": finding.tier, "confidence": finding.confidence,
        "jurisdictions": " ".join(finding.jurisdictions), "quote": finding.quote, "why": finding.why, "law": law,
        "questions": " ".join(finding.questions), "remedy": finding.remedy, "instead": finding.rewrite,
        "against": against, "sum": finding.sum, "state": accepted_words(finding) or "new",
        "fingerprint": f"{item.fingerprint}:{item.occurrence}",
    }  # fmt: skip


def _cell(value: object) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = visible(str(value))  # begins with no blank
    return f"'{text}" if text.startswith(_FORMULA) else text
