"""Reports that are files of other programs: a working paper, and the audited file with remarks at the right words."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.report.files import FILE_FORMATS, file_of
from claimcheck.report.files.remarks import Finder

CLAIMS = (
    "Our new bottle is eco-friendly.",
    "The kettle is carbon neutral.",
    "Our mills cut emissions by 31 % between 2019 and 2025.",
    "By 2040 we will be climate neutral.",
    "The box is made of recycled card.",
    "Our tray is fully recyclable.",
    "We use 100 % renewable electricity in all our plants.",
    "This sponge is biodegradable.",
    "We will plant a tree for every kettle sold.",
    "The greenest kettle on the market.",
)


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _word(path: Path) -> None:
    """Ten claims in plain, split and formatted runs, a table, and text that claims nothing."""
    document = Document()
    document.add_heading("Our copy", 1)
    for number, claim in enumerate(CLAIMS[:8]):
        paragraph = document.add_paragraph("The office opens at nine. ")
        first, second = claim[: 5 + number], claim[5 + number :]
        paragraph.add_run(first).bold = True
        paragraph.add_run(f"{second} Lunch is at noon.")
    table = document.add_table(rows=1, cols=2)
    for cell, claim in zip(table.rows[0].cells, CLAIMS[8:], strict=True):
        cell.text = claim
    document.save(str(path))


def _commented(data: bytes) -> list[str]:
    """The words between the beginning and the end of each comment."""
    body = Document(io.BytesIO(data)).element.body
    found: dict[str, str] = {}
    open_: list[str] = []
    for node in body.iter():
        if node.tag == qn("w:commentRangeStart"):
            open_.append(node.get(qn("w:id")))
            found[open_[-1]] = ""
        elif node.tag == qn("w:commentRangeEnd"):
            open_.remove(node.get(qn("w:id")))
        elif node.tag == qn("w:t"):
            for one in open_:
                found[one] += node.text or ""
    return list(found.values())


def _audited(path: Path) -> Report:
    return claimcheck.audit(path, context=claimcheck.Context(audience="consumer"))


def test_a_word_file_comes_back_with_a_comment_at_the_words_of_each_claim(tmp_path: Path) -> None:
    path = tmp_path / "copy.docx"
    _word(path)
    report = _audited(path)
    (document,) = report.documents
    data = file_of(report, "docx", _bytes)
    assert data == file_of(report, "docx", _bytes)
    spans = Counter(_commented(data))
    wanted = Counter(claim.text for claim in document.claims)
    assert set(wanted) == set(CLAIMS)
    assert all(spans[text] == 1 for text in wanted), spans


def test_the_text_of_the_word_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "copy.docx"
    _word(path)
    data = file_of(_audited(path), "docx", _bytes)
    before, after = Document(str(path)), Document(io.BytesIO(data))
    assert [one.text for one in after.paragraphs] == [one.text for one in before.paragraphs]
    bold = [[run.text for run in one.runs if run.bold] for one in after.paragraphs]
    assert ["".join(one) for one in bold] == [
        "".join(run.text for run in one.runs if run.bold) for one in before.paragraphs
    ]


def test_libreoffice_opens_it_without_complaint(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice Writer")
    path = tmp_path / "copy.docx"
    _word(path)
    marked = tmp_path / "marked.docx"
    marked.write_bytes(file_of(_audited(path), "docx", _bytes))
    done = subprocess.run(
        [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "odt",
         "--outdir", str(tmp_path), str(marked)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    import zipfile

    with zipfile.ZipFile(tmp_path / "marked.odt") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<office:annotation ") >= len(CLAIMS)


@pytest.mark.parametrize("name", ["docx", "pdf"])
def test_only_one_file_can_be_marked_up(name: str) -> None:
    report = claimcheck.audit_text("Our bottle is eco-friendly.")
    with pytest.raises(UsageError, match="marks up one"):
        file_of(report, name, _bytes)


def test_words_are_found_across_breaks_and_hyphens_in_reading_order() -> None:
    text = "Green is good. We are car-\nbon neu\u00adtral now. Green is good."
    finder = Finder(text)
    first, last = finder.find("We are carbon neutral now.") or (0, 0)
    assert text[first : last + 1] == "We are car-\nbon neu\u00adtral now."
    again = finder.find("Green is good.")
    assert again is not None
    assert again[0] == text.rindex("Green")
    assert finder.find("nothing of the kind") is None
    assert finder.find(" -") is None


def test_a_library_that_is_not_there_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    for name in FILE_FORMATS:
        with pytest.raises(UsageError) as raised:
            file_of(claimcheck.audit_text("x"), name, _bytes)
        assert raised.value.code == "missing-extra"
        assert "pip install" in (raised.value.hint or "")
