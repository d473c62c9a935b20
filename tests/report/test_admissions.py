"""What a report admits, as readers see it: kind, quote, place, and what was said before; never as mark-up."""

from __future__ import annotations

import json
import re
from contextlib import closing

import pypdfium2
import pytest

import claimcheck
from claimcheck.report.files.board import write
from claimcheck.report.first_page import first_page
from claimcheck.report.notebook import summary

TEXT = "# Climate\n\nWe moved our net-zero target from 2035 to 2040.\n"
THINGS = ("bottle", "kettle", "tray", "box", "lamp", "mill", "sponge", "cup", "plate", "spoon")
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


@pytest.mark.parametrize("how", ["text", "markdown", "html", "board", "notebook"])
def test_the_first_ten_are_told_and_the_rest_is_counted(how: str) -> None:
    text = "".join(f"We moved our net-zero target from 2035 to {2040 + year}.\n\n" for year in range(12))
    report = claimcheck.audit_text(text)
    page = first_page(report)
    assert (len(page.admissions), page.admissions_in_all) == (10, 12)
    assert len(report.documents[0].admissions) == 12
    if how == "board":
        with closing(pypdfium2.PdfDocument(write(report))) as pdf:
            shown = pdf[0].get_textpage().get_text_bounded()
    else:
        shown = summary(report) if how == "notebook" else claimcheck.render(report, how)
    part = shown[shown.index("What the report admits") :]
    told = part.count("Goal postponed")
    assert told == 10 or how == "board"
    assert re.search(rf"10 of 12|{12 - told} more in the full report", part)


@pytest.mark.parametrize("how", ["text", "markdown", "html"])
def test_it_stands_right_behind_what_matters_first(how: str) -> None:
    claims = "".join(f"Our new {thing} is eco-friendly.\n\n" for thing in THINGS)
    text = f"{TEXT}\n{claims}By 2031 we will cut our emissions by 44 %.\n"
    shown = re.sub(r"(?s)<style>.*?</style>|<dl.*?</dl>", "", rendered(text, how))
    first, admits, targets = (
        shown.index(title) for title in ("What matters first", "What the report admits", "Targets")
    )
    assert first < admits < targets


def test_json_has_the_goal_and_what_was_before() -> None:
    (one,) = json.loads(rendered(TEXT, "json"))["documents"][0]["admissions"]
    assert (one["kind"], one["target"]) == ("postponed", {"value": None, "year": 2040})
    assert (one["before"]["quote"], one["before"]["place"]["line"]) == ("2035", 3)


def test_of_several_documents_each_admission_names_its_own() -> None:
    reports = [claimcheck.Auditor().audit_text(TEXT, path=name) for name in ("a.md", "b.md")]
    joined = reports[0].model_copy(update={"documents": [one.documents[0] for one in reports]})
    shown = " ".join(claimcheck.render(joined, "text").split())
    assert shown.count("What the report admits") == 1
    for path in ("a.md", "b.md"):
        assert f"Goal postponed (2040), {path}, line 3: “We moved our net-zero target" in shown
