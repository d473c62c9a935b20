"""The kinds of figures that hold elements of a claim: levels, changes, bases, what is reached, and its own again.

A figure that would make the claim wrong is no evidence for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.figures.arithmetic import are_same, change_between
from claimcheck.evidence.figures.figure_matching import Agreeing, is_level
from claimcheck.model.figure import Derived, Figure
from claimcheck.text.derived_values import change

_PAIR = 2
_TELLING = 20.0
"""Times its precision that a value has to be, so that an equal one is no accident."""


class Match(NamedTuple):
    """Figures that hold something, how well they agree with the claim, and what was worked out from them."""

    figures: tuple[Figure, ...]
    match: float
    derived: Derived | None = None

    @property
    def shown(self) -> Figure:
        """The figure that the evidence is shown by: of a change its end."""
        return self.figures[-1]


def come_to(base: Figure, level: Figure, stated: Figure) -> Derived | None:
    """What two levels come to, where that is a change; None where it is another one."""
    derived = change_between(base, level, stated)
    return derived if derived is not None and are_same(stated, derived) else None


class FigureKinds(Agreeing):
    """Finds the figures of each kind for one claim, each kind once."""

    @cached_property
    def kinds(self) -> dict[tuple[str, frozenset[str]], list[Match]]:
        """What was found of each kind, as far as it was asked for."""
        return {}

    def of_kind(self, kind: str, agree: frozenset[str]) -> list[Match]:
        """All matches of a kind, by its name in the rules."""
        key = (kind, agree)
        if key not in self.kinds:
            find = {
                "level": self.levels,
                "change": self.changes,
                "base": self.base,
                "reached": self.reached,
                "target": self.targets,
                "same": self.same_as_own,
                "counterpart": self.counterparts,
            }[kind]
            self.kinds[key] = list(find(agree))
        return self.kinds[key]

    def period(self, agree: frozenset[str]) -> tuple[int, float] | None:
        """The year of the claim; where it names none, the last with a level, which counts in part."""
        if self.sought.year is not None:
            return self.sought.year, 1.0
        if "period" not in agree:
            return None
        told = self.of_kind("same", agree)
        if told:
            year = told[0].shown.last_year
            return None if year is None else (year, 1.0)
        last = next((year for year in self.years if self.has_level(year, agree)), None)
        return None if last is None else (last, self.unknown)

    def levels(self, agree: frozenset[str]) -> Iterator[Match]:
        """Levels in the period of the claim."""
        period = self.period(agree)
        if period is None:
            return
        for figure, match in self.agreeing(period[0], agree):
            # Of what is told somewhere else nobody knows that it is about the same time.
            if period[1] < 1 and figure.cell is None:
                continue
            if is_level(figure) and not self.is_against(figure, agree):
                yield Match((figure,), match * period[1])

    def is_against(self, figure: Figure, agree: frozenset[str]) -> bool:
        """Whether a level would make the claim's own figure wrong."""
        level, moved = self.sought.own_level, self.sought.own_change
        if level is not None and level.unit_class == figure.unit_class:
            return not are_same(level, figure)
        if moved is None or self.sought.against is None:
            return False
        bases = self.levels_like(figure, self.sought.against, agree)
        return bool(bases) and not any(come_to(one, figure, moved) for one, _ in bases)

    def changes(self, agree: frozenset[str]) -> Iterator[Match]:
        """Changes until the period of the claim, as they are told and as two levels give them."""
        period = self.period(agree)
        if period is None:
            return
        year, known = period
        for figure, match in self.agreeing(year, agree):
            if known < 1 and figure.cell is None:
                continue
            if figure.role == "change" and self.fits_move(figure.value):
                same_base = self.sought.against is None or figure.against == self.sought.against
                if same_base and figure.against is not None:
                    yield Match((figure,), match * known)
            elif is_level(figure):
                yield from self.worked_out(figure, match * known, agree)

    def worked_out(self, level: Figure, match: float, agree: frozenset[str]) -> Iterator[Match]:
        """The change to a level from the base of the claim, or where it names none, from that of the document."""
        for base, other in self.bases_of(level, agree):
            derived = change(base, level)
            if derived is not None and self.fits_move(derived.value):
                known = 1.0 if self.sought.against is not None else self.unknown
                yield Match((base, level), min(match, other) * known, derived)

    def bases_of(self, level: Figure, agree: frozenset[str]) -> Iterator[tuple[Figure, float]]:
        """Levels that a change to ``level`` may be measured from: of the base year, else of the year before."""
        year = level.last_year
        if year is None:
            return
        against = self.sought.against
        years = [against] if against is not None else [one for one in self.years if one < year]
        marked: list[tuple[Figure, float]] = []
        before: list[tuple[Figure, float]] = []
        for one in years:
            if one >= year:
                continue
            for figure, match in self.levels_like(level, one, agree):
                if against is not None or figure.role == "base":
                    marked.append((figure, match))
                elif one == year - 1:
                    before.append((figure, match))
        yield from marked or before

    def fits_move(self, value: float) -> bool:
        """Whether a change goes the way that the claim says."""
        if self.sought.move == "fall":
            return value < 0
        return value > 0 if self.sought.move == "rise" else True

    def base(self, agree: frozenset[str]) -> Iterator[Match]:
        """The level that the claim's change is measured from: one that makes it right, or one marked as base."""
        moved = self.sought.own_change
        stated = self.stated() if self.sought.against is None else []
        if stated:
            yield from stated
            return
        if self.sought.own_level is not None and self.sought.move is not None and self.sought.against is None:
            yield from self.before(self.sought.own_level, agree)
        if moved is not None and self.sought.against is None:
            found = list(self.pairs(moved, agree))
            if len({one.figures[0].last_year for one in found}) == 1:
                yield from (Match((one.figures[0],), one.match) for one in found)
                return
        for year in self.years if self.sought.against is None else [self.sought.against]:
            for figure, match in self.agreeing(year, agree):
                if not is_level(figure) or (figure.role != "base" and self.sought.against is None):
                    continue
                if moved is None or self.sought.year is None or self.leads_to(figure, moved, agree):
                    known = 1.0 if self.sought.against is not None else self.unknown
                    yield Match((figure,), match * known)

    def stated(self) -> list[Match]:
        """The earlier of two cells of one row that the claim names, where it tells both ("from 214 to 137")."""
        clause = self.core.clause
        numbers = self.facts.numbers(self.sought.sentence)
        told = {self.written(one) for one in numbers if clause.start <= one.start < clause.end}
        found: list[Figure] = []
        for row in self.rows.exact:
            cells = {self.written(one): one for one in row.levels if self.written(one) in told}
            years = sorted({one.last_year for one in cells.values() if one.last_year is not None})
            if len(cells) == len(years) == _PAIR:
                found += [one for one in cells.values() if one.last_year == years[0]]
        return [Match((one,), 1.0) for one in found] if len({one.last_year for one in found}) == 1 else []

    def before(self, own: Figure, agree: frozenset[str]) -> Iterator[Match]:
        """The level of the year before, beside one that is the claim's own."""
        year = self.sought.year
        if year is None:
            return
        for level, one in self.agreeing(year, agree):
            if not self.is_same(own, level):
                continue
            for figure, other in self.levels_like(level, year - 1, agree):
                if self.fits_move(level.value - figure.value):
                    yield Match((figure,), min(one, other) * self.unknown)

    @staticmethod
    def is_same(own: Figure, level: Figure) -> bool:
        """Whether a level is the claim's own figure."""
        return is_level(level) and level.unit_class == own.unit_class and are_same(own, level)

    def leads_to(self, base: Figure, moved: Figure, agree: frozenset[str]) -> bool:
        """Whether no level of the claim's year makes its change from this base wrong."""
        year = self.sought.year
        ends = self.levels_like(base, year, agree) if year is not None else ()
        return not ends or any(come_to(base, one, moved) for one, _ in ends)

    def pairs(self, moved: Figure, agree: frozenset[str]) -> Iterator[Match]:
        """Two levels that come to the claim's own change, in the years that it names or leaves open."""
        years = self.years
        last = next((year for year in years if self.has_level(year, agree)), None)
        end = self.sought.year or last
        starts = [self.sought.against] if self.sought.against is not None else years
        for start in starts if end is not None else ():
            if end is None or start >= end:
                continue
            for level, one in self.agreeing(end, agree):
                for base, other in self.levels_like(level, start, agree) if is_level(level) else ():
                    derived = come_to(base, level, moved)
                    if derived is not None:
                        yield Match((base, level), min(one, other), derived)

    def same_as_own(self, agree: frozenset[str]) -> Iterator[Match]:
        """The claim's own figure in another place, of one year only; small numbers are the same by accident."""
        own = self.sought.own
        if own is None or own.high is not None:
            return
        # From a year that it tells to the last one a row that it names has one change only.
        sure = bool(self.rows.exact) and own.role == "change" and self.sought.against is not None
        if not sure and abs(own.value) < _TELLING * own.precision:
            return
        found: list[Match] = []
        if own.role == "change":
            found = list(self.pairs(own, agree))
        elif own.role in (None, "base"):
            for year in self.years if self.sought.year is None else [self.sought.year]:
                found += [
                    Match((figure,), match)
                    for figure, match in self.agreeing(year, agree)
                    if self.is_same(own, figure)
                ]
        if len({one.shown.last_year for one in found}) == 1:
            # The value settles what the words leave open.
            yield from (one._replace(match=1.0) for one in found)

    def counterparts(self, agree: frozenset[str]) -> Iterator[Match]:
        """Figures of rows that count the same per unit or in all: of the claim's year, else the last ones."""
        for row in self.rows.counterparts:
            told = [one for one in row.levels if one.last_year == self.sought.year]
            yield Match(((told or row.levels)[-1],), 1.0)

    def targets(self, agree: frozenset[str]) -> Iterator[Match]:
        """What is planned for the year of the claim."""
        due = self.core.target_year or self.sought.year
        if due is None:
            return
        for figure, match in self.agreeing(due, agree):
            if figure.role == "target":
                yield Match((figure,), match)

    def reached(self, agree: frozenset[str]) -> Iterator[Match]:
        """What has become of a plan so far: the last level of a share, else the change from the base year until now."""
        due = self.core.target_year or self.sought.year
        for year in self.years:
            if due is not None and year >= due:
                continue
            found = list(self.reached_in(year, agree))
            if found:
                yield from found
                return
        # "Have fallen by 61 % since 2015" names no other year.
        yield from self.reached_in(None, agree)

    def reached_in(self, year: int | None, agree: frozenset[str]) -> Iterator[Match]:
        """What is reached in one year."""
        against, own = self.sought.against, self.sought.own
        for figure, match in self.agreeing(year, agree):
            if year is None and match < 1:
                continue
            if figure.role == "change" and figure.against is not None:
                if against is None or figure.against == against:
                    yield Match((figure,), match)
            elif is_level(figure):
                if year and own is not None and own.unit_class == figure.unit_class and against is None:
                    yield Match((figure,), match)
                for base, other in self.bases_of(figure, agree):
                    derived = change(base, figure)
                    if derived is not None and (against is not None or base.role == "base"):
                        yield Match((base, figure), min(match, other), derived)
