"""What lies on a PDF page without being part of its content: filled-in fields, typed notes and web links."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.model.document import Link
from claimcheck.read.pdf.page.content import Area, Line, PageText, on_page

_MAX_ANNOTATIONS = 2_000  # a page
_MAX_BYTES = 20_000  # of one text
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_MAX_LINKS = 500  # a page
_MAX_URL = 2_000  # bytes
_SLACK = 1.0  # points
_WORD = re.compile(r"\S+")
_WEB = re.compile(r"(?:https?://|mailto:|www\.)[!-~]+", re.IGNORECASE)
_Rect = tuple[float, float, float, float]


class Typed(NamedTuple):
    """A line of such text with its left, bottom, right and top on the page."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def typed_text(page: Any) -> Iterator[Typed]:
    """The lines of the fields and typed notes of an open page. Comments, which open on a click, are not shown."""
    count = pdfium.FPDFPage_GetAnnotCount(page.raw)
    for index in range(min(count, _MAX_ANNOTATIONS)):
        handle = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if handle:
            try:
                yield from _lines(handle)
            finally:
                pdfium.FPDFPage_CloseAnnot(handle)


def _lines(handle: Any) -> Iterator[Typed]:
    kind = pdfium.FPDFAnnot_GetSubtype(handle)
    key = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}.get(kind)
    rect = pdfium.FS_RECTF()
    if key is None or pdfium.FPDFAnnot_GetFlags(handle) & _UNSEEN:
        return
    # The value of a box to tick is a name, not a text.
    if pdfium.FPDFAnnot_GetValueType(handle, key) != pdfium.FPDF_OBJECT_STRING:
        return
    if not pdfium.FPDFAnnot_GetRect(handle, rect):
        return
    texts = [text for line in _value(handle, key).splitlines() if (text := " ".join(line.split()))]
    height = abs(rect.top - rect.bottom) / max(len(texts), 1)
    top = max(rect.top, rect.bottom)
    for number, text in enumerate(texts):
        upper = top - number * height
        yield Typed(text, min(rect.left, rect.right), upper - height, max(rect.left, rect.right), upper)


def _value(handle: Any, key: bytes) -> str:
    buffer = ctypes.create_string_buffer(_MAX_BYTES)
    target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    length = pdfium.FPDFAnnot_GetStringValue(handle, key, target, _MAX_BYTES)
    text = buffer.raw[: max(min(length, _MAX_BYTES) - 2, 0)].decode("utf-16-le", "replace")
    return "".join(each if each.isprintable() or each in "\r\n" else " " for each in text)


def first(lines: Iterator[Typed], most: int) -> Iterator[Typed]:
    """As many lines as fit into ``most`` characters."""
    for line in islice(lines, most):
        most -= len(line.text)
        if most < 0:
            break
        yield line


def link_areas(document: Any, page: Any) -> Iterator[Area]:
    """The web links of an open page; links into the file itself are none."""
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link):
            break
        url = _url(document, link)
        if url is not None and pdfium.FPDFLink_GetAnnotRect(link, rect):
            sides = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
            yield Area(url, (sides[0][0], sides[1][0], sides[0][1], sides[1][1]))


def _url(document: Any, link: Any) -> str | None:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return None
    buffer = ctypes.create_string_buffer(_MAX_URL)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, _MAX_URL)
    if not 1 < length <= _MAX_URL:
        return None
    url = buffer.raw[: length - 1].decode("utf-8", "replace").strip()
    return url if _WEB.fullmatch(url) else None


def links_of(page: PageText, offset: int) -> Iterator[Link]:
    """The links of a page with the runs of text that they lie on; the page begins at ``offset`` of the source."""
    for url, rect in page.areas:
        runs = [run for line in page.lines if (run := _covered(line, rect)) is not None]
        if not runs:
            yield Link(url, offset, offset)
        for start, end in runs:
            yield Link(url, offset + start, offset + end)


def _covered(line: Line, rect: _Rect) -> tuple[int, int] | None:
    """The part of ``line`` that lies in ``rect``, in whole words, by even widths of its letters."""
    (x1, y1), (x2, y2) = on_page(line.left, line.y, line.turn), on_page(line.right, line.top, line.turn)
    middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2
    if line.turn:
        inside = rect[0] <= middle_x <= rect[2] and rect[1] <= middle_y <= rect[3]
        return (line.start, line.end) if inside else None
    if not rect[1] - _SLACK <= middle_y <= rect[3] + _SLACK or line.right <= line.left:
        return None
    letter = (line.right - line.left) / len(line.text)
    found = [match.span() for match in _WORD.finditer(line.text)]
    words = [span for span in found if rect[0] <= line.left + letter * sum(span) / 2 <= rect[2]]
    return (line.start + words[0][0], line.start + words[-1][1]) if words else None
