"""What a sentence tells about metrics: which it names, and the figures that it gives of them."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.figure import Basis, Figure
from claimcheck.text.metric_words import PhraseKind


class Mention(NamedTuple):
    """A metric as a sentence names it; ``clause`` is its number, offsets are those of the normalised text.

    ``year``, ``end_year`` and ``against`` are the period and the base year that are told beside it, ``move`` is whether
    it falls or rises there, and ``happened`` whether that is told as done.
    """

    metrics: tuple[str, ...]
    start: int
    end: int
    clause: int
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: Basis | None
    per_unit: bool
    year: int | None
    end_year: int | None
    against: int | None
    move: PhraseKind | None
    happened: bool


class Told(NamedTuple):
    """What a sentence tells: the metrics that it names, and its figures of them."""

    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


NOTHING = Told((), ())
