"""Figures of sentences that are per unit of something, in the words of the rows that have such units."""

from __future__ import annotations

import re
from functools import cached_property

from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.figure import Figure

_INTENSITY = "intensity"
_NUMBER = re.compile(r"[0-9][0-9.,]*+\s*+")


class Rates:
    """Reads figures as the rates that rows of one document have."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._matcher = matcher
        self._grammar = matcher.lexicon.metrics

    @cached_property
    def _units(self) -> frozenset[str]:
        """The units of the rows that are rates."""
        rows = (one for one in self._matcher.index.series if one.unit_class == _INTENSITY)
        return frozenset((cell.unit or "").lower() for one in rows for cell in one.levels)

    def of(self, clause: Clause, figure: Figure) -> tuple[Clause, Figure]:
        """A figure in the unit of a rate ("minutes per property"), and its clause without what that is per.

        What no row has a unit of stays as it is.
        """
        at = figure.end - clause.start
        behind = next((one for one in clause.phrases if one.tokens[0].start >= at), None)
        if behind is None or clause.lower[at : behind.tokens[0].start].split() != [behind.opener]:
            return clause, figure
        if behind.opener not in self._matcher.lexicon.facts.index.per_words:
            return clause, figure
        start, end = figure.start - clause.start, behind.tokens[-1].end
        unit = _NUMBER.sub("", clause.lower[start:end], count=1)
        if unit not in self._units:
            return clause, figure
        factor, until = self._grammar.factor(figure.unit), clause.start + end
        value, precision = figure.value / factor, figure.precision / factor
        rate = figure._replace(unit=unit, unit_class=_INTENSITY, value=value, precision=precision, end=until)
        taken = {token.stem for token in clause.tokens if start <= token.start < end}
        rest = tuple(one for one in clause.phrases if one is not behind)
        return clause._replace(phrases=rest, stems=clause.stems - taken), rate

    def are_two(self, figure: Figure, cell: Figure) -> bool:
        """Whether a figure that was read as a rate and a cell are in two units."""
        return figure.unit in self._units and figure.unit != (cell.unit or "").lower()
