"""Tables of a text file: rows whose cells are set apart by blanks, tabs or bars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.read.plain.lines import Line, is_drawn
from claimcheck.read.sequences import merged

_CELL_BREAK = re.compile(r"(?<![.!?:])[ \xa0]{2,}|[ \xa0]{3,}|[ ]*\t[ \t]*")
_FIGURE = re.compile(
    r"[^\w\s]{0,3}\s?[A-Z]{0,3}[$€£¥]?\s?[+(\u2212-]?\d[\d.,\s'’]*\s?[^\d]{0,12}|[-–—]|n/?a", re.IGNORECASE
)
# "2023/24", "FY 2024", "FY24".
_YEAR = re.compile(r"(?:\D{0,4}(?:19|20)\d\d(?:\s?[/–-]\s?\d{2,4})?|[A-Z]{2}\s?\d\d(?:\s?[/–-]\s?\d\d)?)\D{0,2}")
_NUMBER = re.compile(r"(?<!\w)\d")
MIN_ROWS = 2
MIN_FIGURE_ROWS = 2
MIN_WORDED = 3
"""Columns of a table without figures."""


class Row(NamedTuple):
    """A line of a table: the runs of its cells in the line's text, and the column of each from 0.

    ``above`` are the lines over it in which its label begins.
    """

    line: Line
    cells: list[tuple[int, int]]
    columns: list[int]
    above: tuple[Line, ...] = ()

    def text(self, number: int) -> str:
        """The text of a cell."""
        start, end = self.cells[number]
        return self.line.text[start:end]


def cells_of(text: str) -> list[tuple[int, int]]:
    """The runs of the cells of a line; one for a line without wide gaps."""
    if text.count("|") > 1:
        parts, at = [], 0
        for part in text.split("|"):
            bare = part.strip()
            start = at + len(part) - len(part.lstrip())
            if bare:
                parts.append((start, start + len(bare)))
            at += len(part) + 1
        return parts
    runs, at = [], 0
    for gap in _CELL_BREAK.finditer(text):
        if at < gap.start():
            runs.append((at, gap.start()))
        at = gap.end()
    return [*runs, (at, len(text))]


def is_row(text: str) -> bool:
    """Whether a line may be a row: at least two cells."""
    return ("  " in text or "\t" in text or "|" in text or "\xa0" in text) and len(cells_of(text)) > 1


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, or says that there is none."""
    return len(text) <= 24 and _FIGURE.fullmatch(text) is not None


def is_header(text: str) -> bool:
    """Whether a row is nothing but a header: it names years, and has no other figures."""
    cells = [text[start:end] for start, end in cells_of(text)]
    years = sum(_YEAR.fullmatch(cell) is not None for cell in cells)
    return years > 1 and years == sum(map(is_figure, cells))


def closes(rows: Sequence[Line], behind: Sequence[Line]) -> bool:
    """Whether a rule behind some rows ends their table: they have figures, and the next line has none."""
    return _has_figures(rows) and not (behind and _has_figures(behind))


def _has_figures(rows: Iterable[Line]) -> bool:
    """Whether a row has a figure that is no year of a header."""
    texts = (row.text[start:end] for row in rows for start, end in cells_of(row.text)[1:])
    return any(is_figure(text) and not _YEAR.fullmatch(text) for text in texts)


def is_label(line: Line, behind: Line) -> bool:
    """Whether a line between rows has nothing but a label, which ends where that of the row behind it may."""
    if not is_row(behind.text) or is_drawn(line.text) or behind.after_blank:
        return False
    cells = cells_of(behind.text)
    return line.indent + len(line.text) < behind.indent + cells[1][0]


def _goes_on(line: Line, behind: Line) -> bool:
    """Whether the label in a line is that of the row behind it: it ends, or goes on, inside a phrase."""
    return behind.goes_on or line.text.endswith(("-", ","))


