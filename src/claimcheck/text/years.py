"""Years, dates and periods, and what the words around them make of a year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.text.numbers import YEAR, joins, measure_at, opener_before
from claimcheck.text.remembered import late_pattern
from claimcheck.text.sentence_scan import OPENING, Line, Measure

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


_SECOND_YEAR = late_pattern(
    r"(?:(?P<slash> ?/ ?)|(?P<dash> ?- ?)|,? (?P<words>[^\W\d_]+(?: [^\W\d_]+)??) )"
    r"(?P<prefix>[^\W\d_]{2,9}\.? ?)?(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9.,%]*[0-9%])"
)
_NUMERIC_DATE = late_pattern(
    r"(?:(?:[0-3]?[0-9][./-]){2}|[01]?[0-9]/)((?:19|20)[0-9]{2})(?![0-9])|((?:19|20)[0-9]{2})-[01][0-9]-[0-3][0-9](?![0-9])"
)
_QUARTER = late_pattern(r"[A-Z][1-4](?:[ /-](?:[A-Z]{2} ?)?((?:19|20)[0-9]{2}))?(?![0-9])")
_QUARTER_BEHIND = late_pattern(r"[ /-][A-Z][1-4](?![0-9\w])")
_CLAUSE_END = late_pattern(r"\s*(?:[.,;:)]|$)")
_TOKEN = late_pattern(r"\(?[\w-]+")
_MONTH_BEFORE = late_pattern(
    r"(?:[0-3]?[0-9](?:\.|[a-z]{2})? )?(?P<month>[^\W\d_]+)\.?(?: ?- ?| (?P<words>[^\W\d_]+) )$"
)
_LONGEST_DATE = 40
_LONGEST_PERIOD = 40
_LIKELY_YEARS = range(2010, 2051)
_BESIDE = late_pattern(r"(?: [^\W\d_]+){1,4} ")
_LEVEL = late_pattern(r" \([^()]{1,60}\) (?P<words>[^\W\d_]{1,12}) \Z")
_LISTED = late_pattern(r",? (?:[^\W\d_]{1,3} )?|/| & ")


def role_of(line: Line, start: int, end: int) -> str | None:
    """The role of a year at ``text[start:end]``: the longest words that touch it decide, before it or behind it."""
    before = _before(line, start)
    title = line.phrase_before(start, line.index.year_titles) if before is None else None
    if title is not None:
        before = _before(line, title[0]) or title
    behind = None
    if line.text[end : end + 1] in (" ", "-"):
        token = _TOKEN.match(line.low, end + 1)
        if token:
            behind = line.phrase_at(end + 1, line.index.after, token.group())
    if before is None:
        return behind[1] if behind else None
    if behind and (behind[0] - end - 1 > start - before[0] or _goes_on(line, behind)):
        return behind[1]
    return before[1]


def _before(line: Line, start: int) -> tuple[int, str] | None:
    """The words in front of a year that give it a role; an article may stand between."""
    before = line.phrase_before(start, line.index.before)
    if before is None and (article := line.word_before(start)) in line.index.year_articles:
        before = line.phrase_before(start - len(article) - 1, line.index.before_article)
    return before


def _goes_on(line: Line, behind: tuple[int, str]) -> bool:
    """Whether a clause ends behind words for what is to come: "from 2026 on" is no base."""
    return behind[1] == "target" and _CLAUSE_END.match(line.text, behind[0]) is not None


def read_year(line: Line, start: int, end: int) -> int | None:
    """Note the year whose digits are ``text[start:end]``; None where the four digits are no year."""
    text = line.text
    if text[end : end + 1].isalnum() or (text[end : end + 1] == "_"):
        return None
    measure = measure_at(line, end)
    if measure and not _year_in_spite_of(line, start, end, measure):
        return None
    year = int(text[start:end])
    begin = _month_before(line, start)
    second = _read_second(line, begin, end, year)
    if second:
        return second
    if text[end : end + 1] == "/" and text[end + 1 : end + 2].isdigit():
        return end  # "2019/852": the number of a document
    quarter = _QUARTER_BEHIND.match(text, end)
    if quarter:
        return line.add("period", begin, quarter.end(), year=year, role="period")
    if begin < start:
        return _add_day(line, begin, end, year, role_of(line, begin, end))
    return line.add("year", begin, end, year=year, role=role_of(line, begin, end))


def _add_day(line: Line, start: int, end: int, year: int, role: str | None) -> int:
    """Note a day or month, or the period that ends with it: "1 April to 30 June 2025", "May to August 2025"."""
    first = _MONTH_BEFORE.search(line.text, max(0, start - _LONGEST_DATE), start)
    if first is None or first["month"].lower() not in line.index.months:
        return line.add("year", start, end, year=year, role=role)
    begin = first.start()
    if first["words"] and not joins(line, begin, first["words"].lower()):
        return line.add("year", start, end, year=year, role=role)
    if first["words"] and opener_before(line, begin):
        begin = line.token_start(begin - 1)
        begin += line.text[begin] in OPENING
    known = role_of(line, begin, end)
    return line.add("period", begin, end, year=year, role="base" if known == "base" else "period")


def _year_in_spite_of(line: Line, start: int, end: int, measure: Measure) -> bool:
    """ "2024 employees" is a number, "in 2024 employees" a year: words that count things do not decide alone."""
    if measure.exact or measure.kind != "quantity" or measure.scale != 1.0:
        return False
    return int(line.text[start:end]) in _LIKELY_YEARS and role_of(line, start, end) in ("period", "target", "base")


def _month_before(line: Line, start: int) -> int:
    """Start of a month's name before the year, else ``start``."""
    months = line.index.months
    word = line.word_before(start)
    if word.rstrip(".,") in months:
        return start - 1 - len(word)
    if 0 < len(word) <= 2:  # "December of 2030"
        begin = start - 1 - len(word)
        word = line.word_before(begin)
        if word.rstrip(".,") in months:
            return begin - 1 - len(word)
    return start


