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


def _brief(report: dict[str, Any]) -> dict[str, Any]:
    """The report without what the rule files hold already: law, explanations and remedies of findings."""
    for document in report["documents"]:
        for holder in [document, *document["claims"]]:
            for finding in holder["findings"]:
                finding["citations"] = [citation["key"] for citation in finding["citations"]]
                for field in ("why", "remedy", "place", "questions"):
                    del finding[field]
    return report


def test_the_report_as_data(case: tuple[str, claimcheck.Report], fixtures: Path, expect: Expect) -> None:
    name, report = case
    data = _brief(json.loads(claimcheck.render(report, "json")))
    expect(fixtures / "golden" / f"{name}.json", json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def test_the_report_as_text(case: tuple[str, claimcheck.Report], fixtures: Path, expect: Expect) -> None:
    name, report = case
    expect(fixtures / "golden" / f"{name}.txt", claimcheck.render(report, "text"))
