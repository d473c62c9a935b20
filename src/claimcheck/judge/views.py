"""A claim with its evidence and its fellow claims, as rules see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple
from weakref import ref

from claimcheck.model.approval import Approved
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.passage import AHEAD, Fact
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.views import PassageView
from claimcheck.text.passages import Passages

# How many words may stand between evidence and its year: the name of a body, a standard, a small word.
YEAR_REACH = 6


Identity = tuple[str | int | None, ...]
"""The fields in which claims may have to agree."""
_FIELDS: Mapping[str, Callable[[Core], str | int | None]] = {
    "topic": lambda core: core.topic,
    "type": lambda core: core.type,
    "subject": lambda core: core.subject_kind,
    "paragraph": lambda core: core.sentence.block,
}


class ClaimWithEvidence(NamedTuple):
    """A claim with its evidence, as rules see it."""

    core: Core
    elements: tuple[Element, ...]
    approved: Approved | None = None


class ClaimView(PassageView):
    """A claim with its fields, its elements and the other claims of the document."""

    __slots__ = ("_claims", "judged", "states")

    def __init__(self, passages: Passages, judged: ClaimWithEvidence, context: Context, claims: Claims) -> None:
        super().__init__(passages, judged.core.sentence, judged.core.clause, context)
        self.judged = judged
        # The views belong to the claims of the document: held weakly, nothing is left behind in a cycle.
        self._claims = ref(claims)
        self.states = {element.id: element for element in judged.elements}

    @property
    def claims(self) -> Claims:
        """All claims of the document, which somebody has to hold."""
        claims = self._claims()
        assert claims is not None, "the claims of the document are gone"
        return claims

    def claim_field(self, name: str) -> str | None:
        """A field of the claim; ``register`` is what a register of evidence holds of it.

        ``approval`` is how it stands in a register of approved claims, ``backing`` what becomes of the evidence that
        its approval rests on. ``pointer`` is astray where one leads to a place that is wrong for sure. ``assurance`` is
        how much of the document the assurance statements in it are on: whole, part or none.
        """
        if name in OF_REGISTERS:
            return OF_REGISTERS[name](self)
        if name == "pointer":
            return self._pointer()
        if name == "assurance":
            return self.claims.assured
        value: str | None = self.noted() if name == "noted" else getattr(self.judged.core, name)
        return value

    @property
    def is_registered(self) -> bool:
        """Whether a register, of evidence or of approved claims, has anything on the claim."""
        return self.judged.approved is not None or self._registered() is not None

    def _registered(self) -> str | None:
        sources = [element for element in self.judged.elements if element.source is not None]
        if any(element.state == "missing" for element in sources):
            return "lapsed"
        return "held" if sources else None

    def _pointer(self) -> str | None:
        locator = self.states.get("locator")
        return "astray" if locator is not None and locator.state == "missing" and locator.fact else None

    def _approval(self) -> str | None:
        found = self.judged.approved
        if found is None or found.repeated or (found.standing == "unlisted" and not found.complete):
            return None
        return found.standing

    def _backing(self) -> str | None:
        found = self.judged.approved
        if found is None or found.repeated or not found.backing:
            return None
        return "lapsed" if found.lapsed else "held"

    def answer(self, name: str) -> str | None:
        """What is answered of a deciding fact: by the approved entry of the claim, else by the setting."""
        approved = self.judged.approved
        said = None
        if approved is not None and approved.entry is not None and approved.standing == "approved":
            said = approved.entry.answer(name)
        return said or super().answer(name)

    def element_state(self, name: str) -> str | None:
        """State of an element; None where the claim neither needs nor holds it."""
        element = self.states.get(name)
        return None if element is None else element.state

    def element_number(self, name: str, part: str) -> float | None:
        """``number``, ``year``, ``interim``, ``credit`` or ``until`` of an element."""
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
        fact = element.fact
        # "Between 2021 and 2030": the base is where a span begins, all else is reached where it ends.
        year = fact.year if element.id == "base_year" else fact.end_year or fact.year
        value = fact.value if part == "number" else year
        return None if value is None else float(value)

    def other_claim(self, where: Compiled, same: tuple[str, ...]) -> bool:
        """Whether another claim fits ``where`` and agrees in the fields ``same``."""
        return self.claims.exists(self, where, same)

    def _until(self, element: Element) -> float | None:
        """The year that the evidence is from: its own, or one that its words are bound to.

        That is one that stands in its words ("in 2031"), or the first that follows within a few words ("verified by A
        for 2023"); one that something is
        compared with has to follow at once ("an assessment from 2019"), one in front to touch ("our 2021 assessment").
        """
        own = element.fact
        if own is not None and own.year is not None:
            return float(own.end_year or own.year)
        if element.start is None or element.end is None:
            return None
        for fact in self.passages.facts(self.passages.at(element.start)):
            year = fact.end_year or fact.year
            if fact.kind in ("year", "period") and year is not None and self._is_bound(fact, element):
                return float(year)
        return None

    def _is_bound(self, fact: Fact, element: Element) -> bool:
        start, end = element.start or 0, element.end or 0
        if start <= fact.start and fact.end <= end:
            return True
        if fact.start < end:
            return fact.role in (None, "period") and fact.end + 1 == start
        reach = YEAR_REACH if fact.role in (None, "period") else 1 if fact.role == "base" else -1
        # The words of a name are counted: it may be long, and another clause may follow it.
        begin = start if element.fact is not None and element.fact.kind == "party" else end
        return self.passages.tokens_between(begin, fact.start) <= reach

    def _interim(self, element: Element) -> float | None:
        """The earliest target year of the sentence where it names more than one."""
        if element.start is None:
            return None
        years = [
            fact.year
            for fact in self.facts("sentence")
            if fact.kind == "year" and fact.role in AHEAD and fact.year is not None
        ]
        return float(min(years)) if len(set(years)) > 1 else None


OF_REGISTERS = {"register": ClaimView._registered, "approval": ClaimView._approval, "backing": ClaimView._backing}


class Claims:
    """All claims of a document as rules see them, in reading order; each question about them is answered once."""

    def __init__(
        self,
        passages: Passages,
        judged: Sequence[ClaimWithEvidence],
        context: Context,
        assurance: Sequence[Assurance] = (),
    ) -> None:
        telling = [one for one in assurance if one.tells]
        self.assured = "none" if not telling else "whole" if any(one.whole for one in telling) else "part"
        self.views = [ClaimView(passages, one, context, self) for one in judged]
        self._fitting: dict[int, Sequence[int]] = {}
        self._alike: dict[tuple[int, tuple[str, ...]], dict[Identity, list[int]]] = {}

    @cached_property
    def _by_type(self) -> dict[str, list[int]]:
        """The places of the claims of each type."""
        found: dict[str, list[int]] = {}
        for place, view in enumerate(self.views):
            found.setdefault(view.judged.core.type, []).append(place)
        return found

    def fitting(self, that: Compiled) -> Sequence[int]:
        """The places of the claims that fit, in order; of types that cannot fit none is asked."""
        found = self._fitting.get(id(that))
        if found is None:
            places: Sequence[int] = range(len(self.views))
            types = that.claim_values.get("type")
            if types is not None:
                places = sorted([place for name in types for place in self._by_type.get(name, ())])
            found = self._fitting[id(that)] = [place for place in places if that.test(self.views[place])]
        return found

    def exists(self, view: ClaimView, where: Compiled, same: tuple[str, ...]) -> bool:
        """Whether a claim other than that of ``view`` fits ``where`` and agrees with it in the fields ``same``."""
        key = (id(where), same)
        alike = self._alike.get(key)
        if alike is None:
            alike = self._alike[key] = {}
            for place in self.fitting(where):
                alike.setdefault(_identity(self.views[place].judged.core, same), []).append(place)
        fitting = alike.get(_identity(view.judged.core, same), ())
        # Of any two claims that fit, one is another claim.
        return any(self.views[place] is not view for place in islice(fitting, 2))


def _identity(core: Core, same: tuple[str, ...]) -> Identity:
    return tuple(_FIELDS[name](core) for name in same)
