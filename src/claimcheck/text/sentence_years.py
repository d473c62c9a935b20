"""The years of a sentence: which belongs to a figure, and against which a change in it is measured."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from claimcheck.model.passage import Fact
from claimcheck.text.fact_grammar import FactIndex
from claimcheck.text.metric_words import SHARE
from claimcheck.text.sentence_scan import longest_before
from claimcheck.text.tokens import WORD

_BESIDE = 14
"""Characters between a figure and the year right behind it ("118 g in 2019")."""


class SentenceYears(Struct, eq=False):
    """The years of one sentence.

    ``base`` is where its text begins, ``clauses`` are the starts and ends of its clauses, in order.
    """

    facts: Sequence[Fact]
    text: str
    base: int
    clauses: Sequence[tuple[int, int]]
    index: FactIndex
    years: Sequence[Fact] = ()

    def __post_init__(self) -> None:
        self.years = [
            fact for fact in self.facts if fact.kind in ("year", "period") and fact.year is not None
        ]

    def clause_of(self, start: int) -> int:
        """The number of the clause that an offset of the text stands in."""
        if len(self.clauses) == 1:
            return 0
        return next((at for at, (_, end) in enumerate(self.clauses) if start < end), len(self.clauses) - 1)

    def of(self, start: int, end: int, unit_class: str | None) -> Fact | None:
        """The year of a figure: right behind it, else in its clause, else the only one of the sentence."""
        if not self.years:
            return None
        known = [year for year in self.years if year.start < end or not self.opens(year)]
        years = [year for year in known if year.role != "base"]
        beside = next((year for year in known if self.is_beside(year, end)), None)
        if beside is not None and (beside.role != "base" or unit_class != SHARE):
            return beside
        clause = self.clause_of(start)
        inside = [year for year in years if self.clause_of(year.start) == clause]
        if inside:
            before = [year for year in inside if year.end <= start]
            found = before[-1] if before else inside[0]
            spent = (len(inside) == 1 and self._is_spent(found, start, known)) or self._is_of_earlier(
                found, end
            )
            return None if spent or self._is_parted(found, start, end) else found
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
        lead = self.text[: year.start - self.base].rpartition(", ")[2].lower().split()[:1]
        return year.end <= start and "," in between and bool(lead) and lead[0] in opening

    def _is_of_earlier(self, year: Fact, end: int) -> bool:
        """Whether a year behind an offset belongs to an earlier figure between: "1.2 %, after 1.3 % in 2023"."""
        between = [one for one in self.facts if end <= one.start < year.start and one.value is not None]
        return bool(between) and any(
            self.is_beside(year, one.end)
            and longest_before(self.text.lower(), one.start - self.base, self.index.earlier) is not None
            for one in between
        )

    def _is_spent(self, year: Fact, start: int, known: Sequence[Fact]) -> bool:
        """Whether a year has a figure of its own, and a base year stands between that and the one at ``start``."""
        bases = [one for one in known if one.role == "base" and year.end <= one.start and one.end <= start]
        return bool(bases) and any(
            one.value is not None and year.end <= one.start and one.end <= bases[-1].start
            for one in self.facts
        )

    def is_left_behind(self, fact: Fact, year: Fact, lower: str) -> bool:
        """Whether a level is of a time before that nobody tells, and the year belongs to another one.

        "From 1.9 to 1.7 in 2024", and "1.7 in 2024 from 1.9"; ``lower`` is the sentence in lower case.
        """
        at = fact.start - self.base
        if year.end <= fact.start:
            return year.role == "period" and longest_before(lower, at, self.index.earlier) is not None
        behind = [one for one in self.facts if one.value is not None and fact.end <= one.start]
        if not behind or year.start < behind[0].start:
            return False
        lead = lower[:at].split()
        between = lower[fact.end - self.base : behind[0].start - self.base].split()
        return bool(lead and between) and between[-1] in self.index.openers.get(lead[-1], ())

    def opens(self, year: Fact) -> bool:
        """Whether a year is that of the figure behind it: "9,140 t (2019: 21,700 t)"."""
        return self.text[year.end - self.base : year.end - self.base + 1] == ":"

    def is_beside(self, year: Fact, end: int) -> bool:
        """Whether a year stands right behind an offset, with no other figure before it ("43 % (37 % in 2020)")."""
        gap = self.text[end - self.base : year.start - self.base]
        if "," in gap or self.clause_of(year.start) != self.clause_of(end - 1):
            return False
        return 0 <= year.start - end <= _BESIDE and not any(char.isdigit() for char in gap)

    def against(self, start: int, end: int) -> int | None:
        """The base year that the sentence names for a run of it, if it names one."""
        bases = [year for year in self.years if year.role == "base"] if self.years else []
        if not bases:
            return None
        named = {year.year for year in bases}
        parted = len(named) == 1 and all(self._is_parted(year, start, end) for year in bases)
        return named.pop() if len(named) == 1 and not parted else None

    def period(
        self, year: Fact | None, start: int, end: int, *, changed: bool
    ) -> tuple[int | None, int | None, int | None]:
        """The first and last year of a run in a period, and the year that a change in it is measured against."""
        against = self.against(start, end)
        if year is None or year.year is None:
            return None, None, against
        if changed and year.end_year is not None and year.end_year - year.year > 1:
            # "Between 2019 and 2024": the change is measured in the last year, against the first.
            return year.end_year, None, year.year
        if changed and year.year == against:
            return None, None, against
        return year.year, year.end_year, against
