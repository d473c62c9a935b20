"""How many people a company says it employs, against the rows that are called by the same noun and say no more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted, level_refuted, of_year
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import is_near, same_value
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure
from claimcheck.text.tokens import WORD

_PEOPLE = "people"


class Headcounts:
    """Finds them where nothing limits either: "At the end of 2025 Tarn had 3,640 employees"."""

    def __init__(self, own: RowMatcher, other: RowMatcher, names: frozenset[str]) -> None:
        self._other = other
        self._lexicon = own.lexicon
        self._stem = own.vocabulary.reader.stem
        self._owners = names.union(own.lexicon.role_words.get("first_person", ()))
        self._having = frozenset(own.lexicon.role_words.get("perfect", ()))

    @cached_property
    def _idle(self) -> frozenset[str]:
        """Words that limit nothing: small ones, those of times and totals."""
        lexicon = self._lexicon
        times = {word for title in lexicon.facts.year_titles for word in title.split()}
        # "At the end of 2025", as "by the end of 2025"; no quarter is one of these.
        dated = [
            {word for phrase in lexicon.facts.year_before.get(role, ()) for word in phrase.split()}
            for role in ("period", "target")
        ]
        times |= dated[0] & dated[1]
        counts = {word for phrase in lexicon.tables.counts for word in WORD.findall(phrase)}
        return (
            lexicon.phrase_ends | lexicon.terms.openers | lexicon.facts.index.years | times
            | frozenset(lexicon.tables.totals) | counts | lexicon.tables.no_value
        )  # fmt: skip

    @cached_property
    def _before(self) -> frozenset[str]:
        about = self._lexicon.tables.bounds.get("about", ())
        return self._idle.union(word for phrase in about for word in phrase.split())

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """The figure of a clause that is about nothing else, where every such row has another one."""
        figure = next((one for one in stated.numbers if one.unit == _PEOPLE and one.role is None), None)
        noun = None if figure is None else self._counted(stated, figure)
        if figure is None or noun is None:
            return
        year = figure.last_year or self._other.index.last_year
        held = [(cells[0], one) for one in self._rows(noun) if (cells := of_year(one.levels, year))]
        if any(same_value(cell, figure) for _, one in held for cell in one.levels):
            return
        for cell, row in held[:1]:
            if is_near(cell.value, figure.value):
                yield level_refuted(figure, cell, row)

    def _counted(self, stated: Stated, figure: Figure) -> str | None:
        """The stem of the noun behind a figure, where the company has or employs so many and no word limits it."""
        clause = stated.clause
        at, until = figure.start - clause.start, figure.end - clause.start
        nouns = [each.stem for each in clause.tokens if at <= each.start < until and each.stem.isalpha()]
        before = [word for word in WORD.findall(clause.lower[:at]) if not word.isdigit()]
        behind = [word for word in WORD.findall(clause.lower[until:]) if not word.isdigit()]
        if len(nouns) != 1 or not self._idle.issuperset(behind):
            return None
        # "Had", or the verb of the noun: "employed … employees".
        verbs = [word for word in before if word in self._having or self._stem(word) == nouns[0]]
        told = self._before | self._owners | {*verbs[-1:]}
        return nouns[0] if verbs and told.issuperset(before) and not self._owners.isdisjoint(before) else None

    def _rows(self, noun: str) -> Iterator[Series]:
        """The rows that are called by the noun and say no more."""
        for one in self._other.index.called([noun]):
            words = [word for word in WORD.findall(one.label.lower()) if self._stem(word) != noun]
            plain = one.table is not None and not (one.weak or one.inner or one.outer or one.tail)
            if plain and one.terms == {noun} and self._idle.issuperset(words):
                yield one
