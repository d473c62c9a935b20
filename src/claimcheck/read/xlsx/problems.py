"""What has to be said about a workbook: what it hides, what it does not hold, and what is no text."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.office import told
from claimcheck.read.reading import Raw
from claimcheck.read.xlsx.counts import Counts


def no_workbook(raw: Raw, part: str) -> UnreadableInput:
    """The error for an archive without a workbook in it."""
    message = f"is no Excel file: its part {part} holds no workbook"
    return UnreadableInput(message, code="damaged", path=raw.path, hint=told.FETCH)


def binary(raw: Raw) -> UnreadableInput:
    """The error for a workbook whose parts are no XML."""
    hint = "open it in its program and save it as an Excel workbook (.xlsx)"
    return UnreadableInput(
        "is a binary Excel file, which is not supported yet",
        code="format-not-supported",
        path=raw.path,
        hint=hint,
    )


def nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    """The error for a workbook that shows no text."""
    if counts.uncounted:
        hint = "open it in its program, let it calculate, and save it"
        message = "has no text: none of its formulas has a stored result"
        return UnreadableInput(message, code="no-text", path=raw.path, hint=hint)
    if counts.hidden:
        return told.all_hidden(raw)
    if counts.pictures or counts.charts:
        return told.only_pictures(raw, " in its cells")
    return told.empty(raw)


def left_out(raw: Raw, counts: Counts) -> Iterator[Problem]:
    """What to say of all that is not in the text."""
    yield from told.cells_cut(raw, counts.cut_at)
    if counts.lost:
        which = _cells(counts.lost, counts.first_lost)
        message = f"was read in part: the text of {which} is not in the file"
        yield Problem("damaged-part", message, "partial", raw.path, told.FETCH)
    if counts.uncounted:
        which = "formula has" if counts.uncounted == 1 else "formulas have"
        message = f"{counts.uncounted:,} {which} no stored result, the first in cell {counts.first_uncounted}: not read"
        hint = "open it in its program, let it calculate, and save it"
        yield Problem("formulas-without-results", message, "partial", raw.path, hint)
    if counts.other_sheets:
        message = f"has {told.named_sheets(counts.other_sheets)} of charts or macros: not read"
        hint = "put the figures that they show into cells"
        yield Problem("sheets-not-read", message, "partial", raw.path, hint)
    yield from counts.hidden.problems(raw.path)
    if counts.errors:
        which = _cells(counts.errors, counts.first_error)
        verb = "shows an error" if counts.errors == 1 else "show errors"
        yield Problem("cells-with-errors", f"{which} {verb} in the place of a value", "note", raw.path)
    yield from told.pictures(raw, counts.charts, counts.pictures)
    yield from told.comments(raw, counts.comments)


def _cells(number: int, first: str) -> str:
    return f"cell {first}" if number == 1 else f"{number:,} cells, the first {first},"
