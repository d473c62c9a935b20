"""Evidence that a mark or a continuation ties to a claim: told by its form, where no word of ours names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.evidence.candidate_filter import Credits, EvidenceMatch
from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.search_scopes import NEIGHBOUR, NOTED
from claimcheck.evidence.tied_forms import TiedForms
from claimcheck.rulepack.pack import ElementType, TiedGradeOf

BASE = "base_year"
LOOSE = frozenset({"beside"})
"""Forms that hold in the sentence right behind a claim as well, whatever that opens with."""
NAMED = frozenset({"checker", "examiner"})
"""Forms of sentences that open with a name, which hold further down the paragraph."""


class _Chance(NamedTuple):
    """An element with its grades, and the credit of each place where it may be tied."""

    element: ElementType
    credit: Mapping[str, float]
    grades: tuple[TiedGradeOf, ...]


class Tied:
    """Reads notes and continuations of claims; built once for a pack and a language."""

    def __init__(
        self, forms: TiedForms, elements: Sequence[ElementType], credits_: Credits, numbers: Mapping[str, int]
    ) -> None:
        self._forms = forms
        self._signals = {
            id(grade): frozenset(numbers[name] for name in grade.signals)
            for one in elements
            for grade in one.tied
        }
        self._credits = credits_
        self._chances = tuple(
            _Chance(one, credits_[one.id], one.tied)
            for one in elements
            if one.tied and (credits_[one.id].get(NOTED) or credits_[one.id].get(NEIGHBOUR))
        )

    def before(self, own: CoreView, asked: Collection[str]) -> EvidenceMatch | None:
        """The base year of a claim "over the same" years, told by the sentence or entry before it."""
        base = self._forms.before(own.core, own.passages) if BASE in asked else None
        credit = self._credits[BASE].get(NEIGHBOUR, 0.0)
        return (
            EvidenceMatch("linked", credit, NEIGHBOUR, base.start, base.end, base)
            if base and credit
            else None
        )

    def found(
        self,
        own: CoreView,
        view: CoreView,
        place: str,
        goes_on: bool,
        asked: Collection[str],
        best: Mapping[str, EvidenceMatch],
    ) -> Iterator[tuple[str, EvidenceMatch]]:
        """The elements of ``asked`` that a sentence holds by its form, where that is worth more than what is held.

        ``view`` is the sentence, a note on the claim or one beside it, which ``goes_on`` with it or stands behind it.
        """
        tied = place == NOTED or goes_on
        beside = view.sentence.number == own.core.sentence.number + 1
        for element, credit, grades in self._chances:
            before = best[element.id].credit if element.id in best else 0.0
            for grade in grades:
                worth = grade.match * credit.get(place, 0.0)
                if worth <= before or not (grade.optional or element.id in asked):
                    continue
                if not (tied or grade.form in (LOOSE if beside else NAMED)):
                    continue
                if grade.claim is not None and not grade.claim.test(own):
                    continue
                if grade.when is not None and not grade.when.test(view):
                    continue
                signals = self._signals[id(grade)]
                span = self._forms.find(grade.form, own.core, view.sentence, view.passages, signals)
                if span is not None:
                    yield element.id, EvidenceMatch("linked", worth, place, *span, None)
                    break
