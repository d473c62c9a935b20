"""What sentences say of all or of none, or of a share, against the rows that count it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from claimcheck.evidence.contradictions.refuted import Refuted, by_any_measure, disagreeing
from claimcheck.evidence.contradictions.stated_clauses import Stated, Tails
from claimcheck.evidence.figures.arithmetic import differs_by
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure
from claimcheck.text.tokens import WORD

_SHARE = "share"
_WHOLE = 100.0
_NET = "net"
_UNIT = re.compile(r"\([^()]*\)$")
"""What stands in brackets behind a label: its unit, or how it is counted."""


class Wholes:
    """Compares quantified clauses with the rows of a document, the own or another."""

    def __init__(self, own: RowMatcher, other: RowMatcher) -> None:
        lexicon = own.lexicon
        self._words = lexicon.terms
        self._limits = lexicon.metrics.limits
        self._numbers = lexicon.facts.numbers
        # "There should be none", "none that was serious".
        self._hedges = lexicon.frames.opening("ability") | lexicon.frames.opening("relative")
        self._quantifiers, self._clauses = own.quantifiers, own.clauses
        self._own, self._other = own, other

    @cached_property
    def _tails(self) -> Tails:
        return Tails(self._own)

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """ "All" and "every" against a share below the whole, "none" against one above nothing."""
        for wanted, words in ((_WHOLE, self._words.every), (0.0, self._words.none)):
            told = self._quantifiers.quantified(stated.clause, words)
            # "… and all other staff": a list of what is reported says nothing of all.
            listed = told is not None and not (stated.claimed or stated.denied)
            if told is None or (listed and told[0][0] > stated.clause.start):
                continue
            if not self._is_counted(stated.clause, told[0][0]):
                yield from self._compared(self._tails.without(stated, told[0][1]), wanted, *told)

    def _compared(
        self, stated: Stated, wanted: float, place: tuple[int, int], matter: frozenset[str]
    ) -> Iterator[Refuted]:
        """What is said of all or none of the matter against the rows on it."""
        (start, end), years = place, _years(stated, place[1])

        def cells(one: Series) -> list[Figure]:
            # Of all there is only a share tells; a bare number may be all of them.
            told = [
                cell
                for cell in one.levels
                if not wanted or (cell.unit_class == _SHARE and not self._says_all(one, cell))
                if not years or not years.isdisjoint((cell.year, cell.last_year))
            ]
            if years and not wanted:
                # "None in 2024 and 2025": one of them is enough.
                return sorted(told, key=lambda cell: cell.value)[-1:]
            last = max((cell.last_year or 0 for cell in told), default=0)
            return [cell for cell in told if (cell.last_year or 0) == last]

        def agrees(cell: Figure) -> bool:
            return differs_by(cell.value, wanted) <= cell.precision

        found = [
            one
            for one in self._rows(stated, wanted, start, matter)
            if not wanted or not self._is_of_part(stated.clause, start, one)
        ]
        wrong = disagreeing(self._other, found, cells, agrees, lambda cell: cell.value >= 0)
        if wrong is not None and "part" not in wrong[0].open:
            # "All" of something is not compared with what may be something else, but is so by weight and number.
            one, cell = by_any_measure(wrong[0]), wrong[1]
            yield Refuted("whole", start, end, None, (cell,), cell.value, one.series, one.open)

    def _says_all(self, one: Series, cell: Figure) -> bool:
        """Whether a figure in words stands beside an "all" of its own: "All in Lund are covered, 78 % of our staff"."""
        passages = self._other.passages
        span = passages.spans[cell.sentence]
        words = WORD.findall(passages.norm.lower, span.start, span.end)
        return one.table is None and not self._words.every.isdisjoint(words)

    def _is_of_part(self, clause: Clause, place: int, one: Candidate) -> bool:
        """Whether the subject before a quantifier is something else than a row: "the office runs wholly on …"."""
        first = next(iter(self._clauses.naming(clause)), None)
        if first is None or first.own or clause.start + clause.phrases[0].tokens[-1].end > place:
            return False
        loose = self._other.vocabulary.loose
        return not first.stems <= one.series.words | one.matched | loose | self._other.vocabulary.amounts

    def _rows(self, stated: Stated, wanted: float, place: int, matter: frozenset[str]) -> Sequence[Candidate]:
        """The rows that count the matter."""
        found = [
            one
            for one in self._other.candidates(stated.clause, _SHARE if wanted else None)
            if not matter.isdisjoint(one.matched)
            if not self._quantifiers.headed(stated.clause, one.matched)
            if self._says_what(one, matter, stated.clause, place)
        ]
        if wanted:
            return _nearest(found) if found and not found[0].is_exact else found
        # Of nothing a word more may say the opposite ("waste kept from landfill").
        if not self._hedges.isdisjoint(WORD.findall(stated.lower)):
            return []
        if not found and self._own is self._other:
            return [*self._of_kind(stated, place, matter)]
        return [one for one in found if not self._limits_none(one, stated.clause, place)]

    def _of_kind(self, stated: Stated, place: int, matter: frozenset[str]) -> Iterator[Candidate]:
        """The rows of a kind of the matter, under the same heading: where nothing was recalled, no product was."""
        passages, reader = self._other.passages, self._other.vocabulary.reader
        kind = matter - self._other.vocabulary.loose
        for row in self._other.index.called(kind) if len(kind) == 1 else ():
            label = WORD.findall(_UNIT.sub("", row.label.lower()).strip())
            if not label or reader.stem(label[-1]) not in kind or not self._limits.isdisjoint(label) or row.outer:
                continue
            blocks = [passages.block(one) for one in (stated.sentence, *(cell.sentence for cell in row.levels[:1]))]
            same = row.table is not None and len({one.section for one in blocks}) == 1
            if same and not self._quantifiers.limited(stated.clause, place, row.words):
                yield Candidate(row, row.words, frozenset(), (), 1)

    def _says_what(self, one: Candidate, matter: frozenset[str], clause: Clause, place: int) -> bool:
        """Whether a row tells what is said of all, and not of what alone: then what stands over it tells that."""
        subject = self._quantifiers.subject(clause, place)
        over = one.series.outer | one.series.tail
        if subject:
            return not one.matched <= subject
        return not one.matched <= matter or not over or not over.isdisjoint(clause.stems)

    def _limits_none(self, one: Candidate, clause: Clause, place: int) -> bool:
        """Whether a clause with a "no" names what a row does not, or a label has a long word that it has not."""
        stem, none = self._other.vocabulary.reader.stem, self._words.none
        label, said = (
            {stem(word) for word in WORD.findall(text.lower()) if len(word) > 2 or word in none}
            for text in (_UNIT.sub("", one.series.label), clause.lower)
        )
        limited = self._quantifiers.limited(clause, place, one.matched | label)
        return limited or not label - said <= {*map(stem, self._limits)}

    def _is_counted(self, clause: Clause, start: int) -> bool:
        """Whether words before a place count some of several ("three of our four plants"), or it is "net zero"."""
        words = WORD.findall(clause.lower[: start - clause.start])
        told = [word in self._numbers or word.isdigit() for word in words]
        return words[-1:] == [_NET] or any(
            told[at] and words[at + 1] in self._limits and any(told[at + 2 : at + 4]) for at in range(len(words) - 2)
        )


def _nearest(found: Sequence[Candidate]) -> list[Candidate]:
    """The one row that a quantified clause is about though its label has a word more ("purchased electricity")."""
    near = [one for one in found if len(one.missing) == 1 and len(one.matched) > len(one.missing)]
    most = max((len(one.matched) for one in near), default=0)
    best = [one._replace(missing=frozenset()) for one in near if len(one.matched) == most]
    return best if len({one.series.label for one in best}) == 1 else []


def _years(stated: Stated, end: int) -> frozenset[int]:
    """The years of a sentence but for those that a comma parts from what is denied ("none, after one in 2022")."""
    behind = stated.clause.text[end - stated.clause.start :]
    near, comma, far = behind.partition(",")
    apart = {year for year in stated.years if comma and str(year) in far and str(year) not in near}
    return stated.years - apart if len(apart) < len(stated.years) else stated.years
