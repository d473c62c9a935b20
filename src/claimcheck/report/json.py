"""The report as one JSON document, ``claimcheck-report/1``."""

from __future__ import annotations

import json
import re

from claimcheck.model.report import Report
from claimcheck.report.style import Style

# Those below U+0020 are escaped in any JSON.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")


def render(report: Report, style: Style) -> str:
    """All of the report; ``style`` changes nothing."""
    del style
    return seen(report.model_dump_json(indent=2)) + "\n"


def seen(text: str) -> str:
    """JSON with the characters escaped that steer a terminal or that readers of lines take for the end of one.

    They stand in strings only, and mean the same written as an escape.
    """
    return _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)
