"""Which rows of tables a clause is about: by the terms of their labels, and by what either side leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Literal, NamedTuple
from weakref import WeakMethod

from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.phrases import ClauseReader
from claimcheck.evidence.figures.quantified import QuantifierReader
from claimcheck.evidence.figures.series import LEVELS, Series, SeriesIndex, of_sentences
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

Slot = Literal["measure", "part", "whose", "basis", "unit", "period", "status"]
_INTENSITY, _SHARE, _PER = "intensity", "share", "per"
_METHODS = frozenset(("location", "market"))
_SCOPES = frozenset("123")
LEAST_TERMS = 2
"""Terms that tell a row apart, unless the rules know its metric or it has no more."""
LONGEST_LABEL = 80
"""Characters of a sentence in front of a colon that may be a label."""
_PROSE, _BEHIND_COLON = "paragraph", 8
_CODE = re.compile(r"(?<![^\W_])[A-Z]{2,9}[ -]([0-9]{4,6})(?![^\W_])")
MOST_TOLD = 200
"""Figures of one thing that sentences tell, and that others are compared with; reports have some twenty."""
MOST_ALIKE = 6
"""Rows with a word, by which alone one of them is known."""


class Candidate(NamedTuple):
    """A row that a clause may be about.

    ``matched`` are the terms that both have, or that name the same metric, and ``said`` counts those that stand in the
    clause; ``missing`` are those of the row alone. ``open`` are the slots in which one side says more than the other.
    ``literal`` says that the clause has the row's own words, and has more of its words than others, and no name.
    """

    series: Series
    matched: frozenset[str]
    missing: frozenset[str]
    open: tuple[Slot, ...]
    said: int
    literal: bool = True

    @property
    def is_exact(self) -> bool:
        """Whether everything that the row's own label names stands in the clause."""
        return not self.missing


class MatchedRows(NamedTuple):
    """The rows that a claim names for certain, and those that count the same per unit, or in all."""

    exact: tuple[Series, ...] = ()
    counterparts: tuple[Series, ...] = ()


