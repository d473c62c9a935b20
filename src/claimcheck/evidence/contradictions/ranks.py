"""What sentences say of one row of a table beside its others: "the largest category", "more by rail than by air".

The labels of the rows stand in the sentence word for word, and what is counted over the table as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.totals import Row, is_total, tables_of
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.contradiction import Slot
from claimcheck.model.figure import Figure
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

LEAST_ROWS, MOST_ROWS = 3, 40
_SHORTEST, _BETWEEN, _LONGEST = 3, 3, 60
"""Letters of a superlative without its ending, small words before a label, and characters of a label."""
_TWO = 2
_SHARE, _DATES = "share", ("year", "period")
_UNIT = re.compile(r"\s*\([^()]*\)$")


@lru_cache(maxsize=16)
def _patterns(
    endings: tuple[str, ...],
    ends: frozenset[str],
    openers: frozenset[str],
    more: frozenset[str],
    less: frozenset[str],
    above: tuple[str, ...],
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the end of a scale with its noun, and for a step on it with what is counted."""
    compared = (one.split() for one in above)
    than = {one[1] for one in compared if len(one) > 1 and one[0] in more}
    first, last, end = _any(openers), _any(endings), _any(ends)
    return (
        re.compile(rf"\b{first} ({end}|\w{{{_SHORTEST},}}{last}) (\w+)"),
        re.compile(rf"\b({_any(more | less)})( \w[^,;:.]{{0,80}}) {_any(than)} "),
    )


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words))) or '(?!)'})"


class _Ranked(NamedTuple):
    """The rows of a table that are members of one whole, by their labels, and the terms of what they count."""

    rows: Mapping[str, Row]
    about: frozenset[str]


