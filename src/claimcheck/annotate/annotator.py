"""Puts scanning and guards together: a document's passages, ready for the stages that follow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_

from claimcheck.annotate.actors import STANDS_FOR, Acting, Actors
from claimcheck.annotate.copy_guards import CopyGuards
from claimcheck.annotate.guards import Guards
from claimcheck.annotate.scan import RawHit, Scan, scanner
from claimcheck.annotate.user_terms import Given, Name, Named
from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.model.passage import Clause, Guarded, Hit, Sentence, SentenceSpan, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.names import Names
from claimcheck.text.normalise import NormText
from claimcheck.text.passages import Passages
from claimcheck.text.structure import Structure

# Letters of the longest auxiliary: longer words of their roles are adverbs and nouns.
_HELPER = 4
# Roles of the words for who acts; a product in the same clause may be what is acted on.
_ACTING = ("first_person", "company", "company_subject", "third_party")


class Annotator:
    """Annotates documents of one language; built once, holds no state of a document.

    ``anchors`` are the signals, a bit each, that are looked for in every sentence.
    """

    __slots__ = (
        "_acting",
        "_actors",
        "_company",
        "_given",
        "_guards",
        "_helpers",
        "_lexicon",
        "_named",
        "_places",
        "_scanner",
        "_silencers",
        "_silencing",
    )

    def __init__(self, lexicon: Lexicon, anchors: int, context: Context | None = None) -> None:
        self._lexicon = lexicon
        context = context or Context()
        self._given = context.company
        words = lexicon.role_words
        self._places = frozenset(words.get("place_name", ()))
        self._helpers = tuple(
            word
            for role in ("be", "perfect", "firm_plan")
            for word in words.get(role, ())
            if word.isalpha() and len(word) <= _HELPER
        )
        self._named = Named(context)
        roles = tuple(lexicon.roles.get(role, 0) for role in STANDS_FOR)
        self._scanner = scanner(lexicon.words, anchors, roles)
        self._actors = Actors(lexicon, self._scanner)
        self._company = signals_in(lexicon.roles.get("company", 0))
        relatives = lexicon.frames.opening("relative")
        self._guards = (
            CopyGuards(lexicon.roles, relatives=relatives, free_order=lexicon.free_order, words=words)
            if context.is_copy
            else Guards(lexicon.roles, relatives=relatives, free_order=lexicon.free_order)
        )
        self._silencers = 0
        for mask in lexicon.not_in.values():
            self._silencers |= mask
        self._silencing = signals_in(self._silencers)
        self._acting = reduce(or_, (lexicon.roles.get(role, 0) for role in _ACTING), 0)

    def annotate(
        self,
        document: Document,
        norm: NormText,
        spans: Sequence[SentenceSpan],
        structure: Structure | None = None,
    ) -> Passages:
        """Scan the text once and return its passages; sentences are worked out when they are asked for."""
        given = self._named.find(norm.lower)
        metrics = self._lexicon.metrics
        names = Names(norm.text, metrics.possessive, self._given, metrics.whole, self._helpers, self._places)
        acting = Acting(self._actors, norm, names, given)
        scan = Scan(self._scanner, norm, spans, acting.find)

        def sentence(index: int) -> Sentence:
            return self._sentence(index, spans[index], norm.text, scan.raw(index), scan.mask(index), given)

        return Passages(
            document,
            norm,
            spans,
            scan.anchors,
            self._scanner.searched,
            scan.mask,
            sentence,
            self._lexicon.facts,
            names,
            structure,
            free_order=self._lexicon.free_order,
            relatives=self._lexicon.frames.opening("relative"),
            fact_shift=self._lexicon.fact_shift,
        )

    def _sentence(
        self, index: int, span: SentenceSpan, text: str, raw: Sequence[RawHit], mask: int, given: Given
    ) -> Sentence:
        hits: list[Hit] | None = None
        if mask & self._silencers:
            hits = self._unsilenced(self._scanner.hits(raw))
            mask = _mask(hits)
        guards: tuple[Guarded, ...] = ()
        named = given.within(span.start, span.end)
        if named or self._guards.may_guard(text, span, mask):
            hits = self._scanner.hits(raw) if hits is None else hits
            guards = self._guards.of(text, span, hits, mask, named)
        start, end, block = span.start, span.end, span.block
        if len(span.clauses) == 1 and not guards:
            clauses: tuple[Clause, ...] = (self._whole(start, end, mask, raw, hits),)
            return Sentence(index, start, end, block, mask, mask, clauses, guards)
        if hits is None:
            clauses = tuple([self._part(first, last, raw) for first, last in span.clauses])
        else:
            clauses = tuple([self._clause(first, last, hits, guards, named) for first, last in span.clauses])
        counting = mask_any = 0
        self._hand_on(clauses)
        for clause in clauses:
            counting |= clause.mask
            mask_any |= clause.mask_any
        return Sentence(index, start, end, block, counting, mask_any, clauses, guards)

    def _hand_on(self, clauses: Sequence[Clause]) -> None:
        """Give a clause in which nobody acts those of the clause before: "we cut waste and raised the share"."""
        acting = self._acting
        for before, clause in pairwise(clauses):
            if not clause.mask_any & acting:
                clause.mask |= before.mask & acting
                clause.mask_any |= before.mask_any & acting

    def _whole(
        self, start: int, end: int, mask: int, raw: Sequence[RawHit], hits: Sequence[Hit] | None
    ) -> Clause:
        """The clause of a sentence that has no other; hits that nobody needed so far wait until somebody does."""
        if hits is None:
            return Clause(start, end, mask, mask, lambda wanted: tuple(self._scanner.hits_of(raw, wanted)))
        return Clause(start, end, mask, mask, tuple(hits))

    def _part(self, start: int, end: int, raw: Sequence[RawHit]) -> Clause:
        """One of several clauses of a sentence without guards."""
        inside = [hit for hit in raw if start <= hit[1] < end]
        bits, mask = self._scanner.bits, 0
        for kind, _, _ in inside:
            mask |= bits[kind]
        return Clause(start, end, mask, mask, lambda wanted: tuple(self._scanner.hits_of(inside, wanted)))

    def _clause(
        self, start: int, end: int, hits: Sequence[Hit], guards: Sequence[Guarded], named: Sequence[Name]
    ) -> Clause:
        """One clause of a sentence with guards or silenced words; ``named`` are names that the caller gave."""
        inside = tuple([hit for hit in hits if start <= hit.start < end])
        mask = _mask(inside)
        over = [run for run in guards if run.start < end and start < run.end]
        if not over:
            return Clause(start, end, mask, mask, inside)
        # The name of the company that speaks claims nothing, and still says who acts.
        own = {(name.start, name.end) for name in named if name.is_company}
        company = self._company
        counting = tuple(
            [
                hit
                for hit in inside
                if not any(
                    run.start <= hit.start
                    and hit.end <= run.end
                    and not (hit.signal in company and (run.start, run.end) in own)
                    for run in over
                )
            ]
        )
        return Clause(start, end, _mask(counting), mask, inside, counting)

    def _unsilenced(self, hits: list[Hit]) -> list[Hit]:
        """Drop hits that overlap a hit of one of their guard signals ("green" in "green light")."""
        silencing = [hit for hit in hits if hit[2] in self._silencing]
        not_in = self._lexicon.not_in
        return [
            hit
            for hit in hits
            if hit[2] not in not_in
            or not any(
                not_in[hit[2]] >> other.signal & 1 and other.start < hit.end and hit.start < other.end
                for other in silencing
            )
        ]


def _mask(hits: Iterable[Hit]) -> int:
    mask = 0
    for signal in {hit[2] for hit in hits}:
        mask |= 1 << signal
    return mask
