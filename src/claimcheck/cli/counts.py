"""``--statistics``: how often each rule fires in the files of a run."""

from __future__ import annotations

import json
from collections import Counter

from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.report.words import document_findings

_HEADS = ("findings", "new", "rule", "name")


def counts_by_rule(report: Report, format_: str) -> str:
    """The rules that fire, most often first, as a table or as JSON. Raises ``UsageError`` for another format."""
    if format_ not in ("text", "json"):
        raise UsageError(
            f"--statistics has no format {format_!r}",
            code="conflict",
            hint="take text or json, and write the report to a file with --output FORMAT:FILE",
        )
    findings = [one for document in report.documents for one in document_findings(document)]
    new = Counter(one.rule for one in findings if one.state == "new")
    rows = [
        (number, new[rule], rule, name)
        for (rule, name), number in sorted(
            Counter((one.rule, one.name) for one in findings).items(), key=lambda row: (-row[1], row[0])
        )
    ]
    if format_ == "json":
        return json.dumps([dict(zip(_HEADS, row, strict=True)) for row in rows], indent=2) + "\n"
    if not rows:
        return "No findings.\n"
    from tabulate import tabulate

    return tabulate(rows, _HEADS, tablefmt="simple") + "\n"
