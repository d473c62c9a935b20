"""The audited PDF with its marks: what is marked how, what the notes say, and the last page that explains it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

import claimcheck
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.files import file_of
from claimcheck.report.files.comments import FIRST, LONGEST
from claimcheck.report.files.legend import AGAINST_COLOUR, FIRST_COLOUR, NEXT_COLOUR, OTHER_COLOUR
from claimcheck.report.files.portable import write
from claimcheck.report.rows import numbered, rows

REPORT = "fixtures/reports/tarnholm-2025.pdf"


class Note(NamedTuple):
    page: int
    kind: int
    colour: tuple[int, ...]
    words: str


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _notes(data: bytes) -> Iterator[Note]:
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        for number in range(len(pdf)):
            with closing(pdf[number]) as page:
                for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
                    one = pdfium.FPDFPage_GetAnnot(page, at)
                    size = pdfium.FPDFAnnot_GetStringValue(one, b"Contents", None, 0)
                    words = (pdfium.FPDF_WCHAR * (size // 2))()
                    pdfium.FPDFAnnot_GetStringValue(one, b"Contents", words, size)
                    colour = [pdfium.c_uint() for _ in range(4)]
                    pdfium.FPDFAnnot_GetColor(one, pdfium.FPDFANNOT_COLORTYPE_Color, *colour)
                    kind = pdfium.FPDFAnnot_GetSubtype(one)
                    text = bytes(words).decode("utf-16-le").rstrip("\0")
                    yield Note(number, kind, tuple(part.value for part in colour[:3]), text)
                    pdfium.FPDFPage_CloseAnnot(one)


def _texts(data: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


@pytest.fixture(scope="module")
def tarnholm(root: Path) -> tuple[Report, bytes]:
    report = claimcheck.audit(root / REPORT)
    return report, file_of(report, "pdf", _bytes)


def test_the_pages_stay_as_they_are_and_one_comes_behind_them(root: Path, tarnholm: tuple[Report, bytes]) -> None:
    before, after = _texts((root / REPORT).read_bytes()), _texts(tarnholm[1])
    assert after[:-1] == before
    legend = " ".join(after[-1].split())
    groups = rows(tarnholm[0].documents)
    assert f"the first {FIRST} of {len(groups)} different claims" in legend
    assert "never that they are untrue" in legend
    assert "a passage that another one contradicts" in legend
    assert tarnholm[0].context.as_of in legend
    hints = [one for one in _notes(tarnholm[1]) if one.page == 0 and one.kind == pdfium.FPDF_ANNOT_TEXT]
    assert "What the colours mean stands on the last page." in hints[0].words


def test_colours_tell_what_to_do_first(tarnholm: tuple[Report, bytes]) -> None:
    (document,) = tarnholm[0].documents
    notes = list(_notes(tarnholm[1]))
    marks = [one for one in notes if one.kind != pdfium.FPDF_ANNOT_TEXT]
    colours = {FIRST_COLOUR, NEXT_COLOUR, OTHER_COLOUR, AGAINST_COLOUR}
    assert {one.colour for one in marks} == colours
    strong = [one for one in marks if one.colour == FIRST_COLOUR]
    first = numbered(rows([document]))[:FIRST]
    told = {int(one.words.split(" ")[0]): one for one in strong if "of the first" in one.words}
    assert sorted(told) == list(range(1, FIRST + 1))
    for number, row in enumerate(first, 1):
        assert told[number].page == min(one.place.page or 1 for one in row.claims) - 1
        assert ("Nothing more is asked" in told[number].words) is not row.is_open
    assert not all(row.is_open for row in first)
    assert all(one.words.startswith("Said again") for one in strong if one not in told.values())
    underlined = {one.colour for one in marks if one.kind == pdfium.FPDF_ANNOT_UNDERLINE}
    assert underlined == {OTHER_COLOUR, AGAINST_COLOUR}


def test_notes_are_short_and_name_the_rule(tarnholm: tuple[Report, bytes]) -> None:
    notes = [one.words for one in _notes(tarnholm[1])]
    assert max(map(len, notes)) <= LONGEST + 60
    marks = [one.words for one in _notes(tarnholm[1]) if one.kind != pdfium.FPDF_ANNOT_TEXT]
    assert max(map(len, marks)) <= LONGEST
    for finding in tarnholm[0].documents[0].findings:
        if finding.state == "new":
            assert any(f"claimcheck rule {finding.rule}" in one for one in notes)


def test_it_is_the_same_every_time_also_of_a_file_without_identifier(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "a.pdf"
    with closing(pypdfium2.PdfDocument.new()) as pdf:
        with closing(pypdfium2.PdfDocument(root / REPORT)) as source:
            pdf.import_pages(source, [1])
        out = io.BytesIO()
        pdf.save(out)
    start = out.getvalue().rindex(b"/ID[")
    path.write_bytes(out.getvalue()[:start] + b" " * 73 + out.getvalue()[start + 73 :])
    (document,) = claimcheck.audit(path).documents
    assert document.claims
    assert write(document, "2026-11-29", path.read_bytes()) == write(document, "2026-11-29", path.read_bytes())


def _document(path: Path, *lines: str) -> DocumentOut:
    canvas = Canvas(str(path), invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * number, line)
    canvas.save()
    return claimcheck.audit(path, context=claimcheck.Context(audience="consumer")).documents[0]


def test_words_that_are_not_there_have_their_note_in_the_corner(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    document = _document(path, "Our new bottle is eco-friendly.")
    (claim,) = document.claims
    other = claim.model_copy(update={"text": "Nothing of this stands on the page."})
    data = write(document.model_copy(update={"claims": [other]}), "2026-11-29", path.read_bytes())
    notes = list(_notes(data))
    assert {one.kind for one in notes} == {pdfium.FPDF_ANNOT_TEXT}
    assert any("Nothing of this stands on the page." in one.words for one in notes)


def test_a_file_without_claims_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    document = _document(path, "The office opens at nine.")
    data = write(document, "2026-11-29", path.read_bytes())
    assert _texts(data) == _texts(path.read_bytes())
    assert not list(_notes(data))
