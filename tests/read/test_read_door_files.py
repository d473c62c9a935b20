"""The door and the disk: files that change, and whether it matters in which process a file is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_files import HOSTILE
from made_pdfs import line, pdf
from reading_checks import check, codes, texts
from reportlab.lib.pdfencrypt import StandardEncryption

from claimcheck.errors import UsageError
from claimcheck.read import dispatch
from claimcheck.read.dispatch import read_bytes, read_path
from claimcheck.read.limits import Limits, PageRange

CLAIM = "We cut our emissions by 30 % since 2019."
SMALL = [name for name in HOSTILE if "bomb" not in name and name.endswith((".pdf", ".docx", ".html"))]


def while_reading(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Do something when the content has been read and the file is still open."""
    content: Callable[..., bytes] = dispatch._content

    def read_and_do(*arguments: Any) -> bytes:
        data = content(*arguments)
        deed()
        return data

    monkeypatch.setattr(dispatch, "_content", read_and_do)


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.md"
    path.write_text(CLAIM, encoding="utf-8")
    while_reading(monkeypatch, lambda: path.write_text(CLAIM * 2, encoding="utf-8"))
    document = check(read_path(str(path), shown="copy.md"))
    assert codes(document) == [("file-changed", "partial")]
    assert texts(document) == [CLAIM]


def test_a_file_that_is_replaced_while_it_is_read_is_read_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = tmp_path / "copy.md", tmp_path / "new.md"
    path.write_text(CLAIM, encoding="utf-8")
    other.write_text("Something else.", encoding="utf-8")
    while_reading(monkeypatch, lambda: other.replace(path))
    document = check(read_path(str(path), shown="copy.md"))
    assert (codes(document), texts(document)) == ([], [CLAIM])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_file_that_becomes_a_pipe_between_two_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "copy.md"
    path.write_text(CLAIM, encoding="utf-8")
    as_it_was = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(dispatch.os, "stat", lambda _: as_it_was)
    assert codes(check(read_path(str(path)))) == [("not-a-file", "unreadable")]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    document = check(read_path(str(tmp_path / "a.md")))
    assert codes(document) == [("not-found", "unreadable")]
    assert "circles" in document.problems[0].message


@pytest.mark.parametrize("name", SMALL)
def test_the_process_changes_nothing_of_what_is_read(name: str) -> None:
    data = HOSTILE[name]()
    assert read_bytes(data, path=name) == read_bytes(data, path=name, isolated=False)


def test_wanted_pages_are_the_only_ones_read() -> None:
    data = pdf(*[[line(72, 700, f"Page {number} has words.")] for number in range(1, 8)])
    seen: list[tuple[int, int]] = []
    document = check(read_bytes(data, path="a.pdf", pages=PageRange(3, 4), progress=lambda *page: seen.append(page)))
    assert [block.page for block in document.blocks] == [3, 4]
    assert [page.status for page in document.pages] == [
        "unread",
        "unread",
        "read",
        "read",
        "unread",
        "unread",
        "unread",
    ]
    assert (document.status, document.problems) == ("complete", ())
    assert seen == [(3, 4), (4, 4)]
    beyond = check(read_bytes(data, path="a.pdf", pages=PageRange(6), limits=Limits(pages=1)))
    assert [block.page for block in beyond.blocks] == [6]
    assert codes(beyond) == [("limit-pages", "partial")]
    assert "only the first 1 of 2 pages" in beyond.problems[0].message


def test_pages_that_are_not_there() -> None:
    document = check(read_bytes(pdf([line(72, 700, CLAIM)]), path="a.pdf", pages=PageRange(2, 9)))
    assert codes(document) == [("no-such-page", "unreadable")]
    assert "has 1 pages, and none of the pages 2-9" in document.problems[0].message


def test_characters_of_all_pages_are_bounded() -> None:
    data = pdf(*[[line(72, 700, CLAIM)]] * 6)
    document = check(read_bytes(data, path="a.pdf", limits=Limits(characters=100)))
    assert [page.status for page in document.pages] == ["read"] * 3 + ["unread"] * 3
    assert codes(document) == [("limit-characters", "partial")]


@pytest.mark.parametrize("isolated", [True, False])
def test_a_password_opens_a_file(isolated: bool) -> None:
    data = pdf([line(72, 700, CLAIM)], encrypt=StandardEncryption("sesame", ownerPassword="owner"))
    for password in ("sesame", "owner"):
        document = check(read_bytes(data, path="a.pdf", password=password, isolated=isolated))
        assert (texts(document), document.problems) == ([CLAIM], ())
    for password, said in ((None, "needs a password"), ("Sesame", "does not open with this password")):
        document = check(read_bytes(data, path="a.pdf", password=password, isolated=isolated))
        assert codes(document) == [("encrypted", "unreadable")]
        assert said in document.problems[0].message
    assert "--password-env" in str(read_bytes(data, path="a.pdf").problems[0].hint)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("80-160", PageRange(80, 160)),
        ("7", PageRange(7, 7)),
        ("7-", PageRange(7)),
        (" 2-2 ", PageRange(2, 2)),
        ("0", None),
        ("5-4", None),
        ("-3", None),
        ("1,2", None),
        ("a", None),
        ("1" * 9, None),
    ],
)
def test_runs_of_pages(text: str, run: PageRange | None) -> None:
    assert PageRange.parse(text) == run
    if run is not None:
        assert PageRange.parse(str(run)) == run


@pytest.mark.parametrize("wrong", [{"pages": 0}, {"pages": -1}, {"pages": 1.5}, {"seconds": "9"}, {"memory": True}])
def test_limits_that_do_not_fit(wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="does not fit") as caught:
        Limits(**wrong)
    assert caught.value.code == "bad-limit"
