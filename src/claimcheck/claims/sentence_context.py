"""What stands around a sentence that its shape may make a claim."""

from __future__ import annotations

from typing import NamedTuple


class Surroundings(NamedTuple):
    """The topic of the sentence itself and that of what stands over it, None where nothing names one.

    ``hazards`` says that its headings are on what may come about, ``follows`` that the sentence right before is a
    claim.
    """

    own: str | None
    headed: str | None
    hazards: bool
    follows: bool

    @property
    def topic(self) -> str | None:
        """What the sentence is about."""
        return self.own or self.headed
