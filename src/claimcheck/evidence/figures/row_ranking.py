"""The row of a table that a claim is most likely about, by the weight of what both say.

It only ever supports a claim: who accuses needs a row whose label stands in the clause in full (``row_matching``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import log
from typing import NamedTuple

from claimcheck.evidence.figures.arithmetic import are_same
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.figure_query import Sought
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series, comes_to
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.model.passage import scopes_of
from claimcheck.text.tokens import WORD

LEAST_MARGIN = 0.5
"""By how much the best row has to outweigh the next one, of what a term that no other row has weighs."""
MOST_ALIKE = 120
"""Rows that are looked at for one claim, those of its rarest terms first."""
_UNSAID = 0.35
"""What a term of a label that a claim does not say counts against the row, of what it would count for it."""
_FIGURE = 1.2
"""What a figure of a claim that a row has or comes to counts for it, of what a term of this row alone would."""
_TELLING = 20.0
"""Times its precision that a value has to be, so that another row has it by accident only."""
_SHARE, _POINTS, _INTENSITY, _CHANGE, _PER = "share", "pp", "intensity", "change", "per"
_SCOPES = frozenset("123")


class Told(NamedTuple):
    """A row that a clause may be about, and how many of its figures it has; those of one ``key`` are the same."""

    row: Series
    figures: int
    key: object


class RowRanking:
    """Ranks the rows of one document for its claims."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._matcher, self._index, self._vocabulary = matcher, matcher.index, matcher.vocabulary

    def best(self, clause: Clause, rows: Sequence[Told], metrics: Iterable[str], scopes: frozenset[str]) -> int | None:
        """The place of the row that outweighs all others of some, and that nothing known sets apart from the clause.

        ``metrics`` are those of the rules that are meant besides the ones that it names, ``scopes`` those of emissions.
        """
        if clause.others:
            return None
        meant, margin = frozenset((*clause.named, *metrics)), LEAST_MARGIN * self._rarity(1)
        shared = [self._shared(clause, one.row, meant) for one in rows]
        weights = [self._weight(*told, meant, scopes) for told in zip(rows, shared, strict=True)]
        best: int | None = None
        for place in sorted(range(len(rows)), key=lambda place: -weights[place]):
            one = rows[place]
            # The first one has to outweigh nothing by as much.
            if (weights[place] < margin) if best is None else (weights[best] - weights[place] >= margin):
                break
            if best is not None and rows[best].key == one.key:
                continue
            if not self._may_be(clause, one, shared[place], scopes):
                continue
            if best is not None:
                return None
            best = place
        return best

    def _shared(self, clause: Clause, row: Series, metrics: frozenset[str]) -> frozenset[str]:
        """The words that a row has in common with a clause, or by which it names the same metric."""
        naming = (row.named[name] for name in metrics & row.named.keys())
        return _words(row.words & clause.stems.union(*naming)) - self._vocabulary.loose

    def _weight(self, told: Told, shared: frozenset[str], metrics: frozenset[str], scopes: frozenset[str]) -> float:
        """What a row has in common with a clause less what only its label says; nothing where that tells no row."""
        row, count = told.row, self._index.count
        common, scopes = metrics & row.named.keys(), scopes & row.words
        if (len(shared) or bool(common or scopes)) + told.figures < LEAST_TERMS:
            return 0.0
        # What is known by its metric or scopes needs no word ("Scope 1" for "direct emissions").
        known = [len(self._index.of_metrics(common))] if common else [max(map(count, scopes), default=0)]
        weight = _FIGURE * told.figures * self._rarity(1) + sum(
            map(self._rarity, map(count, shared) if shared else known)
        )
        missing = _words(row.terms | row.tail) - self._vocabulary.loose - shared
        return weight - _UNSAID * sum(map(self._rarity, map(count, missing)))

    def _rarity(self, count: int) -> float:
        """What something weighs that so many rows have."""
        return log(1 + len(self._index.series) / max(count, 1))

    def _may_be(self, clause: Clause, told: Told, shared: frozenset[str], scopes: frozenset[str]) -> bool:
        """Whether nothing that is known of both sets them apart: scopes, the way of counting, a part or a name.

        Where two figures are the same, the words beside them count no more.
        """
        row, clauses = told.row, self._matcher.clauses
        words, counted = row.words, clause.basis - {_INTENSITY}
        if scopes and scopes != words & _SCOPES:
            return False
        if counted and row.basis and row.basis.isdisjoint(counted):
            return False
        if told.figures >= LEAST_TERMS:
            return True
        beyond = clauses.unmatched(clause, words & clause.stems, row)
        if not clause.parts <= words or clauses.names_one(clause, beyond) or self._names(row) - clause.stems:
            return False
        # "Per revenue tonne kilometre" is not "per passenger kilometre".
        per, units = ((clauses.terms(one) for one in clause.phrases if one.opener == _PER), self._vocabulary.units)
        if any(words & each and each - units - words for each in per):
            return False
        if (told.figures > 0) + bool(scopes) + (len(shared) >= LEAST_TERMS) > 1:
            return True
        # "Emissions from business travel": what is behind the preposition has to be known of the row or its table.
        known = words | row.around | self._index.corner(row.table)
        limits = (limit - units for limit in clauses.limits(clause))
        return not any(limit and known.isdisjoint(limit) for limit in limits)

    def _names(self, row: Series) -> frozenset[str]:
        """The terms of a row that are names, such as that of the one site that it counts."""
        names, stem = self._matcher.passages.names, self._vocabulary.reader.stem
        found = (word for word in WORD.findall(row.label) if word.istitle() and names.is_name(word))
        return row.words.intersection(stem(word.lower()) for word in found)

    # -- rows of figures

    def of_claim(self, core: Core, found: Sought, exact: Iterable[Series]) -> Series | None:
        """The best of the rows that a claim names for certain, where it names none of all rows of tables.

        A row that has not the claim's own figure, or does not come to it, is none of it.
        """
        passages, reader = self._matcher.passages, self._vocabulary.reader
        clause = self._matcher.clauses.of(core.sentence.number, core.clause.start, core.clause.end)
        notes = passages.notes(core.sentence.number)
        # What a note on the claim says of it tells the row as well.
        spans = [passages.spans[note] for note in notes]
        noted = (reader.terms(passages.norm.text[one.start : one.end]) for one in spans)
        clause = clause._replace(stems=clause.stems.union(*noted))
        scopes = found.scopes | scopes_of(fact for note in notes for fact in passages.facts(note))
        metrics = {*clause.named, *(name for name, _ in found.metrics)}
        told = list(self._agreeing(list(exact) or self._near(clause, metrics), core, found.own))
        # How far a goal has come may be told in its own row alone.
        levels = [one for one in told if not self._is_of_goal(one.row)]
        told = levels or (told if _is_stated(found.own) else [])
        best = self.best(clause, told, metrics, scopes)
        return None if best is None else told[best].row

    def _near(self, clause: Clause, metrics: Iterable[str]) -> list[Series]:
        """The rows of tables that share terms or metrics with a clause."""
        rare = sorted(_words(clause.stems) - self._vocabulary.loose, key=lambda one: (self._index.count(one), one))
        numbers = dict.fromkeys(number for term in rare for number in self._index.having([term]))
        numbers = dict.fromkeys([*self._index.of_metrics(metrics), *numbers])
        rows = map(self._index.series.__getitem__, numbers)
        return [one for one in rows if one.table is not None][:MOST_ALIKE]

    def _is_of_goal(self, row: Series) -> bool:
        """Whether a row is that of a goal."""
        figures = (*row.levels, *row.changes)
        return bool(figures) and self._matcher.passages.spans[figures[0].sentence].block in self._goals

    @cached_property
    def _goals(self) -> frozenset[int]:
        return frozenset(one.block for one in self._matcher.facts.goals)

    def _agreeing(self, rows: Iterable[Series], core: Core, own: Figure | None) -> Iterator[Told]:
        """The rows that have the claim's own figure, if it has one, with how many telling figures of it they have."""
        figures = [
            one
            for one in self._matcher.facts.numbers(core.sentence.number)
            if core.clause.start <= one.start < core.clause.end and one.high in (None, one.value)
        ]
        for row in rows:
            held = [one for one in figures if self._has(row, one)]
            if not _is_stated(own) or any(own is not None and one.start == own.start for one in held):
                # A row may stand in a table twice, or in several groups of columns.
                yield Told(row, sum(map(_is_telling, held)), (row.table, row.label, row.years))

    def _has(self, row: Series, figure: Figure) -> bool:
        """Whether a row has a figure in its year, or comes to it from an earlier one."""
        if figure.role == _CHANGE:
            return (row.unit_class == _SHARE) == (figure.unit == _POINTS) and comes_to(row, figure)
        last = figure.last_year or max(row.years, default=0)
        levels = [one for one in row.levels if one.last_year == last] if figure.role in LEVELS else []
        return any(_is_level(now, figure) for now in levels)


def _is_level(now: Figure, figure: Figure) -> bool:
    """Whether a cell has a figure, in its unit or, where one of them leaves that open, in so many digits."""
    # "At 1.9, the rate is low" leaves out per what; a round number may count anything.
    bare = figure.unit_class is None and figure.precision < 1
    fits = bare or now.unit_class == figure.unit_class or (now.unit_class is None and _is_telling(now))
    return fits and are_same(now, figure)


def _is_stated(own: Figure | None) -> bool:
    """Whether a claim says how much there is, or by how much it has changed."""
    return own is not None and own.role in (*LEVELS, _CHANGE)


def _is_telling(figure: Figure) -> bool:
    return abs(figure.value) >= _TELLING * figure.precision


def _words(terms: frozenset[str]) -> frozenset[str]:
    """Terms without the digits, which tell scopes apart."""
    return frozenset(term for term in terms if not term.isdigit())
