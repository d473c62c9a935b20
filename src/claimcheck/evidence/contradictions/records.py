"""What is called the lowest or highest ever, against a better figure of another year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.contradictions.refuted import Refuted, of_year, years_told
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import same_value
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_TIME, _INTENSITY = "time", "intensity"
_TELLING = 10
"""Times its rounding that a figure has to be, so that an equal one is no accident."""
_SHORTEST, _SMALL = 3, 4
"""Letters of a superlative without its ending, and small words behind it ("the shortest that we have ever seen")."""


class End(NamedTuple):
    """Where the words for an end of a scale stand; ``least`` is None where they do not say which end it is.

    What has ``moved`` over a span of years is held against the first of them alone.
    """

    start: int
    end: int
    least: bool | None
    moved: bool = False


class Records:
    """Compares them with the rows of a document, the own or another."""

    def __init__(self, own: RowMatcher, other: RowMatcher) -> None:
        self._words, units = own.lexicon.terms, own.lexicon.facts.units
        self._clauses = own.clauses
        self._other = other
        self._ever = phrase_pattern(self._words.ever)
        self._ends = own.lexicon.phrase_ends
        self._times = frozenset(word for word, (_, kind, _) in units.items() if kind == _TIME)

    def _superlative(self, lower: str) -> tuple[int, int] | None:
        """ "Our safest year", "the shortest we have ever": an end of a scale, and nobody knows which."""
        words = [*WORD.finditer(lower)]
        for at, one in enumerate(words):
            ending = next(filter(one[0].endswith, self._words.superlative), None)
            if ending is None or len(one[0]) - len(ending) < _SHORTEST:
                continue
            for behind in words[at + 1 : at + 2 + _SMALL]:
                if behind[0] in self._times or self._ever.match(lower, behind.start()):
                    return one.span()
                if behind[0] not in self._ends:
                    break
        return None

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """Records of a clause that a row refutes: one at most."""
        found = self._end_of_scale(stated)
        if found is None or self._is_set_apart(stated, found):
            return
        window = self._window(stated)

        def pairs(one: Series) -> list[tuple[Figure, Figure]]:
            told = [cell for cell in one.levels if cell.last_year is not None]
            last = max(one.years, default=0)
            year = next(iter(stated.years)) if len(stated.years) == 1 and not found.moved else last
            own = of_year(told, year)
            if found.moved:
                # "Over the last three years": it may have turned between, and the first year may be counted or not.
                told = [cell for cell in told if year - (cell.last_year or 0) in (window, (window or 0) - 1)]
            elif stated.since is not None or window is not None:
                first = stated.since if stated.since is not None else year - (window or 0)
                told = [cell for cell in told if first < (cell.last_year or 0) <= year]
            return [(own[0], other) for other in told if other not in own] if own else []

        def wrong(some: Sequence[tuple[Figure, Figure]]) -> list[tuple[Figure, Figure]]:
            below = [pair for pair in some if pair[1].value < pair[0].value]
            above = [pair for pair in some if pair[1].value > pair[0].value]
            if found.least is None:
                # At neither end of its row it is no record, whichever end is meant: that which fewer years beat.
                return min(above, below, key=len) if below and above else []
            worse = below if found.least else above
            return [] if found.moved and len(worse) < len(some) else worse

        readings = [(one, some) for one in self._rows(stated, found) if (some := pairs(one.series))]
        refuting = [(one, wrong(some)) for one, some in readings]
        if not refuting or not all(some for _, some in refuting):
            return
        candidate, some = refuting[0]
        own, better = max(some, key=lambda pair: abs(pair[0].value - pair[1].value))
        yield Refuted("extreme", found.start, found.end, own, (better,), better.value, candidate.series, candidate.open)

    @staticmethod
    def _is_set_apart(stated: Stated, found: End) -> bool:
        """Whether a comma parts the end of a scale from its year: "still the smallest, although grown since 2019"."""
        if stated.since is None:
            return False
        first, last = sorted((stated.since_at, found.end))
        text, start = stated.clause.text, stated.clause.start
        return "," in text[max(first - start, 0) : last - start]

    def _window(self, stated: Stated) -> int | None:
        """The years for which an end holds ("the lowest in five years"), None where no such span is told."""
        years = years_told(stated.clause.lower, self._other.lexicon.facts)
        return years if years > 1 else None

    def _rows(self, stated: Stated, end: End) -> list[Candidate]:
        """The rows that a clause may be about: those with its own figure, or else those that it names."""
        known = [row for figure in stated.numbers for row in self._with_figure(stated.clause, figure)]
        if known:
            return known if len({one.series.terms for one in known}) == 1 else []
        if end.least is None:
            return []
        return list(self._other.readings(self._other.candidates(stated.clause)))

    def _with_figure(self, clause: Clause, figure: Figure) -> Iterator[Candidate]:
        """Rows that have a word of a clause and its figure, in the last year or that of the figure."""
        index, loose = self._other.index, self._other.vocabulary.loose
        if figure.role not in LEVELS or abs(figure.value) < _TELLING * figure.precision:
            return
        terms = frozenset(term for term in clause.stems - loose if not term.isdigit())
        # "6.3 minutes" in a row of minutes per customer.
        factor = self._other.lexicon.metrics.factor(figure.unit)
        plain = figure._replace(value=figure.value / factor, precision=figure.precision / factor)
        for series in index.called(terms):
            if series.table is None or series.weak or series.inner or not series.years:
                continue
            year = figure.last_year or max(series.years)
            told = (figure, plain) if series.unit_class == _INTENSITY else (figure,)
            if figure.unit_class and series.unit_class not in (None, _INTENSITY, figure.unit_class):
                continue
            cells = of_year(series.levels, year)
            same = any(same_value(cell, one) for cell in cells for one in told)
            matched = terms & series.words
            beyond = self._clauses.unmatched(clause, matched, series)
            # What both call by one metric, or by all of a label, is known by that and the figure, if no part is named.
            called = not clause.named.keys().isdisjoint(series.named) or series.terms - loose <= matched
            whole = called and beyond.isdisjoint(clause.parts) and not self._clauses.names_one(clause, beyond)
            if same and (whole or not beyond):
                yield Candidate(series, matched, frozenset(), (), len(matched))

    def _end_of_scale(self, stated: Stated) -> End | None:
        """Where a clause says that a figure is the lowest or highest of all years, or lower or higher, and which."""
        clause, words = stated.clause, self._words
        # "The lowest yet", and not ", yet it fell": that joins two statements.
        told = (stated.lower[: one.start()].rstrip() for one in self._ever.finditer(stated.lower))
        ever = self._window(stated) is not None or any(before[-1:].isalnum() for before in told)
        if not ever and stated.since is None:
            return None
        # "On record" makes no highest of it.
        taken = [one.span() for one in self._ever.finditer(clause.lower)]
        kinds = ((words.least, True), (words.most, False), (words.better, None))
        ends = [
            End(clause.start + token.start, clause.start + token.end, least)
            for token in clause.tokens
            if not any(start <= token.start < end for start, end in taken)
            for wanted, least in kinds
            if clause.word(token) in wanted
        ]
        if ends:
            # "Our safety record was the best since …": what stands nearest before tells which end it is.
            until = max((clause.start + start for start, _ in taken), default=clause.end)
            return max(ends, key=lambda one: (one.start < until, -abs(until - one.start)))
        before = [one for one in clause.tokens if any(one.end <= start for start, _ in taken)]
        for wanted, least in ((words.less, True), (words.more, False)):
            for token in before:
                if clause.word(token) in wanted:
                    # "A higher share than in any earlier year"; what "fell more than ever" is at no end of its scale.
                    moved = any(one.start != token.start for one in clause.moves)
                    start = clause.start + token.start
                    return None if moved else End(start, clause.start + token.end, least)
        if self._window(stated) is not None and len(clause.moves) == 1:
            (move,) = clause.moves
            return End(clause.start + move.start, clause.start + move.end, move.kind == "fall", moved=True)
        one = self._superlative(clause.lower)
        return None if one is None else End(clause.start + one[0], clause.start + one[1], None)
