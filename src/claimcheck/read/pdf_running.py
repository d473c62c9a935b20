"""Page headers and footers: lines that come back, but for their digits, at the same end of many pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.read.pdf_page import Line, PageText

_HEADER_ZONE = 0.88
_FOOTER_ZONE = 0.10
_MIN_PAGES = 3
_MIN_SHARE = 0.2
_MIN_BEGINNING = 24
_Key = tuple[bool, str]
_DIGITS = dict.fromkeys(map(ord, "0123456789"))


def running_lines(pages: Sequence[PageText]) -> list[frozenset[int]]:
    """For each page the indexes of the lines that are part of a repeated header or footer."""
    keys = [_keys(page) for page in pages]
    on_pages = Counter(key for found in keys for key in {*found.values(), *map(_beginning, found.values())})
    least = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    return [
        frozenset(
            index for index, key in found.items() if max(on_pages[key], on_pages[_beginning(key)]) >= least
        )
        for found in keys
    ]


def _beginning(key: _Key) -> _Key:
    """The part that stays where a header also names the chapter; a short one stands for itself."""
    at_top, text = key
    return at_top, text[:_MIN_BEGINNING]


def _keys(page: PageText) -> dict[int, _Key]:
    """For each line at an end of the page, which end it is and its text without digits."""
    found = {}
    for index, line in enumerate(page.lines):
        at_top = _end(page, line)
        if at_top is not None:
            found[index] = (at_top, "".join(line.text.translate(_DIGITS).split()).casefold())
    return found


def _end(page: PageText, line: Line) -> bool | None:
    """True for the top of the page, False for its bottom, None for all between."""
    bottom, top = page.edges(line.turn)
    share = (line.y - bottom) / (top - bottom) if top > bottom else 0.5
    if share >= _HEADER_ZONE:
        return True
    return False if share <= _FOOTER_ZONE else None
