"""Passages that disagree: every format has both of them, their places and the sum; and which claim has what."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
import sample_report as sample

from claimcheck.model.report import Report
from claimcheck.report.build import fingerprint
from claimcheck.report.formats import FORMATS, render
from claimcheck.report.style import Style

HERE = "Our mills will cut CO2 emissions by 44 % by 2031 against 2019."
THERE = "CO2 emissions of the mills | target 2031 | cut by 45 %"
SUM = "44 % and 45 % are 1 percentage point apart; rounding explains 1.0 percentage points"


def plain(text: str) -> str:
    """Text without the escapes of the formats, on one line."""
    for mark, sign in (("&#124;", "|"), ("%25", "%"), ("\\", ""), ("“", '"'), ("”", '"')):
        text = text.replace(mark, sign)
    return " ".join(text.split())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_has_both_quotes_both_places_and_the_sum(name: str) -> None:
    shown = plain(render(sample.report(), name, Style(width=2_000)))
    # An annotation of GitHub stands at the passage itself.
    assert HERE in shown or name == "github"
    assert THERE in shown
    assert SUM in shown
    if name in ("json", "jsonl"):
        return
    there = '"startLine": 7' if name == "sarif" else "page 14, line 7"
    here = {"sarif": '"startLine": 40', "github": "line=40", "gitlab": '"begin": 40', "csv": ",9,40,"}
    assert there in shown
    assert here.get(name, "p9:40:5" if name == "concise" else "page 9, line 40") in shown


@pytest.mark.parametrize("name", ["text", "markdown", "concise", "github", "gitlab", "junit"])
def test_places_that_are_not_quoted_are_counted(name: str) -> None:
    assert "2 further places disagree" in plain(render(sample.report(), name, Style(width=200)))


def test_json_has_them_as_values() -> None:
    (found,) = [
        one
        for one in json.loads(render(sample.report(), "json"))["documents"][0]["findings"]
        if one["rule"] == "CON-011"
    ]
    assert (found["quote"], found["sum"], found["further"]) == (HERE, SUM, 2)
    assert [(one["quote"], one["place"]["page"]) for one in found["against"]] == [(THERE, 14)]


def test_a_rule_that_holds_nothing_against_a_claim_has_none_of_it() -> None:
    values = json.loads(render(sample.report(), "json"))["documents"][0]["claims"][1]["findings"][0]
    assert (values["against"], values["sum"], values["further"]) == ([], None, 0)


def results() -> dict[str, Any]:
    run = json.loads(render(sample.report(), "sarif"))["runs"][0]
    return {one["ruleId"]: one for one in run["results"]}


def test_sarif_relates_the_other_place() -> None:
    (related,) = results()["CON-011"]["relatedLocations"]
    assert related["physicalLocation"]["region"]["snippet"]["text"] == THERE
    assert related["id"] == 1
    assert THERE in related["message"]["text"]
    assert results()["CON-011"]["properties"]["sum"] == SUM
    assert "relatedLocations" not in results()["CON-004"]


def test_csv_has_columns_for_them() -> None:
    rows = list(csv.DictReader(io.StringIO(render(sample.report(), "csv"))))
    (row,) = [one for one in rows if one["rule"] == "CON-011"]
    assert row["against"] == f"page 14, line 7: {THERE}"
    assert row["sum"] == SUM
    assert all(one["against"] == one["sum"] == "" for one in rows if one["rule"] != "CON-011")


def test_junit_tells_them_in_the_case_of_the_document() -> None:
    root = Xml.fromstring(render(sample.report(), "junit"))
    (failure,) = [one for one in root.iter("failure") if one.get("type") == "CON-011"]
    assert f"against: page 14, line 7: {THERE}" in str(failure.text)
    assert f"sum: {SUM}" in str(failure.text)


def test_passages_stand_side_by_side_and_below_each_other_where_it_is_narrow() -> None:
    wide = render(sample.report(), "text", Style(width=120)).splitlines()
    assert any("page 9, line 40" in line and "page 14, line 7" in line for line in wide)
    narrow = render(sample.report(), "text", Style(width=50)).splitlines()
    assert not any("page 9, line 40" in line and "page 14, line 7" in line for line in narrow)
    assert all(len(line) <= 50 for line in narrow)


def many(number: int) -> Report:
    document = sample.document()
    document.findings = [sample.contradiction() for _ in range(number)]
    return sample.report([document])


def test_what_is_cut_is_said() -> None:
    assert "Contradictions: showing 20 of 25" in render(many(25), "text")
    assert "showing 3 of 25" in render(many(25), "markdown", Style(limit=3))
    assert "Contradictions\n" in render(many(25), "text", Style(limit=0))
    assert render(many(25), "text", Style(limit=0)).count("the table 45 % for 2031") == 25


def test_a_total_of_many_parts_shows_the_first_and_counts_the_others() -> None:
    report = many(1)
    (found,) = report.documents[0].findings
    found.against = [*found.against * 7]
    shown = render(report, "text", Style(width=120))
    assert "and 4 further passages" in shown


def test_the_matrix_has_a_mark_for_each_state() -> None:
    shown = render(sample.report(), "text", Style(width=120)).split("Evidence by claim")[1].split("Gaps")[0]
    assert "48    ● !   ○         –" in shown
    assert "who checked it" in " ".join(shown.split())
    plain_text = render(sample.report(), "text", Style(width=120, unicode=False))
    assert "48    + !   o         -" in plain_text


def test_the_matrix_says_what_is_cut_and_is_left_out_for_one_claim() -> None:
    shown = render(sample.report(), "text", Style(limit=2))
    assert "Evidence by claim: showing 2 of 3 claims" in shown
    assert "Evidence by claim, showing 2 of 3 claims" in render(sample.report(), "markdown", Style(limit=2))
    alone = sample.report([sample.document([sample.generic_claim()])])
    assert "Evidence by claim" not in render(alone, "text")
    assert "Evidence by claim" not in render(alone, "markdown")


def test_the_matrix_names_the_document_where_there_are_several() -> None:
    two = sample.report([sample.document(), sample.document(path="other.md")])
    assert "line 40, other.md" in render(two, "text", Style(width=120))


def test_a_contradiction_is_known_by_its_passages_whichever_stands_first() -> None:
    assert fingerprint("CON-001", HERE, THERE) == fingerprint("CON-001", THERE, HERE)
    assert fingerprint("CON-001", HERE, THERE) != fingerprint("CON-002", HERE, THERE)
    assert fingerprint("CON-001", HERE, THERE) != fingerprint("CON-001", HERE)
