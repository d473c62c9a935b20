"""What somebody who checks a claim asks for: a few things, first things first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from claimcheck.model.asking import Asked, ToldOnce
from claimcheck.model.claim import Core, Element
from claimcheck.rulepack.condition_terms import View
from claimcheck.rulepack.pack import Pack

MOST_ASKED = 4
"""Of one claim; nobody answers a longer list."""

FAIR = 0.5
"""The credit from which held evidence is not asked for again: half of it, where no limit of the score binds."""


class Asker:
    """Asks by the lists of the claim types; built once for a pack."""

    def __init__(self, pack: Pack) -> None:
        self._asks = {name: kind.asks for name, kind in pack.claim_types.items()}
        self._once = {name: one.once for name, one in pack.elements.items() if one.once is not None}
        self._advice = {name: one.shape.ask for name, one in pack.elements.items()}

    def ask(
        self, cores: Sequence[Core], elements: Sequence[tuple[Element, ...]], views: Sequence[View]
    ) -> tuple[list[Asked], list[ToldOnce]]:
        """What is asked of each claim, and what is told once for all, most claims first.

        ``elements`` are in their final states, ``views`` the claims as conditions see them.
        """
        asked = [self._claim(*one) for one in zip(cores, elements, views, strict=True)]
        lacking = Counter(
            name
            for one, view in zip(asked, views, strict=True)
            for name in self._lacking(one.elements)
            if self._once[name].test(view)
        )
        told = sorted(lacking.items(), key=lambda item: (-item[1], item[0]))
        return asked, [ToldOnce(name, claims, self._advice[name]) for name, claims in told]

    def _claim(self, core: Core, elements: tuple[Element, ...], view: View) -> Asked:
        known = {one.id: one for one in elements}
        # What has lapsed or leads astray was given once, and is asked for again before anything else.
        wanted = [one.id for one in elements if one.state == "missing" and (one.source or one.fact)][
            :MOST_ASKED
        ]
        bettered: list[str] = []
        for name, when in self._asks[core.type]:
            one = known.get(name)
            if one is None or name in wanted or one.state == "contradicted" or one.credit >= FAIR:
                continue
            if len(wanted) < MOST_ASKED and (when is None or when.test(view)):
                (wanted if one.state == "missing" else bettered).append(name)
        asked = frozenset(wanted)
        marked = tuple(
            one._replace(asked=False) if one.state == "missing" and one.id not in asked else one
            for one in elements
        )
        return Asked(marked, asked.union(bettered[: MOST_ASKED - len(wanted)]))

    def _lacking(self, elements: tuple[Element, ...]) -> list[str]:
        return [
            one.id for one in elements if one.state == "missing" and not one.asked and one.id in self._once
        ]
