"""Marking up a stranger's file: in a process of its own, within limits, with one clear error where it fails."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

import claimcheck
from claimcheck.errors import ClaimcheckError, InternalError, UnreadableInput, UsageError
from claimcheck.marking import apart
from claimcheck.model.report import Report
from claimcheck.read.limits import Limits
from claimcheck.report.files import file_of, mark_up

MEBIBYTE = 1 << 20
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + one, b"&%c;" % (97 + one) * 10) for one in range(9))
    + b']><w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&j;</w:settings>'
)


def _word(change: Callable[[str, bytes], bytes] = lambda _, content: content, extra: int = 0) -> bytes:
    """A Word file with one claim; ``extra`` MiB of blank picture are packed into next to nothing."""
    document = Document()
    document.add_paragraph("Our new bottle is eco-friendly.")
    plain, made = io.BytesIO(), io.BytesIO()
    document.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = change(name, before.read(name))
            if extra and name == "word/_rels/document.xml.rels":
                kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
                relation = b'<Relationship Id="rId99" Type="%s" Target="media/x.png"/></Relationships>' % kind
                content = content.replace(b"</Relationships>", relation)
            if extra and name == "[Content_Types].xml":
                kind = b'<Default Extension="png" ContentType="image/png"/></Types>'
                content = content.replace(b"</Types>", kind)
            after.writestr(name, content)
        if extra:
            with after.open("word/media/x.png", "w") as picture:
                for _ in range(extra):
                    picture.write(bytes(MEBIBYTE))
    return made.getvalue()


def _audited(path: Path, data: bytes) -> Report:
    path.write_bytes(data)
    return claimcheck.audit(path, context=claimcheck.Context(audience="consumer"))


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


@pytest.mark.parametrize("name", ["fixtures/docx/report.docx", "fixtures/reports/tarnholm-2025.pdf"])
def test_the_other_process_makes_the_same_file(name: str, root: Path) -> None:
    report = claimcheck.audit(root / name)
    kind = name.rpartition(".")[2]
    marked = file_of(report, kind, _bytes, apart(Limits()))
    assert marked == file_of(report, kind, _bytes, mark_up)
    assert marked[:4] == (root / name).read_bytes()[:4]


def _told(error: ClaimcheckError) -> str:
    assert error.path is not None
    assert error.hint
    assert len(error.message) < 400
    return error.message


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by the system on POSIX")
def test_a_picture_that_unpacks_without_end_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    report = _audited(tmp_path / "bomb.docx", _word(extra=300))
    assert report.documents[0].claims, "its text alone is read"
    with pytest.raises(InternalError) as raised:
        file_of(report, "docx", _bytes, apart(Limits(memory=400 * MEBIBYTE)))
    assert _told(raised.value) == "could not be marked up: it takes more than 400 MiB of memory"
    assert raised.value.exit_code == 4


def test_entities_that_multiply_are_one_error(tmp_path: Path) -> None:
    data = _word(lambda name, content: ENTITIES if name == "word/settings.xml" else content)
    report = _audited(tmp_path / "entities.docx", data)
    assert report.documents[0].claims
    with pytest.raises(InternalError) as raised:
        file_of(report, "docx", _bytes, apart(Limits()))
    assert _told(raised.value).startswith("could not be marked up: its library fails, XMLSyntaxError")


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    report = _audited(tmp_path / "slow.docx", _word())
    with pytest.raises(InternalError, match=r"it takes more than 0\.001 seconds"):
        file_of(report, "docx", _bytes, apart(Limits(seconds=0.001, extra_seconds=0.0001)))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_bytes_that_changed_after_reading_are_one_error(kind: str, tmp_path: Path, root: Path) -> None:
    name = {"docx": "fixtures/docx/report.docx", "pdf": "fixtures/reports/tarnholm-2025.pdf"}[kind]
    report = _audited(tmp_path / f"x.{kind}", (root / name).read_bytes())
    with pytest.raises((InternalError, UsageError)) as raised:
        file_of(report, kind, lambda _: b"PK\x03\x04 nothing of the kind", apart(Limits()))
    _told(raised.value)


@pytest.mark.skipif(not hasattr(os, "kill"), reason="processes are killed on POSIX")
def test_a_library_that_takes_the_process_with_it_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "crashing.py"
    module.write_text(
        "import os\nfrom claimcheck.read.isolation import wire\n"
        "def main():\n    source, sink = wire.take_pipes()\n    wire.receive(source, lambda: 1 << 40)\n"
        "    wire.send(sink, wire.encode({'job': True}))\n    os.abort()\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("claimcheck.marking.__name__", "crashing")
    report = _audited(tmp_path / "x.docx", _word())
    with pytest.raises(InternalError, match="could not be marked up: its library crashes"):
        file_of(report, "docx", _bytes, apart(Limits()))


def test_a_file_that_could_not_be_read_says_why(tmp_path: Path) -> None:
    report = _audited(tmp_path / "x.docx", _word()[:200])
    with pytest.raises(UnreadableInput) as raised:
        file_of(report, "docx", _bytes)
    assert raised.value.exit_code == 3
    assert "damaged" in raised.value.message
