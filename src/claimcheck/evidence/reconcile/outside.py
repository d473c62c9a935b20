"""Figures of claims against those of documents that were handed in as evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.changes import Changes, outcome
from claimcheck.evidence.reconcile.ledger import Ledger, clusters, comparable, differs_by, same_value
from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.model.contradiction import Contradiction, Side
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

MOST_VALUES = 3
"""Values of one identity in a document: of more nobody knows which is meant."""


class Other(NamedTuple):
    """A document that was handed in, by its number among these, with its figures and what writes and quotes them."""

    number: int
    ledger: Ledger
    sides: Sides
    amounts: Amounts

    def of(self, figure: Figure) -> Side:
        """The passage of a figure there."""
        return self.sides.of(figure)._replace(document=self.number)


class Own(NamedTuple):
    """The document with the claims; ``is_claimed`` tells whether a figure stands in one."""

    ledger: Ledger
    sides: Sides
    amounts: Amounts
    is_claimed: Callable[[Figure], bool]


def differing(rule: str, asked: Comparison, own: Own, others: Sequence[Other]) -> Iterator[Contradiction]:
    """Figures of claims that another document has with the same identity and in no place with the same value."""
    for known, some in own.ledger.levels.items() if others else ():
        mine = [one for one in some if one.cell is None and own.is_claimed(one)]
        for other in others if mine else ():
            told = clusters(other.ledger.levels.get(known, ()), asked.tolerance)
            if not 0 < len(told) <= MOST_VALUES:
                continue
            for figure in mine:
                if (
                    any(same_value(figure, one[0], asked.tolerance) for one in told)
                    or not comparable(figure, told[0][0])
                    or other.ledger.explained(figure, asked.tolerance)
                ):
                    continue
                yield _told(rule, asked, own, other, figure, told[0][0])


def _told(
    rule: str, asked: Comparison, own: Own, other: Other, figure: Figure, held: Figure
) -> Contradiction:
    rounding = asked.tolerance * (figure.precision + held.precision)
    gap = differs_by(figure.value, held.value)
    in_its_unit = other.amounts.written(held, figure)
    return Contradiction(
        rule,
        (own.sides.of(figure), other.of(held)),
        {
            "first": own.amounts.written(figure),
            "second": in_its_unit,
            "difference": own.amounts.of(gap, figure),
            "rounding": own.amounts.of(rounding, figure, rounding / 10),
            "year": str(figure.last_year),
        },
    )


def moved(rule: str, asked: Comparison, own: Own, others: Sequence[Other]) -> Iterator[Contradiction]:
    """Changes that claims state and that the figures of both years in another document do not give."""
    stated = [one for one in own.ledger.changes if own.is_claimed(one.figure)] if others else []
    for other in others if stated else ():
        for figure, worked in Changes(other.ledger, asked.tolerance).wrong(stated):
            places = {one.sentence: other.of(one) for one in (worked.now, worked.base)}
            yield Contradiction(
                rule,
                (own.sides.of(figure), *places.values()),
                {
                    "first": own.amounts.written(figure),
                    "part": other.amounts.written(worked.now),
                    "whole": other.amounts.written(worked.base, worked.now),
                    "result": outcome(other.amounts, figure, worked),
                    "year": str(worked.now.last_year),
                    "base_year": str(worked.base.last_year),
                },
            )
