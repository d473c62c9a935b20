"""What was not judged is told in every format, line by line where a format has lines."""

from __future__ import annotations

import json
from datetime import date

import pytest

import claimcheck
from claimcheck.model.document import Block, Document, Page, Piece
from claimcheck.report.terms import NOT_JUDGED, aside_words
from claimcheck.report.unjudged import Unjudged
from claimcheck.text.short_text_language import UNKNOWN

AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", as_of=date(2026, 11, 30)))
TEXT = "Our bottle is carbon neutral.\n\nNotre bouteille est neutre en carbone.\n"
NAMES = {"fr": "French", "nl": "Dutch"}


@pytest.fixture(scope="module")
def report() -> claimcheck.Report:
    return AUDITOR.audit_text(TEXT, path="copy.txt")


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_people_are_told_lines_language_and_share(report: claimcheck.Report, name: str) -> None:
    told = " ".join(claimcheck.render(report, name).split())
    assert "1 line not judged: French, no lexicon (line 3; 57 % of the text)" in told


def test_an_annotation_stands_at_the_line_that_was_not_judged(report: claimcheck.Report) -> None:
    lines = claimcheck.render(report, "github").splitlines()
    place = "file=copy.txt,line=3,endLine=3,col=1,endColumn=39,title=not judged"
    assert f"::notice {place}::{NOT_JUDGED}" in lines


def test_code_scanning_is_told_the_place(report: claimcheck.Report) -> None:
    (run,) = json.loads(claimcheck.render(report, "sarif"))["runs"]
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert {one["descriptor"]["id"]: one["level"] for one in told} == {
        "language_not_covered": "warning",
        "not-judged": "note",
    }
    (place,) = (one["locations"][0] for one in told if one["descriptor"]["id"] == "not-judged")
    assert place["physicalLocation"]["region"]["startLine"] == 3


def test_what_was_not_judged_is_not_counted_among_mentions() -> None:
    assert aside_words({"language": 2}) == "2 passages in another language, not judged"
    assert aside_words({"mention": 1, "language": 1}).endswith("; 1 passage in another language, not judged")


def _paged(pages: int, languages: tuple[str, ...]) -> Unjudged:
    source = "Un mot. " * pages
    blocks = tuple(
        Block("paragraph", "Un mot.", (Piece(0, 8 * number, 7),), page=number + 1) for number in range(pages)
    )
    read = tuple(Page(number + 1, 8 * number, 8 * number + 7) for number in range(pages))
    return Unjudged(Document("x.pdf", "pdf", "", source, blocks, read), languages)


def test_of_a_document_with_pages_the_pages_are_told() -> None:
    unjudged = _paged(13, ("fr",) * 12 + (UNKNOWN,))
    known, unknown = unjudged.problems(unjudged.size * 4, NAMES)
    assert (known.code, unknown.code) == ("language_not_covered", "language_unknown")
    where = "pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more"
    assert known.message == f"12 passages not judged: French, no lexicon ({where}; 23 % of the text)"
    assert unknown.message == "1 passage not judged: in a language that could not be told (page 13; 2 % of the text)"
    assert {known.effect, unknown.effect} == {"partial"}


def test_a_twentieth_may_be_left() -> None:
    unjudged = _paged(1, ("nl",))
    (little,) = unjudged.problems(unjudged.size * 20, NAMES)
    (more,) = unjudged.problems(unjudged.size * 19, NAMES)
    assert (little.effect, more.effect) == ("note", "partial")


def test_of_many_passages_the_first_are_shown() -> None:
    assert len(_paged(80, ("fr",) * 80).shown()) == 50
