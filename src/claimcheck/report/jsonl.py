"""The report as JSON lines: one a document, and a last one with everything that belongs to the run."""

from __future__ import annotations

import json
from typing import Any

from claimcheck.model.report import Report
from claimcheck.report.json import seen
from claimcheck.report.style import Style


def render(report: Report, style: Style) -> str:
    """Lines ``{"kind": "document", …}``, then ``{"kind": "summary", …}``; ``style`` changes nothing.

    The last line holds the report without its documents, so no line depends on another one.
    """
    del style
    lines = [_line("document", document.model_dump()) for document in report.documents]
    lines.append(_line("summary", report.model_dump(exclude={"documents"})))
    return "".join(lines)


def _line(kind: str, value: dict[str, Any]) -> str:
    return seen(json.dumps({"kind": kind, **value}, ensure_ascii=False, separators=(",", ":"))) + "\n"
