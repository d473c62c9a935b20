"""How characters look, as far as that tells what they are and whether they are seen."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from claimcheck.model.document import Way
from claimcheck.read.css import declared, hidden_by

AUTO = "auto"
"""The colour that a program chooses by itself, so that letters are seen."""
_TINY = 4  # half points


class Look(NamedTuple):
    """How characters look; None where a style leaves it to another. ``size`` is in half points.

    ``colour`` and ``ground`` are those of the letters and behind them, as six digits or ``AUTO``.
    """

    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: int | None = None
    struck: bool | None = None
    colour: str | None = None
    ground: str | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else that of ``base``."""
        if self is PLAIN:
            return base
        return Look._make([other if own is None else own for own, other in zip(self, base, strict=True)])

    def way(self, page: str | None) -> Way | None:
        """How characters are hidden on a page of colour ``page``, None where nobody knows what stands behind them."""
        if self.hidden:
            return "switched off"
        if self.struck:
            return "struck out"
        if self.size is not None and self.size <= _TINY:
            return "too small to read"
        ground = page if self.ground in (None, AUTO) else self.ground
        return _way_on(self.colour, ground) if self.colour and ground else None


@lru_cache(maxsize=256)
def _way_on(colour: str, ground: str) -> Way | None:
    return hidden_by(declared(f"color:#{colour}; background:#{ground}"))


PLAIN = Look()
