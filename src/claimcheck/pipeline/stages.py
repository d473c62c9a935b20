"""From a document to its report: which stage follows which is written here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from claimcheck.annotate import Annotator
from claimcheck.approval import Matcher
from claimcheck.asking import Asker
from claimcheck.claims import Admissions, ClaimFinder
from claimcheck.evidence import MOST_OF_A_RULE, Aims, Collector, OutsideFigures, Outsider, Reconciler, Registered
from claimcheck.judge import ClaimWithEvidence, Judge, PassageRules
from claimcheck.model.approval import Approvals
from claimcheck.model.claim import Core, Element, Finding, Score, SetAside, Severity
from claimcheck.model.context import Context
from claimcheck.model.document import Block, Document, Piece, Problem
from claimcheck.model.evidence import Outside
from claimcheck.model.report import DocumentOut
from claimcheck.pipeline.examined import Asked, Examined, Seen, Traced
from claimcheck.pipeline.limits import HiddenLimits, first_claims
from claimcheck.ranking import Rankable, Ranker
from claimcheck.read.limits import DEFAULT
from claimcheck.report.build import ScoredClaim, document_out, ids_of
from claimcheck.report.unjudged import gaps, known_in
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import answer_fault
from claimcheck.score import Advice, Scorer
from claimcheck.segment import SentenceGrammar, StructureReader, segment
from claimcheck.text.fact_base import FactBase
from claimcheck.text.hashtags import parted
from claimcheck.text.normalise import normalise
from claimcheck.text.passages import Passages

if TYPE_CHECKING:
    from claimcheck.evidence.figures.row_matching import RowMatcher
    from claimcheck.judge.views import Claims
    from claimcheck.model.claim import Asked as AskedOf

_PARTS = ("table", "section", "figure")
_LINKING = ("be", "negation")
NOTHING = Outside()
NO_APPROVALS = Approvals()


class Found(NamedTuple):
    """The passages, figures and rows of a document, its claims, and passages that are none."""

    passages: Passages
    figures: FactBase
    rows: RowMatcher
    cores: list[Core]
    aside: list[SetAside]


class Pipeline:
    """All stages for one pack, context and language, built once and used for many documents.

    Without evidence and approvals from outside; ``holding`` adds these.
    """

    def __init__(
        self,
        pack: Pack,
        context: Context,
        language: str,
        enabled: Iterable[str],
        severities: Mapping[str, Severity],
        most_claims: int = DEFAULT.claims,
    ) -> None:
        lexicon = pack.lexicons[language]
        words = lexicon.role_words
        self._language = language
        self._most = most_claims
        known = known_in(pack, lexicon)
        speakable = {check.id for check in pack.checks.values() if check.is_spoken(known)}
        self._gaps = gaps(pack, lexicon, speakable)
        self._grammar = SentenceGrammar(
            abbreviations=frozenset(words.get("abbreviation", ())),
            abbreviations_final=frozenset(words.get("abbreviation_final", ())),
            clause_openers=tuple(words.get("clause_opener", ())),
            predicates=lexicon.predicates,
            numbered=frozenset(word for word, role in lexicon.facts.reference_words.items() if role in _PARTS),
            linking=frozenset(word for role in _LINKING for word in words.get(role, ())),
        )
        self._structure = StructureReader(lexicon, pack.sections.values())
        self._finder = ClaimFinder(pack, lexicon, context)
        self._admissions = Admissions(pack, lexicon, context)
        self._collector = Collector(pack, lexicon, context)
        self._reconciler = Reconciler(pack, lexicon, context)
        self._judge = Judge(pack, lexicon, context, speakable.intersection(enabled), severities)
        self._loose = PassageRules(self._judge.loose, self._judge.besides, pack, lexicon, context)
        asking = (self._finder, self._admissions, self._loose, self._collector, self._reconciler)
        self._annotator = Annotator(lexicon, reduce(or_, (one.anchors for one in asking)), context)
        self._asker = Asker(pack)
        self._scorer = Scorer(pack)
        self._advice = Advice(pack)
        self._ranker = Ranker(pack, lexicon)
        self._lexicon = lexicon
        self._elsewhere = OutsideFigures(pack, context)
        self._pack = pack
        self._context = context
        self._as_of = context.as_of
        public = pack.statistics
        self._public = public if public and context.medium == public.medium else None
        self._undefined = {name: kind.undefined for name, kind in pack.claim_types.items()}
        self._limits = HiddenLimits(lexicon, lambda words: self._said(words)[0])
        # Last: these read words as the stages above do.
        self._take(NOTHING, NO_APPROVALS)

    def holding(self, outside: Outside, approvals: Approvals) -> Pipeline:
        """The same stages with evidence and approvals from outside."""
        made = copy(self)
        made._take(outside, approvals)
        return made

    def _take(self, outside: Outside, approvals: Approvals) -> None:
        context = self._context
        self._registered = Registered(outside.entries, self._pack, self._lexicon, context, self._said)
        holding = tuple([one for one in approvals.entries if one.holds_for(context)])
        held = replace(approvals, entries=holding)
        self._approvals = Matcher(held, outside, context.as_of, self._passages, self._claimed)

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the rules that run in this context."""
        return self._judge.rules

    def run(self, document: Document, outsiders: Sequence[Outsider] = (), *, traced: bool = False) -> Examined:
        """Take a read document through all stages; ``outsiders`` are the documents that were handed in as evidence.

        Behind so many claims as the limits allow nothing is judged. ``traced`` keeps what the stages made.
        """
        build, seen = self._judged(*self._within(document), outsiders)
        if not traced:
            # As large as the record, which is made without it.
            seen = None
        return Examined(build(), seen)

    def _within(self, document: Document) -> tuple[Document, Found]:
        """As much of a document as the limits allow, and what was found there."""
        found = self._found(document)
        if len(found.cores) > self._most:
            document = first_claims(document, self._most, found.cores[self._most].sentence.block)
            del found  # as large as what takes its place
            found = self._found(document)
            found = found._replace(cores=found.cores[: self._most])
        return document, found

    def _found(self, document: Document) -> Found:
        passages = self._passages(document)
        figures = self._figures(passages)
        rows = self._reconciler.rows(passages, figures)
        measures = self._collector.measures(rows)
        return Found(passages, figures, rows, *self._finder.find(passages, measures, self._most, figures.goals))

    def _judged(
        self, document: Document, found: Found, outsiders: Sequence[Outsider]
    ) -> tuple[Callable[[], DocumentOut], Seen | None]:
        """What builds the record of a document, and what the stages made of it."""
        passages, figures, rows, cores, aside = found
        admissions = self._admissions.find(
            passages, cores, figures.goals, lambda index: self._finder.is_outside(passages, index)
        )
        cores = self._admissions.without_admitted(cores, admissions, passages)
        evidence = self._collector.collect(cores, rows)
        contradictions, cut, pairs = self._reconciler.reconcile(
            cores, evidence.elements, rows, evidence.goals, outsiders, evidence.assured
        )
        collected = self._reconciler.contradicted(cores, evidence.elements, contradictions, outsiders)
        elements = self._outer(cores, collected, passages, figures, outsiders)
        approved = self._approvals.match(cores, elements, passages)
        judged = [ClaimWithEvidence(*one) for one in zip(cores, elements, approved, strict=True)]
        views = self._judge.claims(judged, passages, evidence.assurance, self._answered(document))
        findings = self._judge.judge(views)
        plain = {one.sentence.number for one in cores if one.plain}
        taken = {one.sentence.number for one in cores if not one.plain}
        said = self._loose.judge(passages, taken, lambda index: self._finder.is_outside(passages, index), plain)
        remarks = (
            *said,
            *self._judge.judge_document(views, passages),
            *self._judge.judge_contradictions(contradictions, passages),
        )
        asked, told_once = self._asker.ask(cores, elements, views.views)
        admitted = {one.sentence for one in admissions}
        aims = Aims(rows, evidence.goals, self._as_of.year)
        claims = self._scored(judged, asked, findings, views, passages, admitted, aims)
        build = partial(
            document_out,
            document,
            passages,
            claims,
            [self._weighed(one, passages) for one in aside],
            remarks,
            assurance=evidence.assurance,
            assurance_named=evidence.assured.named,
            pairs=pairs,
            told_once=told_once,
            admissions=admissions,
            problems=(*self._gaps, *self._limits.problems(document), *map(_cut, cut), *self._unknown(document)),
            language=self._language,
            rules_run=len(self._judge.rules),
            outside=[one for one, _ in outsiders],
            public=self._public,
        )
        return build, Seen(passages, evidence, views, taken, said)

    def _answered(self, document: Document) -> Context:
        """The setting with the answers that a document gives to deciding facts; those of the run come first."""
        told = {name: said for name, said in document.facts if answer_fault(self._pack, name, said) is None}
        if not told:
            return self._context
        return replace(self._context, facts=tuple({**told, **dict(self._context.facts)}.items()))

    def _unknown(self, document: Document) -> Iterator[Problem]:
        """The answers of a document that decide nothing."""
        for name, said in document.facts:
            if (fault := answer_fault(self._pack, name, said)) is not None:
                told = f"{fault.message}: what the page says does not count"
                yield Problem("unknown-fact", told, "note", document.path, fault.hint)

    def _scored(
        self,
        judged: Sequence[ClaimWithEvidence],
        asked: Sequence[AskedOf],
        findings: Sequence[tuple[Finding, ...]],
        views: Claims,
        passages: Passages,
        admitted: Collection[int],
        aims: Aims,
    ) -> list[ScoredClaim]:
        """The claims with what is asked of them, their scores and their places in the order.

        ``admitted`` are the numbers of the sentences in which the document owns up to something.
        """
        ranked = self._ranker.rank(
            [
                Rankable(one.core, what.elements, found, view, admitted=one.core.sentence.number in admitted)
                for one, what, found, view in zip(judged, asked, findings, views.views, strict=True)
            ],
            passages,
        )
        return [
            ScoredClaim(
                one.core,
                self._judge.shown(what.elements, passages),
                found,
                self._score(one, what.wanted, passages),
                one.approved,
                place,
                aims.of(one.core, one.elements),
                what.questions,
            )
            for one, what, found, place in zip(judged, asked, findings, ranked, strict=True)
        ]

    def trace(self, made: Examined, asked: Asked) -> Traced:
        """Why claims of an examined document are as they are, and what rules did on them and on sentences."""
        # No audit has a use for it.
        from claimcheck.pipeline.tracing import traced

        return traced(made, asked, self._pack, self._context, self._judge, self._collector)

    def told(self, document: Document) -> Outsider:
        """The passages and figures of a document."""
        passages = self._passages(document)
        return passages, self._figures(passages)

    def _passages(self, document: Document) -> Passages:
        read = parted(document, self._lexicon.words.has)
        norm = normalise(read)
        spans = segment(norm, read, self._grammar)
        # What is quoted stands as it is written.
        return self._annotator.annotate(document, norm, spans, self._structure.read(read))

    def _claimed(self, passages: Passages) -> Sequence[Core]:
        return self._finder.find(passages)[0]

    def _figures(self, passages: Passages) -> FactBase:
        return FactBase(passages, self._lexicon.metrics, self._lexicon.facts, self._as_of.year, self._lexicon.tables)

    def _said(self, words: str) -> Outsider:
        """The passages and figures of words that stand alone."""
        block = Block("paragraph", words, (Piece(0, 0, len(words)),))
        return self.told(Document("", "text", "", words, (block,)))

    def _outer(
        self,
        cores: Sequence[Core],
        elements: list[tuple[Element, ...]],
        passages: Passages,
        figures: FactBase,
        outsiders: Sequence[Outsider],
    ) -> list[tuple[Element, ...]]:
        """The elements of claims with what other documents and registers hold of them."""
        if outsiders:
            elements = [
                self._elsewhere.add(core, held, passages, figures, outsiders)
                for core, held in zip(cores, elements, strict=True)
            ]
        if not self._registered:
            return elements
        names: Sequence[str | None] = [None] * len(cores)
        if self._registered.names_claims:
            names = ids_of(cores, passages)
        return [
            self._registered.add(core, held, name, passages, figures)
            for core, held, name in zip(cores, elements, names, strict=True)
        ]

    def _weighed(self, one: SetAside, passages: Passages) -> SetAside:
        """A passage that only names the topic is scored by how specific it is."""
        if one.reason != "mention":
            return one
        return one._replace(score=self._scorer.specificity(passages.facts(one.sentence)))

    def _score(self, one: ClaimWithEvidence, asked: frozenset[str], passages: Passages) -> Score:
        defined = not one.core.clause.mask & self._undefined[one.core.type]
        score = self._scorer.score(one.core.type, one.elements, defined, asked)
        facts = passages.facts(one.core.sentence.number)
        return score._replace(steps=self._advice.worded(one.core, score.steps, facts))


def _cut(rule: str) -> Problem:
    """That not all contradictions of one rule are told."""
    told = f"{rule} found more than {MOST_OF_A_RULE} contradictions; the first {MOST_OF_A_RULE} are told"
    return Problem("contradictions-cut", told, "note")
