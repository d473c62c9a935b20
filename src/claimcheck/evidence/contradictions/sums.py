"""A total against the sum of its parts, and a share against its part and its whole.

Sentences divide amounts by parts behind a colon, or in a later sentence that says how many they are, or that there are
no others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple

from claimcheck.evidence.contradictions.comparable_figures import UNCOUNTED, Identity, Ledger, alike_written, measure
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes, percent
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import are_same, differs_by, gives_share, is_near, same_value, together
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.contradiction import Slot
from claimcheck.model.figure import Figure
from claimcheck.model.passage import AHEAD
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

MOST_FIGURES = 8
"""Figures of one clause that are held against each other."""
_TIME, _POINTS = "time", "pp"


def impossible(stated: Iterable[Stated], rows: RowMatcher, quotes: Quotes) -> Iterator[Found]:
    """Cuts of more than the whole, results not after their base year, interim values beyond their target.

    What lies no later than the last year of the tables was reached, and is no interim value.
    """
    last_year, terms = rows.index.last_year, rows.lexicon.terms
    for one in stated:
        # "Higher in 2022 than in 2023" looks back.
        back = any(one.clause.word(move) in terms.less | terms.more for move in one.clause.moves)
        for figure in one.every[:MOST_FIGURES]:
            if _is_too_much(figure) or (not back and _is_before_base(figure)):
                yield Found((quotes.of(figure),) * 2, _words(quotes, figure, figure))
        for first, second in combinations(one.every[:MOST_FIGURES], 2):
            ahead = min(first.last_year or 0, second.last_year or 0) > last_year
            if (ahead and _is_beyond(first, second, one)) or _is_no_fall(first, second, one.every):
                yield Found((quotes.of(second), quotes.of(first)), _words(quotes, second, first))


def _is_too_much(figure: Figure) -> bool:
    """A fall by more than all there is."""
    moved = figure.role == "change" or figure.role in AHEAD
    return moved and figure.unit_class == _SHARE and figure.unit != _POINTS and figure.value < -_WHOLE


def _is_before_base(figure: Figure) -> bool:
    """A change or target of a year that is not after the one it is measured against; a span of time is none."""
    year, against = figure.last_year, figure.against
    if year is None or against is None or figure.unit_class == _TIME:
        return False
    return year <= against and figure.end_year is None


def _is_beyond(first: Figure, second: Figure, stated: Stated) -> bool:
    """Two steps of one target, the earlier of which asks for more than the later one.

    Where the clause gives two figures for a year, or names something behind one of them, they may be of two things.
    """
    early, late = sorted((first, second), key=lambda one: one.last_year or 0)
    years = [one.last_year for one in stated.every if one.role in AHEAD]
    if early.last_year == late.last_year or len(set(years)) < len(years) or None in years:
        return False
    clause, behind = stated.clause, min(first.start, second.start) - stated.clause.start
    if any(token.stem and token.start > behind for one in clause.phrases for token in one.tokens):
        return False
    ahead = early.role in AHEAD and late.role in AHEAD and early.unit_class == late.unit_class == _SHARE
    return ahead and early.value < 0 and abs(early.value) > abs(late.value)


def _is_no_fall(first: Figure, second: Figure, every: Sequence[Figure]) -> bool:
    """Two levels of which the later is larger, in a clause that tells by how much it fell."""
    early, late = sorted((first, second), key=lambda one: one.last_year or 0)
    levels = [one for one in every if one.role in LEVELS]
    falls = [one for one in every if one.role == "change" and one.value < 0]
    if len(levels) != 2 or len(falls) != 1 or early not in levels or late not in levels:
        return False
    told = early.last_year is not None and late.last_year is not None and early.last_year < late.last_year
    return told and early.unit_class == late.unit_class and late.value > early.value


def _words(quotes: Quotes, first: Figure, second: Figure) -> dict[Slot, str]:
    return {
        "first": quotes.written(first),
        "second": quotes.written(second),
        "year": first.called_year,
        "base_year": str(first.against or ""),
    }


MOST_PARTS, MOST_READINGS = 40, 64
_SHARE = "share"
_WHOLE = 100.0
_CHANGE = "change"
_NEAR = 1.5
_UNADDED = (None, "share")
_BRACKET_OR_COLON = re.compile(r"[\[\]():]")
LEAST_PARTS, MOST_LISTED = 2, 12


class Addition(NamedTuple):
    """A total and the parts that should come to it and do not."""

    total: Figure
    parts: tuple[Figure, ...]


class Shared(NamedTuple):
    """A stated share, and the figures that its part and its whole are the sums of."""

    stated: Figure
    parts: tuple[Figure, ...]
    whole: tuple[Figure, ...]


# -- sums


def of_metrics(ledger: Ledger, tolerance: float) -> Iterator[Addition]:
    """Totals that no way of adding up their parts gives; the parts are the metrics that the rules name."""
    for known, totals in ledger.levels.items():
        for some in _by_metric(known, ledger):
            readings = list(islice(product(*some), MOST_READINGS))
            if any(same_value(total, together(parts), tolerance) for total in totals for parts in readings):
                continue
            total, parts = min(totals, key=lambda one: one.precision), readings[0]
            if not ledger.explained(total, tolerance) and may_sum(total, parts):
                yield Addition(total, parts)
                break


def is_unlike(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts come near a total and not to it."""
    return not same_value(total, together(parts)) and may_sum(total, parts)


