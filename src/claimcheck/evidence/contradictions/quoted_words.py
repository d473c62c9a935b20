"""Which words of a document are quoted where two passages are held against each other."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from claimcheck.model.contradiction import Side, Slot
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import MetricGrammar
from claimcheck.text.passages import Passages

_MOST_DECIMALS = 6
_HAIR = 1e-9
_SHARE, _POINTS, _PERCENT = "share", "pp", "%"

MOST_QUOTED = 320
"""Characters: of a longer sentence or row only the clause with the figure is quoted."""


class Found(NamedTuple):
    """A contradiction without its rule; ``element`` is what cannot be relied on, where the rule leaves that open."""

    sides: tuple[Side, ...]
    words: Mapping[Slot, str]
    element: str | None = None


class Quotes:
    """Quotes and writes the figures of one document; ``number`` is None for the one with the claims."""

    def __init__(self, passages: Passages, grammar: MetricGrammar, number: int | None = None) -> None:
        self._passages = passages
        self._grammar = grammar
        self.number = number

    # -- passages

    def of(self, figure: Figure) -> Side:
        """The sentence or table row of a figure; of a row whose cells lie scattered in the source only the cell."""
        side = self.around(figure.sentence, figure.start, figure.end)
        if figure.cell is not None and self._is_scattered(side):
            return side._replace(start=figure.start, end=figure.end)
        return side

    def _is_scattered(self, side: Side) -> bool:
        """Whether much else stands between the cells of a row: a page that was read column by column."""
        first, last = self._passages.norm.source_span(side.start, side.end)
        return last - first > 2 * (side.end - side.start)

    def of_all(self, *figures: Figure) -> tuple[Side, ...]:
        """A side for each passage, that of the first figure first; at least two.

        Figures of one row share theirs. Where all stand in one passage, the run of the others is the second side.
        """
        found: dict[int, Side] = {}
        for figure in figures:
            found.setdefault(figure.sentence, self.of(figure))
        if len(found) == 1:
            first, *others = figures
            start, end = min(one.start for one in others), max(one.end for one in others)
            return found[first.sentence], Side(start, end, others[0].start, others[0].end, first.sentence)
        return tuple(found.values())

    def of_row(self, *figures: Figure) -> tuple[Side, ...]:
        """A side for each passage that figures of a row stand in, by the last of those in it."""
        return tuple({one.sentence: self.of(one) for one in figures}.values())

    def around(self, sentence: int, at: int, until: int) -> Side:
        """The sentence with the words that decide, or as much of it as a reader takes in at a glance."""
        span = self._passages.spans[sentence]
        start, end = span.start, span.end
        if end - start > MOST_QUOTED:
            start, end = next((one for one in span.clauses if one[0] <= at < one[1]), (start, end))
        return Side(start, end, at, until, sentence, self.number)

    def words(self, at: int, until: int) -> Side:
        """The passage of some words."""
        return self.around(self._passages.at(at), at, until)

    # -- figures

    def written(self, figure: Figure, like: Figure | None = None) -> str:
        """The figure as it is written, a cell with its unit; in the unit of ``like`` as well where that is another."""
        words = self._passages.norm.text[figure.start : figure.end]
        if figure.cell is not None:
            words = self.amount(figure.value, figure)
        if like is None or like.unit == figure.unit:
            return words
        return f"{words} (= {self.amount(figure.value, like, figure.precision)})"

    def amount(self, value: float, like: Figure, precision: float | None = None) -> str:
        """An amount of the base unit in the unit of ``like``, as exact as ``like`` or as ``precision`` allows."""
        return f"{self.digits(value, like, precision)} {like.unit or ''}".rstrip()

    def apart(self, value: float, like: Figure, precision: float) -> str:
        """How far two amounts are apart in the unit of ``like``, of shares in percentage points."""
        if like.unit != _PERCENT:
            return self.amount(value, like, precision)
        number = self.digits(value, like, precision)
        return f"{number} percentage point{'' if number == '1' else 's'}"

    def digits(self, value: float, like: Figure, precision: float | None = None) -> str:
        """An amount without its unit."""
        factor = self._grammar.factor(like.unit)
        return plain(value / factor, (like.precision if precision is None else precision) / factor)

    def change(self, value: float, like: Figure) -> str:
        """A change that was worked out, in the terms of a stated one."""
        if like.unit_class == _SHARE and like.unit != _POINTS:
            return percent(value, like.precision)
        return self.amount(value, like)


def percent(value: float, precision: float) -> str:
    """A share worked out, one digit finer than the stated one."""
    return f"{plain(value, precision / 10)} %"


def plain(value: float, precision: float) -> str:
    """A number with as many decimals as its precision (half a unit of its last digit) leaves, thousands apart."""
    decimals = 0
    if precision > 0:
        decimals = min(max(math.ceil(-math.log10(2 * precision) - _HAIR), 0), _MOST_DECIMALS)
    written = f"{value:,.{decimals}f}"
    return written.removeprefix("-") if float(written.replace(",", "")) == 0 else written
