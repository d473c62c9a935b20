"""Which claims of a document to deal with first, and why."""

from __future__ import annotations

from typing import NamedTuple


class Reason(NamedTuple):
    """A term of the sum that orders claims: an id of ``rules/ranking.yml`` and its points."""

    reason: str
    points: int


class Ranked(NamedTuple):
    """The place of a claim in the order of its document.

    ``rank`` is 1 for what to deal with first; all claims of a group share it. ``group`` is the number, from 0, of the
    claim that stands for the group, and ``why`` the terms whose sum decides.
    """

    rank: int
    group: int
    why: tuple[Reason, ...]
