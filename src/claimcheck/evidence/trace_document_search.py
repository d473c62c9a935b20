"""What was looked at far from a claim: rows, figures, goals, statements, assurance, and where its pointers lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claimcheck.evidence.assurance.claim_assurance import ELEMENTS
from claimcheck.evidence.assurance.claim_assurance import PLACE as ASSURANCE
from claimcheck.evidence.candidate_filter import Figures, RequiredElement
from claimcheck.evidence.collector import Collector, Evidence
from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.document_search import LOCATOR, Elsewhere
from claimcheck.evidence.figures.links import DOCUMENT, TABLE
from claimcheck.evidence.figures.links import Candidates as FigureCandidates
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.evidence.numbered_places import ROLES
from claimcheck.evidence.statements import Statement
from claimcheck.model.assurance import Assurance
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.model.trace import Candidate, Detail
from claimcheck.rulepack.operands import Operands
from claimcheck.rulepack.pack import ElementType
from claimcheck.rulepack.views import PassageView
from claimcheck.text.goal_columns import GoalColumn
from claimcheck.text.passages import Passages

GOAL, LEVEL = "goal", "level"
MOST = 8
"""Refused candidates of one kind that are shown for one element, the best first."""
_PLANNED = "planned"


class FarTracer:
    """Asks the places of one document that are far from its claims."""

    def __init__(self, collector: Collector, operands: Operands, passages: Passages, evidence: Evidence) -> None:
        self._collector, self._operands, self._passages = collector, operands, passages
        self._document = evidence.document
        self._goals: Goals = evidence.goals
        self._far: Elsewhere = evidence.document.elsewhere

    def candidates(self, need: RequiredElement, element: ElementType, own: CoreView) -> Iterator[Candidate]:
        """What may hold an element of a claim, in the order in which it is looked at."""
        if need.figures is not None:
            yield from self._figures(need.figures, own)
        if need.column is not None:
            yield from self._of_goals(*need.column, own.core)
        if need.id in ELEMENTS:
            yield from self._assured(need.id, own.core)
        if element.elsewhere:
            yield from self._told(element, own)

    def _refused(self, place: str, slot: str, sentence: int, *details: Detail) -> Candidate:
        span = self._passages.spans[sentence]
        return Candidate(place, "refused", slot, span.start, span.end, details)

    # -- figures

    def _figures(self, asked: Figures, own: CoreView) -> Iterator[Candidate]:
        """The figures of the claim's rows and metrics, and the rows that it may be about."""
        core, rows = own.core, self._document.rows
        found = self._document.linked(core)
        grades = [(one, one.when is None or one.when.test(own)) for one in asked.grades]
        best = found.best(grades, asked.agree, asked.credit) if found is not None else None
        if best is not None:
            shown = best[2].shown
            yield Candidate(best[1], "held", None, shown.start, shown.end, credit=best[0])
        elif not any(holds for _, holds in grades):
            yield Candidate(TABLE, "refused", "claim")
            return
        sought = Detail("sought", tuple(dict.fromkeys(grade.kind for grade, holds in grades if holds)))
        taken = core.sentence.number if best is None else best[2].shown.sentence
        yield from islice(self._rows(core, rows, taken, found is not None, sought), MOST)
        if found is not None:
            known = None if best is None else best[2].shown.start
            yield from islice(self._of_metrics(found, asked.agree, known, sought), MOST)

    def _rows(self, core: Core, rows: RowMatcher, taken: int, told: bool, sought: Detail) -> Iterator[Candidate]:
        """The rows that have words of the claim, but for the one ``taken``, each with the slot that refused it."""
        if not self._passages.document.tables:
            return
        clause = rows.clauses.of(core.sentence.number, core.clause.start, core.clause.end)
        exact = {id(one) for one in rows.rows(core.sentence.number, core.clause.start, core.clause.end)}
        for one in rows.candidates(clause):
            figures = (*one.series.levels, *one.series.changes)
            if one.series.table is None or not figures or figures[0].sentence == taken:
                continue
            named = (clause.named[metric] for metric in clause.named.keys() & one.series.named.keys())
            matched = one.matched.union(*named)
            over = rows.clauses.unmatched(clause, matched, one.series) if "part" in one.open else frozenset()
            missing = one.missing or (one.series.tail - clause.stems if "part" in one.open else one.missing)
            slot: str = "terms" if one.missing else one.open[0] if one.open else "nearer"
            details = _apart(missing, over)
            if id(one.series) in exact:
                slot = "figure" if told else "claim"
                details = [Detail("years", tuple(map(str, sorted(one.series.years)))), sought]
            yield self._refused(TABLE, slot, figures[0].sentence, *details)

    def _of_metrics(
        self, found: FigureCandidates, agree: frozenset[str], known: int | None, sought: Detail
    ) -> Iterator[Candidate]:
        """The figures of the metrics that the claim names which are not its evidence."""
        seen: set[int] = set() if known is None else {known}
        for metric, _ in found.sought.metrics:
            for year in (found.sought.year, *found.years, None):
                for figure in found.facts.of(metric, year):
                    if figure.start in seen or figure.sentence == found.sought.sentence:
                        continue
                    seen.add(figure.start)
                    yield self._figure(figure, found, agree, sought)

    @staticmethod
    def _figure(figure: Figure, found: FigureCandidates, agree: frozenset[str], sought: Detail) -> Candidate:
        place = TABLE if figure.cell is not None else DOCUMENT
        slot = found.apart(figure, agree)
        details = _known_of(figure)
        if slot is None:
            year, wanted = figure.last_year, found.sought.year
            slot = "period" if wanted is not None and year != wanted else "kind"
            details.append(sought)
        return Candidate(place, "refused", slot, figure.start, figure.end, tuple(details))

    # -- goals

    def _of_goals(self, column: GoalColumn, credit: float, core: Core) -> Iterator[Candidate]:
        """The rows of goals that may be the claim's."""
        goals = self._goals
        if not goals.listed:
            return
        goal = goals.of_claim(core)
        told = None if goal is None else goals.told(goal, column, core)
        if told is not None:
            # What a row of goals tells counts as a table.
            yield Candidate(TABLE, "held", None, told[0], told[1], (Detail("column", (column,)),), credit)
        elif goal is not None:
            slot = "tense" if column != "base" and core.tense != _PLANNED else "column"
            yield self._refused(GOAL, slot, goal.sentence, Detail("column", (column,)))
        if goal is not None:
            return
        asked = goals.reader.of_claim(core, self._passages)
        if asked is None:
            yield Candidate(GOAL, "refused", "claim")
            return
        about = goals.about(asked.terms)
        for one in about[:MOST]:
            yield self._refused(GOAL, goals.apart(one, asked, core) or "several", one.sentence)
        words = asked.terms.all | asked.terms.aside
        near = (one for one in goals.listed if one.terms.head & words) if not about else ()
        for one in islice(near, MOST):
            missing, over = one.terms.all - words, asked.terms.all - one.terms.all - one.above
            yield self._refused(GOAL, "terms", one.sentence, *_apart(missing, over))

    # -- statements and assurance

    def _told(self, element: ElementType, own: CoreView) -> Iterator[Candidate]:
        """The statements that the document makes once."""
        core, statements = own.core, self._far.statements
        if element.far_claim is not None and not element.far_claim.test(own):
            operands = self._operands.of_far_claim(element.id, own)
            yield Candidate("section", "refused", "claim", operands=operands)
            return
        best = self._far.told(core, element, own, 0.0)
        if best is not None:
            view = PassageView(self._passages, best.sentence, None, self._collector.context)
            start, end, _ = self._collector.quotes.of(element, view, core)
            yield Candidate(best.place, "held", None, start, end, credit=best.credit)
        seen = {core.sentence.number} | ({best.sentence.number} if best is not None else set())
        shown = 0
        for place, one in statements.around(core, element):
            if one.sentence.number not in seen and shown < MOST:
                seen.add(one.sentence.number)
                shown += 1
                slot = self._statement_slot(core, element, own, one)
                yield self._refused(place, slot, one.sentence.number)

    def _statement_slot(self, core: Core, element: ElementType, own: CoreView, one: Statement) -> str:
        statements = self._far.statements
        if statements.agreement(core, element, one):
            return "less" if one.match_for(own) else "claim"
        slot = statements.apart(core, one.identity)
        return slot or ("metric" if one.defined is not None else "coverage")

    def _assured(self, name: str, core: Core) -> Iterator[Candidate]:
        """The assurance statements: covered, excluded, or nothing told."""
        assurance = self._far.assurance
        best = self._far.assurance.best(core, name, 0.0)
        if best is not None:
            yield Candidate(ASSURANCE, "held", None, best.start, best.end, credit=best.credit)
        covering = assurance.covering(core)
        for number, one in enumerate(assurance.statements[:MOST]):
            if number in covering and best is not None:
                continue
            shown = one.practitioner or one
            slot = "silent" if number in covering else self._uncovered(core, number, one)
            yield Candidate(ASSURANCE, "refused", slot, shown.start, min(shown.end, one.end))

    def _uncovered(self, core: Core, number: int, one: Assurance) -> str:
        assurance = self._far.assurance
        years = self._far.identities.of(core.sentence).years
        if core.tense == _PLANNED:
            return "tense"
        if not assurance.is_told(core):
            return "no_figure"
        if one.start <= core.sentence.start < one.end:
            return "own"
        if years and one.years and years.isdisjoint(one.years):
            return "period"
        return "excluded" if assurance.is_excluded(core, number) else "not_told"

    # -- pointers

    def followed(self, candidates: Sequence[Candidate], own: CoreView) -> Iterator[Candidate]:
        """The candidates for a locator by where those that point lead."""
        near = self._collector.near.held(own, self._document).get(LOCATOR)
        locator, _ = self._far.follow(own.core, near, self._passages)
        if locator is not None:
            yield Candidate(locator.where, "held", None, locator.start, locator.end, credit=locator.credit)
        for one in candidates:
            if one.outcome != "held":
                yield one
            elif locator is None or (locator.where, locator.start) != (one.place, one.start):
                yield one._replace(outcome="refused", slot=self._lead(one, own.core), credit=0.0)

    def _lead(self, one: Candidate, core: Core) -> str:
        """Where the pointer of a candidate leads; "less" for words that lead nowhere in particular."""
        facts = self._passages.facts(self._passages.at(one.start or 0))
        pointer = next((fact for fact in facts if fact.start == one.start and fact.role in ROLES), None)
        return "less" if pointer is None else self._far.locators.follow(core, pointer).lead


def _known_of(figure: Figure) -> list[Detail]:
    """What a figure measures, of which year, and as what."""
    year, metric = figure.last_year, figure.metric
    return [
        Detail("metric", () if metric is None else (metric,)),
        Detail("years", () if year is None else (str(year),)),
        Detail("role", (figure.role or LEVEL,)),
    ]


def _apart(missing: Iterable[str], over: Iterable[str]) -> list[Detail]:
    """The terms that only a row has, and those that only the claim has."""
    parts = (Detail("row_terms", tuple(sorted(missing))), Detail("claim_terms", tuple(sorted(over))))
    return [one for one in parts if one.values]
