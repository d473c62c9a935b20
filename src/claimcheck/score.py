"""The score of a claim: dimensions, limits, band and next steps.

A dimension is held in part: its needed elements count with value times credit, the others with half of that, and the
sum is set against the value of the needed ones, at most 1. ``raw`` is the weighted mean of the dimensions, out of 100.
A limit lies at its floor without any credit and rises in a straight line to 100 at a credit of one half. A limit under
``raw`` pulls the score down to itself, but for ``slack`` of the distance; the lowest such value is the score.

More credit raises every one of these terms or leaves it alone: more evidence cannot cost points. Needed elements of a
dimension are the required ones of the type; where it has none, its conditional ones; a dimension without either does
not count.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import mul
from typing import TYPE_CHECKING

from msgspec import Struct

from claimcheck.model.claim import Core, DimensionShare, Element, Limit, Score, Step
from claimcheck.model.passage import FIGURES, Fact
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
        self.touched = {name: self._places((name, *element.shape.brings)) for name, element in pack.elements.items()}
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
            printed.append(Limit(limit.reason, limit.floor, round(opened, 4), round(limit.ceiling(opened), 1)))
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
        (name, value / whole if name in needed else value / whole / 2) for name, value in dimension.elements.items()
    )
    return Term(dimension.id, weight, parts, "subject" in dimension.elements)


Credits = tuple[tuple[str, float], ...]


class Scorer:
    """Scores claims by a pack's types and weights; equal evidence is worked out once."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        # Few documents have claims of every type.
        self._type = cache(lambda name: TypeScore(pack.claim_types[name], pack))
        self._asks = {name: element.shape.ask for name, element in pack.elements.items()}
        # What advice on an element brings, all of it in full.
        self._bundles = {
            name: dict.fromkeys((name, *element.shape.brings), 1.0) for name, element in pack.elements.items()
        }
        self._cached = lru_cache(maxsize=20_000)(self._score)

    def score(
        self, kind: str, elements: tuple[Element, ...], defined: bool, asked: Container[str] | None = None
    ) -> Score:
        """Return the score of a claim of type ``kind``.

        ``defined`` says that all words of the claim are plain, so nothing has to be qualified. An element counts
        with its credit, a contradicted one with none. ``asked`` are the elements that a step may name, None for all;
        the score is the same whatever is asked.
        """
        credits: list[tuple[str, float]] = []
        wanted: list[str] = []
        contradicted = False
        for name, need, state, credit, *_ in elements:
            if state == "contradicted":
                contradicted = True
            elif credit:
                credits.append((name, credit))
            if credit < 1.0 and need != "optional" and (asked is None or name in asked):
                wanted.append(name)
        return self._cached(kind, tuple(credits), tuple(wanted), defined, contradicted)

    def specificity(self, facts: Iterable[Fact]) -> int:
        """How specific a passage is that claims nothing, 0 to 100: points for its figures and references."""
        mention = self._pack.scoring.mention
        kinds = [fact.kind for fact in facts]
        points = sum(
            mention.points.get(kind, 0) * min(kinds.count(kind), mention.most_of_a_kind) for kind in set(kinds)
        )
        return min(100, points)

    def _score(self, kind: str, credits: Credits, wanted: tuple[str, ...], defined: bool, contradicted: bool) -> Score:
        terms = self._type(kind)
        held = dict(credits)
        if defined:
            held["qualification"] = 1.0
        shares = terms.shares(held)
        raw = terms.raw(shares)
        value = terms.value(shares, held)
        band = self._band(value)
        steps: tuple[Step, ...] = ()
        if contradicted:
            value, band = min(value, float(self._pack.scoring.contradicted_at_most)), "contradicted"
        else:
            steps = self._steps(terms, held, wanted, shares.copy(), value)
        return Score(
            terms.dimension_shares(shares), round(raw, 1), terms.limits(shares, held), rounded(value), band, steps
        )

    def _steps(
        self, terms: TypeScore, held: dict[str, float], wanted: tuple[str, ...], shares: list[float], value: float
    ) -> tuple[Step, ...]:
        """The greedy sequence: what brings most, then what brings most after that."""
        steps: list[Step] = []
        left, bundles, touched = list(wanted), self._bundles, terms.touched
        whole = held.copy()
        for name in left:
            whole |= bundles[name]
        most = rounded(terms.value(terms.shares(whole), whole))
        # What an element would make of its dimensions holds until another one touches these.
        known: dict[str, list[tuple[int, float]]] = {}
        # More evidence costs no points: what has come to as much as everything together gains nothing more.
        while left and rounded(value) < most:
            best, chosen = -1.0, left[0]
            for name in left:
                raised = known.get(name)
                if raised is None:
                    raised = known[name] = terms.shares_at(touched[name], held | bundles[name])
                changed = shares.copy()
                for place, share in raised:
                    changed[place] = share
                raw = terms.raw(changed)
                # No limit lifts a score: what is not ahead without them is not ahead with them.
                if raw <= best:
                    continue
                reached = terms.limited(raw, changed, held | bundles[name])
                # Of several that bring as much the first is meant.
                if reached > best:
                    best, chosen = reached, name
            gain = rounded(best) - rounded(value)
            if gain <= 0:
                # What brings no point is not told, and no other step brings more than the best.
                break
            held = held | bundles[chosen]
            for place, share in known[chosen]:
                shares[place] = share
            left = [other for other in left if held.get(other, 0.0) < 1.0]
            for other in left:
                if not touched[other].isdisjoint(touched[chosen]):
                    known.pop(other, None)
            value = best
            steps.append(Step(chosen, gain, self._asks[chosen]))
        return tuple(steps)

    def _band(self, value: float) -> str:
        bands = sorted(self._pack.scoring.bands, key=lambda band: -band.least)
        return next((band.id for band in bands if rounded(value) >= band.least), bands[-1].id)


def rounded(value: float) -> int:
    """Half up, so that the printed arithmetic can be followed by hand."""
    return int(value + 0.5)


class Advice:
    """Words the next steps of claims by their type, topic and tense, and by whether the sentence has a figure.

    Built once for a pack.
    """

    def __init__(self, pack: Pack) -> None:
        self._elements = {name: element.shape for name, element in pack.elements.items()}
        self._said = lru_cache(maxsize=4096)(self._ask)

    def worded(self, core: Core, steps: tuple[Step, ...], facts: Iterable[Fact]) -> tuple[Step, ...]:
        """The steps with advice that fits the claim; ``facts`` are those of its sentence."""
        figure = any(fact.kind in FIGURES for fact in facts)
        told = core.type, core.topic, core.tense, figure
        return tuple([one._replace(advice=self._said(one.element, *told)) for one in steps])

    def _ask(self, element: str, kind: str, topic: str, tense: str, figure: bool) -> str:
        shape = self._elements[element]
        for one in shape.asks:
            told = ((one.type, kind), (one.topic, topic), (one.tense, tense))
            if one.figure in (None, figure) and all(not wanted or value in wanted for wanted, value in told):
                return one.ask
        return shape.ask
