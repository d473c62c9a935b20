"""How many right figures of a document's sentences would be noticed if they were wrong.

    python benchmarks/falsified.py [--list] DOCUMENT …

Takes every figure of a claim that a row of a table of the same document gives too - the same value in the same class
of unit, the year where both tell one, and a term of the clause in the row's labels - makes it wrong, and compares it
with the tables as an audit does. Prints for each document how many such figures there are, how many rows are known for
certain to be the figure's own, and how many wrong ones are noticed, are left as a pair to compare, or pass unseen.
``--list`` shows each that passes, with the row that has its value and what keeps the row from being known.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

import claimcheck
from claimcheck.evidence.contradictions import detector
from claimcheck.evidence.contradictions.against_rows import AgainstRows
from claimcheck.evidence.contradictions.refuted import change_of, error_of
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.contradiction import Pair
from claimcheck.model.document import Document
from claimcheck.model.figure import Figure

WRONG = 1.3
"""What a figure is multiplied with to be wrong; more than any rounding and less than any mistake of a unit."""
WRONG_CHANGE = 2
"""The same for a change, whose base and result are rounded too."""
SMALL = 10
"""A bare number below it stands in every table."""


class Tried(NamedTuple):
    """A figure of a claim with a row that has its value; ``seen`` says what becomes of it when it is wrong."""

    stated: Stated
    figure: Figure
    row: Candidate | None
    label: str
    known: bool
    seen: str


def tried(run: detector._Run) -> Iterator[Tried]:
    """Every figure of a claim that stands in a table too, made wrong."""
    matcher = run.matcher
    rows = AgainstRows(matcher, matcher)
    for stated in run.stated:
        if stated.ahead:
            continue
        for figure in stated.numbers:
            held = _held(matcher, stated, figure)
            if held is None:
                continue
            factor = WRONG_CHANGE if figure.role == "change" else WRONG
            wrong = figure._replace(value=figure.value * factor)
            found = [one for one in rows.refuted([stated._replace(numbers=(wrong,))]) if one.stated == wrong]
            seen = "unseen" if not found else "pair" if found[0].open else "noticed"
            label, candidate = held
            known = candidate is not None and candidate.is_exact and not candidate.open
            yield Tried(stated, figure, candidate, label, known, seen)


def _held(matcher: RowMatcher, stated: Stated, figure: Figure) -> tuple[str, Candidate | None] | None:
    """The label of the row that has the value of a figure, the one that is known best, and what is known of it."""
    change = figure.role == "change"
    if not change and (figure.role not in LEVELS or (figure.unit_class is None and abs(figure.value) < SMALL)):
        return None
    clause = matcher.clauses.of_figure(stated.clause, figure)
    candidates = matcher.candidates(clause, None if change else figure.unit_class)
    known = {id(one.series): one for one in candidates}
    loose = matcher.vocabulary.loose
    found: list[tuple[int, str, Candidate | None]] = []
    told = (term for term in stated.clause.stems - loose if not term.isdigit())
    for series in map(matcher.index.series.__getitem__, matcher.index.having(told)):
        gives = _has_changed if change else _has
        if series.table is not None and gives(series.levels, figure):
            one = known.get(id(series))
            rank = 3 if one is None else 2 if not one.is_exact else 1 if one.open else 0
            found.append((rank, series.label, one))
    return min(found, key=lambda one: one[0])[1:] if found else None


def _has(levels: Sequence[Figure], figure: Figure) -> bool:
    """Whether cells have a value of the same class and, where both tell one, year."""
    return any(
        cell.unit_class == figure.unit_class
        and (figure.last_year is None or cell.last_year in (None, figure.year, figure.last_year))
        and abs(cell.value - figure.value) <= (figure.precision + cell.precision) / 2
        and cell.sentence != figure.sentence
        for cell in levels
    )


def _has_changed(levels: Sequence[Figure], figure: Figure) -> bool:
    """Whether cells come to a change; from its base year and to its own, where it has them."""
    told = [one for one in levels if one.last_year is not None and one.sentence != figure.sentence]
    return any(
        (base.last_year or 0) < (now.last_year or 0)
        and figure.against in (None, base.last_year)
        and figure.last_year in (None, now.last_year)
        and (result := change_of(base, now, figure)) is not None
        and abs(abs(result) - abs(figure.value)) <= figure.precision / 2 + error_of(base, now, figure)
        for base, now in permutations(told, 2)
    )


class Trial:
    """Audits documents and tries their figures; ``found`` has those of the last one."""

    def __init__(self) -> None:
        self.engine = claimcheck.Auditor()
        self.found: list[Tried] = []
        whole = detector._Run.pairs

        def pairs(run: detector._Run) -> Iterator[Pair]:
            self.found = list(tried(run))
            return whole(run)

        detector._Run.pairs = pairs  # type: ignore[method-assign, assignment]

    def path(self, path: str) -> list[Tried]:
        """The figures of a file."""
        self.found = []
        self.engine.audit(path)
        return self.found

    def document(self, document: Document) -> list[Tried]:
        """The figures of a document that has been read."""
        self.found = []
        self.engine._pipelines.run(document)
        return self.found


def main() -> None:
    """Try and print."""
    parser = argparse.ArgumentParser(description="How many wrong figures would be noticed.")
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--list", action="store_true", help="show each figure that passes unseen")
    options = parser.parse_args()
    trial = Trial()
    every: list[Tried] = []
    for path in options.documents:
        found = trial.path(path)
        every += found
        print(f"{path}: {counted(found)}")
        if options.list:
            for one in found:
                if one.seen != "noticed":
                    print(f"  {why(one)}")
    print(f"\nall: {counted(every)}")


def counted(found: list[Tried]) -> str:
    """The figures of a list in one line."""
    seen = [one.seen for one in found]
    return (
        f"{len(found)} figures in tables, rows of {sum(one.known for one in found)} known; when wrong "
        f"{seen.count('noticed')} noticed, {seen.count('pair')} to compare, {seen.count('unseen')} unseen"
    )


def why(one: Tried) -> str:
    """A figure that passes, and what keeps its row from being known."""
    row = one.row
    kept = "no candidate" if row is None else f"missing {sorted(row.missing)}, open {list(row.open)}"
    words = one.stated.clause.text.split()
    told = f"{one.figure.value:g} {one.figure.unit or ''}".strip()
    return f"{one.seen}: {told} in «{' '.join(words)[:240]}» | row «{one.label}»: {kept}"


if __name__ == "__main__":
    main()
