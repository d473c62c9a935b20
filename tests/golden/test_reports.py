"""Whole documents, read as a user would: the report is the one that is kept beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import claimcheck

Expect = Callable[[Path, str], None]
AS_OF = date(2026, 11, 25)
CASES = {
    "tarnholm-pdf": ("reports/tarnholm-2025.pdf", "investor"),
    "tarnholm-markdown": ("reports/tarnholm-2025.md", "investor"),
    "fell-3-kettle": ("copy/fell-3-kettle.md", "consumer"),
    "corvane-networks": ("press/corvane-networks.txt", "investor"),
}


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, fixtures: Path) -> tuple[str, claimcheck.Report]:
    """A name and the report on its document; paths are those of the checkout."""
    path, audience = CASES[request.param]
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience=audience, as_of=AS_OF))
    report = auditor.audit_bytes((fixtures / path).read_bytes(), path=f"fixtures/{path}")
    # These change with every rule, also when nothing changes for the document.
    report.tool.version = report.tool.rulepack.version = "0"
    report.tool.rulepack.sha256, report.tool.rulepack.rules = "0" * 64, 0
    for document in report.documents:
        document.coverage.rules_run = 0
    return request.param, report


def _brief(value: Any) -> Any:
    """The report without empty fields and without what the rule files hold already."""
    if isinstance(value, list):
        return [_brief(item) for item in value]
    if not isinstance(value, dict):
        return value
    brief = {key: _brief(item) for key, item in value.items() if item not in (None, [], {})}
    if "citations" in brief:
        brief["citations"] = [citation["key"] for citation in brief["citations"]]
        for field in ("why", "remedy", "questions"):
            brief.pop(field, None)
    if "end_column" in brief:
        start, end = (f"{brief.pop(f'{side}line')}:{brief.pop(f'{side}column')}" for side in ("", "end_"))
        brief = {"from": start, "to": end, **brief}
    return brief


def _lines(value: Any, indent: int = 0) -> str:
    """JSON with one line for each thing that fits on a line, so that a difference can be read."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(flat) + indent <= 120:
        return flat
    pad = " " * (indent + 1)
    if isinstance(value, list):
        inner = [pad + _lines(item, indent + 1) for item in value]
        return "[\n" + ",\n".join(inner) + f"\n{' ' * indent}]"
    inner = [f"{pad}{json.dumps(key)}: {_lines(item, indent + 1)}" for key, item in value.items()]
    return "{\n" + ",\n".join(inner) + f"\n{' ' * indent}}}"


def test_the_report_as_data(case: tuple[str, claimcheck.Report], fixtures: Path, expect: Expect) -> None:
    name, report = case
    data = _brief(json.loads(claimcheck.render(report, "json")))
    assert json.loads(_lines(data)) == data
    expect(fixtures / "golden" / f"{name}.json", _lines(data) + "\n")


def test_the_report_as_text(case: tuple[str, claimcheck.Report], fixtures: Path, expect: Expect) -> None:
    name, report = case
    expect(fixtures / "golden" / f"{name}.txt", claimcheck.render(report, "text"))
