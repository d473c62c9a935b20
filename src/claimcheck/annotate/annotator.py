"""Puts scanning and guards together: a document's passages, ready for the stages that follow."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.annotate.guards import Guards
from claimcheck.annotate.scan import RawHit, Scanner
from claimcheck.model.document import Document
from claimcheck.model.passage import Clause, Guarded, Hit, Sentence, SentenceSpan
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.normalise import NormText
from claimcheck.text.passages import Passages


class Annotator:
    """Annotates documents of one language; built once, holds no state of a document."""

    __slots__ = ("_guards", "_lexicon", "_scanner", "_silencers")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._scanner = Scanner(lexicon)
        self._guards = Guards(lexicon.roles)
        self._silencers = 0
        for mask in lexicon.not_in.values():
            self._silencers |= mask

    def annotate(self, document: Document, norm: NormText, spans: Sequence[SentenceSpan]) -> Passages:
        """Scan the text once and return its passages; sentences are worked out when they are asked for."""
        masks, raw = self._scanner.scan(norm, spans)

        def sentence(index: int) -> Sentence:
            return self._sentence(index, spans[index], norm.text, raw[index])

        return Passages(document, norm, spans, masks, sentence, self._lexicon.facts)

    def _sentence(self, index: int, span: SentenceSpan, text: str, raw: Sequence[RawHit]) -> Sentence:
        hits = self._unsilenced(self._scanner.hits(raw))
        guards = self._guards.of(text, span, hits)
        clauses = tuple(_clause(start, end, hits, guards) for start, end in span.clauses)
        mask = mask_any = 0
        for clause in clauses:
            mask |= clause.mask
            mask_any |= clause.mask_any
        return Sentence(index, span.start, span.end, span.block, mask, mask_any, clauses, guards)

    def _unsilenced(self, hits: list[Hit]) -> list[Hit]:
        """Drop hits that overlap a hit of one of their guard signals ("green" in "green light")."""
        silencing = [hit for hit in hits if self._silencers >> hit.signal & 1]
        if not silencing:
            return hits
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
    inside = tuple(hit for hit in hits if start <= hit.start < end)
    counting = inside
    if guards:
        counting = tuple(
            hit for hit in inside if not any(run.start <= hit.start and hit.end <= run.end for run in guards)
        )
    return Clause(start, end, _mask(counting), _mask(inside), counting, inside)


def _mask(hits: Sequence[Hit]) -> int:
    mask = 0
    for hit in hits:
        mask |= 1 << hit.signal
    return mask
