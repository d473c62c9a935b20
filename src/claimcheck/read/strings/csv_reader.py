"""CSV: every cell with words, under the head of its column. The library that reads such files tells no places.

A table of figures has few words: it is read as the text that it is, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.read.encoding import decode
from claimcheck.read.plain.reader import read as read_plain
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.strings.entries import Entry, reading

_LETTER = re.compile(r"[^\W\d_]")
_SEPARATORS = ",;\t|"
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"?')


def read(raw: Raw) -> Reading:
    """Read a table of text. Raises ``UnreadableInput`` (``binary``, ``undecodable``)."""
    source = decode(raw).text
    entries = list(_entries(source))
    cells = [entry.text for entry in entries if entry.text.strip()]
    if sum(_LETTER.search(text) is None for text in cells) > len(cells) / 2:
        return read_plain(raw)
    return reading(raw, entries, source)


def _entries(source: str) -> Iterator[Entry]:
    """The cells below the first row, each under the head of its column, or its number where it has none."""
    heads: list[str] = []
    for row, cells in enumerate(_rows(source)):
        for column, (text, start, end) in enumerate(cells):
            if row == 0:
                heads.append(text.strip())
            head = heads[column] if row and column < len(heads) and heads[column] else str(column + 1)
            yield Entry(text, start, end, (str(row + 1), head))


def _rows(source: str) -> Iterator[list[tuple[str, int, int]]]:
    """The cells of each row: what it says, and where that stands."""
    line = source[: source.find("\n")] if "\n" in source else source
    separator = max(_SEPARATORS, key=line.count)
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*+")
    cells: list[tuple[str, int, int]] = []
    at = 0
    while at < len(source):
        found = _QUOTED.match(source, at)
        if found is not None:
            cells.append((found[1].replace('""', '"'), found.start(1), found.end(1)))
            at = found.end()
        behind = plain.match(source, at)
        assert behind is not None, "nothing matches as well"
        if found is None:
            cells.append((behind[0], at, behind.end()))
        at = behind.end()
        if source.startswith(separator, at):
            at += 1
            continue
        yield cells
        cells = []
        at += 2 if source.startswith("\r\n", at) else 1
    if cells:
        yield cells
