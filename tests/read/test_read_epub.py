"""EPUB books: chapters as pages, read as pages of HTML are; broken ones end with one clear problem."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from builders import FIXTURES, builder
from hypothesis import given, settings
from hypothesis import strategies as st
from made_xlsx import grids, values
from reading_checks import check, codes, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import DEFAULT, Limits

build = builder("epub")
chapter = build.chapter
CLAIM = "Our parcels are carbon neutral."
WHOLE = build.parts(chapter(f"<h1>Parcels</h1><p>{CLAIM}</p>"), chapter("<p>Thank you.</p>"))


def read(data: bytes, limits: Limits = DEFAULT) -> Document:
    return check(read_bytes(data, path="book.epub", limits=limits, isolated=False))


def book(*chapters: str, **more: object) -> Document:
    return read(build.pack(build.parts(*chapters, **more)))


def statement() -> Document:
    return read((FIXTURES / "epub/statement.epub").read_bytes())


def test_the_fixtures_are_what_the_script_builds() -> None:
    for name, made in build.FILES.items():
        assert (FIXTURES / f"epub/{name}.epub").read_bytes() == build.pack(made())


def test_chapters_are_pages_with_their_own_headings_notes_and_tables() -> None:
    document = statement()
    assert (document.format, document.title) == ("epub", "Orlane Tiles: statement on 2024")
    assert [page.status for page in document.pages] == ["picture", "read", "read", "read"]
    claim = next(block for block in document.blocks if block.text.startswith("We cut"))
    assert (claim.page, claim.section) == (3, ("Climate", "Our kilns"))
    (mark,) = claim.marks
    assert mark.note is not None
    assert document.blocks[mark.note].text.endswith("For all kilns.")
    water = next(block for block in document.blocks if block.text.startswith("We reuse"))
    assert (water.page, water.section) == (4, ("Water",))
    (table,) = document.tables
    assert document.blocks[table.caption or 0].text == "Table 1: Water withdrawn, in m3"
    assert grids(document)[0][1:] == [["Varna", "12,500", "11,900"], ["Plovdiv", "8,400", "8,100"]]
    assert ("Varna", "2024", 11900.0, "m3", 2024) in values(document)


def test_the_text_is_what_is_read_and_no_markup() -> None:
    document = statement()
    assert "<" not in document.source
    assert [block.text for block in document.blocks if block.running] == ["Contents", "Climate"]
    # What a chapter is called for programs is on no page of the book.
    assert "Orlane Tiles" not in document.source


def test_what_chapters_hide_is_told_once_for_all() -> None:
    hidden = chapter("<p>Waste fell.</p><p hidden=''>We are carbon neutral.</p>")
    document = book(hidden, chapter("<p>So did noise.</p>"), hidden)
    assert "neutral" not in document.source
    (problem,) = document.problems
    assert (problem.code, problem.effect) == ("hidden-text", "note")
    assert problem.place == "book.epub, page 1, line 3"
    assert [each.place for each in document.unseen] == ["page 1, line 3", "page 3, line 3"]


def test_a_cover_is_a_picture_and_other_chapters_of_pictures_are_told() -> None:
    picture = chapter('<svg><image href="1.png"/></svg>')
    assert codes(book(picture, chapter("<p>Waste fell.</p>"))) == []
    document = book(picture, chapter("<p>Waste fell.</p>"), picture, chapter(""))
    assert codes(document) == [("pages-without-text", "partial")]
    assert [page.status for page in document.pages] == ["picture", "read", "picture", "blank"]


def test_elements_that_close_themselves_end_there() -> None:
    bare = f"<html {build.SPACES}><head><title/><script src='x.js'/></head><body><p>{CLAIM}</p></body></html>"
    assert texts(book(bare)) == [CLAIM]


def test_a_claim_is_found_on_its_page(tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    file.write_bytes(build.pack(build.parts(chapter("<p>Waste.</p>"), chapter(f"<p>{CLAIM}</p>"))))
    (document,) = claimcheck.audit(file).documents
    (claim,) = document.claims
    assert (claim.place.page, claim.place.line, claim.text) == (2, 1, CLAIM)


# Broken files.


def one(data: bytes, limits: Limits | None = None) -> str:
    document = read(data, limits or Limits())
    assert document.status == "unreadable"
    (problem,) = document.problems
    assert problem.hint
    return problem.code


def test_files_that_cannot_be_read() -> None:
    data = build.pack(WHOLE)
    assert one(data[:-30]) == "damaged"
    assert one(build.pack({"mimetype": WHOLE["mimetype"]})) == "damaged"
    assert one(build.pack({**WHOLE, "META-INF/container.xml": "no XML"})) == "damaged"
    assert one(build.pack({**WHOLE, "OEBPS/book.opf": "no XML"})) == "damaged"
    laughs = '<!DOCTYPE p [<!ENTITY a "ha">]><package>&a;</package>'
    assert one(build.pack({**WHOLE, "OEBPS/book.opf": laughs})) == "dtd-refused"
    assert one(build.pack(build.parts())) == "empty"
    assert one(build.pack(build.parts(chapter("")))) == "empty"
    assert one(build.pack(build.parts(chapter("<img src='1.png'/>")))) == "no-text"
    assert one(build.pack(build.parts(chapter(CLAIM), locked=[1]))) == "encrypted"
    assert one(build.pack(WHOLE), Limits(zip_members=3)) == "limit-zip-members"
    assert one(build.pack(build.parts(chapter("a" * 60_000_000)), True)) == "limit-zip-ratio"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"OEBPS/text/chapter 1.xhtml": None}, "damaged"), ({"OEBPS/text/chapter 1.xhtml": "\0\1\2\3\4" * 99}, "binary")],
)
def test_a_broken_chapter_is_said_and_the_others_are_read(changed: dict[str, str | None], code: str) -> None:
    content = {name: text for name, text in {**WHOLE, **changed}.items() if text is not None}
    document = read(build.pack(content))
    assert codes(document) == [(code, "partial")]
    assert [page.status for page in document.pages] == ["unread", "read"]
    assert texts(document) == ["Thank you."]


def test_chapters_that_are_locked_or_not_there_are_said() -> None:
    document = book(chapter(CLAIM), chapter("<p>Waste fell.</p>"), locked=[1])
    assert codes(document) == [("encrypted", "partial")]
    assert texts(document) == ["Waste fell."]
    unnamed = WHOLE["OEBPS/book.opf"].replace('idref="c1"', 'idref="c9"')
    assert codes(read(build.pack({**WHOLE, "OEBPS/book.opf": unnamed}))) == [("damaged-part", "partial")]


@pytest.mark.parametrize("address", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "http://[x", ""])
def test_nothing_outside_of_the_book_is_opened(address: str) -> None:
    moved = WHOLE["OEBPS/book.opf"].replace("text/chapter%201.xhtml", address)
    document = read(build.pack({**WHOLE, "OEBPS/book.opf": moved}))
    assert texts(document) == ["Thank you."]
    assert document.status == "partial"


def test_chapters_and_paragraphs_are_bounded() -> None:
    document = read(build.pack(WHOLE), Limits(pages=1))
    assert codes(document) == [("limit-pages", "partial")]
    assert "Thank you." not in texts(document)
    assert ("limit-blocks", "partial") in codes(read(build.pack(WHOLE), Limits(blocks=2)))


@given(st.integers(0, 2**32), st.integers(1, 20))
@settings(max_examples=40)
def test_changed_bytes_never_crash(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(build.pack(build.statement()))
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    document = check(read_bytes(bytes(data), path="book.epub", isolated=False))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems
