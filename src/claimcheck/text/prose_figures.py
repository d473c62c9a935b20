"""From sentences to figures: which metric a number measures, when, and whether it is a level or a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.model.figure import Basis, Figure
from claimcheck.model.passage import Fact, SentenceSpan
from claimcheck.model.table import PointRole
from claimcheck.text.facts import FactGrammar
from claimcheck.text.limits import Limiter
from claimcheck.text.metric_words import BASES, MONEY, SHARE, MetricGrammar, Named, Said, Words
from claimcheck.text.passages import Passages
from claimcheck.text.written import is_about, precision

LONGEST_SENTENCE = 1_200
"""Characters; in a longer run of text nobody can say which number belongs to what."""
MOST_FIGURES = 24
"""Figures of one sentence; more of them are a table that nobody recognised as one."""
_BESIDE = 14
"""Characters between a figure and the year right behind it ("118 g in 2019")."""
_NEAR_SCOPE = 30
_LEAD = 28


class Mention(NamedTuple):
    """A metric as a sentence names it; ``clause`` is its number, offsets are those of the normalised text."""

    metrics: tuple[str, ...]
    start: int
    end: int
    clause: int
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: Basis | None
    per_unit: bool


class Told(NamedTuple):
    """What a sentence tells: the metrics that it names, and its figures of them."""

    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


NOTHING = Told((), ())


class ProseFigures:
    """Reads the sentences of one document; each when it is first asked for."""

    __slots__ = ("_facts", "_grammar", "_limiter", "_passages")

    def __init__(
        self, passages: Passages, grammar: MetricGrammar, facts: FactGrammar, limiter: Limiter
    ) -> None:
        self._passages = passages
        self._grammar = grammar
        self._facts = facts
        self._limiter = limiter

    def read(self, index: int) -> Told:
        """The metrics and figures of a sentence."""
        span = self._passages.spans[index]
        if span.end - span.start > LONGEST_SENTENCE:
            return NOTHING
        norm = self._passages.norm
        text, lower = norm.text[span.start : span.end], norm.lower[span.start : span.end]
        words = self._grammar.find(lower)
        if not words.named:
            return NOTHING
        return _Sentence(self, index, span, text, lower, words).told()

    @property
    def parts(self) -> tuple[Passages, MetricGrammar, FactGrammar, Limiter]:
        """What sentences are read with."""
        return self._passages, self._grammar, self._facts, self._limiter


class _Sentence:
    """One sentence while it is read; runs of words count from its start, facts from that of the text."""

    def __init__(
        self, reader: ProseFigures, index: int, span: SentenceSpan, text: str, lower: str, words: Words
    ) -> None:
        self.passages, self.grammar, self.grammar_of_facts, self.limiter = reader.parts
        self.index = index
        self.base = span.start
        self.clauses = span.clauses
        self.text = text
        self.lower = lower
        self.words = words
        self.facts = self.passages.facts(index)
        self.years = [
            fact for fact in self.facts if fact.kind in ("year", "period") and fact.year is not None
        ]
        self.scopes = [fact for fact in self.facts if fact.kind == "scope"]
        capitals = not self.grammar_of_facts.noun_capitals
        self.about = self.limiter.of_sentence(text, words.said, capitals)

    def told(self) -> Told:
        mentions = tuple([self.mention(one) for one in self.words.named])
        numbers = [fact for fact in self.facts if fact.value is not None][:MOST_FIGURES]
        figures = [self.figure(fact, mentions) for fact in numbers]
        return Told(mentions, tuple([figure for figure in figures if figure is not None]))

    def clause_of(self, start: int) -> int:
        """The number of the clause that an offset of the text stands in."""
        return next((at for at, (_, end) in enumerate(self.clauses) if start < end), len(self.clauses) - 1)

    # -- what the sentence names

    def mention(self, one: Named) -> Mention:
        start, end = self.base + one.start, self.base + one.end
        clause = self.clause_of(start)
        first, last = self.clauses[clause]
        said = self.words.said
        here = [each for each in said if first <= self.base + each.start < last]
        boundary = self.limiter.of_mention(self.text, self.lower, one, said, last - self.base) | self.about
        if not boundary:
            boundary = frozenset(
                self.lower[each.start : each.end]
                for each in here
                if each.kind == "places" and not (one.start <= each.start < one.end)
            )
        per_unit = any(
            each.kind == "intensity" and one.start <= each.start <= one.end + _NEAR_SCOPE for each in here
        )
        return Mention(
            metrics=one.metrics,
            start=start,
            end=end,
            clause=clause,
            boundary=boundary,
            scopes=self.scopes_of(start, end, clause),
            basis=_basis(here),
            per_unit=per_unit,
        )

    def scopes_of(self, start: int, end: int, clause: int) -> frozenset[str]:
        """The scopes beside a metric, else the only ones of its clause, else of the sentence."""
        beside = [
            fact
            for fact in self.scopes
            if fact.start <= end + _NEAR_SCOPE and fact.end >= start - _NEAR_SCOPE
        ]
        inside = [fact for fact in self.scopes if self.clause_of(fact.start) == clause]
        for some in (beside, inside, self.scopes):
            if len(some) == 1:
                return _digits(some)
            if some is beside and some:
                nearest = min(some, key=lambda fact: max(start - fact.end, fact.start - end, 0))
                return _digits([nearest])
        return frozenset()

    # -- its figures

    def figure(self, fact: Fact, mentions: Sequence[Mention]) -> Figure | None:
        move = self.move_of(fact)
        role = self.role_of(fact, move)
        found = self.measured(fact, mentions, role, move)
        if found is None or fact.value is None:
            return None
        metric, one = found
        grammar = self.grammar
        unit_class = _class_of(fact)
        factor = grammar.factor(fact.unit)
        year = self.year_of(fact)
        if year is not None and year.role in ("target", "interim"):
            role = "target" if year.role == "target" else "interim"
        elif role is None and year is not None and year.role == "base":
            role = "base"
        falls = move is not None and move.kind == "fall"
        moved = role == "change" or (
            role in ("target", "interim") and unit_class == SHARE and move is not None
        )
        sign = -1.0 if moved and falls else 1.0
        scoped = grammar.with_scopes(metric, one.scopes)
        measured = grammar.class_of(metric, unit_class) if unit_class not in (SHARE, MONEY) else unit_class
        first = year.year if year is not None else None
        end_year = year.end_year if year is not None else None
        against = self.against()
        if role == "change" and first is not None and end_year is not None and end_year - first > 1:
            # "Between 2019 and 2024": the change is measured in the last year, against the first.
            against, first, end_year = first, end_year, None
        return Figure(
            metric=scoped,
            value=sign * fact.value * factor,
            high=None if fact.high is None else sign * fact.high * factor,
            unit=fact.unit,
            unit_class=measured,
            precision=self.precision(fact) * factor,
            year=first,
            end_year=end_year,
            role=role,
            against=against if role in ("change", "target", "interim") else None,
            boundary=one.boundary,
            scopes=grammar.metrics[scoped].scopes or one.scopes,
            basis="intensity" if measured == "intensity" and one.basis is None else one.basis,
            start=fact.start,
            end=fact.end,
            sentence=self.index,
        )

    def precision(self, fact: Fact) -> float:
        grammar, value = self.grammar, abs(fact.value or 0.0)
        exact = precision(fact.text, value, self.grammar_of_facts.decimal, prose=True)
        if exact is None:
            return grammar.spelled * value
        about = is_about(self.lower, fact.start - self.base, grammar)
        return exact + (grammar.about * value if about else 0.0)

    def measured(
        self, fact: Fact, mentions: Sequence[Mention], role: PointRole | None, move: Said | None
    ) -> tuple[str, Mention] | None:
        """The metric that a number measures: the nearest in its clause whose unit fits, and before it if two are."""
        clause = self.clause_of(fact.start)
        best: tuple[int, str, Mention] | None = None
        for one in mentions:
            if one.clause != clause or (one.start <= fact.start < one.end):
                continue
            fitting = list(self.fitting(one, fact, role, move))
            if len(fitting) != 1:
                continue
            gap = fact.start - one.end if one.end <= fact.start else 2 * (one.start - fact.end) + 1
            if best is None or gap < best[0]:
                best = gap, fitting[0], one
        return (best[1], best[2]) if best is not None else None

    def fitting(self, one: Mention, fact: Fact, role: PointRole | None, move: Said | None) -> Iterator[str]:
        unit_class = _class_of(fact)
        for name in one.metrics:
            per = self.grammar.metrics[name].per
            if one.per_unit and per is not None:
                name = per
                if unit_class == "intensity" or (unit_class == SHARE and move is not None):
                    yield name
            elif unit_class == SHARE:
                # A share of something that has no shares is a change, if something becomes of it.
                if self.grammar.admits(name, SHARE) or move is not None:
                    yield name
            elif unit_class == "intensity" and per is not None:
                yield per
            elif self.grammar.admits(name, unit_class):
                yield name

    def move_of(self, fact: Fact) -> Said | None:
        """The word by which something becomes less or more that stands nearest to a figure in its clause."""
        first, last = self.clauses[self.clause_of(fact.start)]
        moves = [
            one
            for one in self.words.said
            if one.kind in ("fall", "rise") and first <= self.base + one.start < last
        ]
        at = fact.start - self.base
        return min(
            moves, key=lambda one: at - one.end if one.end <= at else 2 * (one.start - at), default=None
        )

    def role_of(self, fact: Fact, move: Said | None) -> PointRole | None:
        """Whether a number is a change: what a fall or rise amounts to, and not the level that it leads to."""
        if fact.unit == "pp":
            return "change"
        if move is None:
            return None
        at = fact.start - self.base
        lead = self.lower[max(0, at - _LEAD) : at].rstrip(" (")
        if _ends(lead, self.grammar.level_before):
            return None
        adjacent = 0 <= move.start - (fact.end - self.base) <= 2
        if _ends(lead, self.grammar.change_before) or adjacent or 0 <= at - move.end <= 2:
            return "change"
        return "change" if _class_of(fact) == SHARE and move.end <= at else None

    def year_of(self, fact: Fact) -> Fact | None:
        """The year of a figure: right behind it, else in its clause, else the only one of the sentence."""
        years = [year for year in self.years if year.role != "base"]
        beside = next((year for year in self.years if 0 <= year.start - fact.end <= _BESIDE), None)
        if beside is not None and (beside.role != "base" or _class_of(fact) != SHARE):
            return beside
        clause = self.clause_of(fact.start)
        inside = [year for year in years if self.clause_of(year.start) == clause]
        if len(inside) == 1:
            return inside[0]
        if inside:
            before = [year for year in inside if year.end <= fact.start]
            return before[-1] if before else inside[0]
        values = {(year.year, year.end_year) for year in years}
        return years[0] if len(values) == 1 else None

    def against(self) -> int | None:
        """The base year that the sentence names, if it names one."""
        named = {year.year for year in self.years if year.role == "base"}
        return named.pop() if len(named) == 1 else None


def _ends(lead: str, words: Sequence[str]) -> bool:
    return any(
        lead.endswith(word) and not (word[0].isalnum() and lead[: len(lead) - len(word)][-1:].isalnum())
        for word in words
    )


def _digits(facts: Sequence[Fact]) -> frozenset[str]:
    return frozenset(char for fact in facts for char in fact.text if char.isdigit())


def _basis(said: Sequence[Said]) -> Basis | None:
    kinds = {one.kind for one in said if one.kind in BASES}
    named = [kind for kind in kinds if kind != "intensity"]
    if len(named) == 1:
        kind = named[0]
        if kind == "location" or kind == "market" or kind == "gross" or kind == "net":
            return kind
    return None


def _class_of(fact: Fact) -> str | None:
    if fact.kind == "share":
        return SHARE
    if fact.kind == "money":
        return MONEY
    return fact.unit_class
