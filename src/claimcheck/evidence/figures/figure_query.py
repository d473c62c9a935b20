"""What figures a claim could be about: the metric that it names, with its period, boundary, scopes and basis."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.figure import Basis, Figure
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import MOVES, PAST, Mention, PhraseKind, Told
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
