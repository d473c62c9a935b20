"""Comments in the margin of a Word file: short, one for what is said several times, and in the order of the report."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.files import file_of
from claimcheck.report.files.comments import LONGEST, comment, cut
from claimcheck.report.files.remarks import Finder
from claimcheck.report.first_page import first_page
from claimcheck.report.rows import Row, rows

AGAIN = "Said again"
THINGS = ("bottle", "kettle", "tray", "box", "lamp", "mill", "sponge", "cup", "plate", "spoon", "fork", "bag")
ITALIAN = "Il nostro impegno per la tutela del territorio nasce molti anni fa e continua con le persone."
FIXTURES = ("report", "writer-report", "footnotes", "typed-notes")


def _comments(report: Report) -> list[str]:
    data = file_of(report, "docx", lambda path: Path(path).read_bytes())
    comments = Document(io.BytesIO(data)).comments
    return [one.text for one in comments if one._comment_elm.get(qn("w:author")) == "claimcheck"]


def _audited(path: Path) -> Report:
    return claimcheck.audit(path, context=claimcheck.Context(audience="consumer"))


def _written(path: Path, *paragraphs: str) -> Report:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path))
    return _audited(path)


@pytest.fixture(scope="module")
def reports(root: Path) -> list[Report]:
    return [_audited(path) for path in sorted((root / "fixtures/docx").glob("*.docx")) if path.stem in FIXTURES]


def test_no_comment_is_longer_than_a_margin_holds(reports: list[Report]) -> None:
    told = [one for report in reports for one in _comments(report)]
    assert len(told) > 10
    assert max(map(len, told)) <= LONGEST
    assert all(len(one.strip()) > 20 for one in told)


def test_a_comment_names_the_rule_with_its_command_and_quotes_no_law(reports: list[Report]) -> None:
    named = 0
    for report in reports:
        (document,) = report.documents
        told = _comments(report)
        for number, matter in enumerate(rows([document]), 1):
            lines = comment(matter, number)
            if matter.open:
                named += 1
                assert lines[-1] == f"More: claimcheck rule {matter.open[0].rule}"
                assert any(one.endswith(lines[-1]) for one in told)
        for finding in (one for claim in document.claims for one in claim.findings):
            assert not any(law.instrument in one for law in finding.citations for one in told)
    assert named >= 3


def test_claims_where_word_allows_no_comment_are_told_at_the_beginning(root: Path) -> None:
    context = claimcheck.Context(audience="consumer", medium="web", as_of=date(2026, 3, 1))
    report = claimcheck.audit(root / "fixtures/docx/writer-report.docx", context=context)
    (told,) = [one for one in _comments(report) if one.startswith("Elsewhere in the file")]
    assert "“We heat 4,100 m2 with waste heat.”" in told
    assert "Missing: " in told


def test_claims_that_cannot_be_marked_are_counted_beyond_ten(tmp_path: Path) -> None:
    report = _written(tmp_path / "a.docx", *(f"Our new {thing} is eco-friendly." for thing in THINGS))
    other = Document()
    other.add_paragraph("The office opens at nine.")
    other.save(str(tmp_path / "a.docx"))
    told = _comments(report)
    assert len([one for one in told if one.startswith("Elsewhere in the file")]) == 10
    (overview,) = [one for one in told if "different claim" in one]
    untold = len(THINGS) + len(report.documents[0].findings) - 10
    assert f"{untold} more where Word allows no comment" in overview


def test_words_are_found_whatever_stars_stand_in_them() -> None:
    text = "**Our kettle**: it is carbon neutral."
    assert Finder(text).find("**Our kettle: it is carbon neutral.") == (2, len(text) - 1)


def test_what_is_said_twice_has_one_comment_and_a_hint(tmp_path: Path) -> None:
    words = "Our new bottle is eco-friendly."
    report = _written(tmp_path / "a.docx", words, "The office opens at nine.", words, "Our tray is carbon neutral.")
    told = _comments(report)
    rules = Counter(one.rpartition("claimcheck rule ")[2] for one in told if "claimcheck rule" in one)
    assert len(rules) == 2
    assert set(rules.values()) == {1}
    (hint,) = [one for one in told if one.startswith(AGAIN)]
    assert words in hint


def test_a_claim_has_the_number_of_the_first_page_also_where_nothing_is_asked(tmp_path: Path) -> None:
    _written(
        tmp_path / "a.docx",
        "100 % of our electricity is renewable.",
        "We cut our Scope 1 emissions by 30 % in 2025.",
        "Our operations are carbon neutral.",
        "We will be net zero by 2040.",
        "Our parcels are the greenest on the market.",
        "The share of women in management was 29.1 % in 2025.",
        "All our soy is deforestation-free.",
        "Our packaging is recyclable.",
        "We have no forced labour in our supply chain.",
        "We planted 30,000 trees in 2025.",
    )
    report = claimcheck.audit(tmp_path / "a.docx")
    told = {one.split(" ", 1)[0]: one for one in _comments(report) if " of the first 10. " in one}
    page = first_page(report)
    ranks = [one.claim.rank for one in page.headlines]
    assert ranks != sorted(ranks)
    assert len(told) == 10
    shown = {one.words: told[str(one.number)] for one in page.headlines}
    assert "'deforestation-free'" in shown["All our soy is deforestation-free."]
    assert "We have no forced labour" in shown["We have no forced labour in our supply chain."]
    (women,) = [one for words, one in shown.items() if "share of women" in words]
    assert women.endswith("Nothing more is asked of it.")


def test_only_the_first_ten_are_marked_as_first(tmp_path: Path) -> None:
    report = _written(tmp_path / "a.docx", *(f"Our {thing} is eco-friendly." for thing in THINGS))
    (document,) = report.documents
    marked = [one for one in _comments(report) if " of the first 10. " in one]
    assert sorted(int(one.split(" ")[0]) for one in marked) == list(range(1, 11))
    ranks = {one.text: one.rank for one in document.claims}
    (first,) = [one for one in document.claims if one.rank == min(ranks.values())][:1]
    matters = rows([document])
    assert matters[0].words == first.text
    assert "12 different claims" in " ".join(_comments(report))


def test_what_was_not_read_is_said_at_the_beginning(tmp_path: Path) -> None:
    report = _written(tmp_path / "a.docx", *["Our new bottle is eco-friendly."] * 9, ITALIAN)
    assert report.documents[0].status == "partial"
    (overview,) = [one for one in _comments(report) if "different claim" in one]
    assert "Not read: " in overview


def test_nothing_is_said_where_nothing_is_asked(tmp_path: Path) -> None:
    report = _written(tmp_path / "a.docx", "The office opens at nine.")
    assert _comments(report) == []


def test_an_element_that_is_not_asked_for_is_not_told() -> None:
    report = claimcheck.audit_text("Our mills cut emissions by 31 % between 2019 and 2025.")
    (document,) = report.documents
    claim = document.claims[0]
    quiet = [one.model_copy(update={"asked": False}) for one in claim.elements]
    matter = Row(document, (claim.model_copy(update={"elements": quiet}),), ())
    assert Row(document, (claim,), ()).missing
    assert (matter.missing, matter.suggestion, comment(matter, 1)) == ([], "", [])


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("State the market, the measure and the date of the rank or leave it out.", 54),
        ("We buy all of it. State the scheme, its scope and how long it is valid.", 34),
        ("State where the wood of these new chairs was cut and by whom it was felled.", 55),
        ("x" * 500, 56),
    ],
)
def test_long_words_end_with_a_phrase(words: str, kept: int) -> None:
    assert cut(words, 60) == f"{words[:kept]} ..."
    assert cut(words[:60], 60) == words[:60]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("We have no forced labour in our supply chain", "We have no forced labour in our supply chain"),
        (
            "We have no forced labour in any of last year's supply chains and none in the farms of our group",
            "We have no forced labour in any of last year's supply chains and none in ...",
        ),
    ],
)
def test_what_a_rule_quotes_gives_way_to_what_it_says(words: str, quoted: str) -> None:
    (matter,) = rows(claimcheck.audit_text(f"{words}.").documents)
    what, *_ = comment(matter, 11)
    assert what == f"'{quoted}' is absolute; the audits behind it are not stated"
