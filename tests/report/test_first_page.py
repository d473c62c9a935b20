"""The first page tells reports apart, in words that need no glossary."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import sample_report as sample

import claimcheck
from claimcheck.model.claim import TIERS
from claimcheck.model.claim_out import BestOut, ClaimOut, GroupOut, QuestionOut
from claimcheck.model.report import Report
from claimcheck.report.first_page import first_page
from claimcheck.report.formats import render
from claimcheck.report.rows import deciding, rows
from claimcheck.report.style import Sort, Style
from claimcheck.report.terms import element_question

FIXTURES = Path(__file__).parents[2] / "fixtures"
SAMPLES = ("reports/tarnholm-2025.md", "evidence/lowmoor-dairy-2025.md", "planted/talvik-sport-2025.md")
THINGS = ("bottle", "kettle", "tray", "box", "lamp", "mill", "sponge", "cup", "plate", "spoon")
HUMAN = ("text", "markdown", "html")


@pytest.fixture(scope="module")
def audited() -> list[Report]:
    return [claimcheck.audit(FIXTURES / path) for path in SAMPLES]


def said(claim: ClaimOut, pages: list[int]) -> ClaimOut:
    """The claim, said on several pages, with the best evidence on the last."""
    places = [claim.place.model_copy(update={"page": page, "start": page}) for page in pages]
    best = BestOut(id=claim.id, occurrence=1, score=60, place=places[-1])
    group = GroupOut(id="g", size=len(pages), places=places, best=best)
    return claim.model_copy(update={"group": group})


def test_two_reports_share_neither_verdict_nor_headlines_nor_advice(audited: list[Report]) -> None:
    pages = [first_page(report) for report in audited]
    for place, one in enumerate(pages):
        for other in pages[place + 1 :]:
            assert (one.lead, *one.facts) != (other.lead, *other.facts)
            assert one.lead != other.lead
            assert not {head.words for head in one.headlines} & {head.words for head in other.headlines}
            assert [head.question for head in one.headlines] != [head.question for head in other.headlines]


def test_the_headlines_are_the_first_claims_one_of_each_group(audited: list[Report]) -> None:
    for report in audited:
        page = first_page(report)
        assert [one.number for one in page.headlines] == list(range(1, len(page.headlines) + 1))
        groups = [one.claim.group.id for one in page.headlines if one.claim.group]
        assert len(groups) == len(set(groups)) == min(10, page.groups)
        ranked = [row.claim for row in rows(report.documents)[:10]]
        shown = [one.claim for one in page.headlines]
        assert {id(one) for one in shown} == {id(one) for one in ranked}
        assert shown[0] is ranked[0]
        # By topic in the order of the first of each; numbers follow what the reader sees.
        topics = list(dict.fromkeys(one.topic for one in ranked))
        assert shown == sorted(ranked, key=lambda one: topics.index(one.topic))


@pytest.mark.parametrize("format_", HUMAN)
def test_people_read_no_id(format_: str, audited: list[Report]) -> None:
    pack = claimcheck.load_rulepack()
    ids = {*pack.elements, *pack.claim_types, *(one.id for one in pack.scoring.bands), *TIERS}
    ids |= {*(one.id for one in pack.scoring.dimensions), *(one.reason for one in pack.scoring.limits)}
    ids |= {one.reason for report in audited for document in report.documents for one in document.set_aside}
    for report in audited:
        shown = render(report, format_, Style(limit=0))
        if format_ == "html":
            shown = re.sub(r"(?s)<style>.*?</style>|<script>.*?</script>", "", shown)
            shown = unescape(re.sub(r"<[^>]+>", " ", shown))
        words = set(re.findall(r"[a-z]+(?:\\?_[a-z]+)+", shown))
        assert not {word.replace("\\", "") for word in words} & ids
        assert not re.search(r"of 100[ ,]+(empty|weak|not verifiable)\b|\b(locator|trade offs)\b", shown)


def test_a_report_that_was_hardly_read_is_not_judged() -> None:
    document = sample.document([])
    document.coverage.pages_read = 1
    for format_ in HUMAN:
        shown = render(sample.report([document]), format_)
        assert "Not judged: 23 of 24 pages unread" in shown
        assert "No claims found" not in shown
        assert "No findings" not in shown
    document.coverage.pages_read = document.coverage.pages
    assert all("No findings" in render(sample.report([document]), one) for one in HUMAN)


def test_what_was_read_in_part_says_so_first() -> None:
    document = sample.document([sample.generic_claim(), sample.target_claim()])
    document.coverage.pages_read = 2
    page = first_page(sample.report([document]))
    assert page.lead == "Not judged: 22 of 24 pages unread."
    assert page.facts[0].startswith("Of the 2 claims")


@pytest.mark.parametrize("format_", HUMAN)
def test_what_is_said_again_is_one_row_with_its_places(format_: str) -> None:
    first = said(sample.generic_claim(), [3, 7, 69])
    again = first.model_copy(update={"occurrence": 2})
    report = sample.report([sample.document([first, again, sample.target_claim()])])
    shown = render(report, format_)
    assert "said 3 times: pages 3, 7, 69; best evidence page 69" in " ".join(shown.split())
    assert first_page(report).groups == 2
    pattern = {"text": r"(?m)^[█░]+ ", "markdown": r"(?m)^### ", "html": "<article "}[format_]
    assert len(re.findall(pattern, shown)) == 2


def test_a_row_has_the_findings_of_all_its_claims_once() -> None:
    one = said(sample.generic_claim(), [3, 7])
    same = one.model_copy(update={"occurrence": 2})
    finding = sample.target_claim().findings[0]
    other = one.model_copy(update={"id": "c2", "type": "renewable_energy", "findings": [finding]})
    report = sample.report([sample.document([one, same, other])])
    (row,) = rows(report.documents)
    assert [found.rule for found in row.findings] == [*(found.rule for found in one.findings), finding.rule]
    for format_ in HUMAN:
        shown = render(report, format_)
        assert shown.count(f"{finding.rule} {finding.name}") == 1
        assert "renewable energy (" in shown


@pytest.mark.parametrize(
    ("sort", "words"),
    [("rank", "what to deal with first"), ("score", "lowest score first"), ("place", "as they stand")],
)
@pytest.mark.parametrize("format_", HUMAN)
def test_headings_say_the_order(format_: str, sort: Sort, words: str) -> None:
    shown = render(sample.report(), format_, Style(sort=sort))
    assert f"Claims, {words}" in shown
    assert "worst first" not in shown


def test_the_sum_of_the_order_is_told_in_text() -> None:
    first = claimcheck.audit_text("Our bottles are eco-friendly.\n\nOur caps are carbon neutral.")
    shown = render(first, "text")
    assert re.search(r"first +because of: \w[\w ,]* \+\d+", shown)
    assert "because of:" not in render(first, "text", Style(sort="score"))


def test_contradictions_are_told_where_they_are_proven_only() -> None:
    many = [sample.generic_claim() for _ in range(10)]
    proven = sample.report([sample.document(many)])
    assert len(first_page(proven).contradictions) == 1
    assert "<dt>Contradictions</dt><dd>1</dd>" in render(proven, "html")
    for change in ({"severity": "info"}, {"state": "suppressed"}):
        document = sample.document(many)
        document.findings = [one.model_copy(update=change) for one in document.findings]
        report = sample.report([document])
        assert not first_page(report).contradictions
        assert "contradict" not in " ".join(first_page(report).facts)
        assert "<dt>Contradict" not in render(report, "html")


def test_targets_tell_what_they_give_and_what_is_open() -> None:
    text = "By 2031 our mills will cut their Scope 1 emissions by 44 % against 2019.\n\nWe will do better."
    page = first_page(claimcheck.audit_text(text))
    (target,) = page.targets
    assert (target.value, target.year, target.base_year, target.progress) == ("44 %", "2031", "2019", "")
    told = "44 % · by 2031 · from 2019"
    assert told not in " ".join(render(claimcheck.audit_text(text), "text").split()), "the claim tells it itself"
    text += "".join(f"\n\nOur new {thing} is eco-friendly." for thing in THINGS)
    assert told in " ".join(render(claimcheck.audit_text(text), "text").split())


def test_a_goal_that_failed_is_told_among_what_is_admitted() -> None:
    text = "Our target of 30 % women by 2024 was not met.\n\nWe will cut our emissions by 50 % by 2031."
    report = claimcheck.audit_text(text)
    assert [one.value for one in first_page(report).targets] == ["50 %"]
    assert [one.kind for one in report.documents[0].admissions] == ["missed"]


@pytest.mark.parametrize("format_", HUMAN)
def test_few_claims_are_told_once(format_: str) -> None:
    """Copy of a few sentences is no report: nothing about it is said twice."""
    text = "\n\n".join(f"Our new {thing} is eco-friendly." for thing in THINGS[:9])
    context = claimcheck.Context(audience="consumer", medium="web")
    few = render(claimcheck.audit_text(text, context=context), format_)
    many = render(claimcheck.audit_text(f"{text}\n\nOur new {THINGS[9]} is eco-friendly.", context=context), format_)
    for words in ("What matters first", "headline claims", "The claim to look at first"):
        assert words not in few
        assert words in many
    assert "Of the 9 claims: " in " ".join(few.split())
    if format_ != "html":
        assert few.count("Our new bottle is eco-friendly.") == 1


def test_what_is_said_elsewhere_is_asked_nowhere() -> None:
    """The row of a group asks for nothing that one of its places has; another claim of its sentence does not count."""
    first = said(sample.generic_claim(), [3, 7])
    lacks = [one.element for one in first.elements if one.state == "missing" and one.asked]
    held = [
        one.model_copy(update={"state": "present", "credit": 1.0}) if one.element == lacks[0] else one
        for one in first.elements
    ]
    for kind, left in ((first.type, set(lacks[1:])), ("renewable_energy", set(lacks))):
        again = first.model_copy(update={"occurrence": 2, "elements": held, "type": kind})
        (row,) = rows([sample.document([first, again])], "place")
        assert set(row.missing) == left
        assert {step.element for step in row.steps} <= left


def test_what_was_set_aside_is_counted_by_reason_and_listed() -> None:
    report = sample.report()
    (one,) = report.documents[0].set_aside
    assert (
        "1 passage about these topics that was not read as a claim of the company: 1 statement that something is not so"
        in render(report, "html")
    )
    assert one.text not in render(report, "text")
    assert one.text in " ".join(render(report, "text", Style(limit=0)).split())


def test_what_decides_is_asked_first_and_stands_first_among_what_is_missing() -> None:
    report = claimcheck.audit_text("We have committed to a cut of 30 % in our emissions by 2032.")
    (row,) = [one for one in rows(report.documents) if one.claim.type == "future_target"]
    assert deciding(row) == "Which year's level is the base for the 30 %?"
    assert row.missing[0] == "base_year"


def test_what_another_place_tells_is_not_asked_first() -> None:
    """The question behind it takes its place, and without any the first of what is missing."""
    claim = sample.generic_claim()
    asked = [QuestionOut(element="value", ask="How much?"), QuestionOut(element="locator", ask="Where?")]
    first = said(claim.model_copy(update={"questions": asked}), [3, 7])
    told = [one.model_copy(update={"state": "present"} if one.element == "value" else {}) for one in first.elements]
    pair = [first, first.model_copy(update={"elements": told, "occurrence": 2})]
    assert first_page(sample.report([sample.document([first])])).headlines[0].question == "How much?"
    assert first_page(sample.report([sample.document(pair)])).headlines[0].question == "Where?"
    plain = first.model_copy(update={"questions": []})
    (row,) = rows([sample.document([plain])])
    assert first_page(sample.report([sample.document([plain])])).headlines[0].question == element_question(
        row.missing[0]
    )


def test_clauses_of_one_sentence_are_no_repetition() -> None:
    claim = said(sample.generic_claim(), [3, 3])
    assert first_page(sample.report([sample.document([claim])])).headlines[0].said == "page 3"


def test_by_rank_the_claim_that_stands_for_a_group_is_shown() -> None:
    first = said(sample.generic_claim(), [3, 7])
    head = said(sample.target_claim(), [3, 7])
    assert first.group is not None
    group = first.group.model_copy(update={"id": f"{head.id}:{head.occurrence}"})
    pair = [one.model_copy(update={"group": group}) for one in (first, head)]
    report = sample.report([sample.document(pair)])
    assert [row.claim.id for row in rows(report.documents)] == [head.id]
    assert [row.claim.id for row in rows(report.documents, "score")] == [first.id]


def test_words_from_the_middle_of_a_sentence_are_shown_as_such() -> None:
    report = claimcheck.audit_text("We closed a quarry and have cut our emissions by 30 %.")
    (words,) = [one.words for one in first_page(report).headlines if "30 %" in one.words]
    assert words.startswith("... and have cut")
    report = claimcheck.audit_text("We have cut our emissions by 30 %.")
    assert [one.words for one in first_page(report).headlines] == ["We have cut our emissions by 30 %."]


def test_all_counts_of_a_page_are_of_what_is_claimed_however_often_it_is_said() -> None:
    often = [said(sample.generic_claim(), [3, 7]), said(sample.generic_claim(), [3, 7]), sample.metric_claim()]
    report = sample.report([sample.document(often)])
    assert (report.summary.claims, report.summary.below_40) == (3, 2), "JSON counts each time"
    page = first_page(report)
    middle = (often[0].score + often[2].score) / 2
    assert page.median == middle
    assert f"Median score {middle:g} of 100; 1 below 40." in page.numbers
    shown = {how: " ".join(unescape(render(report, how)).split()) for how in HUMAN}
    assert all("Of the 2 claims" in one for one in shown.values())
    assert re.search(r"what is measured +1 +50 %", shown["text"])
    assert "| what is measured | 1 of 2 |" in shown["markdown"]


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_among_several_files_each_headline_and_target_names_its_own(format_: str, tmp_path: Path) -> None:
    lines = "We will cut the emissions of our {0} by {1} % by 2031.\n\nOur {0} is eco-friendly.\n\nOur {0} is green.\n"
    for name, number in (("mill", 30), ("forge", 40)):
        more = "".join(f"\nWe cut the waste of our {name} by {each} % in 2024.\n" for each in range(5, 9))
        (tmp_path / f"{name}.md").write_text(lines.format(name, number) + more)
    report = claimcheck.audit(sorted(str(path) for path in tmp_path.iterdir()))
    page = first_page(report)
    assert {Path(one.said.partition(", ")[0]).name for one in page.headlines} == {"mill.md", "forge.md"}
    assert all(one.at == f"{one.document.path}, line 1" for one in page.targets)
    plain = re.sub(r"\s+", " ", unescape(render(report, format_)))
    assert "forge.md, line 1" in plain


def test_files_read_in_part_are_counted_alike_in_the_heading_and_the_first_sentence() -> None:
    few, pictures = sample.document([sample.generic_claim()]), sample.document([sample.target_claim()])
    few.coverage.pages_read, pictures.coverage.pages_read = 2, pictures.coverage.pages
    pictures.coverage.characters_unchecked = 0
    assert (few.status, pictures.status) == ("partial", "partial")
    page = first_page(sample.report([few, pictures]))
    assert page.lead.startswith("Read in part: 2 of 2 documents")
