"""The report as one JSON document, ``claimcheck-report/1``."""

from __future__ import annotations

from claimcheck.model.report import Report
from claimcheck.report.style import Style


def render(report: Report, style: Style) -> str:
    """All of the report; ``style`` changes nothing."""
    del style
    return report.model_dump_json(indent=2) + "\n"