def _read_second(line: Line, start: int, end: int, year: int) -> int | None:
    """Note a period that begins with ``year``: "2019 to 2024", "2023/24"."""
    second = _SECOND_YEAR.match(line.text, end)
    if second is None:
        return None
    last = int(second["year"])
    short = len(second["year"]) == 2
    if short:
        last += year - year % 100
    prefix = (second["prefix"] or "").rstrip(". ").lower()
    if prefix and prefix not in line.index.fiscal and prefix not in line.index.months:
        return None
    if not 0 < last - year <= _LONGEST_PERIOD or line.text[second.end() : second.end() + 1].isalnum():
        return None
    if second["slash"] and short and last - year > 1:
        return None
    if second["words"] and (short or not joins(line, start, second["words"].lower())):
        return None
    if not second["words"] and short and " " in line.text[end : second.start("year")]:
        return None
    begin = start
    if second["words"] and opener_before(line, start):
        begin = line.token_start(start - 1)
        begin += line.text[begin] in OPENING
    role = role_of(line, begin, second.end())
    # Words for a base year may stand before any period ("over 2019-2024"), but a fiscal year can be one.
    of_one = second["slash"] or (second["dash"] and short and last - year == 1)
    if role != "target" and not (role == "base" and of_one):
        role = "period"
    return line.add("period", begin, second.end(), year=year, end_year=last, role=role)


def read_fiscal(line: Line, start: int, at: int, digits_end: int) -> int | None:
    """Note the period of a fiscal year: its prefix begins at ``start``, its digits are ``text[at:digits_end]``."""
    text = line.text
    digits = text[at:digits_end]
    if YEAR.fullmatch(digits):
        year = int(digits)
    elif len(digits) == 2 and digits.isdigit():
        year = 2000 + int(digits)
    else:
        return None
    if text[digits_end : digits_end + 1].isalnum():
        return None
    second = _read_second(line, start, digits_end, year)
    if second:
        return second
    role = role_of(line, start, digits_end)
    # A fiscal year by which something is due, or from which it is counted, is a year like any other.
    if role in ("target", "base"):
        return line.add("year", start, digits_end, year=year, role=role)
    return line.add("period", start, digits_end, year=year, role=role or "period")


def read_quarter(line: Line, start: int) -> int | None:
    """Note a quarter or half of a year that begins at ``start``; without a year it is silent."""
    quarter = _QUARTER.match(line.text, start)
    if quarter is None:
        return None
    if quarter[1]:
        line.add("period", start, quarter.end(), year=int(quarter[1]), role="period")
    return quarter.end()


