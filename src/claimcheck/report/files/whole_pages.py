"""Pictures of whole pages of PDF files, and where on them the words of claims stand."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

import pypdfium2

from claimcheck.report.files.bands import drawn, on_paper, png_of, size_of
from claimcheck.report.files.paper import passages

MOST_BYTES = 700_000
# Pixels a point and levels of each colour, best first: the first that is small enough is taken.
_QUALITIES = ((1.6, 32), (1.6, 8), (1.2, 6), (0.9, 4))
_MOST_PIXELS = 6_000_000

Share = tuple[float, float, float, float]
"""Left, top, width and height as shares of the page."""


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
        for scale, levels in _QUALITIES:
            width, height = size_of(page, scale)
            if width * height > _MOST_PIXELS:
                continue
            png = png_of(drawn(page, (0, 0, width, height), scale), width, height, levels)
            if len(png) <= MOST_BYTES:
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
