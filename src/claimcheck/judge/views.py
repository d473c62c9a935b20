"""A claim with its evidence and its fellow claims, as rules see it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.passage import Fact
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages


class Judged(NamedTuple):
    """A claim with its evidence, as rules see it."""

    core: Core
    elements: tuple[Element, ...]


class ClaimView(PassageView):
    """A claim with its fields, its elements and the other claims of the document."""

    __slots__ = ("judged", "others", "states")

    def __init__(self, passages: Passages, judged: Judged, context: Context, others: Others) -> None:
        super().__init__(passages, judged.core.sentence, judged.core.clause, context)
        self.judged = judged
        self.others = others
        self.states = {element.id: element for element in judged.elements}

    def claim_field(self, name: str) -> str | None:
        """A field of the claim."""
        value = getattr(self.judged.core, name)
        return None if value is None else str(value)

    def element_state(self, name: str) -> str | None:
        """State of an element; None where the claim neither needs nor holds it."""
        element = self.states.get(name)
        return None if element is None else element.state

    def number(self, path: str) -> float | None:
        """The number behind ``element.NAME.number|year|interim|credit|until`` or a context path."""
        root, _, rest = path.partition(".")
        if root != "element":
            return super().number(path)
        name, _, part = rest.partition(".")
        element = self.states.get(name)
        if element is None:
            return None
        if part == "credit":
            return element.credit
        if part == "interim":
            return self._interim(element)
        if part == "until":
            return self._until(element)
        if element.fact is None:
            return None
        value = element.fact.value if part == "number" else element.fact.year
        return None if value is None else float(value)

    def other_claim(self, where: Compiled, same: tuple[str, ...]) -> bool:
        """Whether another claim fits ``where`` and agrees in the fields ``same``."""
        return self.others.exists(self, where, same)

    def _until(self, element: Element) -> float | None:
        """The year that the evidence is from: its own, or that which stands nearest to it in its sentence.

        A year that something is compared with counts only right behind the evidence ("an assessment from 2019").
        """
        if element.start is None or element.end is None:
            return None
        years = [
            (_gap(fact, element.start, element.end), fact.end_year or fact.year)
            for fact in self.passages.facts(self.passages.at(element.start))
            if fact.kind in ("year", "period")
            and (fact.role in (None, "period") or (fact.role == "base" and self._follows(fact, element.end)))
        ]
        nearest = min((one for one in years if one[1] is not None), default=None)
        return None if nearest is None or nearest[1] is None else float(nearest[1])

    def _follows(self, fact: Fact, end: int) -> bool:
        return fact.start >= end and self.passages.tokens_between(end, fact.start) <= 1

    def _interim(self, element: Element) -> float | None:
        """The earliest target year of the sentence where it names more than one."""
        if element.start is None:
            return None
        years = [
            fact.year
            for fact in self.facts("sentence")
            if fact.kind == "year" and fact.role in ("target", "interim") and fact.year is not None
        ]
        return float(min(years)) if len(set(years)) > 1 else None


def _gap(fact: Fact, start: int, end: int) -> int:
    """How far a figure stands from a range, 0 inside it."""
    return max(fact.start - end, start - fact.end, 0)


class Others:
    """The claims of a document by what rules ask of them; each question is answered once for all claims."""

    __slots__ = ("_answers", "_context", "_judged", "_passages")

    def __init__(self, passages: Passages, judged: Sequence[Judged], context: Context) -> None:
        self._passages = passages
        self._judged = judged
        self._context = context
        self._answers: dict[tuple[int, tuple[str, ...]], dict[tuple[str | None, ...], set[int]]] = {}

    def exists(self, view: ClaimView, where: Compiled, same: tuple[str, ...]) -> bool:
        """Whether a claim other than that of ``view`` fits."""
        key = (id(where), same)
        index = self._answers.get(key)
        if index is None:
            index = self._answers[key] = {}
            for number, judged in enumerate(self._judged):
                other = ClaimView(self._passages, judged, self._context, self)
                if where.test(other):
                    index.setdefault(_identity(judged.core, same), set()).add(number)
        fitting = index.get(_identity(view.judged.core, same), set())
        # Of any two claims that fit, one is another claim.
        return any(self._judged[number] is not view.judged for number in islice(fitting, 2))


def _identity(core: Core, same: tuple[str, ...]) -> tuple[str | None, ...]:
    return tuple(core.subject_kind if name == "subject" else getattr(core, name) for name in same)
