"""What forges take: workflow commands of GitHub, an annotation for each finding, and code quality of GitLab.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.report.contradictions import against_lines
from claimcheck.report.finding_text import Item, details, items
from claimcheck.report.json import seen
from claimcheck.report.layout import shorten, visible
from claimcheck.report.style import Style
from claimcheck.report.terms import LANGUAGE, NOT_JUDGED
from claimcheck.report.words import unread

_LEAST = 40  # fewer characters tell no remedy
MOST = 300  # characters of an annotation: a page of a change has room for a few lines of each
_KINDS: Mapping[str, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(report: Report, style: Style) -> str:
    """Commands for findings that count, then for what was not read or not judged; accepted findings have none."""
    found = [item for item in items(report, style.min_score) if item.counts]
    # The platform shows ten of a kind in a step: what weighs most has to come first.
    found.sort(key=lambda item: list(_KINDS).index(item.severity))
    lines = []
    for item in found:
        where = f"{_place(item.document, item.place)},title={_property(item.name)}"
        lines.append(f"::{_KINDS[item.severity]} {where}::{_data(_message(item))}")
    for path, problem in unread(report):
        kind = "error" if problem.effect == "unreadable" else "warning"
        lines.append(f"::{kind} file={_property(path)}::{_data(visible(problem.message))}")
    for document in report.documents:
        lines += [
            f"::notice {_place(document, one.place)},title=not judged::{NOT_JUDGED}"
            for one in document.set_aside
            if one.reason == LANGUAGE
        ]
    return "".join(f"{line}\n" for line in lines)


def _message(item: Item) -> str:
    """What is wrong, and what closes the gap as far as there is room; the rest is in the summary and the command."""
    if item.finding is None:
        return shorten(visible(item.message), MOST)
    more = f"More: claimcheck rule {item.rule}"
    told: list[str] = []
    left = MOST - len(more) - 1
    for text in (item.message, *against_lines(item.finding), item.finding.remedy):
        if told and left <= _LEAST:
            break
        told.append(shorten(visible(text), left - 1))
        left -= len(told[-1]) + 1
    return "\n".join([*told, more])


def _place(document: DocumentOut, place: PlaceOut) -> str:
    where = {
        "file": document.path,
        "line": str(place.line),
        "endLine": str(place.end_line),
        "col": str(place.column),
        "endColumn": str(place.end_column),
    }
    return ",".join(f"{key}={_property(value)}" for key, value in where.items())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def render_gitlab(report: Report, style: Style) -> str:
    """A list with an issue for each finding that counts, and for each input that was not read whole.

    Accepted findings are left out, as the format has no state.
    """
    as_of = report.context.as_of
    found = [_issue(item, as_of) for item in items(report, style.min_score) if item.counts]
    missed = [_unread_issue(*one) for one in unread(report)]
    found += {one["fingerprint"]: one for one in missed}.values()
    return seen(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _issue(item: Item, as_of: str) -> dict[str, object]:
    return {
        "description": visible(item.message),
        "check_name": item.name,
        "fingerprint": f"{item.fingerprint}:{item.occurrence}",
        "severity": _SEVERITIES[item.severity],
        "location": {"path": item.document.path, "lines": {"begin": item.place.line, "end": item.place.end_line}},
        "content": {"body": "\n".join(details(item, as_of))},
    }


def _unread_issue(path: str, problem: ProblemOut) -> dict[str, object]:
    """An issue for what kept an input from being read whole: without it a file that is no PDF would pass for clean."""
    told = json.dumps([path, problem.code, problem.message, problem.place])
    return {
        "description": visible(problem.message),
        "check_name": problem.code,
        "fingerprint": sha256(told.encode()).hexdigest(),
        "severity": "major" if problem.effect == "unreadable" else "minor",
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }
