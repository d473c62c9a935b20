"""Holds against each other what a document says twice, as the rules of a pack ask, and marks the claims it concerns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial, reduce
from itertools import islice, takewhile
from operator import itemgetter, or_
from typing import NamedTuple

from claimcheck.evidence.assurance.claim_assurance import AssuranceOf
from claimcheck.evidence.contradictions import printed_changes, sums
from claimcheck.evidence.contradictions.against_rows import AgainstRows
from claimcheck.evidence.contradictions.assured import AssuredClaims
from claimcheck.evidence.contradictions.comparable_figures import AsideWords, Eligible, Ledger
from claimcheck.evidence.contradictions.counted_rows import CountedRows
from claimcheck.evidence.contradictions.counts import Counted
from claimcheck.evidence.contradictions.goal_outcomes import UnmetGoals
from claimcheck.evidence.contradictions.named_headings import NamedHeadings
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.refuted import Refuted, pair, told
from claimcheck.evidence.contradictions.rests import Rests
from claimcheck.evidence.contradictions.stated_clauses import Stated, StatedClauses
from claimcheck.evidence.contradictions.statements import Certificates, Statements
from claimcheck.evidence.contradictions.sums import impossible
from claimcheck.evidence.contradictions.tagged_facts import Tagged
from claimcheck.evidence.contradictions.targets import Targets
from claimcheck.evidence.contradictions.told_goals import ToldGoals
from claimcheck.evidence.contradictions.told_sums import SumWords, ToldSums
from claimcheck.evidence.contradictions.totals import Totals, WholeTables
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.evidence.recognised import recognised_blocks, sure
from claimcheck.model.claim import Core, Element
from claimcheck.model.context import Context
from claimcheck.model.contradiction import Contradiction, Pair, Side
from claimcheck.model.evidence import Outer
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

Outsider = tuple[Passages, FactBase]
Elements = tuple[Element, ...]
_ELSEWHERE = "document"
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

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self.context = context
        self._lexicon = lexicon
        self.aside_words, self.sum_words = AsideWords.of(lexicon), SumWords.of(lexicon)
        self._rules = [
            (check.id, check.comparison) for _, check in sorted(pack.checks.items()) if check.comparison is not None
        ]
        self.anchors = reduce(or_, (asked.about | asked.met for _, asked in self._rules), 0)
        self._contradicts = {rule: pack.checks[rule].shape.contradicts for rule, _ in self._rules}
        self._order = {name: element.shape.number for name, element in pack.elements.items()}
        # What defines, or is said by others.
        self.asides = frozenset(kind.id for kind in pack.sections.values() if kind.set_aside is not None)

    def rows(self, passages: Passages, facts: FactBase) -> RowMatcher:
        """The rows and figures of one document, by which the words of its clauses are known."""
        return RowMatcher(self._lexicon, passages, facts, Eligible(self.aside_words, passages, facts).told)

    def reconcile(
        self,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        rows: RowMatcher,
        goals: Goals,
        outsiders: Sequence[Outsider] = (),
        assured: AssuranceOf | None = None,
    ) -> Reconciled:
        """All contradictions in order of rule id, those of one rule in reading order.

        ``outsiders`` are documents that were handed in as evidence, with their figures; ``assured`` has the assurance
        statements of the document.
        """
        if len(rows.passages.spans) == 1 and not outsiders and not rows.facts.has_values(0):
            return Reconciled((), (), ())
        run = _Run(self, cores, elements, rows, goals, outsiders, assured)
        documents = [rows.passages, *(outsider for outsider, _ in outsiders)]
        recognised = [*map(recognised_blocks, documents)]
        found: list[Contradiction] = []
        cut: list[str] = []
        for rule, asked in self._rules:
            listed = [*islice(sure(run.found(asked), documents, recognised), MOST_OF_A_RULE + 1)]
            if not listed:
                continue
            if len(listed) > MOST_OF_A_RULE:
                cut.append(rule)
            told = sorted(listed[:MOST_OF_A_RULE], key=lambda one: one.sides[0].at)
            found += [Contradiction(rule, one.sides, one.words, element=one.element) for one in told]
        pairs = islice(sure(run.pairs(), documents, recognised), MOST_PAIRS)
        return Reconciled(tuple(found), tuple(cut), tuple(pairs))

    def contradicted(
        self,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        found: Iterable[Contradiction],
        outsiders: Sequence[Outsider] = (),
    ) -> list[Elements]:
        """The elements of each claim, those contradicted with the passage that disagrees in place of their own.

        A claim is concerned where its clause holds the words of a side that decide. The first contradiction of an
        element is shown.
        """
        documents = [passages for passages, _ in outsiders]
        clauses = sorted((one.clause.start, one.clause.end, place) for place, one in enumerate(cores))
        changed = list(elements)
        for one in found:
            name = one.element or self._contradicts.get(one.rule)
            if name is None:
                continue
            for side, other in _opposed(one):
                for place in _at(side, clauses):
                    changed[place] = self._marked(changed[place], name, other, documents)
        return changed

    def _marked(self, held: Elements, name: str, other: Side, documents: Sequence[Passages]) -> Elements:
        """The elements with one of them contradicted, in their order."""
        mine = next((one for one in held if one.id == name), None)
        if mine is not None and mine.state == "contradicted":
            return held
        need = "optional" if mine is None else mine.need
        mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, other.start, other.end)
        if other.document is not None:
            text = documents[other.document].norm.text
            outer = Outer(other.document, other.start, other.end, text[other.start : other.end].strip())
            mark = Element(name, need, "contradicted", 0.0, _ELSEWHERE, outer=outer)
        rest = [one for one in held if one is not mine]
        return tuple(sorted([*rest, mark], key=lambda one: self._order[one.id]))


class _Run:
    """One document, with what several rules need of it."""

    def __init__(
        self,
        reconciler: Reconciler,
        cores: Sequence[Core],
        elements: Sequence[Elements],
        rows: RowMatcher,
        goals: Goals,
        outsiders: Sequence[Outsider],
        assured: AssuranceOf | None,
    ) -> None:
        self.one = reconciler
        self.cores, self.elements = cores, elements
        self.matcher, self.passages = rows, rows.passages
        self.goals = goals
        self.outsiders = outsiders
        self.quotes = Quotes(rows.passages, rows.lexicon.metrics)
        self.eligible = Eligible(reconciler.aside_words, rows.passages, rows.facts)
        self.statements = Statements(rows.passages, reconciler.context, rows.lexicon)
        self.assured = assured
        self.compared: dict[float, Sequence[tuple[Refuted, Quotes]]] = {}

    @cached_property
    def ledger(self) -> Ledger:
        """The figures of the metrics of the rules."""
        return Ledger(self.eligible.figures, self.matcher.lexicon.metrics.metrics)

    @cached_property
    def own(self) -> frozenset[str]:
        """The words of the company's names."""
        given = (self.passages.document.title or "", *self.one.context.company)
        return self.passages.names.own.union(word for name in given for word in WORD.findall(name.lower()))

    @cached_property
    def stated(self) -> Sequence[Stated]:
        """The clauses that say something which figures elsewhere may refute."""
        asides, apart = self.one.asides, self.goals.of_block
        return [*StatedClauses(self.matcher, self.cores, self.eligible, asides, apart)]

    @cached_property
    def counted(self) -> Counted:
        """What counts fewer than all."""
        return Counted(self.matcher, self.stated)

    def found(self, asked: Comparison) -> Iterable[Found]:
        """The contradictions of a rule, by what it compares: figures unless it says otherwise."""
        quotes, own = self.quotes, self.matcher
        match asked.compared:
            case "certified":
                return self.counted.contradict(quotes, certified=True)
            case "impossible":
                return impossible(self.stated, own, quotes)
            case "tagged":
                return Tagged(own, quotes).contradict(asked)
            case "sums":
                return self.sums(asked)
            case "shares":
                return self.shares(asked)
            case "targets":
                return self.targets(asked)
            case "statements":
                return self.statements.contradict(asked, quotes)
            case "subjects":
                return Certificates(self.passages, lambda: self.own).contradict(self.cores, quotes)
            case "assurance":
                return self.checks(asked)
        return self.figures(asked)

    # -- figures of sentences against rows

    def figures(self, asked: Comparison) -> Iterator[Found]:
        """Figures and words such as "all" that rows or other sentences refute, of the kind that a rule asks for."""
        for one, other in self.refuted(asked.tolerance):
            if not one.open and _is_asked(one, other, asked):
                yield told(one, self.quotes, other, self.passages.norm.text)
        if asked.compared == "changes" and asked.places != "outside":
            yield from printed_changes.contradict(self.matcher, asked.tolerance, self.quotes)
            yield from self.reckoned.changes()
        if asked.compared == "wholes":
            yield from self.counted.contradict(self.quotes, certified=False)

    def pairs(self) -> Iterator[Pair]:
        """Figures and words of claims with the passages to compare them with, where a slot is open."""
        claimed = {core.sentence.number for core in self.cores}
        for one, other in self.refuted(1.0):
            if one.open and other.number is None and self.passages.at(one.start) in claimed:
                yield pair(one, self.quotes, other, self.passages.norm.text)

    def refuted(self, tolerance: float) -> Sequence[tuple[Refuted, Quotes]]:
        """All that is refuted in the document and by those that were handed in, or left to be compared."""
        if tolerance not in self.compared:
            self.compared[tolerance] = tuple(self._compare(tolerance))
        return self.compared[tolerance]

    def _compare(self, tolerance: float) -> Iterator[tuple[Refuted, Quotes]]:
        own, stated, lexicon = self.matcher, self.stated, self.matcher.lexicon
        headings = NamedHeadings(self.passages, lexicon.metrics.whole.union(lexicon.facts.index.months))
        for one in AgainstRows(own, own, tolerance).refuted(stated):
            if not headings.sets_apart(one):
                yield one, self.quotes
        claimed = {core.clause.start for core in self.cores}
        of_claims = [one for one in stated if one.clause.start in claimed]
        for number, (passages, facts) in enumerate(self.outsiders):
            if passages.document.sha256 == self.passages.document.sha256:
                continue
            eligible = Eligible(self.one.aside_words, passages, facts)
            other = RowMatcher(lexicon, passages, facts, partial(eligible.told_of_same, self.passages))
            quotes = Quotes(passages, lexicon.metrics, number)
            for one in AgainstRows(own, other, tolerance).refuted(of_claims):
                yield one, quotes

    # -- sums, shares, and what goals and checks are said to be

    def sums(self, asked: Comparison) -> Iterator[Found]:
        """Totals that their parts do not come to."""
        own, seen = self.matcher, set[tuple[int, int]]()
        for one in Totals(own, asked.tolerance).wrong():
            seen.add((one.total.start, one.total.end))
            yield sums.added(one, asked.tolerance, one.total.year, self.quotes)
        for one in (
            *sums.behind_colons(self.stated),
            *sums.in_later_sentences(self.stated, own),
            *WholeTables(own).wrong(self.stated),
        ):
            yield sums.added(one, asked.tolerance, one.total.year, self.quotes)
        for one in sums.of_metrics(self.ledger, asked.tolerance):
            if (one.total.start, one.total.end) not in seen:
                yield sums.added(one, asked.tolerance, one.total.last_year, self.quotes)
        yield from Rests(own, self.reckoned, self.one.sum_words, self.quotes).wrong()

    @cached_property
    def reckoned(self) -> ToldSums:
        """What sentences work out themselves."""
        return ToldSums(self.matcher, self.one.sum_words, self.quotes, self.one.asides)

    def shares(self, asked: Comparison) -> Iterator[Found]:
        """Shares that their figures do not give."""
        for one in (
            *sums.of_ledger(self.ledger, asked.tolerance),
            *(CountedRows(self.matcher, asked.tolerance).wrong(self.stated) if self.matcher.has_tables else ()),
            *self.reckoned.shares(),
        ):
            yield sums.shared(one, self.quotes)

    def targets(self, asked: Comparison) -> Iterator[Found]:
        """Goals that are told in two ways, or said to be met and are not."""
        yield from Targets(self.matcher, self.goals, self.cores, self.elements, self.quotes).contradict(asked)
        yield from UnmetGoals(self.matcher, self.goals, self.quotes).contradict(asked, self.cores)
        if asked.met and self.goals.listed:
            yield from ToldGoals(self.matcher, self.goals, self.cores, self.quotes).contradict()

    def checks(self, asked: Comparison) -> Iterator[Found]:
        """What is said of checks against the statements on them."""
        if self.assured is not None:
            claims = AssuredClaims(self.passages, self.assured, self.statements, self.quotes)
            yield from claims.contradict(asked)


