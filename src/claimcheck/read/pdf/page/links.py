"""Where a PDF page leads to: the web links laid over its text."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from claimcheck.model.document import Link
from claimcheck.read.pdf.page.content import Area, Line, PageText
from claimcheck.read.pdf.page.places import on_page

_MAX_LINKS = 500  # a page
_MAX_URL = 2_000  # bytes
_SLACK = 1.0  # points
_WORD = re.compile(r"\S+")
_WEB = re.compile(r"(?:https?://|mailto:|www\.)[!-~]+", re.IGNORECASE)

_Rect = tuple[float, float, float, float]


def link_areas(document: Any, page: Any) -> list[Area]:
    """The web links of an open page; links into the file itself are none."""
    areas = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, position, link):
            break
        url = _url(document, link)
        if url is not None and pdfium.FPDFLink_GetAnnotRect(link, rect):
            sides = sorted((rect.left, rect.right)), sorted((rect.bottom, rect.top))
            areas.append(Area(url, (sides[0][0], sides[1][0], sides[0][1], sides[1][1])))
    return areas


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
    words = [
        match.span()
        for match in _WORD.finditer(line.text)
        if rect[0] <= line.left + letter * (match.start() + match.end()) / 2 <= rect[2]
    ]
    return (line.start + words[0][0], line.start + words[-1][1]) if words else None
