"""Marks within a line: what is left of it when they are taken away."""

from __future__ import annotations

import re

from claimcheck.read.markup.projection import Projection

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]")


def project_line(into: Projection, start: int, end: int, marks: re.Pattern[str]) -> None:
    """Take a line without its marks: of each match of ``marks`` the group that took part, of one without any nothing.

    What Markdown would take for a mark is escaped.
    """
    at = start
    for found in marks.finditer(into.source, start, end):
        _plain(into, at, found.start())
        if found.lastindex is not None:
            _plain(into, *found.span(found.lastindex))
        at = found.end()
    _plain(into, at, end)


def _plain(into: Projection, start: int, end: int) -> None:
    at = start
    for found in _SPECIAL.finditer(into.source, start, end):
        into.keep(at, found.start())
        into.add("\\")
        at = found.start()
    into.keep(at, end)