def _is_asked(one: Refuted, other: Quotes, asked: Comparison) -> bool:
    """Whether a rule asks for this kind of refutation."""
    outside = other.number is not None
    if asked.compared == "values":
        place = "outside" if outside else "alike" if one.series.table is None else "mixed"
        return one.kind == "level" and asked.places == place
    if asked.compared == "changes":
        if outside:
            return one.kind == "change" and asked.places == "outside"
        return one.kind in ("change", "direction") and one.sold is None and not asked.places
    if outside:
        return False
    if asked.compared == "bases":
        return one.sold is not None and one.sold.basis == asked.sold
    return one.kind == {"extremes": "extreme", "wholes": "whole"}[asked.compared]


def _opposed(one: Contradiction) -> Iterator[tuple[Side, Side]]:
    """Every place of a contradiction with the side that it disagrees with."""
    first, second, *_ = one.sides
    yield first, second
    yield from ((side, first) for side in one.sides[1:] if side.document is None)


def _at(side: Side, clauses: Sequence[tuple[int, int, int]]) -> Iterator[int]:
    """The claims whose clause holds the words that decide; several claims may share one clause."""
    behind = bisect_right(clauses, side.at, key=itemgetter(0))
    before = map(clauses.__getitem__, range(behind - 1, -1, -1))
    return (place for _, _, place in takewhile(lambda one: one[1] > side.at, before))
