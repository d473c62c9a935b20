"""The audited PDF with marks at what to mend, a note at each, and a last page that says what they mean."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.errors import UsageError
from claimcheck.model.report import DocumentOut
from claimcheck.report.files.comments import FIRST, again, answered, comment, elsewhere, overview
from claimcheck.report.files.legend import AGAINST_COLOUR, FIRST_COLOUR, NEXT, NEXT_COLOUR, OTHER_COLOUR, legend
from claimcheck.report.files.paper import Colour, Paper, Rect, passages, settled
from claimcheck.report.files.remarks import AUTHOR
from claimcheck.report.rows import Row, numbered, rows

_NOTE = 18.0  # width and height of a note in the corner of a page, in points
_BEHIND = "What the colours mean stands on the last page."


class _Look(NamedTuple):
    """How words are marked."""

    kind: int
    colour: Colour


_FIRST = _Look(pdfium.FPDF_ANNOT_HIGHLIGHT, FIRST_COLOUR)
_NEXT = _Look(pdfium.FPDF_ANNOT_HIGHLIGHT, NEXT_COLOUR)
_OTHER = _Look(pdfium.FPDF_ANNOT_UNDERLINE, OTHER_COLOUR)
_AGAINST = _Look(pdfium.FPDF_ANNOT_UNDERLINE, AGAINST_COLOUR)


class _Mark(NamedTuple):
    """Words of a page to mark and the note at them; ``lost`` is the note where they are not on the page as text."""

    page: int
    start: int
    words: str
    look: _Look
    note: list[str]
    lost: list[str]


def write(document: DocumentOut, as_of: str, source: bytes) -> bytes:
    """The file with its marks; a note whose words no page shows as text is in the corner of its page."""
    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        message = "cannot be marked up"
        hint = "files with a password are not written"
        raise UsageError(message, code="conflict", path=document.path, hint=hint) from error
    with closing(pdf):
        found = numbered(rows([document]))
        by_page: dict[int, list[_Mark]] = {}
        for mark in sorted(_marks(document, found), key=lambda one: (one.page, one.start)):
            by_page.setdefault(mark.page, []).append(mark)
        told = overview(document, found, 0)
        for number in sorted({*by_page, 0} if told else by_page):
            with closing(pdf[number]) as page:
                corner = [[*told, _BEHIND]] if told and number == 0 else []
                corner += _put(page, by_page.get(number, []), as_of)
                _put_in_corner(page, corner, as_of)
        if told:
            against = any(one.against for one in document.findings)
            Paper(pdf).write(list(legend(found, as_of, against=against)))
        out = io.BytesIO()
        pdf.save(out)
        return settled(out.getvalue())


def _marks(document: DocumentOut, found: Sequence[Row]) -> Iterator[_Mark]:
    """Each matter with a note at its first place and a hint at later ones, then the findings of the document."""
    for number, matter in enumerate(found, 1):
        note, behind = comment(matter, number) or answered(number), -1
        if not note:
            continue
        lost = comment(matter, number, elsewhere(matter))
        for claim in sorted(matter.claims, key=lambda one: one.place.start):
            # Clauses of the sentence that has the note are no second place.
            if claim.place.start >= behind:
                page = (claim.place.page or 1) - 1
                if behind >= 0:
                    note, lost = again(matter, claim), []
                yield _Mark(page, claim.place.start, claim.text, _look(number), note, lost)
                behind = claim.place.end
    for finding in document.findings:
        matter = Row(document, (), (finding,))
        note = comment(matter, 0)
        if note:
            look, where = _AGAINST if finding.against else _OTHER, finding.place
            lost = comment(matter, 0, elsewhere(matter))
            yield _Mark((where.page or 1) - 1, where.start, finding.quote, look, note, lost)


def _put(page: pypdfium2.PdfPage, marks: Sequence[_Mark], as_of: str) -> list[list[str]]:
    """Mark the words of a page; the notes of those that are not on it as text."""
    lost = []
    places = list(passages(page, [mark.words for mark in marks]))
    for mark, place in zip(marks, places, strict=True):
        if place is None:
            lost += [mark.lost] if mark.lost else []
            continue
        _annotate(page, mark.look, place.lines, mark.note, as_of)
    return lost


def _look(number: int) -> _Look:
    """How a claim is marked that has this place in the order."""
    if number <= FIRST:
        return _FIRST
    return _NEXT if number <= FIRST + NEXT else _OTHER


def _put_in_corner(page: pypdfium2.PdfPage, notes: Sequence[Sequence[str]], as_of: str) -> None:
    left, _, _, top = page.get_mediabox()
    for number, note in enumerate(notes):
        down = top - (number + 2) * _NOTE
        corner = (left + _NOTE, down, left + 2 * _NOTE, down + _NOTE)
        _annotate(page, _Look(pdfium.FPDF_ANNOT_TEXT, NEXT_COLOUR), [corner], note, as_of)


def _annotate(page: pypdfium2.PdfPage, look: _Look, rects: Sequence[Rect], lines: Sequence[str], as_of: str) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page, look.kind)
    try:
        box = (
            min(rect[0] for rect in rects), max(rect[3] for rect in rects),
            max(rect[2] for rect in rects), min(rect[1] for rect in rects),
        )  # fmt: skip
        pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(*box))
        pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *look.colour, 255)
        if look.kind != pdfium.FPDF_ANNOT_TEXT:
            for left, bottom, right, top in rects:
                quad = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
                pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        for key, words in (("Contents", "\n".join(lines)), ("T", AUTHOR), ("M", f"D:{as_of.replace('-', '')}")):
            encoded = (words + "\0").encode("utf-16-le", "replace")
            buffer = ctypes.create_string_buffer(encoded)
            wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFAnnot_SetStringValue(annotation, key.encode("ascii"), wide)
        pdfium.FPDFAnnot_SetFlags(annotation, pdfium.FPDF_ANNOT_FLAG_PRINT)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
