"""Pairs of passages to compare: on the wire, and in lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.model.claim_out import AgainstOut
from claimcheck.model.contradiction import Pair
from claimcheck.model.report import PairOut
from claimcheck.report.layout import visible
from claimcheck.report.places import Places
from claimcheck.report.words import place_words


def pair_out(one: Pair, places: Places) -> PairOut:
    """A pair on the wire."""
    first, second = one.sides
    place, quote, _ = places.cited(first.start, first.end)
    other, held, _ = places.cited(second.start, second.end)
    return PairOut.made(
        quote=quote,
        place=place,
        against=AgainstOut.made(quote=held, place=other),
        stated=one.first,
        held=one.second,
        open=list(one.open),
    )


def compare_lines(pairs: Sequence[PairOut]) -> Iterator[str]:
    """Each pair with its places, and what is not told, a line each."""
    for one in pairs:
        told = f"{visible(one.stated)} ({place_words(one.place)}) and {visible(one.held)}"
        yield f"{told} ({place_words(one.against.place)}): not told to be the same {' or '.join(one.open)}"
