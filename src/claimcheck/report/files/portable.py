"""The audited PDF with a highlight and a note at each claim; its pages stay as they are."""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.errors import UsageError
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.files.passages import Rect, passages
from claimcheck.report.files.remarks import AUTHOR, remark, whole

# Red, green, blue of the five shades of scores, lowest first.
_COLOURS = ((255, 170, 160), (255, 200, 140), (255, 232, 130), (205, 235, 160), (160, 230, 205))
_NOTE = 18.0
# The second half of the identifier says which version of the file this is.
_IDENTIFIER = re.compile(rb"/ID ?\[ ?<[0-9A-Fa-f]{32}> ?<([0-9A-Fa-f]{32})>")
_TAIL = 4096


def write(document: DocumentOut, as_of: str, source: bytes) -> bytes:
    """The file with its highlights; claims whose words no page shows as text are told in a note on the first page."""
    try:
        pdf = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise UsageError(
            "cannot be marked up",
            code="conflict",
            path=document.path,
            hint="files with a password are not written",
        ) from error
    with closing(pdf):
        by_page: dict[int, list[ClaimOut]] = {}
        for claim in sorted(document.claims, key=lambda one: one.place.start):
            by_page.setdefault((claim.place.page or 1) - 1, []).append(claim)
        unplaced: list[ClaimOut] = []
        for number, claims in sorted(by_page.items()):
            unplaced += _mark(pdf, number, claims, as_of)
        told = whole(document, unplaced, as_of)
        if told and len(pdf):
            with closing(pdf[0]) as page:
                left, _, _, top = page.get_mediabox()
                corner = (left + _NOTE, top - 2 * _NOTE, left + 2 * _NOTE, top - _NOTE)
                _annotate(page, pdfium.FPDF_ANNOT_TEXT, [corner], told, _COLOURS[2], as_of)
        out = io.BytesIO()
        pdf.save(out)
        return _settled(out.getvalue())


def _settled(data: bytes) -> bytes:
    """The file with an identifier that follows from its content, where the library takes one from the time."""
    found = list(_IDENTIFIER.finditer(data, max(len(data) - _TAIL, 0)))
    if not found:
        return data
    start, end = found[-1].span(1)
    made = hashlib.sha256(data[:start] + data[end:]).hexdigest().upper()[: end - start]
    return data[:start] + made.encode("ascii") + data[end:]


def _mark(
    pdf: pypdfium2.PdfDocument, number: int, claims: Sequence[ClaimOut], as_of: str
) -> Iterator[ClaimOut]:
    """Mark the claims of a page; those whose words are not found on it."""
    with closing(pdf[number]) as page:
        marks = list(passages(page, [claim.text for claim in claims]))
        for claim, found in zip(claims, marks, strict=True):
            if found is None:
                yield claim
                continue
            colour = _COLOURS[min(claim.score // 20, 4)]
            _annotate(page, pdfium.FPDF_ANNOT_HIGHLIGHT, found.lines, remark(claim, as_of), colour, as_of)


def _annotate(
    page: pypdfium2.PdfPage,
    kind: int,
    rects: Sequence[Rect],
    lines: Sequence[str],
    colour: tuple[int, int, int],
    as_of: str,
) -> None:
    annotation = pdfium.FPDFPage_CreateAnnot(page, kind)
    try:
        box = (
            min(rect[0] for rect in rects), max(rect[3] for rect in rects),
            max(rect[2] for rect in rects), min(rect[1] for rect in rects),
        )  # fmt: skip
        pdfium.FPDFAnnot_SetRect(annotation, pdfium.FS_RECTF(*box))
        pdfium.FPDFAnnot_SetColor(annotation, pdfium.FPDFANNOT_COLORTYPE_Color, *colour, 255)
        if kind == pdfium.FPDF_ANNOT_HIGHLIGHT:
            for left, bottom, right, top in rects:
                quad = pdfium.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
                pdfium.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        for key, words in (
            ("Contents", "\n".join(lines)),
            ("T", AUTHOR),
            ("M", f"D:{as_of.replace('-', '')}"),
        ):
            encoded = (words + "\0").encode("utf-16-le", "replace")
            buffer = ctypes.create_string_buffer(encoded)
            wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
            pdfium.FPDFAnnot_SetStringValue(annotation, key.encode("ascii"), wide)
        pdfium.FPDFAnnot_SetFlags(annotation, pdfium.FPDF_ANNOT_FLAG_PRINT)
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
