"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

What GitHub makes of it, and how much it shows of each text:
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from claimcheck.model.claim_out import ApprovalOut, FindingOut, PlaceOut
from claimcheck.model.report import Report
from claimcheck.report.approvals import change_words
from claimcheck.report.finding_text import MIN_SCORE, Item, items
from claimcheck.report.json import seen
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import shorten, visible
from claimcheck.report.markdown_text import escaped
from claimcheck.report.style import Style
from claimcheck.report.terms import LANGUAGE, NOT_JUDGED
from claimcheck.report.words import all_problems, citation_words, hinted_words, place_words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "claimcheck/v1"
ROOT = "%SRCROOT%"  # what relative paths are relative to: the folder that the tool ran in

_DESCRIPTION = 1_000  # GitHub takes 1,024 characters of a description
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_EFFECTS = {"unreadable": "error", "partial": "warning", "note": "note"}
_PRECISION = {"high": "very-high", "medium": "high", "low": "medium"}
_SUPPRESSED = {"suppressed": "inSource", "baseline": "external"}
# In a message "[words](target)" is a link and "{0}" is filled in (3.11.5 and 3.11.6); text of a document is neither.
_LINK = re.compile(r"\](?=\()")
_FILLED = re.compile(r"\{(\d+)\}")


def render(report: Report, style: Style) -> str:
    """One run: rules that fired with their help, results, files with hashes, and what could not be read."""
    found = list(items(report, style.min_score))
    order = {rule: place for place, rule in enumerate(sorted({item.rule for item in found}))}
    first = {item.rule: item for item in reversed(found)}
    as_of = report.context.as_of
    run = {
        "tool": {
            "driver": {
                "name": report.tool.name,
                "version": report.tool.version,
                "semanticVersion": report.tool.version,
                "language": "en",
                "rules": [_rule(first[rule], as_of) for rule in order],
                "properties": {"rulepack": report.tool.rulepack.model_dump()},
            }
        },
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that claimcheck ran in."}}},
        "invocations": [_invocation(report)],
        "artifacts": [
            {"location": _file(one.path), "roles": ["analysisTarget"]}
            | ({"hashes": {"sha-256": one.sha256}} if one.sha256 else {})
            for one in report.documents
        ],
        "results": [_result(item, order[item.rule], as_of) for item in found],
        "properties": {"context": report.context.model_dump()},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return seen(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(item: Item, as_of: str) -> dict[str, Any]:
    finding = item.finding
    if finding is None:
        about = "The score of a claim is below the one that was asked for."
        return {
            "id": MIN_SCORE, "name": MIN_SCORE, "shortDescription": {"text": about}, "fullDescription": {"text": about},
            "help": {"text": about, "markdown": about}, "defaultConfiguration": {"level": "error"},
        }  # fmt: skip
    name = visible(finding.name)
    # Where the law behind the rule can be read: the first of its passages that has an address.
    address = next((one.url for one in finding.citations if one.url), None)
    return {
        "id": finding.rule,
        "name": name,
        "shortDescription": {"text": shorten(name.replace("-", " "), _DESCRIPTION)},
        "fullDescription": {"text": shorten(visible(finding.why), _DESCRIPTION)},
        **({} if address is None else {"helpUri": address}),
        "help": _help(finding, as_of),
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.family, finding.tier], "precision": _PRECISION[finding.confidence]},
    }


def _help(finding: FindingOut, as_of: str) -> dict[str, str]:
    """Why the rule is there, what to do and what asks for it, for readers of text and of Markdown."""
    law = citation_words(finding.citations, as_of)
    text = [visible(finding.why), visible(finding.remedy), *law]
    marked = [
        f"**{escaped(finding.rule)} {escaped(finding.name)}**",
        escaped(finding.why),
        f"**To close the gap:** {escaped(finding.remedy)}",
    ]
    if law:
        marked.append("\n".join(["**Asked for by**", "", *(f"- {escaped(words)}" for words in law)]))
    return {"text": "\n".join(text), "markdown": "\n\n".join(marked)}


