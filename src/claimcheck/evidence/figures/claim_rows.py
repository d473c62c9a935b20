"""The rows of tables that a claim is about, told by its figure where its words and its notes leave them open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimcheck.evidence.figures.arithmetic import are_same, moves_to
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.model.passage import scopes_of
from claimcheck.text.derived_values import same

LEAST_SHARED = 2
"""Terms of the label that stand in a claim or in a note on it, for its figure to tell the row."""
MOST_ALIKE = 120
"""Rows that are looked at for one claim."""
_SHARE = "share"
_SCOPES = frozenset("123")


class ClaimRows:
    """Finds the rows of one document that have the figures of claims, or come to them."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._passages, self._figures = matcher.passages, matcher.facts
        self._matcher = matcher

    def cells(self, core: Core) -> tuple[int, ...]:
        """The cells, as data points, that have a claim's figure in the rows that share most terms with it.

        Nothing where several rows share different ones: nobody knows which of them is meant.
        """
        number, clause = core.sentence.number, core.clause
        told = [
            one
            for one in self._figures.numbers(number)
            # "A little under 630" is rounded from 629.
            if clause.start <= one.start < clause.end and one.high in (None, one.value)
        ]
        if not told or not self._passages.document.tables:
            return ()
        found: dict[object, list[int]] = {}
        most = LEAST_SHARED
        for one, shared, weight in self._rows(core):
            ends = [list(self._ends(one, figure)) for figure in told]
            cells = [end.cell for each in ends for end in each if end.cell is not None]
            # Each further figure tells as much as a word does.
            weight += sum(map(bool, ends)) - 1
            if not cells or weight < most:
                continue
            if weight > most:
                found, most = {}, weight
            found.setdefault(shared or one.label, []).extend(cells)
        return tuple(found.popitem()[1]) if len(found) == 1 else ()

    def _rows(self, core: Core) -> Iterator[tuple[Series, frozenset[str], int]]:
        """The rows of tables that share terms with a claim and the notes on it, with these and how many they are.

        The scopes of a row count as two where they are those that are told; other ones make it another row.
        """
        index, vocabulary = self._matcher.index, self._matcher.vocabulary
        norm = self._passages.norm
        clause = self._matcher.clauses.of(core.sentence.number, core.clause.start, core.clause.end)
        notes = self._passages.notes(core.sentence.number)
        spans = [self._passages.spans[note] for note in notes]
        terms = clause.stems.union(
            *(vocabulary.reader.terms(norm.text[one.start : one.end]) for one in spans)
        )
        scopes = scopes_of(
            fact for sentence in (core.sentence.number, *notes) for fact in self._passages.facts(sentence)
        )
        named = dict.fromkeys(index.of_metrics(clause.named))
        for number in dict.fromkeys([*named, *index.having(terms | scopes)][:MOST_ALIKE]):
            one = index.series[number]
            words = one.words
            digits = words & _SCOPES
            if one.table is None or (digits and scopes and digits != scopes):
                continue
            shared = frozenset(term for term in words & terms if not term.isdigit()) - vocabulary.loose
            weight = len(shared) + LEAST_SHARED * bool(digits and digits == scopes)
            # A way of counting that both name tells as much as a word, and so does a metric that needs no same word.
            weight += len(one.basis & clause.basis) + (number in named and not shared)
            if weight:
                yield one, shared, weight

    def _ends(self, one: Series, figure: Figure) -> Iterator[Figure]:
        """The levels of a row that a figure repeats, or that it comes to from an earlier year."""
        last = figure.last_year or self._matcher.index.last_year
        for now in (level for level in one.levels if level.last_year == last):
            # A share of what is none is that by which it rose or fell ("21 % smaller").
            moved = figure.role == "change" or (figure.unit_class == _SHARE != one.unit_class)
            # "At 1.9, the rate is low" leaves out per what; a round number may count anything.
            fits = now.unit_class in (None, figure.unit_class) or (
                figure.unit_class is None and figure.precision < 1
            )
            repeated = figure.role in LEVELS and fits
            if (
                (moved and _comes_to(one.levels, now, figure))
                or (repeated and are_same(now, figure))
                or self._is_per_unit(now, figure)
            ):
                yield now

    def _is_per_unit(self, now: Figure, figure: Figure) -> bool:
        """Whether a figure is a level per something that stands before it ("water per kilogram: 6.4 litres")."""
        if figure.role not in LEVELS or not figure.unit or not (now.unit or "").startswith(f"{figure.unit}/"):
            return False
        scale, own = (self._figures.grammar.factor(one.unit) for one in (figure, now))
        return same(now.value / own, now.precision / own, figure.value / scale, figure.precision / scale)


def _comes_to(levels: Iterable[Figure], now: Figure, figure: Figure) -> bool:
    """Whether a row has changed by a figure, from the year that it names or from any."""
    plain = figure.role == "change"
    return any(
        are_same(one if plain else one._replace(value=abs(one.value)), figure)
        for one in moves_to(levels, now, figure)
    )
