"""Text that lies on a PDF page without being part of its content: filled-in fields and typed notes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_MAX_ANNOTATIONS = 2_000  # a page
_MAX_BYTES = 20_000  # of one text
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


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
            with closing(_Annotation(handle)) as annotation:
                yield from annotation.lines()


class _Annotation:
    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def close(self) -> None:
        pdfium.FPDFPage_CloseAnnot(self._handle)

    def lines(self) -> Iterator[Typed]:
        kind = pdfium.FPDFAnnot_GetSubtype(self._handle)
        key = {pdfium.FPDF_ANNOT_WIDGET: b"V", pdfium.FPDF_ANNOT_FREETEXT: b"Contents"}.get(kind)
        rect = pdfium.FS_RECTF()
        if key is None or pdfium.FPDFAnnot_GetFlags(self._handle) & _UNSEEN:
            return
        # The value of a box to tick is a name, not a text.
        if pdfium.FPDFAnnot_GetValueType(self._handle, key) != pdfium.FPDF_OBJECT_STRING:
            return
        if not pdfium.FPDFAnnot_GetRect(self._handle, rect):
            return
        texts = [text for line in self._value(key).splitlines() if (text := " ".join(line.split()))]
        height = abs(rect.top - rect.bottom) / max(len(texts), 1)
        top = max(rect.top, rect.bottom)
        for number, text in enumerate(texts):
            upper = top - number * height
            yield Typed(text, min(rect.left, rect.right), upper - height, max(rect.left, rect.right), upper)

    def _value(self, key: bytes) -> str:
        buffer = ctypes.create_string_buffer(_MAX_BYTES)
        target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        length = pdfium.FPDFAnnot_GetStringValue(self._handle, key, target, _MAX_BYTES)
        text = buffer.raw[: max(min(length, _MAX_BYTES) - 2, 0)].decode("utf-16-le", "replace")
        return "".join(each if each.isprintable() or each in "\r\n" else " " for each in text)


def first(lines: Iterator[Typed], most: int) -> list[Typed]:
    """As many lines as fit into ``most`` characters."""
    kept: list[Typed] = []
    for line in islice(lines, most):
        most -= len(line.text)
        if most < 0:
            break
        kept.append(line)
    return kept
