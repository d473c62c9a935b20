"""The years of a sentence: which belongs to a figure, and against which a change in it is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.passage import AHEAD, FIGURES, Fact
from claimcheck.text.fact_grammar import FactIndex
from claimcheck.text.metric_words import SHARE, Said, class_of
from claimcheck.text.sentence_scan import longest_before
from claimcheck.text.tokens import WORD

_LISTED = re.compile(r",? (?:[^\W\d_]{1,3} )?|/| & ")
_QUARTER = re.compile(r"(?<!\w)[A-Z][1-4](?!\w)")
_FIRST_DIGIT = re.compile("[0-9]")
_MONTHS, _LAST_DAYS, _LONGEST_DAY = 12, 28, 2
_OPENING = 2
"""Words among which a month stands that says when something was: "in March"."""
_TIME = "time"
DATES = ("year", "period")
_BESIDE, _NEAR = 14, 30
"""Characters between a figure and the year right behind it ("118 g in 2019"), and the year it is told by."""
_SHORT = 3
"""Letters of a word that joins two figures of a list."""
_HEAD, _LEAD = 3, 40
"""Words before a figure in its noun phrase ("a fall to 118 g"), and characters."""


class Owner(NamedTuple):
    """A figure that a year stands right behind; others may be ``compared`` with it, and have years of their own."""

    figure: Fact
    compared: bool


class Time(NamedTuple):
    """When something is so: its first and last year, the base of a change, and what tells that year."""

    year: int | None
    end_year: int | None
    against: int | None
    told: Fact | None


NEVER = Time(None, None, None, None)


class SentenceYears(Struct, eq=False):
    """The years of one sentence, of which ``time`` gives each figure its own or says that it is open.

    ``base`` is where its text begins, ``clauses`` are the starts and ends of its clauses, in order; ``moves`` are the
    words in it by which something becomes more or less, and ``lower`` is its text in lower case. ``owners`` has the
    figures right before years, by the starts of these, and ``bases`` the years that are a base.
    """

    facts: Sequence[Fact]
    text: str
    lower: str
    base: int
    clauses: Sequence[tuple[int, int]]
    index: FactIndex
    moves: Sequence[Said]
    years: Sequence[Fact] = ()
    bases: Sequence[Fact] = ()
    owners: Mapping[int, Owner] = {}

    def __post_init__(self) -> None:
        self.years = [fact for fact in self.facts if fact.kind in DATES and fact.year is not None]
        self.bases = [year for year in self.years if year.role == "base"]
        if self.years:
            self.owners = dict(self._read_owners())

    def clause_of(self, start: int) -> int:
        """The number of the clause that an offset of the text stands in."""
        if len(self.clauses) == 1:
            return 0
        return next((at for at, (_, end) in enumerate(self.clauses) if start < end), len(self.clauses) - 1)

    def time(self, start: int, end: int, unit_class: str | None, *, changed: bool) -> Time:
        """The time of a run: of what it names, or of a figure, which may have ``changed`` by as much."""
        if not self.years:
            return NEVER
        year, against = self._of(start, end, unit_class), self._against(start, end)
        if year is None or year.year is None:
            return Time(None, None, against, None)
        if _is_span(year):
            # "Between 2019 and 2024": the change is measured in the last year, against the first.
            return Time(year.end_year, None, year.year if changed else against, year)
        first, last = (None, None) if changed and year.year == against else (year.year, year.end_year)
        return Time(first, last, against, year)

    def is_open(self, time: Time, start: int, end: int, *, level: bool, reached: bool) -> bool:
        """Whether the time of a figure is a part of a year, or one that nobody tells.

        ``level`` says that it is told as it stands, ``reached`` that something moved.
        """
        if time.told is None:
            return self._is_of_month(start, end)
        left = level and self._is_left_behind(start, end, time.told)
        return left or self._is_no_year(time.told, reached=reached)

    def _of(self, start: int, end: int, unit_class: str | None) -> Fact | None:
        """The year of a figure: right behind it, else in its clause, else the only one of the sentence."""
        known = [year for year in self.years if year.start < end or not self._opens(year)]
        years = [year for year in known if year.role != "base"]
        years = [year for year in years if not self._is_anothers(year, start, end, unit_class)]
        beside = next((year for year in known if self._is_beside(year, end)), None)
        if beside is not None and (beside.role != "base" or unit_class != SHARE):
            return beside
        clause = self.clause_of(start)
        inside = [year for year in years if self.clause_of(year.start) == clause]
        if inside:
            before = [year for year in inside if year.end <= start]
            found = before[-1] if before else inside[0]
            return None if self._is_parted(found, start, end) else found
        if any(self.clause_of(year.start) == clause and year.end <= start for year in known):
            # "…, and those for the base year 2019 from 314.9 to 310.0": another clause has its own years.
            return None
        values = {(year.year, year.end_year) for year in years}
        return years[0] if len(values) == 1 and not self._is_parted(years[0], start, end) else None

    def _is_parted(self, year: Fact, start: int, end: int) -> bool:
        """Whether a clause with a time of its own begins between: "rose in 2023 before it fell to 41,200 MWh".

        One that the year stands in may also end between: "turnover, which peaked in 2023, stood at 14.2 %".
        """
        first, last = (end, year.start) if end <= year.start else (year.end, start)
        between = self.text[first - self.base : last - self.base].lower()
        opening = self.index.subordinators
        if ";" in between or not opening.isdisjoint(WORD.findall(between)):
            return True
        if year.end > start or "," not in between:
            return False
        begin = self.lower.rfind(", ", 0, year.start - self.base)
        begin = begin + len(", ") if begin >= 0 else 0
        words = [*islice(WORD.finditer(self.lower, begin, year.start - self.base), _HEAD)]
        # "After a fall to 118 g in 2019, …", and not "Compared with 2019, …".
        earlier = any(
            self._earlier(word.end()) == begin and self.lower[word.end() : year.start - self.base].strip()
            for word in words
        )
        return bool(words) and (earlier or words[0][0] in opening)

    def _is_anothers(self, year: Fact, start: int, end: int, unit_class: str | None) -> bool:
        """Whether a year belongs to another figure alone: "1.2 %, after 1.3 % in 2023", "below the 118 g of 2019".

        Behind a figure with its year, what something has moved to, or another base year, begins a time of its own:
        "were 1.3 % in 2023 and have fallen to 1.2 %".
        """
        between = range(year.end, start)
        based = max((one.start for one in self.bases if one.start in between), default=0)
        if based and any(one.value is not None and one.start in between and one.end <= based for one in self.facts):
            return True
        if self._is_in_brackets(year, start):
            return True
        owner = self.owners.get(year.start)
        if owner is None or owner.figure.start == start:
            return False
        measured = class_of(owner.figure)
        if not owner.compared and unit_class not in (SHARE, None, measured):
            return False
        moved = measured == unit_class and any(self.base + one.start in between for one in self.moves)
        # "Emissions, 118 g in 2019, are now 90 g".
        first, last = owner.figure.start - self.base, year.end - self.base
        apart = self.text.endswith(", ", 0, first) and self.text.startswith(",", last)
        return owner.compared or bool(based) or moved or apart

    def _read_owners(self) -> Iterator[tuple[int, Owner]]:
        """The figures with nothing but words between them and a year behind, by the start of that year."""
        last = None
        for fact in self.facts:
            at = fact.start - self.base
            if fact.kind in FIGURES and fact.unit_class != _TIME:
                listed = last is not None and last.compared and self._is_also(last.figure, at)
                last = Owner(fact, listed or self._is_compared(at))
            elif last is not None and fact.kind in DATES:
                gap = self.text[last.figure.end - self.base : at]
                reach = _NEAR if last.compared else _BESIDE
                # "The first half of 2024": half is no figure of that year.
                part = longest_before(self.lower, at, self.index.year_parts)
                apart = part is None or last.figure.end - self.base <= part[0]
                if apart and len(gap) <= reach and not any(char in ",;:" or char.isdigit() for char in gap):
                    yield fact.start, last

    def _is_also(self, last: Fact, at: int) -> bool:
        """Whether a figure at an offset is compared as the one before it: "up from 1.3 % in 2023 and 1.1 % in 2022"."""
        gap = self.lower[last.end - self.base : at].rstrip()
        rest, _, word = gap.rpartition(" ")
        if gap.endswith(","):
            rest, word = gap[:-1], ""
        before = self.lower[: last.start - self.base].split()[-1:]
        leads = self.index.joiners.union(*(self.index.openers.get(one, ()) for one in before))
        return len(word) <= _SHORT and word not in leads and not any(char in ",;:()" for char in rest)

    def _is_in_brackets(self, year: Fact, start: int) -> bool:
        """Whether a year stands in brackets with a figure that is not the one at an offset: "1.2 % (2019: 1.3 %)"."""
        first = self.text.rfind("(", 0, year.start - self.base)
        last = self.text.find(")", first)
        inside = range(self.base + first, self.base + last)
        if first < 0 or year.start not in inside or start in inside:
            return False
        return any(one.kind in FIGURES and one.start in inside for one in self.facts)

    def _is_compared(self, at: int) -> bool:
        """Whether what stands before a figure compares others with it: "after 118 g", "below the 118 g".

        A noun may stand between: "from its low of 118 g".
        """
        if self._is_left(at):
            return True
        for place, word in enumerate(reversed(self.lower[max(at - _LEAD, 0) : at].split()[-_HEAD:]), 1):
            at = self.lower.rindex(word, 0, at)
            if word in self.index.year_articles:
                return place < _HEAD or self._earlier(at) is not None
            # "Compared to approximately 118 g".
            if place == 1 and word.isalpha() and self._is_left(at):
                return True
        return False

    def _is_left(self, at: int) -> bool:
        """Whether a word before an offset in the sentence leads to what was so before: "after", "from … to"."""
        before = self.lower[max(at - _LEAD, 0) : at].split()[-1:]
        return self._earlier(at) is not None or not self.index.openers.keys().isdisjoint(before)

    def _earlier(self, at: int) -> int | None:
        """Where the words for an earlier figure begin that end at an offset in the sentence."""
        found = longest_before(self.lower, at, self.index.earlier)
        return None if found is None else found[0]

    def _is_left_behind(self, start: int, end: int, year: Fact) -> bool:
        """Whether a level is of a time before that nobody tells, and the year belongs to another one.

        "From 1.9 to 1.7 in 2024", "after 1.9 it was 1.7 in 2024" and "1.7 in 2024 from 1.9".
        """
        told = year.role in (None, "period")
        if start < year.start:
            between = range(end, year.start)
            told = any(one.value is not None and one.start in between for one in self.facts)
        return told and self._is_left(start - self.base)

    def _is_no_year(self, year: Fact, *, reached: bool) -> bool:
        """Whether what a figure is told of is no year of a table: a part of one, or several.

        What is ``reached`` in several years by a change is of the last of them.
        """
        if year.role in AHEAD:
            return False
        if is_part(self.index, self.lower, year.start - self.base, year.text) or (not reached and _is_span(year)):
            return True
        # "In 2023 and 2024".
        at = self.years.index(year)
        beside = [one for one in self.years[max(at - 1, 0) : at + 2] if one.role != "base"]
        gaps = (self.text[one.end - self.base : two.start - self.base] for one, two in pairwise(beside))
        return any(_LISTED.fullmatch(gap) for gap in gaps)

    def _is_of_month(self, start: int, end: int) -> bool:
        """Whether a month without its year stands right behind a figure, or opens its clause: "90 % in March"."""
        first = self.clauses[self.clause_of(start)][0] - self.base
        places = (first, start - self.base), (end - self.base, len(self.text))
        return any(
            word[0].istitle()
            and word[0].lower() in self.index.month_numbers
            and all(word.end() + self.base not in range(one.start, one.end + 1) for one in self.years)
            for place in places
            for word in islice(WORD.finditer(self.text, *place), _OPENING)
        )

    def _opens(self, year: Fact) -> bool:
        """Whether a year is that of the figure behind it: "9,140 t (2019: 21,700 t)", "below 2019's 21,700 t"."""
        return self.text.startswith((":", "'"), year.end - self.base)

    def _is_beside(self, year: Fact, end: int) -> bool:
        """Whether a year stands right behind an offset, with no other figure before it ("43 % (37 % in 2020)")."""
        gap = self.text[end - self.base : year.start - self.base]
        if "," in gap or self.clause_of(year.start) != self.clause_of(end - 1):
            return False
        return 0 <= year.start - end <= _BESIDE and not any(char.isdigit() for char in gap)

    def _against(self, start: int, end: int) -> int | None:
        """The base year that the sentence names for a run of it, or that of an amount behind it, if it names one."""
        amounts = (
            year
            for year in self.years
            if (owner := self.owners.get(year.start)) is not None and owner.compared and owner.figure.start > start
            if class_of(owner.figure) not in (SHARE, "count", None)
        )
        bases = [*self.bases, *amounts]
        named = {year.year for year in bases}
        parted = len(named) != 1 or all(self._is_parted(year, start, end) for year in bases)
        return None if parted else named.pop()


def _is_span(year: Fact) -> bool:
    """Whether a period begins and ends in two years of their own: "2019 to 2024", and not "2023/24"."""
    if year.year is None or year.end_year is None:
        return False
    first = _FIRST_DIGIT.search(year.text)
    words = year.text[first.end() :] if first is not None else ""
    return year.end_year - year.year > 1 or ("/" not in words and any(map(str.isalpha, words)))


def is_part_named(index: FactIndex, lower: str, at: int, year: str) -> bool:
    """Whether words or letters at a year call it a part of one: "the first half of 2024", "Q3 2024"."""
    return longest_before(lower, at, index.year_parts) is not None or _QUARTER.search(year) is not None


def is_part(index: FactIndex, lower: str, at: int, year: str) -> bool:
    """Whether a year at an offset of a text in lower case is but a part of one: by words, as a quarter, or by months.

    The last month of a year, or the last day of a month, may stand for all of it.
    """
    if is_part_named(index, lower, at, year):
        return True
    words = WORD.findall(year.lower())
    months = [index.month_numbers[word] for word in words if word in index.month_numbers]
    if len(months) > 1:
        return (months[-1] - months[0] + 1) % _MONTHS != 0
    days = [int(word) for word in words if word.isdigit() and len(word) <= _LONGEST_DAY]
    # "The year ended March 2024".
    yearly = not index.years.isdisjoint(lower[max(at - _LEAD, 0) : at].split()[-2:])
    last = months == [_MONTHS - 1] or max(days, default=0) >= _LAST_DAYS
    return bool(months) and not yearly and not last
