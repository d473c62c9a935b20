"""Puts the letters of a paragraph into its line, and what readers do not see of them where that is told."""

from __future__ import annotations

from claimcheck.model.document import Way
from claimcheck.read.office.lines import Line
from claimcheck.read.office.looks import Look
from claimcheck.read.unseen import Hidden


class Writer:
    """Writes one paragraph at ``place``; ``page`` is the colour behind it, None if that is not known."""

    __slots__ = ("_hidden", "_hiding", "_line", "_page", "_place")

    def __init__(self, line: Line, hidden: Hidden, place: str = "", page: str | None = None) -> None:
        self._line = line
        self._hidden = hidden
        self._place = place
        self._page = page
        self._hiding: Way | None = None

    def put(self, text: str, look: Look) -> None:
        """Write letters that look like that."""
        way = look.way(self._page)
        if way is None:
            self._line.add(text, look)
        else:
            self._hidden.add(text, way, self._place, goes_on=way == self._hiding)
        self._hiding = way if way is None or text.strip() else self._hiding
