"""Figures of sentences with all digits of a cell, a thousand or a million times as large or small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted, is_slip, level_refuted
from claimcheck.evidence.figures.arithmetic import same_value
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure

_MANY = 200
"""Times its rounding that a figure has to be, so that equal digits are no accident."""
_MANY_DIGITS = 4
"""Characters of a figure by whose digits, one more of them, a cell is known without a word: "1.236"."""


class Slips:
    """Finds them by the cells of one document, which stand under the same heading or share a word."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._matcher = matcher

    @cached_property
    def _cells(self) -> Mapping[tuple[str | None, str], Sequence[tuple[Series, Figure]]]:
        """The cells with a unit, by its class and their first digits."""
        found = defaultdict[tuple[str | None, str], list[tuple[Series, Figure]]](list)
        for row in self._matcher.index.series:
            for cell in row.levels if row.table is not None else ():
                if cell.unit_class is not None:
                    found[cell.unit_class, _digits(cell.value)].append((row, cell))
        return found

    def of(self, clause: Clause, figure: Figure, year: int | None) -> Refuted | None:
        """A level of a clause that is told as a cell of its year has it, but for the unit; no cell has it as told."""
        if figure.high is not None or not figure.value >= _MANY * figure.precision > 0:
            return None
        alike = self._cells.get((figure.unit_class, _digits(figure.value)), ())
        if any(same_value(cell, figure) for _, cell in alike):
            return None
        many = len(_digits(figure.value).rstrip("0.")) > _MANY_DIGITS
        stems, block = clause.stems - self._matcher.vocabulary.loose, self._matcher.passages.block
        for row, cell in alike:
            small, large = sorted((cell.value, figure.value))
            dated = (cell.last_year or 0) == (year or max(row.years, default=0))
            near = block(cell.sentence).section == block(figure.sentence).section
            about = (near and many) or not stems.isdisjoint(row.words | row.around)
            if dated and about and not row.weak and is_slip(small, large, figure):
                return level_refuted(figure, cell, row)
        return None


def _digits(value: float) -> str:
    """The first digits of a value, wherever its point stands."""
    return f"{value:.3e}".partition("e")[0]
