"""Which figures of a document can be held against others: exact ones that are told for certain and still stand; and
all of them by their identity, so that like is held against like and nothing against all.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.figures.arithmetic import same_value
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import SHARE, Metric, MetricGrammar
from claimcheck.text.passages import Passages
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_INTENSITY, _TARGET = "intensity", "target"
_POINTING = ("anaphor", "possessive")
_WHOLE_NEAR = 24
"""Characters behind a share in which its whole is named."""
_LEAD = 24
"""Characters before a figure in which a word makes it a bound."""
MOST_BEFORE, LONGEST_NAME = 8, 7
"""Sentences of a paragraph that a name at its beginning holds for, and words of such a name."""
UNCOUNTED = ("", "count", "none")
"""Measures of bare numbers."""
_MOST_APART = 100.0
MOST_LOOKED_AT = 64
"""Figures of one family and year that may explain another one."""
_AS_WRITTEN = ("money", "intensity")
_VALUE = attrgetter("value")


class Said(NamedTuple):
    """What the words of a sentence, or before it, say of all its figures.

    They were ``restated`` or stand under a name that begins their paragraph, are per unit, or speak of a target.
    """

    restated: bool
    per_unit: bool
    target: bool


class AsideWords(NamedTuple):
    """The words of a language by which a figure is none to be held against others: built once for a language."""

    metrics: MetricGrammar
    restated: re.Pattern[str]
    per_unit: re.Pattern[str]
    percent: re.Pattern[str]
    target: re.Pattern[str]
    pointing: frozenset[str]
    able: re.Pattern[str]
    above: re.Pattern[str]
    below: re.Pattern[str]
    bound: re.Pattern[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> AsideWords:
        """Those of one language."""
        tables = lexicon.tables
        target = tables.roles.get(_TARGET)
        own = frozenset(lexicon.role_words.get("first_person", ()))
        pointing = (word for role in _POINTING for word in lexicon.role_words.get(role, ()))
        above, below = (tables.bounds.get(name, ()) for name in ("above", "below"))
        return cls(
            metrics=lexicon.metrics,
            restated=phrase_pattern(tables.restated),
            per_unit=phrase_pattern(lexicon.facts.index.per_words),
            percent=phrase_pattern(lexicon.facts.percent_words),
            target=phrase_pattern(target.words if target is not None else ()),
            pointing=frozenset(pointing) - own,
            able=phrase_pattern(lexicon.frames.opening("ability")),
            above=phrase_pattern(above),
            below=phrase_pattern(below),
            bound=phrase_pattern((*below, *above)),
        )


class Eligible:
    """Tells the figures of one document that can be held against others from the rest."""

    def __init__(self, words: AsideWords, passages: Passages, facts: FactBase) -> None:
        self._words, self._passages, self._facts = words, passages, facts
        self._said: dict[int, Said] = {}

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All that are none of these: restated, estimated, bounds, beside something else.

        Nor does a figure count whose sentence speaks of so much per unit, where it is not known as such.
        """
        return tuple(one for one in self._facts.figures if not self._is_aside(one))

    def told(self) -> list[Figure]:
        """Those of sentences, but for ranges."""
        return [one for one in self.figures if one.cell is None and one.high is None]

    def told_of_same(self, own: Passages) -> list[Figure]:
        """Those that a document tells of nobody whom the one with the claims does not name."""
        return [
            one
            for one in self.told()
            if not any(
                fact.kind == "party" and fact.text.lower() not in own.norm.lower
                for fact in self._passages.facts(one.sentence)
            )
        ]

    def _is_aside(self, figure: Figure) -> bool:
        if figure.cell is not None:
            point = self._passages.structure.data_points[figure.cell]
            labels = (*point.row_path, *point.column_path)
            return any(self._words.restated.search(label.lower()) for label in labels)
        per_unit = self.said(figure.sentence).per_unit and figure.basis != _INTENSITY
        return per_unit or self.is_unsure(figure) or self._is_beside(figure)

    def said(self, sentence: int) -> Said:
        """What a sentence, and what stands before it, say of all its figures."""
        if sentence not in self._said:
            span = self._passages.spans[sentence]
            words = self._passages.norm.lower[span.start : span.end]
            rest = self._words.percent.sub("", words)
            per_unit = self._words.per_unit.search(rest) is not None or any(
                one.kind == _INTENSITY for one in self._words.metrics.find(words).said
            )
            restated = (
                self._words.restated.search(words) is not None
                or self._is_under_name(sentence)
                or self._is_of_another(sentence)
            )
            self._said[sentence] = Said(restated, per_unit, self._words.target.search(words) is not None)
        return self._said[sentence]

    def _is_under_name(self, sentence: int) -> bool:
        """Whether a name with a full stop stands before a sentence in its paragraph, as a heading that runs on.

        What follows it is told of a part of the company or a place.
        """
        text, spans = self._passages.norm.text, self._passages.spans
        first = self._passages.of_block(spans[sentence].block).start
        for before in range(max(first, sentence - MOST_BEFORE), sentence):
            words = WORD.findall(text, spans[before].start, spans[before].end)
            named = [word for word in words if word.lower() not in self._words.metrics.whole]
            capitals = bool(named) and all(word[0].isupper() for word in named)
            if capitals and len(words) <= LONGEST_NAME and (len(named) > 1 or self._is_name(named[0])):
                return True
        return False

    def _is_name(self, word: str) -> bool:
        """Whether a word before a full stop is a name; "Giving." is a heading that nothing else is called by."""
        return self._facts.names.is_new(word) and self._written[word] > 1

    @cached_property
    def _written(self) -> Counter[str]:
        return Counter(WORD.findall(self._passages.norm.text))

    def _is_of_another(self, sentence: int) -> bool:
        """Whether a sentence opens with "its" or "they", and the one before it with somebody's name."""
        text, spans = self._passages.norm.text, self._passages.spans
        if sentence == 0 or spans[sentence].block != spans[sentence - 1].block:
            return False
        opening = WORD.match(text, spans[sentence].start)
        if opening is None or opening[0].lower() not in self._words.pointing:
            return False
        # A subsidiary may share the first word of its name with the company.
        words = WORD.findall(text, spans[sentence - 1].start, spans[sentence - 1].end)
        named = takewhile(lambda word: word[0].isupper(), words)
        names = self._facts.names
        return any(word.lower() not in self._words.metrics.whole and names.is_new(word) for word in named)

    def is_unsure(self, figure: Figure) -> bool:
        """Whether what a sentence says leaves open what its figure is: restated, a bound, perhaps a target."""
        if self._is_open(figure):
            return True
        lead = self._passages.norm.lower[max(figure.start - _LEAD, 0) : figure.start]
        bound = next(reversed(list(self._words.bound.finditer(lead))), None)
        return bound is not None and not lead[bound.end() :].strip(" (")

    def other_end(self, figure: Figure) -> float | None:
        """How far what a figure bounds for certain may go: up without end for "more than 30 %", down for "less than".

        None for a figure that is no bound, or may be another one's, and for a change that is less than something.
        """
        if figure.high != figure.value or self._is_open(figure):
            return None
        lead = self._passages.norm.lower[max(figure.start - _LEAD, 0) : figure.start].rstrip(" (")
        if any(one.end() == len(lead) for one in self._words.above.finditer(lead)):
            return math.inf
        below = any(one.end() == len(lead) for one in self._words.below.finditer(lead))
        return -math.inf if below and figure.role in LEVELS else None

    def _is_open(self, figure: Figure) -> bool:
        """Whether a sentence is on restated figures, or tells what can or may be, or perhaps what was aimed for.

        "Up to 20 % of it can be burnt"; "May" is a month. What was reached and what was aimed for stand in one
        sentence, and words tell which is which.
        """
        span, said = self._passages.spans[figure.sentence], self.said(figure.sentence)
        return (
            said.restated
            or (said.target and figure.role is None)
            or self._words.able.search(self._passages.norm.text, span.start, span.end) is not None
        )

    def _is_beside(self, figure: Figure) -> bool:
        """Whether the clause of a figure names something else as well, to which it may be limited."""
        clauses = self._passages.spans[figure.sentence].clauses
        start, end = next((one for one in clauses if one[0] <= figure.start < one[1]), clauses[-1])
        metrics, mentions = self._words.metrics.metrics, self._facts.told(figure.sentence).mentions
        known = metrics.get(figure.metric or "")
        whole = None if known is None else known.share_of
        if figure.unit_class == SHARE and whole is not None:
            # "Renewable electricity was 62 % of all the energy": no share of the electricity.
            behind = [one.metrics for one in mentions if 0 <= one.start - figure.end <= _WHOLE_NEAR]
            if behind and not {whole, figure.metric} & {*behind[0]}:
                return True
        return any(
            start <= one.start < end and not any(_related(name, figure.metric or "", metrics) for name in one.metrics)
            for one in mentions
        )


