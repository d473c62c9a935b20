"""What sentences say of all or of none, or of a share, against the rows that count it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.contradictions.refuted import Refuted, by_any_measure, disagreeing
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.contradictions.sums import Shared, is_near_share, refuted_by
from claimcheck.evidence.contradictions.totals import Row, tables_of
from claimcheck.evidence.figures.arithmetic import differs_by
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.figure import Figure
from claimcheck.model.passage import AHEAD
from claimcheck.text.derived_values import precision
from claimcheck.text.tokens import WORD

MOST_ROWS, MOST_PLACES = 60, 12
"""Inner rows of a document that are looked at, and places at which the row around one is named."""


class Inner(NamedTuple):
    """A row with the row that it is a part of, and the words that name both."""

    part: Row
    whole: Row
    words: frozenset[str]


class InnerRows:
    """Finds the inner rows of a document's tables and the shares that are stated of them."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        self._matcher = matcher
        self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._tolerance = tolerance
        # Sentences by the label that they name: rows with many parts are looked up once.
        self._naming: dict[str, Sequence[int]] = {}

    def wrong(self) -> Iterator[Shared]:
        """Stated shares that no column of the rows gives."""
        for inner in islice(self._rows(), MOST_ROWS):
            for sentence in self._named(inner):
                stated = self._share(sentence)
                if stated is not None and not self._is_of_part(stated, inner):
                    yield from self._judged(stated, inner)

    def _rows(self) -> Iterator[Inner]:
        neutral, openers = self._lexicon.metrics.whole, self._lexicon.tables.inner_rows
        for rows in tables_of(self._matcher):
            outer: Row | None = None
            for row in rows:
                opener = next(filter(row.label.startswith, openers), None)
                if opener is None:
                    outer = row
                elif outer is not None:
                    own = frozenset(WORD.findall(row.label[len(opener) :])) - neutral
                    words = own.union(WORD.findall(outer.label)) - neutral
                    if own and words != own:
                        yield Inner(row, outer, words)

    def _named(self, inner: Inner) -> Iterator[int]:
        """Sentences of running text that name the outer row as it is written and all words of the inner one."""
        passages, phrase = self._passages, inner.whole.label
        if phrase not in self._naming:
            numbers = map(passages.at, passages.places(phrase, MOST_PLACES))
            self._naming[phrase] = [one for one in numbers if passages.block(one).kind != "table"]
        for number in self._naming[phrase]:
            span = passages.spans[number]
            if inner.words.issubset(WORD.findall(passages.norm.lower, span.start, span.end)):
                yield number

    def _share(self, sentence: int) -> Figure | None:
        """The only figure of a sentence, if it is a share of today; no plan, no range and no bound."""
        facts, plan = self._passages.facts(sentence), self._lexicon.roles.get("plan", 0)
        numbers = [one for one in facts if one.value is not None]
        ahead = any(one.role in AHEAD for one in facts)
        if len(numbers) != 1 or ahead or self._passages.sentence(sentence).mask_any & plan:
            return None
        (fact,) = numbers
        if fact.kind != _SHARE or fact.high is not None or fact.value is None:
            return None
        years = {one.year for one in facts if one.kind in ("year", "period") and one.role != "base"}
        exact = precision(fact.text, fact.value, self._lexicon.facts.decimal, prose=True)
        if exact is None:
            exact = self._lexicon.metrics.spelled * fact.value
        year, none = years.pop() if len(years) == 1 else None, frozenset[str]()
        return Figure(
            None, fact.value, None, fact.unit, _SHARE, exact, year, None, None, None, none, none, None, fact.start,
            fact.end, sentence,
        )  # fmt: skip

    def _is_of_part(self, stated: Figure, inner: Inner) -> bool:
        """Whether a share is of something else ("average data for 71 % of purchased goods"), or of a part with a name.

        "Half of the crew in Osby" is not of all of it.
        """
        span = self._passages.spans[stated.sentence]
        start, end = span.start, span.end
        written = WORD.findall(self._passages.norm.text, start, end)[1:]
        if any(self._passages.names.is_name(word) for word in written if word.lower() not in inner.words):
            return True
        words = WORD.findall(self._passages.norm.lower, stated.end, end)
        if not words or words[0] not in self._lexicon.metrics.limits:
            return False
        neutral = self._lexicon.metrics.whole
        first = next((word for word in words[1:] if word not in neutral), None)
        return first is not None and first not in WORD.findall(inner.whole.label)

    def _judged(self, stated: Figure, inner: Inner) -> Iterator[Shared]:
        """What the years of the rows come to, the last one first."""
        pairs = [
            (part, whole)
            for column, part in sorted(inner.part.figures.items())
            if (whole := inner.whole.figures.get(column)) is not None
            if stated.year in (None, part.last_year) and whole.value >= part.value > 0
        ]
        pairs.sort(key=lambda pair: pair[0].last_year or 0, reverse=True)
        readings = [((part,), (whole,)) for part, whole in pairs]
        found = refuted_by(readings, stated, self._tolerance)
        if found is not None and is_near_share(found):
            yield found


