"""Figures in words for a reader: as written, in the unit of another figure, and what was worked out from them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from claimcheck.model.figure import Figure

_MOST_DECIMALS = 6
_HAIR = 1e-9


class Amounts:
    """Writes figures of one document; ``units`` has the factor of each unit id to the base unit of its class."""

    __slots__ = ("_text", "_units")

    def __init__(self, text: str, units: Mapping[str, float]) -> None:
        self._text = text
        self._units = units

    def written(self, figure: Figure, like: Figure | None = None) -> str:
        """The figure as it is written, a cell with its unit; in the unit of ``like`` as well where that is another."""
        words = self._text[figure.start : figure.end]
        if figure.cell is not None:
            words = self.of(figure.value, figure)
        if like is None or like.unit == figure.unit:
            return words
        return f"{words} (= {self.of(figure.value, like, figure.precision)})"

    def of(self, value: float, like: Figure, precision: float | None = None) -> str:
        """An amount of the base unit in the unit of ``like``, as exact as ``like`` or as ``precision`` allows."""
        unit = like.unit or ""
        return f"{self.number(value, like, precision)} {unit}".rstrip()

    def number(self, value: float, like: Figure, precision: float | None = None) -> str:
        """The same without the unit."""
        factor = self._units.get(like.unit or "", 1.0)
        return plain(value / factor, (like.precision if precision is None else precision) / factor)

    @staticmethod
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