def _related(one: str, other: str, metrics: Mapping[str, Metric]) -> bool:
    """Whether two metrics are one, or whole and part, or one and what it is per unit."""
    return one == other or other in _kin(one, metrics) or one in _kin(other, metrics)


def _kin(name: str, metrics: Mapping[str, Metric]) -> frozenset[str | None]:
    known = metrics.get(name)
    if known is None:
        return frozenset()
    parts = (part for some in known.parts for part in some)
    return frozenset((known.of, known.per, known.share_of, *known.may_mean, *parts))


class Identity(NamedTuple):
    """What a figure is of; two figures with the same identity are about the same thing."""

    metric: str
    measure: str
    year: int
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: str | None


def measure(figure: Figure) -> str:
    """What it is counted in: currencies differ, and so do intensities; other units of one class do not."""
    if figure.unit_class in _AS_WRITTEN:
        return figure.unit or ""
    return figure.unit_class or figure.unit or ""


def identity(figure: Figure) -> Identity | None:
    """The identity of a figure, None where its metric or its year is not told."""
    year = figure.last_year
    if figure.metric is None or year is None:
        return None
    return Identity(figure.metric, measure(figure), year, figure.boundary, figure.scopes, figure.basis)


def alike_written(figures: Sequence[Figure]) -> bool:
    """Whether amounts are written about as exactly: otherwise a comma was taken for a point, or a note for a digit."""
    exact = [one.precision for one in figures]
    return max(exact) <= _MOST_APART * min(exact)


