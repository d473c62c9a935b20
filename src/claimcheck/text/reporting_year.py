"""The year that a text reports on, from which "next year" and "within five years" are counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck.model.context import Context
from claimcheck.model.document import Document

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[/-](?P<second>[0-9]{2}))?(?![0-9])")
# "254/2016" and "2014/95" are numbers of laws; "31/12/2019", "2018/2019" and "2018/19" are days and years.
_NUMBER_BEFORE = re.compile(r"(?<![0-9/])(?!(?:19|20)[0-9]{2}/)[1-9][0-9]{0,3}/\Z")
_NUMBER_BEHIND = re.compile(r"/[0-9]{1,4}(?![0-9])")
_LONGEST_NUMBER = 6
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


def year_told_of(document: Document, context: Context) -> int | None:
    """The year that a text tells of: as the caller says, else the last one in its title, else the one it often names.

    None where it names no year so often. A year yet to come does not count ("Net zero by 2040" may be a title too), nor
    does one by which something is due.
    """
    if context.reporting_year is not None:
        return context.reporting_year
    now = context.as_of.year
    headings = (block.text for block in document.blocks[:_FIRST_BLOCKS] if block.kind in _TITLES)
    for title in (document.title or "", *headings):
        years = [year for year in _years(title) if year <= now]
        if years:
            return max(years)
    texts = [_DUE.sub("", block.text) for block in document.blocks]
    counted = Counter(year for text in texts for year in _years(text) if year <= now)
    often = max(counted.items(), key=lambda one: (one[1], one[0]), default=(now, 0))
    return often[0] if often[1] >= _OFTEN else None


def _years(text: str) -> Iterator[int]:
    for match in _SHORT_YEAR.finditer(text):
        yield _THIS_CENTURY + int(match[1])
    for match in _YEAR.finditer(text):
        start = match.start()
        year = int(match.group()[:4])
        second = match["second"]
        behind = _NUMBER_BEHIND.match(text, start + 4)
        ends = second is not None and int(second) == (year + 1) % _CENTURY
        if _NUMBER_BEFORE.search(text, max(start - _LONGEST_NUMBER, 0), start):
            continue
        if behind and not ends and not _YEAR.match(text, start + 5):
            continue
        # "2023/24" ends in 2024.
        yield year + 1 if ends else year
