"""Pictures of pages, whole or around some words, as PNG files of a bounded size."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.report.files.paper import Rect, passages

MOST_BYTES = 90_000  # of one picture: 120 kB in the letters of an address that holds it

_MARGIN = 54  # points of the page around the words
_LEAST_WIDTH, _MOST_HEIGHT = 420, 380  # points
# Pixels a point and levels of each colour, best first: the first that is small enough is taken.
_QUALITIES = ((2.0, 32), (2.0, 8), (1.5, 6), (1.2, 4), (1.0, 4))
_MOST_PIXELS = 2_000_000
_MARK_BLUE = bytes(level * 2 // 5 for level in range(256))  # white paper becomes yellow, black letters stay
_RGB = 3

Box = tuple[int, int, int, int]
MOST_OF_PAGE = 700_000
# Pixels a point and levels of each colour, best first: the first that is small enough is taken.
_PAGE_QUALITIES = ((1.6, 32), (1.6, 8), (1.2, 6), (0.9, 4))
_MOST_PAGE_PIXELS = 6_000_000
Share = tuple[float, float, float, float]  # left, top, width and height as shares of the page


class Band(NamedTuple):
    """A PNG file, its size in pixels, and whether all of the words are marked in it."""

    png: bytes
    width: int
    height: int
    whole: bool


def bands(pdf: pypdfium2.PdfDocument, wanted: Sequence[tuple[int, str]]) -> list[Band | None]:
    """A picture for each page, counted from 0, and words on it; None where they are not there or it is too large."""
    return [_band(pdf, number, words) if number < len(pdf) else None for number, words in wanted]


def _band(pdf: pypdfium2.PdfDocument, number: int, words: str) -> Band | None:
    with closing(pdf[number]) as page:
        (passage,) = passages(page, [words])
        if passage is None:
            return None
        for scale, levels in _QUALITIES:
            lines = [on_paper(page, line, scale) for line in passage.lines]
            left, top, right, bottom = _around(page, lines, scale)
            width, height = right - left, bottom - top
            if width <= 0 or height <= 0 or width * height > _MOST_PIXELS:
                continue
            pixels = drawn(page, (left, top, right, bottom), scale)
            _mark(pixels, width, height, [(a - left, b - top, c - left, d - top) for a, b, c, d in lines])
            png = png_of(pixels, width, height, levels)
            if len(png) <= MOST_BYTES:
                shown = all(line[3] <= bottom for line in lines)
                return Band(png, width, height, passage.whole and shown)
    return None


def size_of(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int]:
    """Width and height of the page in pixels."""
    width, height = page.get_size()
    return max(int(width * scale), 1), max(int(height * scale), 1)


def on_paper(page: pypdfium2.PdfPage, line: Rect, scale: float) -> Box:
    """Where a line stands on the page as it is shown, in pixels from its upper left corner."""
    size = size_of(page, scale)
    xs, ys = [], []
    for x, y in ((line[0], line[1]), (line[2], line[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        xs.append(across.value)
        ys.append(down.value)
    return min(xs), min(ys), max(xs), max(ys)


def _around(page: pypdfium2.PdfPage, lines: Sequence[Box], scale: float) -> Box:
    """The part of the page that is shown: the words with a margin, no wider and no higher than the page."""
    width, height = size_of(page, scale)
    margin = int(_MARGIN * scale)
    left, right = min(line[0] for line in lines) - margin, max(line[2] for line in lines) + margin
    lack = max(int(_LEAST_WIDTH * scale) - (right - left), 0)
    left, right = left - lack // 2, right + lack // 2
    # What hangs over one edge of the page is shown at the other side.
    left, right = left - max(right - width, 0), right - min(left, 0)
    top, bottom = min(line[1] for line in lines) - margin, max(line[3] for line in lines) + margin
    bottom = min(bottom, top + int(_MOST_HEIGHT * scale))
    return max(left, 0), max(top, 0), min(right, width), min(bottom, height)


def drawn(page: pypdfium2.PdfPage, box: Box, scale: float) -> bytearray:
    """The pixels of a part of the page on white paper, three bytes each, row by row."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR, rev_byteorder=True)
    with closing(bitmap):
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *size_of(page, scale), 0, flags)
        data, stride, used = bytes(bitmap.buffer), bitmap.stride, width * _RGB
        return bytearray(b"".join(data[row * stride : row * stride + used] for row in range(height)))


def _mark(pixels: bytearray, width: int, height: int, lines: Sequence[Box]) -> None:
    """Colour the lines as a marker does; a pixel of two lines is coloured once."""
    for row in range(height):
        spans = sorted((max(line[0], 0), min(line[2], width)) for line in lines if line[1] <= row <= line[3])
        reached = 0
        for start, end in spans:
            first, behind = max(start, reached), max(end, reached)
            where = slice((row * width + first) * _RGB + 2, (row * width + behind) * _RGB, _RGB)
            pixels[where] = pixels[where].translate(_MARK_BLUE)
            reached = behind


def png_of(pixels: bytearray, width: int, height: int, levels: int) -> bytes:
    """The pixels as a PNG file with that many levels of each colour."""
    step = 255 / (levels - 1)
    even = pixels.translate(bytes(round(round(level / step) * step) for level in range(256)))
    starts = range(0, len(even) + 1, width * _RGB)
    rows = b"".join(b"\0" + even[start:end] for start, end in pairwise(starts))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


class WholePage(NamedTuple):
    """A PNG file, its size in pixels, and the lines of each of some words; no lines where they are not there."""

    png: bytes
    width: int
    height: int
    lines: tuple[tuple[Share, ...], ...]


def whole_page(pdf: pypdfium2.PdfDocument, number: int, words: Sequence[str]) -> WholePage | None:
    """A page, counted from 0, with the places of words that stand on it in this order; None if it is too large."""
    with closing(pdf[number]) as page:
        found = list(passages(page, words))
        for scale, levels in _PAGE_QUALITIES:
            width, height = size_of(page, scale)
            if width * height > _MOST_PAGE_PIXELS:
                continue
            png = png_of(drawn(page, (0, 0, width, height), scale), width, height, levels)
            if len(png) <= MOST_OF_PAGE:
                lines = tuple(
                    tuple(
                        (left / width, top / height, (right - left) / width, (bottom - top) / height)
                        for left, top, right, bottom in (on_paper(page, line, scale) for line in one.lines)
                    )
                    if one is not None
                    else ()
                    for one in found
                )
                return WholePage(png, width, height, lines)
    return None