class Ledger:
    """The levels of a document by identity, in reading order; built once for all rules, in one pass.

    ``metrics`` are those of the rules, ``measures`` the measures of each metric and ``bases`` its ways of counting.
    Figures of one family measure the same with other scopes.
    """

    def __init__(self, figures: Sequence[Figure], metrics: Mapping[str, Metric]) -> None:
        self.metrics = metrics
        self.levels: dict[Identity, list[Figure]] = defaultdict(list)
        self.measures: dict[str, dict[str, None]] = defaultdict(dict)
        self.bases: dict[str | None, None] = {None: None}
        self._families: dict[tuple[str, int], list[Figure]] = defaultdict(list)
        for figure in figures:
            known = identity(figure) if figure.high is None and figure.role in LEVELS else None
            if known is not None:
                self.levels[known].append(figure)
                self.measures[known.metric][known.measure] = None
                self.bases[known.basis] = None
                self._families[self._family(known)].append(figure)

    def _family(self, known: Identity) -> tuple[str, int]:
        """The metric without scopes that a figure is of, and its year."""
        metric = self.metrics.get(known.metric)
        return (metric.of if metric is not None else None) or known.metric, known.year

    def explained(self, figure: Figure, tolerance: float) -> bool:
        """Whether another figure of the same family and year has this value, though counted or bounded otherwise.

        Then the figure may well be that one, told in fewer words: it is no contradiction to any other.
        """
        mine = identity(figure)
        return mine is None or any(
            same_value(other, figure, tolerance) and identity(other) != mine
            for other in self._near(figure, self._family(mine), tolerance)
        )

    @cached_property
    def _by_value(self) -> Mapping[tuple[str, int], tuple[list[Figure], float]]:
        """The figures of each family and year in order of their values, and the coarsest precision of them."""
        return {
            key: (sorted(some, key=_VALUE), max(one.precision for one in some)) for key, some in self._families.items()
        }

    def _near(self, figure: Figure, family: tuple[str, int], tolerance: float) -> Iterator[Figure]:
        """Figures of a family whose value may be that of ``figure``; a few, however many there are."""
        listed, coarsest = self._by_value.get(family, ((), 0.0))
        reach = tolerance * (figure.precision + coarsest)
        first = bisect_left(listed, figure.value - reach, key=_VALUE)
        for other in islice(listed, first, first + MOST_LOOKED_AT):
            if other.value > figure.value + reach:
                return
            yield other