def may_sum(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total may be meant as the sum of the parts, though it is not: no smaller than any, and near to it.

    Changes are not added up, shares only to the whole, which no mean of smaller ones is either, and amounts only where
    all are written about as exactly.
    """
    whole = total.value == _WHOLE and all(part.value < _WHOLE for part in parts)
    if total.role == _CHANGE or (total.unit_class == _SHARE and not whole):
        return False
    if not alike_written((total, *parts)):
        return False
    if measure(total) in UNCOUNTED and len({one.precision for one in (total, *parts)}) > 1:
        return False
    result, most = sum(part.value for part in parts), max(part.value for part in parts)
    return total.value > 0 and total.value >= most and total.value / _NEAR <= result <= total.value * _NEAR


def added(one: Addition, tolerance: float, year: int | None, quotes: Quotes) -> Found:
    """The contradiction between a total of a year and what its parts come to."""
    total, parts = one
    result = sum(part.value for part in parts)
    rounding = tolerance * (total.precision + sum(part.precision for part in parts))
    words: dict[Slot, str] = {
        "first": quotes.written(total),
        "terms": " + ".join(quotes.digits(part.value, total, part.precision) for part in parts),
        "result": quotes.amount(result, total, min(total.precision, *(part.precision for part in parts))),
        "difference": quotes.amount(differs_by(result, total.value), total),
        "rounding": quotes.amount(rounding, total, rounding / 10),
        "year": str(year or ""),
    }
    return Found(quotes.of_all(total, *parts), words)


# -- shares


def of_ledger(ledger: Ledger, tolerance: float) -> Iterator[Shared]:
    """Stated shares that part and whole of the same metric do not give."""
    for known, stated in ledger.levels.items():
        metric = ledger.metrics.get(known.metric)
        if metric is None or metric.share_of is None or known.measure != _SHARE:
            continue
        pairs = list(islice(_pairs(known, metric.share_of, ledger), MOST_READINGS))
        found = (refuted_by(pairs, figure, tolerance) for figure in stated)
        yield from islice(filter(None, found), 1)


def refuted_by(
    readings: Iterable[tuple[tuple[Figure, ...], tuple[Figure, ...]]], stated: Figure, tolerance: float
) -> Shared | None:
    """The first part and whole that may be meant by a stated share, where none of them gives it."""
    found = [Shared(stated, *reading) for reading in readings]
    if any(gives_share(stated, together(one.parts), together(one.whole), tolerance) for one in found):
        return None
    return found[0] if found else None


def is_near_share(one: Shared) -> bool:
    """Whether a share may be meant as that of its figures: a multiple of it is something else."""
    return is_near(100 * together(one.parts).value / together(one.whole).value, one.stated.value)


def shared(one: Shared, quotes: Quotes) -> Found:
    """The contradiction between a stated share and what part and whole come to, each one figure or several."""
    part, whole = together(one.parts), together(one.whole)
    words: dict[Slot, str] = {
        "first": quotes.written(one.stated),
        "part": quotes.written(part) + _terms(one.parts, quotes),
        "whole": quotes.written(whole, part) + _terms(one.whole, quotes),
        "result": percent(100 * part.value / whole.value, one.stated.precision),
        "year": part.called_year,
    }
    return Found(quotes.of_all(one.stated, *one.parts, *one.whole), words)


def _terms(figures: Sequence[Figure], quotes: Quotes) -> str:
    """What is added up, in brackets; nothing for a single figure."""
    listed = " + ".join(quotes.digits(one.value, one) for one in figures)
    return f" ({listed})" if len(figures) > 1 else ""


# -- figures of the metrics of the rules


def _pairs(known: Identity, whole_metric: str, ledger: Ledger) -> Iterator[tuple[tuple[Figure], tuple[Figure]]]:
    """Part and whole of the same period, boundary and scope, in one measure."""
    for unit in ledger.measures.get(known.metric, ()):
        parts = ledger.levels.get(known._replace(measure=unit), ()) if unit != _SHARE else ()
        wholes = ledger.levels.get(known._replace(metric=whole_metric, measure=unit), ())
        for part, whole in product(parts[:MOST_PARTS], wholes[:MOST_PARTS]):
            if whole.value > 0:
                yield (part,), (whole,)


def _by_metric(known: Identity, ledger: Ledger) -> Iterator[list[list[Figure]]]:
    """For each way in which the metric is a sum: the figures of every part, where all parts are told."""
    metric = ledger.metrics.get(known.metric)
    for names in metric.parts if metric is not None else ():
        some = [list(_of_part(known, name, ledger)) for name in names]
        if len(some) > 1 and all(some):
            yield some


def _of_part(known: Identity, name: str, ledger: Ledger) -> Iterator[Figure]:
    """Figures of a part, counted as the total is; of any way where the total says nothing."""
    metric = ledger.metrics.get(name)
    scopes = metric.scopes if metric is not None and metric.scopes else known.scopes
    for basis in (known.basis, None) if known.basis is not None else ledger.bases:
        part = known._replace(metric=name, scopes=scopes, basis=basis)
        yield from ledger.levels.get(part, ())


# -- parts that sentences list


def behind_colons(stated: Iterable[Stated]) -> Iterator[Addition]:
    """Totals of sentences that list their parts behind a colon, with these, where they come to something else."""
    seen: set[int] = set()
    for one in stated:
        colon = _colon(one.clause.text) if ":" in one.clause.text else -1
        levels = [each for each in one.numbers if each.role in LEVELS]
        before = [each for each in levels if each.start < one.clause.start + colon]
        parts = tuple(each for each in levels if each not in before)
        if colon < 0 or len(before) != 1 or len(parts) < LEAST_PARTS:
            continue
        (total,) = before
        if total.start in seen or len({each.last_year for each in parts}) > 1:
            continue
        seen.add(total.start)
        if {each.unit_class for each in levels} != {total.unit_class} or total.unit_class in _UNADDED:
            continue
        if not are_same(together(parts), total):
            yield Addition(total, parts)


def _colon(text: str) -> int:
    """Where the first colon stands outside of brackets ("£3m (2023: £2m)" lists nothing), -1 for none."""
    depth = 0
    for match in _BRACKET_OR_COLON.finditer(text):
        sign = match[0]
        depth += (sign in "([") - (sign in ")]")
        if sign == ":" and depth <= 0:
            return match.start()
    return -1


def in_later_sentences(stated: Sequence[Stated], matcher: RowMatcher) -> Iterator[Addition]:
    """Amounts with the parts of a later sentence that come to something else: "The sum has three parts: …"."""
    lists = _Lists(matcher)
    for one in stated if lists.parts else ():
        for whole in one.numbers:
            if one.ahead or whole.role not in LEVELS or whole.unit_class in _UNADDED:
                continue
            parts = lists.dividing(one, whole)
            if parts and is_unlike(whole, parts):
                yield Addition(whole, parts)


class _Lists:
    """The sentences of a document that give as many amounts as they have said before, or all that there are.

    ``parts`` has these amounts by the numbers of the sentences.
    """

    def __init__(self, matcher: RowMatcher) -> None:
        self._spans, self._loose = matcher.passages.spans, matcher.vocabulary.loose
        self.parts: dict[int, tuple[Figure, ...]] = {}
        # By a unit, its class and a word before the first part: that names what is divided.
        self._naming: dict[tuple[object, ...], list[int]] = defaultdict(list)
        text, reader = matcher.passages.norm.text, matcher.vocabulary.reader
        for number, parts in _lists(matcher):
            self.parts[number] = parts
            for term in reader.terms(text[self._spans[number].start : parts[0].start]):
                self._naming[parts[0].unit, parts[0].unit_class, term].append(number)

    def dividing(self, one: Stated, whole: Figure) -> tuple[Figure, ...]:
        """What an amount is divided into: by the next sentence, or by the one that shares a word with its clause."""
        found, unit = set[int](), (whole.unit, whole.unit_class)
        for first in self.parts.get(one.sentence + 1, ())[:1]:
            near = self._spans[first.sentence].block == self._spans[one.sentence].block
            if near and (first.unit, first.unit_class) == unit:
                found.add(first.sentence)
        for term in one.clause.stems - self._loose:
            numbers = self._naming.get((*unit, term), ())
            later = bisect_right(numbers, one.sentence)
            # Of more than one nobody knows which is meant.
            found |= {*numbers[later : later + 2]}
        return self.parts[found.pop()] if len(found) == 1 else ()


def _lists(matcher: RowMatcher) -> Iterator[tuple[int, tuple[Figure, ...]]]:
    passages, facts, numbers = matcher.passages, matcher.facts, matcher.lexicon.facts.numbers
    closing = phrase_pattern(matcher.lexicon.terms.nothing_else)
    for number, span in enumerate(passages.spans):
        if passages.is_row(number):
            continue
        # "There were no other gifts": behind the last part, or in the next sentence.
        after = passages.spans[number + 1 : number + 2]
        end = after[0].end if after and after[0].block == span.block else span.end
        words = WORD.findall(passages.norm.lower, span.start, span.end)
        # Most sentences say no number, and their figures need not be read.
        if numbers.keys().isdisjoint(words) and closing.search(passages.norm.lower, span.start, end) is None:
            continue
        figures = facts.numbers(number) if facts.has_values(number) else ()
        parts = tuple(one for one in figures if one.role in LEVELS and one.high is None)
        if len(parts) != len(figures) or not LEAST_PARTS <= len(parts) <= MOST_LISTED:
            continue
        words = WORD.findall(passages.norm.lower, span.start, parts[0].start)
        counted = any(numbers.get(word) == len(parts) for word in words)
        counted = counted or closing.search(passages.norm.lower, parts[-1].end, end) is not None
        if counted and len({(one.unit, one.unit_class) for one in parts}) == 1:
            yield number, parts
