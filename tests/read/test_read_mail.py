"""Mails: what the sender wrote is read, what hangs on it is told; broken ones end with one clear problem."""

from __future__ import annotations

import random
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_xlsx import grids
from reading_checks import check, codes, texts

import claimcheck
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.formats import by_content
from claimcheck.read.mime import parts

CLAIM = "Our parcels are carbon neutral."
SUBJECT = "Grüne Pakete: we are climate positive"
TABLE = "<table><tr><th>Site</th><th>2024</th></tr><tr><td>Lund</td><td>12</td></tr></table>"
PAGE = f"<html><body><h1>News</h1><p>{CLAIM}</p>{TABLE}</body></html>"


def mail(text: str | None = CLAIM, page: str | None = None, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Press office <press@example.org>"
    made["To"] = "news@example.com"
    made["Subject"] = SUBJECT
    made["Message-ID"] = "<1@example.org>"
    if text is not None:
        made.set_content(text, charset=charset)
    if page is not None and text is None:
        made.set_content(page, subtype="html", charset=charset)
    elif page is not None:
        made.add_alternative(page, subtype="html", charset=charset)
    return made


def read(made: EmailMessage | bytes, path: str = "news.eml") -> Document:
    data = made if isinstance(made, bytes) else made.as_bytes(policy=SMTP)
    return check(read_bytes(data, path=path, isolated=False))


NOTE = ("page-in-archive", "note")


def test_the_subject_and_the_text_are_read_and_no_other_header() -> None:
    document = read(mail(f"Dear all,\n\n{CLAIM}\n"))
    assert (document.format, document.title) == ("eml", SUBJECT)
    assert texts(document) == [SUBJECT, "Dear all,", CLAIM]
    assert "example.org" not in document.source
    assert codes(document) == [NOTE]


def test_of_two_ways_to_say_the_same_the_page_is_read() -> None:
    document = read(mail(CLAIM, PAGE))
    first = [(block.kind, block.text) for block in document.blocks[:3]]
    assert first == [("title", SUBJECT), ("heading", "News"), ("paragraph", CLAIM)]
    assert grids(document) == [[["Site", "2024"], ["Lund", "12"]]]
    assert codes(document) == [NOTE]


def test_what_hangs_on_a_mail_is_told() -> None:
    made = mail(CLAIM, PAGE)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bericht für alle.pdf")
    made.add_attachment("We are green.", filename="draft.txt")
    made.add_attachment(b"GIF", maintype="image", subtype="gif", disposition="inline")
    made.add_attachment("And we plant trees.", disposition="inline")
    document = read(made)
    assert "green" not in document.source
    assert codes(document) == [
        NOTE,
        ("texts-not-read", "partial"),
        ("attachments-not-read", "partial"),
        ("pictures-not-read", "note"),
    ]
    assert "2 attached files (“Bericht für alle.pdf”, “draft.txt”)" in document.problems[2].message


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "koi8-r"])
def test_letters_are_those_that_the_mail_says(charset: str) -> None:
    text = "Выбросы снизились." if charset == "koi8-r" else "Für unsere Fässer zählt jede Tonne."
    assert texts(read(mail(text, charset=charset))) == [SUBJECT, text]
    assert texts(read(mail(None, f"<p>{text}</p>", charset))) == [SUBJECT, text]


def test_a_claim_is_found(tmp_path: Path) -> None:
    file = tmp_path / "news.eml"
    file.write_bytes(mail(f"Dear all,\n\n{CLAIM}\n").as_bytes())
    (document,) = claimcheck.audit(file).documents
    subject, claim = sorted(document.claims, key=lambda claim: claim.place.line)
    assert (subject.text, subject.place.line) == (SUBJECT, 1)
    assert (claim.text, claim.place.line) == (CLAIM, 5)


def test_a_subject_that_the_page_says_again_is_read_once() -> None:
    assert texts(read(mail(None, f"<h1>{SUBJECT}</h1><p>{CLAIM}</p>"))) == [SUBJECT, CLAIM]
    coded = read(mail(None, f"<p>{CLAIM}</p>").as_bytes(policy=SMTP).replace(b"climate positive", b"R&D <b>green</b>"))
    assert texts(coded) == ["Grüne Pakete: we are R&D <b>green</b>", CLAIM]
    assert texts(read(CLAIM.encode().join((b"From: a@b.example\nTo: c@d.example\n\n", b"")))) == [CLAIM]


def test_mails_are_known_by_what_is_in_them() -> None:
    data = mail().as_bytes()
    assert by_content(data, "message") == "eml"
    assert by_content(data, "copied.txt") is None
    assert by_content(b"From: Anna\nTo: Bo\n\nWe are green.", "letter") is None
    assert texts(read(b"Subject: News\n\n" + CLAIM.encode())) == ["News", CLAIM]


# Broken files.


def one(made: EmailMessage | bytes) -> str:
    document = read(made)
    assert document.status == "unreadable"
    problem = document.problems[-1]
    assert problem.hint
    return problem.code


def test_mails_that_cannot_be_read() -> None:
    only_file = mail(None)
    only_file.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="report.pdf")
    assert one(only_file) == "no-text"
    assert one(b"Content-Type: multipart/encrypted; boundary=x\n\n--x\n\nabc\n--x--\n") == "encrypted"
    assert one(b"Content-Type: multipart/mixed; boundary=x\n\nno parts\n") == "no-text"
    assert one(b"Content-Type: multipart/mixed\n\nno parts\n") == "no-text"
    assert one(b"Content-Type: text/plain\n\n\0\1\2\3\4\5\6\n") == "binary"


def test_parts_in_parts_end() -> None:
    start = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(500))
    assert codes(read((start + "\n" + CLAIM).encode()))
    many = "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 50_000
    assert len(list(parts(many.encode()))) < 50_000


def test_a_boundary_that_begins_as_another_does_is_another() -> None:
    inner = f"Content-Type: multipart/alternative; boundary=b1\n\n--b1\n\n{CLAIM}\n--b1--\n"
    document = read(f"Content-Type: multipart/mixed; boundary=b\n\n--b\n{inner}\n--b--\n".encode())
    assert texts(document) == [CLAIM]


@given(st.integers(0, 2**32), st.integers(1, 30))
@settings(max_examples=60)
def test_changed_bytes_never_crash(seed: int, count: int) -> None:
    chance = random.Random(seed)
    made = mail(CLAIM, PAGE)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bericht für alle.pdf")
    data = bytearray(made.as_bytes())
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    document = read(bytes(data))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems
