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
        writer.writerow([_cell(value) for value in _row(item, report.context.as_of)])
    for path, problem in unread(report):
        severity = "error" if problem.effect == "unreadable" else "warning"
        told = {
            "path": path, "rule": problem.code, "severity": severity, "message": problem.message,
            "remedy": problem.hint, "state": problem.effect,
        }  # fmt: skip
        writer.writerow([_cell(told.get(column)) for column in COLUMNS])
    return table.getvalue()


def _row(item: Item, as_of: str) -> list[object]:
    place, finding = item.place, item.finding
    head: list[object] = [item.document.path, place.page, place.line, place.column, item.rule]
    if finding is None:
        cells = [
            "",
            "",
            item.severity,
            "",
            "",
            item.score,
            "",
            item.message,
            *[""] * 7,
            "new",
            item.fingerprint,
        ]
        return [*head, *cells, *_approval(item)]
    against = "; ".join(f"{place_words(one.place)}: {one.quote}" for one in finding.against)
    law = "; ".join(citation_words(finding.citations, as_of))
    return [
        *head, finding.name, finding.tier, item.severity, finding.confidence, " ".join(finding.jurisdictions),
        item.score, finding.quote, finding.message, finding.why, law, " ".join(finding.questions), finding.remedy,
        finding.rewrite, against, finding.sum, accepted_words(finding) or "new",
        f"{item.fingerprint}:{item.occurrence}", *_approval(item),
    ]  # fmt: skip


def _approval(item: Item) -> list[object]:
    """How the claim stands in the register of approved claims, where there is one."""
    one = item.claim.approval if item.claim else None
    return [""] * 4 if one is None else [one.state, one.entry, one.owner, one.valid_until]


def _cell(value: object) -> str:
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = visible(str(value))  # begins with no blank
    return f"'{text}" if text.startswith(_FORMULA) else text
