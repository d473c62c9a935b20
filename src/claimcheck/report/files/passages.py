"""Where the words of claims stand on a page of a PDF file, line by line."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.report.files.remarks import Finder

Rect = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""


class Passage(NamedTuple):
    """A rectangle for each line of some words; ``whole`` is false where only their beginning is on the page."""

    lines: list[Rect]
    whole: bool


def passages(page: pypdfium2.PdfPage, words: Iterable[str]) -> Iterator[Passage | None]:
    """The place of each of some words, which stand on the page in this order as far as they can be told apart.

    None for words that are not there as text.
    """
    with closing(page.get_textpage()) as text:
        # Places in this are numbers of characters of the page: what is no letter has its own place as well.
        count = text.count_chars()
        letters = "".join(chr(pdfium.FPDFText_GetUnicode(text, at) or 32) for at in range(count))
        finder = Finder(letters)
        for one in words:
            found, whole = finder.find(one), True
            if found is None:
                found, whole = finder.beginning(one), False
            lines = _lines(text, *found) if found is not None else []
            yield Passage(lines, whole) if lines else None


def _lines(text: pypdfium2.PdfTextPage, first: int, last: int) -> list[Rect]:
    """A rectangle for each line of some characters."""
    count = pdfium.FPDFText_CountRects(text, first, last - first + 1)
    found = []
    for number in range(count):
        sides = [ctypes.c_double() for _ in range(4)]
        if pdfium.FPDFText_GetRect(text, number, *(ctypes.byref(side) for side in sides)):
            left, top, right, bottom = (side.value for side in sides)
            found.append((left, bottom, right, top))
    return found