class ToldShares:
    """Finds shares that a sentence gives beside the amounts of a part and its whole: "of 180 GWh, 126 (78 %) are"."""

    def __init__(self, matcher: RowMatcher, tolerance: float) -> None:
        self._text, self._spans = matcher.passages.norm.text, matcher.passages.spans
        self._stem, self._tolerance = matcher.vocabulary.reader.stem, tolerance
        lexicon = matcher.lexicon
        self._joining, self._limits = lexicon.frames.opening("coordinator"), lexicon.metrics.limits
        self._anaphors = lexicon.role_words.get("anaphor", ())

    def wrong(self, stated: Sequence[Stated]) -> Iterator[Shared]:
        """Those that the amounts do not give; each behind its part, before it, or in the sentence that goes on."""
        for one, after in zip(stated, (*stated[1:], None), strict=False):
            inner = one.clause.inner
            if one.ahead or inner is None:
                continue
            amounts = [each for each in one.every if each.unit_class not in (None, _SHARE)]
            if not amounts or amounts[-1].start < inner:
                continue
            whole, *parts = amounts
            plain = whole.start < inner and all(_is_part(each, whole, inner) for each in parts)
            for part in parts if plain else ():
                shares: Sequence[Figure] = [each for each in one.numbers if self._is_beside(each, part)]
                if not shares and len(parts) == 1 and len(one.every) == len(amounts):
                    shares = self._going_on(one, after)
                years = (None, whole.last_year, part.last_year)
                if len(shares) != 1 or shares[0].role not in LEVELS or shares[0].last_year not in years:
                    continue
                found = refuted_by([((part,), (whole,))], shares[0], self._tolerance)
                if found is not None and is_near_share(found):
                    yield found

    def _is_beside(self, share: Figure, part: Figure) -> bool:
        """Whether a share stands in brackets behind an amount or before one in brackets, or "or" joins both."""
        first, second = sorted((share, part), key=lambda one: one.start)
        gap = self._text[first.end : second.start].strip()
        closed = gap == "(" and self._text[second.end : second.end + 1] == ")"
        return share.unit_class == _SHARE and (closed or gap.lower() in self._joining)

    def _going_on(self, one: Stated, after: Stated | None) -> Sequence[Figure]:
        """The share that the next sentence tells of what an amount was: "this corresponds to a share of 78 %"."""
        opening = tuple(f"{each} " for each in self._anaphors)
        if after is None or after.sentence != one.sentence + 1 or not after.lower.startswith(opening):
            return ()
        words = WORD.findall(after.lower)
        behind = (
            WORD.findall(after.lower, after.every[0].end - self._spans[after.sentence].start) if after.every else ()
        )
        same = self._spans[after.sentence].block == self._spans[one.sentence].block
        over = after.clause.stems - one.clause.stems - {self._stem(words[1])}
        limited = bool(over) or not self._limits.isdisjoint(behind[:1])
        return () if limited or not same or len(after.every) != 1 else after.numbers


def _is_part(one: Figure, whole: Figure, inner: int) -> bool:
    """Whether an amount behind an offset may be a part of another one."""
    alike = one.unit_class == whole.unit_class and one.role in LEVELS and whole.role in LEVELS
    return alike and one.start > inner and 0 < one.value <= whole.value


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
        self._other = other

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """ "All" and "every" against a share below the whole, "none" against one above nothing."""
        for wanted, words in ((_WHOLE, self._words.every), (0.0, self._words.none)):
            told = self._quantifiers.quantified(stated.clause, words)
            # "… and all other staff": a list of what is reported says nothing of all.
            listed = told is not None and not (stated.claimed or stated.denied)
            if told is None or (listed and told[0][0] > stated.clause.start):
                continue
            if not self._is_counted(stated.clause, told[0][0]):
                yield from self._compared(stated, wanted, *told)

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
        return [one for one in found if not self._limits_none(one, stated.clause, place)]

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