class Ranks:
    """Finds them in one document, but not in sections of the kinds ``asides``."""

    def __init__(self, matcher: RowMatcher, quotes: Quotes, asides: Collection[str]) -> None:
        self._matcher, self._quotes, self._asides = matcher, quotes, asides
        self._passages, self._terms = matcher.passages, matcher.vocabulary.reader.terms
        lexicon = matcher.lexicon
        self._words, self._units = lexicon.terms, lexicon.facts.units
        words, above = self._words, tuple(lexicon.tables.bounds.get("above", ()))
        self._patterns = _patterns(
            words.superlative, words.most | words.least, words.openers, words.more, words.less, above
        )
        self._genitives = lexicon.frames.opening("genitive")

    def contradict(self) -> Iterator[Found]:
        """Ranks that the cells of the year of a sentence do not give."""
        passages, lower = self._passages, self._passages.norm.lower
        for pattern, found_of in zip(self._patterns, (self._end_of, self._compared), strict=True):
            for found in pattern.finditer(lower):
                number = passages.at(found.start())
                if passages.is_row(number):
                    continue
                counted = self._kinds(found[2].split()[0])
                asked = [table for table in self._tables if not counted.isdisjoint(table.about)]
                pairs = (found_of(number, found, table) for table in asked)
                told = [(table, *pair) for table, pair in zip(asked, pairs, strict=True) if pair is not None]
                yield from (self._told(found.span(1), *one) for one in told if self._is_told(number))

    def _is_told(self, number: int) -> bool:
        sentence, lexicon = self._passages.sentence(number), self._matcher.lexicon
        words = WORD.findall(self._passages.norm.lower, sentence.start, sentence.end)
        hedges = lexicon.frames.opening("ability").union(lexicon.role_words.get("negation", ()))
        others = lexicon.roles.get("third_party", 0) | lexicon.roles.get("plan", 0)
        aside = sentence.guards or self._passages.structure.section_kind(sentence.block) in self._asides
        return not (aside or sentence.mask_any & others) and hedges.isdisjoint(words)

    @cached_property
    def _tables(self) -> Sequence[_Ranked]:
        found = list[_Ranked]()
        words, points = self._matcher.lexicon.tables, self._passages.structure.data_points
        for rows in tables_of(self._matcher):
            own = [one for one in rows if not is_total(one.label, words) and not one.label.startswith(words.inner_rows)]
            labels = {_UNIT.sub("", one.label): one for one in own if not one.path and len(one.label) <= _LONGEST}
            figures = [one for row in own for one in row.figures.values()]
            if len(labels) != len(own) or not LEAST_ROWS - 1 <= len(labels) <= MOST_ROWS or not figures:
                continue
            table = points[figures[0].cell or 0].table
            columns = {text for one in figures for text in points[one.cell or 0].column_path}
            about = self._matcher.index.corner(table).union(
                *map(self._kinds, columns), [one.unit for one in figures if one.unit]
            )
            found.append(_Ranked(labels, about))
        return found

    def _kinds(self, text: str) -> frozenset[str]:
        """The terms of a text, and the units that its words name."""
        told = (self._units.get(word, ("", "", 0.0))[0] for word in WORD.findall(text.lower()))
        return self._terms(text) | {one for one in told if one}

    def _named(self, table: _Ranked, start: int, end: int) -> list[tuple[int, str]]:
        """The labels of a table that stand in a run of the text, with their places; of one in another the longer."""
        part = self._passages.norm.lower[start:end]
        found = [
            (match.start() + start, label)
            for label in table.rows
            if label in part and (match := re.search(rf"(?<!\w){re.escape(label)}(?!\w)", part)) is not None
        ]
        return [one for one in found if not any(one[1] != other and one[1] in other for _, other in found)]

    def _cells(self, number: int, table: _Ranked, labels: Sequence[str]) -> list[Figure]:
        """One figure of each of some rows, all of the year of a sentence and in one kind of unit."""
        dated = {one.year for one in self._passages.facts(number) if one.kind in _DATES}
        years = {one.last_year for row in table.rows.values() for one in row.figures.values()}
        last = max((one for one in years if one), default=None)
        year = next(iter(dated)) if len(dated) == 1 else last
        if len(dated) > 1 or year not in years:
            return []
        some = [[one for one in table.rows[label].figures.values() if one.last_year == year] for label in labels]
        told = [one[0] for one in some if len(one) == 1]
        alike = len({(one.unit_class, one.unit) for one in told}) == 1 and told[0].unit_class != _SHARE
        return told if alike and len(told) == len(labels) else []

    def _end_of(self, number: int, found: re.Match[str], table: _Ranked) -> tuple[Figure, Figure] | None:
        """The row that is called one end of the scale and is not, with one beyond it."""
        span, lower = self._passages.spans[number], self._passages.norm.lower
        named = self._named(table, span.start, span.end)
        among = lower[span.start : found.start()].split()[-1:]
        if len(named) != 1 or named[0][0] > found.start() or len(table.rows) < LEAST_ROWS:
            return None
        if not self._genitives.isdisjoint(among) or self._is_limited(number, named):
            # "One of the largest categories".
            return None
        label = named[0][1]
        cells = self._cells(number, table, [label, *(one for one in table.rows if one != label)])
        if not cells:
            return None
        own, *others = cells
        above = [one for one in others if one.value - one.precision > own.value + own.precision]
        below = [one for one in others if one.value + one.precision < own.value - own.precision]
        most, least = found[1] in self._words.most, found[1] in self._words.least
        beyond = above if most else below if least else (above and below and above)
        return (own, max(beyond, key=lambda one: abs(one.value - own.value))) if beyond else None

    def _compared(self, number: int, found: re.Match[str], table: _Ranked) -> tuple[Figure, Figure] | None:
        """Two rows that are told the wrong way round."""
        span, lower = self._passages.spans[number], self._passages.norm.lower
        named = [*self._named(table, span.start, found.end(2)), *self._named(table, found.end(), span.end)]
        if (
            len(named) != _TWO
            or len({label for _, label in named}) != _TWO
            or not named[0][0] < found.end(2) <= named[1][0]
        ):
            return None
        gap, opening = lower[found.end() : named[1][0]].split(), self._matcher.lexicon.frames.opening
        small = opening("preposition") | opening("determiner")
        if len(gap) > _BETWEEN or not small.issuperset(gap) or self._is_limited(number, named):
            return None
        told = self._cells(number, table, [label for _, label in named])
        apart = (told[0].value - told[1].value) * (-1 if found[1] in self._words.more else 1) if told else 0.0
        return (told[0], told[1]) if told and apart > told[0].precision + told[1].precision else None

    def _is_limited(self, number: int, labels: Iterable[tuple[int, str]]) -> bool:
        """Whether a sentence has a name beside the labels: it may speak of a place or part."""
        span, names = self._passages.spans[number], self._passages.names
        words = [*WORD.finditer(self._passages.norm.text, span.start, span.end)]
        taken = [(at, at + len(label)) for at, label in labels]
        taken += [(one.start, one.end) for one in self._passages.facts(number) if one.kind in _DATES]
        inside = (one for one in words[1:] if not any(start <= one.start() < end for start, end in taken))
        apart = phrase_pattern(self._words.apart).search(self._passages.norm.lower, span.start, span.end)
        return apart is not None or any(names.is_name(one[0]) for one in inside)

    def _told(self, place: tuple[int, int], table: _Ranked, one: Figure, other: Figure) -> Found:
        labels = {each.cell: label for label, row in table.rows.items() for each in row.figures.values()}
        words: dict[Slot, str] = {
            "first": self._passages.norm.text[slice(*place)],
            "part": self._quotes.written(one),
            "second": self._quotes.written(other),
            "same": labels[one.cell],
            "terms": labels[other.cell],
        }
        return Found((self._quotes.words(*place), *self._quotes.of_row(one, other)), words)
