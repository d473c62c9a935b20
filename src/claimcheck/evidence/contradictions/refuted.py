"""Contradictions, and pairs to compare, from what rows refute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from claimcheck.evidence.contradictions.figure_index import differs_by
from claimcheck.evidence.contradictions.quoted_words import Amounts, Sides
from claimcheck.evidence.figures.row_matching import Candidate
from claimcheck.evidence.figures.series import Series
from claimcheck.model.contradiction import Contradiction, Side, Slot
from claimcheck.model.figure import Figure

Kind = Literal["level", "change", "whole", "extreme", "direction"]
_SHARE = "share"
_WHOLE = 100.0
_POINTS = "pp"
_TENTH = 0.5


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
    open: tuple[str, ...]
    sold: Sold | None = None


class Sold(NamedTuple):
    """Figures counted in another way - per unit, or net - that give what is said of the whole."""

    basis: str
    base: Figure
    now: Figure
    result: float


class Place(NamedTuple):
    """What quotes and writes the figures of one document; ``number`` is None for the one with the claims."""

    sides: Sides
    amounts: Amounts
    number: int | None = None

    def passages(self, *figures: Figure) -> tuple[Side, ...]:
        """A side for each passage that some figures stand in."""
        found = {one.sentence: self.sides.of(one)._replace(document=self.number) for one in figures}
        return tuple(found.values())

    def percent(self, value: float, like: Figure) -> str:
        """What was worked out, in the terms of a stated change."""
        if like.unit_class == _SHARE and like.unit != _POINTS:
            return self.amounts.percent(value, like.precision)
        return self.amounts.of(value, like)


def contradiction(rule: str, one: Refuted, own: Place, other: Place, text: str) -> Contradiction:
    """What a rule says of a refuted figure, or of words such as "all"; ``text`` is that of the claims."""
    stated = one.stated
    if one.kind == "change" and stated is not None:
        return Contradiction(rule, _sides(one, stated, own, other), _change(one, stated, own, other))
    if one.kind == "level" and stated is not None:
        return Contradiction(rule, _sides(one, stated, own, other), _level(stated, one.row[0], own, other))
    if one.kind == "direction":
        sides = (own.sides.words(one.start, one.end), *other.passages(*one.row))
        return Contradiction(rule, sides, _direction(one, other, text))
    (cell,) = one.row
    words: dict[Slot, str] = {
        "first": text[one.start : one.end],
        "second": other.amounts.written(cell),
        "year": str(cell.last_year or ""),
    }
    if stated is not None:
        words |= {"part": own.amounts.written(stated), "base_year": str(stated.last_year or "")}
    return Contradiction(rule, (own.sides.words(one.start, one.end), *other.passages(cell)), words)


def _sides(one: Refuted, stated: Figure, own: Place, other: Place) -> tuple[Side, ...]:
    row = one.row if one.sold is None else (one.sold.now, *one.row, one.sold.base)
    if other.number is None:
        return own.sides.of_all(stated, *row)
    return (own.sides.of(stated), *other.passages(*row))


def _change(one: Refuted, stated: Figure, own: Place, other: Place) -> dict[Slot, str]:
    now, base = one.row
    # Of a fall that is a rise the figure may be the same.
    sign = "+" if one.result > 0 > stated.value else ""
    words: dict[Slot, str] = {
        "first": own.amounts.written(stated),
        "second": other.amounts.written(now),
        "part": other.amounts.written(now),
        "whole": other.amounts.written(base, now),
        "result": sign + other.percent(one.result, stated),
        "year": str(now.last_year),
        "base_year": str(base.last_year),
    }
    if one.sold is not None:
        sold, amounts = one.sold, other.amounts
        told = f"{amounts.written(sold.base)} > {amounts.written(sold.now)} = {other.percent(sold.result, stated)}"
        words["second"] = told
    return words


def _direction(one: Refuted, other: Place, text: str) -> dict[Slot, str]:
    now, base = one.row
    sign = "+" if one.result > 0 else ""
    return {
        "first": text[one.start : one.end],
        "second": other.amounts.written(now),
        "part": other.amounts.written(now),
        "whole": other.amounts.written(base, now),
        "result": sign + other.amounts.percent(one.result, _TENTH),
        "year": str(now.last_year),
        "base_year": str(base.last_year),
    }


def _level(stated: Figure, held: Figure, own: Place, other: Place) -> dict[Slot, str]:
    rounding, apart = stated.precision + held.precision, differs_by(stated.value, held.value)
    return {
        "first": own.amounts.written(stated),
        "second": other.amounts.written(held, stated),
        "difference": own.amounts.apart(apart, stated, min(stated.precision, held.precision)),
        "rounding": own.amounts.apart(rounding, stated, rounding / 10),
        "year": str(held.last_year or ""),
    }


def made_of(
    kind: Kind,
    start: int,
    end: int,
    stated: Figure | None,
    row: tuple[Figure, ...],
    result: float,
    candidate: Candidate,
) -> Refuted:
    """What a row refutes of the words from ``start`` to ``end``; ``result`` is what ``row`` comes to."""
    return Refuted(kind, start, end, stated, row, result, candidate.series, candidate.open)


def of_year(cells: Iterable[Figure], year: int) -> list[Figure]:
    """The figures of a year; of split years ("2019/20") those that begin in it, else those that end in it."""
    told = list(cells)
    return [one for one in told if one.year == year] or [one for one in told if one.last_year == year]


def exactly(cell: Figure, stated: Figure) -> Figure:
    """A level with the digits that are written: a sentence that computes with round numbers means them as they are."""
    return cell._replace(precision=0.0) if cell.sentence == stated.sentence else cell


def change_of(base: Figure, now: Figure, stated: Figure) -> float | None:
    """The change from ``base`` to ``now`` in the terms of the stated one; None where it cannot be told."""
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        told = stated.unit == _POINTS or stated.unit_class == now.unit_class
        return now.value - base.value if told else None
    return _WHOLE * (now.value - base.value) / base.value if base.value > 0 else None


def error_of(base: Figure, now: Figure, stated: Figure) -> float:
    """What the rounding of both figures leaves open of their change."""
    if stated.unit == _POINTS or stated.unit_class != _SHARE:
        return base.precision + now.precision
    return _WHOLE * (now.precision / base.value + abs(now.value) * base.precision / base.value**2)
