"""What is asked of claims, and what is told once for a whole document."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.claim import Element


class Asked(NamedTuple):
    """What is asked of a claim: its elements, the missing ones with whether they are asked for.

    ``wanted`` are the ids of what to add or to better, at most ``MOST_ASKED`` of them; all that is asked is among them.
    """

    elements: tuple[Element, ...]
    wanted: frozenset[str]


class ToldOnce(NamedTuple):
    """What some claims of a document lack and none of them is asked for, with the advice on it."""

    element: str
    claims: int
    advice: str
