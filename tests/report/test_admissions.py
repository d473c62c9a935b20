"""What a report admits, as readers see it: kind, quote, place, and what was said before; never as mark-up."""

from __future__ import annotations

import json

import pytest

import claimcheck

TEXT = "# Climate\n\nWe moved our net-zero target from 2035 to 2040.\n"
HOSTILE = "We missed our <b>water</b> target | for [2024](https://example.org/) \u202e.\n"


def rendered(text: str, how: str) -> str:
    return claimcheck.render(claimcheck.audit_text(text), how)


@pytest.mark.parametrize("how", ["text", "markdown", "html"])
def test_kind_quote_place_and_what_was_said_before(how: str) -> None:
    shown = " ".join(rendered(TEXT, how).replace("&#34;", '"').split())
    assert "What the report admits" in shown
    assert "Goal postponed (2040)" in shown
    assert "We moved our net-zero target from 2035 to 2040." in shown
    assert 'before: "2035" (line 3)' in shown


@pytest.mark.parametrize("how", ["text", "markdown", "html"])
def test_no_section_where_nothing_is_admitted(how: str) -> None:
    assert "What the report admits" not in rendered("Our emissions fell by 12% against 2019.", how)


def test_what_was_read_is_shown_and_means_nothing() -> None:
    report = claimcheck.audit_text(HOSTILE, format="text")
    assert report.documents[0].admissions
    assert "<b>water</b>" not in claimcheck.render(report, "html")
    assert "[2024](" not in claimcheck.render(report, "markdown")
    assert "\u202e" not in claimcheck.render(report, "text")


def test_json_has_the_goal_and_what_was_before() -> None:
    (one,) = json.loads(rendered(TEXT, "json"))["documents"][0]["admissions"]
    assert (one["kind"], one["target"]) == ("postponed", {"value": None, "year": 2040})
    assert (one["before"]["quote"], one["before"]["place"]["line"]) == ("2035", 3)


def test_a_section_for_each_of_several_documents() -> None:
    reports = [claimcheck.Auditor().audit_text(TEXT, path=name) for name in ("a.md", "b.md")]
    joined = reports[0].model_copy(update={"documents": [one.documents[0] for one in reports]})
    shown = claimcheck.render(joined, "text")
    assert "What the report admits, in a.md" in shown
    assert "What the report admits, in b.md" in shown
