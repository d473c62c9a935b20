"""The door: every kind of bad input gives a document that says what is wrong, where, and what to do."""

from __future__ import annotations

import hashlib
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from made_pdfs import line, pdf
from reading_checks import check, codes, texts

from claimcheck.model.document import Block, Problem
from claimcheck.read import formats
from claimcheck.read.dispatch import read_bytes, read_path, read_text
from claimcheck.read.limits import Limits
from claimcheck.read.reading import Reading

PARAGRAPH = "We cut our emissions by 30 % since 2019."


def unreadable(code: str) -> list[tuple[str, str]]:
    return [(code, "unreadable")]


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x" * 500)
    return buffer.getvalue()


def test_a_file_is_read_with_its_digest_and_shown_name(tmp_path: Path) -> None:
    path = tmp_path / "copy.txt"
    path.write_text(PARAGRAPH, encoding="utf-8")
    document = check(read_path(str(path), shown="copy.txt"))
    assert (document.path, document.format, document.status) == ("copy.txt", "text", "complete")
    assert document.sha256 == hashlib.sha256(PARAGRAPH.encode()).hexdigest()
    assert texts(document) == [PARAGRAPH]
    assert check(read_path(str(path))).path == str(path)


@pytest.mark.parametrize("name", ["missing.md", "no/such/folder.txt", "", "nul\x00.txt", "x" * 300 + ".txt"])
def test_a_path_that_is_not_there(tmp_path: Path, name: str) -> None:
    document = check(read_path(str(tmp_path / name) if name else ""))
    assert document.status == "unreadable"
    assert document.problems[0].code in ("not-found", "read-failed")
    assert document.problems[0].place == document.path


def test_a_file_used_as_folder_does_not_exist(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert codes(check(read_path(str(tmp_path / "file" / "report.pdf")))) == unreadable("not-found")


def test_a_folder(tmp_path: Path) -> None:
    assert codes(check(read_path(str(tmp_path)))) == unreadable("is-directory")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_and_a_device_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert codes(check(read_path(str(tmp_path / "pipe.txt")))) == unreadable("not-a-file")
    assert codes(check(read_path(os.devnull))) == unreadable("not-a-file")


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("x", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert codes(check(read_path(str(path)))) == unreadable("permission-denied")


def test_an_error_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.txt"
    path.write_text("x", encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("builtins.open", fail)
    document = check(read_path(str(path)))
    assert codes(document) == unreadable("read-failed")
    assert "Input/output error" in document.problems[0].message


def test_too_large_is_told_before_the_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_bytes(b"word " * 1_000)
    document = check(read_path(str(path), limits=Limits(text_bytes=4_999)))
    assert codes(document) == unreadable("too-large")
    assert document.sha256 == ""
    assert check(read_path(str(path), limits=Limits(text_bytes=5_000))).status == "complete"


def test_the_limit_of_bytes_depends_on_the_format() -> None:
    limits = Limits(pdf_bytes=10_000, text_bytes=100)
    data = b"%PDF-1.4\n" + b" " * 1_000
    assert codes(check(read_bytes(data, path="a.pdf", limits=limits))) == unreadable("damaged")
    assert codes(check(read_bytes(b"a" * 1_000, path="a.txt", limits=limits))) == unreadable("too-large")


@pytest.mark.parametrize("data", [b"", b"\n \t\r\n", b"\xef\xbb\xbf", "\u2003\n".encode(), b"\f\f"])
@pytest.mark.parametrize("path", ["a.txt", "a.md", "-"])
def test_empty(data: bytes, path: str) -> None:
    assert codes(check(read_bytes(data, path=path))) == unreadable("empty")


def test_a_stray_control_character_makes_no_binary_file() -> None:
    document = read_bytes(b"We cut\x08 our emissions.", path="a.txt")
    assert document.status == "complete"
    assert document.blocks


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 4_096,
        bytes(range(256)) * 8,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 200,
        b"text\x00\x01\x02" * 50,
        b"PK\x00",
        b"\x7fELF",
        b"\xca\xfe\x00\x01",
        b"MK\x06\n",
    ],
)
def test_binary_data_named_as_text(data: bytes) -> None:
    assert codes(check(read_bytes(data, path="a.txt"))) == unreadable("binary")


def test_random_bytes_are_no_text() -> None:
    noise = hashlib.sha512(b"seed").digest() * 1 + b"".join(
        hashlib.sha512(number.to_bytes(4, "big")).digest() for number in range(200)
    )
    assert codes(check(read_bytes(noise, path="a.txt"))) == unreadable("binary")


@pytest.mark.parametrize(
    ("data", "path", "name", "said"),
    [
        (b"<?xml version='1.0'?><report/>", "a.xml", "xml", "XML"),
        (zipped("notes.txt"), "a.txt", "archive", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "a.doc", "ole", "Office"),
        (b"{\\rtf1 text}", "a.rtf", "rtf", "Rich Text"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "image", "picture"),
        (b"\x1f\x8b\x08", "a.gz", "archive", "archive"),
    ],
)
def test_formats_that_are_not_supported_are_named_with_advice(data: bytes, path: str, name: str, said: str) -> None:
    document = check(read_bytes(data, path=path))
    assert codes(document) == unreadable("format-not-supported")
    assert document.format == name
    assert said in document.problems[0].message
    assert document.problems[0].hint == formats.FORMATS[name].advice


@pytest.mark.parametrize("path", ["report.pdf", "report.docx"])
def test_a_page_saved_under_the_name_of_a_report_is_called_one(path: str) -> None:
    document = check(read_bytes(b"<!DOCTYPE html>\n<p>Please log in to read the report.", path=path))
    assert codes(document) == [("not-as-named", "partial")]
    assert texts(document) == ["Please log in to read the report."]
    assert "HTML page" in document.problems[0].message


def test_another_report_under_the_wrong_name_is_read_with_a_note() -> None:
    document = check(read_bytes(pdf([line(72, 700, PARAGRAPH)]), path="report.docx"))
    assert codes(document) == [("not-as-named", "note")]
    assert texts(document) == [PARAGRAPH]


def test_a_format_without_reader_under_the_name_of_a_pdf() -> None:
    document = check(read_bytes(b"{\\rtf1 text}", path="report.pdf"))
    assert codes(document) == unreadable("format-not-supported")
    assert "named as a PDF file, but is a Rich Text file" in document.problems[0].message


def test_anything_else_under_the_name_of_a_pdf_is_damaged() -> None:
    assert codes(check(read_bytes(b"Not found", path="report.PDF"))) == unreadable("damaged")


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [
        ("a.md", b"# Title", "markdown"),
        ("a.MARKDOWN", b"x", "markdown"),
        ("a.text", b"x", "text"),
        ("README", b"x", "text"),
        ("a.csv", b"x", "csv"),
        ("a.txt", b"<!doctype html><title>x</title><p>x", "html"),
        ("page", b"\n<!-- c -->\n<?x?> <HTML lang=en>x", "html"),
        ("a.txt", "<html><body>x".encode("utf-16"), "html"),
        ("a.html", b"<p>fragment</p>", "html"),
        ("about.md", b"A PDF begins with %PDF-1.4, says the standard.", "markdown"),
        ("about.md", b"Use `<html>` as the first tag.", "markdown"),
    ],
)
def test_content_decides_first_then_the_name(path: str, data: bytes, name: str) -> None:
    document = check(read_bytes(data, path=path))
    assert (document.format, document.status) == (name, "complete")


