"""Encodings: what the file says, then UTF-8, then a guess that is reported."""

from __future__ import annotations

import pytest
from reading_checks import check, codes, texts

from claimcheck.read.dispatch import read_bytes

WESTERN = "Nous avons réduit nos émissions de 30 % – « à l’été » 2019."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_a_marked_or_utf8_file_is_read_without_a_word(encoding: str) -> None:
    document = check(read_bytes(WESTERN.encode(encoding), path="a.txt"))
    assert document.source == WESTERN
    assert codes(document) == []


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\x00\x00\xfe\xff", "utf-32-be")]
)
def test_byte_order_marks_are_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    document = check(read_bytes(mark + "CO₂ is 1 t".encode(encoding), path="a.md"))
    assert document.source == "CO₂ is 1 t"
    assert document.blocks[0].pieces[0].source == 0


GERMAN = "Wir können die Emissionen unserer Gebäude senken: größere Maßnahmen für das Klima."
POLISH = "Środowisko i zrównoważony rozwój są ważne dla naszej spółki, więc zmniejszyliśmy zużycie."
RUSSIAN = "Экология и климат важны для нас. Мы сократили выбросы углерода на треть."
UKRAINIAN = "Ми скоротили викиди вуглецю на третину, і їхній вплив на довкілля є меншим."
GREEK = "Μειώσαμε τις εκπομπές άνθρακα κατά τριάντα τοις εκατό."
TURKISH = "Karbon salımımızı yüzde otuz azalttık ve çevreyi koruyoruz. Şirketimiz için önemli."
JAPANESE = "持続可能性レポート。二酸化炭素の削減を進めています。"
SIMPLIFIED = "环境可持续发展报告。我们将碳排放减少了百分之三十。"
TRADITIONAL = "環境永續發展報告。我們將碳排放減少了百分之三十。"
KOREAN = "우리는 탄소 배출량을 30% 줄였습니다. 환경 보고서입니다."
QUOTED = "We’re carbon neutral — “100%” of it."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        (WESTERN.replace("–", "-").replace("’", "'"), "iso8859-15"),
        (WESTERN, "mac-roman"),
        (WESTERN.replace("–", "-").replace("’", "'"), "cp850"),
        (GERMAN, "latin-1"),
        (GERMAN, "mac-roman"),
        (QUOTED, "cp1252"),
        (QUOTED, "mac-roman"),
        ("30 °C", "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "mac-cyrillic"),
        (UKRAINIAN, "koi8-u"),
        (UKRAINIAN, "cp1251"),
        (GREEK, "cp1253"),
        (GREEK, "iso8859-7"),
        (TURKISH, "cp1254"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
        ("持続可能性レポート二酸化炭素の削減", "shift_jis"),
        ("环境可持续发展报告", "gb18030"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        (TRADITIONAL, "big5"),
        (KOREAN, "euc-kr"),
        (WESTERN, "utf-16-le"),
        (WESTERN, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (f"{JAPANESE}\n", "utf-16-le"),
        (f"{SIMPLIFIED}\n", "utf-16-be"),
        ("A plain English sentence.", "utf-16-le"),
        ("A plain English sentence.", "utf-16-be"),
        (QUOTED, "utf-32-le"),
        (QUOTED, "utf-32-be"),
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
    assert document.problems[0].message.endswith("at line 1, column 521")


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


def test_text_of_a_mainframe_is_refused_not_read_as_noise() -> None:
    data = "We cut our emissions by half since we began, and planted trees. Déjà vu.".encode("cp037")
    assert codes(check(read_bytes(data, path="a.txt"))) == [("undecodable", "unreadable")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrong_bytes_in_utf8_are_said_with_their_places_and_cost_no_other_letter(end: str) -> None:
    lines = ["Größe zählt", "über \udcffalles", "naïve", "\udcfe\udcfd", "größte"]
    data = end.join(lines).encode("utf-8", "surrogateescape")
    document = check(read_bytes(data, path="a.txt"))
    assert document.source.split(end) == ["Größe zählt", "über \ufffdalles", "naïve", "\ufffd\ufffd", "größte"]
    assert codes(document) == [("bytes-replaced", "partial")]
    assert document.problems[0].message.endswith("line 2, column 6; line 4, column 1; line 4, column 2, and more")


def test_a_cut_file_in_utf16_loses_its_last_character_only() -> None:
    document = check(read_bytes((WESTERN * 3).encode("utf-16")[:-1], path="a.txt"))
    assert document.source == (WESTERN * 3)[:-1] + "\ufffd"
    assert codes(document) == [("bytes-replaced", "partial")]


def test_replacement_characters_of_the_file_itself_are_no_fault() -> None:
    assert codes(check(read_bytes("a \ufffd ö".encode(), path="a.txt"))) == []


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"MZ\x90\x00\x03" + bytes(range(32)) * 90])
def test_binary_data_named_as_text_is_refused(data: bytes) -> None:
    assert codes(check(read_bytes(data, path="a.txt"))) == [("binary", "unreadable")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", ["a.txt", "a.md"])
def test_the_source_keeps_its_line_ends_and_block_text_has_one(end: str, path: str) -> None:
    source = end.join(["First line", "second line", "", "next block"])
    document = check(read_bytes(source.encode(), path=path))
    assert document.source == source
    assert texts(document) == ["First line\nsecond line", "next block"]
