"""The year that a text reports on, from which "next year" and "within five years" are counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.model.context import Context
from claimcheck.model.document import Document

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[/-](?P<second>[0-9]{2}))?(?![0-9])")
# A financial year of two digits: "FY24".
_SHORT_YEAR = re.compile(r"\bFY ?'?(2[0-9])\b")
_DUE = re.compile(r"\bby (?:the end of )?(?:FY ?'?)?(?:20)?[0-9]{2}\b")
# A report names its year in its title or in the first headings.
_FIRST_BLOCKS = 8
_TITLES = ("title", "heading")
_CENTURY = 100
_THIS_CENTURY = 2000
# A text that names a year as often as this tells of it.
_OFTEN = 5


def reporting_year(document: Document, context: Context) -> int:
    """The year that a text tells of: as the caller says, else the last one in its title, else that of ``as_of``.

    Years yet to come do not count there: "Net zero by 2040" may be a title too.
    """
    return _named_year(document, context) or context.as_of.year


def year_told_of(document: Document, context: Context) -> int | None:
    """The same, but for a text whose title has none the year that it names most often, if it does so often.

    None where it names no year so often. A year by which something is due is none that a text tells of.
    """
    named = _named_year(document, context)
    if named is not None:
        return named
    now = context.as_of.year
    texts = [_DUE.sub("", block.text) for block in document.blocks]
    counted = Counter(year for text in texts for year in _years(text) if year <= now)
    often = max(counted.items(), key=lambda one: (one[1], one[0]), default=(now, 0))
    return often[0] if often[1] >= _OFTEN else None


def _named_year(document: Document, context: Context) -> int | None:
    """The year that the caller gives, else the last one in the title, None where neither tells one."""
    if context.reporting_year is not None:
        return context.reporting_year
    now = context.as_of.year
    titles = [
        document.title or "",
        *(block.text for block in document.blocks[:_FIRST_BLOCKS] if block.kind in _TITLES),
    ]
    for title in titles:
        years = [year for year in _years(title) if year <= now]
        if years:
            return max(years)
    return None


def _years(text: str) -> Iterator[int]:
    for match in _SHORT_YEAR.finditer(text):
        yield _THIS_CENTURY + int(match[1])
    for match in _YEAR.finditer(text):
        year = int(match.group()[:4])
        second = match["second"]
        # "2023/24" ends in 2024.
        yield year + 1 if second is not None and int(second) == (year + 1) % _CENTURY else year
