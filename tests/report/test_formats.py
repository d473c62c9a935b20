"""The formats for programs and for files, and the table that names them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pyromark
import pytest
import sample_report as sample
from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.report.filters import at_least
from claimcheck.report.formats import FORMATS, render
from claimcheck.report.layout import visible
from claimcheck.report.markdown_text import escaped
from claimcheck.report.style import Style

GOLDEN = Path(__file__).parent / "golden"
CONCISE = re.compile(r"^[^:]+(:p\d+)?:\d+:\d+: ([A-Z]{3}-\d{3}|min-score) (error|warning|info) \S.*$")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_an_empty_and_a_full_report(name: str) -> None:
    full, empty = render(sample.report(), name), render(sample.report([]), name)
    assert full.endswith("\n")
    assert empty.endswith("\n") or (name in ("concise", "github") and empty == "")
    assert render(sample.report(), name) == full


def test_an_unknown_format_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="no output format 'jsn'") as caught:
        render(sample.report(), "jsn")
    assert caught.value.code == "unknown-format"
    assert caught.value.hint == f"did you mean json? formats are {', '.join(FORMATS)}"


def test_concise_lines_and_their_order() -> None:
    lines = render(sample.report(), "concise").splitlines()
    assert all(CONCISE.match(line) for line in lines)
    rules = [line.split(": ")[1].split()[0] for line in lines]
    assert rules == ["CON-004", "GEN-001", "STY-003", "TGT-004", "CON-011"]
    assert lines[1].startswith("fixtures/northbeck.pdf:p3:12:5: GEN-001 error “eco-friendly” stands")


def test_concise_has_no_page_where_the_format_has_none() -> None:
    claim = sample.generic_claim(page=None)
    lines = render(sample.report([sample.document([claim], path="draft.md")]), "concise").splitlines()
    assert "draft.md:12:5: GEN-001 error" in lines[1]


def test_concise_names_low_scores() -> None:
    lines = render(sample.report(), "concise", Style(min_score=48)).splitlines()
    low = [line for line in lines if "min-score" in line]
    message = "score 15 is below 48: Our eco-friendly bottles are kind to the planet."
    assert low == [f"fixtures/northbeck.pdf:p3:12:5: min-score error {message}"]
    assert all(CONCISE.match(line) for line in lines)


def test_concise_is_one_line_a_finding_whatever_it_holds() -> None:
    claim = sample.generic_claim()
    claim.findings[0].message = "two\nlines\x1b[31m"
    lines = render(sample.report([sample.document([claim], path="a\nb.md")]), "concise").splitlines()
    assert len(lines) == 4
    assert r"two lines\x1b[31m" in lines[2]
    assert lines[2].startswith("a b.md:p3:")


def test_json_is_the_whole_report() -> None:
    shown = render(sample.report(), "json", Style(limit=1, min_score=90))
    assert Report.model_validate_json(shown) == sample.report()
    assert next(iter(json.loads(shown))) == "schema"
    assert json.loads(shown)["schema"] == "claimcheck-report/1"
    assert shown.startswith('{\n  "schema"')


def test_json_lines_hold_the_same_as_json() -> None:
    whole = json.loads(render(sample.report(), "json"))
    *documents, last = [json.loads(line) for line in render(sample.report(), "jsonl").splitlines()]
    assert [line.pop("kind") for line in documents] == ["document"]
    assert last.pop("kind") == "summary"
    assert {**last, "documents": documents} == whole


def test_json_lines_keep_line_separators_inside_strings() -> None:
    claim = sample.generic_claim("one\u2028two\nthree\x85four")
    shown = render(sample.report([sample.document([claim])]), "jsonl")
    assert len(shown.rstrip("\n").split("\n")) == 2
    assert json.loads(shown.split("\n")[0])["claims"][0]["text"] == "one\u2028two\nthree\x85four"


def test_markdown_golden(expect: Callable[[Path, str], None]) -> None:
    expect(GOLDEN / "report.md", render(sample.report(), "markdown"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <b> & |", "a &lt;b&gt; &amp; &#124;"),
        ("*_`[]~$#", "\\*\\_\\`\\[\\]\\~\\$\\#"),
        ("- a - b", "\\- a - b"),
        ("12. July", "12\\. July"),
        ("see https://a.example, www.a.example", "see https&#58;//a.example, www&#46;a.example"),
        ("@team #1 !2 :smile:", "@&#8288;team \\#&#8288;1 !&#8288;2 :&#8288;smile:"),
    ],
)
def test_markdown_is_escaped_letter_by_letter(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_markdown_limit_is_announced() -> None:
    shown = render(sample.report(), "markdown", Style(limit=1))
    assert "## Claims, what to deal with first, showing 1 of 3" in shown
    assert "92 of 100" not in shown


def test_markdown_shows_a_hostile_quote_letter_by_letter() -> None:
    hostile = "| `x` <img src=a onerror=b> [a](http://b.c) **bold** <!-- c --> $1$ "
    hostile += "https://d.e www.f.g @team #12 &amp; GH-7 !9 :tada:"
    shown = render(sample.report([sample.document([sample.generic_claim(hostile) for _ in range(10)])]), "markdown")
    html = pyromark.html(shown, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM)
    assert "<img" not in html
    assert "<a " not in html
    assert "<code>" not in html
    for called in ("@team", "#12", "GH-7", "!9", ":tada:"):
        assert called not in html, "nobody and nothing is called"
    assert "https://" not in shown
    assert "www.f" not in shown
    for start, columns in (("| 1 |", 6), ("| 15 |", 5)):
        row = next(line for line in shown.splitlines() if line.startswith(start))
        assert len(re.findall(r"(?<!\\)\|", row)) == columns + 1


def plain_text(html: str) -> str:
    import html as entities

    return entities.unescape(re.sub(r"</?[a-z0-9]+[^>]*>", "", html)).replace("\u2060", "").strip()


@given(st.text(alphabet=st.one_of(st.sampled_from("\\`*_[]()<>#|~$&-+=.!1a: @{}^"), st.characters()), max_size=60))
def test_escaped_text_means_nothing_in_markdown(text: str) -> None:
    html = pyromark.html(f"- {escaped(text)} x", options=pyromark.Options.ENABLE_STRIKETHROUGH)
    assert html.count("<") == 4, html
    assert " ".join(plain_text(html).split()) == " ".join(f"{visible(text)} x".split())


def test_findings_below_a_severity_go_before_anything_is_counted() -> None:
    document = sample.document()
    less = at_least(document, "warning")
    assert [finding.rule for claim in less.claims for finding in claim.findings] == ["GEN-001", "TGT-004"]
    assert [finding.rule for finding in less.findings] == ["CON-011"]
    assert less.summary.by_tier == {"ban": 1, "gap": 2}
    assert less.summary.claims == 3
    assert document.summary.by_tier["style"] == 1, "the document itself stays as it was"
    assert at_least(document, None) is document
    assert at_least(document, "info") is document


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_json_holds_nothing_that_steers_a_terminal_or_ends_a_line(format_: str) -> None:
    text = "Our eco-friendly \x9b31m\u202e\u2066 bottle\x85 is\u2028 tall. " + "It stands on a shelf. " * 20
    report = claimcheck.audit_text(text)
    shown = render(report, format_, Style())
    assert not set(shown) & set("\x9b\u202e\u2066\x85\u2028")
    whole = json.loads(shown) if format_ == "json" else None
    documents = whole["documents"] if whole else [json.loads(line) for line in shown.splitlines()]
    (quote,) = {finding["quote"] for claim in documents[0]["claims"] for finding in claim["findings"]}
    assert quote == "Our eco-friendly \x9b31m\u202e\u2066 bottle", "escaped, and not lost"
    assert documents[0]["claims"][0]["text"] == report.documents[0].claims[0].text
    assert "\x9b" in documents[0]["claims"][0]["text"]