class RowMatcher:
    """The rows of one document, with the text and figures that they stand among; finds those that clauses are about."""

    def __init__(
        self, lexicon: Lexicon, passages: Passages, facts: FactBase, told: Callable[[], Iterable[Figure]] = tuple
    ) -> None:
        self.lexicon, self.passages, self.facts = lexicon, passages, facts
        self.vocabulary = Vocabulary(lexicon, passages)
        self._told = told
        self.index = SeriesIndex(self.vocabulary, WeakMethod(self._of_sentences), partial(_aims, facts))
        self.clauses = ClauseReader(self.vocabulary, self.index)
        self.quantifiers = QuantifierReader(self.vocabulary, self.clauses)
        self._known_counterparts: dict[tuple[frozenset[str], str | None], Sequence[Series]] = {}

    @property
    def has_tables(self) -> bool:
        """Whether there are any tables in the document."""
        return bool(self.passages.document.tables)

    def _of_sentences(self) -> Iterator[Series]:
        """The levels that sentences tell of metrics of the rules, those of the same terms together."""
        metrics, groups = self.lexicon.metrics.metrics, dict[tuple[frozenset[str], str], list[Figure]]()
        for figure in self._told():
            terms = self.clauses.matter(self.clauses.of_figure(self.clause_of(figure), figure))
            if terms and figure.role in LEVELS and figure.metric is not None:
                # Of scopes the terms tell which.
                whole = metrics[figure.metric].of or figure.metric
                told = groups.setdefault((terms, whole), [])
                if len(told) < MOST_TOLD:
                    told.append(figure)
        for (terms, metric), figures in groups.items():
            naming = frozenset(term for term in terms & self.vocabulary.naming if not term.isdigit())
            yield of_sentences(terms, {metric: naming}, figures)
        yield from self._of_labels()

    def _of_labels(self) -> Iterator[Series]:
        """Sentences that are a row of one figure ("Bread given away: 3,100 loaves in 2024")."""
        text, passages = self.passages.norm.text, self.passages
        for number, span in enumerate(passages.spans):
            colon = text.find(": ", span.start, min(span.end, span.start + LONGEST_LABEL))
            block = passages.block(number)
            if colon < 0 or block.running or block.kind != _PROSE or self._is_under_name(block.section):
                continue
            figures = [
                one
                for one in self.facts.numbers(number)
                if 0 <= one.start - colon <= _BEHIND_COLON and one.role is None and one.high is None
            ]
            label = self.vocabulary.label(text[span.start : colon])
            if len(figures) == 1 and figures[0].last_year is not None and len(label.terms) >= LEAST_TERMS:
                yield of_sentences(label.terms | label.tail, label.named, figures)

    def _is_under_name(self, section: Sequence[str]) -> bool:
        """Whether a heading, but for the title, names somebody or some place."""
        names, title = self.passages.names, self.passages.document.title
        told = [heading for heading in section if heading != title]
        return any(names.is_name(word) for heading in told for word in WORD.findall(heading))

    def clause_of(self, figure: Figure) -> Clause:
        """The clause that a figure of a sentence stands in."""
        spans = self.passages.spans[figure.sentence].clauses
        start, end = next((one for one in spans if one[0] <= figure.start < one[1]), spans[-1])
        return self.clauses.of(figure.sentence, start, end)

    def is_told(self, start: int, end: int) -> bool:
        """Whether a run of the text has enough words of labels that a row could be meant."""
        tokens = self.vocabulary.reader.tokens(self.passages.norm.text[start:end])
        return bool(self.index.having([token.stem for token in tokens]))

    def candidates(self, clause: Clause, unit_class: str | None = None) -> list[Candidate]:
        """All rows with enough terms of a clause, the best first; of other units than ``unit_class`` none.

        Of rows that have all of their terms in the clause those that share most of them come first.
        """
        found: list[Candidate] = []
        known: dict[int, Candidate | None] = {}
        for number in self.index.having(clause.stems):
            series, alike = self.index.series[number], self.index.alike[number]
            if alike not in known:
                known[alike] = self._compared(clause, series, self.index.words[number], unit_class)
            one = known[alike]
            if one is not None:
                found.append(one if one.series is series else one._replace(series=series))
        return sorted(found, key=lambda one: (len(one.missing), -one.said, -len(one.matched)))

    def _compared(
        self, clause: Clause, series: Series, words: frozenset[str], unit_class: str | None
    ) -> Candidate | None:
        if unit_class is not None and not self._is_alike(unit_class, series.unit_class):
            return None
        counted = clause.basis - {_INTENSITY}
        if counted and series.basis and counted.isdisjoint(series.basis):
            return None
        if _is_of_other_standard(clause.text, series.label):
            return None
        common = self._common(clause, series)
        own, scopes = series.terms, (series.terms | series.tail) & _SCOPES
        if common and scopes and scopes != (clause.stems & _SCOPES or scopes):
            # "Scopes 1 and 2" is not what a row on scope 1 alone counts.
            return None
        matched = words & clause.stems
        if common:
            matched |= words & _naming(series, common)
        units = self._unit_of_rate(clause, series)
        if units:
            matched |= series.around & frozenset[str]().union(*clause.named.values())
        if not self._is_enough(clause, series, matched, bool(common)):
            return None
        missing = own - matched - self.vocabulary.loose - self._units(series, bool(common)) - units
        missing -= self._divided(clause, series)
        if missing and self._is_short_for(matched & clause.stems, series):
            missing = frozenset()
        if common and not clause.stems & _SCOPES and self.index.is_alone(common):
            # "Our carbon footprint", and the only row of one has its scopes in brackets: these tell no part.
            series = series._replace(tail=series.tail - _SCOPES)
        if common and not clause.stems & _SCOPES and self._is_each(clause, series, matched):
            # "Each garment causes fewer emissions", and one row counts them "per garment".
            missing -= _SCOPES
        if common and series.tail and series.tail <= clause.stems and not clause.stems & _SCOPES:
            # "Scope 3, steel": the emissions of steel are known by what stands behind their scope.
            missing -= _SCOPES
        theirs = frozenset[str]().union(*common.values())
        beyond = self.clauses.unmatched(clause, matched | theirs, series)
        slots = tuple(self._open(clause, series, bool(beyond), common))
        said = matched & clause.stems
        # A label of one word says with the rows above it what it counts.
        words = (own if len(own) >= LEAST_TERMS else own | series.outer) - self.vocabulary.loose
        near = len(said) > len(beyond) and not self.clauses.names_one(clause, beyond)
        literal = words <= clause.stems and len(said) >= LEAST_TERMS and near
        return Candidate(series, matched, missing, slots, len(said), literal)

    def _common(self, clause: Clause, series: Series) -> Mapping[str, frozenset[str]]:
        """The metrics that a clause and a row both name, with the terms of the clause.

        "Our accident rate" is that of lost time where tables tell no other one.
        """
        metrics, found = self.lexicon.metrics.metrics, dict[str, frozenset[str]]()
        for one, terms in clause.named.items():
            kinds = {one, *metrics[one].may_mean}
            alone = len(kinds) == 1 or len(self.index.of_metrics(kinds)) == 1
            found |= dict.fromkeys(series.named.keys() & (kinds if alone else {one}), terms)
        return found

    def _open(
        self, clause: Clause, series: Series, beyond: bool, common: Mapping[str, frozenset[str]]
    ) -> Iterator[Slot]:
        """The slots in which a clause or a row says more than the other; both name the metrics in ``common``."""
        # "Accident rate (LTIF)": another name of what both name is no part.
        tail = series.tail - clause.stems - self.vocabulary.loose - _naming(series, common)
        # "Diesel use (litres)": a unit is no part.
        tail = frozenset[str]() if tail <= self.vocabulary.units else tail - self._units(series, bool(common))
        if beyond or (tail and tail - self.vocabulary.measured_by(series.label)):
            yield "part"
        elif tail:
            yield "measure"
        per = _INTENSITY in clause.basis and series.unit_class != _INTENSITY
        # "Water withdrawal per tonne" is another measure than the row of that name.
        divided = per and series.table is not None and not self.vocabulary.label(series.label).per
        if divided or (not series.basis and not _METHODS.isdisjoint(clause.basis)):
            yield "basis"
        if series.weak:
            yield "status"

    def _is_each(self, clause: Clause, series: Series, matched: frozenset[str]) -> bool:
        """Whether a clause is about each of what a row is per."""
        first = next(iter(clause.phrases), None)
        every = first is not None and clause.word(first.tokens[0]) in self.vocabulary.lexicon.terms.every
        if first is None or not every or not self.vocabulary.label(series.label).per:
            return False
        return not self.clauses.terms(first).isdisjoint(matched & series.terms)

    def _is_short_for(self, said: frozenset[str], series: Series) -> bool:
        """Whether a clause calls a row by the words that its label begins with, and no other row has one of them.

        "Copper" is short for "Copper sprayed"; "staff" for no "Female staff", "steel" for no "Steel in tools".
        """
        own = said & series.terms - self.vocabulary.loose
        if not own or series.table is None or series.column:
            return False
        label = series.label.rpartition(" | ")[2].partition("(")[0]
        tokens = [one for one in self.vocabulary.reader.tokens(label) if one.stem in series.terms]
        lead = tokens[: len(own)]
        # "In devices" limits what the words before it name.
        rest = WORD.findall(label.lower(), lead[-1].end) if lead else ()
        plain = self.lexicon.frames.opening("preposition").isdisjoint(rest)
        return plain and {one.stem for one in lead} == own and all(self._is_of_one(one, series) for one in own)

    def _is_of_one(self, term: str, series: Series) -> bool:
        """Whether no row of a table but those with the label of this one has a term."""
        return all(one.label == series.label for one in self.index.called((term,)) if one.table is not None)

    def _units(self, series: Series, common: bool) -> frozenset[str]:
        """The terms of units that tell no part of a rate that both name ("accident rate (per million hours)")."""
        divided = common and (series.unit_class == _INTENSITY or self.vocabulary.label(series.label).per)
        return self.vocabulary.units if divided else frozenset[str]()

    def _divided(self, clause: Clause, series: Series) -> frozenset[str]:
        """The terms of what the unit of a rate is of, where a clause names that unit: "per hectolitre (of beer)"."""
        found = self._per_unit.search(series.label.lower())
        stem = self.vocabulary.reader.stem
        told = found is not None and any(
            one.opener == _PER and stem(found[1]) in self.clauses.terms(one) for one in clause.phrases
        )
        return self.vocabulary.reader.terms(found[2]) if found is not None and told else frozenset()

    @cached_property
    def _per_unit(self) -> re.Pattern[str]:
        genitives = "|".join(map(re.escape, sorted(self.lexicon.frames.opening("genitive")))) or "(?!)"
        return re.compile(rf"\b{_PER} (\w+) (?:{genitives}) ([^,(|]+)")

    def _unit_of_rate(self, clause: Clause, series: Series) -> frozenset[str]:
        """The terms of a unit that alone say what a rate counts, where what stands over its table names the same.

        "Litres per guest night" under "Water and waste" are the water that a clause speaks of.
        """
        grammar, units = self.lexicon.metrics, series.terms & self.vocabulary.units
        per = units and any(one.opener == _PER and self.clauses.terms(one) for one in clause.phrases)
        if not (per and clause.named) or self.vocabulary.label(series.label).named:
            return frozenset()
        first, *behind = WORD.findall(series.label.lower()) or [""]
        if _PER not in behind:
            return frozenset()
        _, told, _ = self.lexicon.facts.units.get(first, ("", "", 1.0))
        fits = any(grammar.metrics[name].units[:1] == (told,) for name in clause.named)
        around = all(terms <= series.around for terms in clause.named.values())
        return units if fits and around and series.terms - units <= clause.stems else frozenset()

    def _is_alike(self, one: str, other: str | None) -> bool:
        """Whether figures of two classes of units may be of one thing: tonnes of a gas are emissions."""
        base = self.lexicon.metrics.one_base
        return other in (one, None) or (one in base and other in base)

    def _is_enough(self, clause: Clause, series: Series, matched: frozenset[str], named: bool) -> bool:
        """Whether the terms tell a row apart: two of them, a metric of the rules, or all of a label in one phrase.

        What stands over the table need not stand in its labels: "zero-emission vehicles", and the fleet is counted.
        """
        own, around = series.terms, series.around
        told = frozenset(term for term in matched - self.vocabulary.loose if not term.isdigit())
        per = series.label.lower().partition(f" {_PER} ")[2] if not named and _PER in series.label else ""
        if per and told <= self.vocabulary.reader.terms(per):
            # "8 % more guest nights" tells nothing of the heat used per guest night.
            return False
        if len(told) >= LEAST_TERMS or (named and matched):
            return True
        if not told:
            return False
        words = frozenset(term for term in own if not term.isdigit())
        if len(words) >= LEAST_TERMS:
            if self._is_short_for(told, series):
                return any(told <= one.terms <= words for one in self.clauses.naming(clause))
            return any(words <= one.terms for one in self.clauses.naming(clause))
        if words != told or self.index.count(*told) > MOST_ALIKE:
            return False
        naming, loose = self.clauses.naming(clause), self.vocabulary.loose
        return any(
            told <= one.terms <= told | around
            # "The number of repairs" is about repairs.
            and (self.clauses.is_object(one) or (before is not None and before.leads and before.terms <= loose))
            for before, one in zip((None, *naming), naming, strict=False)
        )

    def rows(self, sentence: int, start: int, end: int) -> Sequence[Series]:
        """The rows that a clause in a sentence names for certain."""
        if not self.passages.document.tables:
            return ()
        # What the sentence itself tells is no other place.
        found = self.readings(
            [
                one
                for one in self.candidates(self.clauses.of(sentence, start, end))
                if one.series.table is not None or any(level.sentence != sentence for level in one.series.levels)
            ]
        )
        return [one.series for one in found if one.is_exact and "part" not in one.open]

    def with_counterparts(self, exact: Sequence[Series]) -> MatchedRows:
        """Rows with those that count the same per unit, or in all."""
        kinds = dict.fromkeys((one.terms, one.unit_class) for one in exact)
        return MatchedRows(tuple(exact), tuple(other for kind in kinds for other in self._counterparts(*kind)))

    def _counterparts(self, terms: frozenset[str], unit_class: str | None) -> Sequence[Series]:
        """The counterparts of rows of some terms and unit; many claims ask for the same."""
        if (terms, unit_class) not in self._known_counterparts:
            found = tuple(one for one in self.index.called(terms) if _is_counterpart(terms, unit_class, one))
            self._known_counterparts[terms, unit_class] = found
        return self._known_counterparts[terms, unit_class]

    def readings(self, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """The candidates that the clause may mean: the best exact one, and all that have no fewer of its terms."""
        best = next((one for one in found if one.is_exact), None)
        if best is None:
            return iter(())
        # Of rows that both name the metric the one that says no more than the clause is meant.
        most = max(
            (one for one in found if one.is_exact), key=lambda one: (one.said, one.said - len(one.matched))
        ).matched
        return (one for one in found if one.matched >= most)


def _naming(series: Series, metrics: Iterable[str]) -> frozenset[str]:
    """The terms by which a row names some metrics."""
    return frozenset[str]().union(*(series.named[metric] for metric in metrics))


def _is_of_other_standard(text: str, label: str) -> bool:
    """Whether two texts both name standards by number and none is the same ("ISO 14001", "ISO 9001")."""
    one, other = (set(_CODE.findall(each)) for each in (text, label))
    return bool(one and other) and one.isdisjoint(other)


def _is_counterpart(terms: frozenset[str], unit_class: str | None, other: Series) -> bool:
    """Whether a row counts the same as one of these terms per unit, or in all."""
    smaller, larger = sorted((terms, other.terms), key=len)
    their_class = other.unit_class
    ratio = _INTENSITY if _INTENSITY in (unit_class, their_class) else _SHARE
    # What is lost, in percent and in tonnes: a share is one of what is called the same.
    alike = smaller <= larger if ratio == _INTENSITY else smaller == larger
    if not alike or not their_class or not other.levels or any(term.isdigit() for term in larger - smaller):
        return False
    return (unit_class == ratio) != (their_class == ratio) and their_class != _SHARE


def _aims(facts: FactBase) -> frozenset[int]:
    """Where the cells stand that are what a goal aims at."""
    return frozenset(cell.start for row in facts.goals if (cell := row.cells.get("value")))