def _result(item: Item, rule: int, as_of: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": _message(item.message)},
        "locations": [_location(item.document.path, item.place, item.finding.quote if item.finding else None)],
        # Not under the name that code scanning computes by itself: it would warn of each that differs.
        "partialFingerprints": {FINGERPRINT: f"{item.fingerprint}:{item.occurrence}"},
        # An empty list says that the tool knows suppressions and found none.
        "suppressions": [],
        "baselineState": "new",
        "properties": {"score": item.score},
    }
    if item.claim is not None and item.claim.approval is not None:
        result["properties"]["approval"] = _approval(item.claim.approval)
    finding = item.finding
    if finding is None:
        return result
    result["baselineState"] = "unchanged" if finding.state == "baseline" else "new"
    result["properties"] |= {
        "tier": finding.tier,
        "confidence": finding.confidence,
        "jurisdictions": list(finding.jurisdictions),
        "quote": visible(finding.quote),
        "why": visible(finding.why),
        "law": citation_words(finding.citations, as_of),
        "lawByLaw": law_by_law(finding),
        "questions": [visible(question) for question in finding.questions],
        "remedy": visible(finding.remedy),
        "rewrite": visible(finding.rewrite),
    }
    if finding.against:
        related = [
            _location(item.document.path, one.place, one.quote)
            | {"id": number, "message": {"text": _message(f"against {place_words(one.place)}: {one.quote}")}}
            for number, one in enumerate(finding.against, start=1)
        ]
        result["relatedLocations"] = related
        result["properties"] |= {"sum": visible(finding.sum or ""), "further": finding.further}
        if finding.sum:
            result["message"]["text"] = _message(f"{item.message}: {finding.sum}")
    if finding.state in _SUPPRESSED:
        why = finding.suppression
        reason = {"justification": visible(why.reason)} if why else {}
        result["suppressions"] = [{"kind": _SUPPRESSED[finding.state], "status": "accepted", **reason}]
    return result


def _message(text: str) -> str:
    return _FILLED.sub(r"{{\1}}", _LINK.sub("] ", visible(text)))


def _approval(one: ApprovalOut) -> dict[str, Any]:
    """How the claim stands in the register of approved claims."""
    told = {
        "state": one.state, "entry": one.entry, "owner": one.owner, "validUntil": one.valid_until,
        "wording": one.wording,
    }  # fmt: skip
    known = {key: visible(value) for key, value in told.items() if value is not None}
    return {**known, "differs": [change_words(change) for change in one.changes]}


def _location(path: str, place: PlaceOut, quote_: str | None) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if quote_ is not None:
        region["snippet"] = {"text": visible(quote_)}
    file = path if place.path is None else place.path
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _file(file), "region": region}}
    if place.page is not None:
        location["properties"] = {"page": place.page} | ({"cell": visible(place.cell)} if place.cell else {})
    return location


def _file(path: str) -> dict[str, str]:
    """Where a file is: relative to the folder of the run as it was given, else an address of its own."""
    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": ROOT}


def _invocation(report: Report) -> dict[str, Any]:
    told = []
    for path, one in all_problems(report):
        at = {"locations": [{"physicalLocation": {"artifactLocation": _file(path)}}]} if path else {}
        told.append(_notification(one.code, _EFFECTS[one.effect], hinted_words(one), **at))
    told += [
        _notification("not-judged", "note", NOT_JUDGED, locations=[_location(document.path, one.place, one.text)])
        for document in report.documents
        for one in document.set_aside
        if one.reason == LANGUAGE
    ]
    whole = all(one["level"] == "note" for one in told)
    return {"executionSuccessful": whole, "exitCode": report.exit_code, "toolExecutionNotifications": told}


def _notification(code: str, level: str, words: str, **where: list[dict[str, Any]]) -> dict[str, Any]:
    return {"descriptor": {"id": code}, "level": level, "message": {"text": words}, **where}
