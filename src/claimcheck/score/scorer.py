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

from collections.abc import Container, Iterable
from functools import cache, lru_cache

from claimcheck.model.claim import Core, Element, Score, Step
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.rulepack.pack import Pack
from claimcheck.score.terms import TypeScore

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
            mention.points.get(kind, 0) * min(kinds.count(kind), mention.most_of_a_kind)
            for kind in set(kinds)
        )
        return min(100, points)

    def _score(
        self, kind: str, credits: Credits, wanted: tuple[str, ...], defined: bool, contradicted: bool
    ) -> Score:
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
            terms.dimension_shares(shares),
            round(raw, 1),
            terms.limits(shares, held),
            rounded(value),
            band,
            steps,
        )

    def _steps(
        self,
        terms: TypeScore,
        held: dict[str, float],
        wanted: tuple[str, ...],
        shares: list[float],
        value: float,
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
