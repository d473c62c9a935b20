"""Holds against each other what a document says twice, as the rules of a pack ask, and marks the claims it concerns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.changes import Changes, bases, changes
from claimcheck.evidence.reconcile.eligible import Eligible
from claimcheck.evidence.reconcile.inner_rows import InnerRows
from claimcheck.evidence.reconcile.ledger import Ledger
from claimcheck.evidence.reconcile.marking import Elements, contradicted
from claimcheck.evidence.reconcile.mixes import MixRows
from claimcheck.evidence.reconcile.outside import Other, Own, differing, moved
from claimcheck.evidence.reconcile.sides import Sides
from claimcheck.evidence.reconcile.statements import Certificates, Statements
from claimcheck.evidence.reconcile.sums import added, shared, shares, sums
from claimcheck.evidence.reconcile.targets import PledgeReader, targets
from claimcheck.evidence.reconcile.totals import Totals
from claimcheck.evidence.reconcile.values import alike, mixed
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.contradiction import Contradiction, Side
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.limits import Limiter
from claimcheck.text.metric_words import WORD
from claimcheck.text.passages import Passages

Outsider = tuple[Passages, FactBase]
MOST_OF_A_RULE = 50
"""Contradictions that one rule tells of one document; a text that is all of them is no report."""


class Reconciled(NamedTuple):
    """What was found in a document, and the ids of the rules of which only the first ``MOST_OF_A_RULE`` are told."""

    contradictions: tuple[Contradiction, ...]
    cut: tuple[str, ...]


class Reconciler:
    """The rules over contradictions of one pack and language; built once, holds no state of a document.

    All rules run, whoever wants to hear of them: a score does not depend on that. ``anchors`` are the signals, a bit
    each, that every sentence has to be searched for.
    """

    __slots__ = ("_context", "_contradicts", "_eligible", "_lexicon", "_order", "_rules", "_units", "anchors")

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._lexicon = lexicon
        self._rules = [
            (check.id, check.comparison)
            for _, check in sorted(pack.checks.items())
            if check.comparison is not None
        ]
        self.anchors = reduce(or_, (asked.about for _, asked in self._rules), 0)
        self._contradicts = {rule: pack.checks[rule].shape.contradicts for rule, _ in self._rules}
        self._order = {name: element.shape.number for name, element in pack.elements.items()}
        self._eligible = Eligible(lexicon)
        self._units = {name: factor for name, (_, factor) in lexicon.metrics.units.items()}

    def reconcile(
        self,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        facts: FactBase,
        passages: Passages,
        outsiders: Sequence[Outsider] = (),
    ) -> Reconciled:
        """All contradictions in order of rule id, those of one rule in reading order.

        ``outsiders`` are documents that were handed in as evidence, with their figures.
        """
        run = _Run(self, cores, elements, facts, passages, outsiders)
        found: list[Contradiction] = []
        cut: list[str] = []
        for rule, comparison in self._rules:
            listed = list(islice(run.contradictions(rule, comparison), MOST_OF_A_RULE + 1))
            if len(listed) > MOST_OF_A_RULE:
                cut.append(rule)
            found += sorted(listed[:MOST_OF_A_RULE], key=lambda one: one.sides[0].at)
        return Reconciled(tuple(found), tuple(cut))

    def contradicted(
        self,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        found: Iterable[Contradiction],
        outsiders: Sequence[Outsider] = (),
    ) -> list[Elements]:
        """The elements of each claim, those contradicted with the passage that disagrees in place of their own."""

        def quoted(side: Side) -> str:
            return outsiders[side.document or 0][0].norm.text[side.start : side.end].strip()

        return contradicted(cores, elements, found, self._contradicts, self._order, quoted)


class _Run:
    """One document, with what several rules need of it."""

    def __init__(
        self,
        reconciler: Reconciler,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        facts: FactBase,
        passages: Passages,
        outsiders: Sequence[Outsider],
    ) -> None:
        self.outsiders = outsiders
        self.cores, self.elements, self.passages = cores, elements, passages
        self.one = reconciler
        lexicon = reconciler._lexicon
        self.sides = Sides(passages)
        self.amounts = Amounts(passages.norm.text, reconciler._units)
        self.names = facts.names
        self.limiter = Limiter(lexicon.metrics, lexicon.facts.index, self.names)
        aside = reconciler._eligible.aside(facts, passages, self.names)
        self.ledger = Ledger(facts.figures, lexicon.metrics.metrics, aside, self.words)
        self.statements = Statements(
            passages, reconciler._context, lexicon.topics, lexicon.roles.get("place", 0)
        )

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the company's names."""
        given = (self.passages.document.title or "", *self.one._context.company)
        return self.names.own.union(word for name in given for word in WORD.findall(name.lower()))

    def contradictions(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        """What one rule finds."""
        work: Mapping[str, Callable[[str, Comparison], Iterable[Contradiction]]] = {
            "values": self.values,
            "changes": self.changes,
            "sums": self.sums,
            "shares": self.shares,
            "bases": lambda rule, asked: bases(
                rule, asked, Changes(self.ledger, asked.tolerance), self.sides, self.amounts
            ),
            "targets": self.targets,
            "statements": lambda rule, asked: self.statements.contradict(rule, asked, self.sides),
            "subjects": self.subjects,
        }
        return iter(work[asked.compared](rule, asked))

    def changes(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        if asked.places == "outside":
            return moved(rule, asked, self.claimed, self.others)
        return changes(rule, Changes(self.ledger, asked.tolerance), self.sides, self.amounts)

    @cached_property
    def claimed(self) -> Own:
        """The figures of the document, with whether they stand in the clause of a claim."""
        clauses = sorted({(core.clause.start, core.clause.end) for core in self.cores})
        starts = [start for start, _ in clauses]

        def is_claimed(figure: Figure) -> bool:
            place = bisect_right(starts, figure.start) - 1
            return place >= 0 and figure.start < clauses[place][1]

        return Own(self.ledger, self.sides, self.amounts, is_claimed)

    @cached_property
    def others(self) -> Sequence[Other]:
        """The documents that were handed in; none is held against itself."""
        one, found = self.one, []
        for number, (passages, facts) in enumerate(self.outsiders):
            if passages.document.sha256 != self.passages.document.sha256:
                aside = {*one._eligible.aside(facts, passages, facts.names)}
                aside.update(_of_strangers(facts, passages, self.passages))
                ledger = Ledger(facts.figures, one._lexicon.metrics.metrics, aside)
                amounts = Amounts(passages.norm.text, one._units)
                found.append(Other(number, ledger, Sides(passages), amounts))
        return found

    def values(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        if asked.places == "outside":
            return differing(rule, asked, self.claimed, self.others)
        if asked.places == "mixed":
            return mixed(rule, asked, self.ledger, self.sides, self.amounts)
        points = self.passages.structure.data_points

        def home(figure: Figure) -> int:
            return figure.sentence if figure.cell is None else points[figure.cell].table

        return alike(rule, asked, self.ledger, self.sides, self.amounts, home)

    def words(self, figure: Figure) -> frozenset[str]:
        """The words in lower case of the sentence of a figure, or of its labels in a table."""
        if figure.cell is None:
            span = self.passages.spans[figure.sentence]
            return frozenset(WORD.findall(self.passages.norm.lower, span.start, span.end))
        point = self.passages.structure.data_points[figure.cell]
        return frozenset(word for label in point.row_path for word in WORD.findall(label.lower()))

    def sums(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        totals = self.totals(asked)
        seen: set[tuple[int, int]] = set()
        for one in totals.wrong(self.passages):
            year = str(one.total.year or "")
            found = added(rule, asked, one.total, one.parts, year, self.sides, self.amounts)
            seen.add((found.sides[0].at, found.sides[0].until))
            yield found
        for found in sums(rule, asked, self.ledger, self.sides, self.amounts):
            if (found.sides[0].at, found.sides[0].until) not in seen:
                yield found

    def shares(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        yield from shares(rule, asked, self.ledger, self.sides, self.amounts)
        lexicon = self.one._lexicon
        inner = InnerRows(lexicon, self.passages, asked.tolerance)
        for stated, part, whole in inner.wrong(self.totals(asked)):
            yield shared(rule, stated, [part], [whole], self.sides, self.amounts)
        mixes = MixRows(lexicon, self.limiter, self.passages, asked.tolerance)
        for one in mixes.wrong(self.totals(asked), self.ledger):
            yield shared(rule, one.stated, one.parts, one.whole, self.sides, self.amounts)

    def totals(self, asked: Comparison) -> Totals:
        lexicon = self.one._lexicon
        return Totals(lexicon.tables, lexicon.facts.decimal, self.one._units, asked.tolerance)

    def targets(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        lexicon = self.one._lexicon

        # The names of a whole document are counted only where a target is compared.
        def plain() -> frozenset[str]:
            return self.own.union(lexicon.metrics.whole, lexicon.facts.scope_words)

        reader = PledgeReader(self.passages, lexicon.topics, self.names, plain)
        pledges = reader.read(self.cores, self.elements, asked)
        return targets(rule, asked, pledges, self.sides, self.passages.norm.text)

    def subjects(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        del asked
        return Certificates(self.passages, lambda: self.own).contradict(rule, self.cores, self.sides)


def _of_strangers(facts: FactBase, passages: Passages, own: Passages) -> Iterator[int]:
    """The places of figures that a document tells of somebody whom the one with the claims does not name."""
    for place, figure in enumerate(facts.figures):
        if figure.cell is None and any(
            fact.kind == "party" and fact.text.lower() not in own.norm.lower
            for fact in passages.facts(figure.sentence)
        ):
            yield place
