"""Whole documents, read as a user would: the report is the one that is kept beside them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

import claimcheck
from claimcheck.model.context import Audience

Expect = Callable[[Path, str], None]
AS_OF = date(2026, 11, 25)
CASES: dict[str, tuple[str, Audience]] = {
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
    for part in report.tool.rulepack.packs:
        part.sha256 = "0" * 64
    for document in report.documents:
        document.coverage.rules_run = 0
    return request.param, report


def test_the_document_is_read_whole(case: tuple[str, claimcheck.Report]) -> None:
    (document,) = case[1].documents
    assert document.status == "complete", document.problems
    assert document.claims


def test_quotes_stand_where_the_report_says(fixtures: Path) -> None:
    for path in (path for path, _ in CASES.values() if not path.endswith(".pdf")):
        source = (fixtures / path).read_text(encoding="utf-8")
        lines = source.splitlines()
        for claim in claimcheck.audit(fixtures / path).documents[0].claims:
            first, place = claim.text.split()[0].strip("“”"), claim.place
            assert first in source[place.start : place.end]
            assert lines[place.line - 1][place.column - 1 :].startswith(source[place.start : place.start + 5])


def test_pdf_and_markdown_of_one_report_say_the_same(fixtures: Path) -> None:
    source = fixtures / "reports" / "tarnholm-2025.md"
    # The comments in the Markdown say where the PDF begins a page.
    pages = list(accumulate("<!-- layout:" in line for line in source.read_text(encoding="utf-8").splitlines()))
    marked, printed = (claimcheck.audit(source.with_suffix(end)).documents[0].claims for end in (".md", ".pdf"))
    expected = sorted((claim.id, claim.score, pages[claim.place.line - 1]) for claim in marked)
    assert sorted((claim.id, claim.score, claim.place.page) for claim in printed) == expected


def _brief(value: Any) -> Any:
    """The report without empty fields and without what the rule files hold already."""
    if isinstance(value, list):
        return [_brief(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "laws" in value:
        # What each law makes of it is told in the words of rule files, too.
        laws = [" ".join(filter(None, (one["jurisdiction"], one["severity"], one["test"]))) for one in value["laws"]]
        value = {**value, "laws": laws}
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
    if not isinstance(value, dict | list) or len(flat) + indent <= 240:
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
