"""The one row that a claim is about where its words leave that open: the only one whose figures come to its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.figure_query import Sought
from claimcheck.evidence.figures.row_matching import LEAST_TERMS, MOST_ALIKE, MatchedRows, RowMatcher
from claimcheck.evidence.figures.series import Series, comes_to
from claimcheck.text.derived_values import same

_TELLING = 20.0
"""Times its precision that a value has to be, so that another row has it by accident only."""
_SHARE, _POINTS = "share", "pp"


def settled(matcher: RowMatcher, clause: Clause, found: Sought, rows: MatchedRows) -> MatchedRows:
    """The rows that a clause names, or the one of them that its own figure is of.

    Where it names none for certain this is the only row of tables with a word or a metric of the clause that has its
    figure, or years that come to it.
    """
    own = found.own
    if own is None or abs(own.value) < _TELLING * own.precision or clause.others:
        return rows
    if rows.exact:
        agreeing = list(_agreeing(rows.exact, found))
    else:
        near = _agreeing(_near(matcher, clause, found), found)
        agreeing = [one for one in near if _may_be(matcher, clause, found, one)]
    alike = {(one.table, one.label, one.years) for one in agreeing}
    return matcher.with_counterparts(agreeing[:1]) if len(alike) == 1 else rows


def _agreeing(rows: Iterable[Series], found: Sought) -> Iterator[Series]:
    """The rows that have the claim's figure, or years that come to it."""
    moved, level = found.own_change, found.own_level
    for one in rows:
        if moved is not None:
            if (one.unit_class == _SHARE) == (moved.unit == _POINTS) and comes_to(one, moved):
                yield one
        elif level is not None and level.unit_class is not None:
            last = found.year or max(one.years, default=None)
            if any(
                cell.last_year == last
                and cell.unit_class == level.unit_class
                and same(cell.value, cell.precision, level.value, level.precision)
                for cell in one.levels
            ):
                yield one


def _near(matcher: RowMatcher, clause: Clause, found: Sought) -> Sequence[Series]:
    """The rows of tables that share words with a clause.

    Those of a metric that it names, or of a word that few rows have, only where it tells a change: that is no accident.
    """
    near = {id(one.series): one.series for one in matcher.candidates(clause) if one.said >= LEAST_TERMS}
    if found.own_change is not None:
        metrics = {*clause.named, *(name for name, _ in found.metrics)}
        loose = matcher.vocabulary.loose
        rare = [
            term
            for term in sorted(clause.stems - loose)
            if not term.isdigit() and 0 < matcher.index.count(term) <= MOST_ALIKE
        ]
        numbers = {*matcher.index.having(rare), *matcher.index.of_metrics(metrics)}
        more = (matcher.index.series[number] for number in sorted(numbers))
        near |= {id(one): one for one in more}
    return [one for one in near.values() if one.table is not None]


def _may_be(matcher: RowMatcher, clause: Clause, found: Sought, one: Series) -> bool:
    """Whether nothing that is known of both sets them apart: scopes, the way of counting, a part or a name."""
    words = one.terms | one.tail | one.outer
    if found.scopes and found.scopes != frozenset(term for term in words if term.isdigit()):
        return False
    if found.basis is not None and one.basis and found.basis not in one.basis:
        return False
    beyond = matcher.clauses.unmatched(clause, words & clause.stems, one)
    if not clause.parts <= words or matcher.clauses.names_one(clause, beyond):
        return False
    # "Emissions from business travel": what is behind the preposition has to be known of the row or its table.
    known = words | one.around | matcher.index.corner(one.table)
    return all(not known.isdisjoint(limit) for limit in matcher.clauses.limits(clause))
