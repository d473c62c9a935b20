"""The report as one JSON document, ``claimcheck-report/1``."""

from __future__ import annotations

import re

from claimcheck.model.report import Report
from claimcheck.report.style import Style

# Those below U+0020 are escaped in any JSON.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def render(report: Report, style: Style) -> str:
    """All of the report; ``style`` changes nothing."""
    del style
    return seen(report.model_dump_json(indent=2)) + "\n"


def seen(text: str) -> str:
    """JSON with the characters escaped that steer a terminal or that readers of lines take for the end of one.

    They stand in strings only, and mean the same written as an escape.
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
