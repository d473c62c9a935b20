"""Holds against each other what a document says twice, as the rules of a pack ask, and marks the claims it concerns."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial, reduce
from itertools import islice
from operator import or_
from typing import NamedTuple

from claimcheck.evidence.assurance.claim_assurance import AssuranceOf
from claimcheck.evidence.contradictions.affected_elements import Elements, contradicted
from claimcheck.evidence.contradictions.against_rows import AgainstRows
from claimcheck.evidence.contradictions.assured import AssuredClaims
from claimcheck.evidence.contradictions.comparable_figures import Eligible, of_strangers
from claimcheck.evidence.contradictions.counts import Counted
from claimcheck.evidence.contradictions.divided_amounts import DividedAmounts
from claimcheck.evidence.contradictions.figure_index import Ledger
from claimcheck.evidence.contradictions.impossible_figures import impossible, listed
from claimcheck.evidence.contradictions.inner_rows import InnerRows
from claimcheck.evidence.contradictions.mixes import MixRows
from claimcheck.evidence.contradictions.multiples import Multiples
from claimcheck.evidence.contradictions.named_headings import NamedHeadings
from claimcheck.evidence.contradictions.quoted_words import Amounts, Sides
from claimcheck.evidence.contradictions.refuted import Place, Refuted, contradiction
from claimcheck.evidence.contradictions.said_twice import said_twice
from claimcheck.evidence.contradictions.stated_clauses import Stated, StatedClauses
from claimcheck.evidence.contradictions.statements import Certificates, Statements
from claimcheck.evidence.contradictions.sums import added, shared, shares, sums
from claimcheck.evidence.contradictions.tagged_facts import Tagged
from claimcheck.evidence.contradictions.targets import Targets
from claimcheck.evidence.contradictions.totals import Totals
from claimcheck.evidence.contradictions.unmet_targets import UnmetGoals
from claimcheck.evidence.contradictions.whole_tables import WholeTables
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.evidence.recognised import recognised_blocks, sure
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.contradiction import Contradiction, Pair, Side
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

Outsider = tuple[Passages, FactBase]
_NEGATED = "negated"
MOST_PAIRS = 30
MOST_OF_A_RULE = 50
"""Contradictions that one rule tells of one document; a text that is all of them is no report."""


class Reconciled(NamedTuple):
    """What was found in a document, and the ids of the rules of which only the first ``MOST_OF_A_RULE`` are told.

    ``pairs`` are passages that nobody can tell to be about the same thing, ``MOST_PAIRS`` at most.
    """

    contradictions: tuple[Contradiction, ...]
    cut: tuple[str, ...]
    pairs: tuple[Pair, ...]


class Reconciler:
    """The rules over contradictions of one pack and language; built once, holds no state of a document.

    All rules run, whoever wants to hear of them: a score does not depend on that. ``anchors`` are the signals, a bit
    each, that every sentence has to be searched for.
    """

    __slots__ = (
        "_asides",
        "_context",
        "_contradicts",
        "_eligible",
        "_lexicon",
        "_order",
        "_rules",
        "_units",
        "anchors",
    )

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._lexicon = lexicon
        self._rules = [
            (check.id, check.comparison)
            for _, check in sorted(pack.checks.items())
            if check.comparison is not None
        ]
        self.anchors = reduce(or_, (asked.about | asked.met for _, asked in self._rules), 0)
        self._contradicts = {rule: pack.checks[rule].shape.contradicts for rule, _ in self._rules}
        self._order = {name: element.shape.number for name, element in pack.elements.items()}
        self._eligible = Eligible(lexicon)
        # What defines, or is said by others.
        self._asides = frozenset(kind.id for kind in pack.sections.values() if kind.set_aside is not None)
        self._units = {name: factor for name, (_, factor) in lexicon.metrics.units.items()}

    def rows(self, passages: Passages, facts: FactBase) -> RowMatcher:
        """The rows and figures of one document, by which the words of its clauses are known."""
        return RowMatcher(self._lexicon, passages, facts, lambda: _told(facts, self._unsure(passages, facts)))

    def _unsure(self, passages: Passages, facts: FactBase) -> frozenset[int]:
        return frozenset(self._eligible.aside(facts, passages, facts.names))

    def reconcile(
        self,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        facts: FactBase,
        passages: Passages,
        rows: RowMatcher,
        goals: Goals,
        outsiders: Sequence[Outsider] = (),
        assured: AssuranceOf | None = None,
    ) -> Reconciled:
        """All contradictions in order of rule id, those of one rule in reading order.

        ``outsiders`` are documents that were handed in as evidence, with their figures; ``assured`` has the assurance
        statements of the document.
        """
        if len(passages.spans) == 1 and not outsiders and not facts.has_values(0):
            return Reconciled((), (), ())
        run = _Run(self, cores, elements, facts, passages, rows, goals, outsiders, assured)
        documents = [passages, *(outsider for outsider, _ in outsiders)]
        recognised = [*map(recognised_blocks, documents)]
        found: list[Contradiction] = []
        cut: list[str] = []
        finders = run.finders
        for rule, asked in self._rules:
            seen = finders.get(asked.compared, run.figures)(rule, asked)
            listed = [*islice(sure(seen, documents, recognised), MOST_OF_A_RULE + 1)]
            if not listed:
                continue
            if len(listed) > MOST_OF_A_RULE:
                cut.append(rule)
            found += sorted(listed[:MOST_OF_A_RULE], key=lambda one: one.sides[0].at)
        pairs = islice(sure(run.pairs(), documents, recognised), MOST_PAIRS)
        return Reconciled(tuple(found), tuple(cut), tuple(pairs))

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
        rows: RowMatcher,
        goals: Goals,
        outsiders: Sequence[Outsider],
        assured: AssuranceOf | None,
    ) -> None:
        self.matcher = rows
        self.outsiders = outsiders
        self.goals = goals
        self.cores, self.elements, self.passages = cores, elements, passages
        self.one = reconciler
        lexicon = reconciler._lexicon
        self.sides = Sides(passages)
        self.amounts = Amounts(passages.norm.text, reconciler._units)
        self.names = facts.names
        self.limiter = Limiter(lexicon.metrics, lexicon.facts.index, self.names)
        self.ledger = Ledger(facts.figures, lexicon.metrics.metrics, reconciler._unsure(passages, facts))
        self.facts = facts
        self.place = Place(self.sides, self.amounts)
        self._refuted: dict[float, Sequence[tuple[Refuted, Place]]] = {}
        self.statements = Statements(
            passages, reconciler._context, lexicon.topics, lexicon.roles.get("place", 0)
        )
        self.assured = None if assured is None else AssuredClaims(passages, assured, self.statements)

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the company's names."""
        given = (self.passages.document.title or "", *self.one._context.company)
        return self.names.own.union(word for name in given for word in WORD.findall(name.lower()))

    @property
    def finders(self) -> Mapping[str, Callable[[str, Comparison], Iterable[Contradiction]]]:
        """What finds the contradictions of a rule, by what the rule compares; ``figures`` for anything else."""
        return {
            "certified": self.certified,
            "impossible": lambda rule, _: impossible(
                rule, self.stated, self.sides, self.amounts, self.matcher.index.last_year
            ),
            "tagged": self.tagged,
            "sums": self.sums,
            "shares": self.shares,
            "targets": self.targets,
            "statements": lambda rule, asked: self.statements.contradict(rule, asked, self.sides),
            "subjects": self.subjects,
            "assurance": self.checks,
        }

    # -- figures of sentences against rows

    def figures(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        """Figures and words such as "all" that rows or other sentences refute, of the kind that a rule asks for."""
        text = self.passages.norm.text
        for one, other in self.refuted(asked.tolerance):
            if not one.open and _is_asked(one, other, asked):
                yield contradiction(rule, one, self.place, other, text)
        if asked.compared == "wholes":
            yield from self.counted.contradict(rule, self.stated, self.sides, certified=False)

    def pairs(self) -> Iterator[Pair]:
        """Figures and words of claims with the passages to compare them with, where a slot is open."""
        claimed = {core.sentence.number for core in self.cores}
        text = self.passages.norm.text
        for one, other in self.refuted(1.0):
            side = self.sides.words(one.start, one.end)
            if one.open and other.number is None and side.sentence in claimed:
                held = self.sides.of(one.row[0])
                words = self.amounts.written(one.row[0])
                if one.kind == "change" and one.stated is not None:
                    base = self.amounts.written(one.row[1], one.row[0])
                    words = f"{self.place.percent(one.result, one.stated)} ({base} > {words})"
                yield Pair((side, held), text[one.start : one.end], words, one.open)

    def refuted(self, tolerance: float) -> Sequence[tuple[Refuted, Place]]:
        """All that is refuted in the document and by those that were handed in, or left to be compared."""
        found = self._refuted.get(tolerance)
        if found is None:
            found = self._refuted[tolerance] = tuple(self._compare(tolerance))
        return found

    @cached_property
    def stated(self) -> Sequence[Stated]:
        """The clauses that say something which figures elsewhere may refute."""
        lexicon, eligible = self.one._lexicon, self.one._eligible

        def is_sure(figure: Figure) -> bool:
            said = eligible.said(figure.sentence, self.passages, self.names)
            return not eligible.is_unsure(figure, said, self.passages)

        def other_end(figure: Figure) -> float | None:
            said = eligible.said(figure.sentence, self.passages, self.names)
            return eligible.other_end(figure, said, self.passages)

        def is_own(number: int, denies: bool) -> bool:
            sentence = self.passages.sentence(number)
            guarded = any(not denies or one.reason != _NEGATED for one in sentence.guards)
            kind = self.passages.structure.section_kind(sentence.block)
            others = sentence.mask_any & lexicon.roles.get("third_party", 0)
            ahead = sentence.mask_any & lexicon.roles.get("plan", 0)
            return not (guarded or kind in self.one._asides or others or ahead)

        found = StatedClauses(
            self.cores,
            self.matcher,
            self.facts,
            self.passages,
            is_sure,
            other_end,
            is_own,
            Multiples(lexicon),
        )
        # What a goal is called in a table of goals is not said to be so.
        return [one for one in found if self.passages.spans[one.sentence].block not in self.goals.of_block]

    def _compare(self, tolerance: float) -> Iterator[tuple[Refuted, Place]]:
        lexicon, eligible, stated = self.one._lexicon, self.one._eligible, self.stated
        own = AgainstRows(lexicon, self.matcher, self.matcher, self.own, tolerance)
        twice = said_twice(stated, self.matcher.vocabulary, tolerance)
        refuted = (*own.refuted(stated), *own.repeated(), *twice)
        headings = NamedHeadings(self.passages, lexicon.metrics.whole)
        yield from ((one, self.place) for one in refuted if not headings.sets_apart(one))
        claimed = {(core.clause.start, core.clause.end) for core in self.cores}
        of_claims = [one for one in stated if (one.clause.start, one.clause.end) in claimed]
        for number, (passages, facts) in enumerate(self.outsiders):
            if passages.document.sha256 == self.passages.document.sha256:
                continue
            aside = {
                *eligible.aside(facts, passages, facts.names),
                *of_strangers(facts, passages, self.passages),
            }
            other = RowMatcher(lexicon, passages, facts, partial(_told, facts, aside))
            place = Place(Sides(passages), Amounts(passages.norm.text, self.one._units), number)
            found = AgainstRows(lexicon, self.matcher, other, self.own, tolerance).refuted(of_claims)
            yield from ((one, place) for one in found)

    # -- sums and shares

    def sums(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        totals = self.totals(asked)
        seen: set[tuple[int, int]] = set()
        for one in totals.wrong(self.passages):
            year = str(one.total.year or "")
            found = added(rule, asked, one.total, one.parts, year, self.sides, self.amounts)
            seen.add((found.sides[0].at, found.sides[0].until))
            yield found
        whole = WholeTables(self.passages, self.matcher, self.one._lexicon)
        divided = DividedAmounts(self.passages, self.facts, self.matcher, self.one._lexicon)
        for total, parts in (
            *listed(self.stated),
            *divided.wrong(self.stated),
            *whole.wrong(self.stated),
        ):
            yield added(rule, asked, total, parts, str(total.year or ""), self.sides, self.amounts)
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
        return Totals(self.one._lexicon, asked.tolerance)

    def tagged(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        return Tagged(self.passages, self.one._lexicon).contradict(rule, asked, self.sides)

    def targets(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        lexicon = self.one._lexicon
        targets = Targets(self.passages, self.goals, lexicon, self.cores, self.elements)
        yield from targets.contradict(rule, asked, self.sides)
        unmet = UnmetGoals(self.passages, self.goals, lexicon, self.matcher.index.last_year)
        yield from unmet.contradict(rule, asked, self.cores, self.sides)

    def certified(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        del asked
        return self.counted.contradict(rule, self.stated, self.sides, certified=True)

    @cached_property
    def counted(self) -> Counted:
        """What counts fewer than all."""
        return Counted(self.passages, self.matcher, self.one._lexicon)

    def checks(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        return self.assured.contradict(rule, asked, self.sides) if self.assured is not None else iter(())

    def subjects(self, rule: str, asked: Comparison) -> Iterator[Contradiction]:
        del asked
        return Certificates(self.passages, lambda: self.own).contradict(rule, self.cores, self.sides)


def _told(facts: FactBase, aside: Container[int]) -> Sequence[Figure]:
    """The figures of sentences whose metric the rules know, and that are told for certain."""
    return [
        figure
        for place, figure in enumerate(facts.figures)
        if figure.cell is None and figure.high is None and place not in aside
    ]


def _is_asked(one: Refuted, other: Place, asked: Comparison) -> bool:
    """Whether a rule asks for this kind of refutation."""
    if asked.compared == "values":
        alike = one.series.table is None or (one.stated is not None and one.stated.cell is not None)
        place = "outside" if other.number is not None else "alike" if alike else "mixed"
        return one.kind == "level" and asked.places == place
    if asked.compared == "changes":
        outside = asked.places == "outside"
        if one.kind == "direction":
            return not outside and other.number is None
        return (
            one.kind == "change" and outside == (other.number is not None) and (outside or one.sold is None)
        )
    if other.number is not None:
        return False
    if asked.compared == "bases":
        return one.sold is not None and one.sold.basis == asked.sold
    return one.kind == {"extremes": "extreme", "wholes": "whole"}[asked.compared]
