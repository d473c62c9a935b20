"""The constants of one claim type and the sums over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import mul
from typing import TYPE_CHECKING

from msgspec import Struct

from claimcheck.model.claim import DimensionShare, Limit
from claimcheck.rulepack.pack import ClaimType, Pack

if TYPE_CHECKING:
    from claimcheck.rulepack.file_shapes import DimensionShape, LimitShape

Credit = Mapping[str, float]


class Term(Struct, frozen=True):
    """A dimension for one type: its weight, and each element's part in its share."""

    id: str
    weight: float
    parts: tuple[tuple[str, float], ...]
    names_subject: bool


class Ceiling(Struct, frozen=True):
    """A limit for one type: what opens it, as places of dimensions and names of elements."""

    reason: str
    floor: float
    dimensions: tuple[int, ...]
    elements: tuple[str, ...]

    def opened(self, shares: Sequence[float], credit: Credit) -> float:
        """The best credit among what the limit looks at."""
        best = 0.0
        for place in self.dimensions:
            if shares[place] > best:
                best = shares[place]
        for name in self.elements:
            if credit.get(name, 0.0) > best:
                best = credit[name]
        return best

    def ceiling(self, opened: float) -> float:
        """The highest score that the limit lets through: it is gone at a credit of one half."""
        return self.floor + (100 - self.floor) * (2 * opened if opened < 0.5 else 1.0)


class TypeScore:
    """Scores one claim type; a credit is a number from 0 to 1 by element id."""

    def __init__(self, kind: ClaimType, pack: Pack) -> None:
        shape = kind.shape
        self._attribute_from = tuple(shape.attribute_from)
        self._terms: list[Term] = []
        for dimension in pack.scoring.dimensions:
            needed = _needed(dimension, kind)
            if needed and dimension.id not in shape.not_applicable:
                weight = dimension.weight / 2 if dimension.id in shape.half else dimension.weight
                self._terms.append(_term(dimension, weight, needed))
        self._total = sum(term.weight for term in self._terms)
        self._weights = [term.weight for term in self._terms]
        self._limits = [
            self._limit(limit)
            for limit in pack.scoring.limits
            if (not limit.types or kind.id in limit.types)
            and (limit.needs_required is None or limit.needs_required in shape.required)
        ]
        self._slack = pack.scoring.limit_slack
        self.touched = {
            name: self._places((name, *element.shape.brings)) for name, element in pack.elements.items()
        }
        """By element the places of the dimensions whose shares hang on it or on what advice on it brings."""

    def shares(self, credit: Credit) -> list[float]:
        """The share of each dimension, in the order of the dimensions."""
        return [self._share(term, credit) for term in self._terms]

    def dimension_shares(self, shares: Sequence[float]) -> tuple[DimensionShare, ...]:
        """The terms of the sum, for printing."""
        return tuple(
            DimensionShare(term.id, term.weight, round(share, 4))
            for term, share in zip(self._terms, shares, strict=True)
        )

    def raw(self, shares: Sequence[float]) -> float:
        """The weighted sum in points of 100."""
        held: float = sum(map(mul, self._weights, shares))
        return 100 * held / self._total

    def limits(self, shares: Sequence[float], credit: Credit) -> tuple[Limit, ...]:
        """The limits of this type and how far each is open, for printing."""
        printed: list[Limit] = []
        for limit in self._limits:
            opened = limit.opened(shares, credit)
            printed.append(
                Limit(limit.reason, limit.floor, round(opened, 4), round(limit.ceiling(opened), 1))
            )
        return tuple(printed)

    def value(self, shares: Sequence[float], credit: Credit) -> float:
        """The score, unrounded."""
        return self.limited(self.raw(shares), shares, credit)

    def limited(self, raw: float, shares: Sequence[float], credit: Credit) -> float:
        """What the limits leave of the weighted sum ``raw``, at most all of it."""
        value = raw
        for limit in self._limits:
            # A limit at or above the raw score cannot bind, however little of it is open.
            if limit.floor < raw:
                ceiling = limit.ceiling(limit.opened(shares, credit))
                if ceiling < raw:
                    bound = ceiling + self._slack * (raw - ceiling)
                    value = bound if bound < value else value
        return value

    def _places(self, names: Iterable[str]) -> frozenset[int]:
        named = frozenset(names)
        return frozenset(
            place
            for place, term in enumerate(self._terms)
            if not named.isdisjoint([part for part, _ in term.parts])
            or (term.names_subject and not named.isdisjoint(self._attribute_from))
        )

    def shares_at(self, places: Iterable[int], credit: Credit) -> list[tuple[int, float]]:
        """The shares of some dimensions with their places."""
        return [(place, self._share(self._terms[place], credit)) for place in places]

    def _share(self, term: Term, credit: Credit) -> float:
        if term.names_subject:
            attribute = max((credit.get(name, 0.0) for name in self._attribute_from), default=1.0)
            return attribute * (0.5 + 0.5 * credit.get("subject", 0.0))
        held = 0.0
        for name, part in term.parts:
            if name in credit:
                held += part * credit[name]
        return held if held < 1.0 else 1.0

    def _limit(self, limit: LimitShape) -> Ceiling:
        names = [term.id for term in self._terms]
        asked = [name.partition(".")[::2] for name in limit.on]
        return Ceiling(
            limit.reason,
            limit.floor,
            tuple(names.index(key) for kind, key in asked if kind == "dimension" and key in names),
            tuple(key for kind, key in asked if kind == "element"),
        )


def _needed(dimension: DimensionShape, kind: ClaimType) -> tuple[str, ...]:
    """What the dimension is measured by: required elements, else conditional ones.

    A type that lists no qualification still has to be free of undefined words.
    """
    required = tuple(name for name in dimension.elements if name in kind.shape.required)
    conditional = tuple(name for name in dimension.elements if name in kind.shape.conditional)
    fallback = ("qualification",) if "qualification" in dimension.elements else ()
    return required or conditional or fallback


def _term(dimension: DimensionShape, weight: float, needed: tuple[str, ...]) -> Term:
    whole = sum(dimension.elements[name] for name in needed)
    parts = tuple(
        (name, value / whole if name in needed else value / whole / 2)
        for name, value in dimension.elements.items()
    )
    return Term(dimension.id, weight, parts, "subject" in dimension.elements)
