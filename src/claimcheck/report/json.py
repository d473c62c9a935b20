"""The report as one JSON document, ``claimcheck-report/1``, or as lines, one for each document and one for the run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec.json import format as in_lines

from claimcheck.model.report import Report
from claimcheck.report.style import Style

# Those below U+0020 are escaped in any JSON.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")

# Where the claims of a document stand: no text has a line end in JSON, and nothing else is so deep and so called.
_CLAIMS = '\n      "claims": ['
_DEEPER = "\n" + " " * 8


def render(report: Report, style: Style) -> str:
    """All of the report; ``style`` changes nothing."""
    return "".join(parts(report))


def parts(report: Report) -> Iterator[str]:
    """All of the report in parts, one for each claim: at once it may take more memory than the audit has taken."""
    emptied = [document.model_copy(update={"claims": []}) for document in report.documents]
    frame = report.model_copy(update={"documents": emptied}).model_dump_json(indent=2)
    before, *behind = seen(frame).split(_CLAIMS)
    yield before
    for document, after in zip(report.documents, behind, strict=True):
        yield _CLAIMS
        for number, claim in enumerate(document.claims):
            text = in_lines(seen(claim.model_dump_json()), indent=2).replace("\n", _DEEPER)
            yield f"{',' * bool(number)}{_DEEPER}{text}"
        yield f"\n      {after}" if document.claims else after
    yield "\n"


def seen(text: str) -> str:
    """JSON with the characters escaped that steer a terminal or that readers of lines take for the end of one.

    They stand in strings only, and mean the same written as an escape.
    """
    return text if text.isprintable() else _UNSEEN.sub(lambda found: json.dumps(found[0])[1:-1], text)


def render_lines(report: Report, style: Style) -> str:
    """Lines ``{"kind": "document", …}``, then ``{"kind": "summary", …}``; ``style`` changes nothing.

    The last line holds the report without its documents, so no line depends on another one.
    """
    lines = [_json_line("document", document.model_dump()) for document in report.documents]
    lines.append(_json_line("summary", report.model_dump(exclude={"documents"})))
    return "".join(lines)


def _json_line(kind: str, value: dict[str, Any]) -> str:
    return seen(json.dumps({"kind": kind, **value}, ensure_ascii=False, separators=(",", ":"))) + "\n"
