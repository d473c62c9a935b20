"""Encodings: what the file says, then UTF-8, then a guess that is reported."""

from __future__ import annotations

import pytest
from reading_checks import check, codes, texts

from claimcheck.read.door import read_bytes

WESTERN = "Nous avons réduit nos émissions de 30 % – « à l’été » 2019."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_marked_or_utf8_file_is_read_without_a_word(encoding: str) -> None:
    document = check(read_bytes(WESTERN.encode(encoding), path="a.txt"))
    assert document.source == WESTERN
    assert codes(document) == []


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\x00\x00\xfe\xff", "utf-32-be")],
)
def test_byte_order_marks_are_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    document = check(read_bytes(mark + "CO₂ is 1 t".encode(encoding), path="a.md"))
    assert document.source == "CO₂ is 1 t"
    assert document.blocks[0].pieces[0].source == 0


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        ("Wir können das Klima schützen", "latin-1"),
        ("We’re carbon neutral — “100%”.", "cp1252"),
        ("30 °C", "cp1252"),
        ("Środowisko i zrównoważony rozwój są ważne", "cp1250"),
        ("Экология и климат важны для нас", "cp1251"),
        ("持続可能性レポート二酸化炭素の削減", "shift_jis"),
        ("环境可持续发展报告", "gb18030"),
        ("A plain English sentence.", "utf-16-le"),
        ("A plain English sentence.", "utf-16-be"),
    ],
)
def test_other_encodings_are_guessed_and_named(text: str, encoding: str) -> None:
    document = check(read_bytes(text.encode(encoding), path="a.txt"))
    assert document.source == text
    assert codes(document) == [("encoding-guessed", "note")]
    assert document.status == "complete"


def test_the_guess_looks_where_the_text_stops_being_ascii() -> None:
    data = b"Plain words only. " * 20_000 + "Émissions réduites à zéro".encode("cp1252")
    assert check(read_bytes(data, path="a.txt")).source.endswith("Émissions réduites à zéro")


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    data = "Überprüfte Ökobilanz für Gebäude, größte Verkäufer. ".encode() * 10 + b"\xff end"
    document = check(read_bytes(data, path="a.txt"))
    assert "größte" in document.source
    assert codes(document) == [("bytes-replaced", "partial")]
    assert "1 place" in document.problems[0].message


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfea\x00b",  # half a character behind a mark
        b"\xff\xfe\x00\x00\x00\x00\x11\x00",  # beyond the last code point
    ],
)
def test_data_that_does_not_fit_its_mark_is_undecodable(data: bytes) -> None:
    assert codes(check(read_bytes(data, path="a.txt"))) == [("undecodable", "unreadable")]


def test_data_in_no_encoding_is_undecodable() -> None:
    data = bytes(range(0x80, 0xA0)) * 40 + b" text"
    assert codes(check(read_bytes(data, path="a.txt"))) == [("undecodable", "unreadable")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_the_source_keeps_its_line_ends_and_block_text_has_one(end: str, path: str) -> None:
    source = end.join(["First line", "second line", "", "next block"])
    document = check(read_bytes(source.encode(), path=path))
    assert document.source == source
    assert texts(document) == ["First line\nsecond line", "next block"]
