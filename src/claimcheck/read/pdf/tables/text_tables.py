"""What makes a grid a table, of values or of texts, and the header of one of texts, which no figures tell apart."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.tables.fragments import Cuts, Fragment
from claimcheck.read.pdf.tables.grids import Column, Grid, GridCell
from claimcheck.read.pdf.tables.rows import BodyRow
from claimcheck.read.sequences import mean, median

_LABELLED = 0.5  # of the rows
_SAID = 0.3  # of the rows
_ENTRIES = 3  # of a list of contents
_BASELINE, _NEXT_ROW = 0.4, 2.0  # of the font size
_HEADED = 5.0
_CHAPTER = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")
_OVER = 0.6  # of the columns of values
Placed = Sequence[tuple[tuple[int, int], Fragment]]
"""Fragments, each with the first and last column it stands in."""

_MAX_HEADER = 60  # characters of a header cell
_MAX_TITLES = 2  # rows above a header that hold one cell
_LONGER = 2.0  # times, of the cells below a header
_OTHER_SIZE = 1.04

_MIN_ROWS = 2
_SHORT = 90  # characters of a label
_LONG = 14  # characters in the mean of a column of texts
_ALIGNED = 0.5  # of the font size
_MOST = 0.6
_HALF = 0.5
_MANY_COLUMNS, _MANY_ROWS = 3, 3
_WORDY = 25  # characters of a cell in the mean
_AMID = 0.2  # of the cells
_FEW_LINES = 2
_DISTINCT = 0.6  # of the length of the longest cells, of that of labels


def has_labels(made: Sequence[BodyRow], columns: Sequence[Column]) -> bool:
    """Whether enough rows of values have a label, and enough of the labels are more than a number."""
    cells = [row.cells.items() for row in made if row.values]
    labels = [[held for number, held in own if not columns[number].holds_values] for own in cells]
    said = sum(any(each.is_name or not each.is_value for held in own for each in held) for own in labels)
    return said > 0 and sum(map(bool, labels)) >= _LABELLED * len(labels) and said >= _SAID * len(labels)


def is_contents(placed: Placed, columns: Sequence[Column], *, headed: bool) -> bool:
    """Whether a table is a list of contents or figures: entries with their pages.

    What is taken for its header may be the first entries.
    """
    return (not headed and _is_behind(placed, columns)) or _counts_up(placed, columns)


def _is_behind(placed: Placed, columns: Sequence[Column]) -> bool:
    """Whether most of the text stands behind the first values: numbered entries."""
    first = next(number for number, column in enumerate(columns) if column.holds_values)
    before = sum(len(each.text) for span, each in placed if not each.is_value and span[0] < first)
    behind = sum(len(each.text) for span, each in placed if not each.is_value and span[0] > first)
    return behind > before


def _counts_up(placed: Placed, columns: Sequence[Column]) -> bool:
    """Whether the only values are page numbers, one after the other, and numbers of chapters.

    Where there are several columns of them, entries stand beside each other: words stand behind the first one.
    """
    valued = [number for number, column in enumerate(columns) if column.holds_values]
    words = sum(span[0] > valued[0] and not columns[span[0]].holds_values for span, _ in placed)
    if len(valued) > 1 and words < _ENTRIES:
        return False
    listed: list[Fragment] = []
    for number in valued:
        found = sorted((each for span, each in placed if span[0] == number), key=lambda each: -each.y)
        if all(each.text.isdecimal() for each in found):
            if any(int(one.text) > int(other.text) for one, other in itertools.pairwise(found)):
                return False
            listed += found
        elif not all(_CHAPTER.fullmatch(each.text) for each in found):
            return False
    return len(listed) >= _ENTRIES


def holds_two(grid: Grid) -> bool:
    """Whether a table is two that stand beside each other: behind a column of words its years begin anew."""
    top = [cell for cell in grid.cells if cell.row < max(grid.header_rows, 1)]
    years = {cell.column: cell.text for cell in top if cell.fragments[0].is_year}
    again = min((at for at, text in years.items() if text in {years[b] for b in years if b < at}), default=0)
    last = max((at for at in years if at < again), default=again)
    body = [cell for cell in grid.cells if cell.row >= grid.header_rows]
    words = sum(last < cell.column < again and not cell.fragments[0].is_value for cell in body)
    return words > _LABELLED * grid.rows


def goes_on_above(grid: Grid, lines: Iterable[tuple[int, Line]], cuts: Cuts) -> bool:
    """Whether a ruled table is only shaded rows of one that has no walls: figures stand right above it."""
    size = max(each.size for cell in grid.cells for each in cell.fragments)
    lone = len({cell.row for cell in grid.cells if any(each.is_figure for each in cell.fragments)}) == 1
    reach = (2 if lone else 1) * _NEXT_ROW * size
    near = cuts.fragments((index, line) for index, line in lines if _BASELINE * size < line.y - grid.top <= reach)
    figures = [each for each in near if each.is_figure]
    over = [any(left < each.middle < right for each in figures) for left, right in grid.edges[1:]]
    return any(over) if lone else sum(over) >= _OVER * (grid.columns - 1)


def is_head(grid: Grid, lines: Iterable[tuple[int, Line]], cuts: Cuts) -> bool:
    """Whether a ruled table is only the walled-off header of one that has no walls: figures follow right below it."""
    fragments = [each for cell in grid.cells for each in cell.fragments]
    if any(each.is_figure for each in fragments):
        return False
    size = max(each.size for each in fragments)
    near = cuts.fragments(
        (index, line) for index, line in lines if _BASELINE * size < grid.bottom - line.y <= _HEADED * size
    )
    under = [each for each in near if grid.left < each.middle < grid.right]
    top = max((each.y for each in under), default=0.0)
    level = [each for each in under if top - each.y <= _BASELINE * size]
    figures = [each for each in level if each.is_figure]
    first = min((each.left for each in figures), default=grid.right)
    return len(figures) > 1 and all(each.right <= first or each in figures for each in level)


def header_of_texts(by_row: Mapping[int, Sequence[GridCell]], rows: int) -> int:
    """How many rows of a table of texts name its columns: those up to the first with more than one cell, if short.

    Another weight, size or case than below shows that a row is a header; otherwise its cells are plainly shorter.
    """
    height = next((row for row in range(min(rows - 1, _MAX_TITLES + 1)) if len(by_row[row]) > 1), None)
    if height is None:
        return 0
    own = by_row[height]
    body = [cell for row in range(height + 1, rows) for cell in by_row[row] if cell.column]
    if not body or any(len(cell.text) > _MAX_HEADER for cell in own):
        return 0
    if _is_set_apart(own, body):
        return height + 1
    mean = sum(len(cell.text) for cell in body) / len(body)
    plain = not any(each.isdigit() for cell in own for each in cell.text)
    named = sum(len(cell.text) for cell in own) / len(own)
    return height + 1 if plain and mean >= _LONGER * named and not height else 0


def _is_set_apart(own: Sequence[GridCell], body: Sequence[GridCell]) -> bool:
    if is_bold(own) and not all(is_bold([cell]) for cell in body):
        return True
    sizes = [each.size for cell in own for each in cell.fragments]
    usual = median(each.size for cell in body for each in cell.fragments)
    if min(sizes) > _OTHER_SIZE * usual or max(sizes) * _OTHER_SIZE < usual:
        return True
    if all(cell.text.isupper() for cell in own) and not any(cell.text.isupper() for cell in body):
        return True
    inks = {each.line.colour for cell in own for each in cell.fragments}
    below = {each.line.colour for cell in body for each in cell.fragments}
    ink = inks.pop()
    return not inks and ink is not None and all(differ(ink, other) for other in below if other is not None)


def is_bold(cells: Sequence[GridCell]) -> bool:
    """Whether all that cells hold is bold."""
    return all(each.line.bold for cell in cells for each in cell.fragments)


def is_text_table(grid: Grid) -> bool:
    """Whether a grid whose columns are guessed is a table of texts."""
    body = [[cell for cell in row if cell.row >= grid.header_rows] for row in grid.by_row()]
    rows = [row for row in body if len(row) > 1]
    if len(rows) < _MANY_ROWS and not _is_wordy(grid, rows):
        return False
    columns: dict[int, list[GridCell]] = defaultdict(list)
    for row in rows:
        for cell in row:
            columns[cell.column].append(cell)
    texts = [number for number in columns if number and _holds_texts(columns[number])]
    return bool(texts) and _is_labelled(grid, columns) and _begin_together(rows)


def _is_wordy(grid: Grid, rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether few rows make a table, because their cells are of many words; one row needs a header."""
    cells = [cell for row in rows for cell in row]
    if len(rows) < _MIN_ROWS and not (rows and grid.header_rows and grid.columns >= _MANY_COLUMNS):
        return False
    wrapped = sum(len(cell.fragments) > 1 for cell in cells)
    return 3 * wrapped >= len(cells) and mean(len(cell.text) for cell in cells) >= _WORDY


