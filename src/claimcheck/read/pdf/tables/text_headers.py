"""The header of a table of texts, which no figures below it tell apart."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from claimcheck.read.pdf.page.ink import differ
from claimcheck.read.pdf.tables.fragments import Fragment
from claimcheck.read.pdf.tables.grids import Grid, GridCell, in_reading_order
from claimcheck.read.pdf.tables.lattice import Lattice
from claimcheck.read.sequences import median

_MAX_HEADER = 60  # characters of a header cell
_MAX_TITLES = 2  # rows above a header that hold one cell
_LONGER = 2.0  # times, of the cells below a header
_OTHER_SIZE = 1.04
_MIN_COLUMNS = 3  # of a header without its table


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


def header_at_foot(lattice: Lattice, held: Mapping[int, list[Fragment]]) -> Grid | None:
    """The header of a table that goes on overleaf: one row of bold names, the last of its page, ``held`` by cell."""
    cells = [
        GridCell(0, lattice.reaches[home].column, in_reading_order(own), 1, lattice.reaches[home].columns)
        for home, own in sorted(held.items(), key=lambda item: lattice.reaches[item[0]].column)
    ]
    columns = lattice.size[1]
    named = {column for cell in cells for column in range(cell.column, cell.column + cell.columns)}
    if columns < _MIN_COLUMNS or len(cells) < 2 or not named >= set(range(1, columns)) or not is_bold(cells):
        return None
    fragments = [each for cell in cells for each in cell.fragments]
    if any(len(cell.text) > _MAX_HEADER for cell in cells) or any(
        each.is_value and not each.is_name for each in fragments
    ):
        return None
    return Grid(
        cells=cells,
        rows=1,
        columns=columns,
        header_rows=1,
        header_columns=1,
        edges=list(itertools.pairwise(lattice.xs)),
        top=max(each.y for each in fragments),
        bottom=min(each.y for each in fragments),
    )


def is_bold(cells: Sequence[GridCell]) -> bool:
    """Whether all that cells hold is bold."""
    return all(each.line.bold for cell in cells for each in cell.fragments)
