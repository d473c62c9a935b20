"""Functions of pdfium that are called thousands of times a page, without what ctypes adds for safety.

A call from Python costs more than what pdfium does in it, and most of that is what ctypes does with the arguments. A
``quick`` function takes them as they are: numbers for whole numbers, and what ``pointer`` or ``Places`` have made ready
for pointers. Anything else would be taken for a number of 32 bits.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NewType

import pypdfium2.raw as pdfium

ADDRESS = ctypes.c_void_p
"""Pointers and handles that pdfium gives are plain integers here: the address of what they point to."""

Pointer = NewType("Pointer", object)
"""An address, made ready to be an argument."""

Records = list[tuple[Any, ...]]
Answers = tuple[Records, list[Any]]
"""What was written into the record of each call, and what each call gave back."""

_AT_ONCE = 512  # calls: records are few, so that a page with many characters takes no more memory


def direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The C function with plain integers as pointers, called without letting other threads run meanwhile."""
    return ctypes.PYFUNCTYPE(result, *arguments)(_entry(function))


def quick(function: Any, result: Any) -> Callable[..., Any]:
    """The same with every pointer a ``Pointer``."""
    return ctypes.PYFUNCTYPE(result)(_entry(function))


def _entry(function: Any) -> int:
    return ctypes.cast(function, ADDRESS).value or 0


def address_of(handle: Any) -> int:
    """The address in a handle of pypdfium2."""
    return ctypes.cast(handle, ADDRESS).value or 0


def pointer(address: int) -> Pointer:
    """``address`` as an argument."""
    return _pointer(address)


_pointer: Callable[[int], Pointer] = ADDRESS.from_param  # type: ignore[assignment]


class Places:
    """Records that pdfium writes its answers into, used again for every call.

    ``form`` is that of a record, as in ``struct``; ``fields`` are the offsets in it that a call writes to.
    """

    def __init__(self, form: str, *fields: int) -> None:
        self._form = struct.Struct(form)
        buffer = ctypes.create_string_buffer(self._form.size * _AT_ONCE)
        self._view = memoryview(buffer)
        self._pointers = [
            [_by_reference(buffer, self._form.size * number + field) for number in range(_AT_ONCE)]
            for field in fields or (0,)
        ]

    def answers(self, function: Callable[..., Any], count: int, *arguments: Iterable[Any]) -> Answers:
        """What ``count`` calls of ``function`` write, each with the next of all ``arguments`` and its own record."""
        given = list(map(iter, arguments))
        records: Records = []
        results: list[Any] = []
        for begin in range(0, count, _AT_ONCE):
            size = min(_AT_ONCE, count - begin)
            results += map(function, *(islice(each, size) for each in given), *self._pointers)
            records += self._form.iter_unpack(self._view[: self._form.size * size])
        return records, results


_by_reference: Callable[[Any, int], Pointer] = ctypes.byref  # type: ignore[assignment]

_int = ctypes.c_int

char_box = quick(pdfium.FPDFText_GetLooseCharBox, _int)
char_origin = quick(pdfium.FPDFText_GetCharOrigin, _int)
char_object = quick(pdfium.FPDFText_GetTextObject, ADDRESS)
char_code = quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
char_map_error = quick(pdfium.FPDFText_HasUnicodeMapError, _int)
char_matrix = quick(pdfium.FPDFText_GetMatrix, _int)
char_size = quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)

object_font = direct(pdfium.FPDFTextObj_GetFont, ADDRESS, ADDRESS)
object_content = direct(pdfium.FPDFPageObj_GetMarkedContentID, _int, ADDRESS)
object_mode = direct(pdfium.FPDFTextObj_GetTextRenderMode, _int, ADDRESS)
object_transparency = direct(pdfium.FPDFPageObj_HasTransparency, _int, ADDRESS)
object_marks = direct(pdfium.FPDFPageObj_CountMarks, _int, ADDRESS)
object_mark = direct(pdfium.FPDFPageObj_GetMark, ADDRESS, ADDRESS, ctypes.c_ulong)
object_fill = quick(pdfium.FPDFPageObj_GetFillColor, _int)

object_kind = direct(pdfium.FPDFPageObj_GetType, _int, ADDRESS)
object_bounds = quick(pdfium.FPDFPageObj_GetBounds, _int)
object_matrix = quick(pdfium.FPDFPageObj_GetMatrix, _int)
object_clip = direct(pdfium.FPDFPageObj_GetClipPath, ADDRESS, ADDRESS)
clip_paths = direct(pdfium.FPDFClipPath_CountPaths, _int, ADDRESS)
clip_segments = direct(pdfium.FPDFClipPath_CountPathSegments, _int, ADDRESS, _int)
clip_segment = direct(pdfium.FPDFClipPath_GetPathSegment, ADDRESS, ADDRESS, _int, _int)
path_segments = direct(pdfium.FPDFPath_CountSegments, _int, ADDRESS)
path_segment = quick(pdfium.FPDFPath_GetPathSegment, ADDRESS)
segment_point = quick(pdfium.FPDFPathSegment_GetPoint, _int)
segment_kind = quick(pdfium.FPDFPathSegment_GetType, _int)
segment_closes = quick(pdfium.FPDFPathSegment_GetClose, _int)
path_mode = quick(pdfium.FPDFPath_GetDrawMode, _int)
page_objects = direct(pdfium.FPDFPage_CountObjects, _int, ADDRESS)
page_object = quick(pdfium.FPDFPage_GetObject, ADDRESS)

element_kind = quick(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong)
element_count = quick(pdfium.FPDF_StructElement_CountChildren, _int)
element_content = quick(pdfium.FPDF_StructElement_GetChildMarkedContentID, _int)
element_child = quick(pdfium.FPDF_StructElement_GetChildAtIndex, ADDRESS)


def buffer(kind: Any, count: int) -> tuple[Any, list[Pointer]]:
    """An array of ``count`` numbers that pdfium writes into, and a pointer to each of them."""
    array = (kind * count)()
    start, size = ctypes.addressof(array), ctypes.sizeof(kind)
    return array, [pointer(start + number * size) for number in range(count)]


_bounds, _BOUNDS_AT = buffer(ctypes.c_float, 4)
_modes, _MODES_AT = buffer(_int, 2)


def bounds_of(drawn: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right and top of the object at address ``drawn``; None where pdfium does not tell."""
    if not object_bounds(pointer(drawn), *_BOUNDS_AT):
        return None
    left, bottom, right, top = _bounds
    return left, bottom, right, top


def modes_of(path: int) -> tuple[int, int] | None:
    """How the path at an address is filled, and whether it has an outline; None where pdfium does not tell."""
    return (_modes[0], _modes[1]) if path_mode(pointer(path), *_MODES_AT) else None


def mark_name(mark: int) -> str:
    """The name of a marked run of a page's content, nothing for a long one."""
    name, size = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    _mark_name(mark, ctypes.addressof(name), ctypes.sizeof(name), ctypes.addressof(size))
    return bytes(name)[: max(size.value - 2, 0)].decode("utf-16-le", "replace")


_mark_name = direct(pdfium.FPDFPageObjMark_GetName, _int, ADDRESS, ADDRESS, ctypes.c_ulong, ADDRESS)