def test_a_string_is_read_as_it_is() -> None:
    document = check(read_text("\ufeffOne claim.\x00\n\n# no heading", path="<draft>"))
    assert document.source == "\ufeffOne claim.\x00\n\n# no heading"
    assert (document.path, document.format) == ("<draft>", "text")
    assert texts(check(read_text("# Title\n\nBody.", format="markdown"))) == ["Title", "Body."]
    assert codes(check(read_text("  "))) == unreadable("empty")


def test_half_surrogate_pairs_are_replaced() -> None:
    document = check(read_text("bad \ud800 half"))
    assert document.source == "bad \ufffd half"


def test_a_fault_of_a_reader_is_a_problem_of_one_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("claimcheck.read.plain.reader.decode", fail)
    document = check(read_bytes(b"x", path="a.txt"))
    assert codes(document) == unreadable("read-failed")
    assert "too deep" in document.problems[0].message


@pytest.mark.parametrize(
    "found",
    [
        Reading("3", ()),
        Reading("3", (Block("paragraph", " ", ()),)),
        Reading("3", (), problems=(Problem("comments", "has a comment: not read", "note", "a"),)),
    ],
    ids=["nothing", "a blank", "a note on something else"],
)
def test_what_gives_no_text_is_never_clean(found: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever reader it is, and however new: the door says it."""
    monkeypatch.setattr(formats.Format, "load", lambda _: lambda raw: found)
    told = [kind for kind in formats.FORMATS.values() if kind.read and not kind.test]
    assert len(told) > 9
    for kind in told:
        document = read_bytes(b"3", path=f"a{kind.suffixes[0]}", isolated=False)
        assert ("no-text", "partial") in codes(document), kind.label
        assert document.status == "partial", kind.label


@pytest.mark.parametrize(
    "told",
    [Problem("no-text", "holds code", "note", "a"), Problem("limit-blocks", "was cut", "partial", "a")],
    ids=lambda problem: problem.code,
)
def test_a_reader_that_says_why_it_found_nothing_is_not_corrected(
    told: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats.Format, "load", lambda _: lambda raw: Reading("3", (), problems=(told,)))
    assert read_bytes(b"3", path="a.txt").problems == (told,)


@pytest.mark.parametrize(
    ("path", "text"),
    [("a.json", '{"version": 3}'), ("a.yml", "version: 3"), ("a.csv", ",,"), ("a.po", 'msgid ""\nmsgstr ""\n')],
)
def test_strings_of_which_none_is_text_are_never_clean(path: str, text: str) -> None:
    assert codes(check(read_bytes(text.encode(), path=path))) == [("no-text", "partial")]


def test_the_limit_of_blocks_cuts_and_says_so() -> None:
    for path, data in (("a.txt", b"a\n\nb\n\nc"), ("a.md", b"a\n\nb\n\nc")):
        document = check(read_bytes(data, path=path, limits=Limits(blocks=2)))
        assert texts(document) == ["a", "b"]
        assert codes(document) == [("limit-blocks", "partial")]
        assert check(read_bytes(data, path=path, limits=Limits(blocks=3))).status == "complete"


def test_every_format_has_advice_and_no_suffix_twice() -> None:
    suffixes = [suffix for kind in formats.FORMATS.values() for suffix in kind.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(kind.advice and kind.label for kind in formats.FORMATS.values())
    readable = {".pdf", ".docx", ".html", ".htm", ".md", ".markdown", ".txt", ".text"}
    assert readable <= formats.READABLE_SUFFIXES
    assert not {".rtf", ".doc", ".zip", ".png"} & formats.READABLE_SUFFIXES


def test_what_native_code_parses_is_isolated() -> None:
    assert [name for name, kind in formats.FORMATS.items() if kind.isolated] == [
        "pdf",
        "docx",
        "pptx",
        "xlsx",
        "odf",
        "epub",
        "html",
        "eml",
        "mhtml",
        "yaml",
        "vue",
        "jsx",
    ]
