"""What a sentence tells about metrics: which it names, and the figures that it gives of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.figure import Basis, Figure
from claimcheck.model.passage import Fact
from claimcheck.text.metric_words import BASES, MONEY, SHARE, PhraseKind, Said
from claimcheck.text.numbers import RATE


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


def basis_of(said: Sequence[Said]) -> Basis | None:
    """How figures are counted, where one way of it is named."""
    kinds = {one.kind for one in said if one.kind in BASES}
    named = [kind for kind in kinds if kind != "intensity"]
    if len(named) == 1:
        kind = named[0]
        if kind == "location" or kind == "market" or kind == "gross" or kind == "net":
            return kind
    return None


def class_of(fact: Fact) -> str | None:
    """The class of units of a figure; None for a bare number, and for a rate: tables tell per what in the label."""
    if fact.kind == "share":
        return SHARE
    if fact.kind == "money":
        return MONEY
    if fact.unit is not None and fact.unit.startswith(RATE):
        return None
    return fact.unit_class
