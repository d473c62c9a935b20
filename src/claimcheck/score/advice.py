"""The words in which an element is asked for: those for claims of this kind, else those for all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from claimcheck.model.claim import Core, Step
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.rulepack.pack import Pack


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