def _holds_texts(cells: Sequence[GridCell]) -> bool:
    said = [cell for cell in cells if not all(each.is_value for each in cell.fragments)]
    return len(said) >= _HALF * len(cells) and mean(len(cell.text) for cell in said) >= _LONG


def _is_labelled(grid: Grid, columns: dict[int, list[GridCell]]) -> bool:
    """Whether the first column names the rows: it is filled, and short or named by a header itself."""
    first = columns.get(0, [])
    if sum(cell.rows for cell in first) < _HALF * max(map(len, columns.values())):
        return False
    bulleted = [one for one in first if len(one.fragments) > _FEW_LINES and openings.is_bullet(one.text[:1])]
    if 2 * len(bulleted) > len(first):
        return False
    named = {cell.column for cell in grid.cells if cell.row < grid.header_rows}
    many = grid.columns >= _MANY_COLUMNS or (len(first) >= _MANY_ROWS and not _runs_on(columns))
    if 0 in named and len(named) > 1 and many:
        return True
    if len(columns) >= _MANY_COLUMNS and any(_is_flush(cells) for cells in columns.values()):
        return not _runs_on(columns)
    longest = max(mean(len(cell.text) for cell in own) for own in columns.values())
    own = median(len(cell.text) for cell in first)
    lines = [len(cell.fragments) for own in columns.values() for cell in own]
    apart = median(lines) < _FEW_LINES or own <= _DISTINCT * longest
    return own <= _SHORT and (apart or _is_bold_column(columns))


