"""Two figures with one identity and two values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.ledger import (
    Identity,
    Ledger,
    clusters,
    comparable,
    differs_by,
    same_value,
)
from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.model.contradiction import Contradiction
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

MOST_WAYS = 32
MOST_OF_ONE = 3
"""Contradictions about one identity that are told each; what is beyond is counted."""


def alike(
    rule: str,
    asked: Comparison,
    ledger: Ledger,
    sides: Sides,
    amounts: Amounts,
    home: Callable[[Figure], int],
) -> Iterator[Contradiction]:
    """Contradictions between figures of prose, and between figures of tables.

    ``home`` is the number of the sentence or of the table of a figure: within one of these something tells the two
    apart, whether it is understood or not.
    """
    for known, some in ledger.groups():
        for kind in (True, False):
            own = [one for one in some if (one.cell is None) is kind]
            if len(own) < 2:
                continue
            main, *others = clusters(own, asked.tolerance)
            homes = {home(one) for one in main}
            wrong = [
                one
                for one in others
                if homes.isdisjoint(map(home, one))
                and comparable(one[0], main[0])
                and not ledger.explained(one[0], asked.tolerance)
            ]
            if wrong and not ledger.explained(main[0], asked.tolerance):
                yield from _told(rule, asked, known, main, wrong, sides, amounts)


def mixed(
    rule: str,
    asked: Comparison,
    ledger: Ledger,
    sides: Sides,
    amounts: Amounts,
    words: Callable[[Figure], frozenset[str]],
) -> Iterator[Contradiction]:
    """Contradictions between a figure of prose and the tables: no table has its value.

    ``words`` are those of the sentence of a figure, or of its labels in a table.
    """
    for known, some in ledger.levels.items():
        prose = [one for one in some if one.cell is None]
        cells = [one for one in some if one.cell is not None] or _so_called(known, prose, ledger, words)
        if not cells or not prose:
            continue
        tables = clusters(cells, asked.tolerance)
        wrong = [
            one
            for one in clusters(prose, asked.tolerance)
            if not any(same_value(one[0], cell[0], asked.tolerance) for cell in tables[:MOST_OF_ONE])
            and comparable(one[0], tables[0][0])
            and not ledger.explained(one[0], asked.tolerance)
        ]
        if wrong and len(tables) <= MOST_OF_ONE:
            yield from _told(rule, asked, known, tables[0], wrong, sides, amounts)


def _so_called(
    known: Identity, prose: Sequence[Figure], ledger: Ledger, words: Callable[[Figure], frozenset[str]]
) -> list[Figure]:
    """Cells of the only other identity that is limited to what the sentences name as well, though elsewhere in them."""
    if not prose:
        return []
    found: list[list[Figure]] = []
    for way in ledger.ways[known.metric][known.year][:MOST_WAYS]:
        cells = [one for one in ledger.levels[way] if one.cell is not None]
        if not cells or way._replace(boundary=known.boundary) != known:
            continue
        limits = way.boundary ^ known.boundary
        told = words(cells[0])
        if limits and all(limits <= words(one) & told for one in prose[:MOST_WAYS]):
            found.append(cells)
    return found[0] if len(found) == 1 else []


def _told(
    rule: str,
    asked: Comparison,
    known: Identity,
    main: Sequence[Figure],
    wrong: Sequence[Sequence[Figure]],
    sides: Sides,
    amounts: Amounts,
) -> Iterator[Contradiction]:
    """One contradiction for each other value, up to a few; the places left over are counted with the last of them."""
    held = main[0]
    for number, cluster in enumerate(wrong[:MOST_OF_ONE]):
        first = min(cluster, key=lambda one: one.start)
        further = [(sides.of(one), 1) for one in cluster if one is not first]
        if number == 0:
            further += [(sides.of(one), 0) for one in main[1:]]
        if number == MOST_OF_ONE - 1:
            further += [(sides.of(one), 1) for rest in wrong[MOST_OF_ONE:] for one in rest]
        gap = differs_by(first.value, held.value)
        rounding = asked.tolerance * (first.precision + held.precision)
        yield Contradiction(
            rule,
            (sides.of(first), sides.of(held)),
            {
                "first": amounts.written(first),
                "second": amounts.written(held, first),
                "difference": amounts.of(gap, first),
                "rounding": amounts.of(rounding, first, rounding / 10),
                "year": str(known.year),
            },
            tuple(further),
        )
