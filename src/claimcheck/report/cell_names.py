"""The cells of a spreadsheet that a passage stands in, named as spreadsheets name them."""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from claimcheck.model.document import Document

_PLAIN = re.compile(r"[^\W\d][\w.]*")
# A sheet of this name would read like a cell.
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d{1,7}|[Rr]\d*[Cc]\d*")

_start = attrgetter("start")


class CellNames:
    """Names runs of the source of one document."""

    __slots__ = ("_page_starts", "_sheets", "_spots")

    def __init__(self, document: Document) -> None:
        self._spots = document.spots
        self._page_starts = [page.start for page in document.pages]
        self._sheets = [_quoted(page.label or "") for page in document.pages]

    def of(self, start: int, end: int) -> str | None:
        """The cells from ``start`` to ``end`` of the source: "Emissions!C12", "'Key data'!B3:F3"."""
        first = bisect_right(self._spots, start, key=_start) - 1
        last = bisect_right(self._spots, max(start, end - 1), key=_start) - 1
        if first < 0:
            return None
        opens, closes = self._spots[first].name, self._spots[last].name
        sheet = bisect_right(self._page_starts, start) - 1
        run = opens if opens == closes else f"{opens}:{closes}"
        return f"{self._sheets[sheet]}!{run}" if sheet >= 0 and self._sheets[sheet] else run


def _quoted(sheet: str) -> str:
    if not sheet or (_PLAIN.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet)):
        return sheet
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"