def _is_flush(cells: Sequence[GridCell]) -> bool:
    """Whether the lines of a column's cells have one edge; in tiles they stand in the middle."""
    lines = [each for cell in cells for each in cell.fragments]
    left, right = min(each.left for each in lines), max(each.right for each in lines)
    at_left = sum(each.left - left <= each.size / 2 for each in lines)
    at_right = sum(right - each.right <= each.size / 2 for each in lines)
    return max(at_left, at_right) >= _MOST * len(lines) > 2


def _runs_on(columns: dict[int, list[GridCell]]) -> bool:
    """Whether too many cells begin amid a sentence: they are columns of running text."""
    cells = [cell for own in columns.values() for cell in own]
    return sum(cell.text[:1].islower() for cell in cells) > _AMID * len(cells)


def _is_bold_column(columns: dict[int, list[GridCell]]) -> bool:
    """Whether the first column is bold and the others are not."""
    bold = {at: sum(cell.fragments[0].line.bold is True for cell in own) for at, own in columns.items()}
    others = sum(len(own) for number, own in columns.items() if number)
    return bold[0] >= _MOST * len(columns[0]) and sum(bold.values()) - bold[0] <= _AMID * others


def _begin_together(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether in most rows two cells begin, end or have their middle on one height."""
    return sum(map(_is_aligned, rows)) >= _MOST * len(rows)


def _is_aligned(row: Sequence[GridCell]) -> bool:
    ends = [(max(each.y for each in cell.fragments), min(each.y for each in cell.fragments)) for cell in row]
    slack = _ALIGNED * row[0].fragments[0].size
    tops, bottoms = zip(*ends, strict=True)
    levels = map(sorted, (tops, bottoms, [(high + low) / 2 for high, low in ends]))
    return any(below - above <= slack for own in levels for above, below in itertools.pairwise(own))
