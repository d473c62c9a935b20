"""The figures of a document that are about the same as a claim, in everything that is known of both.

Where one side leaves a field of identity open, a figure counts in part; where more are open, or both speak and differ,
it is about something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from claimcheck.evidence.figures.figure_query import Sought
from claimcheck.evidence.figures.row_matching import MatchedRows
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.model.passage import AHEAD
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

MOST_YEARS = 12
"""Years of a metric that are tried as the base or the end of a change."""
_LONGEST_QUOTE = 240
_ROW = "row"
"""What stands for the metric of figures that are known by the label of their row."""


class Agreeing:
    """Tells which figures of a document agree with one claim."""

    def __init__(
        self,
        found: Sought,
        core: Core,
        facts: FactBase,
        passages: Passages,
        unknown: float,
        aside: frozenset[str],
        rows: MatchedRows,
    ) -> None:
        # A figure of a row agrees with others of that row alone.
        self.of_rows = [
            figure._replace(boundary=one.words, metric=_ROW)
            for one in rows.exact
            for figure in (*one.levels, *one.changes)
            if figure.sentence != found.sentence and figure.high is None
        ]
        self.rows = rows
        self.sought = found
        self.core = core
        self.facts = facts
        self.passages = passages
        self.unknown = unknown
        self.aside = aside

    def match(self, figure: Figure, agree: frozenset[str]) -> float:
        """1 where all is known and the same, less where one side is silent, 0 for what is about something else."""
        if self.apart(figure, agree) is not None:
            return 0.0
        return self.unknown if "basis" in agree and figure.basis != self.sought.basis else 1.0

    def apart(self, figure: Figure, agree: frozenset[str]) -> str | None:
        """The slot in which a figure differs from the claim, or cannot be evidence for it; None for none."""
        mine = self.sought
        if figure.sentence == mine.sentence:
            return "sentence"
        if figure.high is not None:
            return "range"
        if "boundary" in agree and not self.same_boundary(figure):
            return "boundary"
        if "scope" in agree and mine.scopes and figure.scopes != mine.scopes:
            return "scope"
        if "basis" in agree and None not in (figure.basis, mine.basis) and figure.basis != mine.basis:
            return "basis"
        return None if figure.cell is not None or self.is_asserted(figure) else "asserted"

    def same_boundary(self, figure: Figure) -> bool:
        """Whether both are limited to the same: each names what the other does."""
        mine = self.sought
        if figure.boundary == mine.boundary or not figure.boundary:
            return figure.boundary == mine.boundary
        around = self.quoted(figure).lower().replace("|", " ").split()
        return figure.boundary <= mine.words and mine.boundary.issubset(around)

    def is_asserted(self, figure: Figure) -> bool:
        """Whether a figure of prose is said by the company itself, and not denied, asked or supposed."""
        sentence = self.passages.sentence(figure.sentence)
        if sentence.guards and any(run.start <= figure.start < run.end for run in sentence.guards):
            return False
        return self.passages.structure.section_kind(sentence.block) not in self.aside

    def is_of_other_goal(self, figure: Figure) -> bool:
        """Whether the sentence of a figure in prose sets a goal of its own, by another year or to another amount."""
        if figure.cell is not None:
            return False
        due, own = self.core.target_year, self.sought.own
        dates = {one.year for one in self.passages.facts(figure.sentence) if one.role in AHEAD}
        if dates and due is not None and due not in dates:
            return True
        aims = [one for one in self.facts.numbers(figure.sentence) if one.role in AHEAD]
        amounts = {abs(one.value) for one in aims if own is not None and one.unit_class == own.unit_class}
        return own is not None and bool(amounts) and abs(own.value) not in amounts

    @cached_property
    def years(self) -> Sequence[int]:
        """The years that the metric has figures for, the latest first."""
        years = {year for metric, _ in self.sought.metrics for year in self.facts.years(metric)}
        years.update(one.last_year for one in self.of_rows if one.last_year is not None)
        return sorted(years, reverse=True)[:MOST_YEARS]

    def written(self, figure: Figure) -> str:
        """A figure as it stands there."""
        return self.passages.norm.text[figure.start : figure.end].strip()

    def quoted(self, figure: Figure) -> str:
        """A figure with the labels of its row and column, or with its sentence."""
        if figure.cell is not None:
            point = self.passages.structure.data_points[figure.cell]
            return f"{' | '.join((*point.row_path, *point.column_path))}: {point.text}"
        span = self.passages.spans[figure.sentence]
        return self.passages.norm.text[span.start : span.end].strip()[:_LONGEST_QUOTE]


def is_level(figure: Figure) -> bool:
    """Whether a figure says how much there is, and not by how much it has changed or will."""
    return figure.role in (None, "base")
