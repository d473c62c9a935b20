"""The kinds of figures that hold elements of a claim: levels, changes, bases, what is reached, and its own again.

A figure that would make the claim wrong is no evidence for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.figures.arithmetic import are_same, change_between
from claimcheck.evidence.figures.figure_query import Agreeing, is_level
from claimcheck.model.figure import Derived, Figure
from claimcheck.text.derived_values import change

_PAIR = 2
_TELLING = 20.0
"""Times its precision that a value has to be, so that an equal one is no accident."""
Agreed = tuple[Figure, float]
"""A figure with how well it agrees with the claim."""


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


class FigureKinds:
    """Finds the figures of each kind that agree with one claim in some fields; those of a kind or year once."""

    def __init__(self, claim: Agreeing, agree: frozenset[str]) -> None:
        self._claim = claim
        self._agree = agree
        self._sought = claim.sought
        self._unknown = claim.unknown
        self._kinds: dict[str, list[Match]] = {}
        self._agreed: dict[int | None, list[Agreed]] = {}
        self._alike: dict[int, dict[object, list[Agreed]]] = {}

    def of_kind(self, kind: str) -> list[Match]:
        """All matches of a kind, by its name in the rules."""
        if kind not in self._kinds:
            find = {
                "level": self._levels,
                "change": self._changes,
                "base": self._base,
                "reached": self._reached,
                "target": self._targets,
                "same": self._same_as_own,
                "counterpart": self._counterparts,
            }[kind]
            self._kinds[kind] = list(find())
        return self._kinds[kind]

    # -- figures of a year

    def _of_year(self, year: int | None) -> list[Agreed]:
        """The figures of one year that agree in all but the period, each with its match."""
        if year not in self._agreed:
            claim = self._claim
            matched = (
                (figure, claim.match(figure, self._agree) * (1.0 if named else claim.unknown))
                for metric, named in self._sought.metrics
                for figure in claim.facts.of(metric, year)
            )
            # Where more than one field is open, nobody knows what it is about.
            found = [(figure, match) for figure, match in matched if match >= claim.unknown]
            known = {figure.start for figure, _ in found}
            rows = (one for one in claim.of_rows if one.last_year == year and one.start not in known)
            self._agreed[year] = [*found, *((one, 1.0) for one in rows)]
        return self._agreed[year]

    def _levels_of(self, year: int | None) -> list[Agreed]:
        return [one for one in self._of_year(year) if is_level(one[0])]

    def _levels_like(self, figure: Figure, year: int) -> Sequence[Agreed]:
        """The levels of one year that are of the same thing as a figure of another year."""
        if year not in self._alike:
            found = self._alike[year] = defaultdict(list)
            for one in self._levels_of(year):
                found[_identity(one[0])].append(one)
        return self._alike[year].get(_identity(figure), ())

    @cached_property
    def _last_year(self) -> int | None:
        """The last year with a level."""
        return next((year for year in self._claim.years if self._levels_of(year)), None)

    @cached_property
    def _period(self) -> tuple[int, float] | None:
        """The year of the claim; where it names none, the last with a level, which counts in part."""
        if self._sought.year is not None:
            return self._sought.year, 1.0
        if "period" not in self._agree:
            return None
        told = self.of_kind("same")
        year, known = (told[0].shown.last_year, 1.0) if told else (self._last_year, self._unknown)
        return None if year is None else (year, known)

    def _of_period(self) -> Iterator[Agreed]:
        """The figures of the period of the claim."""
        if self._period is not None:
            year, known = self._period
            for figure, match in self._of_year(year):
                # Of what is told somewhere else nobody knows that it is about the same time.
                if known == 1 or figure.cell is not None:
                    yield figure, match * known

    # -- levels and changes

    def _levels(self) -> Iterator[Match]:
        """Levels in the period of the claim."""
        for figure, match in self._of_period():
            if is_level(figure) and not self._is_against(figure):
                yield Match((figure,), match)

    def _is_against(self, figure: Figure) -> bool:
        """Whether a level would make the claim's own figure wrong."""
        level, moved = self._sought.own_level, self._sought.own_change
        if level is not None and level.unit_class == figure.unit_class:
            return not are_same(level, figure)
        if moved is None or self._sought.against is None:
            return False
        bases = self._levels_like(figure, self._sought.against)
        return bool(bases) and not any(come_to(one, figure, moved) for one, _ in bases)

    def _changes(self) -> Iterator[Match]:
        """Changes until the period of the claim, as they are told and as two levels give them."""
        for figure, match in self._of_period():
            if figure.role == "change" and figure.against is not None:
                if self._fits_move(figure.value) and self._sought.against in (None, figure.against):
                    yield Match((figure,), match)
            elif is_level(figure):
                # From the base of the claim, or where it names none, from that of the document.
                known = 1.0 if self._sought.against is not None else self._unknown
                for base, other in self._bases_of(figure):
                    derived = change(base, figure)
                    if derived is not None and self._fits_move(derived.value):
                        yield Match((base, figure), min(match, other) * known, derived)

    def _bases_of(self, level: Figure) -> Sequence[Agreed]:
        """Levels that a change to ``level`` may be measured from: of the base year, else of the year before."""
        year, against = level.last_year, self._sought.against
        if year is None:
            return ()
        marked: list[Agreed] = []
        before: list[Agreed] = []
        for one in [against] if against is not None else self._claim.years:
            for figure, match in self._levels_like(level, one) if one < year else ():
                if against is not None or figure.role == "base":
                    marked.append((figure, match))
                elif one == year - 1:
                    before.append((figure, match))
        return marked or before

    def _fits_move(self, value: float) -> bool:
        """Whether a change goes the way that the claim says."""
        if self._sought.move == "fall":
            return value < 0
        return value > 0 if self._sought.move == "rise" else True

    # -- bases

    def _base(self) -> Iterator[Match]:
        """The level that the claim's change is measured from: one that makes it right, or one marked as base."""
        moved, against = self._sought.own_change, self._sought.against
        if against is None:
            stated = self._stated()
            if stated:
                yield from stated
                return
            yield from self._before()
            found = [] if moved is None else list(self._pairs(moved))
            if len({one.figures[0].last_year for one in found}) == 1:
                yield from (Match((one.figures[0],), one.match) for one in found)
                return
        known = 1.0 if against is not None else self._unknown
        for year in self._claim.years if against is None else [against]:
            for figure, match in self._levels_of(year):
                marked = against is not None or figure.role == "base"
                if marked and (moved is None or self._leads_to(figure, moved)):
                    yield Match((figure,), match * known)

    def _stated(self) -> list[Match]:
        """The earlier of two cells of one row that the claim names, where it tells both ("from 214 to 137")."""
        claim, clause = self._claim, self._claim.core.clause
        numbers = claim.facts.numbers(self._sought.sentence)
        told = {claim.written(one) for one in numbers if clause.start <= one.start < clause.end}
        found: list[Figure] = []
        for row in claim.rows.exact:
            cells = {text: one for one in row.levels if (text := claim.written(one)) in told}
            years = sorted({one.last_year for one in cells.values() if one.last_year is not None})
            if len(cells) == len(years) == _PAIR:
                found += [one for one in cells.values() if one.last_year == years[0]]
        return [Match((one,), 1.0) for one in found] if len({one.last_year for one in found}) == 1 else []

    def _before(self) -> Iterator[Match]:
        """The level of the year before, beside one that is the claim's own."""
        own, year = self._sought.own_level, self._sought.year
        if own is None or year is None or self._sought.move is None:
            return
        for level, one in self._of_year(year):
            for figure, other in self._levels_like(level, year - 1) if _is_same(own, level) else ():
                if self._fits_move(level.value - figure.value):
                    yield Match((figure,), min(one, other) * self._unknown)

    def _leads_to(self, base: Figure, moved: Figure) -> bool:
        """Whether no level of the claim's year makes its change from this base wrong."""
        year = self._sought.year
        ends = self._levels_like(base, year) if year is not None else ()
        return not ends or any(come_to(base, one, moved) for one, _ in ends)

    def _pairs(self, moved: Figure) -> Iterator[Match]:
        """Two levels that come to the claim's own change, in the years that it names or leaves open."""
        end, against = self._sought.year or self._last_year, self._sought.against
        for start in self._claim.years if against is None else [against]:
            for level, one in self._levels_of(end) if end is not None and start < end else ():
                for base, other in self._levels_like(level, start):
                    derived = come_to(base, level, moved)
                    if derived is not None:
                        yield Match((base, level), min(one, other), derived)

    # -- the claim's own figure, and what is planned and reached

    def _same_as_own(self) -> Iterator[Match]:
        """The claim's own figure in another place, of one year only; small numbers are the same by accident."""
        own = self._sought.own
        if own is None or own.high is not None:
            return
        # From a year that it tells to the last one a row that it names has one change only.
        sure = bool(self._claim.rows.exact) and own.role == "change" and self._sought.against is not None
        if not sure and abs(own.value) < _TELLING * own.precision:
            return
        found: list[Match] = []
        if own.role == "change":
            found = list(self._pairs(own))
        elif is_level(own):
            found = [
                Match((figure,), match)
                for year in (self._claim.years if self._sought.year is None else [self._sought.year])
                for figure, match in self._of_year(year)
                if _is_same(own, figure)
            ]
        if len({one.shown.last_year for one in found}) == 1:
            # The value settles what the words leave open.
            yield from (one._replace(match=1.0) for one in found)

    def _counterparts(self) -> Iterator[Match]:
        """Figures of rows that count the same per unit or in all: of the claim's year, else the last ones."""
        for row in self._claim.rows.counterparts:
            told = [one for one in row.levels if one.last_year == self._sought.year]
            yield Match(((told or row.levels)[-1],), 1.0)

    def _targets(self) -> Iterator[Match]:
        """What is planned for the year of the claim."""
        due = self._claim.core.target_year or self._sought.year
        for figure, match in self._of_year(due) if due is not None else ():
            if figure.role == "target":
                yield Match((figure,), match)

    def _reached(self) -> Iterator[Match]:
        """What has become of a plan so far: the last level of a share, else the change from the base year until now."""
        due = self._claim.core.target_year or self._sought.year
        for year in self._claim.years:
            found = [] if due is not None and year >= due else list(self._reached_in(year))
            if found:
                yield from found
                return
        # "Have fallen by 61 % since 2015" names no other year.
        yield from self._reached_in(None)

    def _reached_in(self, year: int | None) -> Iterator[Match]:
        """What is reached in one year."""
        against, own = self._sought.against, self._sought.own
        for figure, match in self._of_year(year):
            if (year is None and match < 1) or self._claim.is_of_other_goal(figure):
                continue
            if figure.role == "change" and figure.against is not None:
                if against in (None, figure.against):
                    yield Match((figure,), match)
            elif is_level(figure):
                if year and own is not None and own.unit_class == figure.unit_class and against is None:
                    yield Match((figure,), match)
                for base, other in self._bases_of(figure):
                    derived = change(base, figure)
                    if derived is not None and (against is not None or base.role == "base"):
                        yield Match((base, figure), min(match, other), derived)


def _is_same(own: Figure, level: Figure) -> bool:
    """Whether a level is the claim's own figure."""
    return is_level(level) and level.unit_class == own.unit_class and are_same(own, level)


def _identity(one: Figure) -> object:
    """What figures of one thing in two years have in common."""
    unit = one.unit if one.unit_class == "intensity" else None
    return one.metric, one.unit_class, one.boundary, one.scopes, one.basis, unit
