"""Where lines end, so that a report counts them as editors do.

A line ends at LF, at CR LF, or at a CR alone. The other characters that Unicode calls line ends (U+0085, U+2028,
U+2029, vertical tab, form feed) end none here: editors draw them inside a line.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n?|\n")


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins, the first one included."""
    if "\r" in text:
        return [0, *(found.end() for found in _END.finditer(text))]
    starts = [0]
    found = text.find("\n")
    while found >= 0:
        starts.append(found + 1)
        found = text.find("\n", found + 1)
    return starts


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1, columns in code points."""
    starts = line_starts(text[:offset])
    return len(starts), offset - starts[-1] + 1
