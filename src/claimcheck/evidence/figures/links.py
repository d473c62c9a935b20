"""Links elements of a claim to figures elsewhere in the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from weakref import proxy

from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.figures.figure_query import Agreeing, sought, sought_in_row
from claimcheck.evidence.figures.kinds import FigureKinds, Match
from claimcheck.evidence.figures.row_matching import MatchedRows, RowMatcher
from claimcheck.evidence.figures.row_ranking import RowRanking
from claimcheck.evidence.register_evidence import PLACE
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.evidence import Outer
from claimcheck.model.figure import Figure, Link
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import FigureGrade, Pack
from claimcheck.text.derived_values import in_words
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


MOST_ROWS = 24
"""Rows that a claim names for certain whose figures are compared with one another; reports have a few."""

TABLE = "table"
_OWN_FIGURE = frozenset({"tense", "metric", "period", "boundary", "scope", "basis"})
DOCUMENT = "document"
LinkOf = Callable[[Core], "Candidates | None"]
"""The figures of a document that may hold elements of a claim of it."""


class FigureLinks:
    """Finds figures for claims; built once for a pack, holds no state of a document."""

    def __init__(self, pack: Pack) -> None:
        self._unknown = pack.scoring.unknown_match
        # What stands there is about words, or said by somebody else.
        self._aside = frozenset(kind.id for kind in pack.sections.values() if kind.set_aside is not None)

    def of(self, core: Core, matcher: RowMatcher, ranking: RowRanking) -> Candidates | None:
        """The figures that may hold elements of a claim; None where it names nothing that is measured.

        What is measured is known by its metric in the rules, or by a row of the document that the claim names.
        """
        facts, passages = matcher.facts, matcher.passages
        exact = matcher.rows(core.sentence.number, core.clause.start, core.clause.end)
        named = sought(core, facts, passages.norm.text)
        found = named or sought_in_row(core, facts)
        if found is None:
            return None
        if passages.document.tables:
            best = ranking.of_claim(core, found, exact)
            exact = exact if best is None else [best]
        if named is None and not exact:
            return None
        rows = matcher.with_counterparts(exact[:MOST_ROWS])
        return Candidates(found, core, facts, passages, self._unknown, self._aside, rows)

    def within(self, matcher: RowMatcher) -> LinkOf:
        """The same for the claims of one document; that of the last one is kept, as each part of it asks."""
        last: tuple[Core, Candidates | None] | None = None
        ranking = RowRanking(matcher)

        def of(core: Core) -> Candidates | None:
            nonlocal last
            if last is None or last[0] is not core:
                last = core, self.of(core, matcher, ranking)
            return last[1]

        return of

    def elsewhere(
        self, core: Core, facts: FactBase, passages: Passages, others: FactBase, outer: Passages
    ) -> Candidates | None:
        """The same in another document, with its figures ``others``; ``facts`` are those of the claim's document."""
        found = sought(core, facts, passages.norm.text)
        if found is None:
            return None
        # The claim's own sentence is none of the other document.
        found = found._replace(sentence=-1)
        return Candidates(found, core, others, outer, self._unknown, self._aside, MatchedRows())


class Candidates(Agreeing):
    """The figures of a document that may hold elements of one claim; those that agree in some fields are found once."""

    @cached_property
    def _kinds(self) -> dict[frozenset[str], FigureKinds]:
        return {}

    def of_kind(self, kind: str, agree: frozenset[str]) -> list[Match]:
        """All matches of a kind, by its name in the rules, that agree in some fields."""
        if agree not in self._kinds:
            # What is kept here must not keep this alive in turn.
            self._kinds[agree] = FigureKinds(proxy(self), agree)
        return self._kinds[agree].of_kind(kind)

    def best(
        self, grades: Iterable[tuple[FigureGrade, bool]], agree: frozenset[str], credit: Mapping[str, float]
    ) -> tuple[float, str, Match] | None:
        """Credit, place and figures of the best that holds an element, tables before prose where two are as good.

        ``grades`` says of each whether its condition holds for the claim; ``credit`` is that of each place.
        """
        best: tuple[float, str, Match] | None = None
        for grade, holds in grades:
            for one in self.of_kind(grade.kind, agree) if holds else ():
                if one.match < self.unknown or (grade.units and one.shown.unit_class not in grade.units):
                    continue
                place = TABLE if one.shown.cell is not None else DOCUMENT
                worth = credit.get(place, 0.0) * grade.match * one.match
                if worth and (best is None or worth > best[0]):
                    best = worth, place, one
        return best

    def in_tables(self) -> set[int]:
        """Where the figures of tables that are the claim's own stand in the normalised text."""
        return {figure.start for one in self._own() for figure in one.figures if figure.cell is not None}

    def _own(self) -> Iterator[Match]:
        """The claim's own figure, and what its change is made of."""
        return (one for kind in ("same", "change") for one in self.of_kind(kind, _OWN_FIGURE))

    def in_prose(self) -> set[int]:
        """Where the claim's own figures are told in other sentences."""
        found = (figure for one in self.of_kind("same", _OWN_FIGURE) for figure in one.figures)
        return {figure.start for figure in found if figure.cell is None}

    def own_cells(self) -> frozenset[int]:
        """The cells of tables that the claim is about, as data points: its figure, or the one that its change ends in.

        Where no cell has its figure, those of its period in the rows that it names for certain.
        """
        found = {one.shown.cell for one in self._own() if one.shown.cell is not None}
        for row in () if found else self.rows.exact:
            last = self.sought.year or max(row.years, default=None)
            found |= {one.cell for one in row.levels if one.last_year == last and one.cell is not None}
        return frozenset(found)

    def link(self, one: Match) -> Link:
        """The figures with the words that quote them."""
        quotes = [self.quoted(figure) for figure in one.figures]
        if one.derived is not None:
            written = [self.written(figure) for figure in one.derived.made_of]
            quotes.append(in_words(one.derived, written))
        return Link(one.figures, one.derived, "; ".join(dict.fromkeys(quotes)))

    def fact(self, figure: Figure) -> Fact:
        """The figure as a fact of its place, with its value in the unit in which it is written."""
        factor = self.facts.grammar.factor(figure.unit)
        kind = figure.unit_class
        return Fact(
            "share" if kind == "share" else "money" if kind == "money" else "quantity",
            figure.start,
            figure.end,
            self.written(figure),
            value=float(f"{figure.value / factor:.12g}"),
            unit=figure.unit,
            unit_class=figure.unit_class,
            year=figure.last_year,
        )
