"""What a claim may take as evidence from its sentence: all of it, or what no other claim there has for itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from typing import Literal, NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import FIGURES, Clause, Fact, Hit, Sentence
from claimcheck.rulepack.views import PassageView
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.sentence_years import DATES

Share = Literal["any", "same_time", "none"]
"""Which other claims of a sentence share what stands in their clauses: all, those ahead as this one, or none."""
_PLANNED = "planned"


class Refused(NamedTuple):
    """What of a sentence is no evidence for a claim: runs of text as half-open offsets, and single facts."""

    runs: tuple[tuple[int, int], ...]
    facts: frozenset[Fact]


class CoreView(PassageView):
    """A sentence examined for evidence, without what is refused; claim fields are those of the claim that needs it."""

    __slots__ = ("core", "refused")

    def __init__(
        self,
        passages: Passages,
        sentence: Sentence,
        clause: Clause | None,
        context: Context,
        core: Core,
        refused: Refused | None = None,
    ) -> None:
        runs = refused.runs if refused is not None else ()
        if runs:
            sentence = _of_clauses(sentence, [_less(one, runs) for one in sentence.clauses])
        super().__init__(passages, sentence, clause, context)
        self.core = core
        self.refused = refused.facts if refused is not None else frozenset()

    def facts(self, window: str) -> Sequence[Fact]:
        """Facts in the window, in order of start, without those that are refused."""
        facts = super().facts(window)
        return [fact for fact in facts if fact not in self.refused] if self.refused else facts

    def claim_field(self, name: str) -> str | None:
        """A field of the claim."""
        value: str | None = self.noted() if name == "noted" else getattr(self.core, name, None)
        return value

    def keeping(self, kept: Callable[[Hit], bool]) -> CoreView:
        """The same without some of its hits."""
        found = copy(self)
        found.sentence = _of_clauses(self.sentence, [one.keeping(kept) for one in self.sentence.clauses])
        facts = self.passages.known_kinds(self.sentence.number)
        found.own, found.around = found.sentence.mask | facts, found.sentence.mask_any | facts
        return found

    def of_own_time(self) -> CoreView:
        """The same without years that the claim is not of: those of figures in brackets, and of a result those to come.

        "14.2 % (2023: 15.8 %)" does not tell the year of 14.2 %.
        """
        text, facts = self.passages.norm.text, self.facts("sentence")
        ahead = self.context.as_of.year if self.core.tense == "achieved" else None
        first = next((one.start for one in facts if one.kind in FIGURES), self.sentence.end)
        others = [
            one
            for one in facts
            if one.kind in DATES
            and (
                (ahead is not None and (one.year or 0) > ahead)
                or ((text[one.start - 1 : one.start], text[one.end : one.end + 1]) == ("(", ":") and first < one.start)
            )
        ]
        return self.less(others)

    def less(self, facts: Collection[Fact]) -> CoreView:
        """The same without some facts."""
        if not facts:
            return self
        found = copy(self)
        found.refused = self.refused.union(facts)
        return found


class PartedView(CoreView):
    """A claim's sentence without the clauses ``taken``, which other claims have for themselves."""

    __slots__ = ("taken",)

    def __init__(self, whole: CoreView, taken: Sequence[Clause]) -> None:
        starts = {clause.start for clause in taken}
        left = [clause for clause in whole.sentence.clauses if clause.start not in starts]
        sentence = _of_clauses(whole.sentence, left)
        super().__init__(whole.passages, sentence, None, whole.context, whole.core)
        self.refused = whole.refused
        self.taken = taken

    def facts(self, window: str) -> Sequence[Fact]:
        """Facts in the window, in order of start, without those of other claims."""
        facts = super().facts(window)
        if window not in ("clause", "sentence"):
            return facts
        taken = self.taken
        starts = [one.start for one in taken]
        return [
            fact
            for fact in facts
            if not (place := bisect_right(starts, fact.start)) or fact.start >= taken[place - 1].end
        ]


def _less(clause: Clause, runs: Sequence[tuple[int, int]]) -> Clause:
    """A clause without the signals inside some runs."""
    if not any(start < clause.end and clause.start < end for start, end in runs):
        return clause
    return clause.keeping(lambda hit: not any(start <= hit.start < end for start, end in runs))


def _of_clauses(sentence: Sentence, clauses: Sequence[Clause]) -> Sentence:
    mask = mask_any = 0
    for clause in clauses:
        mask |= clause.mask
        mask_any |= clause.mask_any
    return sentence._replace(clauses=tuple(clauses), mask=mask, mask_any=mask_any)


class Companions:
    """The claims that stand together in one sentence.

    Those of the types in ``standing_in`` take nothing for themselves: a bare figure may well specify the claim beside
    it ("is energy-efficient and uses 1.4 kWh per cycle"). A clause with a word of ``definite`` goes on with the claim
    of its type before it ("…; the SBTi has validated the target"): what that one has counts for it as well.
    """

    def __init__(self, cores: Sequence[Core], standing_in: frozenset[str], definite: int) -> None:
        self._definite = definite
        self._types = {(core.sentence.number, core.type) for core in cores}
        self._numbers = {number for number, _ in self._types}
        told = grouped((core.sentence.number, core) for core in cores if core.type not in standing_in)
        self._of_sentence = {number: listed for number, listed in told.items() if len(listed) > 1}

    def stand_in(self, sentence: int, kind: str) -> bool:
        """Whether a claim of a type stands in the sentence of that number."""
        return (sentence, kind) in self._types

    def claims_in(self, sentence: int) -> bool:
        """Whether a claim stands in the sentence of that number."""
        return sentence in self._numbers

    def clauses(self, core: Core) -> list[Clause]:
        """The clauses that other claims of its sentence have for themselves."""
        return [one.clause for one in self._beside(core)]

    def _beside(self, core: Core) -> list[Core]:
        goes_on = bool(core.clause.mask_any & self._definite)
        return [
            one
            for one in self._of_sentence.get(core.sentence.number, ())
            if one.clause is not core.clause and not (goes_on and one.type == core.type and one.start < core.start)
        ]

    def views(self, core: Core, whole: CoreView) -> Mapping[Share, CoreView] | None:
        """The claim's sentence as each kind of sharing leaves it; None where no other claim takes anything away."""
        others = self._beside(core)
        if not others:
            return None
        theirs = [one.clause for one in others]
        ahead = core.tense == _PLANNED
        other_time = [one.clause for one in others if (one.tense == _PLANNED) is not ahead]
        same_time = PartedView(whole, other_time) if other_time else whole
        return {"any": whole, "same_time": same_time, "none": PartedView(whole, theirs)}
