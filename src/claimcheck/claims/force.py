"""How far a claim goes: whether a plan is promised or only intended, and whether its figure holds at best."""

from __future__ import annotations

from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Frame
from claimcheck.model.claim import Force
from claimcheck.model.passage import signals_in
from claimcheck.rulepack.pack import Lexicon

_AMOUNTS = ("share", "quantity")


class ForceWords:
    """The words of one language that say how far a claim goes."""

    __slots__ = ("_at_best", "_plans", "_promises")

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        promises = roles.get("promise", 0)
        self._promises = signals_in(promises)
        self._plans = signals_in(promises | roles.get("intention", 0))
        self._at_best = roles.get("at_best", 0)

    def of(self, view: ClauseView, frame: Frame, tense: str) -> tuple[Force, ...]:
        """What is said of a claim: promised ("will"), intended ("hope to"), a figure at best ("up to 22 %").

        Of several words of a plan the last one before the core's verb says it: "we will try to cut".
        """
        found: list[Force] = []
        if tense == "planned":
            hits = view.hits("clause", False)
            pivot = frame.end if frame.own is None or view.grammar.free_order else frame.own.end
            ahead = (hit for hit in hits if hit.signal in self._plans and hit.start < pivot)
            said = [hit for hit in ahead if not frame.is_aside(hit.start)]
            if said:
                last = max(said, key=lambda hit: (hit.start, hit.end))
                found.append("promised" if last.signal in self._promises else "intended")
        if view.mask("clause", False) & self._at_best:
            ends = {hit.end for hit in view.hits("clause", False) if self._at_best >> hit.signal & 1}
            amounts = (fact.start for fact in view.facts("clause") if fact.kind in _AMOUNTS)
            if any(not ends.isdisjoint((start, start - 1)) for start in amounts):
                found.append("at_best")
        return tuple(found)
