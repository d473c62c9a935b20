"""The text report: what a busy reader sees first, in which order, and how wide."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_report as sample

import claimcheck
from claimcheck.model.report import ProblemOut, Report
from claimcheck.report.formats import render
from claimcheck.report.layout import width_of
from claimcheck.report.style import Style
from claimcheck.report.words import points_words

GOLDEN = Path(__file__).parent / "golden"
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def text(report: Report | None = None, **style: object) -> str:
    return render(report or sample.report(), "text", Style(**style))  # type: ignore[arg-type]


def block(shown: str, score: int) -> str:
    """The lines of the claim with a score."""
    blocks = shown.split("\n\n")
    return next(part for part in blocks if re.search(rf"^[█░]+ +{score} of 100", part))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_golden(width: int, expect: Callable[[Path, str], None]) -> None:
    expect(GOLDEN / f"text-{width}.txt", text(width=width))


@pytest.mark.parametrize("width", [40, 57, 80, 120, 160])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, unicode: bool) -> None:
    long = sample.generic_claim("Our " + "very " * 60 + "eco-friendly bottle " + "x" * 300 + " 漢字" * 80)
    shown = text(sample.report([sample.document([long, sample.target_claim()])]), width=width, unicode=unicode)
    assert max(width_of(line) for line in shown.splitlines()) <= width


def test_the_verdict_comes_first() -> None:
    head = " ".join(text().split("Claims, what to deal with first")[0].split())
    for words in (
        "Northbeck 2024",
        "fixtures/northbeck.pdf · pdf · en · 23 of 24 pages read",
        "Judged in part only: 1 of 24 pages unread.",
        "Of the 3 claims: 1 checkable, 1 checkable in part, 1 not checkable.",
        "1 passage contradicts another one.",
        "To be answered first: What exactly is measured?",
        "Median score 48 of 100; 1 below 40.",
        "5 findings: 1 error, 2 warnings, 2 infos.",
        "1 passage about these topics that was not read as a claim of the company: 1 statement that something is",
    ):
        assert words in head
    assert head.index("Judged in part") < head.index("Of the 3 claims") < head.index("Problems")
    assert "page 7: a picture and no text" in head
    assert "hint: run text recognition" in head


def test_claims_go_from_worst_to_best() -> None:
    scores = [int(score) for score in re.findall(r"^[█░]+ +(\d+) of 100", text(), re.MULTILINE)]
    assert scores == [15, 48, 92]


def test_a_claim_shows_missing_found_law_and_next_steps() -> None:
    claim = block(text(), 15)
    lines = [line.strip() for line in claim.splitlines()]
    assert re.search(r"15 of 100 not checkable +page 3, line 12$", lines[0])
    assert lines[1] == "“Our eco-friendly bottles are kind to the planet.”"
    assert "general environmental benefit · product · in a heading" in lines
    assert "missing what is measured, figure, what the word means, where to look it up" in " ".join(claim.split())
    assert "found     what it is about “bottles” (same sentence)" in lines
    assert (
        "GEN-001 unqualified-generic-claim (wording ruled out as it stands, eu, uk; page 3, line 12, column 5)"
        in " ".join(lines)
    )
    assert "do next    +31  Say which attribute of the product is meant" in lines
    assert "+8  1 further step" in lines


def test_findings_of_one_span_stand_under_the_highest_tier() -> None:
    claim = block(text(), 15)
    assert claim.index("GEN-001") < claim.index("STY-003")
    # The lower finding has one line with its message and no law of its own.
    assert "info      STY-003 planet-person: Message of planet-person" in claim


def test_law_that_is_not_in_force_has_its_date() -> None:
    claim = block(text(), 15)
    assert "eu: Directive (EU) 2024/825, Annex, point 4a (from 2026-09-27)" in claim
    assert "CMA Green Claims Code, principle (b) (secondary source)\n" in claim
    later = sample.report()
    later.context.as_of = "2026-09-27"
    assert "from 2026-09-27" not in text(later)


def test_locators_of_one_instrument_share_a_line() -> None:
    claim = sample.generic_claim()
    other = claim.findings[1].citations[0].model_copy(update={"locator": "Article 2(p)"})
    claim.findings[1].citations.insert(1, other)
    shown = " ".join(text(sample.report([sample.document([claim])])).split())
    assert "eu: Directive (EU) 2024/825, Annex, point 4a; Article 2(p) (from 2026-09-27) uk: CMA" in shown


def test_long_lists_of_law_are_cut_with_a_word() -> None:
    claim = sample.generic_claim()
    cited = claim.findings[1].citations
    cited[1:1] = [cited[0].model_copy(update={"instrument": f"Directive {number}"}) for number in range(3)]
    shown = text(sample.report([sample.document([claim])]))
    assert [name for name in ("2024/825", "Directive 0", "CMA", "Directive 1") if name in shown] == [
        "2024/825", "CMA",
    ]  # fmt: skip
    assert "3 more instruments: claimcheck rule GEN-001" in shown


def test_law_and_questions_are_told_in_full_once() -> None:
    again = sample.generic_claim("The greener tin.")
    shown = text(sample.report([sample.document([sample.generic_claim(), again])]))
    assert shown.count("Is excellent performance recognised") == 1
    assert shown.count("eu: Directive (EU) 2024/825") == 2
    assert shown.count("uk: CMA") == 1


def test_found_elements_have_their_place() -> None:
    claim = block(text(), 48)
    assert "disagrees figure “cut by 45 %” (page 14, line 7)" in claim
    assert "year compared with “2019” (page 14, line 9, counts 0.5)" in claim
    shown = " ".join(text().split())
    assert (
        "who checked it “Bureau Nord, limited assurance” (register entry statement-2024: statement.pdf, page 2)"
        in shown
    )


def test_the_arithmetic_adds_up() -> None:
    claim = " ".join(block(text(), 48).split())
    assert "17 of 29 is 58.6 %: what is measured 8/10, time 9/9, plan to get there 0/10" in claim
    assert "at most 50 because of no plan, progress or date (floor 50, credit 0)" in claim
    assert "time" not in block(text(), 15).split("points")[1], "a dimension without weight is no part of the sum"


def test_the_printed_sum_ends_at_the_score() -> None:
    text = "In 2025 our foundry cut its scrap by 31 %."
    [document] = claimcheck.audit_text(text).documents
    [claim] = document.claims
    lowest = min(one.limit for one in claim.limits)
    assert lowest < claim.score < claim.raw
    more = f"{lowest:.3g} and, rounded, {claim.score - lowest:.2g} of the {claim.raw - lowest:.3g} points above it"
    assert points_words(claim).endswith(f"{more} make {claim.score}")
    assert f"{more} make {claim.score}." in render(claimcheck.audit_text(text), "html")
    against = claim.model_copy(update={"band": "contradicted", "score": 10})
    assert points_words(against).endswith("; 10 because another passage contradicts it")
    assert "at most" not in points_words(against), "no other ceiling leads to this score"


def test_gaps_are_counted_most_frequent_first() -> None:
    report = sample.report([sample.document([sample.generic_claim(), sample.generic_claim(), sample.target_claim()])])
    gaps = text(report).split("Gaps\n")[1]
    rows = re.findall(r"^  (\w[\w ]*?) +(\d+) +(\d+) %(?:  (\S.*))?$", gaps, re.MULTILINE)
    assert rows[0][:3] == ("part of the life cycle", "2", "67")
    assert rows[-1][:3] == ("plan and money", "1", "33")
    assert {row[0]: row[3] for row in rows}["plan and money"].startswith("Name the measures")


def test_gaps_are_cut_where_claims_may_be() -> None:
    lacking = [sample.element(f"element_{number:02}", "missing") for number in range(14)]
    claims = [sample.generic_claim().model_copy(update={"elements": lacking}) for _ in range(2)]
    report = sample.report([sample.document(claims)])
    cut = text(report).split("Gaps: showing 10 of 14\n")[1]
    assert "element 09" in cut
    assert "element 10" not in cut
    assert "element 13" in text(report, limit=0).split("Gaps\n")[1]
    narrow = text(report, width=60, limit=0).split("Gaps\n")[1]
    assert all(len(line) <= 60 for line in narrow.splitlines())


def test_elements_that_the_same_words_hold_share_a_line() -> None:
    claim = sample.metric_claim()
    [value] = [one for one in claim.elements if one.state == "present"]
    claim.elements.append(value.model_copy(update={"element": "unit"}))
    claim.elements.append(value.model_copy(update={"element": "metric", "credit": 0.5}))
    shown = text(sample.report([sample.document([claim])]))
    assert "found     figure, unit “4,210 t CO2e” (same sentence)\n" in shown
    assert "what is measured “4,210 t CO2e” (same sentence, counts 0.5)" in shown


def test_a_cut_report_says_so() -> None:
    many = sample.report([sample.document([sample.generic_claim() for _ in range(25)])])
    assert "Claims, what to deal with first: showing 20 of 25" in text(many)
    assert text(many).count("of 100 not checkable") == 20
    assert "showing 3 of 25" in text(many, limit=3)
    assert "Claims, what to deal with first: all 25" in text(many, limit=0)
    assert text(many, limit=0).count("of 100 not checkable") == 25


def test_the_limit_counts_over_all_documents_and_keeps_the_worst() -> None:
    good = sample.document([sample.metric_claim()], path="a.pdf", title=None)
    bad = sample.document([sample.generic_claim(), sample.target_claim()], path="b.pdf", title=None)
    shown = text(sample.report([good, bad]), limit=2)
    assert "showing 2 of 3" in shown
    assert "92 of 100" not in shown
    assert shown.startswith("2 documents, 2 partly read\n")


def test_of_many_claims_in_several_documents_the_first_is_told_with_its_file() -> None:
    good = sample.document([sample.metric_claim()], path="a.pdf", title=None)
    bad = sample.document([sample.generic_claim() for _ in range(9)], path="b.pdf", title=None)
    shown = " ".join(text(sample.report([good, bad])).split())
    assert "The claim to look at first (product; b.pdf, page 3): “Our eco-friendly" in shown
    assert "Of the 10 headline claims" in shown


def test_claims_below_the_least_score_are_marked() -> None:
    assert "below 50" in block(text(min_score=50), 48)
    assert "below 50" not in block(text(min_score=50), 92)


def test_nothing_found_and_nothing_read_are_told_apart() -> None:
    empty = sample.document([], title=None)
    empty.status, empty.problems = "complete", []
    shown = text(sample.report([empty]))
    assert "No claims found." in shown
    assert "No findings." in shown
    assert "Gaps" not in shown
    problem = ProblemOut(code="not-found", message="no such file", effect="unreadable", place="x.pdf", hint="look")
    nothing = text(sample.report([], [problem]))
    assert "Nothing could be read." in nothing
    assert "x.pdf: no such file" in nothing
    assert "No claims found" not in nothing


def test_a_document_cannot_draw_on_the_terminal() -> None:
    claim = sample.generic_claim("Our \x1b]0;title\x07 eco \u202efriendly\r bottle")
    claim.findings[0].message = "a\x1b[2Jb"
    claim.next_steps[0].advice = "do\x08this"
    document = sample.document([claim], path="evil\x1b[31m.pdf", title="\x1b[Htitle")
    for shown in (text(sample.report([document])), ANSI.sub("", text(sample.report([document]), color=True))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert r"evil\x1b[31m.pdf" in text(sample.report([document]))


def test_colour_changes_no_letter() -> None:
    assert ANSI.sub("", text(color=True)) == text()
    assert text(color=True) != text()
    for line in text(color=True).splitlines():
        assert line.count("\x1b[0m") * 2 == line.count("\x1b["), "a colour ends on its line"


def test_ascii_where_the_terminal_knows_no_more() -> None:
    shown = text(unicode=False)
    assert shown.replace("“eco-friendly”", "").isascii(), "only the document's own characters are left"
    assert "###.................  15 of 100 not checkable" in shown


def test_no_word_judges_the_law() -> None:
    for format_ in ("text", "markdown", "concise"):
        shown = render(sample.report(), format_).lower()
        assert not re.search(r"\b(non-?)?complian(t|ce)\b|\billegal|\bunlawful|\bviolat|\bgreenwash", shown)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        (["empty"], "One claim, 15 of 100: not checkable."),
        (["verifiable"], "One claim, 92 of 100: checkable."),
        (["empty", "empty"], "Of the 2 claims: 2 not checkable."),
        (["empty", "verifiable"], "Of the 2 claims: 1 checkable, 1 not checkable."),
        (["verifiable", "verifiable"], "Of the 2 claims: 2 checkable."),
    ],
)
def test_the_verdict_is_good_english_for_every_number(claims: list[str], words: str) -> None:
    made = {"empty": sample.generic_claim, "verifiable": sample.metric_claim}
    assert words in text(sample.report([sample.document([made[band]() for band in claims])]))


def test_a_text_in_an_unknown_language_was_not_checked() -> None:
    document = sample.document([], title=None)
    document.coverage.sentences, document.coverage.characters_unchecked = 0, document.coverage.characters
    shown = text(sample.report([document]))
    assert "Not judged: 100 % of the words are in a language without rules." in shown
    assert "No claims found" not in shown
    assert "No findings" not in shown
