"""The report on one page: what is on it, that it fits, and what happens to letters that its font lacks."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
import sample_report as sample

import claimcheck
from claimcheck.model.report import Report
from claimcheck.report.files import file_of
from claimcheck.report.files.paper import A4, Paper, Text, drawable, one_page, settled
from claimcheck.report.first_page import first_page


def _board(report: Report) -> bytes:
    def nothing_is_read(path: str) -> bytes:
        raise AssertionError(path)

    return file_of(report, "board", nothing_is_read)


def _words(data: bytes) -> str:
    """The words of the only page, on one line."""
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        assert len(pdf) == 1
        with closing(pdf[0]) as page:
            assert page.get_size() == A4
            text = page.get_textpage()
            for at in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(at)
                assert 40 <= left <= right <= A4[0] - 40
                assert 40 <= bottom <= top <= A4[1] - 40
            return " ".join(text.get_text_bounded().split())


@pytest.fixture(scope="module")
def tarnholm(root: Path) -> Report:
    return claimcheck.audit(root / "fixtures/reports/tarnholm-2025.pdf")


def test_the_page_has_what_a_board_asks_for(tarnholm: Report) -> None:
    shown, page = _words(_board(tarnholm)), first_page(tarnholm)
    assert tarnholm.documents[0].title in shown
    assert drawable(page.lead) in shown
    for one in page.headlines:
        assert f"{one.number}. “{one.words}” ({one.said})" in shown
        assert one.question in shown
    for line in (*page.assured, *page.beside):
        assert line in shown
    for target in page.targets:
        assert drawable(target.words).removesuffix(" ...")[:60] in shown
    assert tarnholm.context.as_of in shown
    assert tarnholm.tool.rulepack.sha256[:12] in shown
    assert "never whether it is true" in shown


def test_it_is_the_same_every_time_and_has_the_day_of_the_run(tarnholm: Report) -> None:
    data = _board(tarnholm)
    assert data == _board(tarnholm)
    day = tarnholm.context.as_of.replace("-", "")
    assert f"/CreationDate(D:{day}000000".encode() in data


@pytest.mark.parametrize("words", ["carbon neutral " * 60, "x" * 900, "wide " + "WMW" * 300])
def test_one_page_is_enough_whatever_is_claimed(words: str) -> None:
    claim = sample.generic_claim()
    claims = [claim.model_copy(update={"text": f"{number} {words}", "occurrence": number + 1}) for number in range(80)]
    documents = [sample.document(claims, path=f"{'long/' * 60}{number}.md", title=words) for number in range(3)]
    shown = _words(_board(sample.report(documents)))
    assert "never whether it is true" in shown
    assert "10." in shown, "the ten headlines go before everything else"


def test_a_report_without_claims_says_so() -> None:
    shown = _words(_board(claimcheck.audit_text("The office opens at nine.")))
    assert "No claims found." in shown
    assert "What is assured" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“Cut CO₂ by 5 % – now”, café", "“Cut CO2 by 5 % – now”, café"),
        ("Čistý vzduch − ﬁt", "Cistý vzduch - fit"),
        ("緑 green", "? green"),
        ("a\u202eb\x1b", "a\\u202eb\\x1b"),
    ],
)
def test_letters_that_the_font_lacks(text: str, shown: str) -> None:
    assert drawable(text) == shown
    page = _words(one_page([[Text(text)]], [], "2026-11-29"))
    assert page == shown


def test_the_page_says_what_a_question_mark_means() -> None:
    said = "stands for a letter that the font of this page does not have"
    consumer = claimcheck.Context(audience="consumer")
    odd = claimcheck.audit_text("Our 緑 bottle is eco-friendly.", context=consumer)
    assert said in _words(_board(odd))
    even = claimcheck.audit_text("Our bottle is eco-friendly. Is it?", context=consumer)
    assert said not in _words(_board(even))


def test_lines_are_broken_between_words() -> None:
    words = " ".join(f"word{number}" for number in range(200))
    assert _words(one_page([[Text(words)]], [], "2026-11-29")) == words


def test_a_file_without_identifier_gets_one_that_follows_from_its_content() -> None:
    made = []
    for _ in range(2):
        with closing(pypdfium2.PdfDocument.new()) as pdf:
            Paper(pdf).write([Text("words")])
            out = io.BytesIO()
            pdf.save(out)
        made.append(settled(out.getvalue(), "2026-11-29"))
    assert made[0] == made[1]
