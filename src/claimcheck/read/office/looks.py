"""How characters look, as far as that tells what they are."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """How characters look; None where a style leaves it to another. ``size`` is in half points."""

    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: int | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else that of ``base``."""
        if self is PLAIN:
            return base
        return Look(
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
            base.raised if self.raised is None else self.raised,
            base.size if self.size is None else self.size,
        )


PLAIN = Look()
