"""Puts scanning and guards together: a document's passages, ready for the stages that follow."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.annotate.guards import Guards
from claimcheck.annotate.named import Named, Names
from claimcheck.annotate.scan import RawHit, Scanner
from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.model.passage import Clause, Guarded, Hit, Sentence, SentenceSpan
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.normalise import NormText
from claimcheck.text.passages import Passages
from claimcheck.text.structure import Structure


class Annotator:
    """Annotates documents of one language; built once, holds no state of a document."""

    __slots__ = ("_guards", "_lexicon", "_named", "_scanner", "_silencers")

    def __init__(self, lexicon: Lexicon, context: Context | None = None) -> None:
        self._lexicon = lexicon
        self._named = Named(context or Context())
        self._scanner = Scanner(lexicon)
        self._guards = Guards(lexicon.roles, free_order=lexicon.free_order)
        self._silencers = 0
        for mask in lexicon.not_in.values():
            self._silencers |= mask

    def annotate(
        self,
        document: Document,
        norm: NormText,
        spans: Sequence[SentenceSpan],
        structure: Structure | None = None,
    ) -> Passages:
        """Scan the text once and return its passages; sentences are worked out when they are asked for."""
        masks, raw = self._scanner.scan(norm, spans)
        names = self._named.find(norm.lower)

        def sentence(index: int) -> Sentence:
            return self._sentence(index, spans[index], norm.text, raw[index], masks[index], names)

        return Passages(
            document,
            norm,
            spans,
            masks,
            sentence,
            self._lexicon.facts,
            structure,
            free_order=self._lexicon.free_order,
        )

    def _sentence(
        self, index: int, span: SentenceSpan, text: str, raw: Sequence[RawHit], mask: int, names: Names
    ) -> Sentence:
        hits = self._scanner.hits(raw)
        if mask & self._silencers:
            hits = self._unsilenced(hits)
            mask = _mask(hits)
        guards = self._guards.of(text, span, hits, mask, names.within(span.start, span.end))
        if len(span.clauses) == 1 and not guards:
            whole = tuple(hits)
            clauses: tuple[Clause, ...] = (Clause(span.start, span.end, mask, mask, whole, whole),)
            return Sentence(index, span.start, span.end, span.block, mask, mask, clauses, guards)
        clauses = tuple(_clause(start, end, hits, guards) for start, end in span.clauses)
        counting = mask_any = 0
        for clause in clauses:
            counting |= clause.mask
            mask_any |= clause.mask_any
        return Sentence(index, span.start, span.end, span.block, counting, mask_any, clauses, guards)

    def _unsilenced(self, hits: list[Hit]) -> list[Hit]:
        """Drop hits that overlap a hit of one of their guard signals ("green" in "green light")."""
        silencing = [hit for hit in hits if self._silencers >> hit.signal & 1]
        not_in = self._lexicon.not_in
        return [
            hit
            for hit in hits
            if not (guards := not_in.get(hit.signal, 0))
            or not any(
                guards >> other.signal & 1 and other.start < hit.end and hit.start < other.end
                for other in silencing
            )
        ]


def _clause(start: int, end: int, hits: Sequence[Hit], guards: Sequence[Guarded]) -> Clause:
    inside = tuple([hit for hit in hits if start <= hit.start < end])
    mask = _mask(inside)
    over = [run for run in guards if run.start < end and start < run.end]
    if not over:
        return Clause(start, end, mask, mask, inside, inside)
    counting = tuple(
        hit for hit in inside if not any(run.start <= hit.start and hit.end <= run.end for run in over)
    )
    return Clause(start, end, _mask(counting), mask, counting, inside)


def _mask(hits: Sequence[Hit]) -> int:
    mask = 0
    for hit in hits:
        mask |= 1 << hit.signal
    return mask
