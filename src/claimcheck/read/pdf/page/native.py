"""Functions of pdfium that are called thousands of times a page, without what ctypes adds for safety."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

ADDRESS = ctypes.c_void_p
"""Pointers and handles are plain integers here: the address of what they point to."""


def direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The C function with plain integers as pointers, called without letting other threads run meanwhile."""
    address = ctypes.cast(function, ADDRESS).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int:
    """The address in a handle of pypdfium2."""
    return ctypes.cast(handle, ADDRESS).value or 0


_int, _text = ctypes.c_int, (ADDRESS, ctypes.c_int)

char_box = direct(pdfium.FPDFText_GetLooseCharBox, _int, *_text, ADDRESS)
char_origin = direct(pdfium.FPDFText_GetCharOrigin, _int, *_text, ADDRESS, ADDRESS)
char_object = direct(pdfium.FPDFText_GetTextObject, ADDRESS, *_text)
char_code = direct(pdfium.FPDFText_GetUnicode, ctypes.c_uint, *_text)
char_map_error = direct(pdfium.FPDFText_HasUnicodeMapError, _int, *_text)
char_matrix = direct(pdfium.FPDFText_GetMatrix, _int, *_text, ADDRESS)
char_size = direct(pdfium.FPDFText_GetFontSize, ctypes.c_double, *_text)

object_font = direct(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
object_content = direct(pdfium.FPDFPageObj_GetMarkedContentID, _int, ADDRESS)
object_mode = direct(pdfium.FPDFTextObj_GetTextRenderMode, _int, ADDRESS)
object_fill = direct(pdfium.FPDFPageObj_GetFillColor, _int, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS)

object_kind = direct(pdfium.FPDFPageObj_GetType, _int, ADDRESS)
object_bounds = direct(pdfium.FPDFPageObj_GetBounds, _int, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS)
object_matrix = direct(pdfium.FPDFPageObj_GetMatrix, _int, ADDRESS, ADDRESS)
path_segments = direct(pdfium.FPDFPath_CountSegments, _int, ADDRESS)
path_segment = direct(pdfium.FPDFPath_GetPathSegment, ADDRESS, ADDRESS, _int)
segment_point = direct(pdfium.FPDFPathSegment_GetPoint, _int, ADDRESS, ADDRESS, ADDRESS)
segment_kind = direct(pdfium.FPDFPathSegment_GetType, _int, ADDRESS)
segment_closes = direct(pdfium.FPDFPathSegment_GetClose, _int, ADDRESS)
path_mode = direct(pdfium.FPDFPath_GetDrawMode, _int, ADDRESS, ADDRESS, ADDRESS)
page_objects = direct(pdfium.FPDFPage_CountObjects, _int, ADDRESS)
page_object = direct(pdfium.FPDFPage_GetObject, ADDRESS, ADDRESS, _int)

element_kind = direct(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong, ADDRESS, ADDRESS, ctypes.c_ulong)
element_count = direct(pdfium.FPDF_StructElement_CountChildren, _int, ADDRESS)
element_content = direct(pdfium.FPDF_StructElement_GetChildMarkedContentID, _int, ADDRESS, _int)
element_child = direct(pdfium.FPDF_StructElement_GetChildAtIndex, ADDRESS, ADDRESS, _int)
