"""A report in Markdown always fits a comment: the worst stays, what was cut is counted, and where it is said."""

from __future__ import annotations

import re

import pytest
import sample_report as sample
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.report.formats import render
from claimcheck.report.markdown import MOST_CHARACTERS, Part, Piece, fit
from claimcheck.report.style import Style


def _document(number: int, claims: int, text: str = "", path: str = "") -> DocumentOut:
    made = []
    for one in range(claims):
        claim = sample.generic_claim(text or f"Our bottle number {one} is eco-friendly.")
        claim.score = one % 101
        made.append(claim)
    return sample.document(made, path=path or f"copy/text {number}.md")


def _long() -> Report:
    return sample.report([_document(0, 2_000)])


def _many_files() -> Report:
    return sample.report([_document(number, 1) for number in range(900)])


def _long_quotes() -> Report:
    text = "We are |@green [x](y) & <eco>-friendly " * 400
    document = _document(0, 20, text, "a/" * 2_000 + "b.md")
    for claim in document.claims:
        for finding in claim.findings:
            finding.quote = finding.why = finding.remedy = finding.message = text
    return sample.report([document])


def _many_contradictions() -> Report:
    document = _document(0, 3)
    document.findings = [sample.contradiction() for _ in range(400)]
    for finding in document.findings:
        finding.quote = "cut by 44 % " * 100
    return sample.report([document])


def _many_problems() -> Report:
    problems = [
        ProblemOut(code="x", message=f"page {one} is empty " * 9, effect="note", place=None, hint="read it")
        for one in range(2_000)
    ]
    problems.append(ProblemOut(code="y", message="is damaged", effect="unreadable", place="z.pdf", hint=None))
    return sample.report([_document(0, 3)], problems)


REPORTS = {one.__name__[1:]: one for one in (_long, _many_files, _long_quotes, _many_contradictions, _many_problems)}


@pytest.mark.parametrize("name", REPORTS)
def test_it_fits_and_says_what_was_cut(name: str) -> None:
    shown = render(REPORTS[name](), "markdown")
    assert MOST_CHARACTERS * 0.5 < len(shown) <= MOST_CHARACTERS
    (told,) = re.findall(r"_Shortened to fit a comment: (.+)\._ `--output html:FILE`", shown)
    for number, total in re.findall(r"([\d,]+) of ([\d,]+) ", told):
        assert int(number.replace(",", "")) < int(total.replace(",", ""))
    assert "A score says how well a claim can be checked" in shown, "the end is there"


def test_what_is_counted_is_what_is_shown() -> None:
    shown = render(_long(), "markdown")
    table = len(re.findall(r"^\| \d+ \| Our bottle", shown, re.MULTILINE))
    full = len(re.findall(r"^### \d+ of 100", shown, re.MULTILINE))
    assert f"{full:,} of 2,000 claims in full, {table:,} of 2,000 claims in the table" in shown
    assert f"## Claims, what to deal with first, showing {table:,} of 2,000" in shown
    assert 20 < full < table


def test_the_worst_is_never_cut() -> None:
    shown = render(_long(), "markdown")
    scores = [int(one) for one in re.findall(r"^### (\d+) of 100", shown, re.MULTILINE)]
    assert scores == sorted(scores)
    assert scores[0] == 0
    assert "**unreadable** z.pdf: is damaged" in render(_many_problems(), "markdown")
    assert re.search(r"^### 0 of 100", render(_long_quotes(), "markdown"), re.MULTILINE)


def test_a_short_report_is_whole_and_says_nothing_of_cuts() -> None:
    shown = render(sample.report(), "markdown")
    assert "Shortened" not in shown
    assert len(re.findall(r"^### ", shown, re.MULTILINE)) == 3


def test_a_passage_that_is_cut_says_how_much_is_missing() -> None:
    text = "Our bottles are green. " * 100
    report = sample.report([sample.document([sample.generic_claim(text)])])
    kept = text[:1_200].rstrip()
    assert f"> {kept} … ({len(text.strip()) - len(kept):,} more characters)" in render(report, "markdown")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 25), st.integers(1, 25), st.text(max_size=300), st.sampled_from([None, 1, 5]))
def test_it_always_fits(claims: int, files: int, text: str, limit: int | None) -> None:
    report = sample.report([_document(number, claims, text * 9) for number in range(files)])
    assert len(render(report, "markdown", Style(limit=limit))) <= MOST_CHARACTERS


def test_room_that_one_part_leaves_goes_to_the_others_in_turn() -> None:
    small = Part("a", [Piece("", "x")], 100)
    first = Part("b", [Piece("", "y" * 6, weight=-number) for number in range(20)], 50)
    second = Part("c", [Piece("", "z" * 6)] * 20, 50)
    fit([small, first, second], 200)
    assert (len(small.shown), len(first.shown), len(second.shown)) == (1, 14, 5)
    assert small.spent + first.spent + second.spent <= 200
    assert sorted(first.shown) == list(range(6, 20)), "the least weight was taken first"
