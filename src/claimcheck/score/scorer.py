"""The score of a claim: dimensions, limits, band and next steps.

    s_d   = min(1, (Σ v·c over the needed elements of d + ½·Σ v·c over the others) / Σ v over the needed)
    raw   = 100·Σ w_d·s_d / Σ w_d
    limit = floor + (100 − floor)·min(1, 2c)
    score = the least of raw and, for each limit below raw, limit + slack·(raw − limit)

Every term only rises with a credit, so the score never falls when evidence is added. Needed elements of a dimension
are the type's required ones; where it has none, its conditional ones; a dimension without either does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from claimcheck.model.claim import DimensionShare, Element, Limit, Score, Step
from claimcheck.rulepack.pack import ClaimType, Pack
from claimcheck.rulepack.shapes import DimensionShape, LimitShape

Credits = tuple[tuple[str, float], ...]


class Scorer:
    """Scores claims by a pack's types and weights; equal evidence is worked out once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._types = {name: _TypeScore(kind, pack) for name, kind in pack.claim_types.items()}
        self._asks = {name: element.shape.ask for name, element in pack.elements.items()}
        self._brings = {name: tuple(element.shape.brings) for name, element in pack.elements.items()}
        self._cached = lru_cache(maxsize=20_000)(self._score)

    def score(self, kind: str, elements: tuple[Element, ...], defined: bool) -> Score:
        """Return the score of a claim of type ``kind``.

        ``defined`` says that the claim holds no generic, absolute or undefined word, so nothing has to be
        qualified. An element counts with its credit, a contradicted one with none.
        """
        credits = tuple((one.id, one.credit) for one in elements if one.credit and one.state != "contradicted")
        wanted = tuple(one.id for one in elements if one.need != "optional" and one.credit < 1.0)
        contradicted = any(one.state == "contradicted" for one in elements)
        return self._cached(kind, credits, wanted, defined, contradicted)

    def _score(
        self, kind: str, credits: Credits, wanted: tuple[str, ...], defined: bool, contradicted: bool
    ) -> Score:
        terms = self._types[kind]
        held = dict(credits)
        dimensions, raw, limits, value = terms.score(held, defined)
        band = self._band(value)
        if contradicted:
            value, band = min(value, float(self._pack.scoring.contradicted_at_most)), "contradicted"
        steps = () if contradicted else self._steps(terms, held, wanted, defined, value)
        return Score(dimensions, round(raw, 1), limits, rounded(value), band, steps)

    def _steps(
        self, terms: _TypeScore, held: dict[str, float], wanted: tuple[str, ...], defined: bool, value: float
    ) -> tuple[Step, ...]:
        """The greedy sequence: what brings most, then what brings most after that."""
        steps: list[Step] = []
        held, left = dict(held), list(wanted)
        while left:
            ranked = [(terms.value(self._with(held, name), defined), -place) for place, name in enumerate(left)]
            best, place = max(ranked)
            name = left.pop(-place)
            held = self._with(held, name)
            left = [other for other in left if held.get(other, 0.0) < 1.0]
            gain = rounded(best) - rounded(value)
            value = best
            if gain > 0:
                steps.append(Step(name, gain, self._asks[name]))
        return tuple(steps)

    def _with(self, held: Mapping[str, float], name: str) -> dict[str, float]:
        return {**held, name: 1.0, **dict.fromkeys(self._brings[name], 1.0)}

    def _band(self, value: float) -> str:
        bands = sorted(self._pack.scoring.bands, key=lambda band: -band.least)
        return next((band.id for band in bands if rounded(value) >= band.least), bands[-1].id)


class _TypeScore:
    """The constants of one claim type and the sum over them."""

    def __init__(self, kind: ClaimType, pack: Pack) -> None:
        shape = kind.shape
        self._attribute_from = tuple(shape.attribute_from)
        self._dimensions: list[tuple[DimensionShape, float, tuple[str, ...]]] = []
        for dimension in pack.scoring.dimensions:
            if dimension.id in shape.not_applicable:
                continue
            needed = tuple(name for name in dimension.elements if name in shape.required)
            needed = needed or tuple(name for name in dimension.elements if name in shape.conditional)
            if not needed and "qualification" in dimension.elements:
                needed = ("qualification",)
            if needed:
                weight = dimension.weight / 2 if dimension.id in shape.half else dimension.weight
                self._dimensions.append((dimension, weight, needed))
        self._total = sum(weight for _, weight, _ in self._dimensions)
        self._limits = [
            limit
            for limit in pack.scoring.limits
            if (not limit.types or kind.id in limit.types)
            and (limit.needs_required is None or limit.needs_required in shape.required)
        ]
        self._slack = pack.scoring.limit_slack

    def score(
        self, held: Mapping[str, float], defined: bool
    ) -> tuple[tuple[DimensionShare, ...], float, tuple[Limit, ...], float]:
        """Return the dimensions, the raw score, the limits and the score, unrounded."""
        credit = {**held, "qualification": 1.0} if defined else held
        shares: dict[str, float] = {}
        dimensions: list[DimensionShare] = []
        for dimension, weight, needed in self._dimensions:
            share = self._share(dimension, needed, credit)
            shares[dimension.id] = share
            dimensions.append(DimensionShare(dimension.id, weight, round(share, 4)))
        raw = 100 * sum(weight * shares[one.id] for one, weight, _ in self._dimensions) / self._total
        limits: list[Limit] = []
        value = raw
        for limit in self._limits:
            opened = _opened(limit, shares, credit)
            ceiling = limit.floor + (100 - limit.floor) * min(1.0, 2 * opened)
            limits.append(Limit(limit.reason, limit.floor, round(opened, 4), round(ceiling, 1)))
            if ceiling < raw:
                value = min(value, ceiling + self._slack * (raw - ceiling))
        return tuple(dimensions), raw, tuple(limits), value

    def value(self, held: Mapping[str, float], defined: bool) -> float:
        """The score alone."""
        return self.score(held, defined)[3]

    def _share(self, dimension: DimensionShape, needed: tuple[str, ...], credit: Mapping[str, float]) -> float:
        weights = dimension.elements
        whole = sum(weights[name] for name in needed)
        held = sum(
            (1.0 if name in needed else 0.5) * weight * credit.get(name, 0.0) for name, weight in weights.items()
        )
        share = min(1.0, held / whole)
        if "subject" not in weights:
            return share
        attribute = max((credit.get(name, 0.0) for name in self._attribute_from), default=1.0)
        return attribute * (0.5 + 0.5 * credit.get("subject", 0.0))


def _opened(limit: LimitShape, shares: Mapping[str, float], credit: Mapping[str, float]) -> float:
    """The best credit among what a limit looks at: ``dimension.NAME`` or ``element.NAME``."""
    best = 0.0
    for name in limit.on:
        kind, _, key = name.partition(".")
        best = max(best, (shares if kind == "dimension" else credit).get(key, 0.0))
    return best


def rounded(value: float) -> int:
    """Half up, so that the printed arithmetic can be followed by hand."""
    return int(value + 0.5)
