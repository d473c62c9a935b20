"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from claimcheck.model.report import ApprovalOut, DocumentOut, PlaceOut, ProblemOut, Report
from claimcheck.report.approvals import change_words
from claimcheck.report.finding_text import MIN_SCORE, Item, items
from claimcheck.report.json import seen
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import citation_words, place_words

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "claimcheck/v1"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_EFFECTS = {"unreadable": "error", "partial": "warning", "note": "note"}
_SUPPRESSED = {"suppressed": "inSource", "baseline": "external"}


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
                "semanticVersion": report.tool.version,
                "rules": [_rule(first[rule], as_of) for rule in order],
                "properties": {"rulepack": report.tool.rulepack.model_dump(mode="json")},
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [_artifact(document) for document in report.documents],
        "results": [_result(item, order[item.rule], as_of) for item in found],
        "properties": {"context": report.context.model_dump(mode="json")},
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return seen(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _rule(item: Item, as_of: str) -> dict[str, Any]:
    finding = item.finding
    if finding is None:
        about = "The score of a claim is below the one that was asked for."
        return {
            "id": MIN_SCORE,
            "name": MIN_SCORE,
            "shortDescription": {"text": about},
            "help": {"text": about},
        }
    law = citation_words(finding.citations, as_of)
    text = "\n".join([visible(finding.remedy), *law])
    return {
        "id": finding.rule,
        "name": visible(finding.name),
        "shortDescription": {"text": visible(finding.name).replace("-", " ")},
        "fullDescription": {"text": visible(finding.why)},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
        "properties": {"tags": [finding.family, finding.tier], "precision": _precision(finding.confidence)},
    }


def _precision(confidence: str) -> str:
    return {"high": "very-high", "medium": "high"}.get(confidence, "medium")


def _result(item: Item, rule: int, as_of: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": visible(item.message)},
        "locations": [
            _location(item.document.path, item.place, item.finding.quote if item.finding else None)
        ],
        "partialFingerprints": {FINGERPRINT: f"{item.fingerprint}:{item.occurrence}"},
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
        "questions": [visible(question) for question in finding.questions],
        "remedy": visible(finding.remedy),
        "rewrite": visible(finding.rewrite),
    }
    if finding.against:
        related = [
            _location(item.document.path, one.place, one.quote)
            | {"id": number, "message": {"text": f"against {place_words(one.place)}: {visible(one.quote)}"}}
            for number, one in enumerate(finding.against, start=1)
        ]
        result["relatedLocations"] = related
        result["properties"] |= {"sum": visible(finding.sum or ""), "further": finding.further}
        result["message"]["text"] += f": {visible(finding.sum or '')}"
    # An empty list says that the tool knows suppressions and found none.
    result["suppressions"] = list(_suppressions(finding.state, finding.suppression))
    return result


def _approval(one: ApprovalOut) -> dict[str, Any]:
    """How the claim stands in the register of approved claims."""
    told = {
        "state": one.state,
        "entry": one.entry,
        "owner": one.owner,
        "validUntil": one.valid_until,
        "wording": one.wording,
    }
    return {key: visible(value) for key, value in told.items() if value is not None} | {
        "differs": [change_words(change) for change in one.changes]
    }


def _suppressions(state: str, why: Any) -> Iterator[dict[str, Any]]:
    if state in _SUPPRESSED:
        reason = {"justification": visible(why.reason)} if why else {}
        yield {"kind": _SUPPRESSED[state], "status": "accepted", **reason}


def _location(path: str, place: PlaceOut, quote_: str | None) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if quote_ is not None:
        region["snippet"] = {"text": visible(quote_)}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}
    }
    if place.page is not None:
        location["properties"] = {"page": place.page}
    return location


def _artifact(document: DocumentOut) -> dict[str, Any]:
    hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
    return {"location": {"uri": _uri(document.path)}, **hashes}


def _uri(path: str) -> str:
    """A path as a URI reference: relative as it was given, a slash in front where it is absolute."""
    prefix = "file://" if path.startswith("/") else ""
    return prefix + quote(path.encode("utf-8", "surrogateescape"), safe="/")


def _invocation(report: Report) -> dict[str, Any]:
    told = [_notification(None, problem) for problem in report.problems]
    told += [
        _notification(document.path, problem)
        for document in report.documents
        for problem in document.problems
    ]
    whole = all(one["level"] == "note" for one in told)
    return {
        "executionSuccessful": whole,
        "exitCode": report.exit_code,
        "toolExecutionNotifications": told,
    }


def _notification(path: str | None, problem: ProblemOut) -> dict[str, Any]:
    hint = f" ({visible(problem.hint)})" if problem.hint else ""
    place = f"{visible(problem.place)}: " if problem.place else ""
    notification: dict[str, Any] = {
        "descriptor": {"id": problem.code},
        "level": _EFFECTS[problem.effect],
        "message": {"text": f"{place}{visible(problem.message)}{hint}"},
    }
    if path is not None:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}]
    return notification
