"""Offsets, in every text format: what a report quotes stands in the file where the report says."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes, read_path
from claimcheck.read.formats import by_name
from claimcheck.text.line_index import line_starts
from claimcheck.text.normalise import normalise

FIXTURES = Path(__file__).parents[2] / "fixtures"
# Of these there is nothing to quote: what was written of reports, and texts that claim next to nothing.
NO_CLAIMS = {"golden", "silent"}
TEXTS = sorted(
    path
    for path in FIXTURES.rglob("*")
    if path.is_file() and by_name(path.name) in ("markdown", "text", "html") and NO_CLAIMS.isdisjoint(path.parts)
)

PIECES = st.sampled_from(
    [
        "We are carbon neutral", "Our pens are **100% recyclable**", "We cut emis-\nsions by 30 %",
        "We will be net zero",
        "by 2030[^1]", "since 2019 [1]", "eco\u00adfriendly", "c\u0430rb\u043en neutral", "cafe\u0301", "R&amp;D",
        "½", "CO₂",
        ". ", ".\n", ".\n\n", "\r\n\r\n", ",\n", "\n- ", "\n1. ", "# ", "\n\n## Goals\n\n",
        "| a | 5 |\n|-|-|\n| b | 6 |\n",
        "Energy   5   6\nWater   7   8\n", "> ", "\f", "\x1b[31m", "\u202e", "\x85", "\r", "<b>", "</b>",
        "<br>", "🌱", "環境",
        "\n[^1]: By offsets.\n", "\n[1] By offsets.\n", " ", "!", "{{< x >}}", ":::note\n", "\n:::\n", "    ",
    ]
)  # fmt: skip


def check_way_back(document: Document) -> None:
    """Each normalised letter stands, as such or in another form, at its place; none maps to nothing."""
    norm = normalise(document)
    for run, block in zip(norm.blocks, document.blocks, strict=True):
        if not block.pieces:
            continue
        at = 0
        for offset in range(run.start, run.end):
            start, end = norm.source_span(offset, offset + 1)
            assert at <= start <= end <= len(document.source)
            char, shown = norm.text[offset], document.source[start:end]
            if len(shown) == 1 and shown.isascii() and shown.isalnum():
                assert char == shown or not char.isalnum(), (char, shown)
            at = start


def check_quotes(auditor: claimcheck.Auditor, document: Document, data: bytes) -> int:
    """The words of every claim stand at its place, by offset and by line and column; how many there are.

    Lines of a document with pages are counted within the page.
    """
    (report,) = auditor.audit_bytes(data, path=document.path).documents
    source = document.source
    opens = {page.number: page.start for page in document.pages}
    for claim in report.claims:
        place = claim.place
        opening = opens.get(place.page or 0, 0)
        starts = [opening + start for start in line_starts(source[opening:])]
        assert starts[place.line - 1] + place.column - 1 == place.start
        assert starts[place.end_line - 1] + place.end_column - 1 == place.end
        quoted = iter(html.unescape(source[place.start : place.end]))
        assert all(letter in quoted for letter in claim.text if letter.isalnum()), claim.text
    return len(report.claims)


@pytest.fixture(scope="module")
def auditor() -> claimcheck.Auditor:
    return claimcheck.Auditor(lang="en")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_fixture_is_quoted_to_the_letter(path: Path, auditor: claimcheck.Auditor) -> None:
    document = read_path(str(path), shown=path.name)
    check_way_back(document)
    check_quotes(auditor, document, path.read_bytes())


@given(st.lists(PIECES, max_size=20).map("".join), st.sampled_from(["a.md", "a.mdx", "a.txt"]))
@settings(max_examples=2 * settings().max_examples, deadline=None)
def test_any_text_is_quoted_to_the_letter(auditor: claimcheck.Auditor, text: str, path: str) -> None:
    data = text.encode()
    document = read_bytes(data, path=path)
    check_way_back(document)
    check_quotes(auditor, document, data)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(end: str, auditor: claimcheck.Auditor) -> None:
    text = end.join(["Report", "", "We plant trees.\x85\u2028", "", "Our pens are", "carbon neutral.", ""])
    (report,) = auditor.audit_bytes(text.encode(), path="a.txt").documents
    (claim,) = [claim for claim in report.claims if "carbon" in claim.text]
    assert (claim.place.line, claim.place.column, claim.place.end_line) == (5, 1, 6)


@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_a_disguised_claim_is_found_where_it_stands(path: str, auditor: claimcheck.Auditor) -> None:
    text = "Report\n\nOur pens are с\u0430rb\u043en\u200b neu\u00adtr\u0430l today.\n"
    (report,) = auditor.audit_bytes(text.encode(), path=path).documents
    (claim,) = report.claims
    assert claim.type == "carbon_neutral"
    assert text[claim.place.start : claim.place.end] == text.splitlines()[2]
    assert [problem.code for problem in report.problems] == ["disguised-text"]
    assert "2 words" in report.problems[0].message
    assert "line 3, column 14" in report.problems[0].message
