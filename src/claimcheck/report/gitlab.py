"""GitLab code quality: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format."""

from __future__ import annotations

import json

from claimcheck.model.report import Report
from claimcheck.report.finding_text import Item, details, items
from claimcheck.report.json import seen
from claimcheck.report.layout import visible
from claimcheck.report.style import Style

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, style: Style) -> str:
    """A list with an issue for each finding that counts; accepted ones are left out, as the format has no state."""
    as_of = report.context.as_of
    found = [_issue(item, as_of) for item in items(report, style.min_score) if item.counts]
    return seen(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _issue(item: Item, as_of: str) -> dict[str, object]:
    return {
        "description": visible(item.message),
        "check_name": item.name,
        "fingerprint": f"{item.fingerprint}:{item.occurrence}",
        "severity": _SEVERITIES[item.severity],
        "location": {
            "path": item.document.path,
            "lines": {"begin": item.place.line, "end": item.place.end_line},
        },
        "content": {"body": "\n".join(details(item, as_of))},
    }