def read_date(line: Line, start: int, end: int) -> int | None:
    """Note the year of a date that begins with, or whose day is, the number at ``text[start:end]``."""
    text = line.text
    numeric = _NUMERIC_DATE.match(text, start) if end - start > 4 or text[end : end + 1] in ("-", "/") else None
    if numeric:
        year = int(numeric[1] or numeric[2])
        return line.add("year", start, numeric.end(), year=year, role=_day_role(line, start, numeric.end()))
    if end - start > 2:
        return None
    # "5pp by June 2026" is an amount and a date, "5th of June 2026" is one date.
    behind_number, index = text[end : end + 2], line.index
    measured = behind_number[:1] == "%" or behind_number in index.lower_heads or behind_number in index.symbol_heads
    written = None if measured else _date_pattern(index.month_pattern).match(text, start)
    if written:
        if written["year"] is None:
            return written.end()
        year = int(written["year"])
        return _add_day(line, start, written.end(), year, _day_role(line, start, written.end()))
    begin = _month_before(line, start)
    if begin == start:
        return None
    behind = _YEAR_BEHIND_DAY.match(text, end)
    if behind is None:
        return end
    return line.add("year", begin, behind.end(), year=int(behind[1]), role=_day_role(line, begin, behind.end()))


_YEAR_BEHIND_DAY = late_pattern(r"[a-z]{0,2},? ((?:19|20)[0-9]{2})(?![0-9])")


@lru_cache(maxsize=16)
def _date_pattern(months: str) -> re.Pattern[str]:
    """A day, a month's name and perhaps a year; ``months`` is an alternation."""
    return re.compile(
        rf"[0-3]?[0-9](?:\.|[a-z]{{2}})? (?:[a-z]{{2}} )?(?i:{months})\b\.?,?"
        r"(?: (?:[a-z]{2} )?(?P<year>(?:19|20)[0-9]{2})(?![0-9]))?"
    )


def _day_role(line: Line, start: int, end: int) -> str | None:
    """A single day is no base year, whatever stands before it ("on 27 September 2026")."""
    role = role_of(line, start, end)
    return None if role == "base" else role


def share_roles(line: Line) -> None:
    """Give a year without a role that of the year it is listed with ("the 2025 and 2030 targets")."""
    years = [at for at, fact in enumerate(line.facts) if fact.kind == "year"]
    for left, right in pairwise(years):
        one, two = line.facts[left], line.facts[right]
        gap = line.text[one.end - line.base : two.start - line.base]
        if (one.role is None) == (two.role is None) or not _LISTED.fullmatch(gap):
            continue
        at, fact, role = (left, one, two.role) if one.role is None else (right, two, one.role)
        line.facts[at] = fact._replace(role=role)


def compared_roles(line: Line) -> None:
    """Make a year the base that belongs to a figure behind a word for one ("from 0.61 kg in 2024")."""
    for at, (figure, fact) in enumerate(pairwise(line.facts), start=1):
        # A share may be the change since that year.
        if fact.role != "period" or figure.kind not in ("quantity", "money"):
            continue
        gap = line.text[figure.end - line.base : fact.start - line.base]
        if line.phrase_before(figure.start - line.base, line.index.earlier) and _BESIDE.fullmatch(gap):
            line.facts[at] = fact._replace(role="base")


def opened_roles(line: Line) -> None:
    """Make the first year of a period a base where its level stands before the last ("from 2019 (14 t) to 2024")."""
    years = [at for at, fact in enumerate(line.facts) if fact.kind == "year"]
    for left, right in pairwise(years):
        one, two = line.facts[left], line.facts[right]
        start, gap = one.start - line.base, _LEVEL.match(line.low, one.end - line.base, two.start - line.base)
        if one.role is None and gap and opener_before(line, start) and joins(line, start, gap["words"]):
            line.facts[left] = one._replace(role="base")


def since_roles(line: Line) -> None:
    """Make the first year behind a word for "since" a base ("since the two systems were merged in 2021")."""
    if line.index.since.isdisjoint(line.low.split()):
        return
    for at, fact in enumerate(line.facts):
        if fact.role == "period":
            before = [one for one in line.facts[:at] if one.kind in ("year", "period", "quantity", "share", "money")]
            start = before[-1].end - line.base if before else 0
            words = line.low[start : fact.start - line.base].split()
            if not line.index.since.isdisjoint(words):
                line.facts[at] = fact._replace(role="base")
