"""An element as it was found for a claim."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.claim import State
from claimcheck.model.figure import Link
from claimcheck.model.passage import Fact


class EvidenceMatch(NamedTuple):
    """The fields of ``Element`` behind its id and its need."""

    state: State
    credit: float
    where: str
    start: int
    end: int
    fact: Fact | None
    link: Link | None = None
    leads_to: tuple[int, int] | None = None
