"""What figures a claim could be about, and those of the document that are, in everything that is known of both.

Where one side leaves a field of identity open, a figure counts in part; where more are open, or both speak and differ,
it does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.figures.row_matching import MatchedRows
from claimcheck.model.claim import Core
from claimcheck.model.figure import Basis, Figure
from claimcheck.model.passage import AHEAD
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import MOVES, PAST, Mention, PhraseKind, Told
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD


class Sought(NamedTuple):
    """The subject of a claim as a figure has it.

    ``metrics`` are the metrics that the words may mean, each with whether it is named as such or only implied.
    ``year`` and ``against`` are the period and the base year, ``own`` the claim's own figure, ``move`` whether it says
    that something falls or rises. ``words`` are all words of its sentence in lower case.
    """

    metrics: tuple[tuple[str, bool], ...]
    year: int | None
    against: int | None
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: Basis | None
    own: Figure | None
    move: PhraseKind | None
    sentence: int
    words: frozenset[str]

    @property
    def own_change(self) -> Figure | None:
        """The claim's own figure where it is a change that has happened."""
        own = self.own
        return own if own is not None and own.high is None and own.role == "change" else None

    @property
    def own_level(self) -> Figure | None:
        """The claim's own figure where it is a level."""
        own = self.own
        return own if own is not None and own.high is None and own.role in (None, "base") else None


def sought(core: Core, facts: FactBase, text: str) -> Sought | None:
    """What a claim is about; None where it names no metric, or several and its figure does not tell which."""
    if not _may_tell(core, facts):
        return None
    told = facts.told(core.sentence.number)
    if not told.mentions:
        return None
    own = _own(core, told)
    one = _mention(core, told, own)
    if one is None or (own is None and not _is_told(core, one)):
        return None
    metrics = tuple(_meant(one, own, facts))
    sentence = text[core.sentence.start : core.sentence.end].lower()
    return Sought(
        metrics=metrics,
        year=own.last_year if own is not None and own.year is not None else one.end_year or one.year,
        against=own.against if own is not None and own.against is not None else one.against,
        boundary=one.boundary,
        scopes=one.scopes,
        basis=one.basis,
        own=own,
        move=one.move,
        sentence=core.sentence.number,
        words=frozenset(WORD.findall(sentence)),
    )


def sought_in_row(core: Core, facts: FactBase) -> Sought | None:
    """The same for a claim that names a row and no metric of the rules; None without a figure or a plan."""
    numbers = [one for one in facts.numbers(core.sentence.number) if _in_clause(core, one.start)]
    own = min(numbers, key=lambda one: abs(one.start - core.start), default=None)
    if own is None and core.type != _RECORD and (core.tense != _PLANNED or core.target_year is None):
        return None
    moved = own is not None and own.role in ("change", "target")
    return Sought(
        metrics=(),
        year=None if own is None else own.last_year,
        against=None if own is None else own.against,
        boundary=frozenset(),
        scopes=frozenset(),
        basis=None,
        own=own,
        move=("fall" if own.value < 0 else "rise") if own is not None and moved else None,
        sentence=core.sentence.number,
        words=frozenset(),
    )


def _in_clause(core: Core, at: int) -> bool:
    return core.clause.start <= at < core.clause.end


def _may_tell(core: Core, facts: FactBase) -> bool:
    """Whether the words of a claim's sentence leave a chance: what they tell in full takes far longer to read."""
    words = facts.words(core.sentence.number)
    if not words.named:
        return False
    if facts.has_values(core.sentence.number):
        return True
    if core.tense == _PLANNED:
        return core.target_year is not None
    return any(one.kind in MOVES and one.form == PAST for one in words.said)


def _is_told(core: Core, one: Mention) -> bool:
    """Whether a claim without a figure says what has become of a metric, or by when; else it only speaks of it."""
    if core.tense == _PLANNED:
        return core.target_year is not None
    return one.move is not None and one.happened


_PLANNED = "planned"
_RECORD = "superlative"
"""A claim that tells something of a figure ("the lowest ever") and need not say it."""


def _own(core: Core, told: Told) -> Figure | None:
    """The figure of the claim's clause; of several the nearest to its words."""
    inside = [one for one in told.figures if core.clause.start <= one.start < core.clause.end]
    return min(inside, key=lambda one: abs(one.start - core.start), default=None)


def _mention(core: Core, told: Told, own: Figure | None) -> Mention | None:
    inside = [one for one in told.mentions if core.clause.start <= one.start < core.clause.end]
    listed = inside or list(told.mentions)
    if own is not None:
        near = [one for one in inside if one.boundary == own.boundary]
        listed = near or listed
        return min(listed, key=lambda one: abs(one.start - own.start))
    kinds = {one.metrics for one in listed}
    return listed[0] if len(kinds) == 1 else None


def _meant(one: Mention, own: Figure | None, facts: FactBase) -> list[tuple[str, bool]]:
    """The metrics that are meant: that of the claim's figure, else those that are named; then what they imply."""
    grammar = facts.grammar
    if own is not None and own.metric is not None:
        named = [own.metric]
    else:
        named = []
        for name in one.metrics:
            per = grammar.metrics[name].per
            named.append(per if one.per_unit and per is not None else grammar.with_scopes(name, one.scopes))
    found = dict.fromkeys(named, True)
    for name in named:
        for implied in grammar.metrics[name].may_mean if not one.scopes else ():
            found.setdefault(implied, False)
    return list(found.items())


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
