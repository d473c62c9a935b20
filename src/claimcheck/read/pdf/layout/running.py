"""Page headers and footers: lines that come back, but for their digits, at the same end of many pages.

The large number of a chapter that stands beside the text of each of its pages is one as well.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.read.pdf.page.content import Line, PageText

_HEADER_ZONE = 0.88
_FOOTER_ZONE = 0.10
_MIN_PAGES = 3
_MIN_SHARE = 0.2
_MIN_PAGES_IN_PLACE = 4
_MIN_BEGINNING = 24
_MAX_NUMERAL = 3  # characters
_LARGE = 1.5  # times the middle size of the page's lines
_DIGITS = dict.fromkeys(map(ord, "0123456789"))


class _Key(NamedTuple):
    """What makes two lines the same: the end of the page, the text without digits and blanks, and the height.

    Page numbers are all the same. ``place`` is None where the height does not matter; ``left`` is that of the number
    of a chapter, which keeps its digits and its place.
    """

    at_top: bool
    text: str
    place: int | None = None
    left: int | None = None


def running_lines(pages: Sequence[PageText]) -> list[frozenset[int]]:
    """For each page the indexes of the lines that are part of a repeated header or footer."""
    keys = [_keys(page) for page in pages]
    on_pages = Counter(
        key for found in keys for key in {key for own in found.values() for key in _forms(own)}
    )
    least = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    return [
        frozenset(
            index
            for index, own in found.items()
            # The header of a chapter is on few pages, but always in the same place.
            if any(
                on_pages[key] >= (least if key.place is None else _MIN_PAGES_IN_PLACE) for key in _forms(own)
            )
        )
        for found in keys
    ]


def _forms(key: _Key) -> Iterator[_Key]:
    """The whole text, its beginning (a header may also name the chapter), and the whole text in its place."""
    if key.left is not None:
        yield key
        return
    yield key._replace(place=None)
    if len(key.text) > _MIN_BEGINNING:
        yield _Key(key.at_top, key.text[:_MIN_BEGINNING])
    if key.text:
        yield key


def _keys(page: PageText) -> dict[int, _Key]:
    found = {}
    large = _LARGE * statistics.median(line.size for line in page.lines) if page.lines else 0.0
    for index, line in enumerate(page.lines):
        at_top = _end(page, line)
        if at_top is not None:
            text = "".join(line.text.translate(_DIGITS).split()).casefold()
            found[index] = _Key(at_top, text, round(line.y))
        elif len(line.text) <= _MAX_NUMERAL and line.size >= large and line.text.isdecimal():
            found[index] = _Key(True, line.text, round(line.y), round(line.left))
    return found


def _end(page: PageText, line: Line) -> bool | None:
    """True for the top of the page, False for its bottom, None for all between."""
    bottom, top = page.edges(line.turn)
    share = (line.y - bottom) / (top - bottom) if top > bottom else 0.5
    if share >= _HEADER_ZONE:
        return True
    return False if share <= _FOOTER_ZONE else None