def table_of(lines: Sequence[Line], *, marked: bool = False) -> tuple[list[Row], bool] | None:
    """The rows that a run of lines makes, and whether their columns are known; nothing for what is no table.

    One that is ``marked``, by a caption or a line drawn under its header, needs no figures in its columns.
    """
    above: list[tuple[Line, ...]] = []
    own: list[Line] = []
    begun: list[Line] = []
    for line, behind in zip(lines, [*lines[1:], None], strict=True):
        if behind is not None and not is_row(line.text) and _goes_on(line, behind):
            begun.append(line)
            continue
        own.append(line)
        above.append(tuple(begun))
        begun = []
    runs = [cells_of(line.text) for line in own]
    figured = 0
    for line, cells in zip(own, runs, strict=True):
        figured += any(is_figure(line.text[start:end]) for start, end in cells[1:])
    full = sum(len(cells) > 1 for cells in runs)
    worded = figured < MIN_FIGURE_ROWS or figured * 2 < full
    if full < MIN_ROWS or (worded and not (marked and full > MIN_ROWS)):
        return None
    columns = _columns(own, runs)
    if columns is None and (cut := _cut(own, runs)) is not None:
        runs, columns = cut
    if worded and (columns is None or len({place for places in columns for place in places}) < MIN_WORDED):
        return None
    rows = [
        Row(line, cells, columns[number] if columns else list(range(len(cells))), above[number])
        for number, (line, cells) in enumerate(zip(own, runs, strict=True))
    ]
    return rows, columns is not None


def header_rows(rows: Sequence[Row]) -> int:
    """How many rows from the top have no figures but years; in the words of a further one stands no number either."""
    for number, row in enumerate(rows):
        cells = [row.text(cell) for cell in range(len(row.cells))]
        texts = cells[len(row.cells) > 1 and row.columns[0] == 0 :]
        if any(is_figure(text) and not _YEAR.fullmatch(text) for text in texts):
            return number
        if number and any(_NUMBER.search(text) and not _YEAR.search(text) for text in cells):
            return number
    return 0


def _columns(lines: Sequence[Line], runs: Sequence[list[tuple[int, int]]]) -> list[list[int]] | None:
    """The column of each cell: cells that stand over one another are in one; nothing where two of a row would be."""
    if any("\t" in line.text or line.text.count("|") > 1 for line in lines):
        return [list(range(len(cells))) for cells in runs] if len({len(cells) for cells in runs}) == 1 else None
    own = zip(lines, runs, strict=True)
    spans = ((line.indent + start, line.indent + end) for line, cells in own for start, end in cells)
    ends = [end for _, end in merged(spans, -1)]
    found: list[list[int]] = []
    for line, cells in zip(lines, runs, strict=True):
        places: list[int] = []
        column = 0
        for start, _ in cells:
            while line.indent + start >= ends[column]:
                column += 1
            places.append(column)
        if len(set(places)) < len(places):
            return None
        found.append(places)
    return found


def _cut(
    lines: Sequence[Line], runs: Sequence[list[tuple[int, int]]]
) -> tuple[list[list[tuple[int, int]]], list[list[int]]] | None:
    """The cells and columns where the rows with the usual number of cells tell them: a row may leave one blank only.

    Nothing where these rows do not agree, or where a cell of another row belongs to no column.
    """
    counts = Counter(len(cells) for cells in runs if len(cells) > 1)
    usual = max(counts, key=lambda one: (counts[one], one))
    full = [number for number, cells in enumerate(runs) if len(cells) == usual]
    if 2 * len(full) <= counts.total():
        return None
    if _columns([lines[number] for number in full], [runs[number] for number in full]) is None:
        return None
    held = [(lines[number].indent, runs[number]) for number in full]
    bands = [(min(i + own[at][0] for i, own in held), max(i + own[at][1] for i, own in held)) for at in range(usual)]
    cut = [_cut_row(line, cells, bands) for line, cells in zip(lines, runs, strict=True)]
    columns = [
        [_band(line.indent + start, line.indent + end, bands) for start, end in cells]
        for line, cells in zip(lines, cut, strict=True)
    ]
    if any(sorted(set(places)) != places for places in columns):
        return None
    return cut, columns


def _cut_row(line: Line, cells: Iterable[tuple[int, int]], bands: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cells of a line, cut at blanks between two columns where they reach into the second one."""
    found: list[tuple[int, int]] = []
    for start, end in cells:
        for (_, left), (right, _) in pairwise(bands):
            first, last = max(start, left - line.indent), right - line.indent
            at = line.text.find(" ", first, last) if first < last < end else -1
            if at > start:
                found.append((start, at))
                start = end - len(line.text[at:end].lstrip())
        found.append((start, end))
    return found


def _band(start: int, end: int, bands: Sequence[tuple[int, int]]) -> int:
    """The column that most of a cell stands in."""
    return max(range(len(bands)), key=lambda one: (min(end, bands[one][1]) - max(start, bands[one][0]), -one))
