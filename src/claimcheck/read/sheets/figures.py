"""Which cells of a sheet are figures: by their type, or where numbers were typed as text, by their shape."""

from __future__ import annotations

import re

from claimcheck.read.sheets.cells import LIKELY_YEARS, SheetCell

_TYPED = re.compile(
    r"[<>≤≥~≈±+\-\u2212(\[]*\s*(?:[A-Z]{3}|\W)?\s*"
    r"\d[\d.,'\s\u00a0\u202f]*(?:\s*(?:%|\W|[A-Za-z]{1,3}))?[)\]*†‡]*"
)
_YEAR = re.compile(r"(?:[A-Za-z]{1,4}[\s'.]?)?((?:19|20)\d\d)(?:\s?[/\u2013-]\s?(?:\d\d){1,2})?\W{0,3}")
_SHORT_YEAR = re.compile(r"[A-Za-z]{2,3}\s?'?\d\d(?:\s?/\s?\d\d)?")
_LONGEST = 24


def is_figure(cell: SheetCell) -> bool:
    """Whether a cell shows a number that is no year and no date."""
    if cell.kind == "text":
        text = cell.text.text
        return len(text) <= _LONGEST and _TYPED.fullmatch(text) is not None and not is_period(cell)
    return cell.kind == "number"


def is_period(cell: SheetCell) -> bool:
    """Whether a cell shows nothing but a year or a date."""
    if cell.kind == "text":
        text = cell.text.text
        if len(text) > _LONGEST:
            return False
        found = _YEAR.fullmatch(text)
        return int(found[1]) in LIKELY_YEARS if found else _SHORT_YEAR.fullmatch(text) is not None
    return cell.kind in ("year", "date")


def is_empty_value(cell: SheetCell) -> bool:
    """Whether a cell has no letter and no digit: a dash where a figure would stand."""
    return not any(map(str.isalnum, cell.text.text))
