"""Figures in documents that were handed in as evidence, looked up for the elements that claims need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.figures.links import DOCUMENT, TABLE, Candidates, FigureLinks
from claimcheck.evidence.register_evidence import PLACE
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.evidence import Outer
from claimcheck.rulepack.pack import FigureGrade, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

Outsider = tuple[Passages, FactBase]


class _Wanted(NamedTuple):
    """Which figures hold an element, what the best of them is worth, and in which fields they have to agree."""

    grades: tuple[FigureGrade, ...]
    most: float
    credit: dict[str, float]
    agree: frozenset[str]


class OutsideFigures:
    """Looks figures up; built once for a pack and a context."""

    __slots__ = ("_context", "_links", "_wanted")

    def __init__(self, pack: Pack, context: Context) -> None:
        self._context = context
        self._links = FigureLinks(pack)
        credit = pack.scoring.place_credit[str(context.medium)].get(PLACE, 0.0)
        self._wanted = {
            one.id: _Wanted(
                one.figures,
                credit * max(grade.match for grade in one.figures),
                {TABLE: credit, DOCUMENT: credit},
                frozenset(one.shape.agree),
            )
            for one in pack.elements.values()
            if one.figures and PLACE in one.shape.look
        }

    def add(
        self,
        core: Core,
        elements: tuple[Element, ...],
        passages: Passages,
        figures: FactBase,
        outsiders: Sequence[Outsider],
    ) -> tuple[Element, ...]:
        """The elements of a claim with figures of the other documents, where these are worth more than what is held.

        ``figures`` are those of the claim's own document. A document is no evidence for itself.
        """
        open_ = [one for one in elements if self._is_open(one)]
        if not open_:
            return elements
        known = list(self._candidates(core, passages, figures, outsiders))
        if not known:
            return elements
        view = CoreView(passages, core.sentence, core.clause, self._context, core)
        better = {one.id: self._better(one, view, known) for one in open_}
        return tuple([better.get(one.id, one) for one in elements])

    def _is_open(self, element: Element) -> bool:
        wanted = self._wanted.get(element.id)
        return (
            wanted is not None
            and element.need != "optional"
            and element.state != "contradicted"
            and wanted.most > element.credit
        )

    def _candidates(
        self, core: Core, passages: Passages, figures: FactBase, outsiders: Sequence[Outsider]
    ) -> Iterator[tuple[int, Candidates]]:
        for number, (others, outer_figures) in enumerate(outsiders):
            if others.document.sha256 == passages.document.sha256:
                continue
            found = self._links.elsewhere(core, figures, passages, outer_figures, others)
            if found is None:
                return
            yield number, found

    def _better(self, element: Element, view: CoreView, known: Sequence[tuple[int, Candidates]]) -> Element:
        wanted = self._wanted[element.id]
        grades = [(grade, grade.when is None or grade.when.test(view)) for grade in wanted.grades]
        best = element
        for number, candidates in known:
            found = candidates.best(grades, wanted.agree, wanted.credit)
            if found is None or found[0] <= best.credit:
                continue
            shown = found[2].shown
            outer = Outer(number, shown.start, shown.end, candidates.link(found[2]).words)
            fact = candidates.fact(shown)
            best = Element(element.id, element.need, "linked", found[0], PLACE, fact=fact, outer=outer)
        return best
