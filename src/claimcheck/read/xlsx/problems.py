"""What has to be said about a workbook: what it hides, what it does not hold, and what is no text."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.limits import raising
from claimcheck.read.reading import Raw
from claimcheck.read.xlsx.counts import Counts

_FETCH = "fetch the file again, or open it in its program and save it anew"
_SHOW = "show them in the file if readers are to see them"
_MOST_NAMED = 3


def no_workbook(raw: Raw, part: str) -> UnreadableInput:
    """The error for an archive without a workbook in it."""
    message = f"is no Excel file: its part {part} holds no workbook"
    return UnreadableInput(message, code="damaged", path=raw.path, hint=_FETCH)


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
    if counts.sheets or counts.cells:
        message = "shows no text: all that is in it is hidden"
        return UnreadableInput(message, code="no-text", path=raw.path, hint=_SHOW)
    if counts.pictures or counts.charts:
        hint = "recognise the text of the pictures (OCR), or save the file as PDF, and give the result"
        message = "has no text in its cells, only pictures or charts"
        return UnreadableInput(message, code="no-text", path=raw.path, hint=hint)
    hint = "check that the file was saved or downloaded whole"
    return UnreadableInput("has no text in it", code="empty", path=raw.path, hint=hint)


def left_out(raw: Raw, counts: Counts) -> Iterator[Problem]:
    """What to say of all that is not in the text."""
    if counts.cut_at:
        message = f"only the first {raw.limits.cells:,} cells were read, up to {counts.cut_at}"
        yield Problem("limit-cells", message, "partial", raw.path, raising("cells"))
    if counts.lost:
        which = _cells(counts.lost, counts.first_lost)
        message = f"was read in part: the text of {which} is not in the file"
        yield Problem("damaged-part", message, "partial", raw.path, _FETCH)
    if counts.uncounted:
        which = "formula has" if counts.uncounted == 1 else "formulas have"
        message = f"{counts.uncounted:,} {which} no stored result, the first in cell {counts.first_uncounted}: not read"
        hint = "open it in its program, let it calculate, and save it"
        yield Problem("formulas-without-results", message, "partial", raw.path, hint)
    if counts.other_sheets:
        message = f"has {_sheets(counts.other_sheets)} of charts or macros: not read"
        hint = "put the figures that they show into cells"
        yield Problem("sheets-not-read", message, "partial", raw.path, hint)
    if hidden := list(_hidden(counts)):
        yield Problem("hidden-text", f"hides {_listed(hidden)}: not read", "note", raw.path, _SHOW)
    if counts.errors:
        which = _cells(counts.errors, counts.first_error)
        verb = "shows an error" if counts.errors == 1 else "show errors"
        yield Problem("cells-with-errors", f"{which} {verb} in the place of a value", "note", raw.path)
    if counts.charts or counts.pictures:
        shown = [
            _counted(number, one)
            for number, one in ((counts.charts, "chart"), (counts.pictures, "picture"))
            if number
        ]
        yield Problem("pictures-not-read", f"shows {_listed(shown)}: not read", "note", raw.path)
    if counts.comments:
        message = f"has {_counted(counts.comments, 'comment')}: not read"
        yield Problem("comments", message, "note", raw.path)


def _hidden(counts: Counts) -> Iterator[str]:
    if counts.sheets:
        yield _sheets(counts.sheets)
    if counts.rows:
        yield _counted(counts.rows, "row")
    if counts.columns:
        yield _counted(counts.columns, "column")
    if counts.cells:
        yield _counted(counts.cells, "cell")
    if counts.struck:
        yield f"{_counted(counts.struck, 'character')} that are crossed out"


def _sheets(names: list[str]) -> str:
    told = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{_counted(len(names), 'sheet')} ({told}{', …' if len(names) > _MOST_NAMED else ''})"


def _cells(number: int, first: str) -> str:
    return f"cell {first}" if number == 1 else f"{number:,} cells, the first {first},"


def _listed(parts: list[str]) -> str:
    first, last = ", ".join(parts[:-1]), parts[-1]
    return f"{first} and {last}" if first else last


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
