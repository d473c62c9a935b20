"""What rows refute: which of those that a clause may mean does so, and the contradiction or pair that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes, percent
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import differs_by, ratio_error, same_value
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import LEVELS, Series
from claimcheck.model.contradiction import Pair, Side, Slot
from claimcheck.model.figure import Figure
from claimcheck.text.fact_grammar import FactGrammar
from claimcheck.text.tokens import WORD

Kind = Literal["level", "change", "whole", "extreme", "direction"]
T = TypeVar("T")
MOST_READINGS, MOST_YEARS = 64, 30
_SHARE = "share"
_WHOLE = 100.0
_POINTS = "pp"
_TENTH = 0.5
_SLIP, TELLING, _FACTORS = 0.002, 50, (1e3, 1e6)
_SIGNS = ("-", "\N{MINUS SIGN}", "\N{EN DASH}", "+")


class Refuted(NamedTuple):
    """A figure of a sentence, or its words from ``start`` to ``end``, and the figures of a row that disagree.

    ``result`` is what these come to in the terms of the sentence. ``open`` are the slots that are not known on both
    sides: a pair to compare, where there are any.
    """

    kind: Kind
    start: int
    end: int
    stated: Figure | None
    row: tuple[Figure, ...]
    result: float
    series: Series
    open: tuple[str, ...] = ()
    sold: Sold | None = None


class Sold(NamedTuple):
    """Figures counted in another way - per unit, or net - that give what is said of the whole."""

    basis: str
    base: Figure
    now: Figure
    result: float


def level_refuted(stated: Figure, cell: Figure, series: Series, open_: tuple[str, ...] = ()) -> Refuted:
    """A stated figure that a single other one refutes."""
    return Refuted("level", stated.start, stated.end, stated, (cell,), cell.value, series, open_)


# -- which row refutes


def disagreeing(
    other: RowMatcher,
    found: Sequence[Candidate],
    values: Callable[[Series], Sequence[T]],
    agrees: Callable[[T], bool],
    comparable: Callable[[T], bool] = lambda _: True,
) -> tuple[Candidate, T] | None:
    """The exact row and the value in it that disagree; None where a row agrees that may be meant.

    Where a slot is open, that is any row of which the clause has all terms. What a sentence tells of another year
    hides none.
    """
    found = [one for one in found if one.series.table is not None or values(one.series)]
    readings = [one for one in other.readings(found) if values(one.series)][:MOST_READINGS]
    if any(agrees(value) for one in readings for value in values(one.series)):
        return None
    for one in sorted(readings, key=lambda one: len(one.open)):
        fitting = [value for value in values(one.series) if comparable(value)]
        if one.is_exact and fitting and not (one.open and not _is_worth(one, readings)):
            others = (other.series for other in found if one.open and other.is_exact)
            agreed = any(agrees(value) for other in others for value in values(other))
            return None if agreed else (one, fitting[-1])
    return None


def settled(other: RowMatcher, found: Sequence[Candidate], stated: Stated) -> tuple[Sequence[Candidate], int | None]:
    """The rows that have the one level of a clause in its year, and that year: "it fell by 3 % to 289 GWh".

    Where none of them is named for certain the level settles nothing.
    """
    levels = [one for one in stated.numbers if one.role in LEVELS]
    year = (levels[0].last_year if levels else None) or other.index.last_year
    having = [
        one
        for one in found
        if any(
            cell.unit_class == levels[0].unit_class and same_value(cell, levels[0])
            for cell in (of_year(one.series.levels, year) if len(levels) == 1 else ())
        )
    ]
    return (having, year) if any(one.is_exact for one in having) else (found, None)


def _is_worth(one: Candidate, readings: Sequence[Candidate]) -> bool:
    """Whether a row that leaves a slot open is worth a look: known by its own words, and no part among others."""
    mine = one.series
    beside = any(
        (other.series.table, other.series.terms) == (mine.table, mine.terms) and other.series.tail != mine.tail
        for other in readings
    )
    # What is told to be counted in one way is most often another row than what is not.
    return one.literal and "basis" not in one.open and not (mine.tail and beside)


def by_any_measure(one: Candidate) -> Candidate:
    """A row without the question how a share is counted, for what is said of the whole."""
    return one._replace(open=tuple(slot for slot in one.open if slot != "measure"))


# -- what is said of it


def told(one: Refuted, own: Quotes, other: Quotes, text: str) -> Found:
    """What a rule says of a refuted figure, or of words such as "all"; ``text`` is that of the claims."""
    stated, first = one.stated, text[one.start : one.end]
    if stated is not None and one.kind == "change":
        return Found(_sides(one, stated, own, other), _change(one, stated, own, other))
    if stated is not None and one.kind == "level":
        return Found(_sides(one, stated, own, other), _level(stated, one.row[0], own, other))
    sides = (own.words(one.start, one.end), *other.of_row(*one.row))
    if one.kind == "direction":
        sign = "+" if one.result > 0 else ""
        return Found(sides, moved(first, sign + percent(one.result, _TENTH), one.row, other))
    (cell,) = one.row
    words: dict[Slot, str] = {"first": first, "second": other.written(cell), "year": cell.called_year}
    if stated is not None:
        words |= {"part": own.written(stated), "base_year": stated.called_year}
    return Found(sides, words)


def pair(one: Refuted, own: Quotes, other: Quotes, text: str) -> Pair:
    """What is left to be compared, as a slot is open."""
    words = other.written(one.row[0])
    if one.kind == "change" and one.stated is not None:
        base = other.written(one.row[1], one.row[0])
        words = f"{other.change(one.result, one.stated)} ({base} > {words})"
    sides = own.words(one.start, one.end), other.of(one.row[0])
    return Pair(sides, text[one.start : one.end], words, one.open)


def _sides(one: Refuted, stated: Figure, own: Quotes, other: Quotes) -> tuple[Side, ...]:
    row = one.row if one.sold is None else (one.sold.now, *one.row, one.sold.base)
    return own.of_all(stated, *row) if other.number is None else (own.of(stated), *other.of_row(*row))


def _change(one: Refuted, stated: Figure, own: Quotes, other: Quotes) -> dict[Slot, str]:
    # Of a fall that is a rise the figure may be the same.
    plus, minus = ("+", "-") if one.result > 0 > stated.value else ("", "")
    first = own.written(stated)
    first = first if first.startswith(_SIGNS) else minus + first
    words = moved(first, plus + other.change(one.result, stated), one.row, other)
    if one.sold is not None:
        base, now = other.written(one.sold.base), other.written(one.sold.now)
        words["second"] = f"{base} > {now} = {other.change(one.sold.result, stated)}"
    return words


def moved(first: str, result: str, row: tuple[Figure, ...], other: Quotes) -> dict[Slot, str]:
    """The words for a change ``first`` that the figures of a row, now and before, do not give."""
    now, base = row
    return {
        "first": first,
        "second": other.written(now),
        "part": other.written(now),
        "whole": other.written(base, now),
        "result": result,
        "year": now.called_year,
        "base_year": base.called_year,
    }


def _level(stated: Figure, held: Figure, own: Quotes, other: Quotes) -> dict[Slot, str]:
    rounding, apart = stated.precision + held.precision, differs_by(stated.value, held.value)
    return {
        "first": own.written(stated),
        "second": other.written(held, stated),
        "difference": own.apart(apart, stated, min(stated.precision, held.precision)),
        "rounding": own.apart(rounding, stated, rounding / 10),
        "year": held.called_year,
    }


# -- figures of a row


def of_year(cells: Iterable[Figure], year: int) -> list[Figure]:
    """The figures of a year; of split years ("2019/20") those that begin in it, else those that end in it."""
    listed = list(cells)
    return [one for one in listed if one.year == year] or [one for one in listed if one.last_year == year]


def exactly(cell: Figure, stated: Figure) -> Figure:
    """A level with the digits that are written: a sentence that computes with round numbers means them as they are."""
    return cell._replace(precision=0.0) if cell.sentence == stated.sentence else cell


def change_of(base: Figure, now: Figure, stated: Figure) -> float | None:
    """The change from ``base`` to ``now`` in the terms of the stated one; None where it cannot be told."""
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        alike = stated.unit == _POINTS or stated.unit_class == now.unit_class
        return now.value - base.value if alike else None
    return _WHOLE * (now.value - base.value) / base.value if base.value > 0 else None


def error_of(base: Figure, now: Figure, stated: Figure) -> float:
    """What the rounding of both figures leaves open of their change."""
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        return base.precision + now.precision
    return ratio_error(now, base)


def years_told(lower: str, facts: FactGrammar) -> int:
    """The number of years that a text in lower case speaks of ("in three years"), 0 for none."""
    words = WORD.findall(lower)
    for at, word in enumerate(words):
        value = facts.numbers.get(word, float(word) if word.isdigit() else 0)
        if 1 <= value <= MOST_YEARS and not facts.index.years.isdisjoint(words[at + 1 : at + 3]):
            return int(value)
    return 0


def is_slip(small: float, large: float, figure: Figure) -> bool:
    """Whether two amounts have the same digits, a thousand or a million times as large: tonnes for kilotonnes."""
    close = _SLIP * large
    told = figure.unit_class not in (None, "count", _SHARE) and figure.value >= TELLING * figure.precision
    return small > 0 and told and any(differs_by(small * factor, large) <= close for factor in _FACTORS)
