"""Hashtags of several words are read as these, and quoted as they stand."""

from __future__ import annotations

import pytest

from claimcheck import Auditor
from claimcheck.model.context import Context
from claimcheck.model.document import Block, Document, Mark, Piece
from claimcheck.text.hashtags import MOST_TAGS, parted
from claimcheck.text.normalise import normalise

PHRASES = {"net zero", "co2 neutral", "greenhouse", "green house"}


def _document(text: str, *marks: Mark) -> Document:
    block = Block("paragraph", text, (Piece(0, 0, len(text)),), marks=marks)
    return Document("", "text", "", text, (block,))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Brewed #NetZero, as ever", "Brewed #Net Zero, as ever"),
        ("#netzero and #CO2neutral", "#net zero and #CO2 neutral"),
        ("#netzero2040", "#net zero 2040"),
        ("#GoGreenBy2030", "#Go Green By 2030"),
        ("#greenhouse", "#greenhouse"),
        ("#therapist", "#therapist"),
        ("item#netzero, page.html#NetZero and &#NetZero", "item#netzero, page.html#NetZero and &#NetZero"),
    ],
)
def test_words_of_a_hashtag_are_parted(text: str, read: str) -> None:
    document = parted(_document(text), PHRASES.__contains__)
    assert document.blocks[0].text == read
    norm = normalise(document)
    for word in ("zero", "neutral", "2040", "ever"):
        at = norm.lower.find(word)
        if at >= 0:
            start, end = norm.source_span(at, at + len(word))
            assert text[start:end].lower() == word


def test_so_many_hashtags_are_looked_up_and_no_more() -> None:
    asked: list[str] = []
    tags = " ".join(f"#{chr(97 + number % 26) * (number // 26 + 4)}" for number in range(MOST_TAGS + 26))

    def is_phrase(words: str) -> bool:
        asked.append(words)
        return " " not in words

    parted(_document(f"{tags} {tags}"), is_phrase)
    assert len(asked) == len(set(asked)) <= MOST_TAGS


def test_marks_of_notes_stay_where_they_are() -> None:
    text = "#NetZero brewing since May"
    marks = [Mark(text.index(" brewing"), "1"), Mark(len(text), "2")]
    (block,) = parted(_document(text, *marks), PHRASES.__contains__).blocks
    assert [block.text[: mark.at] for mark in block.marks] == ["#Net Zero", "#Net Zero brewing since May"]


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Our new blend is here #CarbonNeutral", "carbon_neutral", "CarbonNeutral"),
        ("The tote for every day #zerowaste", "generic_benefit", "zerowaste"),
    ],
)
def test_a_hashtag_claims_what_its_words_do(text: str, kind: str, quote: str) -> None:
    (document,) = Auditor(context=Context(audience="consumer")).audit_text(text).documents
    (claim,) = document.claims
    assert claim.type == kind
    assert claim.text == text
    assert quote in {text[one.place.start : one.place.end] for one in claim.findings}
    assert quote in {one.quote for one in claim.findings}
